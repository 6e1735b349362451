"""Departures with what the registers add, and the rate of what would wait."""

from dataclasses import replace
from datetime import date

import pytest

from infopilot.model.errors import ScoringError
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.exit_cost import CostLine, ExitCostSheet, ThreePoint
from infopilot.model.incidents import IncidentFacts
from infopilot.model.people import Side
from infopilot.model.registers import Registers
from infopilot.model.services import Service
from infopilot.model.text import Message
from infopilot.model.what_if import Departures, Holding, Loss, ProviderStop
from infopilot.scoring.dependency.exit_cost import exit_cost
from infopilot.scoring.dependency.services import service_portfolio
from infopilot.scoring.dependency.structural import structural_dependency
from infopilot.scoring.dependency.whole import facts_and_bounds, known_facts, whole_dependency
from infopilot.scoring.service.departures import blocking_per_quarter, what_if
from infopilot.scoring.statistics.distributions import gamma_quantile
from infopilot.scoring.statistics.poisson import poisson_interval

LOSS = Loss(categories=("ERP",), incidents=30, blocking=11)
STOP = ProviderStop(weeks=26, provider=LOSS, outside=LOSS)
HOLDING = Holding(people=1, all=LOSS, worst=LOSS)
TOLD = IncidentFacts(
    incidents=40, closed=40, departures=Departures(most=HOLDING, only=HOLDING), provider_stop=STOP
)
SERVICES = (
    Service(name="ERP", client_admin=False, never_documented=True),
    Service(name="Messagerie", client_admin=True, documented_on=date(2026, 5, 1)),
    Service(name="DNS"),
)
SHEET = ExitCostSheet(
    annual_spend=100,
    lines=dict.fromkeys(CostLine, ThreePoint(low=5, likely=10, high=15)),
    months_to_switch=ThreePoint(low=4, likely=6, high=9),
    tolerable_months=5,
)
ON = date(2026, 7, 15)

# Garwood 1936, as printed by R: poisson.test(k)$conf.int.
GARWOOD = [(0, 0, 3.688879), (1, 0.02531781, 5.571643), (11, 5.491160, 19.68204)]


@pytest.mark.parametrize(("count", "low", "high"), GARWOOD)
def test_the_exact_interval_of_a_count(count, low, high):
    assert poisson_interval(count) == pytest.approx((low, high), abs=1e-5)


def test_a_count_is_not_negative():
    with pytest.raises(ScoringError, match="a count of incidents is negative"):
        poisson_interval(-1)


@pytest.mark.parametrize(("share", "shape"), [(0, 1), (1, 1), (0.5, 0), (0.5, -1)])
def test_a_gamma_quantile_has_its_domain(share, shape):
    with pytest.raises(ScoringError):
        gamma_quantile(share, shape)


def test_the_rate_is_per_thirteen_weeks():
    rate = blocking_per_quarter(STOP)

    assert (rate.value, rate.n, rate.range) == (5.5, 11, RangeKind.CONFIDENCE_95)
    assert (rate.low, rate.high) == pytest.approx((5.491160 / 2, 19.68204 / 2), abs=1e-5)


def test_a_log_without_blocking_incidents_gives_no_rate():
    rate = blocking_per_quarter(replace(STOP, outside=replace(LOSS, blocking=None)))

    assert rate.value is None
    assert str(rate.reason) == "the ticket log does not say which incidents stopped somebody"


def test_the_log_and_the_registers_are_told_together(method):
    portfolio = service_portfolio(SERVICES, ON, method.dependency)
    cost = exit_cost(SHEET, method.dependency.exit_cost)
    told = what_if(TOLD, portfolio, cost)

    assert (told.departures, told.provider_stop) == (TOLD.departures, STOP)
    assert told.blocking_per_quarter.value == 5.5
    assert (told.without_admin, told.without_documentation) == (("ERP",), ("ERP",))
    assert told.services == 3
    assert told.months_to_switch == Estimate(value=6, low=4, high=9, range=RangeKind.BOUNDS)
    assert told.tolerable_months == 5
    assert told.reasons == {}


