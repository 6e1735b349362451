"""How far users' answers can be trusted, in words."""

from dataclasses import replace
from datetime import date

import pytest

from infopilot.model.engagement import Campaign
from infopilot.model.people import Role
from infopilot.model.score import MaturityScore
from infopilot.model.text import Message
from infopilot.views.messages import NBSP
from infopilot.views.sample_sentences import maturity_range_sentence, needed_answers_sentence
from infopilot.views.subject import Subject

WHY = Message("no margin: only people who answer by name count here, and all of them are asked")


@pytest.fixture
def subject(questionnaire, engagement, method):
    return Subject(questionnaire=questionnaire, engagement=engagement, method=method)


def test_a_range_is_said_or_why_there_is_none():
    ranged = MaturityScore(dimension="D1", value=3.4, low=3.367, high=3.432)
    named = MaturityScore(dimension="D1", value=3.4, range_reason=WHY)

    assert "between 3.37 and 3.43" in maturity_range_sentence(ranged, "en")
    assert maturity_range_sentence(named, "fr").startswith(f"Pas de marge{NBSP}: seules")
    assert maturity_range_sentence(MaturityScore(dimension="D1", value=3.4), "en") is None
    assert maturity_range_sentence(MaturityScore(dimension="D1", value=None), "en") is None


@pytest.mark.parametrize(
    ("answered", "missing"), [(29, None), (34, None), (28, "Il en manque encore 1."), (0, "29.")]
)
def test_29_answers_of_80_are_enough(scorecard, subject, answered, missing):
    opened = Campaign(id=scorecard.campaign, opened_on=date(2026, 1, 5), expected={Role.USER: 80})
    asked = replace(subject, engagement=replace(subject.engagement, campaigns=(opened,)))
    seen = replace(scorecard, respondents=dict(scorecard.respondents) | {Role.USER: answered})
    said = needed_answers_sentence(seen, asked)

    assert said.startswith("29 réponses sur les 80 utilisateurs suffisent")
    assert "0,3 niveau près" in said
    assert said.endswith(missing or "près.")


def test_nothing_is_said_of_a_campaign_that_is_not_known(scorecard, subject):
    assert needed_answers_sentence(replace(scorecard, campaign="T9"), subject) is None
