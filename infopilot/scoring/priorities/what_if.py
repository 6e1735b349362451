r"""What the scores become when actions are done: recomputed on the real answers, never added up.

.. math::

    V = w_M\,25\left(\frac{\sum_D \omega_D S^*_D}{\sum_D \omega_D} - 1\right) + w_{RC}\,RC
        + w_S\,(100 - S)

These are assumptions: they hold if the level aimed at is reached and shown. What actions do to each
score is in `infopilot.scoring.priorities.effects`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from infopilot.model.actions import Action
from infopilot.model.priorities import Gains, Standing
from infopilot.model.score import Scorecard
from infopilot.model.text import Message
from infopilot.scoring.answers import answers_by_respondent
from infopilot.scoring.maturity.profiles import (
    Profile,
    group_means,
    profile,
    question_mean,
    weighted_mean,
)
from infopilot.scoring.priorities.effects import (
    Basis,
    Capped,
    Score,
    clarity_after,
    maturity_after,
    structural_after,
)

LEVELS_TO_POINTS = 25
ROUNDING = 1e-9
NOTHING_COMPUTED = Message("no score can be computed yet")


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
            key: maturity_after(profiles[key], actions, basis.told_rises)
            for key, score in card.maturity.items()
            if score.value is not None
        },
        role_clarity=None if card.role_clarity.value is None else clarity_after(basis, actions),
        structural=None
        if card.dependency.structural.value is None
        else structural_after(basis, actions),
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
