"""How few incidents make up most of the working time that is lost."""

import math
from collections.abc import Iterator, Mapping

from infopilot.model.errors import ScoringError

ROUNDING = 1e-9
Minutes = Mapping[float, int]
"""How many incidents lost each number of minutes."""


def minutes_lost(minutes: Minutes) -> float:
    """All the minutes, each times its incidents; 0 without any.

    Examples
    --------
    >>> minutes_lost({120: 1, 15: 2})
    150.0
    """
    return math.fsum(lost * count for lost, count in sorted(minutes.items()))


def weightiest(minutes: Minutes, share: float) -> int:
    r"""The fewest incidents that make up ``share`` of the minutes, the longest first.

    .. math:: k = \min \{k : \sum_{i \le k} x_{(i)} \ge \theta \sum_i x_i\}
        \qquad x_{(1)} \ge x_{(2)} \ge \dots

    Parameters
    ----------
    minutes
        How many incidents lost each number of minutes; minutes are not negative.
    share
        From 0 to 1.

    Returns
    -------
    int
        0 when nothing was lost.

    Raises
    ------
    ScoringError
        If minutes or counts are negative, or the share is not one.

    References
    ----------
    J. M. Juran, "Universals in management planning and controlling", 1954 (the vital few).

    Examples
    --------
    >>> weightiest({600: 1, 300: 1, 50: 2}, 0.8)
    2
    """
    _check(minutes, share)
    wanted = share * minutes_lost(minutes) * (1 - ROUNDING)
    reached, taken = 0.0, 0
    for lost, count in _longest_first(minutes):
        if reached >= wanted:
            break
        needed = min(count, math.ceil((wanted - reached) / lost))
        reached, taken = reached + needed * lost, taken + needed
    return taken


def top_share(minutes: Minutes, part: float) -> float | None:
    r"""Share of the minutes that the longest ``part`` of the incidents make up.

    .. math:: \sum_{i \le \lceil \theta n \rceil} x_{(i)} \Big/ \sum_i x_i

    ``part`` is a share of the incidents, from 0 to 1, rounded up to whole ones. None when nothing
    was lost. Raises as `weightiest`.

    Examples
    --------
    >>> top_share({600: 1, 300: 1, 50: 2}, 0.2)
    0.6
    """
    _check(minutes, part)
    total = minutes_lost(minutes)
    if not total:
        return None
    left = math.ceil(part * sum(minutes.values()) - ROUNDING)
    taken = []
    for lost, count in _longest_first(minutes):
        taken.append(lost * min(count, left))
        left -= min(count, left)
    return math.fsum(taken) / total


def _longest_first(minutes: Minutes) -> Iterator[tuple[float, int]]:
    yield from sorted(minutes.items(), reverse=True)


def _check(minutes: Minutes, share: float) -> None:
    wrong = next((lost for lost in minutes if not (math.isfinite(lost) and lost >= 0)), None)
    if wrong is not None:
        raise ScoringError("minutes lost are not a positive number", got=wrong)
    if any(count < 0 for count in minutes.values()):
        raise ScoringError("a count of incidents is negative", got=min(minutes.values()))
    if not 0 <= share <= 1:
        raise ScoringError("a share is out of range", expected="between 0 and 1", got=share)
