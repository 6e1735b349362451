"""The exit-cost worksheet, its anchors, and the structural facts that it gives."""

from dataclasses import replace
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.estimate import RangeKind
from infopilot.model.exit_cost import (
    CostLine,
    ExitAnchors,
    ExitCostSheet,
    ExitReading,
    ThreePoint,
)
from infopilot.scoring.dependency.exit_cost import exit_cost, exit_reading
from infopilot.scoring.dependency.structural import structural_dependency
from infopilot.scoring.dependency.worksheet import completed_facts

ANCHORS = ExitAnchors(light=0.1, ordinary=0.33, severe=1)
LINES = {
    CostLine.DOUBLE_RUN: ThreePoint(low=1, likely=2, high=4).times(
        ThreePoint(low=4000, likely=5000, high=6000)
    ),
    CostLine.MIGRATION: ThreePoint(low=1000, likely=2000, high=3000),
    CostLine.TOOLS: ThreePoint(low=0, likely=0, high=0),
    CostLine.DOCUMENTATION: ThreePoint(low=500, likely=1000, high=2000),
    CostLine.TRAINING: ThreePoint(low=500, likely=500, high=500),
    CostLine.PRODUCTIVITY_LOSS: ThreePoint(low=0, likely=1500, high=5500),
}
SHEET = ExitCostSheet(
    annual_spend=50_000,
    lines=LINES,
    months_to_switch=ThreePoint(low=4, likely=8, high=12),
    tolerable_months=5,
)


def test_ends_add_up_with_ends():
    cost = exit_cost(SHEET, ANCHORS)

    assert (cost.total.low, cost.total.value, cost.total.high) == (6000, 15_000, 35_000)
    assert (cost.ratio.low, cost.ratio.value, cost.ratio.high) == (0.12, 0.3, 0.7)
    assert (cost.total.n, cost.ratio.n) == (6, 6)
    assert {cost.total.range, cost.ratio.range, cost.months.range} == {RangeKind.BOUNDS}
    assert cost.reading is ExitReading.ORDINARY
    assert cost.total.reason is cost.ratio.reason is None


def test_the_switch_time_is_set_against_what_can_be_borne():
    cost = exit_cost(SHEET, ANCHORS)

    assert (cost.months.low, cost.months.value, cost.months.high) == (4, 8, 12)
    assert cost.tolerable_months == 5
    assert (cost.switch_ratio.low, cost.switch_ratio.value, cost.switch_ratio.high) == (
        0.8,
        1.6,
        2.4,
    )


@pytest.mark.parametrize(
    ("ratio", "reading"),
    [
        (0, ExitReading.LIGHT),
        (0.1, ExitReading.LIGHT),
        (0.11, ExitReading.ORDINARY),
        (0.33, ExitReading.ORDINARY),
        (0.34, ExitReading.HEAVY),
        (0.99, ExitReading.HEAVY),
        (1, ExitReading.SEVERE),
        (3, ExitReading.SEVERE),
    ],
)
def test_the_anchors_of_peukert(ratio, reading):
    assert exit_reading(ratio, ANCHORS) is reading


def test_one_line_is_told_in_the_singular():
    cost = exit_cost(replace(SHEET, lines={CostLine.TOOLS: LINES[CostLine.TOOLS]}), ANCHORS)

    assert str(cost.total.reason) == "1 of the 6 lines of the exit-cost worksheet is filled in"


def test_an_unknown_line_is_not_taken_for_zero():
    known = {line: each for line, each in LINES.items() if line is not CostLine.TOOLS}
    cost = exit_cost(replace(SHEET, lines=known | {CostLine.TRAINING: None}), ANCHORS)

    assert (cost.total.low, cost.total.value, cost.total.high) == (5500, None, None)
    assert (cost.ratio.low, cost.ratio.value, cost.ratio.high) == (0.11, None, None)
    assert cost.ratio.range is RangeKind.BOUNDS
    assert cost.reading is None
    assert str(cost.total.reason) == "4 of the 6 lines of the exit-cost worksheet are filled in"
    assert cost.ratio.reason == cost.total.reason
    assert cost.lines[CostLine.TOOLS].value is cost.lines[CostLine.TRAINING].value is None
    assert str(cost.lines[CostLine.TOOLS].reason) == ("this line of the worksheet is not filled in")


