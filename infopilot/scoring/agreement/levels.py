"""How close levels answered by a few people are to each other, whatever the levels themselves.

Levels are whole numbers of a scale that starts at 1 and has ``categories`` levels, 5 unless said.
An index that the levels given leave undefined is an `Estimate` without value, with the reason.
"""

from collections.abc import Sequence
from math import fsum, log2
from statistics import fmean, median, variance

from infopilot.model.errors import ScoringError
from infopilot.model.estimate import Estimate
from infopilot.model.questionnaire import LEVELS
from infopilot.model.text import Message

CATEGORIES = len(LEVELS)
TWO_NEEDED = Message("at least two answers are needed")


def ad_median(levels: Sequence[float]) -> float:
    r"""Mean distance of the levels from their median.

    .. math:: AD_{Md} = \frac{1}{n} \sum_i |x_i - \mathrm{Md}|

    In levels: 0 is unanimity, (categories - 1) / 2 half of the answers at each end. Read it with
    its noise floor (`infopilot.scoring.agreement.chance`): three people who answer at random
    stay under the usual cut-off, categories / 6, one time in two.

    Raises
    ------
    ScoringError
        If no level is given.

    References
    ----------
    M. J. Burke, W. P. Dunlap, "Estimating interrater agreement with the average deviation
    index", 2002.

    Examples
    --------
    >>> ad_median([2, 3, 3, 4, 4])
    0.6
    """
    return _mean_distance(levels, median(_given(levels)))


def ad_mean(levels: Sequence[float]) -> float:
    r"""Mean distance of the levels from their mean, in levels; never below `ad_median`.

    .. math:: AD_M = \frac{1}{n} \sum_i |x_i - \bar x|

    Raises `ScoringError` if no level is given. Source: M. J. Burke, L. M. Finkelstein,
    M. S. Dusig, "On average deviation indices for estimating interrater agreement", 1999.

    Examples
    --------
    >>> round(ad_mean([2, 3, 3, 4, 4]), 12)
    0.64
    """
    return _mean_distance(levels, fmean(_given(levels)))


def consensus(levels: Sequence[int], categories: int = CATEGORIES) -> float:
    r"""Consensus of Tastle and Wierman: 1 is unanimity, 0 half of the answers at each end.

    .. math:: Cns = 1 + \frac{1}{n} \sum_i \log_2 \left(1 - \frac{|x_i - \bar x|}{A - 1}\right)

    with A ``categories``. It asks no more of the levels than their order and even steps.

    Raises
    ------
    ScoringError
        If no level is given, or one is not on the scale.

    References
    ----------
    W. J. Tastle, M. J. Wierman, "Consensus and dissention: a measure of ordinal dispersion",
    2007.

    Examples
    --------
    >>> round(consensus([4, 5, 5]), 4)
    0.8286
    >>> consensus([1, 5])
    0.0
    """
    given = _on_scale(levels, categories)
    middle = fmean(given)
    logs = fsum(log2(1 - abs(level - middle) / (categories - 1)) for level in given)
    return 1 + logs / len(given)


def rwg(levels: Sequence[int], categories: int = CATEGORIES) -> Estimate:
    r"""How much less the levels vary than answers drawn at random would.

    .. math:: r_{WG} = 1 - s^2 / \sigma_{EU}^2 \qquad \sigma_{EU}^2 = (A^2 - 1) / 12

    ``value`` is kept as it comes: 1 is unanimity, 0 what chance gives, below 0 people stand
    further apart than chance would put them. Reports show `reported` of it. None below two
    answers. Raises `ScoringError` for a level that is not on the scale.

    References
    ----------
    L. R. James, R. G. Demaree, G. Wolf, "Estimating within-group interrater reliability", 1984.

    Examples
    --------
    >>> round(rwg([1, 5, 1, 5]).value, 4)
    -1.6667
    """
    given = _on_scale(levels, categories)
    if len(given) == 1:
        return Estimate(value=None, n=1, reason=TWO_NEEDED)
    return Estimate(value=1 - variance(given) / _uniform_variance(categories), n=len(given))


