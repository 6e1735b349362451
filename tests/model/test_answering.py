from dataclasses import replace
from datetime import UTC, datetime

import pytest

from infopilot.model.answering import AnswerRules
from infopilot.model.answers import Answer
from infopilot.model.errors import AnswerError
from infopilot.model.people import Role

GIVEN = Answer(
    id="a1",
    campaign="T0",
    respondent="r1",
    role=Role.LEADER,
    question="RD1",
    value="03",
    answered_at=datetime(2026, 1, 5, tzinfo=UTC),
)


@pytest.fixture(scope="module")
def rules(questionnaire):
    return AnswerRules(questionnaire)


def test_an_answer_that_fits_comes_back_canonical_and_signed(rules):
    checked = rules.check(replace(GIVEN, comment="été 🙂", department="Atelier"))

    assert checked.value == "3"
    assert checked.questionnaire_hash == "content-hash"
    assert checked.comment == "été 🙂"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"question": "XX9"}, "unknown question"),
        ({"role": Role.USER}, r"RD1 is not asked of this role \(expected one of leader, provider"),
        ({"value": "9"}, "not an answer of this question"),
        ({"value": "not_applicable"}, "needs a reason"),
        ({"value": "not_applicable", "comment": "  "}, "needs a reason"),
        ({"id": ""}, "an answer needs its own id"),
        ({"id": "x" * 65}, "1 to 64 characters"),
        ({"comment": "x" * 10_001}, "this comment is too long"),
        ({"comment": "\ud800"}, "a character that cannot be kept"),
        ({"comment": "a\0b"}, "a character that cannot be kept"),
        ({"answered_at": datetime.fromisoformat("0001-01-01T00:00:00+14:00")}, "universal time"),
        ({"department": "é\udfff"}, "a character that cannot be kept"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(rules, changes, message):
    with pytest.raises(AnswerError, match=message):
        rules.check(replace(GIVEN, **changes))


def test_what_does_not_apply_is_accepted_with_its_reason(rules):
    given = replace(GIVEN, value="not_applicable", comment="no such service here")

    assert rules.check(given).value == "not_applicable"
