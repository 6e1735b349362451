r"""How much a figure would move on other weeks of the same service: block bootstrap by week.

Incidents come in clusters (one outage, many tickets), so whole weeks are drawn, with replacement,
as many as the log has. Draw ``b`` takes week ``k`` ``m_{bk}`` times; counts by week are all that
is needed, whatever the size of the log. The draws of two figures go together when they are made
from the same weights.

References
----------
H. R. Künsch, "The jackknife and the bootstrap for general stationary observations", 1989;
B. Efron, R. J. Tibshirani, "An introduction to the bootstrap", 1993, chapter 13 (percentiles).
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float64]
Counts = NDArray[np.int64]
Draws = NDArray[np.float64]

RESAMPLES = 2000
SEED = 20160324
LOW, HIGH = 0.025, 0.975
CELLS = 1_000_000
MOST_BINS = 1024
HALF = 0.5 + 1e-12


def week_weights(weeks: int, resamples: int = RESAMPLES, seed: int = SEED) -> Weights:
    """How many times each draw takes each week: shape (resamples, weeks), each row adds to weeks.

    The same seed gives the same draws, on any machine. ``weeks`` and ``resamples`` at least 1.

    Examples
    --------
    >>> week_weights(3, resamples=2).sum(axis=1)
    array([3., 3.])
    """
    random = np.random.default_rng(seed)
    drawn = random.multinomial(weeks, np.full(weeks, 1 / weeks), size=resamples)
    return drawn.astype(np.float64)


def interval(draws: Draws) -> tuple[float | None, float | None]:
    """Percentiles 2.5 and 97.5 of ``draws``, shape (resamples,): a 95 % interval.

    Draws that are not a number are left out; an end without a finite draw is None, and both are
    when half of the draws are not a number.

    Examples
    --------
    >>> interval(np.arange(1.0, 2001.0))
    (50.0, 1950.0)
    >>> interval(np.full(4, np.nan))
    (None, None)
    """
    told = np.sort(draws[~np.isnan(draws)])
    if 2 * len(told) <= len(draws):
        return None, None
    ends = (float(told[int(np.ceil(share * len(told))) - 1]) for share in (LOW, HIGH))
    low, high = (end if np.isfinite(end) else None for end in ends)
    return low, high


def ratio_draws(weights: Weights, part: Counts, whole: Counts) -> Draws:
    r"""Draws of a share or of a ratio of sums; shapes (resamples, weeks), (weeks,), (weeks,).

    .. math:: \sum_k m_{bk} x_k / \sum_k m_{bk} y_k

    Not a number where the whole is 0.

    Examples
    --------
    >>> ratio_draws(np.array([[2.0, 0.0], [1.0, 1.0]]), np.array([1, 3]), np.array([4, 4]))
    array([0.25, 0.5 ])
    """
    return _divided(weights @ part, weights @ whole)


def holder_draws(weights: Weights, counts: Counts) -> Draws:
    r"""Draws of effective holders, from counts by week and holder, shape (weeks, holders).

    .. math:: H_b = \frac{\sum_i n_{bi}^2 - q_b}{n_b^2 - q_b} \qquad N_b = \min(1 / H_b, N) \qquad
       q_b = \sum_k m_{bk}^2 n_k

    ``n_{bi} = Σ_k m_{bk} c_{ki}``. ``q_b`` takes the pairs away that an incident makes with its
    own copies: otherwise drawing a week twice would look like concentration. With every weight 1
    it is `infopilot.scoring.service.concentration.effective_holders`. From 1 to the
    number of holders; not a number where a draw has no pair of incidents.

    Examples
    --------
    >>> holder_draws(np.ones((1, 2)), np.array([[7, 0, 0, 2, 0], [0, 2, 2, 0, 1]]))
    array([3.7916...])
    """

    def draw(some: Weights) -> Draws:
        held = some @ counts
        sizes = counts.sum(axis=1)
        copies = some**2 @ sizes
        same = (held**2).sum(axis=1) - copies
        pairs = (some @ sizes) ** 2 - copies
        seen = (held > 0).sum(axis=1).astype(np.float64)
        unlike = np.divide(pairs, same, out=np.full(len(some), np.inf), where=same > 0)
        return np.where(pairs > 0, np.minimum(unlike, seen), np.nan)

    return _by_chunks(draw, weights, counts.shape[1])


def sole_holder_draws(  # noqa: PLR0913 - two counts and a rule
    weights: Weights,
    sizes: Counts,
    counts: Counts,
    starts: Sequence[int],
    *,
    share: float,
    minimum: int,
) -> Draws:
    """Draws of the sole-holder share, from the counts of categories and of their main holders.

    ``sizes`` by week and by category; ``counts`` by week and by (category, holder), for holders
    who may be the only one. Columns of one category are next to each other; ``starts`` gives the
    first of each category, rising from 0. ``share`` and ``minimum`` as in
    `infopilot.scoring.service.concentration.sole_holder_share`. From 0 to 1; not a number where
    a draw has no incident.

    Examples
    --------
    >>> sizes, counts = np.array([[5, 6]]), np.array([[5, 3, 3]])
    >>> sole_holder_draws(np.ones((1, 1)), sizes, counts, [0, 1], share=0.8, minimum=5)
    array([0.4545...])
    """

    def draw(some: Weights) -> Draws:
        held = some @ sizes
        most = np.maximum.reduceat(some @ counts, starts, axis=1)
        sole = (held >= minimum) & (held > 0) & (most >= share * held - 1e-9)
        return _divided((held * sole).sum(axis=1), held.sum(axis=1))

    return _by_chunks(draw, weights, counts.shape[1])


def exclusivity_draws(weights: Weights, client: Counts, secret: Counts, written: Counts) -> Draws:
    """Draws of the undocumented share of categories that the client never closed.

    Shapes (weeks, categories) of what the client closed and of what is undocumented, (weeks,) of
    the incidents that tell whether they are documented. From 0 to 1; not a number where none
    tells.

    Examples
    --------
    >>> exclusivity_draws(
    ...     np.ones((1, 1)), np.array([[0, 1]]), np.array([[6, 2]]), np.array([14])
    ... )
    array([0.4285...])
    """

    def draw(some: Weights) -> Draws:
        locked = (some @ client) == 0
        return _divided(((some @ secret) * locked).sum(axis=1), some @ written)

    return _by_chunks(draw, weights, client.shape[1])


def median_draws(weights: Weights, counts: Counts, values: Draws) -> Draws:
    """Draws of the median; ``counts`` by week and by value, of ``values`` that rise.

    Shapes (weeks, values), (values,). The middle value, or the mean of the two middle ones, as
    `infopilot.incidents.counting.delays.quantile` at 0.5; not a number where a draw is empty.

    Examples
    --------
    >>> median_draws(np.ones((1, 2)), np.array([[1, 0, 1], [1, 1, 0]]), np.array([4.0, 6.0, 20.0]))
    array([5.])
    """

    def draw(some: Weights) -> Draws:
        reached = np.cumsum(some @ counts, axis=1)
        n = reached[:, -1]
        ends = [_at_rank(reached, values, np.floor((n - odd) / 2)) for odd in (1, 0)]
        return np.where(n > 0, (ends[0] + ends[1]) / 2, np.nan)

    return _by_chunks(draw, weights, len(values))


def survival_median_draws(
    weights: Weights, ended: Counts, lasting: Counts, durations: Draws
) -> Draws:
    """Draws of the Kaplan-Meier median, of incidents that ended and of those that still last.

    Shapes (weeks, durations) twice, (durations,) rising. As
    `infopilot.scoring.statistics.intervals.kaplan_meier_median`; infinite where more than half of
    a draw outlasts every duration, not a number where a draw is empty.

    Examples
    --------
    >>> durations = np.array([4.0, 5, 6, 8, 10, 20])
    >>> ended, lasting = np.array([[1, 0, 1, 1, 1, 1]]), np.array([[0, 1, 0, 0, 0, 0]])
    >>> survival_median_draws(np.ones((1, 1)), ended, lasting, durations)
    array([8.])
    """

    def draw(some: Weights) -> Draws:
        ending, going = some @ ended, some @ lasting
        both = np.cumsum(ending + going, axis=1)
        at_risk = both[:, -1:] - both + ending + going
        left = np.divide(ending, at_risk, out=np.zeros_like(ending), where=at_risk > 0)
        below = (np.cumprod(1 - left, axis=1) <= HALF) & (at_risk > 0)
        first = np.argmax(below, axis=1)
        found = np.where(below.any(axis=1), durations[first], np.inf)
        return np.where(both[:, -1] > 0, found, np.nan)

    return _by_chunks(draw, weights, len(durations))


def bins(counts: Counts, most: int = MOST_BINS) -> Counts:
    """Bin of each of many rising values, so that no bin holds more than its part of ``counts``.

    Shape (values,) in and out; bins rise from 0, ``most`` at most unless one value alone fills
    several. Medians of bins are as fine as 1 / ``most`` of the incidents.

    Examples
    --------
    >>> bins(np.array([5, 1, 1, 5]), most=2)
    array([0, 0, 1, 1])
    """
    if len(counts) <= most:
        return np.arange(len(counts))
    before = np.cumsum(counts) - 1
    return np.unique(before * most // counts.sum(), return_inverse=True)[1].astype(np.int64)


def _divided(part: Draws, whole: Draws) -> Draws:
    shares: Draws = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
    return shares


def _at_rank(reached: Draws, values: Draws, rank: Draws) -> Draws:
    places = (reached <= rank[:, None]).sum(axis=1)
    found: Draws = values[np.minimum(places, len(values) - 1)]
    return found


def _by_chunks(draw: Callable[[Weights], Draws], weights: Weights, columns: int) -> Draws:
    """Memory follows the chunk, not the number of draws."""
    chunk = max(1, CELLS // max(1, columns))
    parts = [draw(weights[start : start + chunk]) for start in range(0, len(weights), chunk)]
    return np.concatenate(parts)
