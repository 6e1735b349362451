"""The same answers posted again and again, in any order, from several tabs: each is kept once."""

import random
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from os import environ

import pytest

from infopilot.model.people import Role
from tests.faults.crowds import Wire
from tests.faults.mortal_doors import mortal_door

pytestmark = pytest.mark.slow
SEED = int(environ.get("INFOPILOT_SEED", "0")) or random.randrange(10**9)
RESPONDENTS, TABS, ANSWERS = 5, 2, 200


class Replay:
    """A tab that posts each answer several times, in any order."""

    def __init__(self, wire, respondent, seed):
        self.wire, self.respondent, self.random = wire, respondent, random.Random(seed)
        self.acknowledged = 0

    def run(self, answers, times, *, new_ids):
        """Post each answer ``times`` times, under the same ids or under new ones."""
        posts = [answer_of(turn) for turn in range(answers)] * times
        self.random.shuffle(posts)
        for each in posts:
            answer = each | {
                "id": uuid.uuid4().hex if new_ids else f"{self.respondent}{each['id']}"
            }
            reply = self.wire.post(self.respondent, [answer])
            self.acknowledged += reply is not None and reply["saved"] == [answer["id"]]
        self.wire.close()


def answer_of(turn):
    """Return an answer that says what no other says."""
    question = ("RD1", "RD2")[turn % 2]
    return {"id": f"-{turn}", "question": question, "value": "3", "comment": f"nº {turn}"}


def replayed(engagement, answers, times, *, new_ids=False):
    """Let two tabs of several respondents replay their answers; return what came of it."""
    start = time.monotonic()
    with mortal_door(engagement) as door:
        tabs = list(tabs_of(door.fresh))
        with ThreadPoolExecutor(len(tabs)) as threads:
            list(threads.map(lambda tab: tab.run(answers, times, new_ids=new_ids), tabs))
        kept = door.workbook.answers()
    acknowledged, twice = sum(tab.acknowledged for tab in tabs), repeated(kept)
    print(
        f"seed {SEED}, posts {len(tabs) * answers * times}, acknowledged {acknowledged}, "
        f"rows {len(kept)}, duplicates {len(twice)}, {time.monotonic() - start:.0f} s"
    )
    return acknowledged, kept, twice


def tabs_of(door):
    """Open the tabs of each respondent, who share a session."""
    for rank in range(RESPONDENTS):
        respondent, link = door.invite(Role.LEADER)
        first = Wire(link)
        for tab in range(TABS):
            wire = Wire(link, first.cookie) if tab else first
            yield Replay(wire, respondent, SEED + rank * TABS + tab)


def repeated(kept):
    """Return what is kept more than once: by its id, or by what it says."""
    ids = Counter(each.id for each in kept)
    said = Counter((each.respondent, each.question, each.comment) for each in kept)
    return [each for counted in (ids, said) for each, count in counted.items() if count > 1]


def test_ten_thousand_replayed_posts_make_no_second_row(client):
    acknowledged, kept, twice = replayed(client, ANSWERS, times=5)

    assert acknowledged == 10_000
    assert twice == []
    assert len(kept) == RESPONDENTS * ANSWERS


def test_replays_under_new_ids_would_make_second_rows(client):
    _, _, twice = replayed(client, 10, times=1, new_ids=True)

    assert len(twice) == RESPONDENTS * 10
