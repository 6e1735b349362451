"""The sheet of a workbook that holds its tickets, as a CSV file.

The reader of sheets holds a whole sheet at once, empty cells included: a few bytes can ask it for
terabytes, and then it aborts. What is far outside of the limits is refused before it is called;
the rest is why files are read in a process of its own (`infopilot.incidents.confined.parent`).
"""

import csv
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook

from infopilot.incidents.files.headers import LOOKED_AT, Fit
from infopilot.incidents.files.limits import CHUNK, Limits
from infopilot.incidents.files.refusals import (
    empty,
    several_sheets,
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
    """A sheet that was written as CSV; ``rows_before`` came before its header.

    ``titles`` are those of them that hold something, ``others`` the sheets that do.
    """

    name: str
    kind: str
    rows_before: int
    titles: tuple[int, ...] = ()
    others: tuple[str, ...] = ()


def kind_of(names: Iterable[str]) -> str | None:
    """The kind of workbook that an archive with these names is; None for another archive."""
    held = set(names)
    if "content.xml" in held and "mimetype" not in held:
        return None
    return next((kind for name, kind in BOOKS.items() if name in held), None)


def convert(source: Path, copy: Path, plain: Path, limits: Limits, fit: Fit | None = None) -> Sheet:
    """Write one sheet of ``copy``, whose received name is ``source``, in ``plain``; or refuse it.

    It is the one whose header ``fit`` recognises best, failing that the first with something in.
    Formulas are their last values; nothing is computed, no link is followed.
    """
    kind = _survey(source, limits)
    try:
        chosen, others = _best_sheet(source, copy, plain, limits, fit)
        return Sheet(chosen.name, kind, chosen.above, chosen.titles, others)
    except (IncidentDataError, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # noqa: BLE001 - its panics are not ordinary exceptions
        raise unreadable_workbook(source) from None


@dataclass(frozen=True, slots=True)
class _Look:
    """What a first look at a sheet shows: how well a row of it is a header, and which one."""

    name: str
    fit: float
    above: int
    titles: tuple[int, ...]


def _best_sheet(
    source: Path, copy: Path, plain: Path, limits: Limits, fit: Fit | None
) -> tuple[_Look, tuple[str, ...]]:
    """Write the sheet whose header is known best, the first one that holds something otherwise."""
    with CalamineWorkbook.from_path(str(copy)) as workbook:
        seen: list[_Look] = []
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            looked = _look(name, sheet, limits, fit)
            if looked:
                seen.append(looked)
            if looked and fit is None:
                break
        if not seen:
            raise empty(source)
        best = max(seen, key=lambda each: each.fit)
        same = [each.name for each in seen if each.fit == best.fit]
        if best.fit >= 1 and len(same) > 1:
            raise several_sheets(source, same)
        chosen = best if best.fit >= 1 else seen[0]
        # The last sheet that was looked at is still in memory; it is the only one, most often.
        if chosen.name != name:
            sheet = workbook.get_sheet_by_name(chosen.name)
        _check_size(source, sheet, limits)
        _write(source, plain, islice(map(_texts, sheet.iter_rows()), chosen.above, None), limits)
    return chosen, tuple(each.name for each in seen if each is not chosen)


def _look(name: str, sheet: CalamineSheet, limits: Limits, fit: Fit | None) -> _Look | None:
    """Find the header of a sheet: a row that ``fit`` knows, or the first that holds something."""
    # What is too wide to be read is not looked at: it is refused when it is chosen.
    is_wide = sheet.total_width > limits.columns
    titles: list[int] = []
    found: _Look | None = None
    for above, row in enumerate(sheet.iter_rows()):
        texts = [] if is_wide else _texts(row)
        if is_wide or any(texts):
            known = fit(texts) if fit else 0
            if known >= 1:
                return _Look(name, known, above, tuple(titles))
            found = found or _Look(name, known, above, ())
            titles.append(above + 1)
        if found and (fit is None or is_wide or above - found.above >= LOOKED_AT - 1):
            break
    return found


def _check_size(source: Path, sheet: CalamineSheet, limits: Limits) -> None:
    if sheet.total_width > limits.columns:
        raise too_wide(source, limits.columns)
    # Empty cells are counted: a sheet may begin at its last line.
    if sheet.total_width * sheet.total_height > limits.cells:
        raise too_long(source, limits.cells // sheet.total_width)


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


def _write(source: Path, plain: Path, rows: Iterable[list[str]], limits: Limits) -> None:
    with plain.open("w", encoding="utf-8", newline="", errors="replace") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for count, row in enumerate(rows):
            if count > limits.rows:
                raise too_long(source, limits.rows)
            writer.writerow(row)
            if not count % 1000 and file.tell() > limits.bytes:
                raise too_large(source, limits.bytes, limits.members)
