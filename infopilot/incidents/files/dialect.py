"""How a text file writes a table: its encoding, its line ends and how long they are."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from infopilot.incidents.files.headers import Header, outside_quotes
from infopilot.incidents.files.limits import CHUNK, Limits
from infopilot.incidents.files.progress import tell
from infopilot.incidents.files.refusals import REPLACEMENT, endless_line

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
# Lines beyond the first are looked at; beyond the second they are refused.
LONG_LINE, LONGEST_LINE = 1 << 12, 1 << 20
# The engine tells each cell too many apart, with the whole line each time.
CELLS_TOO_MANY = 5
# A text that is UTF-8 but for some bytes: letters that it reads for each byte that it does not.
MOSTLY = 10
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
    """The last one included, whether it is ended or not."""


def plain_text(path: Path, folder: Path) -> PlainText:
    """Detect the encoding of ``path`` and rewrite it unless it is UTF-8 that the engine reads.

    A mark at the beginning says it; then zeros at regular places do (UTF-16 and UTF-32); then it
    is UTF-8 if the bytes of the file agree, some slips aside, and cp1252 otherwise.
    """
    tell("decode")
    with path.open("rb") as file:
        head = file.read(HEAD)
    encoding = next((name for bom, name in BOMS if head.startswith(bom)), None) or _wide(head)
    if encoding in {None, "utf-8-sig"}:
        found = _survey(path)
        if found.is_utf8 and found.is_plain:
            return PlainText(path, encoding or "utf-8", mojibake=found.mojibake, lines=found.lines)
        is_utf8 = found.is_utf8 or found.is_mostly_utf8
        encoding = encoding or ("utf-8" if is_utf8 else "cp1252")
    return _rewrite(path, folder / "rewritten.csv", encoding)


def check_lines(path: Path, source: Path, header: Header, limits: Limits) -> None:
    """Refuse a line that the engine would lose, or would take ages to cut into cells."""
    most = CELLS_TOO_MANY * limits.columns
    separator = header.separator.encode()
    line_number, rest = 1, b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            rest += chunk
            for start, end in _long_lines(rest):
                line = rest[start:end]
                if len(line) > LONGEST_LINE or outside_quotes(line, separator) > most:
                    raise endless_line(source, line_number + rest.count(b"\n", 0, start))
            start = rest.rfind(b"\n") + 1
            line_number += rest.count(b"\n", 0, start)
            rest = rest[start:]
            if len(rest) > LONGEST_LINE:
                raise endless_line(source, line_number)
    if outside_quotes(rest, separator) > most:
        raise endless_line(source, line_number)


def _long_lines(text: bytes) -> Iterator[tuple[int, int]]:
    """Where the complete lines of ``text`` are that are long, in leaps over the others."""
    start = 0
    while len(text) - start >= LONG_LINE:
        end = text.rfind(b"\n", start, start + LONG_LINE)
        if end < 0:
            end = text.find(b"\n", start + LONG_LINE)
            if end < 0:
                return
            yield start, end
        start = end + 1


@dataclass(frozen=True, slots=True)
class _Survey:
    """What the bytes of a text hold, and whether the engine can read them as they are.

    The engine wants one kind of line end in a file, inside of cells too.
    """

    is_utf8: bool
    is_mostly_utf8: bool
    is_plain: bool
    lines: int
    mojibake: int


def _survey(path: Path) -> _Survey:
    """Look at every byte."""
    strict = codecs.getincrementaldecoder("utf-8")()
    lenient = codecs.getincrementaldecoder("utf-8")("replace")
    is_utf8 = True
    letters = unreadable = mojibake = 0
    ends = Counter[bytes]()
    last = b""
    with path.open("rb") as file:
        was_plain = True
        while chunk := file.read(CHUNK):
            # Most logs are mostly ASCII, which every encoding here reads alike: seen at once.
            is_plain = chunk.isascii()
            if is_utf8 and not (is_plain and was_plain):
                is_utf8 = _decodes(strict, chunk)
            was_plain = is_plain
            ends[b"\n"] += chunk.count(b"\n")
            if b"\0" in chunk or b"\r" in chunk or last == b"\r":
                ends.update({end: chunk.count(end) for end in (b"\0", b"\r", b"\r\n")})
                ends[b"\r\n"] += last == b"\r" and chunk.startswith(b"\n")
            last = chunk[-1:]
            if not is_plain and (not is_utf8 or MOJIBAKE_STARTS.search(chunk)):
                text = lenient.decode(chunk)
                mojibake += len(MOJIBAKE.findall(text))
                unreadable += text.count(REPLACEMENT)
                letters += len(text) - len(text.encode("ascii", "ignore"))
    is_whole = is_utf8 and _decodes(strict, b"", final=True)
    return _Survey(
        is_utf8=is_whole,
        is_mostly_utf8=is_utf8 or letters - unreadable > MOSTLY * unreadable,
        is_plain=not ends[b"\0"]
        and (not ends[b"\r"] or ends[b"\r"] == ends[b"\n"] == ends[b"\r\n"]),
        lines=ends[b"\n"] + (last not in {b"", b"\n"}),
        mojibake=mojibake,
    )


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final=final)
    except UnicodeDecodeError:
        return False
    return True


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
    last = "\n"
    with (
        path.open(encoding=encoding, errors="replace") as received,
        rewritten.open("w", encoding="utf-8", errors="replace", newline="\n") as file,
    ):
        while text := received.read(CHUNK):
            nul += text.count("\0")
            unreadable += text.count(REPLACEMENT)
            mojibake += len(MOJIBAKE.findall(text))
            lines += text.count("\n")
            readable = text.replace("\0", "")
            file.write(readable)
            last = readable[-1:] or last
    lines += last != "\n"
    return PlainText(rewritten, encoding, nul, unreadable, mojibake, lines)
