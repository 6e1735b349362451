"""The server is killed while people answer: nothing acknowledged is lost, nothing is kept twice."""

import random
import sqlite3
import statistics
import threading
import time
from os import environ

import pytest

from infopilot.model.people import Role
from tests.apps.conftest import Journal
from tests.faults.crowds import crowd
from tests.faults.mortal_doors import be_a_hasty_door, mortal_door
from tests.faults.respondents import BANNER_SECONDS, Respondent, duplicates, lost, newest

pytestmark = pytest.mark.slow
KILLS = int(environ.get("INFOPILOT_KILLS", "6"))
SEED = int(environ.get("INFOPILOT_SEED", "0")) or random.randrange(10**9)
CLIENTS, PAUSE_SECONDS = 20, 0.05
HASTY_KILLS = 10
# The browser itself reports each request that fails; that is the fault being tried, not ours.
NETWORK_NOISE = "Failed to load resource"


def kill_while_answering(door, respondent, chance):
    """Kill the door at some moment; return how long after that the page told it.

    One answer is given after the kill; another may have been under way.
    """
    killer = threading.Timer(chance.uniform(0.1, 1.5), door.kill)
    killer.start()
    answered_at = respondent.answer()
    while killer.is_alive():
        respondent.page.wait_for_timeout(chance.uniform(20, 400))
        answered_at = respondent.answer() if killer.is_alive() else answered_at
    if answered_at < door.killed_at:
        respondent.answer()
    return respondent.is_told() - door.killed_at


@pytest.mark.browser
def test_killing_the_server_loses_nothing_and_is_told(client, browser):
    print(f"seed {SEED}")
    chance, banners, start = random.Random(SEED), [], time.monotonic()
    with mortal_door(client) as door, browser.new_context(locale="fr-FR") as context:
        journal = Journal("127.0.0.1")
        page = context.new_page()
        journal.follow(page)
        person, link = door.fresh.invite(Role.LEADER)
        respondent = Respondent(page)
        respondent.enter(link)
        with crowd(door.fresh, size=CLIENTS, seed=SEED, pause=PAUSE_SECONDS) as clients:
            for _ in range(KILLS):
                banners.append(kill_while_answering(door, respondent, chance))
                door.start()
                respondent.is_saved()
        kept = door.workbook.answers()
        acknowledged = [each for one in clients for each in one.acknowledged]
        acknowledged += respondent.acknowledged
        altered = door.workbook.store.first_altered_row()
        integrity = checked(client)
    losses, twice = lost(acknowledged, kept), duplicates(kept)
    of_page = [each for each in kept if each.respondent == person]
    print(
        f"kills {len(banners)}, acknowledged {len(acknowledged)}, lost {len(losses)}, "
        f"duplicates {len(twice)}, rows {len(kept)}, banner median "
        f"{statistics.median(banners):.2f} s max {max(banners):.2f} s, longest outage of a client "
        f"{max(max(one.outages) for one in clients):.1f} s, {time.monotonic() - start:.0f} s"
    )

    assert (losses, twice) == ([], [])
    assert max(banners) <= BANNER_SECONDS
    assert (altered, integrity) == (None, "ok")
    assert newest(of_page) == respondent.given
    assert journal.outside == []
    assert [each for each in journal.errors if NETWORK_NOISE not in each] == []
    for one in clients:
        mine = [each for each in kept if each.respondent == one.respondent]
        assert [each.id for each in mine] == [each["id"] for each in one.sent]
        assert (one.gives_up, one.conflicts) == (False, {})


def checked(engagement):
    """Return what SQLite itself finds of the file."""
    connection = sqlite3.connect(engagement / "answers.db")
    (found,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    return found


def test_acknowledging_before_the_commit_would_lose_answers(client):
    """The same load and kills, against a door that is hasty: this is what the test above sees."""
    print(f"seed {SEED}")
    chance, losses, kills = random.Random(SEED), [], 0
    with (
        mortal_door(client, be_a_hasty_door) as door,
        crowd(door.fresh, size=CLIENTS, seed=SEED, pause=0) as clients,
    ):
        while not losses and kills < HASTY_KILLS:
            time.sleep(chance.uniform(0.5, 1.5))
            door.kill()
            kills += 1
            acknowledged = [each for one in clients for each in list(one.acknowledged)]
            losses = lost(acknowledged, door.workbook.answers())
            door.start()
            door.wait_until_ready()
    print(f"kills {kills}, acknowledged {len(acknowledged)}, lost {len(losses)}")

    assert losses
