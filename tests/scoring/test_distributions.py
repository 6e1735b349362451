"""Tails and quantiles against values from statistical tables."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.errors import ScoringError
from infopilot.scoring.statistics.distributions import (
    binomial_two_sided,
    chi_squared_tail,
    fisher_cdf,
    fisher_quantile,
    incomplete_beta,
    incomplete_gamma,
    student_cdf,
    student_quantile,
)

# Student, Fisher and chi-squared tables (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7).
STUDENT = [(1, 12.706), (2, 4.303), (3, 3.182), (7, 2.365), (29, 2.045), (100, 1.984)]
FISHER = [(1, 1, 161.448), (2, 10, 4.103), (10, 5, 4.735), (20, 20, 2.124)]
CHI_SQUARED = [(1, 3.841), (5, 11.070), (19, 30.144), (100, 124.342)]


@pytest.mark.parametrize(("freedom", "t"), STUDENT)
def test_student_has_the_quantiles_of_the_tables(freedom, t):
    assert student_quantile(0.975, freedom) == pytest.approx(t, abs=5e-4)
    assert student_quantile(0.025, freedom) == -student_quantile(0.975, freedom)


@pytest.mark.parametrize(("above", "below", "f"), FISHER)
def test_fisher_has_the_quantiles_of_the_tables(above, below, f):
    assert fisher_quantile(0.95, above, below) == pytest.approx(f, abs=5e-4)


@pytest.mark.parametrize(("freedom", "x"), CHI_SQUARED)
def test_chi_squared_has_the_tails_of_the_tables(freedom, x):
    assert chi_squared_tail(x, freedom) == pytest.approx(0.05, abs=2e-5)


@given(st.floats(0.001, 0.999), st.floats(1, 500))
def test_quantiles_are_where_the_chance_is_reached(share, freedom):
    assert isclose(student_cdf(student_quantile(share, freedom), freedom), share, abs_tol=1e-10)
    assert isclose(fisher_cdf(fisher_quantile(share, freedom, 7), freedom, 7), share, abs_tol=1e-10)


@given(st.floats(0.01, 50), st.floats(0.01, 200))
def test_the_gamma_function_rises_by_one_density_from_a_to_a_plus_one(a, x):
    from math import exp, lgamma, log  # noqa: PLC0415 - the identity alone needs them

    step = exp(a * log(x) - x - lgamma(a + 1))
    assert isclose(incomplete_gamma(a, x) - incomplete_gamma(a + 1, x), step, abs_tol=1e-10)


def test_ends_of_the_laws():
    assert student_cdf(0, 5) == 0.5
    assert fisher_cdf(0, 3, 4) == 0
    assert fisher_cdf(-1, 3, 4) == 0
    assert chi_squared_tail(0, 3) == 1
    assert chi_squared_tail(0.5, 2) == pytest.approx(0.7788007830714049, abs=1e-12)
    assert incomplete_beta(2, 3, 1) == 1
    assert incomplete_beta(0.5, 0.5, 0.5) == pytest.approx(0.5, abs=1e-12)


BINOMIAL = [
    (0, 0, 1),
    (2, 4, 1),
    (5, 5, 0.0625),
    (2, 16, 0.00418090820312),
    (14, 16, 0.00418090820312),
]


@pytest.mark.parametrize(("successes", "n", "p"), BINOMIAL)
def test_binomial_two_sided(successes, n, p):
    assert binomial_two_sided(successes, n) == pytest.approx(p)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: student_cdf(1, 0),
        lambda: student_quantile(0.9, -1),
        lambda: student_quantile(1, 5),
        lambda: fisher_quantile(0, 1, 1),
        lambda: fisher_cdf(1, 1, 0),
        lambda: chi_squared_tail(1, float("inf")),
        lambda: binomial_two_sided(3, 2),
    ],
)
def test_what_no_law_allows_is_refused(wrong):
    with pytest.raises(ScoringError):
        wrong()


@pytest.mark.parametrize(
    "unsettled",
    [
        lambda: incomplete_gamma(1e10, 1e10 + 2),
        lambda: incomplete_beta(1.5, 2.5, float("nan")),
    ],
)
def test_a_chance_that_does_not_settle_is_refused_rather_than_approached(unsettled):
    with pytest.raises(ScoringError) as refusal:
        unsettled()
    assert str(refusal.value) == (
        "a chance could not be computed (expected fewer than a billion degrees of freedom)"
    )
