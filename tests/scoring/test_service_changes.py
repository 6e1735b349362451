"""The ticket log at two times: METHOD 6.6 and the demonstration's story."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from infopilot.model.comparison import Basis
from infopilot.model.estimate import RangeKind
from infopilot.model.periods import Period, ServiceRecord
from infopilot.scoring.comparison.service import blocking_change, service_change, share_change
from infopilot.scoring.statistics.rates import share_difference

FIRST, THEN = datetime(2025, 9, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC)
YEAR, QUARTER = timedelta(days=365), timedelta(days=365) / 4


def period(end, length, blocking=0, **counts):
    return Period(start=end - length, end=end, incidents=100, blocking=blocking, **counts)


def record(end, *blocking, **counts):
    """A year and its quarters, oldest first; None is a quarter that tells nothing."""
    last = len(blocking) - 1
    quarters = tuple(
        period(end - (last - rank) * QUARTER, QUARTER, count) for rank, count in enumerate(blocking)
    )
    return ServiceRecord(year=period(end, YEAR, **counts), quarters=quarters)


def test_shares_of_both_years_and_the_days_that_they_share(method):
    before = record(FIRST, sla_told=829, sla_met=779, rated=281, satisfied=135)
    after = record(THEN, sla_told=821, sla_met=764, rated=281, satisfied=200)
    seen = service_change(before, after, method)

    assert (seen.sla.before, seen.sla.after) == ((779, 829), (764, 821))
    assert seen.sla.change.is_readable is False
    assert "too little to conclude: chance alone" in str(seen.sla.change.reason)
    assert seen.satisfied.change.is_readable is True
    assert seen.satisfied.change.basis is Basis.INTERVAL
    assert seen.satisfied.change.difference == share_difference((135, 281), (200, 281))
    assert (seen.sla.change.before, seen.sla.change.after) == (779 / 829, 764 / 821)
    assert seen.overlap == 62


def test_years_apart_share_no_day(method):
    later = record(FIRST + YEAR + timedelta(days=3))

    assert service_change(record(FIRST), later, method).overlap == 0
    assert service_change(record(FIRST), record(FIRST + YEAR), method).overlap == 0


@pytest.mark.parametrize(
    ("before", "after", "shares"),
    [((0, 0), (1, 2), (None, 0.5)), ((1, 4), (0, 0), (0.25, None)), ((0, 0), (0, 0), (None, None))],
)
def test_a_share_of_nothing_is_not_compared(before, after, shares):
    change = share_change(before, after).change

    assert (change.before, change.after, change.is_readable) == (*shares, None)
    assert "tells nothing" in str(change.reason)


def test_o15_halving_18_incidents_is_not_readable_yet(method):
    seen = blocking_change(record(FIRST, 18), record(THEN, 9), method)

    assert (seen.ratio.value, seen.last) == (0.5, (18, 9))
    assert (seen.ratio.low, seen.ratio.high) == pytest.approx((0.22463, 1.11294), abs=1e-4)
    assert (seen.change.before, seen.change.after) == (18, 9)
    assert (seen.change.difference.low, seen.change.difference.high) == pytest.approx(
        (18 * (0.22463 - 1), 18 * (1.11294 - 1)), abs=1e-3
    )
    assert (seen.change.is_readable, seen.change.basis) == (False, None)
    assert "too little to conclude: chance alone" in str(seen.change.reason)
    assert (seen.change.difference.value, seen.change.difference.n) == (-9, 27)
    assert seen.change.difference.range is seen.ratio.range is RangeKind.CONFIDENCE_95


@pytest.mark.parametrize(
    ("before", "after", "readable"),
    [((18,) * 4, (9,) * 3, True), ((9,) * 3, (18,) * 3, True), ((11,) * 4, (8, 11, 8), False)],
)
def test_more_quarters_tell_more(method, before, after, readable):
    seen = blocking_change(record(FIRST, *before), record(THEN, *after), method)

    assert seen.change.is_readable is readable
    assert seen.change.basis is (Basis.INTERVAL if readable else None)
    assert (
        "larger than what chance" if readable else "too little to conclude: chance alone"
    ) in str(seen.change.reason)
    assert seen.ratio.value == pytest.approx(
        (sum(after) / len(after)) / (sum(before) / len(before))
    )
    assert seen.change.before == pytest.approx(sum(before) / len(before))


def test_quarters_after_begin_when_the_year_before_has_ended(method):
    """Ten months hold three whole quarters: the first of the four is in both years."""
    seen = blocking_change(record(FIRST, 11, 11, 11, 11), record(THEN, 50, 8, 11, 8), method)

    assert [quarter.count for quarter in seen.quarters] == [11, 11, 11, 11, 8, 11, 8]
    assert [quarter.is_after for quarter in seen.quarters] == [False] * 4 + [True] * 3
    assert seen.quarters[3].end == date(2025, 9, 15)
    assert seen.quarters[3].start == date(2025, 6, 15)
    assert (seen.change.before, seen.change.after) == (11, 9)
    mean = 71 / 7
    assert seen.quarters[0].lower == pytest.approx(mean - 3 * mean**0.5)
    assert seen.quarters[6].upper == pytest.approx(mean + 3 * mean**0.5)


def test_a_quarter_that_begins_at_the_end_of_the_year_before_counts(method):
    after = record(FIRST + QUARTER, 7)

    assert blocking_change(record(FIRST, 5), after, method).last == (5, 7)


def test_the_method_says_how_many_quarters_at_most(method):
    two = replace(method, comparison=replace(method.comparison, quarters=2))
    seen = blocking_change(record(FIRST, 1, 2, 3, 4), record(THEN, 9, 5, 6, 7), two)

    assert [quarter.count for quarter in seen.quarters] == [3, 4, 6, 7]


def test_a_quarter_that_stands_out_is_marked(method):
    seen = blocking_change(record(FIRST, 40, 4, 4, 4), record(THEN, 0, 4, 4, 4), method)

    assert [quarter.is_outside for quarter in seen.quarters] == [True] + [False] * 6


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ((), (8,), "whole quarter"),
        ((8,), (), "whole quarter"),
        ((8, None), (8,), "which incidents"),
        ((8,), (None,), "which incidents"),
    ],
)
def test_what_the_log_does_not_tell_is_not_compared(method, before, after, reason):
    seen = blocking_change(record(FIRST, *before), record(THEN, *after), method)

    assert (seen.change.is_readable, seen.ratio.value) == (None, None)
    assert (seen.last, seen.quarters) == (None, ())
    assert reason in str(seen.change.reason)
    assert reason in str(seen.ratio.reason)


def test_no_blocking_incident_at_all_gives_no_ratio(method):
    seen = blocking_change(record(FIRST, 4), record(THEN, 0), method)

    assert (seen.change.before, seen.change.after, seen.change.is_readable) == (4, 0, None)
    assert "no ratio" in str(seen.change.reason)
    assert seen.last == (4, 0)
