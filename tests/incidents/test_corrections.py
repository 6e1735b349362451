"""A mapping for a layout that nobody knows: proposed, corrected, saved and read again."""

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infopilot.incidents.conversion.canonical import import_tickets, open_canonical
from infopilot.incidents.mappings.corrections import correct, lacking_columns
from infopilot.incidents.mappings.mapping import Mapping, Satisfaction, load_mapping
from infopilot.incidents.mappings.mapping_files import mapping_text, save_mapping
from infopilot.incidents.mappings.proposals import propose
from infopilot.model.errors import IncidentDataError
from infopilot.model.incidents import CANONICAL_COLUMNS
from tests.incidents.conftest import KEY
from tests.incidents.samples.writing import at, row

HEADER = "N° fiche;Objet;Ouverture;Date de résolutions;Statut;Traité par;Equipe;Urgent ?;Délai tenu"
LAYOUT = f'''{HEADER}
F-101;Onduleur qui bipe;13/05/2026 08h30;13/05/2026 12h30;Terminé;Paul Durand;Terrain;oui;OUI
F-102;"Devis ""portail""";29/05/2026 17h20;;A rappeler;;Bureau;non;
'''
BY_HAND = """\
# A list of the firm's own, kept in a spreadsheet.
id: lenoir
tool: Fiches Lenoir
language: fr
label: {fr: Fiches Lenoir, en: Lenoir cards}
fingerprint: {columns: [N° fiche, Objet, Traité par], enough: 2}
columns:
  id: [N° fiche]
  title: [Objet]
  opened_at: [Ouverture]
  resolved_at: [Date de résolutions]
  status: [Statut]
  resolver: [Traité par]
  resolver_group: [Equipe]
  blocking: ["Urgent ?"]
  sla_met: [Délai tenu]
dates: ["%d/%m/%Y %Hh%M"]
sla: met
statuses: {closed: [Terminé], waiting_user: [A rappeler]}
organisations: {default: PROVIDER}
"""
ROWS = [
    row(
        id="F-101",
        type="incident",
        title="Onduleur qui bipe",
        status="Terminé",
        status_group="closed",
        opened_at=at("2026-05-13 06:30"),
        resolved_at=at("2026-05-13 10:30"),
        blocking=True,
        resolver="Paul Durand",
        resolver_group="Terrain",
        organisation="PROVIDER",
        sla_met=True,
        minutes_to_resolve=240,
        source_row=1,
    ),
    row(
        id="F-102",
        type="incident",
        title='Devis "portail"',
        status="A rappeler",
        status_group="waiting",
        opened_at=at("2026-05-29 15:20"),
        blocking=False,
        source_row=2,
    ),
]


@pytest.fixture
def layout(text_file):
    return text_file(LAYOUT, name="fiches.csv", encoding="cp1252")


@pytest.fixture
def rows_of(tmp_path, layout):
    def run(*mappings):
        destination = tmp_path / "incidents.parquet"
        import_tickets(layout, destination, mappings=mappings, key=KEY, keep_names=True)
        table = open_canonical(destination).to_arrow_table().select(list(CANONICAL_COLUMNS))
        return table.to_pylist()

    return run


def named(mapping):
    """The headers of each canonical column that has some."""
    return {name: headers for name, headers in mapping.columns.model_dump().items() if headers}


def expected(tool):
    return [each | {"source_tool": tool} for each in ROWS]


