"""The decision map: who has the last word, who does, and who may."""

from dataclasses import dataclass
from enum import StrEnum

from infopilot.model.people import Side
from infopilot.model.text import Text


class Actor(StrEnum):
    """Who can be named for a decision; the values are those of the answer files."""

    LEADER = "DIR"
    IT_REFERENT = "REF"
    BUSINESS = "MET"
    PROVIDER = "PRE"
    VENDOR = "EDI"
    NOBODY = "PERSONNE"

    @property
    def side(self) -> Side | None:
        """The side of the actor; a third party and nobody are on neither."""
        if self in {Actor.LEADER, Actor.IT_REFERENT, Actor.BUSINESS}:
            return Side.CLIENT
        return Side.PROVIDER if self is Actor.PROVIDER else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """An actor is tolerated only once a question has reached a level."""

    actor: Actor
    question: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision of the map: who may be accountable for it and how much it weighs."""

    id: str
    text: Text
    target: frozenset[Actor]
    tolerated: frozenset[Actor]
    responsible: frozenset[Actor]
    weight: int
    core: bool
    tolerated_if: Condition | None = None
    note: Text | None = None
