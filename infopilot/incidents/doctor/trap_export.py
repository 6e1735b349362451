"""An export that was just read, as the signs of traps look at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from infopilot.incidents.conversion.canonical import ImportReport
from infopilot.incidents.counting.counts import Log
from infopilot.incidents.doctor.trap_counts import Counts, Row
from infopilot.incidents.doctor.traps import Figure, Trap
from infopilot.model.method import IncidentMethod, TrapMethod


@dataclass(frozen=True, kw_only=True)
class Export:
    """An export that was just read, and what it is held against."""

    report: ImportReport
    counts: Counts
    log: Log
    method: TrapMethod
    incidents: IncidentMethod

    @cached_property
    def totals(self) -> Row:
        """Counts over all tickets."""
        return self.counts.totals(self.method)

    @cached_property
    def has_times(self) -> bool:
        """Whether dates have a time of day: without, two dates of one day tell nothing."""
        return not list(dates_without_time(self))

    def count(self, name: str) -> int:
        """One of the counts, 0 where nothing tells."""
        return int(self.totals[name] or 0)

    def enough(self, count: int) -> bool:
        """Whether a share of ``count`` tickets says something."""
        return count >= self.method.minimum_tickets

    def lines(self, rows: tuple[int, ...]) -> tuple[int, ...]:
        """Lines of the file of records."""
        return tuple(row + self.report.layout.lines_before for row in rows)

    def moment(self, moment: datetime) -> str:
        """A moment in the time zone of the export."""
        return moment.astimezone(ZoneInfo(self.report.mapping.timezone)).isoformat()

    def opened(self, name: str) -> datetime:
        """The first or the last opening."""
        return datetime.fromtimestamp(float(self.totals[name] or 0), UTC)


def dates_without_time(export: Export) -> Iterator[Trap]:
    """Openings or resolutions at midnight, nearly all."""
    columns = (("opened", "tickets", "opened_at"), ("resolved", "resolved", "resolved_at"))
    for name, all_of, column in columns:
        midnight, told = export.count(f"{name}_midnight"), export.count(all_of)
        if export.enough(told) and midnight / told >= export.method.same_date_share:
            figures: dict[str, Figure] = {
                "midnight": midnight,
                "told": told,
                "midnight_share": midnight / told,
                "header": export.report.columns.get(column, column),
            }
            yield Trap(code="dates_without_time", figures=figures)
