"""What measures of agreement refuse, word for word."""

import pytest

from infopilot.model.agreement import AgreedDecision
from infopilot.model.errors import ScoringError
from infopilot.scoring.agreement.chance import chance_of_deviation, noise_floor
from infopilot.scoring.agreement.krippendorff import krippendorff_alpha
from infopilot.scoring.agreement.levels import ad_median, consensus, rwg_j
from infopilot.scoring.agreement.raters import fleiss_kappa, kendall_w
from infopilot.scoring.agreement.reliability import cronbach_alpha
from infopilot.scoring.clarity.agreed_raci import agreed_raci

UNLIKE_ROWS = "each person must answer the same questions (expected rows of one length)"
KAPPA = (
    "kappa cannot be computed (expected the same raters, two at least, for each unit, and two "
    "categories; got "
)
CONCORDANCE = (
    "concordance cannot be computed (expected two people at least who rank the same things, two at "
    "least; got "
)
CASES = [
    (lambda: ad_median([]), "no level was given (expected at least one)"),
    (lambda: consensus([8], 7), "a level is not on the scale (expected 1 to 7; got 8)"),
    (lambda: rwg_j([[1, 2], [1]]), UNLIKE_ROWS),
    (lambda: cronbach_alpha([[1, 2], [1]]), UNLIKE_ROWS),
    (
        lambda: krippendorff_alpha([[1, 2], [1]]),
        "each rater must have the same units (expected rows of one length)",
    ),
    (
        lambda: krippendorff_alpha([[1, -2], [1, -2]], "ratio"),
        "a ratio scale starts at 0 (got -2.0)",
    ),
    (lambda: fleiss_kappa([[2, 1], [1, 1]]), f"{KAPPA}([2, 3], [2]))"),
    (lambda: fleiss_kappa([[1, 1], [1, 1, 0]]), f"{KAPPA}([2], [2, 3]))"),
    (lambda: kendall_w([[1, 2], [1, 2, 3]]), f"{CONCORDANCE}(2, [2, 3]))"),
    (lambda: kendall_w([[1, 2]]), f"{CONCORDANCE}(1, [2]))"),
    (
        lambda: noise_floor(1),
        "chance cannot be told (expected two people and two categories; got (1, 5))",
    ),
    (
        lambda: chance_of_deviation(3, 0, 1),
        "chance cannot be told (expected two people and two categories; got (3, 1))",
    ),
    (
        lambda: agreed_raci([], [AgreedDecision("K01")]),
        "a decision was settled twice, or is not among those to settle (got 'K01')",
    ),
]
TELLING = [
    (
        lambda: krippendorff_alpha([[4, 4], [4, 4]]),
        "everybody always gave the same answer: agreement cannot be told",
    ),
    (
        lambda: fleiss_kappa([[3, 0], [3, 0]]),
        "one category alone was used: agreement cannot be told from habit",
    ),
    (
        lambda: kendall_w([[2, 2], [3, 3]]),
        "everybody puts everything on the same level: there is no order to share",
    ),
]


@pytest.mark.parametrize(("asked", "said"), CASES, ids=[said for _, said in CASES])
def test_what_cannot_be_measured_is_refused_in_words(asked, said):
    with pytest.raises(ScoringError) as refusal:
        asked()
    assert str(refusal.value) == said


@pytest.mark.parametrize(("asked", "said"), TELLING, ids=[said for _, said in TELLING])
def test_what_the_answers_leave_open_is_told_in_words(asked, said):
    assert str(asked().reason) == said


def test_a_unit_rated_by_two_people_and_two_categories_are_enough_for_kappa():
    assert fleiss_kappa([[2, 0], [0, 2]]).value == 1


def test_two_people_and_two_things_are_enough_for_concordance():
    assert kendall_w([[1, 2], [1, 2]]).value == 1
