from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.incidents.conversion.canonical import import_tickets, open_canonical
from infopilot.incidents.conversion.words import pseudonym
from infopilot.incidents.mappings.mapping import OrganisationRule
from infopilot.model.errors import IncidentDataError
from infopilot.model.incidents import CANONICAL_COLUMNS
from tests.incidents.conftest import KEY, sheet_rows


@pytest.fixture
def imported(tmp_path, mappings):
    """Import a file; give the rows by identifier, and the report."""

    def run(path, **options):
        chosen = {"mappings": mappings, "key": KEY} | options
        destination = tmp_path / "engagement" / "incidents.parquet"
        report = import_tickets(path, destination, **chosen)
        rows = open_canonical(destination).to_arrow_table().to_pylist()
        return {row["id"]: row for row in rows}, report

    return run


def issues(report):
    return {(issue.code, issue.field): (issue.count, issue.lines) for issue in report.issues}


@pytest.mark.parametrize("old", [True, False])
def test_a_glpi_ticket_becomes_a_canonical_incident(glpi_file, imported, old):
    rows, report = imported(glpi_file({}, old=old))
    row = rows["5732943"]

    assert set(CANONICAL_COLUMNS) <= set(row)
    assert row["type"] == "incident"
    assert (row["status"], row["status_group"]) == ("Clos", "closed")
    assert row["opened_at"] == datetime(2026, 5, 13, 6, 30, tzinfo=UTC)
    assert row["resolved_at"] == datetime(2026, 5, 13, 10, 30, tzinfo=UTC)
    assert (row["priority"], row["blocking"]) == (1, True)
    assert row["category"] == "Matériel > Imprimante"
    assert (row["site"], row["department"]) == ("Autun", "Morvan > Atelier")
    assert row["path"] == ["Support N1", "Réseau", "Support N1"]
    assert (row["reassignments"], row["ping_pong"]) == (2, True)
    assert row["resolver_group"] == "Support N1"
    assert (row["reopenings"], row["knowledge"], row["sla_met"]) == (1, True, True)
    assert row["satisfaction"] == pytest.approx(0.75)
    assert row["minutes_to_resolve"] == pytest.approx(240)
    assert row["minutes_waiting_user"] == pytest.approx(150)
    assert row["organisation"] == "PROVIDER"
    assert row["source_row"] == 1
    assert report.issues == ()
    assert (report.rows.read, report.rows.kept, report.rows.rejected) == (1, 1, 0)


def test_names_become_pseudonyms_and_titles_are_left_out(glpi_file, imported):
    rows, _ = imported(glpi_file({}))
    row = rows["5732943"]

    assert row["resolver"] == pseudonym("Paul Durand", KEY)
    assert row["requester"] == pseudonym("ÉLODIE  MARTIN", KEY)
    assert row["title"] is None


def test_names_and_titles_are_kept_on_demand(glpi_file, imported):
    rows, _ = imported(glpi_file({}), keep_names=True)
    row = rows["5732943"]

    assert (row["resolver"], row["requester"]) == ("Paul Durand", "Élodie Martin")
    assert row["title"] == 'Imprimante "en panne" & bruyante'


@given(st.text(min_size=1), st.binary(min_size=16, max_size=32))
def test_a_pseudonym_does_not_depend_on_case_and_spaces(name, key):
    assert pseudonym(f" {name} ", key) == pseudonym(name.upper(), key) or (
        name.upper().casefold() != name.casefold()
    )


def test_another_key_gives_other_pseudonyms():
    assert pseudonym("Paul Durand", b"a") != pseudonym("Paul Durand", b"b")


def test_requests_are_left_out_on_demand_and_counted(glpi_file, imported):
    path = glpi_file({}, {"ID": "2", "Type": "Demande"})
    everything, _ = imported(path)
    rows, report = imported(path, incidents_only=True)

    assert everything["2"]["type"] == "request"
    assert list(rows) == ["5732943"]
    assert issues(report) == {("request_left_out", "type"): (1, (3,))}
    assert (report.rows.read, report.rows.kept, report.rows.rejected) == (2, 1, 1)


