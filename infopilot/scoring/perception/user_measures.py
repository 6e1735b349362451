"""What users say in numbers: satisfaction, availability, stoppages, time lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from infopilot.model.answers import Answer
from infopilot.model.estimate import Estimate
from infopilot.model.method import Method, PerceptionMethod
from infopilot.model.people import Role
from infopilot.model.text import Message
from infopilot.scoring.statistics.means import FEWEST, student_interval

SATISFACTION, AVAILABILITY = "SAT", "DISPO"
STOPPED, REPORTED = "BLOC", "SIGN"
LOST_TIME = "RV5"
PARTS = (SATISFACTION, LOST_TIME, AVAILABILITY)
EXPERIENCE = "UX"
TOP_RATING = 10
ASKED = frozenset({Role.USER, Role.BUSINESS})
NOBODY = Message("no user has answered this question")
NOT_TOGETHER = Message(
    "the questions that this figure needs were not answered by the same people: it would tell a "
    "few people’s answers"
)

Levels = Mapping[str, int]
"""What each respondent answered to one question, by respondent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UserAnswers:
    """The numbers that users and business contacts gave, question by question.

    A question that some users, but fewer than ``minimum`` of them, answered is left out: their
    answers could be found again from those of the business contacts, who are known by name.
    ``population`` is how many people could have answered, None when unknown; ``users`` are those
    who answer anonymously.
    """

    by_question: Mapping[str, Levels]
    minimum: int
    users: frozenset[str] = frozenset()
    population: int | None = None
    withheld: frozenset[str] = field(default_factory=frozenset)

    def of(self, question: str) -> Levels:
        """Answers to one question; empty when nobody answered or too few did."""
        return self.by_question.get(question, {})

    def together(self, *questions: str) -> frozenset[str]:
        """Who answered all of these; nobody where some users answered only a part of them.

        A figure over fewer users than that of each question gives away, by subtraction, those who
        are left out; and from one publication to the next, those who join.
        """
        parts = [frozenset(self.of(question)) for question in questions]
        people = frozenset.intersection(*parts)
        if any((part - people) & self.users for part in parts):
            return frozenset()
        return people if len(people) >= self.minimum else frozenset()

    def missing(self, question: str) -> Message:
        """Why there is nothing to say of a question."""
        if question in self.withheld:
            return Message(
                "fewer than {k} people answered: their answers stay hidden", {"k": self.minimum}
            )
        return NOBODY


def user_answers(
    answers: Iterable[Answer], minimum: int, population: int | None = None
) -> UserAnswers:
    """The numbers of users and business contacts in ``answers``, the newest of each respondent.

    ``minimum`` is the size of the smallest group that is shown; ``population`` how many users
    there are. Raises nothing: what may not be shown is left out.
    """
    given: dict[str, dict[str, int]] = {}
    users: dict[str, set[str]] = {}
    business = set()
    for answer in answers:
        if answer.role in ASKED and answer.level is not None:
            given.setdefault(answer.question, {})[answer.respondent] = answer.level
            if answer.role is Role.USER:
                users.setdefault(answer.question, set()).add(answer.respondent)
            business |= {answer.respondent} if answer.role is Role.BUSINESS else set()
    few = {
        question
        for question, levels in given.items()
        if 0 < len(users.get(question, ())) < minimum or len(levels) < minimum
    }
    return UserAnswers(
        by_question={question: given[question] for question in given.keys() - few},
        minimum=minimum,
        users=frozenset().union(*users.values()),
        population=None if population is None else population + len(business),
        withheld=frozenset(few),
    )


def mean_answer(
    values: Sequence[float], missing: Message, fewest: int, population: int | None = None
) -> Estimate:
    """Mean of ``values`` from 0 to 1, with Student's interval from ``fewest`` (two or more) on.

    None with the reason ``missing`` without values.

    Examples
    --------
    >>> seen = mean_answer([0.5, 0.75], NOBODY, 8)
    >>> seen.value, seen.n, str(seen.reason)
    (0.625, 2, 'no interval: fewer than 8 answers')
    """
    n = len(values)
    if not n:
        return Estimate(value=None, n=0, reason=missing)
    if n < max(FEWEST, fewest):
        few = Message("no interval: fewer than {n} answers", {"n": max(FEWEST, fewest)})
        return Estimate(value=fmean(values), n=n, reason=few)
    known = population if population is not None and population >= n else None
    seen = student_interval(values, known)
    return Estimate(
        value=seen.value,
        low=None if seen.low is None else max(0.0, seen.low),
        high=None if seen.high is None else min(1.0, seen.high),
        range=seen.range,
        n=n,
    )


def perceived_availability(answers: UserAnswers, method: Method) -> Estimate:
    """Mean of the ratings of availability, brought between 0 and 1."""
    ratings = [rating / TOP_RATING for rating in answers.of(AVAILABILITY).values()]
    missing = answers.missing(AVAILABILITY)
    return mean_answer(ratings, missing, method.sampling.minimum_users, answers.population)


def user_experience(answers: UserAnswers, method: Method) -> Estimate:
    r"""Index of user experience, from 0 to 1, over those who gave its three parts.

    .. math:: UX = 0.5\,SAT + 0.3\,(1 - u(\text{hours lost})) + 0.2\,DISPO

    Ratings are brought between 0 and 1; ``u`` goes from 0 to 8 hours lost in four weeks, the hours
    being those that the method gives to each level of the question on lost time. The weights are
    the method's, shared out to add up to 1.
    """
    perception = method.perception
    parts = [answers.of(question) for question in PARTS]
    people = sorted(answers.together(*PARTS))
    indices = [_experience(perception, *(part[person] for part in parts)) for person in people]
    missing = next(
        (answers.missing(question) for question in PARTS if not answers.of(question)),
        NOT_TOGETHER,
    )
    return mean_answer(indices, missing, method.sampling.minimum_users, answers.population)


def _experience(method: PerceptionMethod, satisfaction: int, lost: int, availability: int) -> float:
    hours = method.lost_hours[lost - 1]
    weights = (method.satisfaction_weight, method.lost_time_weight, method.availability_weight)
    parts = (
        satisfaction / TOP_RATING,
        1 - method.lost_hours_ramp.position(hours),
        availability / TOP_RATING,
    )
    total = sum(weights)
    return sum(weight * part for weight, part in zip(weights, parts, strict=True)) / total
