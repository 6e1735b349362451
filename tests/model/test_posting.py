"""What a page posts becomes an answer of whoever the session says, or is refused."""

from datetime import UTC, datetime

import pytest

from infopilot.model.answers import Evidence
from infopilot.model.errors import AnswerError
from infopilot.model.people import Respondent, Role
from infopilot.model.posting import Sender, posted, seen_by

SENDER = Sender(Respondent(id="r1", role=Role.LEADER, department="Siège"), "T0")
BODY = {"id": "a1", "question": "RD1", "value": "3", "answered_at": "2026-03-02T09:30:00+01:00"}


def test_the_session_says_whose_answer_it_is():
    answer = SENDER.answer(BODY | {"respondent": "r2", "role": "provider", "evidence": "shown"})

    assert (answer.respondent, answer.role, answer.department) == ("r1", Role.LEADER, "Siège")
    assert answer.evidence is Evidence.SHOWN
    assert answer.answered_at == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize("moment", ["", "hier", "2026-03-02T09:30:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_that_is_none_is_now(moment):
    answer = SENDER.answer(BODY | {"answered_at": moment})

    assert abs(datetime.now(UTC) - answer.answered_at).total_seconds() < 60


@pytest.mark.parametrize("wrong", [{"comment": ["a"]}, {"evidence": "sworn"}, {"evidence": [1]}])
def test_what_is_no_answer_is_refused(wrong):
    with pytest.raises(AnswerError):
        SENDER.answer(BODY | wrong)


def test_an_answer_is_posted_back_as_it_came():
    body = BODY | {"comment": "oui", "evidence": ""}

    assert posted(SENDER.answer(body)) | {"question": "RD1"} == body


def test_a_page_that_keeps_no_track_has_seen_nothing_known():
    assert seen_by({}) is None
    assert seen_by({"seen": ["a", 1]}) == {"a", "1"}
