"""What was published is kept beside the answers: read back, forgotten with them, never twice."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError

from infopilot.model.answers import Answer
from infopilot.model.people import Role
from infopilot.model.publication import Cell, Mark
from infopilot.storage import publications
from infopilot.storage.answers import AnswerStore
from infopilot.storage.database import Database
from infopilot.storage.publications import PublicationStore

ANSWERS = [
    Answer(
        id=f"a{n}",
        campaign="T0",
        respondent=f"user-{n}",
        role=Role.USER,
        department="Atelier",
        question="SAT",
        value="7",
        answered_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    )
    for n in range(3)
]
MARKS = frozenset(Mark(each.respondent, each.id) for each in ANSWERS)
SOME = frozenset({Mark("user-0", "a0")})
CELLS = {
    "SAT": Cell(given=MARKS, counted=SOME, departments={"Atelier": SOME, "Bureau": MARKS - SOME}),
    "RD1": Cell(given=SOME, counted=frozenset()),
}


@pytest.fixture
def database(tmp_path):
    database = Database(tmp_path / "answers.db")
    AnswerStore(database).append(ANSWERS)
    yield database
    database.close()


@pytest.fixture
def store(database):
    return PublicationStore(database)


def publishing(cells):
    """A choice of ``cells`` whatever was answered."""
    return lambda _answers, _earlier: cells


def test_what_was_published_comes_back(store):
    store.publish("T0", publishing(CELLS))

    assert store.read("T0") == [CELLS]
    assert store.read("T1") == []


def test_the_choice_is_made_on_the_answers_and_on_what_was_published(store):
    seen = []

    def choose(answers, earlier):
        seen.append((answers, earlier))
        return CELLS

    told = [store.publish("T0", choose), store.publish("T0", choose)]

    assert told == seen == [(ANSWERS, []), (ANSWERS, [CELLS])]


def test_publishing_the_same_again_adds_nothing(store):
    for cells in (CELLS, CELLS, {}, {}, CELLS):
        store.publish("T0", publishing(cells))

    assert store.read("T0") == [CELLS, {}, CELLS]


def test_nothing_published_of_users_is_not_a_publication(store):
    store.publish("T0", publishing({}))

    assert store.read("T0") == []


def test_a_choice_that_fails_publishes_nothing(store):
    def fail(_answers, _earlier):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.publish("T0", fail)

    assert store.read("T0") == []


def test_who_is_erased_is_forgotten_by_publications_too(database, store, tmp_path):
    other = [replace(ANSWERS[0], id="b0", question="RD1", value="3")]
    AnswerStore(database).append(other)
    cells = {
        "SAT": CELLS["SAT"],
        "RD1": Cell(given=frozenset({Mark("user-0", "b0")}), counted=frozenset()),
    }
    store.publish("T0", publishing(cells))

    AnswerStore(database).erase("user-0")

    (left,) = store.read("T0")
    given = {mark for cell in left.values() for mark in cell.given}
    assert {mark.respondent for mark in given} == {"user-1", "user-2", "erased-1"}
    assert {mark.answer for mark in given} == {"a1", "a2", "erased-1", "erased-4"}
    assert left["SAT"].departments["Atelier"] == {Mark("erased-1", "erased-1")}
    assert b"user-0" not in (tmp_path / "answers.db").read_bytes()


def test_nothing_is_known_of_what_was_answered(store, tmp_path):
    store.publish("T0", publishing(CELLS))

    with sqlite3.connect(tmp_path / "answers.db") as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(published_answers)")}
    connection.close()

    assert columns == {
        *("campaign", "rank", "question", "part", "department", "answer", "respondent")
    }


def test_two_who_publish_at_once_publish_one_after_the_other(store):
    barrier = Barrier(4)

    def publish(n):
        barrier.wait()
        _, earlier = store.publish("T0", publishing({**CELLS, f"Q{n}": CELLS["RD1"]}))
        return len(earlier)

    with ThreadPoolExecutor(4) as threads:
        ranks = sorted(threads.map(publish, range(4)))

    assert ranks == [0, 1, 2, 3]
    assert len(store.read("T0")) == 4


def test_a_publication_that_another_forestalls_is_made_again(store, monkeypatch):
    refusals = [IntegrityError("", {}, Exception())] * (publications.TRIES - 1)
    publish = store._publish

    def forestalled(campaign, score):
        if refusals:
            raise refusals.pop()
        return publish(campaign, score)

    monkeypatch.setattr(store, "_publish", forestalled)

    assert store.publish("T0", publishing(CELLS)) == (ANSWERS, [])

    refusals += [IntegrityError("", {}, Exception())] * publications.TRIES
    with pytest.raises(IntegrityError):
        store.publish("T0", publishing({}))