def reported(index: Estimate) -> float | None:
    """An index of the rWG family as reports show it: never below 0; None when it has no value.

    >>> reported(rwg([1, 5, 1, 5]))
    0.0
    """
    return None if index.value is None else max(0.0, index.value)


def rwg_j(ratings: Sequence[Sequence[int]], categories: int = CATEGORIES) -> Estimate:
    r"""Agreement of several parallel questions together: rWG of the mean of their variances.

    .. math:: r_{WG(J)} = \frac{J (1 - \bar s^2 / \sigma^2)}{J (1 - \bar s^2 / \sigma^2)
       + \bar s^2 / \sigma^2}

    One row per person, one column per question. It grows with J alone: never compare groups of
    questions of different sizes. None below two people, and when they vary more than chance
    (the formula then leaves its range).

    Raises
    ------
    ScoringError
        If rows are not of one length, or a level is not on the scale.

    References
    ----------
    L. R. James, R. G. Demaree, G. Wolf, 1984.

    Examples
    --------
    >>> rows = [[4, 4, 5, 4], [4, 3, 4, 4], [5, 4, 4, 3], [4, 4, 5, 5], [3, 4, 4, 4]]
    >>> round(rwg_j(rows).value, 6)
    0.945455
    """
    if len({len(row) for row in ratings}) > 1:
        raise ScoringError(
            "each person must answer the same questions", expected="rows of one length"
        )
    columns = [_on_scale(column, categories) for column in zip(*ratings, strict=True)]
    if len(ratings) < 2 or not columns:  # noqa: PLR2004 - a variance takes two
        return Estimate(value=None, n=len(ratings), reason=TWO_NEEDED)
    spread = fmean(variance(column) for column in columns) / _uniform_variance(categories)
    if spread > 1:
        reason = Message("answers are further apart than chance would put them")
        return Estimate(value=None, n=len(ratings), reason=reason)
    kept = len(columns) * (1 - spread)
    return Estimate(value=kept / (kept + spread), n=len(ratings))


def a_wg(levels: Sequence[int], categories: int = CATEGORIES) -> Estimate:
    r"""How much less the levels vary than they could around the same mean.

    .. math:: a_{wg} = 1 - \frac{2 s^2}{((H + L) M - M^2 - H L)\, n / (n - 1)}

    with M the mean, L = 1 and H = A the ends of the scale. 1 is unanimity, -1 the largest spread
    that the mean allows. None below two answers, and when everybody chose one end of the scale:
    nothing could vary there. Raises `ScoringError` for a level that is not on the scale.

    References
    ----------
    R. D. Brown, N. M. A. Hauenstein, "Interrater agreement reconsidered: an alternative to the
    rwg indices", 2005.

    Examples
    --------
    >>> round(a_wg([4, 5, 5]).value, 4)
    0.6364
    >>> str(a_wg([5, 5]).reason)
    'everybody chose the same end of the scale'
    """
    given = _on_scale(levels, categories)
    n, middle = len(given), fmean(given)
    if n == 1:
        return Estimate(value=None, n=1, reason=TWO_NEEDED)
    if middle in {1, categories}:
        reason = Message("everybody chose the same end of the scale")
        return Estimate(value=None, n=n, reason=reason)
    most = ((categories + 1) * middle - middle**2 - categories) * n / (n - 1)
    return Estimate(value=1 - 2 * variance(given) / most, n=n)


def _mean_distance(levels: Sequence[float], middle: float) -> float:
    return fmean(abs(level - middle) for level in levels)


def _uniform_variance(categories: int) -> float:
    return (categories**2 - 1) / 12


def _given(levels: Sequence[float]) -> Sequence[float]:
    if not levels:
        raise ScoringError("no level was given", expected="at least one")
    return levels


def _on_scale(levels: Sequence[int], categories: int) -> list[float]:
    wrong = next((level for level in _given(levels) if not 1 <= level <= categories), None)
    if wrong is not None:
        raise ScoringError("a level is not on the scale", expected=f"1 to {categories}", got=wrong)
    return [float(level) for level in levels]
