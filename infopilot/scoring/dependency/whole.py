"""Dependency with all that it rests on: facts, incidents, registers, and what people declare."""

from collections.abc import Mapping
from dataclasses import replace

from infopilot.model.exit_cost import ExitCost
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import Method
from infopilot.model.registers import Registers
from infopilot.model.score import Dependency, ExperiencedDependency, StructuralDependency
from infopilot.model.text import Message
from infopilot.scoring.dependency.contradictions import Declared, contradictions, found_measures
from infopilot.scoring.dependency.exit_cost import exit_cost
from infopilot.scoring.dependency.mix import dependency, experienced_dependency
from infopilot.scoring.dependency.services import service_portfolio
from infopilot.scoring.dependency.structural import Fact, structural_dependency
from infopilot.scoring.dependency.worksheet import CompletedFacts, completed_facts
from infopilot.scoring.service.departures import what_if

NO_LOG = Message("no ticket log has been imported")
NOTHING_DECLARED: Declared = {}


def whole_dependency(
    facts: Mapping[str, Fact],
    incidents: IncidentFacts | None,
    method: Method,
    *,
    registers: Registers | None = None,
    declared: Declared = NOTHING_DECLARED,
) -> Dependency:
    """Dependency of one campaign, with its services, exit cost, contradictions and departures.

    ``facts`` are completed by the exit-cost worksheet of ``registers`` where it tells them.
    Raises `ScoringError` when a structural fact is not stated as the method says.
    """
    rules = method.dependency
    cost = _cost(registers, method)
    structural = _structural(_completed(facts, cost, method), method)
    services = (
        service_portfolio(registers.services, registers.on, rules)
        if registers and registers.services
        else None
    )
    mixed = dependency(
        structural,
        _experienced(incidents, method),
        method,
        contradictions=contradictions(
            declared, found_measures(structural, incidents), rules.contradictions
        ),
    )
    return replace(
        mixed,
        services=services,
        exit_cost=cost,
        what_if=what_if(incidents, services, cost),
    )


def known_facts(
    facts: Mapping[str, Fact], registers: Registers | None, method: Method
) -> Mapping[str, Fact]:
    """The facts that structural dependency rests on: those stated, then those of the worksheet."""
    return facts_and_bounds(facts, registers, method).facts


def facts_and_bounds(
    facts: Mapping[str, Fact], registers: Registers | None, method: Method
) -> CompletedFacts:
    """The same facts, with the lowest and the highest of those that the worksheet estimates."""
    return _completed(facts, _cost(registers, method), method)


def _cost(registers: Registers | None, method: Method) -> ExitCost | None:
    if registers is None or registers.exit_cost is None:
        return None
    return exit_cost(registers.exit_cost, method.dependency.exit_cost)


def _completed(facts: Mapping[str, Fact], cost: ExitCost | None, method: Method) -> CompletedFacts:
    return completed_facts(facts, cost, [fact.id for fact in method.dependency.facts])


def _structural(completed: CompletedFacts, method: Method) -> StructuralDependency:
    score = structural_dependency(completed.facts, method, bounds=completed.bounds)
    return replace(score, computed=completed.computed)


def _experienced(facts: IncidentFacts | None, method: Method) -> ExperiencedDependency:
    if facts is None:
        return ExperiencedDependency(value=None, reason=NO_LOG)
    return experienced_dependency(facts, method)
