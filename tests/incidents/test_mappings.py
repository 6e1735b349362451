import re

import pytest

from infopilot.incidents.files.reading import open_table
from infopilot.incidents.mappings.mapping import load_mapping, load_mappings
from infopilot.incidents.mappings.recognition import match_columns, recognise
from infopilot.model.errors import IncidentDataError
from tests.incidents.conftest import GLPI_HEADER


def mapping_of(mappings, name):
    return next(mapping for mapping in mappings if mapping.id == name)


@pytest.mark.parametrize(("old", "expected"), [(True, "glpi-10-fr"), (False, "glpi-11-fr")])
def test_both_generations_of_glpi_are_told_apart(glpi_file, mappings, old, expected):
    with open_table(glpi_file({}, old=old)) as table:
        mapping, evidence = recognise(table.columns, mappings, table.layout)

    assert mapping.id == expected
    assert not evidence.missing


def test_every_glpi_column_of_the_demonstration_is_known(mappings):
    matched = match_columns(mapping_of(mappings, "glpi-10-fr"), GLPI_HEADER, "glpi.csv")

    assert matched.unmapped == ()
    assert set(matched.ignored) == {"Urgence", "Suivis - Nombre de suivis"}
    assert matched.headers["path"] == "Attribué à - Groupe de techniciens"
    assert matched.headers["resolver"] == "Attribué à - Technicien"
    assert matched.headers["vendor"] == "Attribué à - Fournisseur"


def test_a_typical_glpi_view_is_recognised(mappings):
    header = (
        "ID;Titre;Entité;Statut;Description;Dernière modification;Date d’ouverture;Priorité;"
        "Demandeur - Demandeur;Attribué à - Technicien;Catégorie"
    )

    assert recognise(header.split(";"), mappings)[0].tool == "GLPI"


def test_an_unknown_layout_lists_what_it_found_and_what_is_close(mappings):
    with pytest.raises(IncidentDataError, match=r"CaseID.*Moment.*more of"):
        recognise(["CaseID", "ActivityID", "Moment"], mappings)


def test_a_mapping_named_by_hand_is_taken_as_it_is(mappings):
    named = mapping_of(mappings, "glpi-11-fr")

    mapping, evidence = recognise(["ID", "Date d'ouverture"], [named])

    assert mapping is named
    assert evidence.named


def test_a_column_that_is_there_twice_is_asked_about(mappings):
    with pytest.raises(IncidentDataError, match="several columns could be 'Statut'"):
        match_columns(
            mapping_of(mappings, "glpi-11-fr"),
            ["ID", "Date d'ouverture", "Statut", "Statut"],
            "glpi.csv",
        )


def test_the_last_part_of_a_grouped_header_gives_way_to_the_whole(mappings):
    columns = ["ID", "Date d'ouverture", "Tâches - Technicien", "Attribué à - Technicien"]
    matched = match_columns(mapping_of(mappings, "glpi-11-fr"), columns, "glpi.csv")

    assert matched.headers["resolver"] == "Attribué à - Technicien"


def test_a_folder_without_mappings_is_told(tmp_path):
    with pytest.raises(IncidentDataError, match="no mappings"):
        load_mappings(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("timezone: UTC", "timezone: Europe/Nowhere", "unknown time zone"),
        ("shape: events", "shape: logs", "line 6"),
        ("shape: events", "shapes: events", "did you mean 'shape'"),
        ("%d/%m/%Y %H:%M", "%d/%m %H:%M", "a day, a month and a year"),
        ("  id: [number]", "  number: [number]", "unknown key 'number'"),
    ],
)
def test_a_wrong_mapping_is_told_with_its_place(tmp_path, mappings_folder, before, after, told):
    text = (mappings_folder / "servicenow-event-log.yaml").read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "mapping.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(IncidentDataError, match=told):
        load_mapping(path)


DAY_OR_MONTH_FIRST = re.compile(r"(%d|%m)(\W)(%d|%m)\2(%[Yy].*)")


def test_no_mapping_knows_one_order_of_days_and_months_without_the_other(mappings):
    """The vote of a column decides, or somebody is asked: a list that omits one would guess."""
    alone = {
        (mapping.id, written)
        for mapping in mappings
        for written in mapping.dates
        if (order := DAY_OR_MONTH_FIRST.fullmatch(written))
        and f"{order[3]}{order[2]}{order[1]}{order[2]}{order[4]}" not in mapping.dates
    }

    assert alone == set()
