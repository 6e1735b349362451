"""A mapping of one's own: checked, used, kept beside the tickets, used again unnamed."""

import json
from pathlib import Path

import pytest

from infopilot.app import paths
from infopilot.app.tickets import import_file, inspect_file
from infopilot.app.workbook import open_engagement
from infopilot.incidents.mappings.corrections import correct
from infopilot.incidents.mappings.mapping import Mapping, load_mapping, load_mappings
from infopilot.incidents.mappings.proposals import propose
from tests.conftest import ROOT

HEADER = "N° fiche;Ouverture;Fin;Etat"
EXPORT = (
    f"{HEADER}\nF-1;13/05/2026 08:30;13/05/2026 12:30;Terminé\nF-2;29/05/2026 17:20;;En cours\n"
)


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "fiches.csv"
    path.write_text(EXPORT, encoding="utf-8")
    return path


@pytest.fixture
def mine():
    first = propose(HEADER.split(";"), load_mappings(paths.mappings_folder()))
    columns = {"id": "N° fiche", "opened_at": "Ouverture", "resolved_at": "Fin", "status": "Etat"}
    return correct(first, columns=columns, statuses={"Terminé": "closed", "En cours": "open"})


def test_an_unknown_layout_is_one_line(infopilot, export):
    refused = infopilot("tickets", "inspect", export)

    assert refused.code == 2
    assert "aucun outil connu" in refused.err


def test_a_mapping_to_correct_is_written_for_an_unknown_layout(infopilot, export, tmp_path):
    place = tmp_path / "mine.yaml"
    written = infopilot("tickets", "mapping", export, place)
    refused = infopilot("tickets", "mapping", export, place)

    assert written.code == 0, written.err
    assert "Restent à indiquer\N{NO-BREAK SPACE}: les en-têtes de id, opened_at." in written.out
    assert load_mapping(place).columns.status == ("Etat",)
    assert refused.code == 2
    assert "déjà" in refused.err


def test_the_mapping_that_fits_is_written_to_be_changed(infopilot, tmp_path):
    export = tmp_path / "glpi.csv"
    export.write_text("ID;Titre;Statut;Type;Date d'ouverture;Priorité\n", encoding="utf-8")
    place = tmp_path / "glpi.yaml"
    document = infopilot("tickets", "mapping", export, place, "--json").document

    assert document == {"mapping": "glpi-11-fr", "file": str(place), "missing": []}
    assert load_mapping(place) in load_mappings(paths.mappings_folder())


def test_a_corrected_mapping_is_kept_beside_the_tickets_and_used_again(
    infopilot, client, export, mine
):
    workbook = open_engagement(client)
    inspected = inspect_file(export, mine)
    report = import_file(workbook, export, mapping=mine).report
    kept = client / "tickets" / "mapping.yaml"
    again = infopilot("tickets", "import", client, export, "--json").document

    assert inspected.report.incidents == report.incidents
    assert (report.incidents.kept, report.issues) == (2, ())
    assert load_mapping(kept) == mine
    assert again["mapping"] == "own"
    assert again["incidents"] == {"read": 2, "kept": 2, "rejected": 0}
    assert again["close_columns"] == {}
    assert infopilot("check", kept).code == 0


def test_a_mapping_that_is_named_is_kept_as_it_is(infopilot, client, export, tmp_path):
    path = tmp_path / "fiches.yaml"
    text = """# Ma correspondance.
id: fiches
tool: Fiches
language: fr
label: {fr: Fiches, en: Cards}
fingerprint: {columns: [N° fiche], enough: 1}
columns: {id: [N° fiche], opened_at: [Ouverture], resolved_at: [Fin], status: [Etat]}
dates: ["%d/%m/%Y %H:%M"]
statuses: {open: [En cours], closed: [Terminé]}
"""
    path.write_text(text, encoding="utf-8")
    imported = infopilot("tickets", "import", client, export, "--mapping", path, "--json")

    assert imported.document["mapping"] == "fiches"
    assert (client / "tickets" / "mapping.yaml").read_text(encoding="utf-8") == text


def test_check_tells_a_mapping_that_is_not_finished(infopilot, tmp_path):
    path = tmp_path / "mapping.yaml"
    path.write_text(
        "id: mine\ntool: Fiches\nlanguage: fr\nlabel: {fr: Fiches, en: Cards}\n"
        "fingerprint: {columns: [Etat], enough: 1}\ncolumns: {status: [Etat]}\n"
        'dates: ["%d/%m/%Y"]\n',
        encoding="utf-8",
    )
    found = infopilot("check", path)

    assert found.code == 0
    assert "elle n’est pas terminée" in found.out
    assert "id, opened_at" in found.out


