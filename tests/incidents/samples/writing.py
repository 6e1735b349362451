"""How tools write files, byte by byte: CSV of several habits, XLSX, ODS."""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape

import xlsxwriter

from infopilot.model.incidents import CANONICAL_COLUMNS

BOM = b"\xef\xbb\xbf"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A file as a tool writes it, and every canonical row that it must give, names kept."""

    name: str
    file: str
    content: bytes
    mapping: str
    rows: tuple[dict[str, object], ...]
    issues: dict[tuple[str, str], int] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()


def row(**known):
    """A canonical row; what is not said is null."""
    assert set(known) <= set(CANONICAL_COLUMNS)
    return dict.fromkeys(CANONICAL_COLUMNS) | known


def at(text):
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def with_tool(rows, mapping, **changes):
    """The same rows, told by another mapping."""
    return tuple(each | {"source_tool": mapping} | changes for each in rows)


def quoted(rows, *, separator, end="\r\n", escaped='""', trailing=False):
    """Every cell between quotes."""
    after = separator if trailing else ""
    return "".join(
        separator.join('"' + cell.replace('"', escaped) + '"' for cell in cells) + after + end
        for cells in rows
    )


def plain(rows, *, separator=",", end="\r\n"):
    """Quotes only where they are needed."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(rows)
    return text.getvalue()


def xlsx(rows, *, epoch_1904=False):
    """A workbook whose dates are serial numbers with a date format, as spreadsheets store them."""
    file = io.BytesIO()
    options = {"date_1904": epoch_1904, "default_date_format": "dd/mm/yyyy hh:mm"}
    with xlsxwriter.Workbook(file, options) as workbook:
        sheet = workbook.add_worksheet("Tickets")
        for line, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                if cell != "":
                    sheet.write(line, place, cell)
    return file.getvalue()


def ods(rows):
    """An OpenDocument sheet; a datetime becomes a cell of the type date."""
    body = "".join(
        "<table:table-row>" + "".join(map(_ods_cell, cells)) + "</table:table-row>"
        for cells in rows
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        f'xmlns:office="{OASIS}:office:1.0" xmlns:table="{OASIS}:table:1.0" '
        f'xmlns:text="{OASIS}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Tickets">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        f'xmlns:manifest="{OASIS}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{ODS}"/></manifest:manifest>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", ODS)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


def _ods_cell(cell):
    if isinstance(cell, datetime):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}">'
            f"<text:p>{cell:%d/%m/%Y %H:%M}</text:p></table:table-cell>"
        )
    if isinstance(cell, int):
        return (
            f'<table:table-cell office:value-type="float" office:value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    if not cell:
        return "<table:table-cell/>"
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'
