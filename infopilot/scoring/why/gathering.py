"""The material of one campaign, gathered as its scores do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from infopilot.model.answers import Answer
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import Method
from infopilot.model.publication import Publication
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.registers import Registers
from infopilot.scoring.clarity.decision_map import frontier
from infopilot.scoring.dependency.structural import Fact
from infopilot.scoring.dependency.whole import facts_and_bounds
from infopilot.scoring.disclosure.release import disclose
from infopilot.scoring.scorecard import asked_decisions
from infopilot.scoring.why.material import Material


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
    known = facts_and_bounds(structural_facts or {}, registers, method)
    return Material(
        questionnaire=release.questionnaire,
        method=method,
        answers=counted,
        decisions=tuple(frontier(asked_decisions(questionnaire, counted), counted)),
        facts=known.facts,
        bounds=known.bounds,
        incidents=incident_facts and replace(incident_facts, replicates=None),
    )
