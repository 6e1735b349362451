"""Files that attack whoever reads them, and ordinary ones to be spoiled, all made on the spot."""

import codecs
import gzip
import os
import struct
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Protocol

HEADER = (
    *("ID", "Titre", "Statut", "Type", "Date d'ouverture", "Date de résolution"),
    *("Priorité", "Catégorie", "Attribué à - Technicien"),
)
TICKETS = tuple(
    (
        *(str(number), "Réseau coupé à l’étage", "Clos", "Incident"),
        *(f"{number:02}-03-2026 09:00", f"{number:02}-03-2026 11:30"),
        *("3", "Matériel", "Élodie Martin"),
    )
    for number in range(10, 20)
)
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGES = "http://schemas.openxmlformats.org/package/2006"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
MEGABYTE = bytes(1 << 20)
SPACES = [b" " * (1 << 20)] * 300


class Maker(Protocol):
    """What writes a file in a folder and gives its path."""

    def __call__(self, folder: Path) -> Path:
        """Write it."""


@dataclass(frozen=True)
class Case:
    """A file, and what must be said of it: a refusal, or counts that hold and codes."""

    make: Maker
    refused: str | None = None
    read: int | None = None
    kept: int | None = None
    codes: frozenset[str] = field(default_factory=frozenset)


def refused(make: Maker, what: str) -> Case:
    """A file that must be refused by ``what``."""
    return Case(make, refused=what)


def told(make: Maker, read: int, kept: int, *codes: str) -> Case:
    """A file that is read, with the codes that must be told of it."""
    return Case(make, read=read, kept=kept, codes=frozenset(codes))


def table(*rows, header=HEADER, separator=";", end="\n"):
    """A text of the typical export; with no rows, the typical ones."""
    lines = [header, *(rows or TICKETS)]
    return end.join(separator.join(cells) for cells in lines) + end


def ticket(**changes):
    """The typical ticket, with changes by place: ``c4="31-02-2026"``."""
    cells = list(TICKETS[0])
    for place, cell in changes.items():
        cells[int(place[1:])] = cell
    return tuple(cells)


def text(content, name="export.csv", encoding="utf-8"):
    """A text file."""
    return data(content.encode(encoding, "surrogatepass"), name)


def data(content, name="export.csv"):
    """A file of bytes, or of what a function makes when it is needed."""

    def make(folder):
        path = folder / name
        path.write_bytes(content() if callable(content) else content)
        return path

    return make


def zipped(members, name="export.zip", method=zipfile.ZIP_DEFLATED):
    """The bytes of an archive, as a file."""
    return data(lambda: archive(members, method), name)


def archive(members, method=zipfile.ZIP_DEFLATED):
    """The bytes of an archive; a member is bytes, a text, or pieces of bytes."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", method) as written:
        for member, content in members.items():
            with written.open(member, "w") as part:
                for piece in [content] if isinstance(content, str | bytes) else content:
                    part.write(piece.encode() if isinstance(piece, str) else piece)
    return packed.getvalue()


def rows_xml(rows):
    """Rows of texts, as a sheet writes them."""
    return "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{c}</t></is></c>' for c in row) + "</row>"
        for row in rows
    )


def book(rows=None, parts=None, before="", kind="sheet"):
    """The parts of an XLSX workbook with one sheet."""
    rows = rows_xml([HEADER, *TICKETS]) if rows is None else rows
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGES}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{CONTENT}.{kind}.main+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{CONTENT}.sharedStrings+xml"/>'
        f'<Override PartName="/xl/sheet1.xml" ContentType="{CONTENT}.worksheet+xml"/></Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGES}/relationships"><Relationship '
        f'Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{XML}<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}">'
        '<sheets><sheet name="Tickets" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGES}/relationships">'
        f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/sheet1.xml": f'{XML}{before}<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData>'
        "</worksheet>",
        "xl/sharedStrings.xml": f'{XML}<sst xmlns="{SHEET}"/>',
    } | (parts or {})


def xlsx(name="export.xlsx", **parts):
    """An XLSX workbook, as a file."""
    return zipped(book(**parts), name)


def ods_parts(rows=None):
    """The parts of an ODS workbook with one sheet."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = [
        "<table:table-row>" + "".join(cell.format(c) for c in row) + "</table:table-row>"
        for row in (HEADER, *TICKETS)
    ]
    rows = "".join(lines) if rows is None else rows
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": f'{XML}<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>",
        "content.xml": f'{XML}<office:document-content xmlns:office="{OFFICE}:office:1.0" '
        f'xmlns:table="{OFFICE}:table:1.0" xmlns:text="{OFFICE}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Tickets">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>",
    }


