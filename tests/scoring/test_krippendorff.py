"""Krippendorff's alpha: oracle O1, the worked example RC1, and the package of that name."""

import krippendorff
import numpy as np
import pytest

from infopilot.model.errors import ScoringError
from infopilot.scoring.agreement.krippendorff import krippendorff_alpha

N = None
# Oracle O1: K. Krippendorff, "Computing Krippendorff's alpha-reliability", 2011, data C.
O1 = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, N],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
LEVELS = ("nominal", "ordinal", "interval", "ratio")


@pytest.mark.parametrize(
    ("level", "expected"),
    [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)],
)
def test_alpha_reproduces_oracle_o1(level, expected):
    alpha = krippendorff_alpha(O1, level)

    assert alpha.value == pytest.approx(expected, abs=1e-6)
    assert alpha.n == 40, "the unit with one value tells nothing"


def test_alpha_of_rc1_reproduces_the_worked_example():
    """Oracle O11: who names whom on four decisions, "I don't know" being missing."""
    actors = {"DIR": 0, "PRE": 1, "REF": 2, "PERSONNE": 3, "NSP": None}
    names = ["DIR DIR PRE PRE", "DIR REF PRE PRE", "DIR REF PRE PRE", "PRE NSP PRE PRE"]
    names += ["DIR PERSONNE REF PRE", "PRE PERSONNE REF PRE"]
    table = [[actors[name] for name in row.split()] for row in names]

    assert krippendorff_alpha(table).value == pytest.approx(0.327059, abs=1e-6)
    assert krippendorff_alpha(table[:4]).value == pytest.approx(0.548387, abs=1e-6)


@pytest.mark.parametrize("level", LEVELS)
def test_alpha_agrees_with_the_package_on_random_tables(level):
    draw = np.random.default_rng(LEVELS.index(level))
    for _ in range(200):
        raters, units = draw.integers(2, 7), draw.integers(4, 13)
        numbers = draw.integers(-1, 6, size=(raters, units)).tolist()
        table = [[None if cell < 0 else cell for cell in row] for row in numbers]
        ours = krippendorff_alpha(table, level).value
        theirs = krippendorff.alpha(np.array(table, dtype=float), level_of_measurement=level)
        assert ours == pytest.approx(theirs, abs=1e-9), table


def test_perfect_agreement_is_one_and_opposition_is_below_zero():
    assert krippendorff_alpha([[1, 2, 3], [1, 2, 3]], "interval").value == 1
    assert krippendorff_alpha([[1, 2], [2, 1]]).value == pytest.approx(-0.5)


@pytest.mark.parametrize("table", [[], [[1, None], [None, 1]], [[1, 2]]])
def test_alpha_is_unknown_without_two_answers_to_one_question(table):
    alpha = krippendorff_alpha(table)

    assert alpha.value is None
    assert alpha.n == 0
    assert str(alpha.reason) == "no question has two answers to compare"


def test_alpha_is_unknown_when_nothing_ever_varies():
    alpha = krippendorff_alpha([[4, 4, 5], [4, 4, None]])

    assert alpha.value is None
    assert alpha.n == 4
    assert str(alpha.reason).startswith("everybody always gave the same answer")


def test_a_table_that_is_no_table_is_refused():
    with pytest.raises(ScoringError, match="rows of one length"):
        krippendorff_alpha([[1, 2], [1]])
    with pytest.raises(ScoringError, match=r"a ratio scale starts at 0 \(got -1.0\)"):
        krippendorff_alpha([[1, -1], [1, -1]], "ratio")
    assert krippendorff_alpha([[1, -1], [1, -1]], "interval").value == 1
    assert krippendorff_alpha([[0, 1], [0, 1]], "ratio").value == 1
