"""Counts and shares at two times: oracle O15, Newcombe 1998, and a control chart by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.errors import ScoringError
from infopilot.model.estimate import RangeKind
from infopilot.scoring.statistics.rates import count_ratio, share_difference, u_chart

PARTS = st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_o15_halving_18_incidents_is_not_readable_yet():
    seen = count_ratio(18, 9)

    assert seen.value == 0.5
    assert (seen.low, seen.high) == pytest.approx(
        (0.22463034635151308, 1.1129395652036578), abs=1e-6
    )
    assert seen.n == 27


def test_a_second_period_twice_as_long_halves_the_ratio():
    once, twice = count_ratio(10, 20), count_ratio(10, 20, exposure=2)

    assert (once.value, twice.value) == (2, 1)
    assert (twice.low, twice.high) == pytest.approx((once.low / 2, once.high / 2))


@pytest.mark.parametrize(("before", "after"), [(0, 5), (5, 0), (0, 0)])
def test_a_ratio_to_nothing_is_not_told(before, after):
    seen = count_ratio(before, after)

    assert (seen.value, seen.low, seen.high, seen.range) == (None, None, None, None)
    assert "no ratio" in str(seen.reason)
    assert seen.n == before + after


@pytest.mark.parametrize(("before", "after", "exposure"), [(-1, 2, 1), (1, -2, 1), (1, 2, 0)])
def test_counts_that_are_none_are_refused(before, after, exposure):
    with pytest.raises(ScoringError, match="counts cannot be compared"):
        count_ratio(before, after, exposure)


def test_limits_of_a_chart_by_hand():
    seen = u_chart([30, 4, 8], [1, 1, 2])

    assert seen.mean == 10.5
    assert seen.upper == pytest.approx((20.2211, 20.2211, 17.3739), abs=1e-4)
    assert seen.lower == pytest.approx((0.7789, 0.7789, 3.6261), abs=1e-4)
    assert seen.outside == (0,)


def test_a_lower_limit_is_never_negative_and_a_low_count_stands_out():
    assert u_chart([1, 2], [1, 1]).lower == (0, 0)
    assert u_chart([0, 40, 40], [1, 1, 1]).outside == (0,)
    assert u_chart([0], [1]).outside == ()


def test_what_stands_out_is_the_count_per_unit_of_size():
    assert u_chart([10, 10, 40], [1, 1, 4]).outside == ()
    assert u_chart([10, 40, 10], [1, 1, 10]).outside == (1, 2)


@pytest.mark.parametrize(
    ("counts", "sizes"), [([], []), ([1], [1, 2]), ([-1], [1]), ([1], [0]), ([1, 2], [1, -1])]
)
def test_a_chart_needs_periods(counts, sizes):
    with pytest.raises(ScoringError, match="chart of counts"):
        u_chart(counts, sizes)


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_1998_table_2_method_10(after, before, low, high):
    seen = share_difference(before, after)

    assert (seen.low, seen.high) == pytest.approx((low, high), abs=1e-4)
    assert seen.value == pytest.approx(after[0] / after[1] - before[0] / before[1])
    assert seen.n == before[1] + after[1]
    assert seen.range is RangeKind.CONFIDENCE_95


@given(PARTS, PARTS)
def test_the_other_way_round_is_the_opposite(before, after):
    there, back = share_difference(before, after), share_difference(after, before)

    assert -1 <= there.low <= there.value <= there.high <= 1
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))


def test_a_share_of_nothing_is_refused():
    with pytest.raises(ScoringError, match="a share cannot be computed"):
        share_difference((0, 0), (1, 2))
