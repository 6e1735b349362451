"""A ticket export to a canonical table: what it is, what is kept of it, and nothing silent."""

import os
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb
from duckdb import ColumnExpression, DuckDBPyConnection, DuckDBPyRelation

from infopilot.incidents.conversion.assumptions import assumptions
from infopilot.incidents.conversion.cells import clean_cells
from infopilot.incidents.conversion.dates import choose_formats, list_dates, zoned
from infopilot.incidents.conversion.entities import know_entities
from infopilot.incidents.conversion.events import Clean, last_events, single_tickets
from infopilot.incidents.conversion.issues import (
    Issue,
    list_issues,
    open_issues,
    reject_whole_incidents,
    rejected_rows,
    repaired_rows,
)
from infopilot.incidents.conversion.long_cells import drop_long_cells
from infopilot.incidents.conversion.numbers import choose_signs
from infopilot.incidents.conversion.organisations import assign_organisations
from infopilot.incidents.conversion.rows import make_canonical, set_variables
from infopilot.incidents.conversion.serials import serial_columns, tell_serials
from infopilot.incidents.conversion.table import DERIVED, completed, open_canonical
from infopilot.incidents.conversion.words import known_states, make_states, make_words
from infopilot.incidents.files.limits import Limits
from infopilot.incidents.files.progress import tell
from infopilot.incidents.files.reading import (
    DEFAULT_LIMITS,
    Layout,
    OpenFile,
    SourceTable,
    open_table,
    read_records,
)
from infopilot.incidents.mappings.mapping import Mapping
from infopilot.incidents.mappings.questions import ask_undecided
from infopilot.incidents.mappings.recognition import (
    Evidence,
    header_fit,
    match_columns,
    recognise,
)
from infopilot.model.errors import IncidentDataError
from infopilot.model.incidents import CANONICAL_COLUMNS
from infopilot.model.text import Message

