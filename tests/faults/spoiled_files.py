"""Valid exports spoiled at random: each number gives the same file for ever."""

import csv
import gzip
import random
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO

from tests.faults.hostile_files import HEADER, TICKETS, archive, book, ods_parts, rows_xml

LOG_HEADER = (
    *("number", "incident_state", "active", "reassignment_count", "reopen_count", "made_sla"),
    *("caller_id", "opened_at", "sys_updated_at", "sys_mod_count", "category", "priority"),
    *("assignment_group", "assigned_to", "knowledge", "resolved_by", "resolved_at", "closed_at"),
)
LOG_ROWS = tuple(
    (
        *(f"INC00000{n // 3}", ("New", "Active", "Closed")[n % 3], "true", str(n % 2), "0", "true"),
        *(f"Caller {n}", f"{13 + n // 3}/3/2016 01:16", f"{14 + n // 3}/3/2016 0{n % 9}:00"),
        *(str(n), "Category 55", "3 - Moderate", f"Group {n % 4}", "Resolver 89", "true"),
        *("Resolver 149", f"{16 + n // 3}/3/2016 11:29", f"{17 + n // 3}/3/2016 12:00"),
    )
    for n in range(18)
)
OPEN = tuple((*each[:5], "", *each[6:]) for each in TICKETS)
CELLS = (
    *(
        "",
        " ",
        "\0",
        '"',
        '""',
        '"a',
        "a;b",
        "a,b",
        "a\nb",
        "a\r\nb",
        "\r",
        "\t",
        "'",
        "\\",
        "NULL",
    ),
    *(
        "=1+1",
        "=cmd|' /C calc'!A0",
        "@x",
        "-3",
        "+33 6",
        "1e400",
        "-1e400",
        "nan",
        "inf",
        "9" * 400,
    ),
    *("0", "1", "60", "45000,5", "1.234,56", "1 234", "0x10", "١٢", "½", "true", "oui", "Oui"),
    *("31-02-2026 09:00", "29-02-2024 09:00", "01-01-0001 00:00", "31-12-9999 23:59", "2026-03-29"),
    *("29-03-2026 02:30", "25-10-2026 02:30", "13/04/2026 9:5", "2026-13-45T99:99Z", "24:00", "%Y"),
    *("Ã©tÃ©", "\ufeff", "\u202e", "\u2028", "\x85", "\x1c", "🧯", "\ud800", "e\u0301", "a" * 5000),
    *("a" * 40_000, "<script>", "{0}", "$value", "'; drop table cells; --", "file:///etc/passwd"),
    *("-1 jours", "3 jours 2 heures", "1:99:99", "&amp;amp;", "&#0;", "&lt;" * 50, "En attente"),
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp850")
ENDS = ("\n", "\r\n", "\r", "\n\r", "\n\n", "\x85", "\u2028")
SEPARATORS = (";", ",", "\t", "|", ":", " ", ";;", "\0")
Rows = list[list[str]]


@dataclass(frozen=True)
class Spoiled:
    """A file, by its name and its bytes."""

    name: str
    content: bytes


def spoiled(seed: int, number: int) -> Spoiled:
    """The file of this number."""
    chance = random.Random(f"{seed}/{number}")
    rows = [
        list(each)
        for each in chance.choice(((HEADER, *TICKETS), (HEADER, *OPEN), (LOG_HEADER, *LOG_ROWS)))
    ]
    for _ in range(chance.choice((0, 1, 1, 2, 3, 8))):
        chance.choice(TABLE_FAULTS)(rows, chance)
    name, content = chance.choice(WRITERS)(rows, chance)
    for _ in range(chance.choice((0, 0, 1, 1, 2, 5))):
        content = chance.choice(BYTE_FAULTS)(content, chance)
    if chance.random() < 0.05:
        name = chance.choice(("e.csv", "e.xlsx", "e.ods", "e.zip", "e.csv.gz", "e.txt", "e"))
    return Spoiled(name, content)


def _place(rows: Rows, chance: random.Random) -> tuple[int, int]:
    row = chance.randrange(len(rows)) if chance.random() < 0.9 else 0
    return row, chance.randrange(len(rows[row]) or 1)


def _other_cell(rows: Rows, chance: random.Random) -> None:
    row, column = _place(rows, chance)
    rows[row][column : column + 1] = [chance.choice(CELLS)]


def _other_column(rows: Rows, chance: random.Random) -> None:
    _, column = _place(rows, chance)
    for row in rows[1:]:
        row[column : column + 1] = [chance.choice(CELLS)]


def _same_column(rows: Rows, chance: random.Random) -> None:
    _, column = _place(rows, chance)
    cell = chance.choice(CELLS)
    for row in rows[1:]:
        row[column : column + 1] = [cell]


def _dates(rows: Rows, chance: random.Random) -> None:
    pattern = chance.choice(
        ("{d}/{m}/{y} {h}:{i}", "{m}/{d}/{y} {h}:{i}", "{y}-{m}-{d} {h}:{i}:00")
    )
    most = chance.choice((12, 28, 31, 99))
    for row in rows[1:]:
        for column in (4, 5, 7, 8):
            row[column : column + 1] = [
                pattern.format(
                    d=chance.randint(1, most),
                    m=chance.randint(1, 12),
                    y=chance.choice((2026, 2026, 26, 1970, 9999, 0)),
                    h=chance.randint(0, 24),
                    i=chance.randint(0, 60),
                )
            ]


def _fewer_cells(rows: Rows, chance: random.Random) -> None:
    row, column = _place(rows, chance)
    del rows[row][column:]
    rows[row] = rows[row] or [""]


def _more_cells(rows: Rows, chance: random.Random) -> None:
    row, column = _place(rows, chance)
    rows[row][column:column] = [chance.choice(CELLS)] * chance.choice((1, 2, 30, 300))


def _twice(rows: Rows, chance: random.Random) -> None:
    row, _ = _place(rows, chance)
    rows += [list(rows[row])] * chance.choice((1, 2, 40))


def _swapped(rows: Rows, chance: random.Random) -> None:
    chance.shuffle(rows)


def _column_twice(rows: Rows, chance: random.Random) -> None:
    _, column = _place(rows, chance)
    for row in rows:
        row.append(row[column] if column < len(row) else "")


def _no_column(rows: Rows, chance: random.Random) -> None:
    _, column = _place(rows, chance)
    for row in rows:
        row[:] = row[:column] + row[column + 1 :] or [""]


TABLE_FAULTS: tuple[Callable[[Rows, random.Random], None], ...] = (
    *(_other_cell, _other_cell, _other_column, _same_column, _dates, _fewer_cells, _more_cells),
    *(_twice, _swapped, _column_twice, _no_column),
)


def _text(rows: Rows, chance: random.Random) -> bytes:
    usual = chance.random() < 0.6
    separator = chance.choice(SEPARATORS[:3] if usual else SEPARATORS)
    end = chance.choice(ENDS[:2] if usual else ENDS)
    if len(separator) > 1 or chance.random() < 0.3:  # quotes that do not protect what they hold
        quote = chance.choice(("", '"', "'"))
        lines = [separator.join(quote + cell + quote for cell in row) for row in rows]
        written = end.join(lines) + chance.choice(("", end, end * 3))
    else:
        held = StringIO()
        style = chance.choice((csv.QUOTE_ALL, csv.QUOTE_MINIMAL))
        csv.writer(held, delimiter=separator, lineterminator=end, quoting=style).writerows(rows)
        written = held.getvalue()
    before = (
        "" if usual else chance.choice(("", "\n\n", "sep=;\n", "sep=\n", " \n", "\ufeff", "# x\n"))
    )
    encoding = "utf-8" if usual else chance.choice(ENCODINGS)
    return (before + written).encode(encoding, chance.choice(("replace", "ignore")))


def _as_csv(rows: Rows, chance: random.Random) -> tuple[str, bytes]:
    return "export.csv", _text(rows, chance)


def _as_gz(rows: Rows, chance: random.Random) -> tuple[str, bytes]:
    return "export.csv.gz", gzip.compress(_text(rows, chance), 1, mtime=0)


def _as_zip(rows: Rows, chance: random.Random) -> tuple[str, bytes]:
    members = {"export.csv": _text(rows, chance)}
    if chance.random() < 0.2:
        members[chance.choice(("__MACOSX/x", "b.csv", "../b", "d/", "content.xml"))] = b"x"
    return "export.zip", archive(members)


def _as_xlsx(rows: Rows, chance: random.Random) -> tuple[str, bytes]:
    return "export.xlsx", archive(_parts(book(rows=rows_xml(map(_escaped, rows))), chance))


def _as_ods(rows: Rows, chance: random.Random) -> tuple[str, bytes]:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = (
        "<table:table-row>" + "".join(map(cell.format, _escaped(row))) + "</table:table-row>"
        for row in rows
    )
    return "export.ods", archive(_parts(ods_parts("".join(lines)), chance))


def _escaped(row: list[str]) -> Iterator[str]:
    for cell in row:
        plain = "".join(c for c in cell if c >= " " and not "\ud800" <= c <= "\udfff")
        yield plain.replace("&", "&amp;").replace("<", "&lt;")


XML_FAULTS = (
    *(
        ("<row>", "<row r='1'>"),
        ("<row>", "<row r='1048576'>"),
        ("<c ", "<c r='A1' "),
        ("<t>", "<t"),
    ),
    *(
        ("<c ", "<c r='ZZ9' "),
        ('t="inlineStr"', 't="s"'),
        ('t="inlineStr"', 't="d"'),
        ("<v>", "<v>9"),
    ),
    *(
        ("</row>", ""),
        ("utf-8", "utf-16"),
        ("UTF-8", "x"),
        ("sheet1.xml", "none.xml"),
        ("<is>", "<v>"),
    ),
    *(("<table:table-cell ", "<table:table-cell table:number-columns-repeated='99999999' "),),
    *(("<table:table-row>", "<table:table-row table:number-rows-repeated='999'>"),),
    *(('value-type="string"', 'value-type="date" office:date-value="x"'), ("Tickets", "&x;")),
    *(
        ('value-type="string"', 'value-type="float" office:value="1e999"'),
        ("<text:p>", "<text:p/>"),
    ),
)


def _parts(parts: dict[str, str], chance: random.Random) -> dict[str, str]:
    for _ in range(chance.choice((0, 0, 1, 2))):
        name = chance.choice(sorted(parts))
        old, new = chance.choice(XML_FAULTS)
        found = parts[name].count(old)
        parts[name] = parts[name].replace(old, new, chance.randint(1, found) if found else 1)
    if chance.random() < 0.1:
        parts.pop(chance.choice(sorted(parts)))
    return parts


WRITERS: tuple[Callable[[Rows, random.Random], tuple[str, bytes]], ...] = (
    *(_as_csv, _as_csv, _as_csv, _as_csv, _as_gz, _as_zip, _as_xlsx, _as_xlsx, _as_ods),
)


def _flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 5, 50))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _spliced(content: bytes, chance: random.Random) -> bytes:
    start, end, to = (chance.randrange(len(content) + 1) for _ in range(3))
    return content[:to] + content[min(start, end) : max(start, end)] + content[to:]


def _without(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start + chance.choice((1, 2, 10, 100)) :]


def _with_noise(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    noise = chance.choice(
        (
            b"\0",
            b'"',
            b"\n",
            b"\r",
            b"\r\n",
            b";",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"\xe9",
            b"PK\3\4",
            bytes(50),
        )
    )
    return content[:at] + noise * chance.choice((1, 1, 2, 500)) + content[at:]


def _inflated_otherwise(content: bytes, chance: random.Random) -> bytes:
    return content.replace(b"PK\1\2", chance.choice((b"PK\1\2", b"PK\5\6", b"PK\0\0")), 1)


def _zlib(content: bytes, _chance: random.Random) -> bytes:
    return zlib.compress(content)


BYTE_FAULTS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_flipped, _flipped, _cut, _spliced, _without, _with_noise, _with_noise, _with_noise),
    *(_inflated_otherwise, _zlib),
)
