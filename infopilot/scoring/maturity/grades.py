r"""Maturity of each dimension, from 1 to 5, with what caps it and how sure it is.

With ``m_gi`` the mean level of group g on question i, ``w_i`` the weight of a question and
``ω_g`` that of a group:

.. math::

    \bar x_{gD} = \frac{\sum_i w_i m_{gi}}{\sum_i w_i} \qquad
    S_D = \frac{\sum_g \omega_g \bar x_{gD}}{\sum_g \omega_g} \qquad
    S^*_D = \min\left(S_D,\ 1 + \min_{i \in key} m_i\right)

Sums run over what was answered with a level. "I don't know" and "not applicable" never enter a
mean: the first is counted, the second leaves the question out. The provider weighs 0: its answers
are shown beside the grade and never make it.
"""

from collections.abc import Iterable
from math import floor

from infopilot.model.answers import Answer, Evidence
from infopilot.model.estimate import Estimate
from infopilot.model.method import Method
from infopilot.model.people import Role
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.score import MaturityScore
from infopilot.model.text import Message, counted
from infopilot.scoring.answers import answers_by_respondent
from infopilot.scoring.maturity.contributions import question_contributions
from infopilot.scoring.maturity.evidence import DEMONSTRATED, ROUNDING, confidence, evidence_share
from infopilot.scoring.maturity.profiles import (
    Profile,
    capped,
    coverage,
    grade,
    group_means,
    profile,
    weighted_mean,
)
from infopilot.scoring.maturity.ranges import NAMED_ONLY, maturity_range, users_range
from infopilot.scoring.maturity.sheets import question_means


def maturity(
    questionnaire: Questionnaire,
    answers: Iterable[Answer],
    method: Method,
    *,
    users: int | None = None,
) -> dict[str, MaturityScore]:
    """Maturity score of every dimension, by its id.

    Parameters
    ----------
    questionnaire
        What was asked: dimensions, weights, key questions.
    answers
        Answers of one campaign, one per respondent and question (see `newest_answers`).
    method
        Group weights, thresholds and badges.
    users
        How many users could have answered; None when it is not known: margins are then wider.

    Returns
    -------
    dict of MaturityScore
        ``value`` from 1 to 5, or None with its reason. A respondent counts in a dimension from
        the share ``minimum_answered`` of the questions that apply; the dimension, from the same
        share of what was asked (``coverage``, by weight, of those who took part). The confidence
        badge counts the groups who did not take part as not answered.
        ``contributions`` hold one line per question, whose points add up to ``uncapped``.

    Notes
    -----
    Whatever answers are given here are shown in the result: those of users that would betray a few
    of them are left out before (see `disclose`).
    """
    people = answers_by_respondent(answers).values()
    return {
        dimension.id: _score(profile(dimension, people, method, users))
        for dimension in questionnaire.dimensions
    }


def _score(seen: Profile) -> MaturityScore:
    means = group_means(seen)
    covered = coverage(seen)
    if not means or covered < seen.method.maturity.minimum_answered - ROUNDING:
        return MaturityScore(
            dimension=seen.dimension.id,
            value=None,
            coverage=covered,
            dont_know=_dont_know(seen),
            by_role=_by_role(seen),
            by_role_range=_by_role_range(seen),
            contributions=question_contributions(seen, means, computable=False),
            reason=_reason(seen),
        )
    value, capped_by = capped(seen, means)
    told = maturity_range(seen, means, value)
    return MaturityScore(
        dimension=seen.dimension.id,
        value=value,
        level=floor(value + ROUNDING),
        uncapped=grade(seen, means),
        declared=grade(seen, group_means(seen, declared=True)),
        low=told.low,
        high=told.high,
        range=told.range,
        range_reason=told.reason,
        capped_by=capped_by,
        coverage=covered,
        dont_know=_dont_know(seen),
        confidence=_badge(seen),
        by_role=_by_role(seen),
        by_role_range=_by_role_range(seen),
        contributions=question_contributions(seen, means, computable=True),
    )


def _dont_know(seen: Profile) -> float:
    unknown = sum(sheet.dont_know for sheet in seen.graded)
    given = unknown + sum(len(sheet.levels) for sheet in seen.graded)
    return unknown / given if given else 0.0


def _badge(seen: Profile) -> str:
    questions = seen.dimension.questions
    keys = [question for question in questions if question.key]
    return confidence(
        seen.method.maturity.badges,
        answered=coverage(seen, of_all_asked=True),
        dont_know=_dont_know(seen),
        verified_keys=evidence_share(keys, seen.answers, {Evidence.VERIFIED}),
        shown=evidence_share(questions, seen.answers, DEMONSTRATED),
    )


def _by_role(seen: Profile) -> dict[str, float | None]:
    minimum = seen.method.maturity.minimum_answered
    means: dict[str, float | None] = {}
    for role in Role:
        sheets = [sheet for sheet in seen.sheets if sheet.role is role and sheet.asked]
        valid = [sheet for sheet in sheets if sheet.is_valid(minimum)]
        if valid:
            given = question_means(sheet.levels for sheet in valid)
            means[role.value] = weighted_mean(given, seen.weights)
        elif sheets:
            means[role.value] = None
    return means


def _by_role_range(seen: Profile) -> dict[str, Estimate]:
    """How sure each mean of `_by_role` is: users are a sample, the other roles are all asked."""
    valid = [one for one in seen.sheets if one.role is Role.USER]
    valid = [one for one in valid if one.is_valid(seen.method.maturity.minimum_answered)]
    return {
        role: users_range(seen, valid, mean)
        if role == Role.USER
        else Estimate(value=mean, reason=NAMED_ONLY)
        for role, mean in _by_role(seen).items()
        if mean is not None
    }


def _reason(seen: Profile) -> Message:
    missing = sum(sheet.missing for sheet in seen.graded)
    unknown = sum(sheet.dont_know for sheet in seen.graded)
    if missing and unknown:
        return counted(
            missing,
            "not computable: {n} answer missing, an “I don’t know”",
            "not computable: {n} answers missing, {unknown} of them “I don’t know”",
            unknown=unknown,
        )
    if missing:
        return counted(
            missing,
            "not computable: {n} answer missing",
            "not computable: {n} answers missing",
        )
    if any(sheet.not_applicable for sheet in seen.graded):
        return Message("every question was found not applicable")
    return Message("nobody whose answers are graded has answered yet")
