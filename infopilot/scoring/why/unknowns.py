"""The worst and the best that could stand behind what nobody could tell."""

from collections.abc import Sequence
from dataclasses import replace

from infopilot.model.answers import Answer, Evidence
from infopilot.model.decisions import Decision
from infopilot.model.items import DONT_KNOW
from infopilot.model.method import FactDefinition, FactKind, Method
from infopilot.model.questionnaire import LEVELS
from infopilot.scoring.clarity.decision_map import decision_clarity, voices
from infopilot.scoring.dependency.structural import Fact
from infopilot.scoring.why.material import Material

Extremes = tuple[int, Material, Material]


def extremes(score: str, material: Material) -> Extremes | None:
    """How many unknowns there are behind ``score``, and the material with all of them settled.

    One way and the other: "I don't know" as level 1 and as level 5, proven; as it is, matching
    nobody, and as the actor of the target who makes the decision clearest; an unknown fact as
    free and as captive. None for a score that no answer or fact left open makes. Every "I don't
    know" of users that is published counts: those of some users alone would tell on the others.
    """
    if score == "role_clarity":
        return _of_decisions(material)
    if score in {"structural", "dependency"}:
        return _of_facts(material)
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


def _of_facts(material: Material) -> Extremes:
    definitions = material.method.dependency.facts
    unknown = [fact for fact in definitions if material.facts.get(fact.id) in {None, DONT_KNOW}]

    def settled(position: int) -> Material:
        stated = {fact.id: _stated_as(fact, position) for fact in unknown}
        return replace(material, facts={**material.facts, **stated})

    return len(unknown), settled(0), settled(1)


def _stated_as(definition: FactDefinition, position: int) -> Fact:
    """The statement of a fact that stands at the free end (0) or at the captive one (1)."""
    if definition.kind is FactKind.CHOICE:
        choose = max if position else min
        return choose(definition.choices, key=definition.choices.__getitem__)
    if definition.ramp is not None:
        return definition.ramp.red if position else definition.ramp.green
    return float(position)
