"""Fleiss' kappa (oracle O2) and Kendall's W (oracle O5)."""

import numpy as np
import pandas as pd
import pytest

from infopilot.model.errors import ScoringError
from infopilot.scoring.agreement.raters import fleiss_kappa, kendall_w

# Oracle O2: Fleiss 1971, 30 patients, 6 raters, 5 diagnoses.
FLEISS = (
    "0 0 0 6 0|0 3 0 0 3|0 1 4 0 1|0 0 0 0 6|0 3 0 3 0|2 0 4 0 0|0 0 4 0 2|2 0 3 1 0|2 0 0 4 0|"
    "0 0 0 0 6|1 0 0 5 0|1 1 0 4 0|0 3 3 0 0|1 0 0 5 0|0 2 0 3 1|0 0 5 0 1|3 0 0 1 2|5 1 0 0 0|"
    "0 2 0 4 0|1 0 2 0 3|0 0 0 0 6|0 1 0 5 0|0 2 0 1 3|2 0 0 4 0|1 0 0 4 1|0 5 0 1 0|4 0 0 0 2|"
    "0 2 0 4 0|1 0 5 0 0|0 0 0 0 6"
)
# Oracle O5 a: R package irr, data "anxiety", 3 raters, 20 subjects, ties.
ANXIETY = (
    "3 3 3 4 5 5 2 3 5 2 2 6 1 5 2 2 1 2 4 3|3 6 4 6 2 4 2 4 3 3 2 3 3 3 2 2 1 3 3 4|"
    "2 1 4 4 3 2 1 6 1 1 1 2 3 3 1 1 3 3 2 2"
)
# Oracle O5 b: 5 raters rank 6 themes; one line per theme.
THEMES = "1 2 1 1 2|2 1 3 2 1|3 4 2 4 3|4 3 5 3 4|5 6 4 5 6|6 5 6 6 5"


def table(text):
    return [[int(cell) for cell in row.split()] for row in text.split("|")]


def test_kappa_reproduces_oracle_o2():
    kappa = fleiss_kappa(table(FLEISS))

    assert kappa.value == pytest.approx(0.4302445, abs=1e-6)
    assert kappa.z == pytest.approx(17.65183, abs=1e-3)
    assert kappa.observed == pytest.approx(0.555556, abs=1e-6)
    assert kappa.expected == pytest.approx(0.219938, abs=1e-6)
    assert kappa.free_marginal == pytest.approx(0.444444, abs=1e-6)
    assert 0 < kappa.chance < 1e-60
    assert kappa.reason is None


def test_kappa_of_systematic_disagreement_is_negative():
    kappa = fleiss_kappa([[1, 1], [1, 1]])

    assert kappa.value == -1
    assert kappa.z == pytest.approx(-(2**0.5))
    assert kappa.chance == pytest.approx(0.157299, abs=1e-6), "two-sided, normal law"


def test_kappa_is_unknown_when_one_category_alone_is_used():
    kappa = fleiss_kappa([[0, 3, 0], [0, 3, 0]])

    assert (kappa.value, kappa.z, kappa.chance) == (None, None, None)
    assert (kappa.observed, kappa.expected, kappa.free_marginal) == (1, 1, 1)
    assert str(kappa.reason).startswith("one category alone was used")


@pytest.mark.parametrize(
    "counts", [[], [[1, 1], [1, 2]], [[2], [2]], [[1, 0], [0, 1]], [[1, 1], [1, 1, 0]]]
)
def test_kappa_needs_the_same_raters_for_each_unit(counts):
    with pytest.raises(ScoringError, match="kappa cannot be computed"):
        fleiss_kappa(counts)


def test_w_reproduces_oracle_o5_with_ties():
    w = kendall_w(table(ANXIETY))

    assert w.value == pytest.approx(0.539657, abs=1e-6)
    assert w.chi_squared == pytest.approx(30.76044, abs=1e-5)
    assert w.freedom == 19
    assert w.chance == pytest.approx(0.042883, abs=1e-6)


def test_w_reproduces_oracle_o5_without_ties():
    w = kendall_w(list(zip(*table(THEMES), strict=True)))

    assert w.value == pytest.approx(0.844571, abs=1e-6)
    assert w.chi_squared == pytest.approx(21.1143, abs=1e-4)
    assert w.freedom == 5
    assert w.reason is None


def test_w_agrees_with_pingouin_on_random_tables():
    """Its Friedman test gives W; ties included."""
    import pingouin  # noqa: PLC0415 - slow to load

    draw = np.random.default_rng(5)
    for _ in range(200):
        rows = draw.integers(1, 6, size=(draw.integers(3, 9), draw.integers(3, 10))).tolist()
        ours = kendall_w(rows)
        theirs = pingouin.friedman(pd.DataFrame(rows)).iloc[0]
        assert ours.value == pytest.approx(theirs["W"], abs=1e-9), rows
        assert ours.chi_squared == pytest.approx(theirs["Q"], abs=1e-9), rows


def test_w_of_the_same_order_is_one_and_of_opposite_orders_zero():
    assert kendall_w([[1, 2, 3], [10, 20, 30]]).value == 1
    assert kendall_w([[1, 2, 3], [3, 2, 1]]).value == 0
    assert kendall_w([[1, 2, 3], [3, 2, 1]]).chance == 1


def test_w_is_unknown_when_everything_is_level():
    w = kendall_w([[2, 2, 2], [3, 3, 3]])

    assert (w.value, w.chi_squared, w.chance) == (None, None, None)
    assert w.freedom == 2
    assert str(w.reason).startswith("everybody puts everything on the same level")


@pytest.mark.parametrize("ratings", [[], [[1, 2]], [[1], [1]], [[1, 2], [1, 2, 3]]])
def test_w_needs_two_people_and_two_things(ratings):
    with pytest.raises(ScoringError, match="concordance cannot be computed"):
        kendall_w(ratings)
