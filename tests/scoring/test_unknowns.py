"""Facts that are known from a low to a high estimate: what their bounds leave open."""

from dataclasses import replace
from datetime import date
from math import inf

import pytest

from infopilot.model.estimate import RangeKind
from infopilot.model.exit_cost import CostLine, ExitCostSheet, ThreePoint
from infopilot.model.registers import Registers
from infopilot.scoring.dependency.structural import structural_dependency
from infopilot.scoring.why.gathering import gathered
from infopilot.scoring.why.material import Material
from infopilot.scoring.why.sensitivity import sensitivity


@pytest.fixture(scope="module")
def known(method, form, dep1_facts, dep1_incidents):
    """DEP1 with S6 and S9 from a worksheet, and nothing unknown."""
    few = replace(method, dependency=replace(method.dependency, minimum_incidents=1))
    facts = {**dep1_facts, "S6": 0.6, "S9": 1.2, "S10": "no", "S12": "low"}
    return Material(questionnaire=form({}), method=few, facts=facts, incidents=dep1_incidents)


def ends(span):
    return span.low, span.high


@pytest.mark.parametrize("high", [1.3, inf])
def test_estimates_span_their_bounds(known, high):
    """These ends are those of structural dependency; a high end may be open."""
    bounds = {"S6": (0.3, 0.9), "S9": (0.8, high)}
    told = structural_dependency(known.facts, known.method, bounds=bounds)

    found = sensitivity("structural", replace(known, bounds=bounds))
    mixed = sensitivity("dependency", replace(known, bounds=bounds))

    assert (told.unknown, found.unknowns.n, found.estimated) == ((), 0, ("S6", "S9"))
    assert told.low < told.value < told.high
    assert ends(found.unknowns) == pytest.approx((told.low, told.high))
    assert (found.unknowns.range, found.unknowns.reason) == (RangeKind.BOUNDS, None)
    rest = mixed.value - 0.6 * told.value
    assert ends(mixed.unknowns) == pytest.approx((0.6 * told.low + rest, 0.6 * told.high + rest))
    assert mixed.estimated == found.estimated


def test_unknown_facts_and_estimates_are_spanned_together(known):
    facts, bounds = {**known.facts, "S9": None, "S12": "dont_know"}, {"S6": (0.3, 0.9)}
    told = structural_dependency(facts, known.method, bounds=bounds)

    found = sensitivity("structural", replace(known, facts=facts, bounds=bounds))

    assert (found.unknowns.n, found.estimated) == (2, ("S6",))
    assert ends(found.unknowns) == pytest.approx((told.low, told.high))


@pytest.mark.parametrize(
    ("score", "stated", "bounds"),
    [
        ("structural", 0.6, {}),
        ("structural", 0.6, {"S6": (0.6, 0.6)}),
        ("structural", 1.5, {"S6": (1.2, 4)}),
        ("structural", None, {"S6": (0.3, 0.9)}),
        ("experienced", 0.6, {"S6": (0.3, 0.9)}),
    ],
)
def test_an_estimate_that_leaves_nothing_open_is_not_told(known, score, stated, bounds):
    facts = {**known.facts, "S6": stated}

    assert sensitivity(score, replace(known, facts=facts, bounds=bounds)).estimated == ()


def test_nothing_is_left_unknown_without_bounds(known):
    unknowns = sensitivity("structural", known).unknowns

    assert (unknowns.n, unknowns.range) == (0, None)
    assert str(unknowns.reason) == "nothing is left unknown"


def test_a_worksheet_is_gathered_with_its_bounds(method, form, ask):
    sheet = ExitCostSheet(
        annual_spend=100,
        lines=dict.fromkeys(CostLine, ThreePoint(low=5, likely=10, high=15)),
        months_to_switch=ThreePoint(low=4, likely=6, high=9),
        tolerable_months=5,
    )
    registers = Registers(on=date(2026, 7, 15), exit_cost=sheet)
    asked = form({"D1": (ask("Q1"),)})
    material = gathered("T0", asked, method=method, answers=(), registers=registers)

    assert material.facts == {"S6": 0.6, "S9": 1.2}
    assert material.bounds == {"S6": (0.3, 0.9), "S9": (0.8, 1.8)}
