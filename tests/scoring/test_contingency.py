"""Service level against satisfaction, on the published figures of METHOD 5 (oracles O13, O14)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.errors import ScoringError
from infopilot.model.estimate import RangeKind
from infopilot.model.text import Message
from infopilot.scoring.service.contingency import paired_gap, phi, relative_risk, share

NONE = Message("none")
COUNTS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("counts", "gap", "error", "p"),
    [
        ((5, 0, 12), 0.4166666666666667, 0.14231876063832774, 0.0625),
        ((14, 2, 60), 0.2, 0.06146362971528592, 0.00418090820),
    ],
)
def test_o14_paired_gap(counts, gap, error, p):
    b, c, n = counts
    seen = paired_gap(b, c, n)

    assert seen.estimate.value == pytest.approx(gap, abs=1e-9)
    assert seen.standard_error == pytest.approx(error, abs=1e-9)
    assert seen.p_value == pytest.approx(p, abs=1e-6)
    assert seen.estimate.low == pytest.approx(gap - 1.959964 * error, abs=1e-9)
    assert seen.estimate.high == pytest.approx(gap + 1.959964 * error, abs=1e-9)
    assert seen.estimate.range is RangeKind.CONFIDENCE_95
    assert (seen.estimate.n, seen.unmatched_met, seen.unmatched_missed) == (n, b, c)


def test_the_published_interval():
    seen = paired_gap(5, 0, 12).estimate

    assert (round(seen.low, 4), round(seen.high, 4)) == (0.1377, 0.6956)


def test_a_gap_is_negative_when_users_are_happier_than_the_clock():
    assert paired_gap(0, 5, 12).estimate.value == pytest.approx(-5 / 12)


def test_ends_are_cut():
    assert paired_gap(3, 0, 4).estimate.high == 1
    assert paired_gap(0, 3, 4).estimate.low == -1


def test_verdicts_that_never_differ_have_no_interval():
    seen = paired_gap(0, 0, 12)

    assert (seen.estimate.value, seen.estimate.low, seen.estimate.n) == (0, None, 12)
    assert seen.standard_error is None
    assert seen.p_value == 1
    assert str(seen.estimate.reason) == (
        "no interval: the two verdicts never differ on these incidents"
    )


def test_no_pair_no_gap():
    seen = paired_gap(0, 0, 0)

    assert (seen.estimate.value, seen.estimate.n, seen.p_value) == (None, 0, None)
    assert str(seen.estimate.reason) == "no incident tells both its service level and a rating"


@pytest.mark.parametrize("counts", [(-1, 0, 3), (0, -1, 3), (2, 2, 3)])
def test_impossible_pairs_are_refused(counts):
    with pytest.raises(ScoringError, match="cannot differ"):
        paired_gap(*counts)


@given(COUNTS, COUNTS, COUNTS)
def test_swapping_the_verdicts_turns_the_gap_around(b, c, others):
    one, other = paired_gap(b, c, b + c + others), paired_gap(c, b, b + c + others)

    assert one.p_value == other.p_value
    if one.estimate.low is not None:
        assert one.estimate.low == pytest.approx(-other.estimate.high, abs=1e-12)
        assert one.estimate.low <= one.estimate.value <= one.estimate.high


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (3, 9, 0.1205838183869109, 0.6457978644196036),
        (15, 52, 0.18329960414709912, 0.4227278803668426),
    ],
)
def test_o10_watermelon_rates(part, whole, low, high):
    seen = share(part, whole, NONE)

    assert seen.value == part / whole
    assert (seen.low, seen.high) == (pytest.approx(low, abs=1e-6), pytest.approx(high, abs=1e-6))
    assert (seen.n, seen.range, seen.reason) == (whole, RangeKind.CONFIDENCE_95, None)


def test_a_share_of_nothing_is_unknown():
    seen = share(0, 0, NONE)

    assert (seen.value, seen.low, seen.n, seen.reason) == (None, None, 0, NONE)


def test_o14_relative_risk():
    seen = relative_risk(4, 8, 15, 52)

    assert seen.value == pytest.approx(1.7333333333333334, abs=1e-9)
    assert seen.low == pytest.approx(0.7680990487474191, abs=1e-5)
    assert seen.high == pytest.approx(3.911532567764477, abs=1e-5)
    assert (seen.n, seen.range) == (60, RangeKind.CONFIDENCE_95)


@pytest.mark.parametrize(
    ("table", "value", "said"),
    [
        ((0, 0, 3, 9), None, "no rated incident missed its service level"),
        ((2, 3, 0, 0), None, "no rated incident met its service level"),
        (
            (2, 3, 0, 9),
            None,
            "nobody is dissatisfied where the service level was met: nothing to compare",
        ),
        (
            (0, 3, 2, 9),
            0,
            "no interval: nobody is dissatisfied where the service level was missed",
        ),
    ],
)
def test_a_risk_that_cannot_be_told_says_why(table, value, said):
    seen = relative_risk(*table)

    assert (seen.value, seen.low, seen.high, seen.range) == (value, None, None, None)
    assert str(seen.reason) == said
    assert seen.n == table[1] + table[3]


@pytest.mark.parametrize("table", [(4, 3, 1, 2), (-1, 3, 1, 2), (1, 3, 4, 3), (1, 3, -1, 3)])
def test_more_cases_than_members_are_refused(table):
    with pytest.raises(ScoringError, match="more cases than members"):
        relative_risk(*table)


@given(st.integers(1, 20), st.integers(0, 20), st.integers(1, 20), st.integers(0, 20))
def test_turning_the_groups_around_gives_the_inverse(cases, calm, other_cases, other_calm):
    one = relative_risk(cases, cases + calm, other_cases, other_cases + other_calm)
    other = relative_risk(other_cases, other_cases + other_calm, cases, cases + calm)

    assert one.value == pytest.approx(1 / other.value)
    assert one.low == pytest.approx(1 / other.high)


def test_o14_phi():
    seen = phi(((6, 3), (1, 2)))

    assert seen.value == pytest.approx(0.29277002188455997, abs=1e-9)
    assert seen.low == pytest.approx(math.tanh(math.atanh(seen.value) - 1.959964 / 3), abs=1e-9)
    assert seen.high == pytest.approx(math.tanh(math.atanh(seen.value) + 1.959964 / 3), abs=1e-9)
    assert (seen.n, seen.range) == (12, RangeKind.CONFIDENCE_95)


@pytest.mark.parametrize(
    "table", [((0, 0), (1, 2)), ((1, 2), (0, 0)), ((0, 2), (0, 2)), ((2, 0), (2, 0))]
)
def test_a_verdict_that_is_the_same_everywhere_has_no_association(table):
    seen = phi(table)

    assert seen.value is None
    assert str(seen.reason) == "one of the two verdicts is the same everywhere"
    assert seen.n == sum(map(sum, table))


@pytest.mark.parametrize(
    ("table", "value"),
    [(((3, 0), (0, 4)), 1), (((0, 3), (4, 0)), -1), (((1, 1), (0, 1)), 0.5)],
)
def test_a_complete_association_or_a_tiny_table_has_no_interval(table, value):
    seen = phi(table)

    assert seen.value == pytest.approx(value)
    assert (seen.low, seen.high) == (None, None)
    assert str(seen.reason) == (
        "no interval: too few incidents, or the two verdicts always go together"
    )
    assert seen.n == sum(map(sum, table))


@pytest.mark.parametrize("table", [((0, 3), (4, 2)), ((3, 0), (2, 4)), ((2, 3), (4, 0))])
def test_an_association_that_is_not_complete_has_an_interval(table):
    seen = phi(table)

    assert -1 < seen.low < seen.value < seen.high < 1


def test_four_incidents_are_enough_for_an_interval():
    assert phi(((1, 1), (1, 1))).low is not None


def test_negative_counts_are_refused():
    for table in (((-1, 1), (1, 1)), ((1, 1), (1, -1))):
        with pytest.raises(ScoringError, match="negative"):
            phi(table)
