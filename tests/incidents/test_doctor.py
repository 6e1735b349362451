from infopilot.incidents import assumptions, indicators, issues, recognition
from infopilot.incidents.doctor import inspect
from infopilot.incidents.indicators import INPUTS
from infopilot.views.messages import catalogue


def test_the_doctor_tells_what_a_full_export_allows(glpi_file, mappings):
    found = inspect(glpi_file({}), mappings)

    assert found.report.tool == "GLPI"
    assert found.not_computable == {}
    assert set(found.computable) == set(INPUTS)


def test_the_doctor_tells_what_a_poor_export_forbids_and_why(glpi_file, mappings):
    found = inspect(
        glpi_file({}, without=("Attribué à - Technicien", "Réouvertures", "Priorité")), mappings
    )

    assert str(found.not_computable["resolver"]) == "no incident says who resolved it"
    assert "reopened" in str(found.not_computable["reopened_share"])
    assert "blocking" in found.not_computable
    assert "median_minutes" in found.computable


def test_the_doctor_writes_nothing(glpi_file, mappings, tmp_path):
    path = glpi_file({})
    before = {each: each.stat().st_mtime_ns for each in tmp_path.rglob("*")}
    inspect(path, mappings)

    assert {each: each.stat().st_mtime_ns for each in tmp_path.rglob("*")} == before


def test_the_doctor_says_what_the_figures_rest_on(glpi_file, mappings):
    said = " ".join(map(str, inspect(glpi_file({}), mappings).report.assumptions))

    assert "Europe/Paris" in said
    assert "“Temps de résolution dépassé” means that the service level was missed" in said
    assert "blocking when its priority is 1" in said


def test_sentences_kept_in_tables_have_their_french():
    sentences = [
        *issues.SENTENCES.values(),
        *assumptions.SLA.values(),
        *assumptions.DEFAULT_TYPE.values(),
        *indicators.UNTOLD.values(),
        *recognition.LACKING.values(),
    ]

    assert [sentence for sentence in sentences if sentence not in catalogue("fr")] == []
