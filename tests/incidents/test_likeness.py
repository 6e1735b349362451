from itertools import combinations

import pytest

from infopilot.incidents.conversion.canonical import import_tickets
from infopilot.incidents.doctor.inspection import inspect
from infopilot.incidents.mappings.likeness import closest, is_close
from infopilot.incidents.mappings.mapping import ALTERNATIVE, Columns, fold
from infopilot.incidents.mappings.recognition import match_columns
from infopilot.model.errors import IncidentDataError
from infopilot.views.doctor import inspection_document, inspection_lines
from tests.incidents.conftest import KEY, THRESHOLDS


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Date d'overture", "Date d'ouverture"),
        ("Date ouverture", "Date d'ouverture"),
        ("Date de l’ouverture :", "Date d'ouverture"),
        ("Techniciens", "Technicien"),
        ("Resolve  time", "Resolved time"),
        ("STATUTS", "Statut"),
        ("Organisation", "Organization"),
    ],
)
def test_a_slip_is_close(written, expected):
    assert is_close(written, expected)
    assert is_close(expected, written)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Temps de résolution", "Délai de résolution"),
        ("Temps interne de résolution", "Temps de résolution"),
        ("Temps de résolution dépassé", "Temps de résolution"),
        ("Date de clôture", "Date d'ouverture"),
        ("SLA TTO dépassé ?", "SLA TTR dépassé ?"),
        ("Resolved by", "Resolved at"),
        ("Resolver", "Resolved"),
        ("Assigned", "Assignee"),
        ("Reopened", "Opened"),
        ("Unresolved", "Resolved"),
        ("Solution", "Résolution"),
        ("Created", "Updated"),
        ("Level 1", "Level 2"),
        ("ID", "IP"),
        ("", "Statut"),
        ("?", "!"),
    ],
)
def test_another_word_is_another_column(written, expected):
    assert not is_close(written, expected)
    assert not is_close(expected, written)


def test_a_header_close_to_several_is_nobody_s():
    assert closest(["Technicien"], ["Techniciens", "Techniciem"]) is None
    assert closest(["Statut", "Technicien"], ["Techniciens"]) == ("Technicien", "Techniciens")


def test_no_mapping_has_two_columns_that_are_close(mappings):
    """So that a slip in one header never makes it another one."""
    mistaken = [
        (mapping.id, one, other)
        for mapping in mappings
        for (field, one), (another, other) in combinations(_known(mapping), 2)
        if field != another and fold(one) != fold(other) and is_close(one, other)
    ]

    assert mistaken == []


def _known(mapping):
    for field in Columns.model_fields:
        yield from ((field, alias) for alias in getattr(mapping.columns, field))
    yield from (("ignored", name) for name in mapping.ignored)


def test_a_header_that_is_known_is_never_taken_for_another(mappings):
    """A known header is left alone even where it is close to what is looked for."""
    glpi = next(mapping for mapping in mappings if mapping.id == "glpi-11-fr")
    known = glpi.model_copy(update={"ignored": (*glpi.ignored, "Technicienne")})
    columns = ["ID", "Date d'ouverture", "Technicienne", "Statuts"]

    assert match_columns(known, columns, "x.csv").close == {"status": "Statut"}
    assert match_columns(glpi, columns, "x.csv").close == {
        "status": "Statut",
        "resolver": "Technicien",
    }


def test_a_header_that_is_there_needs_no_close_one(mappings):
    glpi = next(mapping for mapping in mappings if mapping.id == "glpi-11-fr")
    matched = match_columns(glpi, ["ID", "Date d'ouverture", "Statut", "Statuts"], "x.csv")

    assert matched.close == {}
    assert matched.unmapped == ("Statuts",)


def test_a_close_header_is_read_and_told(glpi_file, tmp_path, mappings):
    path = glpi_file({})
    text = path.read_text(encoding="utf-8-sig")
    slips = text.replace("Date de résolution", "Date de resolutions", 1)
    path.write_text(slips.replace('"Lieu"', '"Lieux"', 1), encoding="utf-8-sig", newline="")
    report = import_tickets(path, tmp_path / "x.parquet", mappings=mappings, key=KEY)

    assert report.close == {"resolved_at": "Date de résolution"}
    assert report.columns["resolved_at"] == "Date de resolutions"
    # Four letters are too few to tell a slip from another word.
    assert "site" not in report.columns
    assert report.unmapped == ("Lieux",)
    found = inspect(path, mappings, THRESHOLDS)
    assert inspection_document(found, "fr")["close_columns"] == report.close
    assert (
        "· la colonne «\N{NO-BREAK SPACE}Date de resolutions\N{NO-BREAK SPACE}» est prise pour "
        "«\N{NO-BREAK SPACE}Date de résolution\N{NO-BREAK SPACE}»\N{NO-BREAK SPACE}: à vérifier"
    ) in " ".join(line.strip() for line in inspection_lines(found, "fr"))


def test_a_needed_column_that_is_not_close_is_still_asked_for(mappings):
    glpi = next(mapping for mapping in mappings if mapping.id == "glpi-11-fr")

    with pytest.raises(IncidentDataError, match="does not say when tickets were opened"):
        match_columns(glpi, ["ID", "Date de création", "Statut"], "x.csv")


def test_alternatives_of_a_fingerprint_count_once(mappings):
    log = next(mapping for mapping in mappings if mapping.id == "event-log")

    assert all(ALTERNATIVE in names for names in log.fingerprint.columns)
    assert len(log.fingerprint.columns) == log.fingerprint.enough