def test_nothing_is_repaired_or_rejected_silently(glpi_file, imported):
    path = glpi_file(
        {},
        {"ID": "2", "Date d'ouverture": "bientôt"},
        {"ID": "3", "Type": "Changement"},
        {"ID": ""},
        {"ID": "5", "Statut": "Bizarre", "Priorité": "Vitale", "Réouvertures": "souvent"},
        {"ID": "6", "Date de résolution": "12-05-2026 10:00", "Date de clôture": "jamais"},
        {"ID": "5732943", "Dernière modification": "19-05-2026 09:00", "Lieu": "Dijon"},
        {"ID": "8", "Statut": "Nouveau", "Satisfaction": "12"},
    )
    rows, report = imported(path)

    assert issues(report) == {
        ("missing_id", "id"): (1, (5,)),
        ("repeated_ticket", "id"): (1, (2,)),
        ("missing_opening_date", "opened_at"): (1, (3,)),
        ("unknown_type", "type"): (1, (4,)),
        ("unknown_status", "status"): (1, (6,)),
        ("unknown_priority", "priority"): (1, (6,)),
        ("unknown_value", "reopenings"): (1, (6,)),
        ("dates_out_of_order", "resolved_at"): (1, (7,)),
        ("unreadable_date", "closed_at"): (1, (7,)),
        ("resolved_while_open", "resolved_at"): (1, (9,)),
        ("closed_while_open", "closed_at"): (1, (9,)),
        ("unknown_value", "satisfaction"): (1, (9,)),
    }
    assert (report.rows.read, report.rows.kept, report.rows.rejected) == (8, 4, 4)
    assert (report.incidents.read, report.incidents.kept, report.incidents.rejected) == (6, 4, 2)
    assert len(rows) == report.rows.kept
    assert rows["5732943"]["site"] == "Dijon"
    assert rows["5"]["status_group"] == "closed"
    assert rows["6"]["minutes_to_resolve"] is None
    assert rows["8"]["resolver"] is rows["8"]["minutes_to_resolve"] is None


def test_the_hour_that_does_not_exist_and_the_one_that_exists_twice(glpi_file, imported):
    rows, report = imported(
        glpi_file(
            {"ID": "1", "Date d'ouverture": "29-03-2026 02:30"},
            {"ID": "2", "Date d'ouverture": "25-10-2025 23:30"},
            {"ID": "3", "Date d'ouverture": "26-10-2025 02:30"},
        )
    )

    assert rows["1"]["opened_at"] == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert rows["3"]["opened_at"] == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    assert issues(report) == {
        ("skipped_hour", "opened_at"): (1, (2,)),
        ("repeated_hour", "opened_at"): (1, (4,)),
    }


def test_a_duration_over_a_clock_change_is_counted_in_real_time(glpi_file, imported):
    rows, _ = imported(
        glpi_file(
            {
                "Date d'ouverture": "28-03-2026 23:00",
                "Date de résolution": "29-03-2026 05:00",
                "Date de clôture": "29-03-2026 06:00",
            }
        )
    )

    assert rows["5732943"]["minutes_to_resolve"] == pytest.approx(5 * 60)


def test_a_supplier_makes_a_vendor_and_the_words_of_a_mapping_a_client(
    glpi_file, imported, mappings
):
    path = glpi_file(
        {"ID": "1"},
        {"ID": "2", "Attribué à - Fournisseur": "Éditeur ERP"},
        {"ID": "3", "Attribué à - Groupe de techniciens": "Support N1\nReferent SI"},
        {"ID": "4", "Attribué à - Technicien": "", "Attribué à - Groupe de techniciens": ""},
        {"ID": "5", "Statut": "En attente"},
    )
    rows, _ = imported(path)
    found = [rows[name]["organisation"] for name in "12345"]

    assert found == ["PROVIDER", "VENDOR", "CLIENT", None, None]

    glpi = next(mapping for mapping in mappings if mapping.id == "glpi-10-fr")
    own = OrganisationRule(organisation="CLIENT", column="resolver", equals=("paul durand",))
    changed = glpi.model_copy(
        update={"organisations": glpi.organisations.model_copy(update={"rules": (own,)})}
    )
    rows, _ = imported(path, mappings=[changed])

    assert [rows[name]["organisation"] for name in "123"] == ["CLIENT"] * 3


def test_system_accounts_keep_their_name_and_are_marked(glpi_file, imported, mappings):
    glpi = next(mapping for mapping in mappings if mapping.id == "glpi-10-fr")
    changed = glpi.model_copy(update={"system_accounts": ("Robot",)})
    rows, _ = imported(
        glpi_file({}, {"ID": "2", "Attribué à - Technicien": "Robot"}), mappings=[changed]
    )

    assert (rows["2"]["resolver"], rows["2"]["system_account"]) == ("Robot", True)
    assert not rows["5732943"]["system_account"]


def test_groups_that_never_change_hands_tell_no_path(glpi_file, imported):
    rows, _ = imported(glpi_file({"Attribué à - Groupe de techniciens": "Support N1"}))
    row = rows["5732943"]

    assert row["resolver_group"] == "Support N1"
    assert row["path"] is row["reassignments"] is row["ping_pong"] is None


