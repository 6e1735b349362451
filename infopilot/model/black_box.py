"""What those who should know could not tell: by role, by topic, and what to obtain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from infopilot.model.text import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknowns:
    """``unknown`` answers out of ``asked``, those that do not apply left out."""

    unknown: int
    asked: int

    @property
    def share(self) -> float:
        """From 0 to 1; ``asked`` is never 0."""
        return self.unknown / self.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicUnknowns:
    """What could not be told of one dimension, in all and by role."""

    dimension: str
    total: Unknowns
    by_role: Mapping[str, Unknowns] = field(default_factory=dict)


class Missing(StrEnum):
    """What is to be obtained: the answer to a question, or a structural fact."""

    QUESTION = "question"
    FACT = "fact"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToObtain:
    """One thing to obtain: ``is_key`` comes first, then the heaviest, then the most widespread.

    ``unknown_to`` counts by role who could not tell a question; a fact is told by nobody.
    """

    id: str
    kind: Missing
    is_key: bool
    weight: float
    dimension: str | None = None
    unknown_to: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlackBox:
    """Share of the questions that a leader or an IT referent should know and could not tell.

    ``questions`` are the most widespread first; ``to_obtain`` ranks them with the structural facts
    that are unknown.
    """

    value: float | None
    by_role: Mapping[str, float] = field(default_factory=dict)
    roles: Mapping[str, Unknowns] = field(default_factory=dict)
    topics: tuple[TopicUnknowns, ...] = ()
    questions: tuple[str, ...] = ()
    to_obtain: tuple[ToObtain, ...] = ()
    asked: int = 0
    reason: Message | None = None
