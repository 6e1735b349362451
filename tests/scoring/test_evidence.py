import pytest

from infopilot.model.answers import Evidence
from infopilot.model.method import BadgeRule
from infopilot.scoring.maturity.evidence import confidence, consolidated_level, evidence_share

RULES = (
    BadgeRule(letter="A", minimum_answered=0.8, maximum_dont_know=0.1, minimum_verified_keys=0.5),
    BadgeRule(letter="B", minimum_answered=0.6, maximum_dont_know=0.25, minimum_shown=0.25),
)


@pytest.mark.parametrize(
    ("value", "evidence", "level"),
    [
        (3, None, 3),
        (4, None, 3),
        (5, Evidence.DECLARED, 3),
        (4, Evidence.SHOWN, 4),
        (5, Evidence.VERIFIED, 5),
        ("dont_know", None, None),
        ("not_applicable", Evidence.SHOWN, None),
    ],
)
def test_the_level_that_counts(ask, say, value, evidence, level):
    assert consolidated_level(say("REF1", "RD1", value, evidence), ask("RD1"), 3) == level


def test_the_share_of_questions_with_an_evidence(ask, say):
    questions = [ask("RD1"), ask("RD2"), ask("RD5", evidence=None)]
    answers = [
        say("REF1", "RD1", 3, Evidence.SHOWN),
        say("PRE1", "RD1", 3, Evidence.VERIFIED),
        say("REF1", "RD2", "dont_know", Evidence.SHOWN),
        say("REF1", "RD5", 3, Evidence.SHOWN),
        say("REF1", "AP1", 3, Evidence.SHOWN),
    ]

    assert evidence_share(questions, answers, {Evidence.SHOWN, Evidence.VERIFIED}) == 0.5
    assert evidence_share(questions, answers, {Evidence.DECLARED}) == 0
    assert evidence_share(questions[2:], answers, {Evidence.SHOWN}) == 1


@pytest.mark.parametrize(
    ("answered", "dont_know", "verified_keys", "shown", "letter"),
    [
        (0.8, 0.1, 0.5, 0.5, "A"),
        (0.79, 0.1, 0.5, 0.5, "B"),
        (0.8, 0.11, 0.5, 0.5, "B"),
        (0.8, 0.1, 0.49, 0.25, "B"),
        (0.6, 0.25, 0, 0.25, "B"),
        (0.6, 0.26, 0, 0.25, "C"),
        (0.59, 0.0, 0, 0.25, "C"),
        (1, 0, 0, 0.24, "C"),
    ],
)
def test_each_condition_of_a_badge_counts(*, answered, dont_know, verified_keys, shown, letter):
    badge = confidence(
        RULES, answered=answered, dont_know=dont_know, verified_keys=verified_keys, shown=shown
    )

    assert badge == letter
