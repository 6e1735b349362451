"""The store keeps what it acknowledged, once, in order, and sees what was altered."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from infopilot.model.answers import Answer, Evidence
from infopilot.model.errors import AnswerError, EngagementError
from infopilot.model.people import Role
from infopilot.storage.answers import AnswerStore
from infopilot.storage.database import Database

ANSWER = Answer(
    id="a-1",
    campaign="T0",
    respondent="leader-1",
    role=Role.LEADER,
    department="Direction",
    question="RD1",
    value="3",
    comment="C’est écrit depuis mars.",
    evidence=Evidence.SHOWN,
    answered_at=datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=1))),
    questionnaire_hash="sha256:0",
)


@pytest.fixture
def database(tmp_path):
    database = Database(tmp_path / "answers.db")
    yield database
    database.close()


@pytest.fixture
def store(database):
    return AnswerStore(database)


def test_an_answer_comes_back_as_it_was_given(store):
    assert store.append([ANSWER]) == ["a-1"]

    assert store.read() == [ANSWER]


def test_the_same_answer_sent_again_is_accepted_and_kept_once(store):
    store.append([ANSWER])

    assert store.append([ANSWER, ANSWER]) == ["a-1", "a-1"]
    assert store.read() == [ANSWER]


def test_another_answer_under_a_known_id_is_refused_and_nothing_of_its_batch_is_kept(store):
    store.append([ANSWER])
    other = replace(ANSWER, value="4")

    with pytest.raises(AnswerError, match=r"already used.*got 'value'"):
        store.append([replace(ANSWER, id="a-2"), other])

    assert [answer.id for answer in store.read()] == ["a-1"]


def test_a_changed_mind_is_one_more_row_in_the_order_of_commits(store):
    earlier = replace(ANSWER, id="a-2", value="1", answered_at=datetime(2020, 1, 1, tzinfo=UTC))
    store.append([ANSWER])
    store.append([earlier])

    assert [answer.value for answer in store.read()] == ["3", "1"]


def test_reading_narrows_to_a_campaign_and_a_respondent(store):
    other = replace(ANSWER, id="a-2", campaign="T1", respondent="leader-2")
    store.append([ANSWER, other])

    assert store.read(campaign="T1") == [other]
    assert store.read(respondent="leader-1") == [ANSWER]


def test_an_untouched_store_has_no_altered_row(store):
    store.append([ANSWER, replace(ANSWER, id="a-2")])

    assert store.first_altered_row() is None


@pytest.mark.parametrize(
    ("statement", "rank"),
    [
        ("UPDATE answers SET value='5' WHERE id='a-2'", 2),
        ("UPDATE answers SET salt='00' WHERE id='a-1'", 1),
        ("DELETE FROM answers WHERE id='a-1'", 1),
    ],
)
def test_a_row_altered_outside_infopilot_is_seen(store, tmp_path, statement, rank):
    store.append([ANSWER, replace(ANSWER, id="a-2"), replace(ANSWER, id="a-3")])
    with sqlite3.connect(tmp_path / "answers.db") as direct:
        direct.execute(statement)
    direct.close()

    assert store.first_altered_row() == rank


def test_the_database_is_set_to_survive_a_power_cut(database):
    with database.reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete")
        }

    assert settings == {"journal_mode": "delete", "synchronous": 2, "secure_delete": 1}


def test_a_store_written_by_a_newer_infopilot_is_refused(tmp_path):
    Database(tmp_path / "answers.db").close()
    with sqlite3.connect(tmp_path / "answers.db") as direct:
        direct.execute("PRAGMA user_version=99")
    direct.close()

    with pytest.raises(EngagementError, match=r"newer infopilot.*got 99"):
        Database(tmp_path / "answers.db")


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "answers.db").write_text("bonjour, je ne suis pas une base de données\n" * 50)

    with pytest.raises(EngagementError, match="cannot be opened"):
        Database(tmp_path / "answers.db")


def test_the_answer_that_another_one_replaced_is_told(store):
    first, other, last = (
        ANSWER,
        replace(ANSWER, id="a-2", question="RD2"),
        replace(ANSWER, id="a-3"),
    )
    store.append([first, other, last])

    assert store.replaced([first, other, last]) == {"a-3": first}


def test_answers_of_others_are_never_what_an_answer_replaced(store):
    store.append([ANSWER, replace(ANSWER, id="a-2", respondent="leader-2")])
    store.append([replace(ANSWER, id="a-3", campaign="T1")])

    assert store.replaced(store.read()) == {}


def test_erased_answers_are_gone_from_every_byte_and_the_chain_still_holds(store, tmp_path):
    canary = "le patron n’écoute personne"
    mine = [replace(ANSWER, id=f"a-{n}", comment=f"{canary} {n}") for n in range(200)]
    theirs = replace(ANSWER, id="b-1", respondent="user-2")
    store.append([*mine[:100], theirs, *mine[100:]])

    erased = store.erase("leader-1", campaign="T0")

    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert erased == 200
    assert canary.encode() not in kept
    assert b"leader-1" not in kept
    assert store.read() == [theirs]
    assert store.first_altered_row() is None


def test_only_the_campaign_asked_for_is_erased(store):
    later = replace(ANSWER, id="a-2", campaign="T1")
    store.append([ANSWER, later])

    assert store.erase("leader-1", campaign="T0") == 1
    assert store.read() == [later]
    assert store.erase("leader-1") == 1
    assert store.erase("leader-1") == 0


def test_answers_given_after_an_erasure_are_kept(store):
    store.append([ANSWER])
    store.erase("leader-1")
    store.append([ANSWER])

    assert store.read() == [ANSWER]
    assert store.first_altered_row() is None


def test_content_put_back_into_an_erased_row_is_seen(store, database):
    store.append([ANSWER])
    store.erase("leader-1")
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE answers SET value = '5'")

    assert store.first_altered_row() == 1