def ods(rows=None, name="export.ods"):
    """An ODS workbook, as a file."""
    return zipped(ods_parts(rows), name)


def lying(name="export.xlsx"):
    """A workbook whose archive says that its sheet is small; it inflates to 300 MB."""
    parts = book()
    head, tail = parts.pop("xl/sheet1.xml").split("<sheetData>")

    def make():
        packed = archive(
            parts | {"xl/sheet1.xml": [head, "<!--", *SPACES, "-->", "<sheetData>", tail]}
        )
        with zipfile.ZipFile(BytesIO(packed)) as read:
            size = read.getinfo("xl/sheet1.xml").file_size
        return packed.replace(struct.pack("<L", size), struct.pack("<L", 4000))

    return data(make, name)


def encrypted():
    """An archive whose member says that it is encrypted."""
    packed = bytearray(archive({"export.csv": table()}))
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        packed[packed.index(signature) + offset] |= 1
    return data(bytes(packed), "export.zip")


def sparse(size):
    """A file of ``size`` bytes that takes no place."""

    def make(folder):
        path = folder / "export.csv"
        with path.open("wb") as file:
            file.write(table().encode())
            file.truncate(size)
        return path

    return make


def pipe(folder):
    """A named pipe that nobody writes to."""
    os.mkfifo(folder / "export.csv")
    return folder / "export.csv"


def device(_folder):
    """A device that never ends."""
    return Path("/dev/zero")


def directory(folder):
    """A folder with the name of a file."""
    (folder / "export.csv").mkdir()
    return folder / "export.csv"


def dangling(folder):
    """A link to nothing."""
    (folder / "export.csv").symlink_to(folder / "nowhere")
    return folder / "export.csv"


def loop(folder):
    """A link to itself."""
    (folder / "export.csv").symlink_to(folder / "export.csv")
    return folder / "export.csv"


def link(folder):
    """A link to an ordinary export."""
    (folder / "export.csv").symlink_to(text(table(), "other.csv")(folder))
    return folder / "export.csv"


def in_bytes(name):
    """An ordinary export under a name of any bytes."""

    def make(folder):
        path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
        path.write_bytes(table().encode())
        return path

    return make


LAUGHS = "<!DOCTYPE l [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)
)
WIDE_ROW = "<row r='1'><c r='A1'><v>1</v></c></row>"
FAR = WIDE_ROW + "<row r='1048576'><c r='XFD1048576'><v>2</v></c></row>"
TALL = WIDE_ROW + "<row r='1048576'><c r='GR1048576'><v>2</v></c></row>"
SHARED = (f'{XML}<sst xmlns="{SHEET}"><si><t>', "x</t></si></sst>")
N = len(TICKETS)
LONG = "x" * 40_000