__all__ = ["ImportReport", "Tally", "import_tickets", "make_table", "open_canonical"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many there were: ``read`` is always ``kept + rejected``."""

    read: int
    kept: int
    rejected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What was recognised, what was kept, what was repaired or rejected and what was assumed.

    ``rows`` are records of the file that hold something, ``incidents`` tickets: they differ in an
    event log. ``repaired`` counts the rows, among those that are kept, with at least one repair.
    ``columns`` gives the header of each canonical column, ``close`` the name that a header was
    taken for where it is not written the same; ``ignored`` headers are known and not used.
    """

    mapping: Mapping
    evidence: Evidence
    layout: Layout
    columns: dict[str, str]
    close: dict[str, str]
    ignored: tuple[str, ...]
    unmapped: tuple[str, ...]
    date_formats: dict[str, str]
    rows: Tally
    repaired: int
    incidents: Tally
    issues: tuple[Issue, ...]
    assumptions: tuple[Message, ...]

    @property
    def tool(self) -> str:
        """The name of the tool."""
        return self.mapping.tool


def import_tickets(  # noqa: PLR0913 - a file, a place and the consultant's four choices
    source: Path,
    destination: Path,
    *,
    mappings: Sequence[Mapping],
    key: bytes,
    keep_names: bool = False,
    incidents_only: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> ImportReport:
    """Write the canonical table of ``source`` in the Parquet file ``destination``.

    The file appears whole or not at all. People become pseudonyms under ``key`` and titles are
    left out, unless ``keep_names``; requests are left out if ``incidents_only``. Raises
    `IncidentDataError`.
    """
    with open_table(source, limits, header_fit(mappings)) as table:
        report = make_table(
            table, mappings, key=key, keep_names=keep_names, incidents_only=incidents_only
        )
        write_table(table.connection, destination, keep_names=keep_names)
    return report


def write_table(connection: DuckDBPyConnection, destination: Path, *, keep_names: bool) -> None:
    """Write the incidents that `make_table` made; titles are left out unless ``keep_names``."""
    left_out = frozenset() if keep_names else frozenset({"title"})
    columns = [c for c in (*CANONICAL_COLUMNS, *DERIVED) if c not in left_out]
    canonical = connection.table("complete").select(*map(ColumnExpression, columns))
    tell("write")
    _write(canonical.order("opened_at, id"), destination)


def make_table(
    opened: OpenFile,
    mappings: Sequence[Mapping],
    *,
    key: bytes,
    keep_names: bool = False,
    incidents_only: bool = False,
) -> ImportReport:
    """Make the table ``complete`` of the connection of ``opened``: the canonical incidents."""
    file = opened.layout.file
    mapping, evidence = recognise(opened.columns, mappings, opened.layout)
    matched = match_columns(mapping, opened.columns, file)
    source = read_records(opened, matched.positions.values())
    connection = source.connection
    _check_rows(source)
    tell("convert")
    try:
        open_issues(source)
        know_entities(connection)
        drop_long_cells(source, matched.positions)
        clean = partial(clean_cells, mapping=mapping, positions=matched.positions)
        _make_cells(opened, clean(source.relation))
        serials = serial_columns(connection)
        if serials:
            clean = partial(clean, serials=serials)
            connection.execute(DROP[opened.in_memory])
            _make_cells(opened, clean(source.relation))
            tell_serials(connection, serials)
        formats = choose_formats(connection, mapping, matched.headers, source.layout, serials)
        mapping = zoned(mapping, formats, file)
        choose_signs(connection, mapping, matched.headers, source.layout)
        ask_undecided(connection, mapping, matched, file)
        has_knowledge = "knowledge" in matched.positions
        set_variables(
            connection, mapping, incidents_only=incidents_only, has_knowledge=has_knowledge
        )
        _make_tickets(connection, mapping, matched.positions, clean)
        make_words(connection, mapping, key, keep_names=keep_names)
        make_canonical(connection, mapping)
        completed(connection.view("canonical")).create("complete")
        if mapping.shape == "events":
            reject_whole_incidents(connection)
    except duckdb.OutOfMemoryException as trouble:
        raise MemoryError(str(trouble)) from None
    except (duckdb.DataError, duckdb.OperationalError) as trouble:
        raise IncidentDataError(
            "the tickets cannot be read",
            where=file,
            got=str(trouble).partition("\n")[0],
            hint="open the file, check it, and export it again",
        ) from None
    return ImportReport(
        mapping=mapping,
        evidence=evidence,
        layout=source.layout,
        columns=matched.headers,
        close=matched.close,
        ignored=matched.ignored,
        unmapped=matched.unmapped,
        date_formats=formats,
        rows=_rows(source),
        repaired=repaired_rows(connection),
        incidents=_incidents(connection),
        issues=list_issues(source),
        assumptions=assumptions(mapping, matched, formats, known_states(connection)),
    )


DROP = {True: "drop table cells", False: "drop view cells"}


def _make_cells(opened: OpenFile, cells: DuckDBPyRelation) -> None:
    """Make ``cells`` and the list of their dates."""
    # Of a large log each column is cleaned when it is asked for, of a small one all at once.
    (cells.create if opened.in_memory else cells.create_view)("cells")
    list_dates(opened.connection)


def _check_rows(source: SourceTable) -> None:
    if not source.rows:
        raise IncidentDataError(
            "there is no line under the header",
            where=source.layout.file,
            expected="a header line, then one ticket or event per line",
            hint="export a period that has tickets",
        )
    if source.rows == len({each.source_row for each in source.rejected}):
        raise IncidentDataError(
            "no ticket can be read under the header",
            where=source.layout.file,
            hint="open the file, check its quotes, and export it again",
        )


def _make_tickets(
    connection: DuckDBPyConnection, mapping: Mapping, positions: Collection[str], clean: Clean
) -> None:
    """Make ``tickets``, one row each."""
    make_states(connection, mapping)
    if mapping.shape == "events":
        last_events(connection, positions, clean)
    else:
        single_tickets(connection)
    assign_organisations(connection, mapping)


def _rows(source: SourceTable) -> Tally:
    rejected = rejected_rows(source.connection)
    return Tally(read=source.rows, kept=source.rows - rejected, rejected=rejected)


def _incidents(connection: DuckDBPyConnection) -> Tally:
    tickets = _count(connection.table("tickets"))
    kept = _count(connection.table("complete"))
    return Tally(read=tickets, kept=kept, rejected=tickets - kept)


def _count(relation: DuckDBPyRelation) -> int:
    [(count,)] = relation.aggregate("count(*)").fetchall()
    return int(count)


def _write(table: DuckDBPyRelation, destination: Path) -> None:
    """Write ``table`` beside ``destination``, then give it its name."""
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(suffix=".part", prefix=".", dir=destination.parent)
    except OSError as trouble:
        raise _unwritable(destination, trouble) from None
    part = Path(name)
    try:
        with os.fdopen(handle, "rb") as file:
            table.write_parquet(name, compression="zstd")
            os.fsync(file.fileno())
        part.replace(destination)
    except (OSError, duckdb.IOException) as trouble:
        raise _unwritable(destination, trouble) from None
    finally:
        part.unlink(missing_ok=True)


def _unwritable(destination: Path, trouble: Exception) -> IncidentDataError:
    return IncidentDataError(
        "the table of incidents cannot be written",
        where=str(destination),
        got=str(trouble).partition("\n")[0],
        hint="check the place that is left on the disk and the rights on the folder",
    )
