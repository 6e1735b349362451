"""What may be read of a change: METHOD 6.6, both sides of every threshold."""

import pytest

from infopilot.model.comparison import Basis
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.scoring.comparison.readings import (
    by_bootstrap,
    by_interval,
    by_names,
    by_ranges,
    not_compared,
)


def told(value, low=None, high=None):
    return Estimate(value=value, low=low, high=high, range=RangeKind.LEAVE_ONE_OUT)


@pytest.mark.parametrize(
    ("difference", "readable", "small", "reason"),
    [
        (told(0.5, 0.1, 0.9), True, False, "larger than what chance"),
        (told(-0.5, -0.9, -0.1), True, False, "larger than what chance"),
        (told(0.49, 0.1, 0.9), False, True, "too small"),
        (told(0.5, 0, 1), False, False, "too little to conclude: chance alone"),
        (told(0.5, -0.2, 1.2), False, False, "too little to conclude: chance alone"),
        (told(-0.5, -1, 0), False, False, "too little to conclude: chance alone"),
        (told(0.2, -0.2, 0.6), False, True, "too little to conclude: chance alone"),
    ],
)
def test_a_change_needs_a_size_and_an_interval_without_0(difference, readable, small, reason):
    change = by_interval(2, 2 + difference.value, difference, 0.5)

    assert (change.is_readable, change.is_small) == (readable, small)
    assert change.basis is (Basis.INTERVAL if readable else None)
    assert reason in str(change.reason)
    assert (change.before, change.after) == (2, 2 + difference.value)
    assert change.difference is difference


def test_without_an_interval_the_reason_of_its_absence_is_told():
    said = by_interval(2, 4, Estimate(value=2, reason="because"), 0.5)
    unsaid = by_interval(2, 4, Estimate(value=2), 0.5)

    assert (said.is_readable, said.basis, said.reason) == (False, None, "because")
    assert "how sure" in str(unsaid.reason)


@pytest.mark.parametrize(
    ("after", "readable"), [(2.5, True), (2.49, False), (1.5, True), (1.51, False)]
)
def test_a_change_between_named_people_is_a_fact_from_half_a_level(after, readable):
    change = by_names(2, after, 0.5)

    assert (change.is_readable, change.is_small) == (readable, not readable)
    assert change.basis is (Basis.NAMED_ROLES if readable else None)
    assert ("by name" if readable else "too small") in str(change.reason)
    assert change.difference.value == pytest.approx(after - 2)
    assert "by name" in str(change.difference.reason)


@pytest.mark.parametrize(
    ("after", "readable", "small", "reason"),
    [
        (told(70, 66, 75), True, False, "do not meet"),
        (told(70, 65, 75), False, False, "overlap"),
        (told(70, 60, 75), False, False, "overlap"),
        (told(69, 66, 75), False, True, "too small"),
        (told(50, 48, 54), True, False, "do not meet"),
        (told(50, 48, 55), False, False, "overlap"),
    ],
)
def test_two_ranges_must_not_meet(after, readable, small, reason):
    change = by_ranges(told(60, 55, 65), after, 10)

    assert (change.is_readable, change.is_small) == (readable, small)
    assert change.basis is (Basis.RANGES if readable else None)
    assert reason in str(change.reason)
    assert change.difference == Estimate(
        value=after.value - 60,
        low=after.low - 65,
        high=after.high - 55,
        range=RangeKind.LEAVE_ONE_OUT,
    )


def test_the_difference_of_two_intervals_by_hand():
    """Zou and Donner 2008: 20 less the root of 3² + 4², and more the root of 12² + 5²."""
    change = by_bootstrap(told(40, 35, 44), told(60, 57, 72), 10)

    assert (change.difference.low, change.difference.high) == (15, 33)
    assert change.difference.range is RangeKind.BOOTSTRAP_95
    assert (change.is_readable, change.basis) == (True, Basis.INTERVAL)


@pytest.mark.parametrize("compare", [by_ranges, by_bootstrap])
@pytest.mark.parametrize(
    ("before", "after"),
    [(told(None), told(60)), (told(60), told(None)), (told(None), told(None))],
)
def test_an_unknown_figure_is_not_compared(compare, before, after):
    change = compare(before, after, 10)

    assert (change.is_readable, change.difference.value) == (None, None)
    assert (change.before, change.after) == (before.value, after.value)
    assert "not known" in str(change.reason)


@pytest.mark.parametrize("compare", [by_ranges, by_bootstrap])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (told(40), told(60, 55, 65)),
        (told(40, 35), told(60, 55, 65)),
        (told(40, 35, 45), told(60)),
        (told(40, 35, 45), told(60, 55)),
    ],
)
def test_a_missing_end_forbids_to_conclude(compare, before, after):
    change = compare(before, after, 10)

    assert (change.is_readable, change.difference.value, change.difference.low) == (False, 20, None)
    assert "how sure" in str(change.reason)


def test_what_is_not_compared_keeps_its_reason():
    assert "not known" in str(not_compared(1, None).reason)
    assert not_compared(1, None).difference.reason == not_compared(1, None).reason
    assert not_compared(None, 2, "why").reason == "why"


@pytest.mark.parametrize("compare", [by_ranges, by_bootstrap])
def test_an_unknown_figure_says_why_it_is_unknown(compare):
    unsaid, said = told(60, 55, 65), Estimate(value=None, reason="because")
    both = Estimate(value=None, reason="the other")

    assert compare(said, unsaid, 10).reason == "because"
    assert compare(unsaid, said, 10).reason == "because"
    assert compare(both, said, 10).reason == "the other"
    assert compare(both, said, 10).unknown_because == ("the other", "because")
    assert compare(said, unsaid, 10).unknown_because == ("because", None)


@pytest.mark.parametrize("compare", [by_ranges, by_bootstrap])
def test_why_a_known_figure_has_no_range_does_not_explain_the_unknown_one(compare):
    known = Estimate(value=60, reason="no range")
    change = compare(known, Estimate(value=None, reason="because"), 10)

    assert (change.reason, change.unknown_because) == ("because", (None, "because"))
    assert "not known" in str(compare(known, Estimate(value=None), 10).reason)
