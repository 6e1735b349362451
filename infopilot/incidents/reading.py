"""A file as it was received to a table of texts, with what was found on the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from duckdb import DuckDBPyConnection, DuckDBPyRelation

from infopilot.incidents.containers import Limits, Unpacked, unpack
from infopilot.incidents.dialect import Header, PlainText, plain_text, read_header
from infopilot.incidents.lines import blank_records
from infopilot.model.errors import IncidentDataError

DEFAULT_LIMITS = Limits()
NUMBERED = """
create temp table numbered as select *, row_number() over () as place from received
"""
# A record that is left out moves the ones behind it: its rank says from which place, and how far.
SHIFTS = """
create temp table shifts as
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
SOURCE = "create temp view source as select * rename (place as source_row) from numbered"
SHIFTED_SOURCE = """
create temp view source as
select numbered.* exclude (place), numbered.place + coalesce(shifts.shift, 0) as source_row
from numbered asof left join shifts on numbered.place > shifts.place
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


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A record that does not have the columns of the header, never shifted into them."""

    source_row: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTable:
    """The records of a file: texts ``c0``, ``c1``... in the order of ``columns``.

    ``source_row`` numbers them, 1 for the first one under the header.
    """

    connection: DuckDBPyConnection
    relation: DuckDBPyRelation
    columns: tuple[str, ...]
    layout: Layout
    rows: int
    rejected: tuple[RejectedRow, ...] = ()


@contextmanager
def open_table(source: Path, limits: Limits = DEFAULT_LIMITS) -> Iterator[SourceTable]:
    """Read ``source`` in a connection of its own, closed at the end; raise `IncidentDataError`."""
    with TemporaryDirectory(prefix="infopilot-") as name:
        folder = Path(name)
        unpacked = unpack(source, folder, limits)
        text = plain_text(unpacked.path, folder)
        header = read_header(text.path, source, limits)
        connection = connect(folder)
        try:
            rejected = _read(connection, text.path, header, source)
            yield _table(connection, _layout(source, unpacked, text, header), header, rejected)
        finally:
            connection.close()


def connect(folder: Path | None = None) -> DuckDBPyConnection:
    """Open an engine in memory, in UTC, that spills to ``folder`` and ignores the network."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if folder:
        settings["temp_directory"] = str(folder)
    connection = duckdb.connect(config=settings)
    connection.execute("set TimeZone = 'UTC'")
    return connection


def _read(
    connection: DuckDBPyConnection, path: Path, header: Header, source: Path
) -> tuple[RejectedRow, ...]:
    try:
        received = connection.read_csv(
            str(path),
            sep=header.separator,
            columns={f"c{index}": "VARCHAR" for index in range(len(header.columns))},
            header=False,
            skiprows=header.records_before,
            auto_detect=False,
            quotechar='"',
            escapechar='"',
            store_rejects=True,
        )
        received.create_view("received")
        connection.execute(NUMBERED)
        before = header.records_before
        rejected = connection.execute(REJECTED, {"before": before}).fetchall()
        blank = blank_records(path, header.separator, before) if len(header.columns) > 1 else []
        if rejected or blank:
            connection.execute(SHIFTS, {"before": before, "blank": blank})
        connection.execute(SHIFTED_SOURCE if rejected or blank else SOURCE)
    except duckdb.Error as trouble:
        raise IncidentDataError(
            "the table cannot be read",
            where=str(source),
            got=str(trouble).partition("\n")[0],
            hint="open the file, check its quotes, and export it again",
        ) from None
    return tuple(RejectedRow(row, reason) for row, reason in rejected)


def _table(
    connection: DuckDBPyConnection,
    layout: Layout,
    header: Header,
    rejected: tuple[RejectedRow, ...],
) -> SourceTable:
    """Leave out the empty records, and the unnamed columns at the end that hold nothing."""
    used = _used_columns(connection, header)
    filled: duckdb.Expression = duckdb.ConstantExpression(value=False)
    texts = [duckdb.ColumnExpression(f"c{index}") for index in range(used)]
    for text in texts:
        filled |= text != duckdb.ConstantExpression("")
    source_row = duckdb.ColumnExpression("source_row")
    relation = connection.view("source").filter(filled).select(*texts, source_row)
    [(rows,)] = relation.aggregate("count(*)").fetchall()
    return SourceTable(
        connection=connection,
        relation=relation,
        columns=header.columns[:used],
        layout=layout,
        rows=rows + len(rejected),
        rejected=rejected,
    )


def _used_columns(connection: DuckDBPyConnection, header: Header) -> int:
    counts = [
        duckdb.FunctionExpression("count", duckdb.ColumnExpression(f"c{index}"))
        for index in range(len(header.columns))
    ]
    [filled] = connection.view("source").aggregate(counts).fetchall()
    used = len(header.columns)
    while used > 1 and not header.columns[used - 1] and not filled[used - 1]:
        used -= 1
    return used


def _layout(source: Path, unpacked: Unpacked, text: PlainText, header: Header) -> Layout:
    is_sheet = unpacked.sheet is not None
    return Layout(
        file=str(source),
        kind=unpacked.kind,
        encoding="" if is_sheet else text.encoding,
        separator="" if is_sheet else header.separator,
        member=unpacked.member,
        sheet=unpacked.sheet,
        trailing_separator=not is_sheet and not header.columns[-1],
        nul_characters=text.nul_characters,
        unreadable_characters=text.unreadable_characters,
        lines_before=unpacked.rows_before + header.lines_before,
    )
