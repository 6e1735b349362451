"""What one respondent says of one dimension, and the means of several of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

from infopilot.model.answers import Answer
from infopilot.model.people import Role
from infopilot.model.questionnaire import Dimension, Question
from infopilot.scoring.maturity.evidence import ROUNDING, consolidated_level


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One respondent on one dimension; levels are by question.

    ``asked`` are the questions put to the role (or answered nevertheless) that apply; ``levels``
    are consolidated, ``declared`` are as answered.
    """

    respondent: str
    role: Role
    asked: tuple[Question, ...]
    levels: Mapping[str, float]
    declared: Mapping[str, float]
    dont_know: int
    not_applicable: int

    @property
    def missing(self) -> int:
        """How many questions that apply got no level."""
        return len(self.asked) - len(self.levels)

    @property
    def asked_weight(self) -> float:
        """Weight of the questions that apply."""
        return sum(question.weight for question in self.asked)

    @property
    def answered_weight(self) -> float:
        """Weight of the questions that got a level."""
        return sum(question.weight for question in self.asked if question.id in self.levels)

    def is_valid(self, minimum: float) -> bool:
        """Whether this sheet counts.

        That of a named person counts when it is complete. Users' incomplete sheets lose their
        levels before they are scored (see `disclose`): what is left of their levels counts, however
        the questions are chosen, so that all their figures speak of the same people.
        """
        return self.is_complete(minimum) if self.role.is_named else bool(self.levels)

    def is_complete(self, minimum: float) -> bool:
        """Whether a level was given to the share ``minimum`` of the questions that apply."""
        return bool(self.levels) and len(self.levels) >= minimum * len(self.asked) - ROUNDING


def sheet(dimension: Dimension, given: Mapping[str, Answer], ceiling: int) -> Sheet:
    """The sheet of the respondent who ``given`` at least one answer, to whatever question."""
    anyone = next(iter(given.values()))
    role = anyone.role
    asked = [q for q in dimension.questions if q.weight > 0 and (role in q.roles or q.id in given)]
    answers = {question.id: given[question.id] for question in asked if question.id in given}
    levels = {q.id: consolidated_level(answers[q.id], q, ceiling) for q in asked if q.id in answers}
    return Sheet(
        respondent=anyone.respondent,
        role=role,
        asked=tuple(q for q in asked if q.id not in answers or not answers[q.id].is_not_applicable),
        levels={key: level for key, level in levels.items() if level is not None},
        declared={key: a.level for key, a in answers.items() if a.level is not None},
        dont_know=sum(a.is_dont_know for a in answers.values()),
        not_applicable=sum(a.is_not_applicable for a in answers.values()),
    )


def question_means(levels: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Mean level of each question over those who gave one.

    Examples
    --------
    >>> question_means([{"RD1": 2, "RD2": 3}, {"RD1": 4}])
    {'RD1': 3.0, 'RD2': 3.0}
    """
    gathered: dict[str, list[float]] = {}
    for one in levels:
        for question, level in one.items():
            gathered.setdefault(question, []).append(level)
    return {question: fmean(given) for question, given in gathered.items()}
