"""One dimension as its groups of respondents see it: means, grade, weakest key question."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import TypeVar

from infopilot.model.answers import Answer
from infopilot.model.method import Method
from infopilot.model.people import Group
from infopilot.model.questionnaire import Dimension
from infopilot.scoring.maturity.evidence import ROUNDING
from infopilot.scoring.maturity.sheets import Sheet, question_means, sheet

Key = TypeVar("Key", bound=Hashable)
Means = Mapping[Group, Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Everything that was answered on one dimension, before it is graded.

    ``sheets`` are those of everybody; ``graded`` those of the groups that have a weight;
    ``valid`` those of them that are complete enough to count. ``population`` is how many users
    could have answered, when it is known. ``counted`` names the respondents who count, when that
    was decided elsewhere.
    """

    dimension: Dimension
    method: Method
    sheets: tuple[Sheet, ...]
    answers: tuple[Answer, ...]
    population: int | None = None
    counted: frozenset[str] | None = None

    @property
    def weights(self) -> dict[str, float]:
        """Weight of each question."""
        return {question.id: question.weight for question in self.dimension.questions}

    @property
    def omegas(self) -> dict[Group, float]:
        """Weight of each group that makes the grade."""
        weights = self.method.maturity.group_weights
        return {group: weight for group, weight in weights.items() if weight > 0}

    @property
    def graded(self) -> list[Sheet]:
        """Sheets of the groups that make the grade."""
        return [one for one in self.sheets if one.role.group in self.omegas]

    @property
    def valid(self) -> list[Sheet]:
        """Graded sheets that are complete enough to count."""
        if self.counted is not None:
            return [one for one in self.graded if one.levels and one.respondent in self.counted]
        minimum = self.method.maturity.minimum_answered
        return [one for one in self.graded if one.is_valid(minimum)]


def profile(
    dimension: Dimension,
    respondents: Iterable[Mapping[str, Answer]],
    method: Method,
    users: int | None = None,
) -> Profile:
    """The profile of ``dimension`` from the answers of each respondent, by question.

    ``users`` is how many people of the role user could have answered.
    """
    people = list(respondents)
    ceiling = method.maturity.undemonstrated_ceiling
    ids = {question.id for question in dimension.questions}
    return Profile(
        dimension=dimension,
        method=method,
        sheets=tuple(sheet(dimension, given, ceiling) for given in people),
        answers=tuple(a for given in people for a in given.values() if a.question in ids),
        population=users,
    )


def weighted_mean(values: Mapping[Key, float], weights: Mapping[Key, float]) -> float:
    """Mean of ``values``, weighted by ``weights`` renormalised over the values that are there.

    Examples
    --------
    >>> weighted_mean({"RD1": 2, "RD2": 4}, {"RD1": 3, "RD2": 1, "RD3": 5})
    2.5
    """
    total = fsum(weights[key] for key in values)
    mean = fsum(weights[key] * value for key, value in values.items()) / total
    # Rounding must not take the mean of equal values away from them.
    return min(max(values.values()), max(min(values.values()), mean))


def group_means(seen: Profile, *, declared: bool = False) -> Means:
    """Mean level of each question in each group; as ``declared``, or consolidated."""
    levels: dict[Group, list[Mapping[str, float]]] = {}
    for one in seen.valid:
        given = one.declared if declared else one.levels
        levels.setdefault(one.role.group, []).append(given)
    return {group: question_means(given) for group, given in levels.items()}


def grade(seen: Profile, means: Means) -> float:
    """Weighted mean of the groups, each the weighted mean of its questions."""
    by_group = {group: weighted_mean(given, seen.weights) for group, given in means.items()}
    return weighted_mean(by_group, seen.omegas)


def question_mean(seen: Profile, means: Means, question: str) -> float | None:
    """Weighted mean of one question over the groups that answered it; None when none did."""
    given = {group: levels[question] for group, levels in means.items() if question in levels}
    return weighted_mean(given, seen.omegas) if given else None


def capped(seen: Profile, means: Means) -> tuple[float, str | None]:
    """The grade that stays under the weakest key question, and that question when it binds.

    A key question that nobody could answer caps nothing: it shows in the coverage and in the
    black box.
    """
    value = grade(seen, means)
    keys = {q.id: question_mean(seen, means, q.id) for q in seen.dimension.questions if q.key}
    known = {key: mean for key, mean in keys.items() if mean is not None}
    if not known:
        return value, None
    weakest = min(known, key=known.__getitem__)
    cap = known[weakest] + seen.method.maturity.key_headroom
    return (cap, weakest) if cap < value - ROUNDING else (value, None)


def coverage(seen: Profile, *, of_all_asked: bool = False) -> float:
    """Share of the asked weight that got a level, groups weighted as in the grade; 0 to 1.

    Of those who took part; or, ``of_all_asked``, with the groups that did not take part counted
    as not answered.
    """
    sheets: dict[Group, list[Sheet]] = {}
    for one in seen.graded:
        if one.asked:
            sheets.setdefault(one.role.group, []).append(one)
    shares = {
        group: sum(s.answered_weight for s in ones) / sum(s.asked_weight for s in ones)
        for group, ones in sheets.items()
    }
    if of_all_asked:
        asked = {role.group for question in seen.dimension.questions for role in question.roles}
        shares = {group: shares.get(group, 0.0) for group in seen.omegas if group in asked} | shares
    return weighted_mean(shares, seen.omegas) if shares else 0.0
