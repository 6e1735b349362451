"""The material of one campaign, gathered as its scores do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from infopilot.model.answers import Answer
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import Method
from infopilot.model.publication import Publication
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.registers import Registers
from infopilot.scoring.decision_map import frontier
from infopilot.scoring.disclosure import disclose
from infopilot.scoring.exit_cost import exit_cost
from infopilot.scoring.material import Material
from infopilot.scoring.scorecard import asked_decisions
from infopilot.scoring.structural import Fact
from infopilot.scoring.worksheet import completed_facts


def gathered(  # noqa: PLR0913 - what a scorecard is made from
    campaign: str,
    questionnaire: Questionnaire,
    *,
    method: Method,
    answers: Iterable[Answer],
    structural_facts: Mapping[str, Fact] | None = None,
    incident_facts: IncidentFacts | None = None,
    earlier: Sequence[Publication] = (),
    registers: Registers | None = None,
) -> Material:
    """What the scores of ``campaign`` are made from; the arguments are those of `scorecard`."""
    own = [a for a in answers if a.campaign == campaign and a.question in questionnaire.items]
    release = disclose(questionnaire, own, method, earlier)
    counted = release.answers
    return Material(
        questionnaire=release.questionnaire,
        method=method,
        answers=counted,
        decisions=tuple(frontier(asked_decisions(questionnaire, counted), counted)),
        facts=_completed(structural_facts or {}, registers, method),
        incidents=incident_facts and replace(incident_facts, replicates=None),
    )


def _completed(
    facts: Mapping[str, Fact], registers: Registers | None, method: Method
) -> Mapping[str, Fact]:
    """The facts with what the exit-cost worksheet tells of them, as `whole_dependency` has them."""
    rules = method.dependency
    sheet = registers.exit_cost if registers else None
    cost = None if sheet is None else exit_cost(sheet, rules.exit_cost)
    return completed_facts(facts, cost, [definition.id for definition in rules.facts]).facts
