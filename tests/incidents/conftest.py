"""Ticket exports made on the spot, and the public log where it is at hand."""

import gzip
import zipfile
from pathlib import Path

import pytest

from infopilot.incidents.doctor.inspection import Thresholds
from infopilot.incidents.mappings.mapping import load_mappings
from tests.shipped import shipped_method

ROOT = Path(__file__).parents[2]
REAL_LOG = ROOT / ".." / "shared" / "data" / "uci_servicenow"
KEY = b"a key of the tests"
THRESHOLDS = Thresholds(incidents=shipped_method().incidents, traps=shipped_method().traps)
GLPI_TICKET = {
    "ID": "5\N{NO-BREAK SPACE}732\N{NO-BREAK SPACE}943",
    "Titre": "Imprimante ''en panne'' &amp; bruyante",
    "Entité": "Morvan > Atelier",
    "Statut": "Clos",
    "Type": "Incident",
    "Date d'ouverture": "13-05-2026 08:30",
    "Date de résolution": "13-05-2026 12:30",
    "Date de clôture": "18-05-2026 12:30",
    "Dernière modification": "18-05-2026 12:30",
    "Priorité": "Majeure",
    "Urgence": "Haute",
    "Demandeur - Demandeur": "Élodie Martin",
    "Attribué à - Technicien": "Paul Durand\nSonia Petit",
    "Attribué à - Groupe de techniciens": "Support N1\nRéseau\nSupport N1",
    "Attribué à - Fournisseur": "",
    "Catégorie": "Matériel &gt; Imprimante",
    "Éléments associés": "IMP-1",
    "Lieu": "Autun",
    "Suivis - Nombre de suivis": "3",
    "Solution - Base de connaissances": "KB-12",
    "Temps de résolution dépassé": "Non",
    "Réouvertures": "1",
    "Délai d'attente": "0 jours 2 heures 30 minutes 0 secondes",
    "Satisfaction": "4",
}
GLPI_HEADER = list(GLPI_TICKET)


@pytest.fixture(scope="session")
def mappings_folder():
    return ROOT / "data" / "mappings"


@pytest.fixture(scope="session")
def mappings(mappings_folder):
    return load_mappings(mappings_folder)


@pytest.fixture(scope="session")
def real_log():
    """The folder of the public ServiceNow log."""
    if not REAL_LOG.is_dir():
        pytest.skip("the public ServiceNow log is not beside this project")
    return REAL_LOG


def _line(cells, *, old):
    if old:
        return "".join('"' + cell.replace('"', "''") + '";' for cell in cells)
    return ";".join('"' + cell.replace('"', '""') + '"' for cell in cells)


@pytest.fixture
def glpi_file(tmp_path):
    """Write tickets as GLPI does, in either generation; each ticket changes the typical one."""

    def write(*tickets, old=True, without=(), name="glpi.csv"):
        header = [column for column in GLPI_HEADER if column not in without]
        rows = [[(GLPI_TICKET | ticket)[column] for column in header] for ticket in tickets]
        end = "\n" if old else "\r\n"
        text = end.join(_line(cells, old=old) for cells in [header, *rows]) + end
        path = tmp_path / name
        path.write_bytes(text.encode("utf-8-sig" if old else "utf-8"))
        return path

    return write


@pytest.fixture
def text_file(tmp_path):
    """Write a text with its encoding."""

    def write(text, name="export.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture
def packed_file(tmp_path):
    """Write one content in a zip or gz archive."""

    def write(content, name):
        path = tmp_path / name
        if name.endswith(".gz"):
            path.write_bytes(gzip.compress(content))
        else:
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("export.csv", content)
        return path

    return write


SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGES = "http://schemas.openxmlformats.org/package/2006"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@pytest.fixture
def workbook(tmp_path):
    """Write the cells of one sheet (the XML of its rows) as XLSX."""

    def write(rows, name="export.xlsx"):
        path = tmp_path / name
        parts = {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGES}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{CONTENT}.sheet.main+xml"/>'
            f'<Override PartName="/xl/sheet1.xml" ContentType="{CONTENT}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGES}/relationships"><Relationship '
            f'Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="Tickets" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGES}/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="sheet1.xml"/>'
            "</Relationships>",
            "xl/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData>'
            "</worksheet>",
        }
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, xml in parts.items():
                archive.writestr(part, '<?xml version="1.0" encoding="UTF-8"?>' + xml)
        return path

    return write


def sheet_rows(*rows):
    """The XML of rows of texts."""
    cells = (
        "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) for row in rows
    )
    return "".join(f"<row>{row}</row>" for row in cells)
