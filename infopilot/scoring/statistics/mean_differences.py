"""The difference of two means when some, all or none of the same people answered both times."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, inf, sqrt
from statistics import covariance, fmean, variance

from infopilot.model.errors import ScoringError
from infopilot.scoring.statistics.distributions import student_cdf, student_quantile
from infopilot.scoring.statistics.means import FEWEST, TWO_SIDED_95, finite_population

MOST_SIGNS = 20
DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What each respondent gave at one time, by id, of how many people in all."""

    values: Mapping[str, float]
    population: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanDifference:
    """After less before, with the 95 % interval; ``pairs`` are those who answered both times."""

    value: float
    low: float
    high: float
    error: float
    freedom: float
    pairs: int

    @property
    def statistic(self) -> float:
        """Student's t of no difference; infinite when nothing is left to chance."""
        if self.error:
            return self.value / self.error
        return inf if self.value > 0 else -inf if self.value < 0 else 0.0

    @property
    def p_value(self) -> float:
        """Two-sided chance of such a difference or a larger one if nothing had changed."""
        return 2 * student_cdf(-abs(self.statistic), self.freedom)


def mean_difference(before: Sample, after: Sample) -> MeanDifference:
    r"""Difference of two means whose respondents may overlap: paired, Welch, or in between.

    .. math:: \bar x_1 - \bar x_0 \pm t_{0.975,\,\nu}
              \sqrt{\frac{s_0^2}{n_0} + \frac{s_1^2}{n_1} - 2 \frac{n_c s_{01}}{n_0 n_1}}

    ``n_c`` people answered both times and ``s_01`` is their covariance. When all did, this is
    Student's paired interval; when none did, Welch's. Each variance is corrected for its finite
    population. Degrees of freedom, from Welch's and the ``n_u`` answers without a pair:

    .. math:: \nu = n_c - 1 + \frac{(\gamma - n_c + 1)\, n_u}{n_0 + n_1}

    Parameters
    ----------
    before, after
        Two values or more each; one pair alone is taken as no pair.

    Returns
    -------
    MeanDifference
        In the unit of the values.

    Raises
    ------
    ScoringError
        For fewer than two values on a side, or more values than people.

    References
    ----------
    B. L. Welch, 1947. B. Derrick, B. Russ, D. Toher, P. White, "Test statistics for the comparison
    of means for two samples that include both paired and independent observations", 2017.

    Examples
    --------
    >>> first = Sample(values=dict(zip("abcdefgh", [2, 3, 2, 3, 2, 2, 3, 1], strict=True)))
    >>> then = Sample(values=dict(zip("abcdefgh", [3, 3, 3, 4, 2, 3, 3, 2], strict=True)))
    >>> seen = mean_difference(first, then)
    >>> seen.value, round(seen.low, 4), round(seen.high, 4), round(seen.p_value, 6)
    (0.625, 0.1923, 1.0577, 0.011201)
    """
    parts = [_variance_of_mean(sample) for sample in (before, after)]
    pairs = sorted(before.values.keys() & after.values.keys())
    pairs = pairs if len(pairs) >= FEWEST else []
    error = sqrt(max(0.0, fsum(parts) - 2 * _shared(before, after, pairs)))
    freedom = _freedom(before, after, parts, len(pairs))
    value = fmean(after.values.values()) - fmean(before.values.values())
    half = student_quantile(TWO_SIDED_95, freedom) * error
    return MeanDifference(
        value=value,
        low=value - half,
        high=value + half,
        error=error,
        freedom=freedom,
        pairs=len(pairs),
    )


def sign_flip(differences: Sequence[float]) -> float:
    """Exact two-sided p-value of paired ``differences`` when each could as well be its opposite.

    The share of the 2^n ways to choose the signs whose sum is at least as far from 0. Up to 20
    differences other than 0; 1 without any. With five, no p-value is under 0.0625.

    Raises `ScoringError` for more: their number of sums is out of reach.

    References
    ----------
    R. A. Fisher, "The Design of Experiments", 1935, section 21.

    Examples
    --------
    >>> sign_flip([1, 0, 1, 1, 0, 1, 0, 1])
    0.0625
    """
    moved = [abs(difference) for difference in differences if difference]
    if len(moved) > MOST_SIGNS:
        raise ScoringError(
            "too many differences for an exact test",
            expected="at most {most}",
            got=len(moved),
            most=MOST_SIGNS,
        )
    observed = round(abs(fsum(differences)), DIGITS)
    sums = Counter({0.0: 1})
    for size in moved:
        drawn: Counter[float] = Counter()
        for total, ways in sums.items():
            drawn[round(total + size, DIGITS)] += ways
            drawn[round(total - size, DIGITS)] += ways
        sums = drawn
    far = sum(ways for total, ways in sums.items() if abs(total) >= observed)
    return far / sums.total()


def _variance_of_mean(sample: Sample) -> float:
    n = len(sample.values)
    if n < FEWEST:
        raise ScoringError("a spread needs two values at least", expected="2 or more", got=n)
    spread = variance(sample.values.values())
    return spread / n * finite_population(n, sample.population)


def _shared(before: Sample, after: Sample, pairs: Sequence[str]) -> float:
    """What the same people bring to both means: the covariance of the two."""
    if not pairs:
        return 0.0
    n0, n1 = len(before.values), len(after.values)
    together = covariance([before.values[i] for i in pairs], [after.values[i] for i in pairs])
    kept = finite_population(n0, before.population) * finite_population(n1, after.population)
    return sqrt(kept) * len(pairs) * together / (n0 * n1)


def _freedom(before: Sample, after: Sample, parts: Sequence[float], pairs: int) -> float:
    n0, n1 = len(before.values), len(after.values)
    below = parts[0] ** 2 / (n0 - 1) + parts[1] ** 2 / (n1 - 1)
    welch = fsum(parts) ** 2 / below if below else float(n0 + n1 - 2)
    if not pairs:
        return welch
    alone = n0 + n1 - 2 * pairs
    return pairs - 1 + (welch - pairs + 1) * alone / (n0 + n1)
