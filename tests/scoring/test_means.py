"""Student with a finite population, and the number of answers needed: oracle O15, recomputed."""

from math import inf, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.errors import ScoringError
from infopilot.model.estimate import RangeKind
from infopilot.scoring.statistics.means import (
    finite_population,
    measurement_error,
    required_answers,
    smallest_change,
    standard_error,
    student_interval,
)

VALUES = st.lists(st.floats(1, 5), min_size=2, max_size=40)


def thirty_values(deviation):
    """Thirty values of mean 3 whose standard deviation is ``deviation``."""
    away = deviation * sqrt(29 / 30)
    return [3 - away, 3 + away] * 15


def test_o15_the_standard_error_of_30_answers_among_80():
    assert standard_error(thirty_values(0.95), 80) == pytest.approx(0.1379858122713551, abs=1e-6)
    assert standard_error(thirty_values(0.95)) == pytest.approx(0.1734455, abs=1e-6)


def test_o15_the_interval_of_30_answers_among_80():
    seen = student_interval(thirty_values(0.95), 80)

    assert seen.value == pytest.approx(3)
    assert seen.high - 3 == pytest.approx(0.2822126734511339, abs=1e-6)
    assert 3 - seen.low == pytest.approx(0.2822126734511339, abs=1e-6)
    assert (seen.n, seen.range) == (30, RangeKind.CONFIDENCE_95)


def test_o15_the_interval_is_wider_when_the_population_is_endless():
    seen = student_interval(thirty_values(0.95))

    assert seen.high - 3 == pytest.approx(0.3547, abs=1e-4)


def test_two_values_are_enough_for_an_interval():
    seen = student_interval([1, 3])

    assert (seen.low, seen.high) == pytest.approx((2 - 12.7062047, 2 + 12.7062047), abs=1e-6)


@pytest.mark.parametrize("values", [[], [3]])
def test_a_spread_needs_two_values(values):
    with pytest.raises(ScoringError, match="two values"):
        student_interval(values)


def test_nothing_is_left_to_chance_when_everybody_answered():
    seen = student_interval([1, 2, 3], 3)

    assert seen.low == seen.value == seen.high == 2


@pytest.mark.parametrize(
    ("n", "population", "kept"),
    [(1, 1, 0.0), (1, 2, 1.0), (2, 3, 0.5), (5, None, 1.0), (5, 5, 0.0)],
)
def test_what_a_finite_population_keeps_of_a_variance(n, population, kept):
    assert finite_population(n, population) == kept


@pytest.mark.parametrize(("n", "population"), [(0, 3), (4, 3), (0, None)])
def test_a_sample_is_within_its_population(n, population):
    with pytest.raises(ScoringError, match="cannot be larger"):
        finite_population(n, population)


@given(VALUES, st.integers(0, 60))
def test_a_smaller_population_never_widens_the_interval(values, others):
    known = student_interval(values, len(values) + others)
    endless = student_interval(values)

    tiny = 1e-9
    assert endless.low - tiny <= known.low <= known.value + tiny
    assert known.value - tiny <= known.high <= endless.high + tiny


@pytest.mark.parametrize(
    ("precision", "needed"), [(0.5, 14), (0.4, 19), (0.3, 29), (0.25, 36), (0.2, 44)]
)
def test_o15_how_many_answers_of_80_are_needed(precision, needed):
    assert required_answers(precision, 80) == needed


def test_a_wider_spread_needs_more_answers():
    assert required_answers(0.3, 80, spread=0.5) == 10
    assert required_answers(0.3, 10_000, spread=1) == 43
    assert required_answers(0.01, 7) == 7
    assert required_answers(100, 80) == 1
    assert required_answers(0.3, 1) == 1


@pytest.mark.parametrize(
    ("precision", "population", "spread"), [(0, 80, 1), (0.3, 0, 1), (0.3, 80, 0)]
)
def test_a_number_of_answers_needs_positive_parts(precision, population, spread):
    with pytest.raises(ScoringError, match="number of answers"):
        required_answers(precision, population, spread)


def test_o15_smallest_detectable_change():
    assert measurement_error(0.9, 0.8) == pytest.approx(0.4024922359499621, abs=1e-6)
    assert smallest_change(0.9, 0.8) == pytest.approx(1.115651558507404, abs=1e-6)
    assert measurement_error(0, 0) == 0
    assert measurement_error(2, 0) == 2
    assert measurement_error(2, 1) == 0


@pytest.mark.parametrize(("deviation", "alpha"), [(-0.1, 0.5), (1, -0.1), (1, 1.1), (1, inf)])
def test_an_error_of_measurement_needs_a_reliability(deviation, alpha):
    with pytest.raises(ScoringError, match="error of measurement"):
        smallest_change(deviation, alpha)
