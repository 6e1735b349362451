"""The header is looked for, in a text and in a workbook; what is left aside is told."""

import pytest

from infopilot.incidents.conversion.canonical import import_tickets, open_canonical
from infopilot.incidents.files.peek import peek
from infopilot.incidents.mappings.recognition import header_fit
from infopilot.model.errors import IncidentDataError
from tests.faults.hostile_files import (
    HEADER,
    PACKAGES,
    RELATIONS,
    SHEET,
    TICKETS,
    book,
    rows_xml,
    table,
    zipped,
)
from tests.incidents.conftest import KEY

README = rows_xml([("Lisez-moi",), ("Export du 3 mars",)])
LIST = rows_xml([HEADER, *TICKETS])
IDS = [ticket[0] for ticket in TICKETS]


@pytest.fixture
def imported(tmp_path, mappings):
    def run(path):
        report = import_tickets(path, tmp_path / "x.parquet", mappings=mappings, key=KEY)
        rows = open_canonical(tmp_path / "x.parquet").to_arrow_table().to_pylist()
        return sorted(row["id"] for row in rows), report

    return run


@pytest.fixture
def sheets(tmp_path):
    """A workbook of several sheets, by name the XML of their rows."""

    def write(**named):
        numbered = list(enumerate(named, start=1))
        listed = "".join(
            f'<sheet name="{name}" sheetId="{n}" r:id="s{n}"/>' for n, name in numbered
        )
        links = "".join(
            f'<Relationship Id="s{n}" Type="{RELATIONS}/worksheet" Target="part{n}.xml"/>'
            for n, _ in numbered
        )
        parts = {
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}">'
            f"<sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGES}/relationships">'
            f"{links}</Relationships>",
        } | {
            f"xl/part{n}.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{named[name]}</sheetData>'
            "</worksheet>"
            for n, name in numbered
        }
        return zipped(book(parts=parts), "export.xlsx")(tmp_path)

    return write


def told(report):
    return {issue.code: (issue.count, issue.lines) for issue in report.issues}


@pytest.mark.parametrize(
    ("above", "lines"),
    [
        ("Liste des tickets du 01/01/2026 au 31/03/2026\n", (1,)),
        ("Liste des tickets;;;;;;;;\n\n", (1,)),
        ("\nListe\n\nPar: Bob, Ann, Luc, Zoé\n", (2, 4)),
        ("sep=;\nListe\n", (1,)),
        ('Liste "du mois\n', (1,)),
        ('"Liste du mois\n', (1,)),
    ],
)
def test_titles_above_the_header_are_skipped_and_told(imported, text_file, above, lines):
    ids, report = imported(text_file(above + table() + "99\n"))
    header = above.count("\n") - above.startswith("sep=") + 1

    assert ids == IDS
    assert told(report) == {
        "lines_above_header": (len(lines), lines),
        "missing_columns": (1, (header + len(IDS) + 1,)),
    }


def test_a_header_far_below_is_not_looked_for(imported, text_file):
    with pytest.raises(IncidentDataError, match="no known tool"):
        imported(text_file("x\n" * 20 + table()))


def test_a_look_at_a_file_finds_the_header_too(text_file, mappings):
    seen = peek(text_file("Liste\n" + table()), fit=header_fit(mappings))

    assert (seen.columns, seen.rows) == (HEADER, len(IDS))


def test_titles_above_the_header_of_a_sheet_are_told(imported, sheets):
    ids, report = imported(sheets(Tickets=rows_xml([("Liste",), (), HEADER, *TICKETS])))

    assert ids == IDS
    assert told(report) == {"lines_above_header": (1, (1,))}
    assert report.layout.lines_before == 3


@pytest.mark.parametrize("order", [("Aide", "Tickets"), ("Tickets", "Aide")])
def test_the_sheet_of_tickets_is_found_and_the_others_are_named(imported, sheets, order):
    rows = {"Aide": README, "Tickets": LIST}
    ids, report = imported(sheets(**{name: rows[name] for name in order}, Vide=""))
    [issue] = report.issues

    assert ids == IDS
    assert report.layout.sheet == "Tickets"
    assert (issue.code, issue.count, str(issue.message)) == (
        "other_sheets",
        1,
        "other sheets were not read: Aide",
    )


def test_two_sheets_that_fit_as_well_are_refused_by_name(imported, sheets):
    with pytest.raises(IncidentDataError, match="several sheets hold tickets") as caught:
        imported(sheets(A2025=LIST, A2026=LIST, Aide=README))

    assert caught.value.got == ["A2025", "A2026"]


def test_numbers_of_days_are_dates_where_all_are(imported, text_file, tmp_path):
    lines = [(*t[:4], f"45{n}78,375", f"45{n}78.5", *t[6:]) for n, t in enumerate(TICKETS)]
    ids, report = imported(text_file(table(*lines)))
    rows = open_canonical(tmp_path / "x.parquet").order("opened_at").to_arrow_table().to_pylist()

    assert ids == IDS
    assert told(report)["serial_dates"][0] == len(IDS)
    assert {row["minutes_to_resolve"] for row in rows} == {180}
    assert f"{rows[0]['opened_at']:%Y-%m-%d}" == "2023-06-01"


def test_one_date_among_numbers_of_days_makes_none_of_them_dates(imported, text_file):
    lines = [(*t[:4], "45678", "", *t[6:]) for t in TICKETS[:5]]
    ids, report = imported(text_file(table(*lines, *TICKETS[5:])))

    assert ids == IDS[5:]
    assert told(report)["missing_opening_date"][0] == 5