def test_an_empty_worksheet_says_what_it_lacks():
    cost = exit_cost(ExitCostSheet(), ANCHORS)

    assert (cost.total.low, cost.total.range, cost.total.n) == (None, None, 0)
    assert str(cost.ratio.reason) == "the yearly spend with the provider is not stated"
    assert str(cost.months.reason) == "the months needed to switch provider are not stated"
    assert str(cost.switch_ratio.reason) == "the months that the company can bear are not stated"
    assert {cost.ratio.value, cost.months.value, cost.switch_ratio.value, cost.reading} == {None}


@pytest.mark.parametrize("spend", [None, 0])
def test_without_a_spend_there_is_no_ratio(spend):
    cost = exit_cost(replace(SHEET, annual_spend=spend), ANCHORS)

    assert cost.total.value == 15_000
    assert (cost.ratio.value, cost.ratio.low, cost.ratio.high) == (None, None, None)
    assert cost.ratio.n == 6
    assert cost.ratio.reason is not None


def test_the_worksheet_gives_the_facts_that_nobody_stated():
    cost = exit_cost(SHEET, ANCHORS)
    completed = completed_facts({"S1": 0.5, "S6": "dont_know"}, cost, ["S1", "S6", "S9"])

    assert completed.facts == {"S1": 0.5, "S6": 0.3, "S9": 1.6}
    assert completed.bounds == {"S6": (0.12, 0.7), "S9": (0.8, 2.4)}
    assert completed.computed == ("S6", "S9")


def test_a_stated_fact_wins_and_an_undefined_one_is_not_made():
    completed = completed_facts({"S6": 0.2}, exit_cost(SHEET, ANCHORS), ["S6"])

    assert completed.facts == {"S6": 0.2}
    assert completed.bounds == {}
    assert completed.computed == ()
    assert completed_facts({"S6": 0.2}, None, ["S6"]).facts == {"S6": 0.2}


def test_with_unknown_lines_the_fact_stays_unknown():
    cost = exit_cost(replace(SHEET, lines={CostLine.MIGRATION: LINES[CostLine.MIGRATION]}), ANCHORS)
    completed = completed_facts({"S6": None}, cost, ["S6"])

    assert completed.facts == {"S6": None}
    assert completed.bounds == {}
    assert completed.computed == ()


def test_an_end_that_is_not_told_is_open():
    cost = exit_cost(SHEET, ANCHORS)
    bare = replace(cost, ratio=replace(cost.ratio, low=None, high=None))

    assert completed_facts({}, bare, ["S6"]).bounds == {"S6": (0, inf)}


def test_bounds_widen_the_range_of_a_stated_fact(method, dep1_facts):
    """S6 has weight 2 of 24 and goes from 0.1 to 1: its ends are worth 2 u / 24."""
    point = structural_dependency(dep1_facts, method)
    ranged = structural_dependency(dep1_facts, method, bounds={"S6": (0.19, 0.91)})

    assert ranged.value == point.value
    assert point.low - ranged.low == pytest.approx(100 * 2 * (4 / 9 - 0.1) / 24)
    assert ranged.high - point.high == pytest.approx(100 * 2 * (0.9 - 4 / 9) / 24)


def test_bounds_do_not_narrow_the_range_of_an_unknown_fact(method, dep1_facts):
    unknown = dep1_facts | {"S6": None}

    assert structural_dependency(unknown, method, bounds={"S6": (0.55, 0.6)}) == (
        structural_dependency(unknown, method)
    )


def test_bounds_are_for_numbers(method, dep1_facts):
    assert structural_dependency(dep1_facts, method, bounds={"S1": (0, 1)}) == (
        structural_dependency(dep1_facts, method)
    )


NUMBERS = st.floats(0, 3)


@given(st.tuples(NUMBERS, NUMBERS, NUMBERS).map(sorted), st.booleans())
def test_the_structural_index_stays_within_its_bounds(method, dep1_facts, ends, known):
    facts = dep1_facts | {"S6": ends[1] if known else None}
    score = structural_dependency(facts, method, bounds={"S6": (ends[0], ends[2])})

    assert -1e-9 <= score.low <= score.value + 1e-9
    assert score.value <= score.high + 1e-9 <= 100 + 1e-6