def test_check_tells_a_wrong_mapping_with_its_line(infopilot, tmp_path):
    path = tmp_path / "mapping.yaml"
    path.write_text('id: mine\ndates: ["%d/%m/%Y %z"]\n', encoding="utf-8")
    refused = infopilot("check", path)

    assert refused.code == 2
    assert refused.err.count("\n") == 1
    assert "mapping.yaml, ligne" in refused.err


@pytest.mark.parametrize("name", [path.name for path in sorted(paths.mappings_folder().glob("*"))])
def test_every_mapping_passes_the_check(infopilot, name):
    found = infopilot("check", paths.mappings_folder() / name)

    assert (found.code, found.err) == (0, "")
    assert "pas terminée" not in found.out


HELPDESK = (
    Path(__file__).parents[2].parent / "shared" / "data" / "helpdesk_mendeley" / "helpdesk.csv"
)


@pytest.mark.skipif(not HELPDESK.is_file(), reason="the public help desk log is not beside")
def test_the_public_help_desk_log_says_how_much_it_tells_and_what_it_cannot(infopilot, client):
    """Its published counts, and no word on who resolved."""
    oracles = HELPDESK.parents[2] / "oracles" / "incidents.json"
    published = json.loads(oracles.read_text(encoding="utf-8"))["helpdesk_mendeley_small"]
    cases, events, activities = published["published"][0]["value"].split(" / ")
    inspected = infopilot("tickets", "inspect", HELPDESK, "--json", "--lang", "en").document
    imported = infopilot("tickets", "import", client, HELPDESK, "--json").document

    assert inspected["mapping"] == imported["mapping"] == "event-log"
    for document in (inspected, imported):
        assert [document["incidents"][each] for each in ("read", "kept")] == [int(cases)] * 2
        assert [document["rows"][each] for each in ("read", "kept")] == [int(events)] * 2
    assert f"the log tells {activities} different activities or states" in inspected["assumptions"]
    resolvers = ("resolver", "group", "provider_share", "sole_holder_share", "bus_factor")
    assert set(resolvers) <= set(inspected["not_computable"])
    assert inspected["not_computable"]["resolver"] == "no incident says who resolved it"


def test_usual_names_are_placed_and_what_only_a_person_can_say_is_shown(infopilot, tmp_path):
    export, place = tmp_path / "helpdesk.csv", tmp_path / "helpdesk.yaml"
    export.write_text(
        "N°;Ouvert le;Fermé le;Intervenant;Objet;Délai respecté;Note\n", encoding="utf-8"
    )

    infopilot("tickets", "mapping", export, place)
    columns = load_mapping(place).columns
    written = place.read_text(encoding="utf-8")

    assert (columns.id, columns.opened_at, columns.closed_at) == (
        ("N°",),
        ("Ouvert le",),
        ("Fermé le",),
    )
    assert "\n# sla: met\n" in written
    assert "\n# satisfaction: {worst: 1, best: 5}\n" in written
    assert "# Pour chaque colonne canonique" in written
    place.write_text(written.replace("# sla", "sla").replace("# satis", "satis"), encoding="utf-8")
    assert (load_mapping(place).sla, load_mapping(place).satisfaction.best) == ("met", 5)


def test_jira_in_french_is_placed(infopilot, tmp_path):
    export, place = tmp_path / "jira.csv", tmp_path / "jira.yaml"
    export.write_text(
        "Résumé,Clé de ticket,État,Priorité,Responsable,Création,Mise à jour,Résolu\n",
        encoding="utf-8",
    )

    infopilot("tickets", "mapping", export, place, "--lang=en")
    columns = load_mapping(place).columns

    assert (columns.id, columns.opened_at, columns.updated_at, columns.resolved_at) == (
        ("Clé de ticket",),
        ("Création",),
        ("Mise à jour",),
        ("Résolu",),
    )
    assert "# For each canonical column" in place.read_text(encoding="utf-8")


def test_every_key_of_a_mapping_is_documented_and_the_example_is_read(tmp_path):
    told = (ROOT / "docs" / "mappings.md").read_text(encoding="utf-8")
    place = tmp_path / "example.yaml"
    place.write_text(told.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")

    assert [key for key in Mapping.model_fields if f"`{key}`" not in told] == []
    assert load_mapping(place).id == "our-helpdesk"
