"""Counts and shares at two times: whether they changed, or chance alone would do as much."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

from infopilot.model.errors import ScoringError
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.text import Message
from infopilot.scoring.statistics.intervals import Z_95, wilson

SIGMAS = 3
NOTHING_COUNTED = Message("nothing was counted in one of the two periods: no ratio can be told")


def count_ratio(before: int, after: int, exposure: float = 1.0) -> Estimate:
    r"""How many times as many events as before, with its 95 % interval on a log scale.

    .. math:: \frac{a_1}{a_0\,e} \exp\left(\pm z \sqrt{1/a_0 + 1/a_1}\right)

    Parameters
    ----------
    before, after
        Counts of independent events, as incidents are; not negative.
    exposure
        Length of the second period over that of the first.

    Returns
    -------
    Estimate
        The ratio, without unit; None with its reason when a count is 0.

    Raises
    ------
    ScoringError
        For a negative count, or an exposure that is not positive.

    References
    ----------
    K. J. Rothman, S. Greenland, "Modern Epidemiology", 2nd edition, 1998, chapter 14.

    Examples
    --------
    >>> seen = count_ratio(18, 9)
    >>> seen.value, round(seen.low, 4), round(seen.high, 3)
    (0.5, 0.2246, 1.113)
    """
    if before < 0 or after < 0 or exposure <= 0:
        raise ScoringError(
            "counts cannot be compared",
            expected="counts from 0 and a positive exposure",
            got=(before, after, exposure),
        )
    if not before or not after:
        return Estimate(value=None, n=before + after, reason=NOTHING_COUNTED)
    ratio = after / before / exposure
    factor = exp(Z_95 * sqrt(1 / before + 1 / after))
    return Estimate(
        value=ratio,
        low=ratio / factor,
        high=ratio * factor,
        range=RangeKind.CONFIDENCE_95,
        n=before + after,
    )


@dataclass(frozen=True, slots=True)
class UChart:
    """Counts per period against what chance allows: ``mean`` per unit, limits of each period."""

    mean: float
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    outside: tuple[int, ...]
    """Places of the periods that chance does not explain."""


def u_chart(counts: Sequence[int], sizes: Sequence[float]) -> UChart:
    r"""Control limits of counts over periods of unequal size.

    .. math:: \bar u = \frac{\sum c_i}{\sum n_i} \qquad \bar u \pm 3 \sqrt{\bar u / n_i}

    Parameters
    ----------
    counts
        Events of each period.
    sizes
        Size of each period (quarters, persons x months...): positive.

    Returns
    -------
    UChart
        Per unit of size; a lower limit is never under 0.

    Raises
    ------
    ScoringError
        Without periods, with lengths that differ, a negative count or a size that is not positive.

    References
    ----------
    W. A. Shewhart, 1931; D. C. Montgomery, "Introduction to Statistical Quality Control", 7.3.

    Examples
    --------
    >>> seen = u_chart([11, 8], [1, 1])
    >>> seen.mean, [round(end, 3) for end in (seen.lower[0], seen.upper[0])], seen.outside
    (9.5, [0.253, 18.747], ())
    """
    if not counts or len(counts) != len(sizes) or min(counts) < 0 or min(sizes) <= 0:
        raise ScoringError(
            "a chart of counts cannot be made",
            expected="a count from 0 and a positive size for each period",
            got=(list(counts), list(sizes)),
        )
    mean = sum(counts) / sum(sizes)
    margins = [SIGMAS * sqrt(mean / size) for size in sizes]
    lower = tuple(max(0.0, mean - margin) for margin in margins)
    upper = tuple(mean + margin for margin in margins)
    rates = [count / size for count, size in zip(counts, sizes, strict=True)]
    outside = tuple(
        place for place, rate in enumerate(rates) if not lower[place] <= rate <= upper[place]
    )
    return UChart(mean, lower, upper, outside)


def share_difference(before: tuple[int, int], after: tuple[int, int]) -> Estimate:
    r"""Share after less share before, with Newcombe's 95 % interval made of two of Wilson's.

    .. math:: d - \sqrt{(p_1 - l_1)^2 + (u_0 - p_0)^2} \quad\text{to}\quad
              d + \sqrt{(u_1 - p_1)^2 + (p_0 - l_0)^2}

    Parameters
    ----------
    before, after
        ``(k, n)``: k out of n, of two groups of different tickets or people.

    Returns
    -------
    Estimate
        From -1 to 1; its ends too.

    Raises
    ------
    ScoringError
        As `wilson`.

    References
    ----------
    R. G. Newcombe, "Interval estimation for the difference between independent proportions", 1998,
    method 10: 56/70 less 48/80 is 0.2, from 0.0524 to 0.3339.

    Examples
    --------
    >>> seen = share_difference((48, 80), (56, 70))
    >>> round(seen.value, 4), round(seen.low, 4), round(seen.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    (low0, high0), (low1, high1) = wilson(*before), wilson(*after)
    first, then = before[0] / before[1], after[0] / after[1]
    return Estimate(
        value=then - first,
        low=then - first - sqrt((then - low1) ** 2 + (high0 - first) ** 2),
        high=then - first + sqrt((high1 - then) ** 2 + (first - low0) ** 2),
        range=RangeKind.CONFIDENCE_95,
        n=before[1] + after[1],
    )
