"""Paired, Welch and partly paired differences: oracle O15 and figures of scipy 1.14."""

from itertools import product
from math import fsum, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.errors import ScoringError
from infopilot.scoring.statistics.mean_differences import Sample, mean_difference, sign_flip

BEFORE = [2, 3, 2, 3, 2, 2, 3, 1]
AFTER = [3, 3, 3, 4, 2, 3, 3, 2]
PEOPLE = "abcdefghijklmnop"


def sample(values, people=PEOPLE, population=None):
    return Sample(values=dict(zip(people, values, strict=False)), population=population)


def test_o15_paired():
    seen = mean_difference(sample(BEFORE), sample(AFTER))

    assert seen.value == pytest.approx(0.625)
    assert seen.statistic == pytest.approx(3.415650255319866, abs=1e-6)
    assert seen.p_value == pytest.approx(0.01120143255409014, abs=1e-6)
    assert (seen.low, seen.high) == pytest.approx((0.19231806632026222, 1.0576819336797378))
    assert (seen.pairs, seen.freedom) == (8, 7)


def test_the_order_of_people_does_not_matter():
    turned = Sample(values=dict(reversed(sample(AFTER).values.items())))

    assert mean_difference(sample(BEFORE), turned) == mean_difference(sample(BEFORE), sample(AFTER))


def test_welch_when_nobody_is_the_same():
    """As scipy.stats.ttest_ind(AFTER[:6], BEFORE, equal_var=False) of scipy 1.14."""
    seen = mean_difference(sample(BEFORE), sample(AFTER[:6], "qrstuv"))

    assert seen.value == pytest.approx(0.75)
    assert seen.statistic == pytest.approx(2.086825030920757)
    assert seen.p_value == pytest.approx(0.05983116842530946, abs=1e-6)
    assert seen.freedom == pytest.approx(11.530682207747683)
    assert (seen.low, seen.high) == pytest.approx((-0.0366097294, 1.5366097294), abs=1e-6)
    assert seen.pairs == 0


def test_o15_the_half_width_of_two_groups_of_30_with_a_deviation_of_0_9():
    away = 0.9 * (29 / 30) ** 0.5
    values = [3 - away, 3 + away] * 15
    first = Sample(values={f"a{i}": value for i, value in enumerate(values)})
    then = Sample(values={f"b{i}": value for i, value in enumerate(values)})
    seen = mean_difference(first, then)

    assert seen.high == pytest.approx(0.465, abs=1e-3)
    assert seen.low == pytest.approx(-0.465, abs=1e-3)
    assert seen.freedom == pytest.approx(58)


@pytest.mark.parametrize(("n", "half"), [(5, 1.31), (12, 0.762)])
def test_o15_the_half_width_of_small_groups(n, half):
    """Any values do: the half width only depends on their deviation, scaled here to 0.9."""
    ranks = [rank - (n - 1) / 2 for rank in range(n)]
    scale = 0.9 / (fsum(rank**2 for rank in ranks) / (n - 1)) ** 0.5
    values = [rank * scale for rank in ranks]
    first = Sample(values={f"a{i}": value for i, value in enumerate(values)})
    then = Sample(values={f"b{i}": value for i, value in enumerate(values)})

    assert mean_difference(first, then).high == pytest.approx(half, abs=4e-3)


def test_some_of_the_same_people_stand_in_between():
    """By hand from Derrick and others 2017, with six pairs and two alone on each side."""
    seen = mean_difference(sample(BEFORE), sample(AFTER, "abcdefyz"))
    alone = mean_difference(sample(BEFORE), sample(AFTER, "qrstuvwx"))
    covered = 6 * 0.2 / 64
    welch = alone.freedom

    assert seen.pairs == 6
    assert seen.error**2 == pytest.approx(alone.error**2 - 2 * covered)
    assert seen.freedom == pytest.approx(5 + (welch - 5) * 4 / 16)


def test_one_pair_is_no_pair():
    one = mean_difference(sample(BEFORE), sample(AFTER, "arstuvwx"))
    none = mean_difference(sample(BEFORE), sample(AFTER, "qrstuvwx"))

    assert one == none


def test_two_pairs_are_pairs():
    assert mean_difference(sample(BEFORE), sample(AFTER, "abstuvwx")).pairs == 2


def test_a_finite_population_narrows_a_paired_difference_as_a_single_mean():
    endless = mean_difference(sample(BEFORE), sample(AFTER))
    known = mean_difference(sample(BEFORE, population=12), sample(AFTER, population=12))

    assert known.error == pytest.approx(endless.error * (4 / 11) ** 0.5)


def test_when_everybody_answered_twice_the_difference_is_a_fact():
    seen = mean_difference(sample([1, 2], population=2), sample([2, 4], population=2))

    assert (seen.low, seen.value, seen.high, seen.error) == (1.5, 1.5, 1.5, 0)
    assert (seen.statistic, seen.p_value) == (inf, 0)


def test_without_any_spread_nothing_or_everything_changed():
    same = mean_difference(sample([2, 2]), sample([2, 2, 2], "xyz"))
    less = mean_difference(sample([2, 2]), sample([1, 1, 1], "xyz"))

    assert (same.statistic, same.p_value, same.freedom) == (0, 1, 3)
    assert (less.value, less.statistic, less.p_value) == (-1, -inf, 0)


@pytest.mark.parametrize(("before", "after"), [([2], [1, 2]), ([1, 2], [2]), ([], [1, 2])])
def test_a_mean_alone_cannot_be_compared(before, after):
    with pytest.raises(ScoringError, match="two values"):
        mean_difference(sample(before), sample(after))


def test_o15_sign_flip():
    differences = [after - before for before, after in zip(BEFORE, AFTER, strict=True)]

    assert sign_flip(differences) == 0.0625


@pytest.mark.parametrize(
    ("differences", "p"),
    [([], 1), ([0, 0], 1), ([1] * 5, 0.0625), ([1] * 6, 0.03125), ([-1] * 6, 0.03125), ([3], 1)],
)
def test_sign_flip_of_a_few(differences, p):
    assert sign_flip(differences) == p


@given(st.lists(st.sampled_from([-2, -1, -0.5, 0, 0.5, 1, 2]), max_size=7))
def test_sign_flip_is_the_share_of_all_signs(differences):
    sums = [
        abs(fsum(sign * each for sign, each in zip(signs, differences, strict=True)))
        for signs in product((-1, 1), repeat=len(differences))
    ]
    expected = sum(each >= abs(fsum(differences)) - 1e-9 for each in sums) / len(sums)

    assert sign_flip(differences) == pytest.approx(expected)


def test_sign_flip_takes_twenty_and_refuses_more():
    assert sign_flip([1] * 20) == 2 / 2**20
    with pytest.raises(ScoringError, match="at most 20"):
        sign_flip([1] * 21)
