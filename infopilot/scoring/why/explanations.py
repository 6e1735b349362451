"""Why each score is what it is: its formula with the figures, its parts, what moves it."""

from collections.abc import Callable, Mapping
from typing import Protocol

from infopilot.model.errors import ScoringError
from infopilot.model.explanation import Aspect, Breakdown, Explanation, Part, Products
from infopilot.model.score import (
    DecisionClarity,
    ExperiencedDependency,
    Friction,
    Scorecard,
    StructuralDependency,
)
from infopilot.model.text import Message
from infopilot.scoring.service.measures import measures
from infopilot.scoring.why.black_box import why_black_box
from infopilot.scoring.why.material import FIGURES, Material
from infopilot.scoring.why.maturity import why_maturity
from infopilot.scoring.why.sensitivity import sensitivity

Found = tuple[Message | None, tuple[Breakdown, ...]]


class Shown(Protocol):
    """A score of the scorecard, whatever it is of."""

    @property
    def value(self) -> float | None:
        """The score; None with its ``reason``."""

    @property
    def reason(self) -> Message | None:
        """Why there is no score, or no range."""


def explanations(
    scorecard: Scorecard, material: Material, *, only: str | None = None
) -> dict[str, Explanation]:
    """Every headline score explained, or ``only`` one; ``material`` made the ``scorecard``.

    Raises `ScoringError` when ``only`` is no score.
    """
    known = scores_of(scorecard)
    if only is not None and only not in known:
        raise ScoringError(
            "no score has this name",
            expected="one of {known}",
            got=only,
            known=", ".join(known),
        )
    return {
        score: explanation(score, scorecard, material) for score in known if only in {None, score}
    }


def scores_of(scorecard: Scorecard) -> tuple[str, ...]:
    """The scores that can be explained: each dimension, then the names of `FIGURES`."""
    return (*scorecard.maturity, *FIGURES)


def explanation(score: str, scorecard: Scorecard, material: Material) -> Explanation:
    """Why ``score`` is what it is, from the ``scorecard`` and the ``material`` that made it."""
    moved = sensitivity(score, material)
    formula, breakdowns = WAYS.get(score, why_maturity)(score, scorecard, material)
    value, reason = _shown(score, scorecard)
    return Explanation(
        score=score,
        value=value,
        sensitivity=moved,
        formula=formula,
        breakdowns=breakdowns,
        reason=reason or (None if formula else moved.reason),
    )


def _shown(score: str, scorecard: Scorecard) -> tuple[float | None, Message | None]:
    dependency = scorecard.dependency
    indices: Mapping[str, Shown] = {
        "role_clarity": scorecard.role_clarity,
        "dependency": dependency,
        "structural": dependency.structural,
        "experienced": dependency.experienced,
        "friction": scorecard.friction,
        "black_box": scorecard.black_box,
    }
    shown: Shown = indices[score] if score in indices else scorecard.maturity[score]
    return shown.value, shown.reason if shown.value is None else None


def _why_role_clarity(_score: str, scorecard: Scorecard, material: Material) -> Found:
    clarity, rules = scorecard.role_clarity, material.method.role_clarity
    components = (
        ("agreement", clarity.agreement, rules.agreement_weight),
        ("coverage", clarity.coverage, rules.coverage_weight),
        ("conformity", clarity.conformity, rules.conformity_weight),
    )
    known = tuple((weight, value) for _, value, weight in components if value is not None)
    formula = None
    if clarity.value is not None:
        formula = Message(
            "100 × ({terms}) = {value}: agreement, coverage and conformity, each times its weight",
            {"terms": Products(known), "value": clarity.value},
        )
    parts = tuple(
        Part(
            id=name,
            value=value,
            weight=weight,
            points=None if value is None else 100 * weight * value,
            note=clarity.reason,
        )
        for name, value, weight in components
    )
    return formula, (
        Breakdown(aspect=Aspect.COMPONENTS, parts=parts, total=clarity.value),
        Breakdown(
            aspect=Aspect.DECISIONS,
            parts=_decisions(clarity.decisions, is_computed=clarity.value is not None),
            total=clarity.value,
        ),
    )


