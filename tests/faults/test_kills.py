"""The server is killed while people answer: nothing acknowledged is lost, nothing is kept twice."""

import random
import sqlite3
import statistics
import threading
import time
from collections import Counter
from os import environ

import pytest
from playwright.sync_api import expect

from infopilot.model.people import Role
from tests.apps.conftest import Journal
from tests.apps.plans import say
from tests.faults.crowds import crowd
from tests.faults.mortal_doors import be_a_hasty_door, mortal_door

pytestmark = pytest.mark.slow
KILLS = int(environ.get("INFOPILOT_KILLS", "10"))
SEED = int(environ.get("INFOPILOT_SEED", "0")) or random.randrange(10**9)
CLIENTS, PAUSE_SECONDS = 20, 0.05
BANNER_SECONDS = 5
HASTY_KILLS = 10
AWAY = "The server does not answer. Your answers are kept on this device and will be sent again."
IS_SAVED = """() => document.querySelector('[role=status]').textContent
  && !document.querySelector('[role=alert]').textContent"""
# What the page acknowledged, and when its banner came: by the page itself, as it happens.
TAKE_NOTES = """(() => {
  const bannerOf = () => document.querySelector('[role=alert]')?.textContent;
  const look = () => { window.toldAt = bannerOf() ? (window.toldAt ?? Date.now() / 1000) : null; };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  const real = window.fetch;
  window.acknowledged = [];
  window.fetch = async (path, options) => {
    const response = await real(path, options);
    if (options?.method === 'POST' && response.status === 200) {
      const { saved = [] } = await response.clone().json();
      const { answers = [] } = JSON.parse(options.body);
      window.acknowledged.push(...answers.filter(({ id }) => saved.includes(id)));
    }
    return response;
  };
})();"""


class Respondent:
    """Somebody at a real page, who goes on answering two questions whatever happens."""

    def __init__(self, page):
        self.page = page
        self.given = {}
        self.turn = 0

    def enter(self, link):
        """Open the questionnaire."""
        self.page.add_init_script(TAKE_NOTES)
        self.page.goto(link)
        self.page.get_by_role("button", name=say("Begin")).click()
        self.cards = self.page.locator("fieldset.q-card")
        expect(self.cards).to_have_count(2)

    def answer(self):
        """Choose another level than before, in one question and then in the other; return when."""
        now = time.time()
        self.turn += 1
        rank, value = self.turn % 2, 1 + self.turn // 2 % 5
        self.cards.nth(rank).locator("input[type=radio]").nth(value - 1).check()
        self.given[rank] = str(value)
        return now

    def is_told(self):
        """Wait for the banner; return when it came."""
        banner = self.page.get_by_role("alert")
        expect(banner).to_contain_text(say(AWAY), timeout=4_000 * BANNER_SECONDS)
        return self.page.evaluate("window.toldAt")

    def is_saved(self):
        """Wait until the page says that all is saved, and nothing else."""
        self.page.wait_for_function(IS_SAVED, timeout=60_000)

    @property
    def acknowledged(self):
        """Every answer that the server said it had saved."""
        return self.page.evaluate("window.acknowledged")


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


def lost(acknowledged, kept):
    """Return the acknowledged answers that are not kept as they were."""
    known = {each.id: (each.question, each.value, each.comment) for each in kept}
    return [
        each
        for each in acknowledged
        if known.get(each["id"]) != (each["question"], each["value"], each.get("comment", ""))
    ]


def duplicates(kept):
    """Return the ids that are there twice, and the rows that repeat the row before them."""
    said, again = {}, []
    for each in kept:
        content = (each.value, each.comment, each.evidence)
        if said.get((each.respondent, each.question)) == content:
            again.append(each)
        said[each.respondent, each.question] = content
    ids = Counter(each.id for each in kept)
    return [each for each, count in ids.items() if count > 1] + again


def newest(kept):
    """Return the value of the newest row of each question."""
    return {each.question: each.value for each in kept}


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
    assert list(newest(of_page).values()) != []
    assert sorted(newest(of_page).values()) == sorted(respondent.given.values())
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