ARCHIVES = {
    "a sheet whose cells are far apart": refused(xlsx(rows=FAR), "too many columns"),
    "a sheet that begins at its end": told(
        xlsx(rows=rows_xml([HEADER]).replace("<row>", "<row r='1048566'>") + rows_xml(TICKETS)),
        N,
        N,
    ),
    "a sheet that ends at its end": refused(
        xlsx(
            rows=rows_xml([HEADER, *TICKETS])
            + "<row r='1048576'><c r='A1048576'><v>1</v></c></row>"
        ),
        "too many lines",
    ),
    "a tall sheet of two cells": refused(xlsx(rows=TALL), "workbook cannot be read"),
    "a million empty rows of one number": told(
        xlsx(rows=rows_xml([HEADER, *TICKETS]) + "<row r='1'/>" * 999_000), N, N
    ),
    "more rows than allowed": refused(xlsx(rows="<row r='1'/>" * 1_000_001), "too many lines"),
    "a shared string of 500 MB": refused(
        zipped(book(parts={"xl/sharedStrings.xml": [MEGABYTE] * 500}), "export.xlsx"), "too large"
    ),
    "a shared string of 300 MB": refused(
        zipped(
            book(
                rows='<row><c t="s"><v>0</v></c></row>',
                parts={"xl/sharedStrings.xml": [SHARED[0], *SPACES, SHARED[1]]},
            ),
            "export.xlsx",
        ),
        "workbook cannot be read|no known tool|header cannot be cut|too many columns",
    ),
    "an archive that lies about its sizes": refused(lying(), "damaged|cannot be read"),
    "a billion laughs": refused(
        xlsx(before=LAUGHS + "]>", rows=rows_xml([("&a9;",)])), "no known tool|cannot be read"
    ),
    "an entity that names a file": refused(
        xlsx(
            before='<!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
            rows=rows_xml([("&f;",)]),
        ),
        "no known tool|cannot be read",
    ),
    "a false dimension": told(
        zipped(
            book()
            | {
                "xl/sheet1.xml": book()["xl/sheet1.xml"].replace(
                    "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'
                )
            },
            "export.xlsx",
        ),
        N,
        N,
    ),
    "links to other workbooks": told(
        xlsx(
            parts={
                "xl/externalLinks/externalLink1.xml": f'{XML}<externalLink xmlns="{SHEET}"/>',
                "xl/externalLinks/_rels/externalLink1.xml.rels": f"{XML}<Relationships "
                f'xmlns="{PACKAGES}/relationships"><Relationship Id="r1" TargetMode="External" '
                f'Type="{RELATIONS}/externalLinkPath" Target="http://ailleurs.invalid/x.xlsx"/>'
                "</Relationships>",
            }
        ),
        N,
        N,
    ),
    "macros": refused(
        xlsx(name="export.xlsm", parts={"xl/vbaProject.bin": b"\xd0\xcf"}, kind="sheet.macro"),
        "holds macros",
    ),
    "macros under the name of a workbook without": refused(
        xlsx(parts={"xl/vbaProject.bin": b"\xd0\xcf"}), "holds macros"
    ),
    "a binary workbook": refused(
        zipped({"xl/workbook.bin": b"\0", "[Content_Types].xml": ""}, "export.xlsb"),
        "workbook cannot be read",
    ),
    "an old workbook": refused(
        data(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "export.xls"), "not a ticket export"
    ),
    "a workbook without sheets": refused(
        xlsx(parts={"xl/workbook.xml": f'{XML}<workbook xmlns="{SHEET}"/>'}), "empty|cannot be read"
    ),
    "a workbook that is not XML": refused(
        xlsx(parts={"xl/workbook.xml": b"\xff\xfe\0", "xl/sheet1.xml": b"<<<"}), "cannot be read"
    ),
    "cells that are repeated to the end of an ODS sheet": refused(
        ods(
            '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
            'table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p>'
            "</table:table-cell></table:table-row>"
        ),
        "cannot be read|too many|takes too",
    ),
    "an ODS sheet": told(ods(), N, N),
    "a bomb": refused(zipped({"export.csv": [MEGABYTE] * 1000}), "too large"),
    "a gz bomb": refused(data(lambda: gzip.compress(MEGABYTE * 600, 1), "b.csv.gz"), "too large"),
    "an archive in an archive": refused(
        zipped({"export.zip": archive({"export.csv": table()})}), "not a ticket export"
    ),
    "an archive in a gz": refused(
        data(gzip.compress(archive({"export.csv": table()})), "export.csv.gz"),
        "not a ticket export",
    ),
    "sixty members": refused(zipped({f"{n}.csv": table() for n in range(60)}), "too large"),
    "ten thousand members": refused(zipped({f"{n}": "" for n in range(10_000)}), "too large"),
    "two members": refused(zipped({"a.csv": table(), "b.csv": table()}), "must hold one file"),
    "no member": refused(zipped({}), "not a ticket export|must hold one file|damaged|says"),
    "an encrypted archive": refused(encrypted(), "damaged or protected"),
    "a member that climbs": told(zipped({"../../../etc/x.csv": table()}), N, N),
    "a text under the name of a workbook": refused(text(table(), "e.xlsx"), "its name says"),
    "a workbook under the name of a text": told(xlsx(name="export.csv"), N, N),
    "half of a workbook": refused(data(archive(book())[:900], "export.xlsx"), "damaged"),
    "half of an archive": refused(data(archive({"e.csv": table()})[:150], "e.zip"), "damaged"),
    "half of a gz": refused(data(gzip.compress(table().encode())[:60], "e.csv.gz"), "damaged"),
    "a gz that goes on": refused(
        data(gzip.compress(table().encode()) + b"and then", "e.csv.gz"), "damaged"
    ),
    "an empty gz": refused(data(gzip.compress(b""), "e.csv.gz"), "empty"),
    "a PDF": refused(data(b"%PDF-1.7 " + bytes(99)), "not a ticket export"),
}
PLACES = {
    "1 GB": refused(sparse(1 << 30), "too large"),
    "a pipe": refused(pipe, "not an ordinary file"),
    "a device": refused(device, "not an ordinary file"),
    "a folder": refused(directory, "folder"),
    "a link to nothing": refused(dangling, "does not exist"),
    "a link to itself": refused(loop, "cannot be read"),
    "a link": told(link, N, N),
    "a name on two lines": told(in_bytes(b"a\nb.csv"), N, N),
    "a name with quotes": told(in_bytes(b"a'\"$(b) *?.csv"), N, N),
    "a name like an option": told(in_bytes(b"--large.csv"), N, N),
    "a name that is no text": told(in_bytes(b"a\xff\xfe.csv"), N, N),
    "a name that turns the text around": told(in_bytes("a\u202evsc.csv".encode()), N, N),
}
TEXTS = {
    "empty": refused(data(b""), "empty"),
    "blank": refused(data(b"\n \n\t\n"), "empty"),
    "only a header": refused(text(table(header=HEADER).split("\n")[0] + "\n"), "no line under"),
    "zeros": told(text(table(ticket(c1="a\0b"), *TICKETS[1:])), N, N, "nul_characters"),
    "nothing but zeros": refused(data(bytes(10_000)), "empty"),
    "UTF-16": told(text(table(), encoding="utf-16"), N, N),
    "UTF-16 without its mark": told(text(table(), encoding="utf-16-le"), N, N),
    "UTF-16 from the other end": told(text(table(), encoding="utf-16-be"), N, N),
    "UTF-32": told(text(table(), encoding="utf-32"), N, N),
    "UTF-32 without its mark": told(text(table(), encoding="utf-32-be"), N, N),
    "half a character of UTF-16": told(
        data(table().encode("utf-16") + b"\0"), N + 1, N, "unreadable_characters"
    ),
    "cp1252": told(text(table().replace("’", "'"), encoding="cp1252"), N, N),
    "mojibake": told(
        text(table(ticket(c1="Réseau".encode().decode("cp1252")), *TICKETS[1:])),
        N,
        N,
        "mojibake_suspected",
    ),
    "a mark in the middle": told(text(table(ticket(c0="\ufeff10"), *TICKETS[1:])), N, N),
    "lone surrogates": told(
        text(table(ticket(c1="a\ud800b"), *TICKETS[1:])), N, N, "unreadable_characters"
    ),
    "half a letter at the end": told(
        data(table().encode() + b"\xc3"), N + 1, N, "unreadable_characters"
    ),
    "a header twice": refused(
        text(table(*((*each, "x") for each in TICKETS), header=(*HEADER, "ID"))), "several columns"
    ),
    "ragged rows": told(
        text(table(TICKETS[0][:3], (*TICKETS[1], "x", "y"), *TICKETS[2:])),
        N,
        N - 2,
        "missing_columns",
        "too_many_columns",
    ),
    "a quote that is never closed": told(
        text(table(*TICKETS[:5], ticket(c0="99", c1='"jamais'), *TICKETS[5:])),
        N + 1,
        N,
        "unquoted_value",
    ),
    "a quote that a later one seems to close": told(
        text(
            table(
                *TICKETS[:2],
                ticket(c0="99", c1='"jamais'),
                *TICKETS[2:8],
                ticket(c0="98", c1='écran 24"'),
                *TICKETS[8:],
            )
        ),
        N + 2,
        N + 1,
        "unquoted_value",
    ),
    "a quote that is never closed above quoted cells": told(
        text(
            table(
                ticket(c0="99", c1='"jamais'),
                *(tuple(f'"{cell}"' for cell in each) for each in TICKETS),
            )
        ),
        N + 1,
        N,
        "unquoted_value",
    ),
    "a quote that is never closed on every line": refused(
        text(table(*((*each[:1], '"jamais', *each[2:]) for each in TICKETS * 3000))),
        "no ticket can be read",
    ),
    "a quote that is never closed in the header": refused(
        text('"' + table(*TICKETS * 3000)), "header cannot be cut|no known tool|too many columns"
    ),
    "16,384 columns": refused(
        text(";".join(map(str, range(16_384))) + "\n1\n"), "too many columns"
    ),
    "a million columns": refused(text(";" * 1_000_000 + "\n1\n"), "too many columns"),
    "a million columns below the header": refused(
        text(table() + ";" * 1_000_000), "line 12: the line is too long"
    ),
    "a thousand cells too many": told(
        text(table() + "x;" * 900 + "\n"), N + 1, N, "too_many_columns"
    ),
    "a million cells too many": refused(
        text(table() + "x;" * 1_000_000 + "\n1\n"), "line 12: the line is too long"
    ),
    "one line of 50 MB": refused(
        data(lambda: table().encode() + b"x" * 50_000_000 + b"\n"), "line 12: the line is too long"
    ),
    "a line of 3 MB": refused(text("x" * 3_000_000 + "\n" + table()), "too many columns"),
    "carriage returns": told(text(table(end="\r")), N, N),
    "line ends of every kind": told(
        text(table(end="\r\n") + "\n".join(";".join(each) for each in TICKETS)),
        2 * N,
        N,
        "repeated_ticket",
    ),
    "a long cell": told(text(table(ticket(c7=LONG), *TICKETS[1:])), N, N, "too_long"),
    "a long identifier": told(
        text(table(ticket(c0=LONG), *TICKETS[1:])), N, N - 1, "too_long", "missing_id"
    ),
    "more lines than allowed": refused(text(table() + "1;;;;;;;;\n" * 1_100_000), "too many lines"),
    "a million broken lines": refused(
        data(lambda: table().encode() + b"x\n" * 990_000), "too much memory"
    ),
    "formulas": told(
        text(table(ticket(c0="=cmd|' /C calc'!A0", c7="@SUM(1+1)"), *TICKETS[1:])), N, N
    ),
    "emoji": told(text(table(ticket(c7="🧯 👩🏽‍💻"), *TICKETS[1:])), N, N),
    "years that nobody means": told(
        text(
            table(
                *(
                    ticket(c0=str(rank), c4=f"{day} 09:00", c5="")
                    for rank, day in enumerate(
                        ["01-01-0001", "31-12-9999", "29-02-2026", "00-00-0000", "29-02-2024"]
                    )
                ),
                *TICKETS,
            )
        ),
        N + 5,
        N + 1,
        "missing_opening_date",
    ),
    "days to come": told(
        text(table(ticket(c4="01-01-2090 09:00", c5=""), *TICKETS[1:])), N, N - 1, "future_date"
    ),
    "resolved before it was opened": told(
        text(table(ticket(c5="01-01-2026 09:00"), *TICKETS[1:])), N, N, "dates_out_of_order"
    ),
    "numbers beyond all numbers": told(
        text(
            table(
                *((*each, "9" * 400, "1e400") for each in TICKETS),
                header=(*HEADER, "Réouvertures", "Délai d'attente"),
            )
        ),
        N,
        N,
        "unknown_value",
    ),
    "serial days of a spreadsheet": refused(
        text(table(*(ticket(c0=day, c4=day, c5="") for day in ("60", "45000", "45000,5")))),
        "no opening date can be read",
    ),
    "days and months that cannot be told apart": refused(
        text(
            table(*(ticket(c0=str(n), c4=f"0{n}-0{n + 1}-2026 09:00", c5="") for n in range(1, 8)))
        ),
        "cannot be told apart",
    ),
    "an address in a cell": told(
        text(table(ticket(c1="s3://x/*.csv", c7="http://ailleurs.invalid"), *TICKETS[1:])), N, N
    ),
    "statements in cells": told(
        text(table(ticket(c0='"1\'); drop table cells; --"', c7="$value"), *TICKETS[1:])), N, N
    ),
    "blanks to be filled": refused(text("{};{0};{where}\n{x.__class__};1;2\n"), "no known tool"),
    "marks of a terminal": refused(text("\x1b[2J\x1b]0;x\x07;b;c\n1;2;3\n"), "no known tool"),
    "a mark alone": refused(data(codecs.BOM_UTF8), "empty"),
    "a mark of UTF-16 alone": refused(data(codecs.BOM_UTF16_LE), "empty"),
}
CASES = {**ARCHIVES, **PLACES, **TEXTS}