def _decisions(decisions: tuple[DecisionClarity, ...], *, is_computed: bool) -> tuple[Part, ...]:
    """One part per decision: its clarity, weighted among the decisions that have one."""
    total = sum(each.weight for each in decisions if each.value is not None)
    return tuple(
        Part(
            id=each.decision,
            value=each.value,
            weight=each.weight,
            points=each.weight * each.value / total
            if is_computed and each.value is not None
            else None,
            note=each.reason,
        )
        for each in decisions
    )


def _why_dependency(_score: str, scorecard: Scorecard, material: Material) -> Found:
    dependency, rules = scorecard.dependency, material.method.dependency
    indices = (
        ("structural", dependency.structural, rules.structural_weight),
        ("experienced", dependency.experienced, rules.experienced_weight),
    )
    parts = tuple(
        Part(
            id=name,
            value=index.value,
            weight=weight,
            points=None if index.value is None else weight * index.value,
            note=index.reason,
        )
        for name, index, weight in indices
    )
    formula = None
    if dependency.value is not None:
        terms = tuple((part.weight, part.value) for part in parts if part.value is not None)
        formula = Message(
            "{terms} = {value}: dependency by the facts and by the incidents, each times its "
            "weight",
            {"terms": Products(terms), "value": dependency.value},
        )
    mix = Breakdown(aspect=Aspect.INDICES, parts=parts, total=dependency.value)
    by_facts = _facts(dependency.structural, rules.structural_weight)
    by_incidents = _measures(dependency.experienced, material, rules.experienced_weight)
    return formula, (mix, by_facts, by_incidents)


def _facts(index: StructuralDependency, weight: float = 1.0) -> Breakdown:
    """The facts behind structural dependency, their points times ``weight``."""
    parts = tuple(
        Part(
            id=part.id,
            value=part.value,
            weight=part.weight,
            points=None if part.points is None else weight * part.points,
            note=part.note,
        )
        for part in index.contributions
    )
    total = None if index.value is None else weight * index.value
    return Breakdown(aspect=Aspect.FACTS, parts=parts, total=total)


def _why_structural(_score: str, scorecard: Scorecard, _material: Material) -> Found:
    index = scorecard.dependency.structural
    formula = None
    if index.value is not None:
        known = [part for part in index.contributions if part.value is not None]
        formula = Message(
            "100 × {captive} ÷ {known} = {value}: the captivity of the known facts, each times "
            "its weight, out of the weight of the known facts",
            {
                "captive": sum(part.weight * (part.value or 0.0) for part in known),
                "known": sum(part.weight for part in known),
                "value": index.value,
            },
        )
    return formula, (_facts(index),)


def _why_measures(score: str, scorecard: Scorecard, material: Material) -> Found:
    """An index of the incidents: experienced dependency, or friction."""
    of_friction = score == "friction"
    index = scorecard.friction if of_friction else scorecard.dependency.experienced
    counted = _measures(index, material)
    formula = None
    if index.value is not None:
        known = tuple((part.weight, part.value) for part in counted.parts if part.value is not None)
        formula = Message(
            "100 × ({terms}) ÷ {total} = {value}: the position of each measure from 0 to 1, times "
            "its weight",
            {
                "terms": Products(known),
                "total": sum(weight for weight, _ in known),
                "value": index.value,
            },
        )
    return formula, (counted,)


def _measures(
    index: ExperiencedDependency | Friction, material: Material, weight: float = 1.0
) -> Breakdown:
    """The measures behind an index of the incidents, their points times ``weight``."""
    told = measures(material.incidents) if material.incidents else {}
    parts = tuple(
        Part(
            id=part.id,
            value=part.value,
            weight=part.weight,
            points=None if part.points is None else weight * part.points,
            measure=told.get(part.id),
            note=part.note,
        )
        for part in index.contributions
    )
    total = None if index.value is None else weight * index.value
    return Breakdown(aspect=Aspect.MEASURES, parts=parts, total=total)


WAYS: Mapping[str, Callable[[str, Scorecard, Material], Found]] = {
    "role_clarity": _why_role_clarity,
    "dependency": _why_dependency,
    "structural": _why_structural,
    "experienced": _why_measures,
    "friction": _why_measures,
    "black_box": why_black_box,
}
