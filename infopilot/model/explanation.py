"""Why a score is what it is: the formula with its figures, and the parts that add up to it."""

from dataclasses import dataclass
from enum import StrEnum

from infopilot.model.estimate import Estimate
from infopilot.model.people import Role
from infopilot.model.sensitivity import Sensitivity
from infopilot.model.text import Message


class Aspect(StrEnum):
    """What the parts of a breakdown are."""

    QUESTIONS = "questions"
    GROUPS = "groups"
    COMPONENTS = "components"
    DECISIONS = "decisions"
    INDICES = "indices"
    FACTS = "facts"
    MEASURES = "measures"
    ROLES = "roles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What one role answered to one question: how many people, their mean level, their proof.

    ``answers`` counts levels and "I don't know" alike; ``shown`` those that something backs up.
    ``mean`` is None when nobody gave a level. Of users, only the levels are told: ``dont_know`` is
    None.
    """

    role: Role
    answers: int
    dont_know: int | None
    mean: float | None
    shown: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a score: what it is worth, what it weighs, the points that it adds.

    ``value`` is in the unit of the part: a level, a share, a position from 0 to 1. ``measure`` is
    what was counted before it became a position; ``heard`` who said it. ``note`` says why there
    are no points.
    """

    id: str
    value: float | None
    weight: float
    points: float | None = None
    measure: Estimate | None = None
    heard: tuple[Heard, ...] = ()
    note: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """The parts of a score in one of its aspects; their points add up to ``total``."""

    aspect: Aspect
    parts: tuple[Part, ...]
    total: float | None


@dataclass(frozen=True, slots=True)
class Products:
    """Weights times values, to be added: a sum that a formula shows term by term.

    >>> Products(((0.4, 2.75), (0.6, 2.0))).total
    2.3
    """

    terms: tuple[tuple[float, float], ...]

    @property
    def total(self) -> float:
        """What the terms add up to."""
        return sum(weight * value for weight, value in self.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why one score is what it is.

    ``formula`` is a sentence whose facts are figures and `Products`; None with the ``reason``
    when there is no score, or when it would tell what a few users said.
    """

    score: str
    value: float | None
    sensitivity: Sensitivity
    formula: Message | None = None
    breakdowns: tuple[Breakdown, ...] = ()
    reason: Message | None = None
