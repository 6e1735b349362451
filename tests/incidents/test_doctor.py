from infopilot.incidents.conversion import assumptions, issues
from infopilot.incidents.conversion.canonical import import_tickets, open_canonical
from infopilot.incidents.counting import indicators
from infopilot.incidents.counting.indicators import INPUTS
from infopilot.incidents.doctor import inspection as doctor
from infopilot.incidents.mappings import recognition
from infopilot.views.messages import catalogue
from tests.incidents.conftest import KEY, THRESHOLDS


def inspect(path, mappings):
    """What the doctor finds, by the thresholds that ship."""
    return doctor.inspect(path, mappings, THRESHOLDS)


def test_the_doctor_tells_what_a_full_export_allows(glpi_file, mappings):
    found = inspect(glpi_file({}), mappings)

    assert found.report.tool == "GLPI"
    # GLPI does not tell third parties in its states, and asks nobody for the time lost.
    assert set(found.not_computable) <= {"third_parties", "lost_time"}
    assert {*found.computable, *found.not_computable} == set(INPUTS)


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


def test_a_small_log_gives_counts_only(glpi_file, mappings):
    tickets = [{"ID": str(number)} for number in range(1, 31)]

    few = inspect(glpi_file(*tickets[:29]), mappings).only_counts

    assert few.facts == {"closed": 29, "minimum": 30}
    assert inspect(glpi_file(*tickets), mappings).only_counts is None


def test_looking_on_the_way_changes_nothing_of_an_import(glpi_file, mappings, tmp_path):
    path = glpi_file({}, {"ID": "7", "Date d'ouverture": "?"}, {"ID": "8", "Type": "Demande"})
    alone, looked_at = tmp_path / "alone.parquet", tmp_path / "looked_at.parquet"
    choices = {"mappings": mappings, "key": KEY, "incidents_only": True}

    report = import_tickets(path, alone, **choices)
    found = doctor.inspect_and_import(path, looked_at, thresholds=THRESHOLDS, **choices)

    assert found.report == report
    assert (report.rows.read, report.rows.kept, report.rows.rejected) == (3, 1, 2)
    tables = [open_canonical(each).to_arrow_table() for each in (alone, looked_at)]
    assert tables[0].equals(tables[1])


def test_sentences_kept_in_tables_have_their_french():
    sentences = [
        *issues.SENTENCES.values(),
        *assumptions.SLA.values(),
        *assumptions.DEFAULT_TYPE.values(),
        *indicators.UNTOLD.values(),
        *recognition.LACKING.values(),
    ]

    assert [sentence for sentence in sentences if sentence not in catalogue("fr")] == []
