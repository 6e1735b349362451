"""One ticket of the fictional log."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from infopilot.demo.hands import Hands


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One ticket; times are those of the wall clock, ``worked`` minutes are without the waiting."""

    opened: datetime
    title: str
    incident: bool
    blocking: bool
    priority: str
    hands: Hands
    category: str
    item: str
    place: str
    worked: float
    requester: str = ""
    automatic: bool = False
    waiting_minutes: int = 0
    waits_from: datetime | None = None
    resolved: datetime | None = None
    closed: datetime | None = None
    reopenings: int = 0
    follow_ups: int = 0
    article: str = ""
    closed_in_mass: bool = False
    sla_exceeded: bool = False
    rating: int | None = None
    lost_minutes: int | None = None


def whole_minutes(elapsed: timedelta) -> int:
    """Minutes of ``elapsed``, rounded down."""
    return int(elapsed.total_seconds() // 60)
