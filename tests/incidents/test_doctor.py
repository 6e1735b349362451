from infopilot.incidents.conversion import assumptions, issues
from infopilot.incidents.conversion.canonical import import_tickets, open_canonical
from infopilot.incidents.counting import indicators
from infopilot.incidents.counting.document import facts_document
from infopilot.incidents.counting.facts import count_facts
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
    assert "yes in “Temps de résolution dépassé” (" in said
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


def test_doctor_and_facts_share_a_rule(mappings, tmp_path):
    lines = ["ID;Titre;Statut;Type;Date d'ouverture;Date de résolution;Catégorie;Éléments associés"]
    items = ["PC-1"] * 10 + [""] * 30
    lines += [
        f"{rank};Panne;Clos;Incident;2025-{1 + rank % 12:02}-01 09:00;"
        f"2025-{1 + rank % 12:02}-02 09:00;Poste;{item}"
        for rank, item in enumerate(items)
    ]
    export, table = tmp_path / "glpi.csv", tmp_path / "incidents.parquet"
    export.write_text("\n".join(lines), encoding="utf-8")
    asked = {"mappings": mappings, "thresholds": THRESHOLDS, "key": KEY}

    found = doctor.inspect_and_import(export, table, **asked)
    facts = count_facts(open_canonical(table), THRESHOLDS.incidents)

    assert "only 10 of 40" in str(found.not_computable["recurrence_30d"])
    for name, reason in found.not_computable.items():
        assert facts.reasons[name] == reason
    known = set(found.computable) & set(facts.reasons)
    assert known <= {"administrative_closures", "auto_close"}
    assert {"exclusivity", "organisation_hhi"} <= set(facts_document(facts))


def test_requests_alone_are_said(mappings, tmp_path):
    lines = ["ID;Titre;Statut;Type;Date d'ouverture;Date de résolution;Catégorie"]
    lines += [
        f"{rank};Accès;Clos;Demande;2025-02-01 09:00;2025-02-02 09:00;Poste" for rank in range(31)
    ]
    export = tmp_path / "glpi.csv"
    export.write_text("\n".join(lines), encoding="utf-8")

    found = inspect(export, mappings)

    assert (found.kept_incidents, found.kept_requests) == (0, 31)
    assert found.computable == ()
    assert str(found.not_computable["resolver"]) == (
        "the table holds requests (31) and no incident"
    )
    assert "mostly_requests" in [trap.code for trap in found.traps]


def test_sentences_kept_in_tables_have_their_french():
    sentences = [
        *issues.SENTENCES.values(),
        *assumptions.SLA.values(),
        *assumptions.DEFAULT_TYPE.values(),
        *indicators.UNTOLD.values(),
        *recognition.LACKING.values(),
    ]

    assert [sentence for sentence in sentences if sentence not in catalogue("fr")] == []
