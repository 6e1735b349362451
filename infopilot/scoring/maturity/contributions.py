"""Why a dimension has its grade: what each question adds to it."""

from collections.abc import Mapping

from infopilot.model.people import Group
from infopilot.model.questionnaire import Question
from infopilot.model.score import Contribution
from infopilot.model.text import Message
from infopilot.scoring.maturity.profiles import Means, Profile, question_mean


def question_contributions(
    seen: Profile, means: Means, *, computable: bool
) -> tuple[Contribution, ...]:
    r"""One contribution per question: its mean, its weight and its points in the grade.

    .. math::

        weight_i = \sum_g \frac{\omega_g}{\sum \omega} \frac{w_i}{\sum_{j \in g} w_j} \qquad
        points_i = \sum_g \frac{\omega_g}{\sum \omega} \frac{w_i m_{gi}}{\sum_{j \in g} w_j}

    Weights add up to 1 and points to the uncapped grade. ``value`` is the mean that the cap rule
    looks at. When the grade is not ``computable`` there are no points.
    """
    shares = _group_shares(seen, means)
    return tuple(
        _contribution(seen, means, question, shares if computable else None)
        for question in seen.dimension.questions
    )


def _group_shares(seen: Profile, means: Means) -> dict[Group, float]:
    total = sum(seen.omegas[group] for group in means)
    return {
        group: seen.omegas[group] / total / sum(seen.weights[key] for key in given)
        for group, given in means.items()
    }


def _contribution(
    seen: Profile, means: Means, question: Question, shares: Mapping[Group, float] | None
) -> Contribution:
    mean = question_mean(seen, means, question.id)
    if mean is None:
        note = Message("nobody whose answers are graded gave a level")
        return Contribution(id=question.id, value=None, weight=0.0, note=note)
    if shares is None:
        return Contribution(id=question.id, value=mean, weight=0.0)
    parts = {g: share * question.weight for g, share in shares.items() if question.id in means[g]}
    return Contribution(
        id=question.id,
        value=mean,
        weight=sum(parts.values()),
        points=sum(part * means[group][question.id] for group, part in parts.items()),
    )
