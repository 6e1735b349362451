"""How sure a mean is when some of a small company answered, and how many answers are enough."""

from collections.abc import Sequence
from math import ceil, sqrt
from statistics import fmean, variance

from infopilot.model.errors import ScoringError
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.scoring.statistics.distributions import student_quantile
from infopilot.scoring.statistics.intervals import Z_95

FEWEST = 2
TWO_SIDED_95 = 0.975
PUBLISHED_Z = 1.96
"""The formula of the smallest detectable change is published with this rounding."""
ROUNDING = 1e-9


def finite_population(n: int, population: int | None) -> float:
    r"""What a variance keeps when ``n`` of ``population`` people answered, from 0 to 1.

    .. math:: \frac{N - n}{N - 1}

    1 when the population is not known; 0 when everybody answered: nothing is left to chance.
    Raises `ScoringError` unless 1 <= ``n`` <= ``population``.

    References
    ----------
    W. G. Cochran, "Sampling Techniques", 3rd edition, 1977, section 2.6.

    Examples
    --------
    >>> round(finite_population(30, 80), 6), finite_population(30, None), finite_population(1, 1)
    (0.632911, 1.0, 0.0)
    """
    if n < 1 or (population is not None and population < n):
        raise ScoringError(
            "a sample cannot be larger than its population",
            expected="at least one answer, from as many people or more",
            got=(n, population),
        )
    if population is None:
        return 1.0
    return (population - n) / (population - 1) if population > 1 else 0.0


def standard_error(values: Sequence[float], population: int | None = None) -> float:
    r"""Standard error of the mean of ``values``, of the ``population`` they were taken from.

    .. math:: \frac{s}{\sqrt n} \sqrt{\frac{N - n}{N - 1}}

    Raises `ScoringError` for fewer than two values, or more values than people.

    Examples
    --------
    >>> round(standard_error([1, 2, 3, 4], 10), 6)
    0.527046
    """
    n = len(values)
    if n < FEWEST:
        raise ScoringError("a spread needs two values at least", expected="2 or more", got=n)
    return sqrt(variance(values) / n * finite_population(n, population))


def student_interval(values: Sequence[float], population: int | None = None) -> Estimate:
    r"""Mean of ``values`` with its 95 % interval by Student's law.

    .. math:: \bar x \pm t_{0.975,\,n-1} \frac{s}{\sqrt n} \sqrt{\frac{N - n}{N - 1}}

    Parameters
    ----------
    values
        One value per respondent, any unit; at least two.
    population
        How many people could have answered; None takes the population as endless.

    Returns
    -------
    Estimate
        In the unit of ``values``; both ends are the mean when everybody answered.

    Raises
    ------
    ScoringError
        For fewer than two values, or more values than people.

    References
    ----------
    Student, "The probable error of a mean", 1908; W. G. Cochran, "Sampling Techniques", 1977.

    Examples
    --------
    >>> seen = student_interval([1, 2, 3, 4], 10)
    >>> seen.value, round(seen.low, 4), round(seen.high, 4)
    (2.5, 0.8227, 4.1773)
    """
    half = student_quantile(TWO_SIDED_95, max(1, len(values) - 1)) * standard_error(
        values, population
    )
    mean = fmean(values)
    return Estimate(
        value=mean, low=mean - half, high=mean + half, range=RangeKind.CONFIDENCE_95, n=len(values)
    )


def required_answers(precision: float, population: int, spread: float = 1.0) -> int:
    r"""How many answers make a mean precise to ``precision``, 95 times out of 100.

    .. math:: n = \left\lceil \frac{N n_0}{N - 1 + n_0} \right\rceil
              \qquad n_0 = \left(\frac{z s}{e}\right)^2

    Parameters
    ----------
    precision
        Half of the interval wanted, in the unit of ``spread``.
    population
        How many people could answer.
    spread
        Standard deviation expected; 1 level is a wide one on a scale of five.

    Returns
    -------
    int
        From 1 to ``population``.

    Raises
    ------
    ScoringError
        Unless the three are positive.

    References
    ----------
    W. G. Cochran, "Sampling Techniques", 3rd edition, 1977, section 4.4.

    Examples
    --------
    >>> [required_answers(e, 80) for e in (0.5, 0.4, 0.3, 0.25, 0.2)]
    [14, 19, 29, 36, 44]
    """
    if not (precision > 0 and population > 0 and spread > 0):
        raise ScoringError(
            "a number of answers cannot be computed",
            expected="a precision, a population and a spread above 0",
            got=(precision, population, spread),
        )
    endless = (Z_95 * spread / precision) ** 2
    return ceil(population * endless / (population - 1 + endless) - ROUNDING)


def measurement_error(deviation: float, alpha: float) -> float:
    r"""Standard error of measurement of one respondent's score, in the unit of ``deviation``.

    .. math:: SEM = SD \sqrt{1 - \alpha}

    Raises `ScoringError` unless ``deviation`` is not negative and ``alpha`` between 0 and 1.

    Examples
    --------
    >>> round(measurement_error(0.9, 0.8), 6)
    0.402492
    """
    if not (deviation >= 0 and 0 <= alpha <= 1):
        raise ScoringError(
            "an error of measurement cannot be computed",
            expected="a deviation from 0 and a reliability from 0 to 1",
            got=(deviation, alpha),
        )
    return deviation * sqrt(1 - alpha)


def smallest_change(deviation: float, alpha: float) -> float:
    r"""Smallest change of one respondent's score that is more than an error of measurement.

    .. math:: SDC = 1.96 \sqrt 2\, SEM

    Raises as `measurement_error`.

    References
    ----------
    H. C. W. de Vet and others, "Minimal changes in health status questionnaires", 2006.

    Examples
    --------
    >>> round(smallest_change(0.9, 0.8), 4)
    1.1157
    """
    return PUBLISHED_Z * sqrt(2) * measurement_error(deviation, alpha)
