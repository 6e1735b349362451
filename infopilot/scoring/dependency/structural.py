"""Dependency by the facts: access, ownership, contract, alternatives."""

from collections.abc import Mapping
from math import inf
from types import MappingProxyType

from infopilot.model.errors import ScoringError
from infopilot.model.items import DONT_KNOW
from infopilot.model.method import FactDefinition, FactKind, Method
from infopilot.model.score import Contribution, StructuralDependency
from infopilot.model.text import Message, counted

ROUNDING = 1e-9
Fact = float | str | None
Bounds = tuple[float, float]
NO_BOUNDS: Mapping[str, Bounds] = MappingProxyType({})


def structural_dependency(
    facts: Mapping[str, Fact], method: Method, *, bounds: Mapping[str, Bounds] = NO_BOUNDS
) -> StructuralDependency:
    r"""Structural dependency, from 0 (free) to 100 (captive), with what ignorance leaves open.

    .. math::

        S = 100 \frac{\sum_{known} w u}{\sum_{known} w} \qquad
        \left[100 \frac{\sum_{known} w u}{\sum w}\ ;\
        100 \frac{\sum_{known} w u + \sum_{unknown} w}{\sum w}\right]

    Parameters
    ----------
    facts
        By fact id: a share (0 to 1), a choice or a number, as its definition says. None,
        ``dont_know`` or no entry: unknown.
    method
        The definitions, their weights, and the known weight under which no point is given.
    bounds
        The lowest and the highest value of a number that is stated as an estimate, by fact id:
        they widen the range. An unknown fact may be anything, whatever its bounds.

    Returns
    -------
    StructuralDependency
        ``low`` and ``high`` hold whatever the unknown facts are, and are given even when
        ``value`` is refused.

    Raises
    ------
    ScoringError
        If a fact is not defined by the method, or is not stated as its definition says.
    """
    definitions = method.dependency.facts
    _check_ids(facts, definitions)
    positions = {fact.id: fact_position(fact, facts.get(fact.id)) for fact in definitions}
    weights = {fact.id: fact.weight for fact in definitions}
    total = sum(weights.values())
    found = {key: position for key, position in positions.items() if position is not None}
    known = sum(weights[key] for key in found)
    captive = sum(weights[key] * position for key, position in found.items())
    enough = known > 0 and known >= method.dependency.minimum_known_weight * total - ROUNDING
    ends = {fact.id: _ends(fact, positions[fact.id], bounds.get(fact.id)) for fact in definitions}
    return StructuralDependency(
        value=100 * captive / known if enough else None,
        low=100 * sum(weights[key] * low for key, (low, _) in ends.items()) / total,
        high=100 * sum(weights[key] * high for key, (_, high) in ends.items()) / total,
        coverage=known / total,
        contributions=tuple(
            _contribution(key, position, weights[key], known if enough else None)
            for key, position in positions.items()
        ),
        unknown=tuple(key for key, position in positions.items() if position is None),
        reason=None if enough else _reason(len(found), len(definitions), method),
    )


def fact_position(definition: FactDefinition, stated: Fact) -> float | None:
    """How much captivity a fact means, from 0 to 1; None when it is unknown.

    Raises `ScoringError` when the fact is not stated as its definition says.
    """
    if stated is None or stated == DONT_KNOW:
        return None
    if definition.kind is FactKind.CHOICE:
        if stated not in definition.choices:
            raise ScoringError(
                "{fact}: not one of its choices",
                expected="one of {choices}",
                got=stated,
                fact=definition.id,
                choices=", ".join(definition.choices),
            )
        return definition.choices[str(stated)]
    if isinstance(stated, str) or not 0 <= stated < inf:
        raise _not_stated_as("a positive number", definition, stated)
    if definition.ramp is not None:
        return definition.ramp.position(stated)
    if not stated <= 1:
        raise _not_stated_as("a share from 0 to 1", definition, stated)
    return float(stated)


def _ends(
    definition: FactDefinition, position: float | None, bounds: Bounds | None
) -> tuple[float, float]:
    """The lowest and the highest position that a fact may have."""
    if position is None:
        return 0.0, 1.0
    if bounds is None or definition.ramp is None:
        return position, position
    ends = [position, *(definition.ramp.position(bound) for bound in bounds)]
    return min(ends), max(ends)


def _not_stated_as(expected: str, definition: FactDefinition, stated: Fact) -> ScoringError:
    return ScoringError("{fact}: cannot be read", expected=expected, got=stated, fact=definition.id)


def _check_ids(facts: Mapping[str, Fact], definitions: tuple[FactDefinition, ...]) -> None:
    defined = [definition.id for definition in definitions]
    unknown = next((key for key in facts if key not in defined), None)
    if unknown is not None:
        raise ScoringError(
            "the method defines no such structural fact",
            expected="one of {defined}",
            got=unknown,
            defined=", ".join(defined),
        )


def _contribution(
    key: str, position: float | None, weight: float, known: float | None
) -> Contribution:
    if position is None:
        note = Message("unknown: getting the proof is an action in itself")
        return Contribution(id=key, value=None, weight=weight, note=note)
    points = 100 * weight * position / known if known else None
    return Contribution(id=key, value=position, weight=weight, points=points)


def _reason(found: int, defined: int, method: Method) -> Message:
    return counted(
        found,
        "{n} of the {defined} structural facts is known: at least {share} % of their weight is "
        "needed",
        "{n} of the {defined} structural facts are known: at least {share} % of their "
        "weight is needed",
        defined=defined,
        share=round(100 * method.dependency.minimum_known_weight),
    )
