"""What a ticket log counts over one stretch of time: enough to compare it with another."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Incidents opened from ``start`` (left out) to ``end``; what the log does not tell is None.

    ``sla_met`` of ``sla_told`` and ``satisfied`` of ``rated`` are resolved incidents.
    """

    start: datetime
    end: datetime
    incidents: int
    blocking: int | None = None
    sla_told: int = 0
    sla_met: int = 0
    rated: int = 0
    satisfied: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRecord:
    """The log before one campaign: its twelve months, and the quarters that it covers whole.

    Quarters are a fourth of ``year`` each, oldest first, and end with it.
    """

    year: Period
    quarters: tuple[Period, ...] = ()
