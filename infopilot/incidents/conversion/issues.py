"""What was repaired or rejected on the way: a code, how many lines, and which.

Every record that is read is either kept or rejected, and rejected once: the counts of the rejects
add up to the records that were left out. A record may be repaired in several columns.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from duckdb import DuckDBPyConnection

from infopilot.incidents.files.reading import SourceTable
from infopilot.model.text import Message

LINES_LISTED = 1000
NAMES_LISTED = 10
SENTENCES: Mapping[str, str] = {
    "missing_columns": "the line has fewer cells than the header",
    "too_many_columns": "the line has more cells than the header",
    "unquoted_value": "a quote is opened and never closed",
    "broken_line": "the line cannot be cut into cells",
    "missing_id": "the ticket has no number",
    "repeated_ticket": "the ticket is there again; its latest line is kept",
    "future_date": "the date is after the day of the import; it is left out",
    "unreadable_date": "the date does not have the format of its column",
    "dates_out_of_order": "the date is before the opening; it is left out",
    "missing_opening_date": "the opening date is missing or does not have the format of its column",
    "unknown_type": "neither an incident nor a request, by the words of the mapping",
    "request_left_out": "requests were left out on demand",
    "unknown_status": "unknown status; the dates tell the state instead",
    "unknown_priority": "unknown priority; it is left out",
    "unknown_value": "the value is not known; it is left out",
    "resolved_while_open": "resolved, yet still open: the ticket counts as open",
    "closed_while_open": "closed, yet still in progress: the ticket counts as in progress",
    "skipped_hour": "the time does not exist (clocks went forward); one hour is added",
    "repeated_hour": "the time exists twice (clocks went back); the first one is taken",
    "nul_characters": "empty characters were removed",
    "unreadable_characters": "characters could not be read and were replaced",
    "mojibake_suspected": "letters seem to have been read in a wrong encoding before (Ã© for é); "
    "they are kept as they are",
    "lines_above_header": "what is written above the header was skipped",
    "other_sheets": "other sheets were not read: {names}",
    "serial_dates": "the dates are numbers of days of a spreadsheet; they were turned into dates",
    "too_long": "the text is longer than a cell may be; it is left out",
}
CREATE = """
create table issues (kind varchar, code varchar, field varchar, source_row bigint)
"""
SUMMARY = """
select kind, code, field, count(*), list(source_row + $above order by source_row)[:$listed]
from issues group by kind, code, field order by kind, code, field
"""
# An incident that is left out takes all its lines with it.
LEFT_OUT_WITH = """
insert into issues
select 'reject', found.code, found.field, events.source_row
from issues as found
join tickets on tickets.source_row = found.source_row
join events on events.id = tickets.id
where found.kind = 'reject'
    and events.source_row not in (select source_row from issues where kind = 'reject')
"""
REJECTED = "select count(distinct source_row) from issues where kind = 'reject'"
REPAIRED = """
select count(distinct source_row) from issues
where kind = 'repair' and source_row not in (select source_row from issues where kind = 'reject')
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One kind of trouble in one column.

    ``lines`` are those of the file as a spreadsheet numbers them, the first `LINES_LISTED` ones;
    characters that were removed before there were lines have none.
    """

    kind: Literal["repair", "reject"]
    code: str
    field: str
    count: int
    lines: tuple[int, ...] = ()
    names: str = ""
    """Of sheets that were not read."""

    @property
    def message(self) -> Message:
        """What the code means."""
        return Message(SENTENCES[self.code], {"names": self.names} if self.names else {})


def open_issues(source: SourceTable) -> None:
    """Make the table ``issues``, with the records that could not be read."""
    source.connection.execute(CREATE)
    known = [
        (row.reason if row.reason in SENTENCES else "broken_line", row.source_row)
        for row in source.rejected
    ]
    if known:
        codes, rows = zip(*known, strict=True)
        source.connection.execute(
            "insert into issues select 'reject', unnest($codes), '', unnest($rows)",
            {"codes": list(codes), "rows": list(rows)},
        )


def list_issues(source: SourceTable) -> tuple[Issue, ...]:
    """Everything that was repaired or rejected."""
    asked = {"above": source.layout.lines_before, "listed": LINES_LISTED}
    found = source.connection.execute(SUMMARY, asked).fetchall()
    issues = [
        Issue(kind=kind, code=code, field=field, count=count, lines=tuple(lines))
        for kind, code, field, count, lines in found
    ]
    return (*_characters(source), *_left_aside(source), *issues)


def _left_aside(source: SourceTable) -> list[Issue]:
    """What the file holds beside its table."""
    titles, sheets = source.layout.titles, source.layout.other_sheets
    found = []
    if titles:
        code = "lines_above_header"
        found.append(Issue(kind="repair", code=code, field="", count=len(titles), lines=titles))
    if sheets:
        more = ", …" if len(sheets) > NAMES_LISTED else ""
        names = ", ".join(sheets[:NAMES_LISTED]) + more
        found.append(
            Issue(kind="repair", code="other_sheets", field="", count=len(sheets), names=names)
        )
    return found


def _characters(source: SourceTable) -> list[Issue]:
    counts = {
        "nul_characters": source.layout.nul_characters,
        "unreadable_characters": source.layout.unreadable_characters,
        "mojibake_suspected": source.layout.mojibake,
    }
    return [
        Issue(kind="repair", code=code, field="", count=count)
        for code, count in counts.items()
        if count
    ]


def reject_whole_incidents(connection: DuckDBPyConnection) -> None:
    """Reject every line of the incidents of an event log that are left out."""
    connection.execute(LEFT_OUT_WITH)


def rejected_rows(connection: DuckDBPyConnection) -> int:
    """How many records were left out."""
    return _count(connection, REJECTED)


def repaired_rows(connection: DuckDBPyConnection) -> int:
    """How many of the records that are kept were repaired, in one column or more."""
    return _count(connection, REPAIRED)


def _count(connection: DuckDBPyConnection, statement: str) -> int:
    [(count,)] = connection.execute(statement).fetchall()
    return int(count)
