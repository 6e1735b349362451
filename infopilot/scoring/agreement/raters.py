"""Several raters, every thing rated by all: Fleiss' kappa on categories, Kendall's W on ranks."""

from collections.abc import Sequence
from math import erfc, sqrt

import numpy as np

from infopilot.model.agreement import Concordance, Kappa
from infopilot.model.errors import ScoringError
from infopilot.model.text import Message
from infopilot.scoring.statistics.distributions import chi_squared_tail


def fleiss_kappa(counts: Sequence[Sequence[int]]) -> Kappa:
    r"""Agreement of m raters on N units, corrected for what the categories' shares explain.

    .. math:: \kappa = \frac{\bar P - P_e}{1 - P_e} \qquad
       \bar P = \frac{\sum_{ij} n_{ij}^2 - N m}{N m (m - 1)} \qquad P_e = \sum_j p_j^2

    Parameters
    ----------
    counts
        One row per unit, one column per category: how many raters chose it. Each row adds to the
        same m, at least 2.

    Returns
    -------
    Kappa
        ``value`` at most 1; ``free_marginal`` is Randolph's, with 1 / categories for P_e;
        ``chance`` is the two-sided probability of ``z`` under no agreement. None with its reason
        when only one category was used.

    Raises
    ------
    ScoringError
        If rows do not add to one total of at least 2, or there are fewer than two categories.

    References
    ----------
    J. L. Fleiss, "Measuring nominal scale agreement among many raters", 1971; J. L. Fleiss,
    J. C. M. Nee, J. R. Landis, "Large sample variance of kappa", 1979, for z; J. J. Randolph,
    "Free-marginal multirater kappa", 2005.

    Examples
    --------
    >>> kappa = fleiss_kappa([[3, 0], [0, 3], [2, 1]])
    >>> round(kappa.value, 4), round(kappa.free_marginal, 4)
    (0.55, 0.5556)
    """
    totals = {sum(row) for row in counts}
    widths = {len(row) for row in counts}
    if len(totals) != 1 or len(widths) != 1 or min(totals) < 2 or min(widths) < 2:  # noqa: PLR2004
        raise ScoringError(
            "kappa cannot be computed",
            expected="the same raters, two at least, for each unit, and two categories",
            got=(sorted(totals), sorted(widths)),
        )
    table = np.array(counts, dtype=np.float64)
    (units, categories), raters = table.shape, totals.pop()
    pairs = units * raters * (raters - 1)
    observed = float((np.square(table).sum() - units * raters) / pairs)
    shares = table.sum(axis=0) / (units * raters)
    expected = float(np.square(shares).sum())
    free = (observed - 1 / categories) / (1 - 1 / categories)
    if shares.max() == 1:
        reason = Message("one category alone was used: agreement cannot be told from habit")
        return Kappa(
            value=None, observed=observed, expected=expected, free_marginal=free, reason=reason
        )
    value = (observed - expected) / (1 - expected)
    spread = shares * (1 - shares)
    skew = float((spread * (1 - 2 * shares)).sum())
    error = sqrt(2 * (float(spread.sum()) ** 2 - skew) / pairs) / float(spread.sum())
    z = value / error
    return Kappa(
        value=value,
        observed=observed,
        expected=expected,
        free_marginal=free,
        z=z,
        chance=erfc(abs(z) / sqrt(2)),
    )


def kendall_w(ratings: Sequence[Sequence[float]]) -> Concordance:
    r"""Whether m people rank n things alike, ties counted.

    .. math:: W = \frac{12 S}{m^2 (n^3 - n) - m \sum_r \sum_t (t_r^3 - t_r)}
       \qquad \chi^2 = m (n - 1) W

    S is the sum of the squared deviations of the sums of ranks; a tie of t things gives each
    their mean rank.

    Parameters
    ----------
    ratings
        One row per person, one column per thing: ranks or levels, only their order counts.

    Returns
    -------
    Concordance
        ``value`` from 0 (no common order) to 1 (the same order); ``chance`` by the chi-squared
        law with n - 1 degrees of freedom, rough below seven things. None with its reason when
        everybody puts everything level.

    Raises
    ------
    ScoringError
        If rows differ in length, or there are fewer than two people or two things.

    References
    ----------
    M. G. Kendall, B. Babington Smith, "The problem of m rankings", 1939.

    Examples
    --------
    >>> round(kendall_w([[1, 2, 3, 4], [2, 1, 3, 4], [1, 3, 2, 4]]).value, 4)
    0.7778
    """
    widths = {len(row) for row in ratings}
    if len(ratings) < 2 or len(widths) != 1 or min(widths) < 2:  # noqa: PLR2004
        raise ScoringError(
            "concordance cannot be computed",
            expected="two people at least who rank the same things, two at least",
            got=(len(ratings), sorted(widths)),
        )
    people, things = len(ratings), widths.pop()
    sums, ties = np.zeros(things), 0
    for row in ratings:
        _, places, sizes = np.unique(np.array(row), return_inverse=True, return_counts=True)
        sums += (np.cumsum(sizes) - (sizes - 1) / 2)[places]
        ties += int((sizes**3 - sizes).sum())
    most = people**2 * (things**3 - things) - people * ties
    if most == 0:
        reason = Message("everybody puts everything on the same level: there is no order to share")
        return Concordance(value=None, freedom=things - 1, reason=reason)
    value = float(12 * np.square(sums - sums.mean()).sum() / most)
    chi_squared = people * (things - 1) * value
    return Concordance(
        value=value,
        chi_squared=chi_squared,
        freedom=things - 1,
        chance=chi_squared_tail(chi_squared, things - 1),
    )
