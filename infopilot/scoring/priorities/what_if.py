r"""What the scores become when actions are done: recomputed on the real answers, never added up.

An action that brings question i to level t makes every level x that somebody gave max(x, t): a
level above the target stays, somebody who could not tell still cannot, and what is reached is taken
as shown. Where that would tell on which side of t a few users stand, their mean itself becomes
max(mean, t). A decision that is settled is seen alike by everybody who answered it. A fact that is
known moves to what the action frees; an unknown one stays unknown.

.. math::

    V = w_M\,25\left(\frac{\sum_D \omega_D S^*_D}{\sum_D \omega_D} - 1\right) + w_{RC}\,RC
        + w_S\,(100 - S)

These are assumptions: they hold if the level aimed at is reached and shown.
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
from infopilot.model.priorities import Gains, Standing
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.score import Scorecard
from infopilot.model.text import Message
from infopilot.scoring.answers import answers_by_respondent
from infopilot.scoring.clarity.decision_map import Voice, decision_clarity, frontier, voices
from infopilot.scoring.dependency.structural import Fact, fact_position, structural_dependency
from infopilot.scoring.maturity.profiles import (
    Means,
    Profile,
    capped,
    group_means,
    profile,
    question_mean,
    weighted_mean,
)
from infopilot.scoring.scorecard import asked_decisions

Score = Callable[[int], float]
Capped = Callable[[int], tuple[float, str | None]]
LEVELS_TO_POINTS = 25
ROUNDING = 1e-9
NOTHING_COMPUTED = Message("no score can be computed yet")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Each score under any set of actions: bit i of a set stands for ``actions[i]``.

    ``homes`` and ``weights`` are the dimension of each question and the weight of each dimension.
    ``maturity`` gives the value of a dimension and the question that caps it; it and the two other
    scores leave out what cannot be computed.
    """

    basis: Basis
    actions: tuple[Action, ...]
    profiles: Mapping[str, Profile]
    homes: Mapping[str, str]
    weights: Mapping[str, float]
    maturity: Mapping[str, Capped]
    role_clarity: Score | None
    structural: Score | None

    def standing(self, chosen: int) -> Standing:
        """The scores with the actions of a set done; those of the scorecard with none."""
        method, card = self.basis.method, self.basis.scorecard
        maturity = {key: after(chosen)[0] for key, after in self.maturity.items()}
        structural = None if self.structural is None else self.structural(chosen)
        dependency = None
        if structural is not None and card.dependency.experienced.value is not None:
            weights = method.dependency
            dependency = (
                weights.structural_weight * structural
                + weights.experienced_weight * card.dependency.experienced.value
            )
        return Standing(
            maturity=maturity,
            mean=weighted_mean(maturity, self.weights) if maturity else None,
            role_clarity=None if self.role_clarity is None else self.role_clarity(chosen),
            structural=structural,
            dependency=dependency,
            points=self.worth(chosen)[0] if self.is_computable else None,
            reasons=dict(_reasons(card)),
        )

    @property
    def is_computable(self) -> bool:
        """Whether some score is given: points are of those that are."""
        return bool(self.maturity or self.role_clarity or self.structural)

    def worth(self, chosen: int) -> tuple[float, float]:
        """What a set is worth in points, then by the structural dependency that it leaves."""
        weights = self.basis.method.priorities
        points, dependence = 0.0, 0.0
        if self.maturity:
            by_dimension = {key: after(chosen)[0] for key, after in self.maturity.items()}
            mean = weighted_mean(by_dimension, self.weights)
            points += weights.maturity_weight * LEVELS_TO_POINTS * (mean - 1)
        if self.role_clarity is not None:
            points += weights.role_clarity_weight * self.role_clarity(chosen)
        if self.structural is not None:
            dependence = self.structural(chosen)
            points += weights.structural_weight * (100 - dependence)
        return points, -dependence

    def level(self, question: str) -> float | None:
        """The consolidated mean level of a question, as caps see it; None when nobody told it."""
        seen = self.profiles[self.homes[question]]
        return question_mean(seen, group_means(seen), question)

    def cap(self, question: str, chosen: int) -> str | None:
        """What caps the dimension of a question once a set is done; None when nothing does."""
        after = self.maturity.get(self.homes[question])
        return after(chosen)[1] if after else None

    def knows(self, fact: str) -> bool:
        """Whether a structural fact is known."""
        return fact not in self.basis.scorecard.dependency.structural.unknown


def what_if(basis: Basis, actions: Sequence[Action]) -> WhatIf:
    """How the scores of ``basis`` answer to ``actions``.

    Users' answers that may not be shown are to be left out of ``basis``, as they are of the
    scorecard. A score that the scorecard does not give is not given here either.
    """
    people = list(answers_by_respondent(basis.answers).values())
    profiles = {
        dimension.id: profile(dimension, people, basis.method)
        for dimension in basis.questionnaire.dimensions
    }
    card = basis.scorecard
    return WhatIf(
        basis=basis,
        actions=tuple(actions),
        profiles=profiles,
        homes={q.id: each.id for each in basis.questionnaire.dimensions for q in each.questions},
        weights={each.id: each.weight for each in basis.questionnaire.dimensions},
        maturity={
            key: _maturity_after(profiles[key], actions, basis.told_rises)
            for key, score in card.maturity.items()
            if score.value is not None
        },
        role_clarity=None if card.role_clarity.value is None else _clarity_after(basis, actions),
        structural=None
        if card.dependency.structural.value is None
        else _structural_after(basis, actions),
    )


def gains_between(before: Standing, after: Standing) -> Gains:
    """What ``after`` gains on ``before``; more is better, dependency counts what it loses."""
    moved = {key: value - before.maturity[key] for key, value in after.maturity.items()}
    return Gains(
        maturity={key: gain for key, gain in moved.items() if gain > ROUNDING},
        mean=_difference(after.mean, before.mean),
        role_clarity=_difference(after.role_clarity, before.role_clarity),
        structural=_difference(before.structural, after.structural),
        dependency=_difference(before.dependency, after.dependency),
        points=_difference(after.points, before.points),
    )


def freed(definition: FactDefinition, action: Action) -> str | float:
    """What an action brings a fact to: what it ``reaches``, else the freest state there is."""
    if definition.id in action.reaches:
        return action.reaches[definition.id]
    if definition.kind is FactKind.CHOICE:
        return min(definition.choices, key=definition.choices.__getitem__)
    return definition.ramp.green if definition.ramp else 0.0


def _difference(more: float | None, less: float | None) -> float | None:
    return None if more is None or less is None else more - less


def _reasons(card: Scorecard) -> Iterable[tuple[str, Message]]:
    dependency = card.dependency
    missing = {
        "role_clarity": card.role_clarity.reason,
        "structural": dependency.structural.reason,
        "dependency": dependency.reason or dependency.structural.reason,
    }
    missing |= {key: score.reason for key, score in card.maturity.items()}
    yield from ((name, reason) for name, reason in missing.items() if reason is not None)
    if all(score.value is None for score in card.maturity.values()):
        yield "mean", Message("no dimension can be computed yet")
        if card.role_clarity.value is dependency.structural.value is None:
            yield "points", NOTHING_COMPUTED


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


def _maturity_after(
    seen: Profile, actions: Sequence[Action], told_rises: Collection[tuple[str, int]]
) -> Capped:
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


def _clarity_after(basis: Basis, actions: Sequence[Action]) -> Score:
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


def _structural_after(basis: Basis, actions: Sequence[Action]) -> Score:
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