@pytest.mark.parametrize("written", ["2026-05-13 08:30", "2026-05-13 08:30:00", "13/05/2026 08:30"])
def test_the_date_formats_of_glpi_are_voted_column_by_column(glpi_file, imported, written):
    rows, report = imported(glpi_file({"Date d'ouverture": written}))

    assert rows["5732943"]["opened_at"] == datetime(2026, 5, 13, 6, 30, tzinfo=UTC)
    assert report.date_formats["resolved_at"].startswith("%d-%m-%Y")


AMBIGUOUS = dict.fromkeys(
    ("Date d'ouverture", "Date de résolution", "Date de clôture", "Dernière modification"),
    "03-04-2026 10:00",
)


def test_days_and_months_that_cannot_be_told_apart_are_asked_about(glpi_file, imported, tmp_path):
    with pytest.raises(IncidentDataError, match="cannot be told apart") as caught:
        imported(glpi_file(AMBIGUOUS))

    assert "mapping" in str(caught.value)
    assert caught.value.where.column == "Date d'ouverture"
    assert not list(tmp_path.rglob("*.parquet"))


def test_another_column_decides_for_an_ambiguous_one(glpi_file, imported):
    rows, _ = imported(glpi_file(AMBIGUOUS | {"Date de clôture": "23-04-2026 10:00"}))

    assert rows["5732943"]["opened_at"].month == 4


def test_a_workbook_gives_the_same_incident(workbook, imported):
    header = ["ID", "Titre", "Statut", "Type", "Date d'ouverture", "Priorité", "Catégorie"]
    ticket = ["7", "x", "Clos", "Incident", "2026-05-13 08:30:00", "Basse", "Messagerie"]
    rows, report = imported(workbook(sheet_rows(header, ticket)))

    assert report.mapping.id == "glpi-11-fr"
    assert rows["7"]["opened_at"] == datetime(2026, 5, 13, 6, 30, tzinfo=UTC)


def failing(glpi_file, text_file, tmp_path):
    yield "does not say when tickets", glpi_file({}, without=("Date d'ouverture",))
    yield "not what its name says", text_file("ID;Titre\n1;x\n", name="tickets.xlsx")
    yield "no known tool", text_file("a;b;c\n1;2;3\n", name="layout.csv")
    yield "does not exist", tmp_path / "nowhere.csv"
    yield "no opening date can be read", glpi_file({"Date d'ouverture": "hier"}, name="dates.csv")
    yield "no line under the header", glpi_file(name="header.csv")


@pytest.mark.parametrize("case", range(6))
def test_an_import_that_fails_leaves_no_file_behind(glpi_file, text_file, tmp_path, imported, case):
    told, path = list(failing(glpi_file, text_file, tmp_path))[case]
    before = set(tmp_path.rglob("*"))

    with pytest.raises(IncidentDataError, match=told):
        imported(path)

    assert set(tmp_path.rglob("*")) == before


def test_an_import_that_cannot_write_keeps_what_was_there(glpi_file, tmp_path, mappings):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")

    with pytest.raises(IncidentDataError, match="cannot be written"):
        import_tickets(glpi_file({}), blocked / "incidents.parquet", mappings=mappings, key=KEY)

    assert blocked.read_text() == "a file where a folder should be"


def test_an_import_replaces_the_last_one_whole(glpi_file, imported, tmp_path):
    imported(glpi_file({}))
    rows, _ = imported(glpi_file({"ID": "9"}))

    assert list(rows) == ["9"]
    assert [path.name for path in (tmp_path / "engagement").iterdir()] == ["incidents.parquet"]


def test_a_table_that_is_not_canonical_is_told(tmp_path):
    path = tmp_path / "other.parquet"
    path.write_bytes(b"PAR1 not really")

    with pytest.raises(IncidentDataError, match="cannot be read"):
        open_canonical(path)


@pytest.mark.parametrize(
    "written", ["R&eacute;seau", "R&#233;seau", "R&#xE9;seau", "Réseau", "R&#0233;seau"]
)
def test_a_letter_that_is_written_as_html_makes_no_other_category(glpi_file, imported, written):
    rows, _ = imported(glpi_file({"Catégorie": written}))

    assert rows["5732943"]["category"] == "Réseau"


@pytest.mark.parametrize("written", ["R&D", "a &bogus; b", "&", "&#9999999;", "a & b; c"])
def test_a_sign_that_is_no_html_stays(glpi_file, imported, written):
    rows, _ = imported(glpi_file({"Catégorie": written}))

    assert rows["5732943"]["category"] == written


def test_a_ticket_that_is_closed_and_waits_is_told(glpi_file, imported):
    rows, report = imported(glpi_file({"Statut": "En attente"}))

    assert rows["5732943"]["status_group"] == "waiting"
    assert ("closed_while_open", "closed_at") in issues(report)
