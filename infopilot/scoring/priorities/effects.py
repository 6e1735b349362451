"""What sets of actions do to each score: levels rise, decisions are settled, facts are freed.

An action that brings question i to level t makes every level x that somebody gave max(x, t): a
level above the target stays, somebody who could not tell still cannot, and what is reached is taken
as shown. Where that would tell on which side of t a few users stand, their mean itself becomes
max(mean, t). A decision that is settled is seen alike by everybody who answered it. A fact that is
known moves to what the action frees; an unknown one stays unknown.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import fsum

from infopilot.model.actions import Action
from infopilot.model.answers import Answer
from infopilot.model.decisions import Decision
from infopilot.model.method import FactDefinition, FactKind, Method
from infopilot.model.people import Group
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.score import Scorecard
from infopilot.scoring.clarity.decision_map import Voice, decision_clarity, frontier, voices
from infopilot.scoring.dependency.structural import Fact, fact_position, structural_dependency
from infopilot.scoring.maturity.profiles import (
    Means,
    Profile,
    capped,
    group_means,
    weighted_mean,
)
from infopilot.scoring.scorecard import asked_decisions

Score = Callable[[int], float]
Capped = Callable[[int], tuple[float, str | None]]
"""Given a set of actions: bit i of it stands for the action i."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What scores are made of: what was asked, answered and stated, and the scores as they are.

    ``told_rises`` are the questions and levels where users' rise would tell on a few of them.
    """

    questionnaire: Questionnaire
    method: Method
    scorecard: Scorecard
    answers: tuple[Answer, ...]
    facts: Mapping[str, Fact]
    told_rises: frozenset[tuple[str, int]] = frozenset()


def _members(actions: Sequence[Action], chosen: int) -> list[Action]:
    return [action for bit, action in enumerate(actions) if chosen >> bit & 1]


def _floors(actions: Iterable[Action]) -> dict[str, int]:
    """The highest level that actions bring each question to."""
    floors: dict[str, int] = {}
    for action in actions:
        for target in action.targets:
            floors[target.question] = max(target.level, floors.get(target.question, 0))
    return floors


def _touching(actions: Sequence[Action], moved: Callable[[Action], bool]) -> int:
    return sum(1 << bit for bit, action in enumerate(actions) if moved(action))


def maturity_after(
    seen: Profile, actions: Sequence[Action], told_rises: Collection[tuple[str, int]]
) -> Capped:
    """The value of a dimension and what caps it, under any set of ``actions``."""
    ids = {question.id for question in seen.dimension.questions}
    touching = _touching(actions, lambda a: any(t.question in ids for t in a.targets))

    @cache
    def after(chosen: int) -> tuple[float, str | None]:
        floors = _floors(_members(actions, chosen))
        sheets = tuple(
            replace(one, levels={q: max(x, floors.get(q, x)) for q, x in one.levels.items()})
            for one in seen.sheets
        )
        raised = replace(seen, sheets=sheets)
        told = floors.items() & told_rises
        return capped(raised, _discreet(seen, group_means(raised), told))

    return lambda chosen: after(chosen & touching)


def _discreet(seen: Profile, raised: Means, told: Iterable[tuple[str, int]]) -> Means:
    """The means after a rise; where it would tell on a few users, their mean itself is raised.

    Who is below a target shows in the mean of what everybody rises to.
    """
    now = group_means(seen).get(Group.USERS, {})
    means = {group: dict(levels) for group, levels in raised.items()}
    for question, floor in told:
        if question in now:
            means[Group.USERS][question] = max(now[question], floor)
    return means


def clarity_after(basis: Basis, actions: Sequence[Action]) -> Score:
    """Role clarity under any set of ``actions``."""
    decisions = asked_decisions(basis.questionnaire, basis.answers)
    heard = voices(decisions, basis.answers)
    conditions = {each.tolerated_if.question for each in decisions if each.tolerated_if}
    parameters = basis.method.role_clarity

    def moves(action: Action) -> bool:
        raises = any(target.question in conditions for target in action.targets)
        return action.role_clarity or bool(action.decisions) or raises

    touching = _touching(actions, moves)

    @cache
    def after(chosen: int) -> float:
        members = _members(actions, chosen)
        whole = any(action.role_clarity for action in members)
        settled = {each for action in members for each in action.decisions}
        known, weights = {}, {}
        for decision in frontier(decisions, _raised(basis.answers, _floors(members))):
            said = heard[decision.id]
            if whole or decision.id in settled:
                said = tuple(_agreed(voice, decision) for voice in said)
            clarity = decision_clarity(decision, said, parameters)
            if clarity.value is not None:
                known[decision.id], weights[decision.id] = clarity.value, clarity.weight
        return weighted_mean(known, weights)

    return lambda chosen: after(chosen & touching)


def _raised(answers: Iterable[Answer], floors: Mapping[str, int]) -> list[Answer]:
    return [
        answer
        if answer.level is None or answer.question not in floors
        else replace(answer, value=str(max(answer.level, floors[answer.question])))
        for answer in answers
    ]


def _agreed(voice: Voice, decision: Decision) -> Voice:
    """What somebody says of a decision once it is settled: its first target, and who does."""
    return replace(voice, accountable=min(decision.target), names_responsible=True)


def structural_after(basis: Basis, actions: Sequence[Action]) -> Score:
    """Structural dependency under any set of ``actions``."""
    touching = _touching(actions, lambda action: bool(action.facts))

    @cache
    def after(chosen: int) -> float:
        stated = dict(basis.facts)
        for action in _members(actions, chosen):
            for definition in basis.method.dependency.facts:
                if definition.id in action.facts and definition.id not in action.learns:
                    stated = _with_freed(stated, definition, freed(definition, action))
        parts = structural_dependency(stated, basis.method).contributions
        return fsum(part.points or 0.0 for part in parts)

    return lambda chosen: after(chosen & touching)


def _with_freed(
    stated: dict[str, Fact], definition: FactDefinition, free: str | float
) -> dict[str, Fact]:
    now, then = (fact_position(definition, each) for each in (stated.get(definition.id), free))
    moves = now is not None and then is not None and then < now
    return stated | {definition.id: free} if moves else stated


def freed(definition: FactDefinition, action: Action) -> str | float:
    """What an action brings a fact to: what it ``reaches``, else the freest state there is."""
    if definition.id in action.reaches:
        return action.reaches[definition.id]
    if definition.kind is FactKind.CHOICE:
        return min(definition.choices, key=definition.choices.__getitem__)
    return definition.ramp.green if definition.ramp else 0.0
