"""Quotes that are opened and never closed: each would hide the lines behind it in one cell.

A quote opens a cell at its beginning and closes it before a separator or the end of a line. One
that does not, or that closes only behind lines that are records themselves, takes its own line
with it and no other: reading goes on at the next one. Nothing is read more than twice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from infopilot.incidents.files.limits import CHUNK

QUOTE = b'"'
NEVER = (-1, -1)
# With two columns, a line of prose with one comma would pass for a record.
FEWEST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Broken:
    """A record whose quote is not closed, from one byte of the file to another."""

    rank: int
    start: int
    end: int


def broken_records(path: Path, separator: str, columns: int) -> list[Broken]:
    r"""Records of a UTF-8 CSV file with a quote that is never closed, 1 being the header.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "export.csv")
    ...     _ = file.write_bytes(b'id;note;at\n1;"a;x\n2;"b\nb";y\n3;c;z\n')
    ...     [(each.rank, each.start, each.end) for each in broken_records(file, ";", 3)]
    [(2, 11, 18)]
    """
    if not _has_quotes(path):
        return []
    with path.open("rb") as file:
        return list(_Scan(file, separator.encode(), columns).broken())


def without(path: Path, broken: list[Broken], folder: Path) -> Path:
    """A copy of the file at ``path`` with an empty line for each of its ``broken`` records."""
    mended = folder / "mended.csv"
    with path.open("rb") as file, mended.open("wb") as copy:
        for each in broken:
            _copy(file, copy, each.start - file.tell())
            file.seek(each.end - 2)
            copy.write(b"\r\n" if file.read(2) == b"\r\n" else b"\n")
        _copy(file, copy, path.stat().st_size)
    return mended


def _copy(file: BinaryIO, copy: BinaryIO, size: int) -> None:
    while size > 0 and (piece := file.read(min(size, CHUNK))):
        copy.write(piece)
        size -= len(piece)


def _has_quotes(path: Path) -> bool:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if QUOTE in chunk:
                return True
    return False


class _Scan:
    """Where a scan of the records of a file is; ``opened`` is a cell that goes on below."""

    def __init__(self, file: BinaryIO, separator: bytes, columns: int) -> None:
        self.file, self.separator = file, separator
        self.most = columns - 1 if columns >= FEWEST_COLUMNS else -1
        ends = rb'"(?= *(?:' + re.escape(separator) + rb"|\r?\n|\Z))"
        rest = rb'(?:[^"]++|"")*+(?:' + ends + rb'|(?P<bad>")|(?P<open>\Z))'
        self.cell = re.compile(rb"(?<![^" + separator + rb']) *"' + rest)
        self.rest = re.compile(rest)
        self.regular = {b"", separator}
        self.rank, self.position, self.start = 0, 0, 0
        self.opened: tuple[int, int] = NEVER
        self.lines = self.alike = 0

    def broken(self) -> Iterator[Broken]:
        """Go through the file; the engine reads spaces around quotes as we do here."""
        while True:
            line = self.file.readline()
            if not line and self.opened is NEVER:
                return
            start = self.position
            self.position += len(line)
            if self.opened is NEVER:
                if QUOTE not in line or self._is_regular(line):
                    self.rank += 1
                    continue
                self.start = start
            end = self._look(line) if line else self.opened[1]
            if end:
                self.rank += 1
                yield Broken(self.rank, self.start, end)
                self.opened = NEVER
                self.position = self.file.seek(end)
            elif self.opened is NEVER:
                self.rank += 1

    def _is_regular(self, line: bytes) -> bool:
        """Whether every quote of a line surely opens or closes a cell, at a glance."""
        parts = line.split(QUOTE)
        return (
            len(parts) % 2 == 1
            and self.regular.issuperset(parts[2:-1:2])
            and parts[0][-1:] in self.regular
            and (parts[-1][:1] in self.regular or not parts[-1].strip(b"\r\n"))
        )

    def _look(self, line: bytes) -> int:
        """Read one line; give where the line ends that has to be left out, if there is one."""
        place = 0
        if self.opened is not NEVER:
            found = self.rest.match(line)
            self.lines += 1
            if found is None or found["open"] is not None:
                self.alike += line.count(self.separator) == self.most
                return 0
            place = found.end()
            closing = line[:place].count(self.separator) + self._outside(line[place:])
            self.alike += closing == self.most
            if found["bad"] is not None or 2 * self.alike > self.lines:
                return self.opened[1]
            self.opened = NEVER
        for cell in self.cell.finditer(line, place):
            if cell["bad"] is not None:
                return self.position
            if cell["open"] is not None:
                self.opened = cell.start(), self.position
                before = self._outside(line[: cell.start()])
                self.alike = before + cell[0].count(self.separator) == self.most
                self.lines = 1
        return 0

    def _outside(self, part: bytes) -> int:
        return sum(each.count(self.separator) for each in part.split(QUOTE)[::2])
