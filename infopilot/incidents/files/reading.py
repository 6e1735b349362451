"""A file as it was received to a table of texts, with what was found on the way."""

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from duckdb import (
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyConnection,
    DuckDBPyRelation,
    FunctionExpression,
)

from infopilot.incidents.files.containers import Unpacked, unpack
from infopilot.incidents.files.dialect import PlainText, check_lines, plain_text
from infopilot.incidents.files.headers import Fit, Header, read_header, without_titles
from infopilot.incidents.files.limits import Limits
from infopilot.incidents.files.lines import blank_records
from infopilot.incidents.files.progress import tell
from infopilot.incidents.files.quotes import broken_records, without
from infopilot.incidents.files.refusals import shown_name, too_long, unreadable_header
from infopilot.model.errors import IncidentDataError

DEFAULT_LIMITS = Limits()
# Above, the engine works in a file: it packs what it stores, and looks at each distinct text once.
WORKED_IN_MEMORY = 8_000_000
UNCLOSED = "unquoted_value"
# A record that is left out moves the ones behind it: its rank says from which place, and how far.
SHIFTS = """
create table shifts as
select record - rank as place, max(rank) as shift
from (
    select record, row_number() over (order by record) as rank
    from (
        select line - $before as record from reject_errors
        union
        select unnest($blank::bigint[]) as record
    )
)
group by 1
"""
SOURCE = """
create view source as
select * exclude (filled), rowid + 1 as source_row from received where filled
"""
SHIFTED_SOURCE = """
create view source as
select numbered.* exclude (filled, place), numbered.place + coalesce(shift, 0) as source_row
from (select *, rowid + 1 as place from received where filled) as numbered
asof left join shifts on numbered.place > shifts.place
"""
REJECTED = """
select line - $before as record,
    lower(replace(first(error_type::varchar order by byte_position), ' ', '_'))
from reject_errors group by 1 order by 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the file writes its table."""

    file: str
    kind: str
    encoding: str
    separator: str
    member: str | None
    sheet: str | None
    trailing_separator: bool
    nul_characters: int = 0
    unreadable_characters: int = 0
    lines_before: int = 1
    """Lines above the first record, the header among them, as a spreadsheet numbers them."""
    mojibake: int = 0
    titles: tuple[int, ...] = ()
    """Lines above the header that hold something else."""
    other_sheets: tuple[str, ...] = ()
    """Sheets that hold something and were not read."""


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A record that does not have the columns of the header, never shifted into them."""

    source_row: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFile:
    """A file whose header was read; ``columns`` are its names, `read_records` gives the rest."""

    path: Path
    header: Header
    layout: Layout
    lines: int
    limits: Limits
    in_memory: bool
    broken: tuple[int, ...] = ()
    """Ranks of the records whose quotes are not closed: empty lines stand in their places."""
    connections: list[DuckDBPyConnection] = field(default_factory=list)

    @property
    def connection(self) -> DuckDBPyConnection:
        """The engine that reads the file: an unknown layout is refused without one."""
        if not self.connections:
            folder = self.path.parent
            self.connections.append(connect(folder, self.limits, in_memory=self.in_memory))
        return self.connections[0]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, without the unnamed ones at the end, which no mapping can name."""
        names = self.header.columns
        return names[: max(i for i, name in enumerate(names, 1) if name or i == 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTable:
    """The records of a file: texts ``c0``, ``c1``... in the order of its columns.

    ``source_row`` numbers them, 1 for the first one under the header.
    """

    connection: DuckDBPyConnection
    relation: DuckDBPyRelation
    layout: Layout
    rows: int
    rejected: tuple[RejectedRow, ...] = ()


@contextmanager
def open_table(
    source: Path, limits: Limits = DEFAULT_LIMITS, fit: Fit | None = None
) -> Iterator[OpenFile]:
    """Open ``source`` in a connection of its own, closed at the end; raise `IncidentDataError`.

    ``fit`` recognises a header below titles, or in one of several sheets.
    """
    with TemporaryDirectory(prefix="infopilot-") as name:
        folder = Path(name)
        unpacked = unpack(source, folder, limits, fit)
        text = plain_text(unpacked.path, folder)
        # The header of a sheet is the first row that was written.
        header = read_header(text.path, source, limits, None if unpacked.sheet else fit)
        check_lines(text.path, source, header, limits)
        # A sheet is written by us: its quotes are all closed.
        path = without_titles(text.path, folder, header)
        path, broken = (path, ()) if unpacked.sheet else _mended(path, source, header)
        file = OpenFile(
            path=path,
            header=header,
            layout=_layout(source, unpacked, text, header),
            lines=text.lines - header.cut,
            limits=limits,
            in_memory=text.path.stat().st_size < WORKED_IN_MEMORY,
            broken=broken,
        )
        try:
            yield file
        finally:
            for connection in file.connections:
                connection.close()


def _mended(path: Path, source: Path, header: Header) -> tuple[Path, tuple[int, ...]]:
    """The file without the records whose quotes are not closed, and their ranks."""
    broken = broken_records(path, header.separator, len(header.columns))
    if not broken:
        return path, ()
    if broken[0].rank <= header.records_before:
        raise unreadable_header(source)
    mended = without(path, broken, path.parent)
    return mended, tuple(each.rank - header.records_before for each in broken)


def read_records(file: OpenFile, places: Collection[int] | None = None) -> SourceTable:
    """Read the columns at ``places`` of ``file`` (all by default); raise `IncidentDataError`."""
    tell("read")
    chosen = range(len(file.columns)) if places is None else sorted(places)
    try:
        rejected = _store(file, [f"c{index}" for index in chosen])
    except duckdb.OutOfMemoryException as trouble:
        raise MemoryError(str(trouble)) from None
    except duckdb.Error as trouble:
        raise IncidentDataError(
            "the table cannot be read",
            where=file.layout.file,
            got=str(trouble).partition("\n")[0],
            hint="open the file, check its quotes, and export it again",
        ) from None
    relation = file.connection.view("source")
    [(rows,)] = relation.aggregate("count(*)").fetchall()
    if rows + len(rejected) > file.limits.rows:
        raise too_long(Path(file.layout.file), file.limits.rows)
    return SourceTable(
        connection=file.connection,
        relation=relation,
        layout=file.layout,
        rows=rows + len(rejected),
        rejected=rejected,
    )


def connect(
    folder: Path | None = None, limits: Limits | None = None, *, in_memory: bool = True
) -> DuckDBPyConnection:
    """Open an engine in UTC that spills to ``folder``, works there or in memory, and stays offline.

    Tables of a file are packed: a log of several gigabytes needs a few hundred megabytes.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if folder:
        settings["temp_directory"] = str(folder)
    if limits:
        settings["memory_limit"] = f"{limits.engine_memory}B"
        settings["threads"] = 1 if in_memory else min(limits.threads, os.cpu_count() or 1)
    place = str(folder / "work.duckdb") if folder and not in_memory else ":memory:"
    connection = duckdb.connect(place, config=settings)
    connection.execute("set TimeZone = 'UTC'")
    return connection


def _store(file: OpenFile, chosen: Sequence[str]) -> tuple[RejectedRow, ...]:
    """Make ``received`` and ``source``: the chosen columns of each record that is not empty."""
    connection, header = file.connection, file.header
    names = [f"c{index}" for index in range(len(header.columns))]
    empty = ConstantExpression("")
    texts = (FunctionExpression("nullif", ColumnExpression(name), empty) for name in names)
    filled = CoalesceOperator(*texts).isnotnull().alias("filled")
    records = connection.read_csv(
        str(file.path),
        sep=header.separator,
        columns=dict.fromkeys(names, "VARCHAR"),
        header=False,
        skiprows=header.records_before,
        auto_detect=False,
        quotechar='"',
        escapechar='"',
        store_rejects=True,
    )
    if file.lines > file.limits.rows:
        records = records.limit(file.limits.rows + 1)
    records.select(*map(ColumnExpression, chosen), filled).create("received")
    before = header.records_before
    rejected = connection.execute(REJECTED, {"before": before}).fetchall()
    blank = _blank_records(file, len(rejected)) if len(names) > 1 else []
    if rejected or blank:
        connection.execute(SHIFTS, {"before": before, "blank": blank})
    connection.execute(SHIFTED_SOURCE if rejected or blank else SOURCE)
    rejected.extend((row, UNCLOSED) for row in file.broken)
    return tuple(RejectedRow(row, reason) for row, reason in sorted(rejected))


def _blank_records(file: OpenFile, rejected: int) -> list[int]:
    """Ranks of the empty lines: none where there are as many records as lines."""
    [(stored,)] = file.connection.table("received").aggregate("count(*)").fetchall()
    before = file.header.records_before
    if stored + rejected + before >= file.lines:
        return []
    return blank_records(file.path, file.header.separator, before)


def _layout(source: Path, unpacked: Unpacked, text: PlainText, header: Header) -> Layout:
    is_sheet = unpacked.sheet is not None
    return Layout(
        file=shown_name(source),
        kind=unpacked.kind,
        encoding="" if is_sheet else text.encoding,
        separator="" if is_sheet else header.separator,
        member=unpacked.member,
        sheet=unpacked.sheet,
        trailing_separator=not is_sheet and not header.columns[-1],
        nul_characters=text.nul_characters,
        unreadable_characters=text.unreadable_characters,
        lines_before=unpacked.rows_before + header.lines_before,
        mojibake=text.mojibake,
        titles=(*unpacked.titles, *header.titles),
        other_sheets=unpacked.other_sheets,
    )
