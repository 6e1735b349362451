"""The weights behind a score, each moved in its turn while the others keep their proportions."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from infopilot.scoring.why.material import Material

Key = TypeVar("Key", bound=Hashable)
Move = tuple[str, Material]
PER_CENT = 100


def moved(weights: Mapping[Key, float], change: float) -> Iterator[tuple[Key, dict[Key, float]]]:
    r"""Each weight lowered, then raised by the share ``change`` of it, the sum kept.

    .. math:: w'_k = w_k (1 \pm change)\,\frac{\sum w}{\sum w \pm change\,w_k} \qquad
        w'_j = w_j\,\frac{\sum w}{\sum w \pm change\,w_k}

    A weight of 0 is not moved: it says what is left out. Nor is one that stands alone.

    Examples
    --------
    >>> for key, weights in moved({"a": 1, "b": 1, "c": 0}, 0.5):
    ...     print(key, {name: round(weight, 3) for name, weight in weights.items()})
    a {'a': 0.667, 'b': 1.333, 'c': 0.0}
    a {'a': 1.2, 'b': 0.8, 'c': 0.0}
    b {'a': 1.333, 'b': 0.667, 'c': 0.0}
    b {'a': 0.8, 'b': 1.2, 'c': 0.0}
    """
    total = sum(weights.values())
    for key, weight in weights.items():
        if 0 < weight < total:
            for factor in (1 - change, 1 + change):
                scale = total / (total - weight + weight * factor)
                others = {other: scale * its for other, its in weights.items()}
                yield key, others | {key: scale * weight * factor}


def weight_moves(score: str, material: Material) -> Iterator[Move]:
    """The material with each weight that ``score`` rests on moved in its turn, by its id.

    Maturity: groups and questions. Role clarity: components and decisions. Structural dependency:
    facts. Experienced dependency and friction: measures. Dependency: the mix, facts and measures.
    """
    change = material.method.sensitivity.weight_change
    if score == "role_clarity":
        yield from _components(material, change)
        yield from _decisions(material, change)
    elif score == "friction":
        yield from _measures("friction", material, change)
    elif score in {"dependency", "structural", "experienced"}:
        if score == "dependency":
            yield from _mix(material, change)
        if score != "experienced":
            yield from _facts(material, change)
        if score != "structural":
            yield from _measures("experienced", material, change)
    elif score != "black_box":
        yield from _groups(material, change)
        yield from _questions(score, material, change)


def _groups(material: Material, change: float) -> Iterator[Move]:
    method = material.method
    for group, weights in moved(method.maturity.group_weights, change):
        rules = replace(method.maturity, group_weights=weights)
        yield group.value, replace(material, method=replace(method, maturity=rules))


def _questions(score: str, material: Material, change: float) -> Iterator[Move]:
    asked = material.questionnaire
    for dimension in asked.dimensions:
        if dimension.id != score:
            continue
        own = {question.id: question.weight for question in dimension.questions}
        for key, weights in moved(own, change):
            questions = tuple(replace(q, weight=weights[q.id]) for q in dimension.questions)
            alone = (replace(dimension, questions=questions),)
            yield key, replace(material, questionnaire=replace(asked, dimensions=alone))


def _components(material: Material, change: float) -> Iterator[Move]:
    method, rules = material.method, material.method.role_clarity
    own = {
        "agreement": rules.agreement_weight,
        "coverage": rules.coverage_weight,
        "conformity": rules.conformity_weight,
    }
    for key, weights in moved(own, change):
        changed = replace(
            rules,
            agreement_weight=weights["agreement"],
            coverage_weight=weights["coverage"],
            conformity_weight=weights["conformity"],
        )
        yield key, replace(material, method=replace(method, role_clarity=changed))


def _decisions(material: Material, change: float) -> Iterator[Move]:
    """Criticalities are whole numbers: all are written in per cent, so that only ratios change."""
    percent = round(PER_CENT * change)
    for decision in material.decisions:
        for factor in (PER_CENT - percent, PER_CENT + percent):
            decisions = tuple(
                replace(d, weight=d.weight * (factor if d.id == decision.id else PER_CENT))
                for d in material.decisions
            )
            yield decision.id, replace(material, decisions=decisions)


def _mix(material: Material, change: float) -> Iterator[Move]:
    method, rules = material.method, material.method.dependency
    own = {"structural": rules.structural_weight, "experienced": rules.experienced_weight}
    for key, weights in moved(own, change):
        changed = replace(
            rules,
            structural_weight=weights["structural"],
            experienced_weight=weights["experienced"],
        )
        yield key, replace(material, method=replace(method, dependency=changed))


def _facts(material: Material, change: float) -> Iterator[Move]:
    method, rules = material.method, material.method.dependency
    for key, weights in moved({fact.id: fact.weight for fact in rules.facts}, change):
        facts = tuple(replace(fact, weight=weights[fact.id]) for fact in rules.facts)
        changed = replace(method, dependency=replace(rules, facts=facts))
        yield key, replace(material, method=changed)


def _measures(index: str, material: Material, change: float) -> Iterator[Move]:
    method, rules = material.method, material.method.dependency
    of_friction = index == "friction"
    ramps = rules.friction if of_friction else rules.experienced
    for key, weights in moved({name: each.weight for name, each in ramps.items()}, change):
        own = {name: replace(each, weight=weights[name]) for name, each in ramps.items()}
        changed = replace(rules, friction=own) if of_friction else replace(rules, experienced=own)
        yield key, replace(material, method=replace(method, dependency=changed))