def test_an_unknown_layout_is_mapped_by_hand(layout, rows_of, mappings, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(BY_HAND, encoding="utf-8")

    with pytest.raises(IncidentDataError, match="no known tool writes these columns"):
        import_tickets(layout, tmp_path / "x.parquet", mappings=mappings, key=KEY)
    assert rows_of(load_mapping(path)) == expected("lenoir")
    assert rows_of(*mappings, load_mapping(path)) == expected("lenoir")


def test_an_unknown_layout_is_proposed_then_corrected(rows_of, mappings, tmp_path):
    first = propose(HEADER.split(";"), mappings)
    guessed = {name: header for name, (header,) in named(first).items()}
    mine = correct(
        first,
        columns={
            "id": "N° fiche",
            "title": "Objet",
            "opened_at": "Ouverture",
            "resolver": "Traité par",
            "blocking": "Urgent ?",
            "sla_met": "Délai tenu",
        },
        dates=["%d/%m/%Y %Hh%M"],
        sla="met",
        statuses={"Terminé": "closed", "A rappeler": "waiting_user"},
    )
    save_mapping(mine, tmp_path / "tickets" / "mapping.yaml")

    assert guessed == {
        "status": "Statut",
        "resolver_group": "Equipe",
        "resolved_at": "Date de résolutions",
    }
    assert first.language == "fr"
    assert lacking_columns(first) == ("id", "opened_at")
    assert lacking_columns(mine) == ()
    assert rows_of(mine) == expected("own")
    assert rows_of(load_mapping(tmp_path / "tickets" / "mapping.yaml")) == expected("own")


def test_an_unfinished_mapping_says_what_it_lacks(rows_of, mappings):
    first = propose(HEADER.split(";"), mappings)

    with pytest.raises(IncidentDataError, match=r"does not number its tickets.*one of its columns"):
        rows_of(first)


def test_a_proposal_for_a_known_layout_finds_what_its_mapping_finds(mappings):
    glpi = next(mapping for mapping in mappings if mapping.id == "glpi-11-fr")
    header = [headers[0] for headers in named(glpi).values()]
    proposed = propose(header, mappings).columns

    for name in ("id", "opened_at", "resolved_at", "status", "type", "resolver", "requester"):
        assert getattr(proposed, name) == getattr(glpi.columns, name)[:1]


def test_a_proposal_guesses_neither_directions_nor_disputed_words(mappings):
    proposed = propose(["ID", "Status", "Priority"], mappings)
    words = {word for words in proposed.priorities.values() for word in words}

    assert proposed.sla is proposed.satisfaction is None
    # GLPI numbers priorities the other way round.
    assert "5" not in words
    assert "Majeure" in proposed.priorities["1"]
    assert "Résolu" in proposed.statuses.solved
    assert "Pending" not in chain(*proposed.statuses.model_dump().values())


def test_no_header_serves_twice(mappings):
    header = ["Type", "Group", "Group", "", "Title", "Status", "Statuts", "Technicien"]
    proposed = propose(header, mappings).columns
    used = list(chain(*proposed.model_dump().values()))

    assert len(used) == len(set(used))
    assert "Group" not in used
    assert "" not in used


@pytest.mark.parametrize("header", [[], [""], ["a", "a"]])
def test_a_proposal_can_be_made_of_nothing(mappings, header):
    assert lacking_columns(propose(header, mappings)) == ("id", "opened_at")
    assert propose(header, []).language == "fr"


@pytest.fixture
def glpi(mappings):
    return next(mapping for mapping in mappings if mapping.id == "glpi-10-fr")


def test_a_correction_does_not_change_its_input(glpi):
    before = glpi.model_dump()
    correct(glpi, columns={"site": "Agence"}, statuses={"Clos": "open"}, priorities={"Haute": "1"})

    assert glpi.model_dump() == before


def test_no_correction_changes_nothing(glpi):
    assert correct(glpi) == glpi


def test_every_part_can_be_corrected(glpi):
    scale = Satisfaction(worst=10, best=0)
    changed = correct(
        glpi,
        columns={"site": "Agence", "vendor": None, "service": "Catégorie"},
        shape="events",
        dates=["%Y-%m-%d"],
        sla="met",
        satisfaction=scale,
        timezone="Indian/Reunion",
        types_default="request",
        blocking_priority_at_most=2,
        statuses={"clos": "solved", "Suspendu": "waiting_vendor"},
        priorities={"haute": "1", "Aucune": "5"},
    )

    assert (changed.columns.site, changed.columns.vendor) == (("Agence",), ())
    assert (changed.columns.service, changed.columns.category) == (("Catégorie",), ())
    assert (changed.shape, changed.dates) == ("events", ("%Y-%m-%d",))
    assert (changed.sla, changed.satisfaction, changed.timezone) == ("met", scale, "Indian/Reunion")
    assert (changed.types.default, changed.blocking_priority_at_most) == ("request", 2)
    assert changed.types.incident == glpi.types.incident
    assert changed.statuses.closed == ("6",)
    assert changed.statuses.solved == ("Résolu", "5", "clos")
    assert changed.statuses.waiting_vendor == ("Suspendu",)
    assert changed.priorities["1"] == ("Majeure", "Très haute", "6", "5", "haute")
    assert changed.priorities["2"] == ("4",)
    assert changed.priorities["5"] == ("Très basse", "1", "Aucune")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"columns": {"agence": "Agence"}}, "'agence' is not a canonical column"),
        ({"columns": {"site": ""}}, "columns.site.0"),
        ({"statuses": {"Clos": "over"}}, "'over' is not a state"),
        ({"priorities": {"Haute": "9"}}, "priorities"),
        ({"timezone": "Europe/Autun"}, "unknown time zone"),
        ({"dates": ["%d/%m"]}, "a day, a month and a year"),
        ({"dates": ["%d/%m/%Y %z"]}, "a code that is not known"),
        ({"dates": ["%d/%m/%Y %"]}, "a code that is not known"),
        ({"dates": []}, "dates"),
        ({"sla": "maybe"}, "sla"),
        ({"shape": "circle"}, "shape"),
        ({"blocking_priority_at_most": 9}, "blocking_priority_at_most"),
    ],
)
def test_a_wrong_correction_is_told(glpi, wrong, told):
    with pytest.raises(IncidentDataError, match=told):
        correct(glpi, **wrong)


