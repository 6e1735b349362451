"""Cronbach's alpha: oracle O7, and pingouin."""

import numpy as np
import pandas as pd
import pytest

from infopilot.model.errors import ScoringError
from infopilot.model.estimate import RangeKind
from infopilot.scoring.agreement.reliability import cronbach_alpha

# Oracle O7 a: pingouin's documentation of cronbach_alpha, 15 people, 10 questions.
PINGOUIN = (
    "3 2 2 4 1 4 5 1 4 3|5 5 4 6 3 5 1 2 5 5|7 5 3 5 5 6 4 3 3 6|2 3 4 3 3 2 2 2 6 6|"
    "6 5 5 6 5 4 4 4 6 7|1 2 2 3 4 2 5 2 3 5|4 3 3 5 3 5 2 1 2 4|2 5 4 4 3 7 2 2 4 6|"
    "6 2 5 5 5 1 6 5 2 3|5 2 4 6 4 3 5 3 1 7|4 1 3 5 2 5 3 2 3 4|4 4 2 3 2 5 3 4 2 3|"
    "5 5 5 6 2 3 3 2 4 4|6 5 5 5 4 2 2 1 4 6|4 4 3 5 5 3 1 3 2 3"
)
SIX = "4 4 5 4|3 3 4 3|5 4 5 5|2 3 3 2|4 5 4 4|1 2 2 1"


def table(text):
    return [[int(cell) for cell in row.split()] for row in text.split("|")]


def test_alpha_reproduces_oracle_o7():
    alpha = cronbach_alpha(table(PINGOUIN))

    assert alpha.value == pytest.approx(0.591719, abs=1e-6)
    assert (alpha.low, alpha.high) == pytest.approx((0.195, 0.840), abs=1e-3)
    assert (alpha.n, alpha.range) == (15, RangeKind.CONFIDENCE_95)


def test_alpha_of_the_small_table_reproduces_oracle_o7():
    assert cronbach_alpha(table(SIX)).value == pytest.approx(0.965766, abs=1e-6)


def test_who_left_a_question_out_is_left_out():
    full = table(SIX)

    assert cronbach_alpha([*full, [5, None, 1, 1]]) == cronbach_alpha(full)


def test_alpha_agrees_with_pingouin_on_random_tables():
    import pingouin  # noqa: PLC0415 - slow to load

    draw = np.random.default_rng(7)
    for _ in range(200):
        rows = draw.integers(1, 6, size=(draw.integers(4, 13), draw.integers(2, 9))).tolist()
        ours = cronbach_alpha(rows)
        theirs, ends = pingouin.cronbach_alpha(pd.DataFrame(rows))
        assert ours.value == pytest.approx(theirs, abs=1e-9), rows
        assert (ours.low, ours.high) == pytest.approx(tuple(ends), abs=6e-4), rows


@pytest.mark.parametrize(
    ("rows", "n"), [([], 0), ([[1, 2]], 1), ([[1], [2]], 2), ([[1, 2], [None, 1]], 1)]
)
def test_alpha_takes_two_people_and_two_questions(rows, n):
    alpha = cronbach_alpha(rows)

    assert (alpha.value, alpha.low, alpha.high, alpha.range) == (None, None, None, None)
    assert alpha.n == n
    assert str(alpha.reason) == "two people who answered two questions are needed"


def test_alpha_is_unknown_when_everybody_has_the_same_total():
    alpha = cronbach_alpha([[1, 5], [5, 1]])

    assert alpha.value is None
    assert alpha.n == 2
    assert str(alpha.reason) == "everybody has the same total"


def test_two_questions_that_go_together_have_an_alpha_of_one():
    alpha = cronbach_alpha([[1, 1], [3, 3]])

    assert (alpha.value, alpha.low, alpha.high) == pytest.approx((1, 1, 1))


def test_rows_of_different_lengths_are_refused():
    with pytest.raises(ScoringError, match="rows of one length"):
        cronbach_alpha([[1, 2], [1]])
