"""What to ask the provider for, so that the next export says more: only what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from infopilot.incidents.conversion.canonical import ImportReport
from infopilot.incidents.counting.indicators import INPUTS
from infopilot.incidents.doctor.traps import Trap
from infopilot.model.text import Message

# What figures need (a canonical column), and the columns of an export that can tell it.
SOURCES: Mapping[str, tuple[str, ...]] = {
    "resolver": ("resolver",),
    "resolver_group": ("resolver_group", "path"),
    "minutes_to_resolve": ("resolved_at",),
    "category": ("category",),
    "priority": ("priority",),
    "sla_met": ("sla_met",),
    "reassignments": ("reassignments", "path"),
    "reopenings": ("reopenings",),
    "knowledge": ("knowledge",),
    "configuration_item": ("configuration_item",),
    "minutes_waiting_user": ("minutes_waiting_user",),
    "vendor_waited_for": ("minutes_waiting_vendor",),
    "satisfaction": ("satisfaction",),
    "closed_at": ("closed_at",),
    "status_group": ("status",),
    "type": ("type",),
}
IMPLIED: Mapping[str, tuple[str, ...]] = {
    "priority": ("blocking",),
    "reassignments": ("ping_pong",),
    "resolver": ("organisation",),
    "resolver_group": ("organisation",),
    "closed_at": ("closed_minute", "hours_to_close"),
}
WHY: Mapping[str, str] = {
    "resolver": "to see on how many people the service rests",
    "resolver_group": "to see which teams resolve",
    "minutes_to_resolve": "to measure delays, blocking incidents first",
    "category": "to see which subjects one person or one side holds alone",
    "priority": "to look at urgent and blocking incidents apart",
    "sla_met": "to follow the agreed service level, once per incident",
    "reassignments": "to see hand-overs, and tickets that go back and forth",
    "reopenings": "to see what comes back after being resolved",
    "knowledge": "to see what is documented",
    "configuration_item": "to see what breaks again",
    "minutes_waiting_user": "to tell waiting for the user from working time",
    "vendor_waited_for": "to see the part of third parties in the delays",
    "satisfaction": "to set what users live beside the service level",
    "closed_at": "to tell administrative closures from resolutions",
    "status_group": "to see tickets in progress and how old they are",
    "type": "to tell incidents from requests",
}
CHANGES: Mapping[str, str] = {
    "cut_export": (
        "no row limit, please: the file stops at {rows} lines (if the tool has one, one file per "
        "month does very well)"
    ),
    "only_finished": "all tickets of the period, those still open included",
    "short_period": "the last 12 months: this file covers {days} days",
    "thin_months": (
        "a check of the months with hardly any ticket ({months} of {between}, among them "
        "{first_month}), in case a filter was on"
    ),
    "dates_without_time": "dates with hours and minutes in “{header}”",
    "resolved_is_closed": (
        "the moment of the resolution as it was entered: here it repeats the closing date"
    ),
    "two_spellings": "one spelling per person, or an account number",
    "test_tickets": "without the test tickets",
}
POLARITY: Mapping[str, str] = {
    "met": "does “yes” in “{header}” mean that the service level was met, as we read it?",
    "breached": "does “yes” in “{header}” mean that the service level was missed, as we read it?",
}
ZONE = "are the times of the export in the zone {zone}, as we read them?"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedColumn:
    """A column that the export lacks, or that it leaves empty.

    ``headers`` are its names in the tool, the usual one first; ``unlocks`` the figures that
    cannot be computed without it.
    """

    field: str
    headers: tuple[str, ...]
    empty: bool
    unlocks: tuple[str, ...]

    @property
    def why(self) -> Message:
        """What it is for."""
        return Message(WHY[self.field])


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """Columns to add, what to change in the export, and what to confirm.

    ``events`` says that the export has a line per update rather than per ticket.
    """

    tool: str
    events: bool = False
    columns: tuple[AskedColumn, ...] = ()
    changes: tuple[Message, ...] = ()
    confirmations: tuple[Message, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether the export already holds everything."""
        return not self.columns and not self.changes


def export_request(
    report: ImportReport,
    known: Mapping[str, int],
    not_computable: Mapping[str, Message],
    traps: tuple[Trap, ...],
) -> ExportRequest:
    """What to ask for after an export: what no incident tells, if the tool has a column for it.

    ``known`` says how many incidents tell each canonical column; of the type and the state, which
    are never unknown, how many tickets of the export tell them themselves.
    """
    return ExportRequest(
        tool=report.mapping.tool,
        events=report.mapping.shape == "events",
        columns=tuple(_columns(report, known, not_computable)),
        changes=tuple(
            Message(CHANGES[trap.code], trap.figures) for trap in traps if trap.code in CHANGES
        ),
        confirmations=tuple(_confirmations(report)),
    )


def _columns(
    report: ImportReport, known: Mapping[str, int], not_computable: Mapping[str, Message]
) -> list[AskedColumn]:
    asked = []
    for canonical, candidates in SOURCES.items():
        sources = _sources(canonical, candidates, known)
        there = [name for name in sources if name in report.columns]
        headers = tuple(
            header for name in sources for header in getattr(report.mapping.columns, name)
        )
        if known.get(canonical) or not headers:
            continue
        named = tuple(report.columns[name] for name in there)
        asked.append(
            AskedColumn(
                field=canonical,
                headers=named or tuple(dict.fromkeys(headers)),
                empty=bool(there),
                unlocks=_unlocked(canonical, not_computable),
            )
        )
    return asked


def _sources(
    canonical: str, candidates: tuple[str, ...], known: Mapping[str, int]
) -> tuple[str, ...]:
    """The columns to ask for; teams that were told one at a time cannot tell hand-overs."""
    if canonical == "reassignments" and known.get("resolver_group"):
        return ("reassignments",)
    return candidates


def _unlocked(canonical: str, not_computable: Mapping[str, Message]) -> tuple[str, ...]:
    """Figures that need the column, and those that need what it implies."""
    needs = {canonical, *IMPLIED.get(canonical, ())}
    return tuple(name for name in not_computable if needs & set(INPUTS[name]))


def _confirmations(report: ImportReport) -> list[Message]:
    asked = []
    if report.mapping.sla and "sla_met" in report.columns:
        header = report.columns["sla_met"]
        asked.append(Message(POLARITY[report.mapping.sla], {"header": header}))
    asked.append(Message(ZONE, {"zone": report.mapping.timezone}))
    return asked
