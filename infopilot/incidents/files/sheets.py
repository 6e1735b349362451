"""The first sheet of a workbook that holds something, as a CSV file.

The reader of sheets holds a whole sheet at once, empty cells included: a few bytes can ask it for
terabytes, and then it aborts. What is far outside of the limits is refused before it is called;
the rest is why files are read in a process of its own (`infopilot.incidents.confined.parent`).
"""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from pathlib import Path

from python_calamine import CalamineWorkbook

from infopilot.incidents.files.limits import CHUNK, Limits
from infopilot.incidents.files.refusals import (
    empty,
    too_large,
    too_long,
    too_wide,
    unreadable_workbook,
    with_macros,
)
from infopilot.model.errors import IncidentDataError

OVERLAP = 64
ROW = b"<row"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BOOKS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}
MACROS = frozenset({"xl/vbaProject.bin"})
Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was written as CSV; ``rows_before`` empty ones came before its header."""

    name: str
    kind: str
    rows_before: int


def kind_of(names: Iterable[str]) -> str | None:
    """The kind of workbook that an archive with these names is; None for another archive."""
    held = set(names)
    if "content.xml" in held and "mimetype" not in held:
        return None
    return next((kind for name, kind in BOOKS.items() if name in held), None)


def convert(source: Path, copy: Path, plain: Path, limits: Limits) -> Sheet:
    """Write the sheet of ``copy``, whose received name is ``source``, in ``plain``; or refuse it.

    Formulas are their last values; nothing is computed, no link is followed.
    """
    kind = _survey(source, limits)
    try:
        return _first_sheet(source, copy, plain, kind, limits)
    except (IncidentDataError, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # noqa: BLE001 - its panics are not ordinary exceptions
        raise unreadable_workbook(source) from None


def _first_sheet(source: Path, copy: Path, plain: Path, kind: str, limits: Limits) -> Sheet:
    with CalamineWorkbook.from_path(str(copy)) as workbook:
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.total_width > limits.columns:
                raise too_wide(source, limits.columns)
            # Empty cells are counted: a sheet may begin at its last line.
            if sheet.total_width * sheet.total_height > limits.cells:
                raise too_long(source, limits.cells // sheet.total_width)
            above, rows = _from_the_header(map(_texts, sheet.iter_rows()))
            first = next(rows, None)
            if first is not None:
                _write(source, plain, chain([first], rows), limits)
                return Sheet(name, kind, above)
    raise empty(source)


def cell_text(value: object) -> str:
    """A cell as a text that reads the same for everybody.

    >>> cell_text(5732943.0), cell_text(2.5), cell_text(datetime(2026, 3, 1, 8, 30))
    ('5732943', '2.5', '2026-03-01 08:30:00')
    """
    match value:
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S")
        case date():
            return value.strftime("%Y-%m-%d 00:00:00")
        case time() | timedelta():
            return str(value)
    return str(value)


def column_name(number: int) -> str:
    """The letters of a column, 1 being the first.

    >>> column_name(1), column_name(200), column_name(16_384)
    ('A', 'GR', 'XFD')
    """
    name = ""
    while number:
        number, rest = divmod(number - 1, len(LETTERS))
        name = LETTERS[rest] + name
    return name


def _survey(source: Path, limits: Limits) -> str:
    """Count what the workbook inflates to, its rows, and the columns that its cells name."""
    beyond = _beyond(limits.columns)
    size = rows = 0
    with zipfile.ZipFile(source) as archive:
        kind = kind_of(archive.namelist())
        if MACROS & set(archive.namelist()):
            raise with_macros(source)
        if kind not in {"xlsx", "ods"}:
            raise unreadable_workbook(source)
        for name in archive.namelist():
            tail = b""
            with archive.open(name) as part:
                while chunk := part.read(CHUNK):
                    size += len(chunk)
                    rows += (tail + chunk).count(ROW) - tail.count(ROW)
                    if size > limits.bytes:
                        raise too_large(source, limits.bytes, limits.members)
                    if rows > limits.rows:
                        raise too_long(source, limits.rows)
                    if kind == "xlsx" and beyond.search(tail + chunk):
                        raise too_wide(source, limits.columns)
                    tail = chunk[-OVERLAP:]
    return kind


def _beyond(columns: int) -> re.Pattern[bytes]:
    """What a cell to the right of the last of ``columns`` calls itself."""
    name = column_name(columns)
    wider = [f"[A-Z]{{{len(name) + 1},}}"]
    for place, letter in enumerate(name):
        if letter < LETTERS[-1]:
            following = LETTERS[LETTERS.index(letter) + 1]
            rest = len(name) - place - 1
            wider.append(f"{name[:place]}[{following}-Z][A-Z]{{{rest}}}")
    return re.compile(rf"<c\s[^>]*?r=[\"'](?:{'|'.join(wider)})[0-9]+[\"']".encode())


def _texts(row: Row) -> list[str]:
    # Seen at once: a sheet may hold a million empty rows between two cells.
    return [""] * len(row) if row.count("") == len(row) else [cell_text(value) for value in row]


def _from_the_header(rows: Iterator[list[str]]) -> tuple[int, Iterator[list[str]]]:
    """How many empty rows come before the header, and the rows from there on."""
    above = 0
    for row in rows:
        if any(row):
            return above, chain([row], rows)
        above += 1
    return above, rows


def _write(source: Path, plain: Path, rows: Iterable[list[str]], limits: Limits) -> None:
    with plain.open("w", encoding="utf-8", newline="", errors="replace") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for count, row in enumerate(rows):
            if count > limits.rows:
                raise too_long(source, limits.rows)
            writer.writerow(row)
            if not count % 1000 and file.tell() > limits.bytes:
                raise too_large(source, limits.bytes, limits.members)
