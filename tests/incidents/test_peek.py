"""Headers, first values and words of a file, before anybody knows what tool it is from."""

import pytest

from infopilot.incidents.files.peek import LENGTH_AT_MOST, WORDS_AT_MOST, peek
from infopilot.incidents.mappings.mapping import load_mapping
from infopilot.incidents.mappings.vocabulary import aliases, headers_of, is_named, unknown_words
from infopilot.model.errors import IncidentDataError


@pytest.fixture
def look(tmp_path):
    """Look at a file of these lines."""

    def write(*lines):
        path = tmp_path / "file.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return peek(path)

    return write


@pytest.fixture(scope="module")
def glpi(mappings_folder):
    return load_mapping(mappings_folder / "glpi-10-fr.yaml")


def test_the_first_distinct_values_are_shown(look):
    seen = look("a;b", "1;x", "1;", "2;y", "3;x", "4;z")

    assert seen.columns == ("a", "b")
    assert seen.rows == 5
    assert seen.samples == {"a": ("1", "2", "3"), "b": ("x", "y", "z")}


def test_a_long_value_is_cut_and_lines_are_joined(look):
    seen = look("a;b", f'"one\ntwo";{"x" * 500}')

    assert seen.samples["a"] == ("one two",)
    assert len(seen.samples["b"][0]) == LENGTH_AT_MOST


def test_words_are_all_the_values_of_a_column_that_has_few(look):
    rows = [f"{rank};{'Clos' if rank % 3 else 'Ouvert'};" for rank in range(WORDS_AT_MOST + 1)]
    seen = look("id;state;none", *rows)

    assert seen.words == {"state": ("Clos", "Ouvert")}


def test_a_header_that_is_there_twice_shows_its_first_column(look):
    seen = look("a;a;b", "1;2;3")

    assert seen.columns == ("a", "b")
    assert seen.samples["a"] == ("1",)


def test_what_is_no_table_is_refused(tmp_path):
    path = tmp_path / "file.csv"
    path.write_bytes(b"%PDF-1.7")

    with pytest.raises(IncidentDataError):
        peek(path)


def test_only_words_that_the_mapping_does_not_know_are_asked(look, glpi):
    seen = look(
        "ID;Statut;Priorité",
        "1;clos;Majeure",
        "2;En Attente du Fournisseur;",
        "3;__ Nouveau;Urgent",
    )
    unknown = unknown_words(glpi, headers_of(glpi, seen.columns), seen)

    assert unknown.statuses == ("En Attente du Fournisseur",)
    assert unknown.priorities == ("Urgent",)


def test_headers_are_found_whatever_their_case_and_accents(glpi):
    found = headers_of(glpi, ["id", "DATE D’OUVERTURE", "Autre"])

    assert found == {"id": "id", "opened_at": "DATE D’OUVERTURE"}


def test_the_headers_of_people_are_known_behind_their_group(glpi):
    people = aliases([glpi], {"resolver", "requester"})

    assert is_named("Attribué à - Technicien", people)
    assert is_named("technicien", people)
    assert not is_named("Catégorie", people)
