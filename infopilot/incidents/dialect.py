"""How a text file writes a table: its encoding, its separator and its header."""

import codecs
import csv
import re
import unicodedata
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from infopilot.incidents.limits import CHUNK, Limits
from infopilot.incidents.progress import tell
from infopilot.incidents.refusals import REPLACEMENT, empty, too_wide, unreadable_header

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # Before UTF-16, whose mark is the beginning of this one.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Where the zeros of Latin letters are, in an encoding of two or four bytes without a mark.
ZEROS = (
    ("utf-32-le", 4, {1, 2, 3}),
    ("utf-32-be", 4, {0, 1, 2}),
    ("utf-16-le", 2, {1}),
    ("utf-16-be", 2, {0}),
)
MANY, FEW = 0.6, 0.1
HEAD = 4096
SEPARATORS = (";", ",", "\t", "|")
HEADER_CHARACTERS = 1 << 18
FRENCH_SIGNS = "àâäæçèéêëîïôöùûüÿœÀÂÇÈÉÊËÎÔÙÛŒ«»°€’“…–—\N{NO-BREAK SPACE}"
# UTF-8 read as cp1252 and written as UTF-8 once more: "é" has become "Ã©".
MOJIBAKE = re.compile("|".join(sign.encode().decode("cp1252") for sign in FRENCH_SIGNS))
MOJIBAKE_STARTS = re.compile(
    "|".join({sign.encode()[:1].decode("cp1252") for sign in FRENCH_SIGNS}).encode()
)


@dataclass(frozen=True, slots=True)
class PlainText:
    """A UTF-8 file, the encoding it came in and what had to be repaired to read it."""

    path: Path
    encoding: str
    nul_characters: int = 0
    unreadable_characters: int = 0
    mojibake: int = 0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, their separator and how many records come before the data."""

    separator: str
    columns: tuple[str, ...]
    records_before: int


def plain_text(path: Path, folder: Path) -> PlainText:
    """Detect the encoding of ``path`` and rewrite it unless it is UTF-8 that the engine reads.

    A mark at the beginning says it; then zeros at regular places do (UTF-16 and UTF-32); then it
    is UTF-8 if every byte of the file agrees, and cp1252 otherwise.
    """
    tell("decode")
    with path.open("rb") as file:
        head = file.read(HEAD)
    encoding = next((name for bom, name in BOMS if head.startswith(bom)), None) or _wide(head)
    if encoding in {None, "utf-8-sig"}:
        found = _survey(path)
        if found and found.is_plain:
            return PlainText(path, encoding or "utf-8", mojibake=found.mojibake, lines=found.lines)
        encoding = encoding or ("utf-8" if found else "cp1252")
    return _rewrite(path, folder / "rewritten.csv", encoding)


def read_header(path: Path, source: Path, limits: Limits) -> Header:
    """Read the header of a UTF-8 text, after blank lines and the line ``sep=`` of Excel."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        text = file.read(HEADER_CHARACTERS)
    before, text = _after_blank_lines(text)
    if text[:4].lower() == "sep=":
        _, _, text = text.partition("\n")
        before += 1
    line = text.partition("\n")[0]
    if not line.strip():
        raise empty(source)
    separator = max(SEPARATORS, key=lambda each: _outside_quotes(line, each))
    if line.count(separator) > limits.columns or len(line) == HEADER_CHARACTERS:
        raise too_wide(source, limits.columns)
    try:
        names = next(csv.reader(StringIO(text, newline=""), delimiter=separator))
    except csv.Error:  # a quote that is never closed
        raise unreadable_header(source) from None
    if len(names) > limits.columns:
        raise too_wide(source, limits.columns)
    return Header(separator, tuple(map(_name, names)), before + 1)


@dataclass(frozen=True, slots=True)
class _Survey:
    """What the bytes of a UTF-8 text hold, and whether the engine can read them as they are."""

    lines: int
    mojibake: int
    is_plain: bool


def _survey(path: Path) -> _Survey | None:
    """Look at every byte; None if they are not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = mojibake = 0
    has_nul = has_return = False
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                text = decoder.decode(chunk)
                lines += chunk.count(b"\n")
                has_nul = has_nul or b"\0" in chunk
                has_return = has_return or b"\r" in chunk
                if MOJIBAKE_STARTS.search(chunk):
                    mojibake += len(MOJIBAKE.findall(text))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return _Survey(lines, mojibake, not has_nul and (lines > 0 or not has_return))


def _wide(head: bytes) -> str | None:
    """The encoding whose zeros are in ``head``, as Latin letters leave them."""
    for name, width, zeros in ZEROS:
        units = len(head) // width
        shares = [
            head[place : units * width : width].count(0) / (units or 1) for place in range(width)
        ]
        if all(
            (share > MANY) if place in zeros else (share < FEW)
            for place, share in enumerate(shares)
        ):
            return name
    return None


def _rewrite(path: Path, rewritten: Path, encoding: str) -> PlainText:
    """Write UTF-8 with line feeds, without the characters that mean nothing."""
    nul = unreadable = mojibake = lines = 0
    with (
        path.open(encoding=encoding, errors="replace") as received,
        rewritten.open("w", encoding="utf-8", errors="replace", newline="\n") as file,
    ):
        while text := received.read(CHUNK):
            nul += text.count("\0")
            unreadable += text.count(REPLACEMENT)
            mojibake += len(MOJIBAKE.findall(text))
            lines += text.count("\n")
            file.write(text.replace("\0", ""))
    return PlainText(rewritten, encoding, nul, unreadable, mojibake, lines)


def _name(cell: str) -> str:
    """The name of a column, on one line and without signs that only change how it looks."""
    words = " ".join(cell.split())
    return "".join(each for each in words if unicodedata.category(each)[0] != "C")


def _after_blank_lines(text: str) -> tuple[int, str]:
    blank = text[: len(text) - len(text.lstrip())]
    blank = blank[: blank.rfind("\n") + 1]
    return blank.count("\n"), text[len(blank) :]


def _outside_quotes(line: str, separator: str) -> int:
    return sum(part.count(separator) for part in line.split('"')[::2])
