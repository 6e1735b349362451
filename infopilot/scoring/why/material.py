"""All that the scores of one campaign are made from, and each score made again from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from infopilot.model.answers import Answer
from infopilot.model.decisions import Decision
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import Method
from infopilot.model.questionnaire import Questionnaire
from infopilot.scoring.black_box import black_box
from infopilot.scoring.clarity.role_clarity import clarity_value
from infopilot.scoring.dependency.mix import (
    dependency,
    experienced_dependency,
    structural_dependency,
)
from infopilot.scoring.dependency.structural import Bounds, Fact
from infopilot.scoring.maturity.grades import maturity
from infopilot.scoring.perception.friction import friction


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What scores are made from: the answers that count, the map that was asked, the facts.

    ``decisions`` have their conditions resolved (see `frontier`): the map stays the same whatever
    is changed in the answers. ``bounds`` are the lowest and the highest of the facts that are
    estimates.
    """

    questionnaire: Questionnaire
    method: Method
    answers: tuple[Answer, ...] = ()
    decisions: tuple[Decision, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    bounds: Mapping[str, Bounds] = field(default_factory=dict)
    incidents: IncidentFacts | None = None


Figure = Callable[[Material], float | None]


def figure_of(score: str) -> Figure:
    """The function that makes ``score`` again: a dimension's id, or a name of `FIGURES`."""
    return FIGURES.get(score) or (lambda material: _dimension(score, material))


def _dimension(dimension: str, material: Material) -> float | None:
    asked = material.questionnaire
    alone = replace(asked, dimensions=tuple(d for d in asked.dimensions if d.id == dimension))
    return maturity(alone, material.answers, material.method)[dimension].value


def _role_clarity(material: Material) -> float | None:
    return clarity_value(material.decisions, material.answers, material.method)


def _structural(material: Material) -> float | None:
    return structural_dependency(material.facts, material.method).value


def _experienced(material: Material) -> float | None:
    if material.incidents is None:
        return None
    return experienced_dependency(material.incidents, material.method).value


def _dependency(material: Material) -> float | None:
    if material.incidents is None:
        return None
    by_facts = structural_dependency(material.facts, material.method)
    by_incidents = experienced_dependency(material.incidents, material.method)
    return dependency(by_facts, by_incidents, material.method).value


def _friction(material: Material) -> float | None:
    if material.incidents is None:
        return None
    return friction(material.incidents, material.method).value


def _black_box(material: Material) -> float | None:
    return black_box(material.questionnaire, material.answers).value


FIGURES: Mapping[str, Figure] = {
    "role_clarity": _role_clarity,
    "dependency": _dependency,
    "structural": _structural,
    "experienced": _experienced,
    "friction": _friction,
    "black_box": _black_box,
}
