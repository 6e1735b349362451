"""Clean-ups stand out of any rhythm; rhythms do not."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.scoring.service.closures import bursts, usual_delay

DAY = int(timedelta(days=1).total_seconds() // 60)
RULE = {"window": 30, "times": 10, "minimum": 30}


def found(counts, **rule):
    """Bursts of closures given by minute."""
    minutes = np.array(sorted(counts), dtype=np.int64)
    return bursts(minutes, np.array([counts[m] for m in minutes], dtype=np.int64), **rule)


def hourly(days, each):
    """A machine that closes every hour of the working day, at seven past."""
    return {day * DAY + hour * 60 + 7: each for day in range(days) for hour in range(9, 18)}


@given(st.integers(1, 400), st.integers(1, 400))
def test_a_regular_machine_is_never_a_burst(days, each):
    assert found(hourly(days, each), **RULE) == []


def test_idle_days_do_not_make_a_machine_a_burst():
    """A year of one closure a day after three busy months: the public log is made so."""
    tail = {day * DAY + 600: 1 for day in range(90, 450)}

    assert found(hourly(90, 55) | tail, **RULE) == []


def test_a_clean_up_of_most_of_the_log_is_found():
    quiet = {day * DAY + 600: 1 for day in range(60)}
    clean_up = {30 * DAY + 1000 + minute: 20 for minute in range(15)}

    assert found(quiet | clean_up, **RULE) == [(30 * DAY + 1000, 30 * DAY + 1014)]


def test_the_passes_of_one_clean_up_are_one_burst_and_two_clean_ups_are_two():
    rhythm = hourly(40, 5)
    passes = {5 * DAY + 1120: 200, 5 * DAY + 1130: 200, 5 * DAY + 1149: 100}
    other = {20 * DAY + 1200: 300}

    assert found(rhythm | passes | other, **RULE) == [
        (5 * DAY + 1120, 5 * DAY + 1149),
        (20 * DAY + 1200, 20 * DAY + 1200),
    ]


def test_a_few_closures_at_once_are_nothing():
    quiet = {day * DAY + 600: 1 for day in range(60)}

    assert found(quiet | {30 * DAY + 900: 29}, **RULE) == []
    assert found(quiet | {30 * DAY + 900: 30}, **RULE) == [(30 * DAY + 900, 30 * DAY + 900)]


def test_nothing_is_no_burst_and_a_single_day_has_no_rhythm():
    assert found({}, **RULE) == []
    assert found({700: 5000}, **RULE) == []


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ({119: 10, 122: 30}, (5, 0.4)),
        ({118: 50, 123: 50}, None),
        ({24: 20, 48: 20}, (1, 0.2)),
        ({24: 19}, None),
        ({0: 100, -3: 4}, None),
        ({}, None),
    ],
)
def test_a_delay_counts_from_an_hour_before_to_three_after(hours, expected):
    assert usual_delay(hours, 100, early=1, late=3, share=0.2) == expected


@pytest.mark.parametrize(("days", "found"), [(1, True), (60, True), (61, False)])
def test_a_delay_lies_from_one_day_to_sixty(days, found):
    delay = usual_delay({24 * days: 9}, 10, early=1, late=3, share=0.9)
    assert delay == ((days, 0.9) if found else None)


@pytest.mark.parametrize(("largest", "parts"), [(299, 0), (300, 1)])
def test_the_usual_rhythm_is_the_middle_day(largest, parts):
    """Five days of one window each: the middle one closes 30, and ten times that is a burst."""
    days = {rank * DAY + 600: count for rank, count in enumerate([40, 10, 30, largest, 20])}

    assert len(found(days, **RULE)) == parts


@pytest.mark.parametrize(("largest", "parts"), [(99, 0), (100, 1)])
def test_a_day_weighs_one_and_what_it_closes_outside_its_busiest_window(largest, parts):
    """The first day weighs 1 + 2, half of the six: its 10 are the usual, and ten times that."""
    days = {600: 10, 700: 2, DAY + 600: 20, 2 * DAY + 600: 30, 3 * DAY + 600: largest}

    assert len(found(days, **RULE)) == parts


def test_a_minute_as_dense_as_the_limit_belongs_to_the_burst():
    """A limit of 100 in 25 minutes is 4 a minute; 3 are not dense."""
    days = {rank * DAY + 600: 10 for rank in range(5)}
    at = 5 * DAY + 600
    rule = RULE | {"window": 25}

    assert found(days | {at: 96, at + 1: 4}, **rule) == [(at, at + 1)]
    assert found(days | {at: 97, at + 1: 3}, **rule) == [(at, at)]


def test_bursts_less_than_a_window_apart_are_one_and_a_window_apart_are_two():
    rhythm, at = np.arange(400) * 1440 + 600, 10 * 1440
    for gap, parts in ((29, 1), (30, 2)):
        minutes = np.unique(np.concatenate([rhythm, [at, at + gap]]))
        closed = np.where(np.isin(minutes, [at, at + gap]), 200, 5)
        assert len(bursts(minutes, closed, window=30, times=10, minimum=30)) == parts
