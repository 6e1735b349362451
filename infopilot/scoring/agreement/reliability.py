"""How consistently several questions measure one thing."""

from collections.abc import Sequence

import numpy as np

from infopilot.model.errors import ScoringError
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.text import Message
from infopilot.scoring.statistics.distributions import fisher_quantile

LOW, HIGH = 0.025, 0.975


def cronbach_alpha(ratings: Sequence[Sequence[float | None]]) -> Estimate:
    r"""Cronbach's alpha of k questions over n people, with Feldt's 95 % interval.

    .. math:: \alpha = \frac{k}{k - 1} \left(1 - \frac{\sum_j s_j^2}{s_T^2}\right) \qquad
       \left[1 - (1 - \alpha) F_{0.975},\; 1 - (1 - \alpha) F_{0.025}\right]

    with F at n - 1 and (n - 1)(k - 1) degrees of freedom.

    Parameters
    ----------
    ratings
        One row per person, one column per question; people who left a question out are left out.

    Returns
    -------
    Estimate
        At most 1, below 0 when questions contradict each other; ``n`` people. None with its
        reason below two questions or two complete people, or when every person has the same
        total.

    Raises
    ------
    ScoringError
        If rows differ in length.

    References
    ----------
    L. J. Cronbach, "Coefficient alpha and the internal structure of tests", 1951; L. S. Feldt,
    D. J. Woodruff, F. A. Salih, "Statistical inference for coefficient alpha", 1987.

    Examples
    --------
    >>> rows = [[4, 4, 5, 4], [3, 3, 4, 3], [5, 4, 5, 5], [2, 3, 3, 2], [4, 5, 4, 4], [1, 2, 2, 1]]
    >>> alpha = cronbach_alpha(rows)
    >>> round(alpha.value, 4), round(alpha.low, 4), round(alpha.high, 4)
    (0.9658, 0.8776, 0.9947)
    """
    if len({len(row) for row in ratings}) > 1:
        raise ScoringError(
            "each person must answer the same questions", expected="rows of one length"
        )
    complete = [row for row in ratings if None not in row]
    n, questions = len(complete), len(complete[0]) if complete else 0
    if n < 2 or questions < 2:  # noqa: PLR2004 - a variance takes two people, alpha two questions
        reason = Message("two people who answered two questions are needed")
        return Estimate(value=None, n=n, reason=reason)
    table = np.array(complete, dtype=np.float64)
    total = float(table.sum(axis=1).var(ddof=1))
    if total == 0:
        return Estimate(value=None, n=n, reason=Message("everybody has the same total"))
    parts = float(table.var(axis=0, ddof=1).sum())
    value = questions / (questions - 1) * (1 - parts / total)
    freedom = n - 1, (n - 1) * (questions - 1)
    return Estimate(
        value=value,
        low=1 - (1 - value) * fisher_quantile(HIGH, *freedom),
        high=1 - (1 - value) * fisher_quantile(LOW, *freedom),
        range=RangeKind.CONFIDENCE_95,
        n=n,
    )
