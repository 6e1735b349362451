"""The doctor's findings as people and as scripts read them."""

import json

import pytest
from pydantic import TypeAdapter

from infopilot.incidents.counting.indicators import INPUTS
from infopilot.incidents.doctor.inspection import Inspection, Thresholds, inspect
from infopilot.incidents.doctor.traps import NAMES
from infopilot.incidents.mappings.mapping import load_mappings
from infopilot.views.doctor import WIDTH, inspection_document, inspection_lines
from infopilot.views.messages import catalogue
from infopilot.views.names import FIGURES
from tests.conftest import ROOT
from tests.shipped import shipped_method

DOCUMENTED = ROOT / "docs" / "doctor.md"
HEADER = "ID;Titre;Statut;Type;Date d'ouverture;Date de résolution;Priorité;Catégorie;Plan\n"
ROWS = (
    "1;Panne;Clos;Incident;2026-03-02 09:00;2026-03-01 09:00;Haute;Poste;a\n"
    "2;Panne;Clos;Incident;2026-03-02 09:00;2026-03-02 11:00;Urgent;Poste;a\n"
    "3;Panne\n"
    "4;Panne;Clos;Demande;2026-03-13 09:00;2026-03-13 11:00;Haute;Poste;a\n"
)


@pytest.fixture(scope="module")
def inspection(tmp_path_factory):
    path = tmp_path_factory.mktemp("doctor") / "glpi.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    method = shipped_method()
    thresholds = Thresholds(incidents=method.incidents, traps=method.traps)
    return inspect(path, load_mappings(ROOT / "data" / "mappings"), thresholds)


def test_the_document_adds_up_and_says_which_lines(inspection):
    document = inspection_document(inspection, "fr")

    assert document["rows"] == {"read": 4, "kept": 3, "repaired": 2, "rejected": 1}
    assert [(each["code"], each["header"], each["lines"]) for each in document["issues"]] == [
        ("missing_columns", None, [4]),
        ("dates_out_of_order", "Date de résolution", [2]),
        ("unknown_priority", "Priorité", [3]),
    ]
    assert document["unmapped_columns"] == ["Plan"]
    assert set(document["computable"]).isdisjoint(document["not_computable"])
    assert {*document["computable"], *document["not_computable"]} == INPUTS.keys()
    assert document["message"].keys() == {"fr", "en"}


def test_the_document_is_json_and_every_key_is_documented(inspection):
    document = json.loads(json.dumps(inspection_document(inspection, "en"), allow_nan=False))
    told = DOCUMENTED.read_text(encoding="utf-8")

    assert [key for key in document if f"`{key}`" not in told] == []


def test_the_findings_cross_a_boundary_of_processes_unchanged(inspection):
    """They are plain data: a process that reads files sends them as JSON."""
    wire = TypeAdapter(Inspection)

    assert wire.validate_json(wire.dump_json(inspection)) == inspection


def test_every_trap_is_documented():
    told = DOCUMENTED.read_text(encoding="utf-8")

    assert [code for code in NAMES if f"`{code}`" not in told] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_lines_fit_a_terminal_and_leave_no_blank(inspection, language):
    lines = inspection_lines(inspection, language, with_messages=False)

    assert max(map(len, lines)) <= WIDTH
    assert [line for line in lines if "{" in line] == []
    assert lines[0].startswith("── ")


def test_both_messages_come_last_the_reader_s_own_language_first(inspection):
    french, english = ("\n".join(inspection_lines(inspection, each)) for each in ("fr", "en"))

    assert french.index("Bonjour,") < french.index("Hello,")
    assert english.index("Hello,") < english.index("Bonjour,")
    assert "Bonjour" not in "\n".join(inspection_lines(inspection, "fr", with_messages=False))


def test_every_figure_has_a_name_in_both_languages():
    assert INPUTS.keys() <= FIGURES.keys()
    assert [name for name in FIGURES.values() if name not in catalogue("fr")] == []
