"""The worst and the best that could stand behind what nobody could tell."""

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite

from infopilot.model.answers import Answer, Evidence
from infopilot.model.decisions import Decision
from infopilot.model.items import DONT_KNOW
from infopilot.model.method import FactDefinition, FactKind, Method, Ramp
from infopilot.model.questionnaire import LEVELS
from infopilot.scoring.clarity.decision_map import decision_clarity, voices
from infopilot.scoring.dependency.structural import Fact
from infopilot.scoring.why.material import Material

Extremes = tuple[int, Material, Material]
OF_FACTS = frozenset({"structural", "dependency"})


def extremes(score: str, material: Material) -> Extremes | None:
    """How many unknowns there are behind ``score``, and the material with all of them settled.

    One way and the other: "I don't know" as level 1 and as level 5, proven; as it is, matching
    nobody, and as the actor of the target who makes the decision clearest; an unknown fact as
    free and as captive, and one that is estimated at its ends. None for a score that no answer or
    fact left open makes. Every "I don't know" of users that is published counts: those of some
    users alone would tell on the others.
    """
    if score == "role_clarity":
        return _of_decisions(material)
    if score in OF_FACTS:
        return _of_facts(score, material)
    if score in {"experienced", "friction", "black_box"}:
        return None
    return _of_levels(score, material)


def _of_levels(score: str, material: Material) -> Extremes:
    omegas = material.method.maturity.group_weights
    asked = {
        question.id
        for dimension in material.questionnaire.dimensions
        if dimension.id == score
        for question in dimension.questions
    }
    open_ones = {
        answer.id
        for answer in material.answers
        if answer.question in asked and answer.is_dont_know and omegas.get(answer.role.group, 0) > 0
    }

    def settled(level: int) -> Material:
        answers = tuple(
            replace(answer, value=str(level), evidence=Evidence.VERIFIED)
            if answer.id in open_ones
            else answer
            for answer in material.answers
        )
        return replace(material, answers=answers)

    return len(open_ones), settled(LEVELS[0]), settled(LEVELS[-1])


def _of_decisions(material: Material) -> Extremes:
    asked = {f"{decision.id}.{kind}" for decision in material.decisions for kind in "AR"}
    count = sum(
        answer.question in asked and answer.is_dont_know and answer.role.is_named
        for answer in material.answers
    )
    answers = material.answers
    for decision in material.decisions:
        answers = _clearest(decision, answers, material.method)
    return count, material, replace(material, answers=answers)


def _clearest(
    decision: Decision, answers: tuple[Answer, ...], method: Method
) -> tuple[Answer, ...]:
    """``answers`` with every "I don't know" on ``decision`` settled as favours clarity most."""
    ways = [_settled(decision, answers, actor) for actor in sorted(decision.target)]

    def clarity(way: Sequence[Answer]) -> float:
        heard = voices([decision], way)[decision.id]
        return decision_clarity(decision, heard, method.role_clarity).value or 0.0

    return max(ways, key=clarity, default=answers)


def _settled(decision: Decision, answers: tuple[Answer, ...], actor: str) -> tuple[Answer, ...]:
    doers = "|".join(sorted(decision.responsible | {actor}))
    told = {f"{decision.id}.A": actor, f"{decision.id}.R": doers}
    return tuple(
        replace(answer, value=told[answer.question])
        if answer.question in told and answer.is_dont_know
        else answer
        for answer in answers
    )


def estimated_facts(score: str, material: Material) -> dict[str, tuple[Fact, Fact]]:
    """The facts behind ``score`` that are estimates, each at its freest and at its most captive.

    Those whose low and high estimates mean the same are left out.
    """
    found: dict[str, tuple[Fact, Fact]] = {}
    for fact in material.method.dependency.facts if score in OF_FACTS else ():
        stated = material.facts.get(fact.id)
        if (
            fact.ramp is None
            or fact.id not in material.bounds
            or not isinstance(stated, float | int)
        ):
            continue
        ends = sorted((stated, *material.bounds[fact.id]), key=fact.ramp.position)
        if fact.ramp.position(ends[0]) < fact.ramp.position(ends[-1]):
            found[fact.id] = _finite(ends[0], fact.ramp), _finite(ends[-1], fact.ramp)
    return found


def _finite(value: float, ramp: Ramp) -> float:
    """``value``, or the end of the ramp where it has no limit."""
    if isfinite(value):
        return value
    return ramp.red if ramp.position(value) > 0 else ramp.green


def _of_facts(score: str, material: Material) -> Extremes:
    definitions = material.method.dependency.facts
    unknown = [fact for fact in definitions if material.facts.get(fact.id) in {None, DONT_KNOW}]
    estimated = estimated_facts(score, material)

    def settled(position: int) -> Material:
        stated = {fact.id: _stated_as(fact, position) for fact in unknown}
        bounded = {key: ends[position] for key, ends in estimated.items()}
        return replace(material, facts={**material.facts, **stated, **bounded})

    return len(unknown), settled(0), settled(1)


def _stated_as(definition: FactDefinition, position: int) -> Fact:
    """The statement of a fact that stands at the free end (0) or at the captive one (1)."""
    if definition.kind is FactKind.CHOICE:
        choose = max if position else min
        return choose(definition.choices, key=definition.choices.__getitem__)
    if definition.ramp is not None:
        return definition.ramp.red if position else definition.ramp.green
    return float(position)
