"""The interval of experienced dependency, and the range of the mix."""

from dataclasses import replace
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.estimate import RangeKind
from infopilot.model.replicates import Replicates
from infopilot.model.score import ExperiencedDependency, StructuralDependency
from infopilot.model.text import Message
from infopilot.scoring.dependency.experienced import experienced_dependency
from infopilot.scoring.dependency.mix import dependency
from infopilot.scoring.service.indices import index_draws

# Two draws of the measures of DEP1, the second of which is captive everywhere.
DEP1_DRAWS = {
    "resolver.effective": [3.791667, 1.3],
    "sole_holder_share": [0.571429, 0.8],
    "undocumented_exclusivity": [0.428571, 0.8],
    "knowledge_share": [0.285714, 0.1],
    "blocking.median_minutes_km": [480.0, 960.0],
}


def drawn(**changes):
    return Replicates(draws=DEP1_DRAWS | changes)


def scored(facts, method):
    return experienced_dependency(facts, method, minimum_incidents=0)


def test_a_draw_of_dep1_is_the_experienced_dependency_of_dep1(method):
    draws = index_draws(drawn(), method.dependency.experienced)

    assert draws == pytest.approx([41.257496, 100], abs=1e-4)


@pytest.mark.parametrize(
    ("measure", "drawn_as", "weight"),
    [
        ("resolver.effective", [4.0, 1.3], 2),
        ("sole_holder_share", [0.2, 0.8], 2),
        ("undocumented_exclusivity", [0.2, 0.8], 3),
        ("knowledge_share", [0.6, 0.1], 2),
        ("blocking.median_minutes_km", [240.0, 960.0], 1),
    ],
)
def test_each_measure_is_drawn_with_its_weight(method, measure, drawn_as, weight):
    still = {name: [draws[0]] * 2 for name, draws in DEP1_DRAWS.items()}
    draws = index_draws(
        Replicates(draws=still | {measure: drawn_as}), method.dependency.experienced
    )

    assert draws[1] - draws[0] == pytest.approx(10 * weight)


def test_a_median_that_no_draw_reaches_is_fully_captive(method):
    draws = index_draws(
        drawn(**{"blocking.median_minutes_km": [inf, 960.0]}), method.dependency.experienced
    )

    assert draws[0] == pytest.approx(41.257496 + 10 * (1 - 1 / 3), abs=1e-4)


def test_a_draw_that_does_not_tell_a_measure_is_no_index(method):
    draws = index_draws(drawn(knowledge_share=[nan, 0.1]), method.dependency.experienced)

    assert draws == pytest.approx([nan, 100], nan_ok=True)


def test_a_measure_that_was_not_drawn_leaves_no_index(method):
    lacking = {name: draws for name, draws in DEP1_DRAWS.items() if name != "sole_holder_share"}

    assert index_draws(Replicates(draws=lacking), method.dependency.experienced) is None


def test_the_interval_is_that_of_the_draws_taken_together(method, dep1_incidents):
    shares = [k / 1000 for k in range(200, 800)]
    many = {name: [draws[0]] * 600 for name, draws in DEP1_DRAWS.items()}
    score = scored(
        replace(
            dep1_incidents, replicates=Replicates(draws=many | {"undocumented_exclusivity": shares})
        ),
        method,
    )

    # The 15th and the 585th of 600 draws, of weight 3 out of 10.
    others = 41.257496 - 30 * 0.380952
    assert score.low == pytest.approx(others + 30 * 14 / 600, abs=1e-3)
    assert score.high == pytest.approx(others + 30 * 584 / 600, abs=1e-3)
    assert score.range is RangeKind.BOOTSTRAP_95
    assert score.reason is None


@pytest.mark.parametrize("share", [0.2, 0.8])
def test_the_interval_holds_the_value_that_draws_lie_beside(method, dep1_incidents, share):
    beside = drawn(undocumented_exclusivity=[share] * 2, **{"resolver.effective": [3.791667] * 2})
    steady = {name: [draws[0]] * 2 for name, draws in beside.draws.items()}
    score = scored(replace(dep1_incidents, replicates=Replicates(draws=steady)), method)

    assert score.low <= score.value <= score.high
    assert score.value in (score.low, score.high)
    assert score.low < score.high


def test_a_log_without_draws_says_why_there_is_no_interval(method, dep1_incidents):
    why = Message("incidents in {weeks} weeks", {"weeks": 5})
    told = scored(replace(dep1_incidents, reasons={"intervals": why}), method)
    silent = scored(dep1_incidents, method)

    assert told.value == silent.value == pytest.approx(41.257496, abs=1e-6)
    assert (told.low, told.high, told.range, told.reason) == (None, None, None, why)
    assert str(silent.reason) == "the ticket log holds too few weeks for an interval"


def test_draws_that_mostly_tell_nothing_give_no_interval(method, dep1_incidents):
    score = scored(replace(dep1_incidents, replicates=drawn(knowledge_share=[nan, 0.1])), method)

    assert (score.low, score.high, score.range) == (None, None, None)
    assert score.reason is not None


def test_an_index_that_cannot_be_told_has_no_interval_either(method, dep1_incidents):
    score = scored(replace(dep1_incidents, knowledge_share=None, replicates=drawn()), method)

    assert (score.value, score.low, score.high) == (None, None, None)
    assert str(score.reason) == "the ticket log does not say which incidents are documented"


def test_the_range_of_the_mix_adds_both_at_their_worst(method):
    score = dependency(
        StructuralDependency(value=69.26226551, low=63.49041005, high=71.82374339),
        ExperiencedDependency(value=41.257496, low=30, high=50),
        method,
    )

    assert score.low == pytest.approx(0.6 * 63.49041005 + 0.4 * 30)
    assert score.high == pytest.approx(0.6 * 71.82374339 + 0.4 * 50)
    assert score.range is RangeKind.COMBINED


@pytest.mark.parametrize(("low", "high"), [(None, None), (30, None), (None, 50)])
def test_without_an_interval_of_the_incidents_the_range_is_ignorance(method, low, high):
    score = dependency(
        StructuralDependency(value=69.26226551, low=63.49041005, high=71.82374339),
        ExperiencedDependency(value=41.257496, low=low, high=high),
        method,
    )

    # Oracle O13 (DEP1): 54.5972 - 59.5972 from the facts alone.
    assert (score.low, score.high) == pytest.approx((54.5972, 59.5972), abs=1e-4)
    assert score.range is RangeKind.IGNORANCE


@pytest.mark.parametrize(("low", "high"), [(None, 60), (40, None)])
def test_a_mix_with_half_of_an_ignorance_has_no_range(method, low, high):
    score = dependency(
        StructuralDependency(value=50, low=low, high=high), ExperiencedDependency(value=0), method
    )

    assert (score.low, score.high, score.range) == (None, None, None)


ENDS = st.tuples(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100)).map(sorted)


@given(ENDS, ENDS)
def test_the_mix_lies_within_its_range(method, structural, experienced):
    score = dependency(
        StructuralDependency(value=structural[1], low=structural[0], high=structural[2]),
        ExperiencedDependency(value=experienced[1], low=experienced[0], high=experienced[2]),
        method,
    )

    assert score.low - 1e-9 <= score.value <= score.high + 1e-9
