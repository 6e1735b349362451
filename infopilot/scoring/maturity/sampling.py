r"""What chance brings to a dimension: its users are a sample, everybody else is the population.

A score is a weighted mean of question means. User ``u`` moves it, to first order, by

.. math:: e_u = n \sum_i a_i \frac{x_{ui} - m_i}{k_i}

where ``a_i`` is the weight of question i in the score through the users' group, ``m_i`` the mean of
its users and ``k_i`` how many of the group answered; ``n`` users count. Users are held against
users, whoever else is in their group: with another centre, the margins of the score and of users
alone would together tell what those who skipped a question answered to the others. The score's
standard error is that of the mean of the ``e_u``. When every user answers every question and
nobody else is in the group, ``e_u`` is the user's own mean less that of all, times the weight of
the group: the usual Student interval of respondents' means. (C.-E. Särndal, B. Swensson,
J. Wretman, "Model Assisted Survey Sampling", 1992, section 5.5: linearised ratios.)
"""

from collections.abc import Mapping, Sequence
from math import fsum

from infopilot.model.people import Group, Role
from infopilot.scoring.maturity.profiles import Means, Profile
from infopilot.scoring.maturity.sheets import Sheet, question_means
from infopilot.scoring.statistics.mean_differences import Sample

Effects = dict[str, float]


def users(seen: Profile) -> list[Sheet]:
    """Sheets of users that count in the grade."""
    return [one for one in seen.valid if one.role is Role.USER]


def population(seen: Profile, answered: int) -> int | None:
    """How many users could have answered; None when it is unknown or told too small."""
    known = seen.population
    return None if known is None or known < answered else known


def grade_effects(seen: Profile, means: Means) -> Effects:
    """How far each user moves the grade of the dimension, in levels, by respondent."""
    given = means.get(Group.USERS, {})
    total = fsum(seen.weights[question] for question in given)
    weights = {q: _share(seen, means) * seen.weights[q] / total for q in given}
    return _effects(users(seen), weights, _counts(seen))


def question_effects(seen: Profile, means: Means, question: str) -> Effects:
    """How far each user moves the mean of one question over the groups that answered it."""
    answering = {group: levels for group, levels in means.items() if question in levels}
    given = answering.get(Group.USERS, {})
    weights = {question: _share(seen, answering)} if given else {}
    return _effects(users(seen), weights, _counts(seen))


def own_effects(seen: Profile, sheets: Sequence[Sheet]) -> Effects:
    """How far each of these users moves the mean of their own role."""
    given = question_means(sheet.levels for sheet in sheets)
    total = fsum(seen.weights[question] for question in given)
    weights = {question: seen.weights[question] / total for question in given}
    counts = {q: sum(q in sheet.levels for sheet in sheets) for q in given}
    return _effects(sheets, weights, counts)


def value_sample(seen: Profile, means: Means, capped_by: str | None, value: float) -> Sample:
    """The users as a sample whose mean is the score: what a difference of scores is made of."""
    effects = (
        grade_effects(seen, means)
        if capped_by is None
        else question_effects(seen, means, capped_by)
    )
    return Sample(
        values={person: value + effect for person, effect in effects.items()},
        population=population(seen, len(effects)),
    )


def _share(seen: Profile, groups: Means) -> float:
    """Weight of the users' group among ``groups``, of which it is one."""
    return seen.omegas[Group.USERS] / fsum(seen.omegas[group] for group in groups)


def _counts(seen: Profile) -> dict[str, int]:
    sheets = [one for one in seen.valid if one.role.group is Group.USERS]
    return {q.id: sum(q.id in one.levels for one in sheets) for q in seen.dimension.questions}


def _effects(
    sheets: Sequence[Sheet],
    weights: Mapping[str, float],
    counts: Mapping[str, int],
) -> Effects:
    n, means = len(sheets), question_means(sheet.levels for sheet in sheets)
    return {
        sheet.respondent: n
        * fsum(
            weight * (sheet.levels[question] - means[question]) / counts[question]
            for question, weight in weights.items()
            if question in sheet.levels
        )
        for sheet in sheets
    }
