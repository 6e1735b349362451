"""One answer of one respondent, with its side and role, at one time: the unit of truth."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from infopilot.model.decisions import Actor
from infopilot.model.items import DONT_KNOW, NOT_APPLICABLE
from infopilot.model.people import Role


class Evidence(StrEnum):
    """What stands behind an answer, from a word to a document that was checked."""

    DECLARED = "declared"
    SHOWN = "shown"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer; ``value`` is canonical text, as in the answer files (see `Item.accept`)."""

    id: str
    campaign: str
    respondent: str
    role: Role
    question: str
    value: str
    answered_at: datetime
    department: str = ""
    comment: str = ""
    evidence: Evidence | None = None
    questionnaire_hash: str = ""

    @property
    def level(self) -> int | None:
        """The level, rating or count answered; None for any other answer."""
        return int(self.value) if self.value.isdecimal() else None

    @property
    def is_dont_know(self) -> bool:
        """Whether the respondent could not tell."""
        return self.value == DONT_KNOW

    @property
    def is_not_applicable(self) -> bool:
        """Whether the question does not apply, with the reason in ``comment``."""
        return self.value == NOT_APPLICABLE

    @property
    def actors(self) -> frozenset[Actor]:
        """The actors named for a decision; empty when the respondent could not tell."""
        if self.is_dont_know:
            return frozenset()
        return frozenset(Actor(part) for part in self.value.split("|"))

    def says_the_same_as(self, other: "Answer") -> bool:
        """Whether both give the same value, comment and evidence, whenever and wherever given."""
        given = (self.value, self.comment, self.evidence)
        return given == (other.value, other.comment, other.evidence)