def test_without_a_log_nor_registers_there_are_reasons():
    told = what_if(None, None, None)

    assert {name: str(reason) for name, reason in told.reasons.items()} == {
        "departures": "no ticket log has been imported",
        "provider_stop": "no ticket log has been imported",
        "services": "no register of services has been filled in",
        "months_to_switch": "no exit-cost worksheet has been filled in",
        "tolerable_months": "no exit-cost worksheet has been filled in",
    }
    assert (told.blocking_per_quarter, told.months_to_switch, told.tolerable_months) == (None,) * 3
    assert (told.services, told.without_admin, told.without_documentation) == (None,) * 3


def test_a_worksheet_without_a_limit_says_so(method):
    sheet = replace(SHEET, tolerable_months=None)
    told = what_if(TOLD, None, exit_cost(sheet, method.dependency.exit_cost))

    assert told.reasons.keys() == {"services", "tolerable_months"}
    assert str(told.reasons["tolerable_months"]) == (
        "the months that the company can bear are not stated"
    )
    assert told.months_to_switch.value == 6


def test_the_reason_is_that_of_the_log():
    few = Message("{n} closed incidents", {"n": 3})
    silent = IncidentFacts(incidents=3, closed=3, reasons={"departures": few})
    told = what_if(silent, None, None)

    assert told.reasons["departures"] == few
    assert str(told.reasons["provider_stop"]) == (
        "the ticket log does not say who closed which subjects"
    )


def test_a_whole_dependency_carries_its_registers(method, dep1_facts):
    registers = Registers(on=ON, services=SERVICES, exit_cost=SHEET)
    facts = {key: value for key, value in dep1_facts.items() if key != "S6"}
    whole = whole_dependency(facts, TOLD, method, registers=registers)

    assert whole.exit_cost.ratio.value == pytest.approx(0.6)
    assert whole.structural.computed == ("S6",)
    by_id = {part.id: part.value for part in whole.structural.contributions}
    assert by_id["S6"] == pytest.approx(5 / 9)
    assert len(whole.services.services) == 3
    assert whole.what_if.services == 3
    assert whole.contradictions == ()


def test_a_whole_dependency_sets_the_log_against_what_is_declared(method, dep1_facts):
    """The range of the index is that of the worksheet; documented incidents answer for DR2."""
    registers = Registers(on=ON, services=SERVICES, exit_cost=SHEET)
    facts = {key: value for key, value in dep1_facts.items() if key != "S6"}
    log = replace(TOLD, knowledge_share=0.05)
    declared = {("DR1", Side.CLIENT): 4.0, ("DR2", Side.PROVIDER): 4.0}

    whole = whole_dependency(facts, log, method, registers=registers, declared=declared)
    completed = facts_and_bounds(facts, registers, method)
    alone = structural_dependency(completed.facts, method, bounds=completed.bounds)

    assert whole.what_if == what_if(log, whole.services, whole.exit_cost)
    assert (whole.structural.low, whole.structural.high) == (alone.low, alone.high)
    assert [(each.question, each.found_in) for each in whole.contradictions] == [
        ("DR1", "S1"),
        ("DR2", "S3"),
        ("DR2", "knowledge_share"),
    ]


def test_what_is_declared_is_set_against_the_facts_beside_a_mix_too(
    method, dep1_facts, dep1_incidents
):
    log, declared = replace(dep1_incidents, closed=30), {("DR1", Side.CLIENT): 4.0}

    whole = whole_dependency(dep1_facts, log, method, declared=declared)

    assert whole.value is not None
    assert [each.question for each in whole.contradictions] == ["DR1"]


def test_known_facts_are_those_that_the_index_rests_on(method):
    registers = Registers(on=ON, exit_cost=SHEET)

    assert known_facts({"S1": 0.5}, registers, method) == {"S1": 0.5, "S6": 0.6, "S9": 1.2}
    assert known_facts({"S1": 0.5}, Registers(on=ON), method) == {"S1": 0.5}
    assert known_facts({"S1": 0.5}, None, method) == {"S1": 0.5}


def test_without_registers_there_is_none_of_them(method):
    for registers in (None, Registers(on=ON)):
        whole = whole_dependency({}, None, method, registers=registers)

        assert (whole.services, whole.exit_cost) == (None, None)
        assert whole.what_if.departures is None
        assert whole.structural.computed == ()
        assert str(whole.experienced.reason) == "no ticket log has been imported"