# Whatever a cell may hold: control characters, quotes, accents, emoji; no half of a character.
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
LISTS = st.lists(WORDS, max_size=4).map(tuple)
MAPPINGS = st.builds(
    Mapping,
    id=st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}", fullmatch=True),
    tool=WORDS,
    language=st.sampled_from(["fr", "en"]),
    label=st.fixed_dictionaries({"fr": WORDS, "en": WORDS}),
    shape=st.sampled_from(["incidents", "events"]),
    fingerprint=st.fixed_dictionaries(
        {
            "columns": LISTS,
            "enough": st.integers(1, 9),
            "trailing_separator": st.none() | st.booleans(),
        }
    ),
    columns=st.fixed_dictionaries({"id": LISTS, "opened_at": LISTS, "path": LISTS}),
    ignored=LISTS,
    repeated_headers=st.booleans(),
    escaped_quote=st.none() | WORDS,
    missing=LISTS,
    cell_separator=st.none() | WORDS,
    dates=st.lists(st.sampled_from(["%Y-%m-%d", "%d/%m/%Y %H:%M[:%S]"]), min_size=1),
    timezone=st.sampled_from(["Europe/Paris", "UTC"]),
    statuses=st.fixed_dictionaries({"open": LISTS, "waiting_user": LISTS}),
    priorities=st.dictionaries(st.sampled_from(["1", "5"]), LISTS),
    blocking_priority_at_most=st.none() | st.integers(1, 5),
    booleans=st.fixed_dictionaries({"yes": LISTS, "no": LISTS}),
    sla=st.sampled_from([None, "met", "breached"]),
    satisfaction=st.none()
    | st.builds(
        Satisfaction,
        worst=st.just(0.0),
        best=st.floats(0.5, 100),
        words=st.dictionaries(WORDS, st.floats(0, 100), max_size=3),
    ),
    organisations=st.fixed_dictionaries(
        {
            "default": st.sampled_from([None, "PROVIDER", "CLIENT"]),
            "rules": st.lists(
                st.fixed_dictionaries(
                    {
                        "organisation": st.just("CLIENT"),
                        "column": st.just("resolver"),
                        "contains": LISTS,
                    }
                ),
                max_size=2,
            ),
        }
    ),
)


@settings(max_examples=50)
@given(mapping=MAPPINGS)
def test_a_saved_mapping_is_read_back_as_it_was(tmp_path_factory, mapping):
    path = tmp_path_factory.getbasetemp() / "round-trip.yaml"
    save_mapping(mapping, path)

    assert load_mapping(path) == mapping


def test_every_mapping_is_saved_as_it_is(mappings, tmp_path):
    for mapping in mappings:
        save_mapping(mapping, tmp_path / "saved.yaml")
        assert load_mapping(tmp_path / "saved.yaml") == mapping


def test_a_saved_mapping_reads_well(mappings):
    """Groups of keys apart, a reason before them, what is left to defaults unsaid."""
    text = mapping_text(propose(["ID", "Titre", "Statut"], mappings))

    assert text.startswith("# own: what its export calls things.\nid: own\n")
    assert "\n\n# For each canonical column, the headers that hold it" in text
    assert "\n  status: [Statut]\n" in text
    assert "timezone" not in text
    assert "\nsla" not in text


def test_a_mapping_that_cannot_be_written_is_told_and_replaces_nothing(glpi, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")

    with pytest.raises(IncidentDataError, match="the mapping cannot be written"):
        save_mapping(glpi, blocked / "mapping.yaml")
    assert list(tmp_path.iterdir()) == [blocked]
