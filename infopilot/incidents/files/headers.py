"""The header of a text file: its names, its separator, and what is written above it."""

import csv
import shutil
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import AnyStr

from infopilot.incidents.files.limits import CHUNK, Limits
from infopilot.incidents.files.refusals import empty, too_wide, unreadable_header
from infopilot.model.errors import IncidentDataError

SEPARATORS = (";", ",", "\t", "|")
HEADER_CHARACTERS = 1 << 18
Fit = Callable[[Sequence[str]], float]
"""How well names of columns are those of an export: 1 and more where it is recognised."""
# Rows among which a header is looked for.
LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, their separator and how many records come before the data.

    A spreadsheet does not show the line ``sep=``: it is no part of ``lines_before``. ``titles``
    are the lines that hold something else above the header, as it numbers them; ``cut`` is how many
    lines of the file have to be left out for their sake.
    """

    separator: str
    columns: tuple[str, ...]
    records_before: int
    lines_before: int = 1
    titles: tuple[int, ...] = ()
    cut: int = 0


def read_header(path: Path, source: Path, limits: Limits, fit: Fit | None = None) -> Header:
    """Read the header of a UTF-8 text, after blank lines and the line ``sep=`` of Excel.

    Where the first line is none that ``fit`` knows, one that it knows is looked for below it.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        text = file.read(HEADER_CHARACTERS)
    blank, text = _after_blank_lines(text)
    before = blank
    if text[:4].lower() == "sep=":
        _, _, text = text.partition("\n")
        before += 1
    if not text.partition("\n")[0].strip():
        raise empty(source)
    below = _below_titles(text, source, limits, fit) if fit else None
    if below:
        separator, columns, skipped, titles = below
        lines = tuple(blank + number for number in titles)
        return Header(separator, columns, 1, blank + skipped + 1, lines, before + skipped)
    separator, columns = _columns(text, source, limits)
    return Header(separator, columns, before + 1, blank + 1)


def _below_titles(
    text: str, source: Path, limits: Limits, fit: Fit
) -> tuple[str, tuple[str, ...], int, list[int]] | None:
    """Columns of a header below other lines, how many, and which of these hold something."""
    titles: list[int] = []
    for skipped in range(LOOKED_AT):
        if not text:
            break
        with suppress(IncidentDataError):
            separator, columns = _columns(text, source, limits)
            if fit(columns) >= 1:
                return (separator, columns, skipped, titles) if skipped else None
        line, _, text = text.partition("\n")
        if line.strip():
            titles.append(skipped + 1)
    return None


def without_titles(path: Path, folder: Path, header: Header) -> Path:
    """The text at ``path`` from its header on."""
    if not header.cut:
        return path
    below = folder / "untitled.csv"
    with path.open("rb") as file, below.open("wb") as copy:
        for _ in range(header.cut):
            file.readline()
        shutil.copyfileobj(file, copy, CHUNK)
    return below


def _columns(text: str, source: Path, limits: Limits) -> tuple[str, tuple[str, ...]]:
    """The separator of the first line of ``text``, and the names that it holds."""
    line = text.partition("\n")[0]
    separator = max(SEPARATORS, key=lambda each: outside_quotes(line, each))
    if line.count(separator) > limits.columns or len(line) == HEADER_CHARACTERS:
        raise too_wide(source, limits.columns)
    try:
        names = next(csv.reader(StringIO(text, newline=""), delimiter=separator))
    except csv.Error:  # a quote that is never closed
        raise unreadable_header(source) from None
    if len(names) > limits.columns:
        raise too_wide(source, limits.columns)
    return separator, tuple(map(_name, names))


def _name(cell: str) -> str:
    """The name of a column, on one line and without signs that only change how it looks."""
    words = " ".join(cell.split())
    return "".join(each for each in words if unicodedata.category(each)[0] != "C")


def _after_blank_lines(text: str) -> tuple[int, str]:
    blank = text[: len(text) - len(text.lstrip())]
    blank = blank[: blank.rfind("\n") + 1]
    return blank.count("\n"), text[len(blank) :]


def outside_quotes(line: AnyStr, separator: AnyStr) -> int:
    """How many separators of a line are not in a quoted cell."""
    quote = '"' if isinstance(line, str) else b'"'
    return sum(part.count(separator) for part in line.split(quote)[::2])
