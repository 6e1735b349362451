"""How a text file writes a table: its encoding, its separator and its header."""

import codecs
import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from infopilot.incidents.containers import CHUNK, Limits
from infopilot.incidents.refusals import empty, too_wide

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SEPARATORS = (";", ",", "\t", "|")
HEADER_CHARACTERS = 1 << 18
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class PlainText:
    """A UTF-8 file, the encoding it came in and what had to be repaired to read it."""

    path: Path
    encoding: str
    nul_characters: int = 0
    unreadable_characters: int = 0


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, their separator and how many records come before the data.

    A spreadsheet does not show the line ``sep=``: it is no part of ``lines_before``.
    """

    separator: str
    columns: tuple[str, ...]
    records_before: int
    lines_before: int = 1


def plain_text(path: Path, folder: Path) -> PlainText:
    """Detect the encoding of ``path`` (BOM, strict UTF-8, then cp1252); rewrite unless UTF-8."""
    with path.open("rb") as file:
        head = file.read(4)
    encoding = next((name for bom, name in BOMS if head.startswith(bom)), None)
    is_utf8, is_plain = _survey(path)
    if encoding in {None, "utf-8-sig"} and is_utf8 and is_plain:
        return PlainText(path, encoding or "utf-8")
    found = encoding or ("utf-8" if is_utf8 else "cp1252")
    return _rewrite(path, folder / "rewritten.csv", found)


def read_header(path: Path, source: Path, limits: Limits) -> Header:
    """Read the header of a UTF-8 text, after blank lines and the line ``sep=`` of Excel."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        text = file.read(HEADER_CHARACTERS)
    blank, text = _after_blank_lines(text)
    before = blank
    if text[:4].lower() == "sep=":
        _, _, text = text.partition("\n")
        before += 1
    line = text.partition("\n")[0]
    if not line.strip():
        raise empty(source)
    separator = max(SEPARATORS, key=lambda each: _outside_quotes(line, each))
    if line.count(separator) > limits.columns or len(line) == HEADER_CHARACTERS:
        raise too_wide(source, limits.columns)
    names = next(csv.reader(StringIO(text), delimiter=separator))
    columns = tuple(" ".join(name.split()) for name in names)
    return Header(separator, columns, before + 1, blank + 1)


def _survey(path: Path) -> tuple[bool, bool]:
    """Whether the bytes are UTF-8, and whether the engine can read them as they are."""
    is_utf8 = _is_utf8(path)
    has_nul = has_feed = has_return = False
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            has_nul = has_nul or b"\0" in chunk
            has_feed = has_feed or b"\n" in chunk
            has_return = has_return or b"\r" in chunk
    return is_utf8, not has_nul and (has_feed or not has_return)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _rewrite(path: Path, rewritten: Path, encoding: str) -> PlainText:
    """Write UTF-8 with line feeds, without the characters that mean nothing."""
    nul = unreadable = 0
    with (
        path.open(encoding=encoding, errors="replace") as received,
        rewritten.open("w", encoding="utf-8", newline="\n") as file,
    ):
        while text := received.read(CHUNK):
            nul += text.count("\0")
            unreadable += text.count(REPLACEMENT)
            file.write(text.replace("\0", ""))
    return PlainText(rewritten, encoding, nul, unreadable)


def _after_blank_lines(text: str) -> tuple[int, str]:
    blank = text[: len(text) - len(text.lstrip())]
    blank = blank[: blank.rfind("\n") + 1]
    return blank.count("\n"), text[len(blank) :]


def _outside_quotes(line: str, separator: str) -> int:
    return sum(part.count(separator) for part in line.split('"')[::2])
