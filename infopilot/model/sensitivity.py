"""What a score owes to one respondent, to its weights and to what nobody could tell."""

from dataclasses import dataclass
from enum import StrEnum

from infopilot.model.estimate import Estimate
from infopilot.model.people import Role
from infopilot.model.text import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What a score becomes without one named respondent, or without all users.

    ``rank`` tells the people of one role apart, from 1 in the order in which they first answered,
    of ``people`` in all; it is None for users, who are only ever left out together. ``value`` is
    None, with its reason, when too little is left.
    """

    role: Role
    people: int
    value: float | None
    rank: int | None = None
    reason: Message | None = None


class Lever(StrEnum):
    """The three things that a score is held against."""

    RESPONDENT = "respondent"
    WEIGHTS = "weights"
    UNKNOWNS = "unknowns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """How far one score moves when something else could have been.

    ``left_out`` is empty with a ``reason``. ``weights`` spans what the score becomes as each
    weight is moved in turn, and ``heaviest`` names the weight that moves it most. ``unknowns``
    spans the worst and the best that stood behind every "I don't know" or unknown fact, ``n`` of
    them, and behind the facts of ``estimated``, which are known from a low to a high estimate. Each
    span has a reason when there is none.
    """

    score: str
    value: float | None
    weights: Estimate
    unknowns: Estimate
    left_out: tuple[LeftOut, ...] = ()
    heaviest: str | None = None
    estimated: tuple[str, ...] = ()
    reason: Message | None = None

    @property
    def mover(self) -> LeftOut | None:
        """The absence that moves the score most, if one moves it at all."""
        moving = [one for one in self.left_out if self._distance(one.value) > 0]
        return max(moving, key=lambda one: self._distance(one.value), default=None)

    @property
    def most_sensitive(self) -> Lever | None:
        """What moves the score most; None when nothing does, or when there is no score."""
        reach = {
            Lever.RESPONDENT: self._distance(self.mover.value) if self.mover else 0.0,
            Lever.WEIGHTS: self._reach(self.weights),
            Lever.UNKNOWNS: self._reach(self.unknowns),
        }
        lever = max(reach, key=reach.__getitem__)
        return lever if reach[lever] > 0 else None

    def _distance(self, value: float | None) -> float:
        return 0.0 if value is None or self.value is None else abs(value - self.value)

    def _reach(self, span: Estimate) -> float:
        return max(self._distance(span.low), self._distance(span.high))
