"""``tickets``: the real log gives the published figures, and a bad export is one line."""

import json
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2].parent / "shared"
REAL_LOG = SHARED / "data" / "uci_servicenow" / "incident_event_log.zip"
ORACLE = SHARED / "oracles" / "incidents.json"
HEADER = "ID;Titre;Statut;Type;Date d'ouverture;Date de résolution;Priorité;Catégorie"


@pytest.mark.real_log
def test_the_real_log_gives_the_published_figures(infopilot, client):
    oracle = json.loads(ORACLE.read_text(encoding="utf-8"))["uci_servicenow"]
    expected = oracle["ours_full_file_last_row_per_incident"]

    imported = infopilot("tickets", "import", client, REAL_LOG, "--json").document
    facts = infopilot("tickets", "facts", client, "--json").document

    assert imported["incidents"] == {"read": 24918, "kept": 24918, "rejected": 0}
    assert imported["rows"] == {"read": 141712, "kept": 141712, "repaired": 0, "rejected": 0}
    assert facts["sla"]["met_share"] == pytest.approx(expected["made_sla_share"], abs=1e-6)
    assert facts["sla"]["by_priority"] == pytest.approx(expected["made_sla_by_priority"], abs=1e-6)
    assert facts["sla"]["by_reassignments"] == pytest.approx(
        expected["sla_by_reassignment"], abs=1e-6
    )
    resolver = {name: facts["resolver"][name] for name in expected["resolved_by"]}
    assert resolver == pytest.approx(expected["resolved_by"], abs=1e-6)
    group = {name: facts["group"][name] for name in expected["assignment_group"]}
    assert group == pytest.approx(expected["assignment_group"], abs=1e-6)
    for figure in ("median", "p90"):
        minutes = facts[f"{figure}_minutes_by_priority"]
        hours = {priority: value / 60 for priority, value in minutes.items()}
        assert hours == pytest.approx(expected[f"{figure}_hours_by_priority"], abs=1e-4)
    assert facts["reassignment_mean"] == pytest.approx(expected["reassignment_mean"], abs=1e-6)
    assert facts["reopened"] == expected["reopen_gt0"]


def rounded(figures):
    """Nested figures to nine decimals: engines may add in another order."""
    if isinstance(figures, dict):
        return {name: rounded(figure) for name, figure in figures.items()}
    return round(figures, 9) if isinstance(figures, float) else figures


@pytest.mark.real_log
@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_every_engine_gives_the_same_facts_of_the_real_log(infopilot, client, engine):
    infopilot("tickets", "import", client, REAL_LOG)

    default = infopilot("tickets", "facts", client, "--json").document
    other = infopilot("tickets", "facts", client, "--engine", engine, "--json").document

    assert rounded(other) == rounded(default)


def test_the_export_is_kept_as_it_was_received(infopilot, client, tmp_path):
    export = tmp_path / "glpi.csv"
    days = [f"{number:02}-03-2026" for number in range(1, 9)]
    rows = [f"{day[:2]};Panne;Clos;Incident;{day} 09:00;{day} 11:00;3;Poste" for day in days]
    rows.append("9;Panne 9;Clos;Incident;25-03-2026 09:00;25-03-2026 10:00;3;Poste")
    export.write_text("\n".join([HEADER, *rows]), encoding="utf-8")

    inspected = infopilot("tickets", "inspect", export, "--json")
    imported = infopilot("tickets", "import", client, export, "--json")

    assert inspected.code == 0, inspected.err
    assert imported.document["incidents"] == {"read": 9, "kept": 9, "rejected": 0}
    assert (client / "tickets" / "glpi.csv").read_bytes() == export.read_bytes()
    kept = json.loads((client / "tickets" / "doctor.json").read_text(encoding="utf-8"))
    assert kept == imported.document
    assert kept == inspected.document
    assert infopilot("tickets", "facts", client).code == 0


def two_years(tmp_path):
    """A list of 24 tickets, one a month: the first year is one person's, the second another's."""
    export = tmp_path / "two-years.csv"
    rows = [
        f"{year}{month};Panne;Clos;Incident;1{month % 7}-{month:02}-{year} 09:00;"
        f"1{month % 7}-{month:02}-{year} 11:00;3;Poste;{who}"
        for year, who in ((2024, "Ancien"), (2025, "Nouvelle"))
        for month in range(1, 13)
    ]
    export.write_text("\n".join([f"{HEADER};Technicien", *rows]), encoding="utf-8")
    return export


