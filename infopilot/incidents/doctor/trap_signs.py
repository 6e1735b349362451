"""The signs that give a trap away: counts of an export held against the thresholds of the method.

A sign speaks from `minimum_tickets` on, and keeps silent when another trap explains it.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from duckdb import DuckDBPyConnection

from infopilot.incidents.conversion.canonical import ImportReport
from infopilot.incidents.counting.closures import count_administrative_closures, count_auto_close
from infopilot.incidents.counting.counts import open_log
from infopilot.incidents.doctor.trap_accounts import machines, robot_account, two_spellings
from infopilot.incidents.doctor.trap_counts import Counts
from infopilot.incidents.doctor.trap_export import Export, dates_without_time
from infopilot.incidents.doctor.traps import Figure, Trap
from infopilot.model.method import IncidentMethod, TrapMethod

DAY_CHARACTERS = len("2026-03-01")


def find_traps(
    connection: DuckDBPyConnection,
    report: ImportReport,
    method: TrapMethod,
    incidents: IncidentMethod,
) -> tuple[Trap, ...]:
    """Every trap of the export whose tables `make_table` left in ``connection``."""
    export = Export(
        report=report,
        counts=Counts(connection, report.mapping.timezone),
        log=open_log(connection.table("complete")),
        method=method,
        incidents=incidents,
    )
    return tuple(trap for sign in SIGNS for trap in sign(export))


def sla_red_at_closure(export: Export) -> Iterator[Trap]:
    """Misses that only show on the line that closes the incident, in an event log."""
    if export.report.mapping.shape != "events" or "sla_met" not in export.report.columns:
        return
    seen = export.counts.misses()
    failed, late = int(seen["failed"] or 0), int(seen["late"] or 0)
    if export.enough(failed) and late / failed >= export.method.sla_at_closure_share:
        figures = {"failed": failed, "late": late, "late_share": late / failed}
        yield Trap(code="sla_red_at_closure", figures=figures)


def sla_one_sided(export: Export) -> Iterator[Trap]:
    """Verdicts that are all the same."""
    told, met = export.count("told_sla"), export.count("met_sla")
    if told >= export.method.sla_one_sided_minimum and met in {0, told}:
        yield Trap(code="sla_one_sided", figures={"told": told, "met": met, "missed": told - met})


def mass_closure(export: Export) -> Iterator[Trap]:
    """Clean-ups; the largest is told."""
    closures = count_administrative_closures(export.log, export.incidents)
    if not closures:
        return
    largest = max(closures, key=lambda each: each.incidents)
    figures: dict[str, Figure] = {
        "closures": len(closures),
        "incidents": largest.incidents,
        "from_at": export.moment(largest.start),
        "to_at": export.moment(largest.end),
    }
    if largest.sla_met_share is not None:
        figures["sla_met_share"] = largest.sla_met_share
    yield Trap(code="mass_closure", figures=figures)


def auto_close(export: Export) -> Iterator[Trap]:
    """A delay after which the tool closes by itself."""
    found = count_auto_close(export.log, export.incidents)
    if found and export.enough(export.count("both_dates")):
        yield Trap(code="auto_close", figures={"days": found.delay_days, "auto_share": found.share})


def mostly_requests(export: Export) -> Iterator[Trap]:
    """Hardly any incident: nothing, or next to nothing, is left to count."""
    kinds, tickets = export.counts.kinds(), export.count("tickets")
    requests = kinds["requests"]
    if export.enough(tickets) and requests / tickets >= export.method.mostly_requests_share:
        figures = {
            "tickets": tickets,
            "requests": requests,
            "incidents": kinds["incidents"],
            "requests_share": requests / tickets,
        }
        yield Trap(code="mostly_requests", figures=figures)


def titles(export: Export) -> Iterator[Trap]:
    """Incidents titled like requests, and tickets titled like tests."""
    if "title" not in export.report.columns:
        return
    seen, rows = export.counts.titles()
    incidents, requests, tests = (int(seen[n] or 0) for n in ("incidents", "requests", "tests"))
    if export.enough(incidents) and requests / incidents >= export.method.request_words_share:
        share = requests / incidents
        figures = {"incidents": incidents, "requests": requests, "requests_share": share}
        yield Trap(code="requests_mixed", figures=figures)
    if tests >= export.method.test_titles:
        yield Trap(code="test_tickets", figures={"tickets": tests}, lines=export.lines(rows))


def flat_priority(export: Export) -> Iterator[Trap]:
    """One priority for nearly all."""
    seen = export.counts.priorities()
    told = sum(count for _, count in seen)
    if export.enough(told) and seen[0][1] / told >= export.method.flat_priority_share:
        priority, top = seen[0]
        figures = {"told": told, "top": top, "top_share": top / told, "priority": priority}
        yield Trap(code="flat_priority", figures=figures)


def cut_export(export: Export) -> Iterator[Trap]:
    """As many lines as a tool or a spreadsheet lets through, the header counted or not."""
    rows = export.report.rows.read
    limit = next((each for each in export.method.row_limits if each in {rows, rows + 1}), None)
    if limit and export.count("tickets"):
        figures: dict[str, Figure] = {"rows": rows, "limit": limit, **_period(export)}
        yield Trap(code="cut_export", figures=figures)


def only_finished(export: Export) -> Iterator[Trap]:
    """No ticket in progress."""
    tickets = export.count("tickets")
    if export.enough(tickets) and export.count("finished") == tickets:
        yield Trap(code="only_finished", figures={"tickets": tickets})


def short_period(export: Export) -> Iterator[Trap]:
    """Fewer days than a year."""
    if not export.enough(export.count("tickets")):
        return
    days = (export.opened("last_opened") - export.opened("first_opened")).days
    if days < export.method.minimum_days:
        figures: dict[str, Figure] = {
            "days": days,
            "asked": export.method.asked_days,
            **_period(export),
        }
        yield Trap(code="short_period", figures=figures)


def thin_months(export: Export) -> Iterator[Trap]:
    """Whole months, between the first and the last one, that hold next to nothing."""
    seen = export.counts.months()
    busiest = max(seen.values(), default=0)
    if busiest < export.method.thin_month_busiest:
        return
    between = _months_between(min(seen), max(seen))
    limit = export.method.thin_month_share * busiest
    thin = [month for month in between if seen.get(month, 0) < limit]
    if thin:
        figures: dict[str, Figure] = {
            "months": len(thin),
            "between": len(between),
            "first_month": thin[0],
            "busiest": busiest,
        }
        yield Trap(code="thin_months", figures=figures)


def after_the_fact(export: Export) -> Iterator[Trap]:
    """Resolved as soon as opened, in bulk."""
    resolved, quick = export.count("resolved"), export.count("quick")
    share = quick / resolved if resolved else 0
    if export.enough(resolved) and share >= export.method.after_fact_share and export.has_times:
        figures = {
            "resolved": resolved,
            "quick": quick,
            "quick_share": share,
            "minutes": export.method.after_fact_minutes,
        }
        yield Trap(code="after_the_fact", figures=figures)


def resolved_is_closed(export: Export) -> Iterator[Trap]:
    """Two dates that are one."""
    both, same = export.count("both_dates"), export.count("same_dates")
    share = same / both if both else 0
    if export.enough(both) and share >= export.method.same_date_share and export.has_times:
        figures = {"both": both, "same": same, "same_share": share}
        yield Trap(code="resolved_is_closed", figures=figures)


SIGNS: tuple[Callable[[Export], Iterator[Trap]], ...] = (
    sla_red_at_closure,
    sla_one_sided,
    mass_closure,
    auto_close,
    robot_account,
    machines,
    mostly_requests,
    titles,
    flat_priority,
    cut_export,
    only_finished,
    short_period,
    thin_months,
    after_the_fact,
    resolved_is_closed,
    dates_without_time,
    two_spellings,
)


def _period(export: Export) -> dict[str, str]:
    return {
        "from_on": export.moment(export.opened("first_opened"))[:DAY_CHARACTERS],
        "to_on": export.moment(export.opened("last_opened"))[:DAY_CHARACTERS],
    }


def _months_between(first: str, last: str) -> list[str]:
    """Months after ``first`` and before ``last``.

    >>> _months_between("2025-11", "2026-02")
    ['2025-12', '2026-01']
    """
    months = []
    month = datetime.strptime(first, "%Y-%m").replace(tzinfo=UTC)
    while (month := (month + timedelta(days=32)).replace(day=1)).strftime("%Y-%m") < last:
        months.append(month.strftime("%Y-%m"))
    return months
