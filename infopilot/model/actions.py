"""What can be done about it: the action library."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from infopilot.model.decisions import Actor
from infopilot.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The level that an action brings a question to."""

    question: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action: what it moves, what it costs and how it starts.

    A fact of ``facts`` comes to its freest state; to the one that ``reaches`` gives, where the
    action stops short of it; those that the action ``learns`` are made known and do not move.
    """

    id: str
    text: Text
    targets: tuple[Target, ...]
    effort_days: float
    owners: tuple[Actor, ...]
    first_step: Text
    evidence: Text
    decisions: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    reaches: Mapping[str, str | float] = field(default_factory=dict)
    learns: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    role_clarity: bool = False
    recurring_days_per_quarter: float = 0.0
    prerequisites: tuple[str, ...] = ()
    advice: Text | None = None
