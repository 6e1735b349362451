"""Closures that people do not make one by one: clean-ups, and tools that close by themselves."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
MINUTES_PER_DAY = 24 * 60
HOURS_PER_DAY = 24
LONGEST_DELAY_DAYS = 60


def bursts(
    minutes: Integers, closed: Integers, *, window: int, times: float, minimum: int
) -> list[tuple[int, int]]:
    r"""First and last minute of each burst of closures, far above the usual rhythm.

    .. math:: w_i = \sum_{m_i \le m_j < m_i + W} c_j \qquad
       b_d = \max_{m_i \in d} w_i \qquad limit = \max(times \cdot u, minimum)

    ``c_j`` closures in minute ``m_j``; ``b_d`` is the busiest window of day ``d``, and the usual
    ``u`` their median, where a day weighs 1 and what it closes outside that window: so a machine
    that closes some incidents every hour is part of the rhythm, while neither a burst nor idle
    days set it. Of the windows that reach the limit, the minutes that are as dense as it
    (``c_j >= limit / W``) are the burst; bursts less than a window apart are one.
    Time: O(n log n) for n distinct minutes.

    Parameters
    ----------
    minutes
        Whole minutes since any midnight, rising: shape (n,).
    closed
        Closures in each of them, none negative: shape (n,).
    window
        Length ``W`` in minutes, at least 1.
    times
        How many times the busiest window of an ordinary day, above 1.
    minimum
        Closures in a window below which nothing is a burst.

    Returns
    -------
    list of (first, last)
        Two of ``minutes`` each, rising; none in a log of one day, which has no usual rhythm.

    References
    ----------
    A threshold of ours over a robust baseline: a weighted median of daily maxima.

    Examples
    --------
    >>> minutes, closed = np.arange(30) * 1440 + 607, np.full(30, 5)
    >>> bursts(minutes, closed, window=30, times=10, minimum=30)
    []
    >>> closed[4] = 200
    >>> bursts(minutes, closed, window=30, times=10, minimum=30)
    [(6367, 6367)]
    """
    if not len(minutes):
        return []
    total = np.concatenate([[0], np.cumsum(closed)])
    ends = np.searchsorted(minutes, minutes + window)
    inside = total[ends] - total[:-1]
    _, firsts = np.unique(minutes // MINUTES_PER_DAY, return_index=True)
    busiest = np.maximum.reduceat(inside, firsts)
    # The last windows of a day may reach into the next one.
    outside = 1 + np.maximum(np.add.reduceat(closed, firsts) - busiest, 0)
    limit = max(times * _weighted_median(busiest, outside), minimum)
    crowded = np.flatnonzero(inside >= limit)
    marks = np.zeros(len(minutes) + 1, dtype=np.int64)
    np.add.at(marks, crowded, 1)
    np.add.at(marks, ends[crowded], -1)
    dense = minutes[(np.cumsum(marks)[:-1] > 0) & (closed >= limit / window)]
    if not len(dense):
        return []
    parts = np.split(dense, np.flatnonzero(np.diff(dense) >= window) + 1)
    return [(int(part[0]), int(part[-1])) for part in parts]


def usual_delay(
    hours: Mapping[int, int], total: int, *, early: int, late: int, share: float
) -> tuple[int, float] | None:
    r"""The delay in days after which a tool closes by itself, and the share that it closes.

    .. math:: s_d = \frac{1}{total} \sum_{24 d - early \le h < 24 d + late} n_h \qquad
       d = \arg\max_d s_d

    None when no delay from 1 to 60 days reaches ``share``. The shorter of two equal delays.

    Parameters
    ----------
    hours
        How many incidents were closed each number of whole hours after their resolution.
    total
        All closed incidents, also those that do not tell when they were resolved.
    early, late
        Hours before and after the delay that still count, at most 12.
    share
        From 0 to 1: below it a delay is chance.

    References
    ----------
    A convention of ours: a mode over whole days.

    Examples
    --------
    >>> usual_delay({119: 1, 120: 70, 122: 9, 300: 20}, 100, early=1, late=3, share=0.2)
    (5, 0.8)
    >>> usual_delay({1: 50, 30: 50}, 100, early=1, late=3, share=0.2) is None
    True
    """
    closed = {
        days: sum(
            hours.get(hour, 0)
            for hour in range(days * HOURS_PER_DAY - early, days * HOURS_PER_DAY + late)
        )
        for days in range(1, LONGEST_DELAY_DAYS + 1)
    }
    days = max(closed, key=lambda each: (closed[each], -each))
    if not closed[days] or closed[days] < share * total:
        return None
    return days, closed[days] / total


def _weighted_median(values: Integers, weights: Integers) -> float:
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, reached[-1] / 2)])
