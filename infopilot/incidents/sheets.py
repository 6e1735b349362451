"""The first sheet of a workbook that holds something, as a CSV file.

Run as a script by `infopilot.incidents.containers`, in a process with limits of its own: a sheet
whose cells are far apart makes the reader ask for terabytes and abort. It imports nothing of ours.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

MEMORY = 2 << 30
Row = Sequence[object]


def convert(source: Path, plain: Path, columns: int) -> dict[str, str | int]:
    """Write the sheet in ``plain`` and say which it is, or why it is refused."""
    with CalamineWorkbook.from_path(str(source)) as workbook:
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            above, rows = _from_the_header(map(_texts, sheet.iter_rows()))
            first = next(rows, None)
            if first is None:
                continue
            if len(first) > columns:
                return {"refused": "wide"}
            _write(plain, chain([first], rows))
            return {"sheet": name, "kind": _kind(source), "above": above}
    return {"refused": "empty"}


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


def _texts(row: Row) -> list[str]:
    return [cell_text(value) for value in row]


def _from_the_header(rows: Iterator[list[str]]) -> tuple[int, Iterator[list[str]]]:
    """How many empty rows come before the header, and the rows from there on."""
    above = 0
    for row in rows:
        if any(row):
            return above, chain([row], rows)
        above += 1
    return above, rows


def _write(plain: Path, rows: Iterable[list[str]]) -> None:
    with plain.open("w", encoding="utf-8", newline="", errors="replace") as file:
        csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)


def _kind(source: Path) -> str:
    with ZipFile(source) as archive:
        return "xlsx" if "xl/workbook.xml" in archive.namelist() else "ods"


def _limit(seconds: int) -> None:
    try:
        import resource  # noqa: PLC0415 - not on every system; the time limit of the caller stays
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit(int(sys.argv[4]))
    said = convert(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps(said))