def test_facts_are_counted_by_the_method_of_the_engagement(infopilot, client, tmp_path):
    infopilot("tickets", "import", client, two_years(tmp_path))
    by_default = infopilot("tickets", "facts", client, "--json").document

    description = client / "engagement.yaml"
    own = description.read_text(encoding="utf-8").replace("method: {}\n", "")
    description.write_text(f"{own}method: {{incidents.minimum_incidents: 5}}\n", encoding="utf-8")
    facts = infopilot("tickets", "facts", client, "--json").document
    table = infopilot("tickets", "facts", client / "tickets" / "incidents.parquet", "--json")

    assert by_default["resolver"]["top1"] is None
    assert facts["resolver"]["top1"] == 0.5
    assert table.document["resolver"]["top1"] is None


def test_the_stretch_of_time_that_is_counted_is_said_and_can_be_chosen(infopilot, client, tmp_path):
    infopilot("tickets", "import", client, two_years(tmp_path))

    whole = infopilot("tickets", "facts", client, "--json").document
    year = infopilot("tickets", "facts", client, "--months", "12", "--json").document
    all_of_it = infopilot("tickets", "facts", client, "--months", "999", "--json").document

    ends = {"from": "2024-01-11T08:00:00+00:00", "to": "2025-12-15T08:00:00+00:00"}
    assert whole["period"] == ends
    assert (whole["incidents"], whole["resolver"]["distinct"]) == (24, 2)
    assert year["period"]["from"] == "2025-01-11T08:00:00+00:00"
    assert (year["incidents"], year["resolver"]["distinct"]) == (12, 1)
    assert all_of_it["period"] == {**ends, "months": 999}
    assert all_of_it | {"period": whole["period"]} == whole
    told = infopilot("tickets", "facts", client, "--lang=en").out
    assert "Opened from 11 January 2024 to 15 December 2025: the whole log, more than a" in told
    told = infopilot("tickets", "facts", client, "--months", "12", "--lang=en").out
    assert "the last 12 months of the log; what is older is not counted" in told


@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_every_engine_counts_the_same_months(infopilot, client, tmp_path, engine):
    infopilot("tickets", "import", client, two_years(tmp_path))

    asked = ("tickets", "facts", client, "--months", "7", "--json")
    default = infopilot(*asked).document

    assert default["incidents"] == 7
    assert rounded(infopilot(*asked, "--engine", engine).document) == rounded(default)


def test_facts_say_what_they_rest_on(infopilot, client, tmp_path):
    infopilot("tickets", "import", client, two_years(tmp_path))
    doctor = json.loads((client / "tickets" / "doctor.json").read_text(encoding="utf-8"))
    alone = tmp_path / "alone.parquet"
    alone.write_bytes((client / "tickets" / "incidents.parquet").read_bytes())

    facts = infopilot("tickets", "facts", client, "--json").document
    english = infopilot("tickets", "facts", client, "--json", "--lang=en").document
    unknown = infopilot("tickets", "facts", alone, "--json", "--lang=en").document

    assert facts["assumptions"] == doctor["assumptions"]
    assert "whoever resolved works for the provider" in "".join(english["assumptions"])
    assert unknown["assumptions"] == ["what was assumed when this table was made is not known"]
    told = infopilot("tickets", "facts", client).out
    assert f"· {doctor['assumptions'][-1]}" in told


BAD_EXPORTS = {
    "sans-dates.csv": "ID;Titre;Statut;Type;Priorité;Catégorie\n1;Panne;Clos;Incident;3;Poste\n",
    "texte.xlsx": "Ceci est un texte, pas un classeur.",
    "vide.csv": "",
    "inconnu.csv": "a,b,c\n1,2,3\n",
    "absent.csv": None,
}


@pytest.mark.parametrize("name", BAD_EXPORTS)
@pytest.mark.parametrize("command", ["inspect", "import"])
def test_a_bad_export_is_one_line_and_leaves_nothing(infopilot, client, tmp_path, name, command):
    export, content = tmp_path / name, BAD_EXPORTS[name]
    if content is not None:
        export.write_text(content, encoding="utf-8")
    before = sorted(client.rglob("*"))

    place = [client, export] if command == "import" else [export]
    refused = infopilot("tickets", command, *place)

    assert refused.code == 2
    assert refused.out == ""
    assert refused.err.count("\n") == 1
    assert name in refused.err
    assert "attendu" in refused.err or "Conseil" in refused.err
    assert sorted(client.rglob("*")) == before
