"""Tails and quantiles of the laws that small samples need: Student, Fisher, binomial, chi-squared.

Everything goes through the regularised incomplete beta and gamma functions, computed by their
continued fractions (W. H. Press et al., "Numerical Recipes", 3rd edition, 2007, sections 6.2 and
6.4): to about 1e-12 for thousands of degrees of freedom, to 1e-6 for a billion.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from math import comb, exp, fsum, inf, isfinite, lgamma, log, log1p

from infopilot.model.errors import ScoringError

TINY = 1e-300
PRECISION = 1e-15
MOST_TERMS = 10_000


def student_cdf(t: float, freedom: float) -> float:
    """Chance that Student's t with ``freedom`` degrees of freedom is at most ``t``; 0 to 1.

    Raises `ScoringError` unless ``freedom`` is positive.

    Examples
    --------
    >>> round(2 * (1 - student_cdf(3.415650255319866, 7)), 6)
    0.011201
    """
    _check_freedom(freedom)
    tail = incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t)) / 2
    return 1 - tail if t > 0 else tail


@lru_cache(maxsize=1024)
def student_quantile(share: float, freedom: float) -> float:
    """The t that Student's law stays below with a chance of ``share``, between 0 and 1.

    Raises `ScoringError` unless 0 < ``share`` < 1 and ``freedom`` is positive.

    Examples
    --------
    >>> round(student_quantile(0.975, 29), 4)
    2.0452
    """
    _check_freedom(freedom)
    _check_share(share)
    if share < 0.5:  # noqa: PLR2004 - the law is symmetric
        return -student_quantile(1 - share, freedom)
    return _inverse(lambda t: student_cdf(t, freedom), share)


def fisher_cdf(f: float, above: float, below: float) -> float:
    """Chance that Fisher's F with ``above`` and ``below`` degrees of freedom is at most ``f``.

    Raises `ScoringError` unless both are positive.

    Examples
    --------
    >>> round(fisher_cdf(4.964602743730714, 1, 10), 6)
    0.95
    """
    _check_freedom(above)
    _check_freedom(below)
    return incomplete_beta(above / 2, below / 2, above * f / (above * f + below)) if f > 0 else 0.0


def fisher_quantile(share: float, above: float, below: float) -> float:
    """The f that Fisher's law stays below with a chance of ``share``, between 0 and 1.

    Raises `ScoringError` unless 0 < ``share`` < 1 and the degrees of freedom are positive.

    Examples
    --------
    >>> round(fisher_quantile(0.95, 1, 10), 4)
    4.9646
    """
    _check_share(share)
    return _inverse(lambda f: fisher_cdf(f, above, below), share)


def chi_squared_tail(x: float, freedom: float) -> float:
    """Chance that a chi-squared with ``freedom`` degrees of freedom exceeds ``x``; 0 to 1.

    Raises `ScoringError` unless ``freedom`` is positive.

    Examples
    --------
    >>> round(chi_squared_tail(30.760441929399082, 19), 6)
    0.042883
    """
    _check_freedom(freedom)
    return 1 - incomplete_gamma(freedom / 2, x / 2) if x > 0 else 1.0


def gamma_quantile(share: float, shape: float) -> float:
    """Where a gamma law of this ``shape`` and scale 1 reaches ``share``; above 0.

    Raises `ScoringError` unless ``shape`` is positive and ``share`` between 0 and 1.

    Examples
    --------
    >>> round(gamma_quantile(0.975, 12), 4)
    19.682
    """
    _check_freedom(shape)
    _check_share(share)
    return _inverse(lambda x: incomplete_gamma(shape, x), share)


def binomial_two_sided(successes: int, n: int) -> float:
    """Exact two-sided p-value of ``successes`` out of ``n`` when both outcomes are as likely.

    1 when ``n`` is 0. Raises `ScoringError` unless 0 <= ``successes`` <= ``n``.

    Examples
    --------
    >>> binomial_two_sided(5, 5)
    0.0625
    """
    if not 0 <= successes <= n:
        raise ScoringError(
            "a count of successes is out of range", expected=f"0 to {n}", got=successes
        )
    least = min(successes, n - successes)
    tail = sum(comb(n, k) for k in range(least + 1))
    return min(1.0, 2 * tail / (1 << n))


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b), for positive a, b and x in [0, 1].

    Examples
    --------
    >>> round(incomplete_beta(2, 3, 0.5), 12)
    0.6875
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)

    def terms() -> Iterator[float]:
        for m in range(MOST_TERMS):
            yield -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            k = m + 1
            yield k * (b - k) * x / ((a + 2 * k - 1) * (a + 2 * k))

    scale = fsum((lgamma(a + b), -lgamma(a), -lgamma(b), a * log(x), b * log1p(-x)))
    return exp(scale) / a / _continued_fraction(terms())


def incomplete_gamma(a: float, x: float) -> float:
    """The regularised lower incomplete gamma function P(a, x), for positive a and x.

    Examples
    --------
    >>> round(incomplete_gamma(1, 2), 12)
    0.864664716763
    """
    scale = exp(fsum((a * log(x), -x, -lgamma(a))))
    if x < a + 1:
        term = total = 1 / a
        k = a
        while term > PRECISION * total:
            k += 1
            term *= x / k
            total += term
        return scale * total

    def terms() -> Iterator[float]:
        for m in range(1, MOST_TERMS):
            yield -m * (m - a) / ((x + 2 * m - 1 - a) * (x + 2 * m + 1 - a))

    return 1 - scale / ((x + 1 - a) * _continued_fraction(terms()))


def _continued_fraction(terms: Iterator[float]) -> float:
    """1 + c1 / (1 + c2 / (1 + ...)), by the modified method of Lentz.

    Raises `ScoringError` when the terms run out before the value settles.
    """
    value, above, below = 1.0, 1.0, 0.0
    for term in terms:
        below = 1 / (1 + term * below or TINY)
        above = 1 + term / above or TINY
        value *= above * below
        if abs(above * below - 1) < PRECISION:
            return value
    raise ScoringError(
        "a chance could not be computed", expected="fewer than a billion degrees of freedom"
    )


def _inverse(cdf: Callable[[float], float], share: float) -> float:
    """Where a rising ``cdf`` of positive numbers reaches ``share``, by bisection."""
    low, high = 0.0, 1.0
    while cdf(high) < share and isfinite(high):
        low, high = high, 2 * high
    middle = (low + high) / 2
    while low < middle < high:
        low, high = (middle, high) if cdf(middle) < share else (low, middle)
        middle = (low + high) / 2
    return middle


def _check_freedom(freedom: float) -> None:
    if not 0 < freedom < inf:
        raise ScoringError(
            "degrees of freedom are not a positive number", expected="above 0", got=freedom
        )


def _check_share(share: float) -> None:
    if not 0 < share < 1:
        raise ScoringError("a share is out of range", expected="between 0 and 1", got=share)
