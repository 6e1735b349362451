"""How sure a share is, and how long incidents last when some are still open."""

from collections.abc import Sequence
from itertools import groupby
from math import isfinite, sqrt
from operator import itemgetter

from infopilot.model.errors import ScoringError

Z_95 = 1.959964
ROUNDING = 1e-12


def wilson(successes: float, n: float, z: float = Z_95) -> tuple[float, float]:
    r"""Wilson score interval of a share.

    .. math:: \frac{p + z^2/2n \pm z\sqrt{p(1-p)/n + z^2/4n^2}}{1 + z^2/n} \qquad p = k/n

    Parameters
    ----------
    successes, n
        ``successes`` out of ``n``; ``n`` at least 1.
    z
        Quantile of the normal law; 1.959964 for 95 %.

    Returns
    -------
    tuple of float
        Low and high ends, from 0 to 1.

    Raises
    ------
    ScoringError
        If ``n`` is not positive or ``successes`` is not between 0 and ``n``.

    References
    ----------
    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927.

    Examples
    --------
    >>> low, high = wilson(3, 14)
    >>> round(low, 4), round(high, 4)
    (0.0757, 0.4759)
    """
    if not (n > 0 and 0 <= successes <= n):
        raise ScoringError(
            "a share cannot be computed",
            expected="a count from 0 to a positive total",
            got=(successes, n),
        )
    share = successes / n
    middle = share + z * z / (2 * n)
    margin = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # Rounding must not push the ends past the share itself when it is 0 or 1.
    return max(0.0, min(share, (middle - margin) / scale)), min(
        1.0, max(share, (middle + margin) / scale)
    )


def kaplan_meier(
    durations: Sequence[float], observed: Sequence[bool], counts: Sequence[int] | None = None
) -> list[tuple[float, float]]:
    r"""Survival steps of Kaplan and Meier: what share lasts longer than each duration.

    .. math:: S(t) = \prod_{t_i \le t} \left(1 - \frac{d_i}{n_i}\right)

    ``d_i`` incidents end at ``t_i``, ``n_i`` lasted at least as long. Time: O(n log n) for n rows.

    Parameters
    ----------
    durations
        How long each incident lasted, or has lasted so far; any unit, not negative.
    observed
        True where the incident has ended, False where it is still open (censored).
    counts
        How many incidents each of them stands for, 1 by default: none negative.

    Returns
    -------
    list of (duration, survival)
        One step for each distinct duration at which an incident ended, rising.

    Raises
    ------
    ScoringError
        If the lengths differ, a duration is negative or not a number, or a count is negative.

    References
    ----------
    E. L. Kaplan, P. Meier, "Nonparametric estimation from incomplete observations", 1958.

    Examples
    --------
    >>> [(t, round(s, 4)) for t, s in kaplan_meier([4, 5, 6, 8], [True, False, True, True])]
    [(4, 0.75), (6, 0.375), (8, 0.0)]
    """
    held = [1] * len(durations) if counts is None else counts
    if not len(durations) == len(observed) == len(held):
        raise ScoringError(
            "each duration needs to be marked as ended or open",
            expected="lists of the same length",
            got=(len(durations), len(observed), len(held)),
        )
    if any(count < 0 for count in held):
        raise ScoringError("a count of incidents is negative", got=min(held))
    wrong = next((d for d in durations if not (isfinite(d) and d >= 0)), None)
    if wrong is not None:
        raise ScoringError("a duration is not a positive number", got=wrong)
    at_risk = sum(held)
    survival = 1.0
    steps: list[tuple[float, float]] = []
    rows = sorted(zip(durations, observed, held, strict=True), key=itemgetter(0))
    for duration, same in groupby(rows, key=itemgetter(0)):
        together = list(same)
        endings = sum(count for _, ended, count in together if ended)
        if endings:
            survival *= 1 - endings / at_risk
            steps.append((duration, survival))
        at_risk -= sum(count for _, _, count in together)
    return steps


def kaplan_meier_median(
    durations: Sequence[float], observed: Sequence[bool], counts: Sequence[int] | None = None
) -> float | None:
    """Shortest duration that half of the incidents do not outlast, open ones included.

    None when nothing was given, or when more than half last longer than any ended one:
    the log then cannot tell the median. Raises as `kaplan_meier`.

    Examples
    --------
    >>> kaplan_meier_median([4, 6, 8, 10, 20, 144], [True] * 5 + [False])
    8
    >>> kaplan_meier_median([4, 90], [True, False], counts=[1, 2]) is None
    True
    """
    steps = kaplan_meier(durations, observed, counts)
    return next((duration for duration, share in steps if share <= 0.5 + ROUNDING), None)
