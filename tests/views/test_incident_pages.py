"""The incidents page, moment by moment, without a browser: what is said, asked and hidden."""

import re
from dataclasses import replace

import pytest

from infopilot.app.paths import mappings_folder
from infopilot.incidents.counting.overview import Age, HandOvers, Month, Overview
from infopilot.incidents.files.peek import peek
from infopilot.incidents.mappings.mapping import Columns, load_mappings
from infopilot.incidents.mappings.proposals import propose
from infopilot.incidents.mappings.questions import POLARITIES, Question, Undecided
from infopilot.model.errors import IncidentDataError, Place
from infopilot.model.incidents import Concentration, IncidentFacts, SlaFacts
from infopilot.model.text import Message
from infopilot.views.examined import HIDDEN, Examined
from infopilot.views.incident_charts import Bar, lying_bars, upright_bars
from infopilot.views.incident_figures import incident_figures
from infopilot.views.incident_names import COLUMNS, PERSONAL, PRIORITIES, STATES
from infopilot.views.incident_pages import examined_page, refused_page
from infopilot.views.incident_questions import question_group
from infopilot.views.messages import catalogue

ROWS = (
    "ID;Statut;Date d'ouverture;Technicien;Mystère;Niveau",
    "1;Clos;03/04/2026 10:00;Paul Durand;Sonia 12;oui",
    "2;Bizarre <b>;04/05/2026 10:00;Ali Ben;Zoé 13;non",
)


@pytest.fixture(scope="module")
def known():
    return load_mappings(mappings_folder())


@pytest.fixture
def examined(known, tmp_path):
    """A file of GLPI with a column that nobody knows."""
    path = tmp_path / "export.csv"
    path.write_text("\n".join(ROWS) + "\n", encoding="utf-8")
    glpi = next(each for each in known if each.id == "glpi-10-fr")
    return Examined(name="tickets <i>.csv", peek=peek(path), mapping=glpi, others=known)


@pytest.mark.parametrize(
    "sentence", [*COLUMNS.values(), *STATES.values(), *PRIORITIES.values()], ids=str
)
def test_what_is_chosen_from_a_table_has_its_french(sentence):
    assert catalogue("fr").get(sentence) or sentence.isdigit()


def test_every_column_of_a_mapping_has_a_name():
    assert set(Columns.model_fields) == set(COLUMNS)
    assert set(COLUMNS) > PERSONAL


def test_values_of_people_are_hidden_and_unknown_columns_lose_their_letters(examined):
    assert examined.samples["Technicien"] == HIDDEN
    assert examined.samples["Mystère"] == "••••• 12 · ••• 13"
    assert examined.samples["Statut"] == "Clos · Bizarre <b>"


def test_a_column_that_is_given_to_people_is_hidden_too(examined):
    columns = examined.mapping.columns.model_copy(update={"resolver": ("Statut",)})
    other = replace(examined, mapping=examined.mapping.model_copy(update={"columns": columns}))

    assert other.samples["Statut"] == HIDDEN


def test_nothing_of_a_file_becomes_markup(examined):
    trouble = IncidentDataError("the file is empty", where=Place("/private/x", 3, "<u>"), got="<s>")
    page = examined_page(replace(examined, trouble=trouble), "fr")

    assert "Bizarre &lt;b&gt;" in page
    assert "tickets &lt;i&gt;.csv" in page
    assert not re.search(r"<(b|i|u|s)>", page)
    assert "/private" not in page


def test_words_that_are_not_known_are_asked_and_none_is_chosen(examined):
    page = examined_page(examined, "en")

    assert "“Bizarre &lt;b&gt;” means" in page
    assert "“Clos” means" not in page
    assert " checked" not in page


def test_an_unknown_layout_is_proposed_and_not_read(examined, known):
    own = propose(examined.peek.columns, known)
    page = examined_page(replace(examined, mapping=own, is_unknown=True), "en")

    assert "Unknown layout" in page
    assert 'data-action="import"' not in page
    assert '<option value="ID" selected>' in page


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            Question(
                code="day_or_month",
                field="opened_at",
                header="Date d'ouverture",
                options=("%d/%m/%Y %H:%M[:%S]", "%m/%d/%Y %H:%M[:%S]"),
            ),
            ["03/04/2026 10:00 is 3 April 2026", "03/04/2026 10:00 is 4 March 2026"],
        ),
        (
            Question(code="sla_polarity", field="sla_met", header="Niveau", options=POLARITIES),
            ["The service level was met", "The service level was missed", "leave this column"],
        ),
        (
            Question(
                code="satisfaction_direction",
                field="satisfaction",
                header="Niveau",
                options=("1..5", "5..1"),
            ),
            ["5 is the best, 1 the worst", "1 is the best, 5 the worst", "leave this column"],
        ),
    ],
    ids=["dates", "service level", "satisfaction"],
)
def test_a_question_is_asked_in_plain_words(examined, question, said):
    group = question_group(question, examined, "en")
    page = examined_page(
        replace(examined, trouble=Undecided("it can be read in two ways", question)), "en"
    )

    assert all(words in group for words in said)
    assert group.count('type="radio"') == len(said)
    assert " checked" not in group
    assert group in page
    assert 'data-action="import"' not in page


def test_a_refusal_tells_its_parts(examined):
    error = IncidentDataError(
        "the file is empty",
        where=Place("/private/export.csv", line=4, column="ID"),
        expected="a ticket export",
        got="x" * 1000,
        hint="choose the file again",
    )
    page = refused_page(error, examined.name, "fr")

    assert "Le fichier est vide." in page
    assert "tickets &lt;i&gt;.csv, ligne 4, colonne ID" in page
    assert "/private" not in page
    assert len(page) < 2000


OVERVIEW = Overview(
    months=(Month("2026-01", 40, 4), Month("2026-02", 30, 0)),
    holders=(30, 20, 10, 5, 1, 1, 1, 1, 1, 1),
    hand_overs=(HandOvers(0, 50, 45), HandOvers(1, 10, 5), HandOvers(5, 10, 1)),
    ages=(Age(0, 7, 2), Age(7, 30, 1), Age(30, None, 3)),
)
FACTS = IncidentFacts(
    incidents=70,
    closed=64,
    resolver=Concentration(
        n=71,
        distinct=10,
        top1=0.42,
        top3=0.8,
        top5=0.9,
        hhi=0.3,
        hhi_unbiased=0.29,
        effective=3.4,
        missing=0,
    ),
    sla=SlaFacts(n=70, met_share=0.73, by_priority={}, by_reassignments={}, by_month={}),
)


def test_four_figures_are_drawn_with_their_n():
    drawn = incident_figures(FACTS, OVERVIEW, "fr")
    text = "".join(drawn)

    assert [each.count("<svg") for each in drawn] == [2, 2, 2, 2]
    assert "4 incidents bloquants sur 70, de janvier 2026 à février 2026" in text
    assert "comme si 3,4 se les partageaient" in text
    assert "les 2 autres" in text
    assert "90\N{NO-BREAK SPACE}%" in text
    assert "6 incidents sont ouverts" in text


def test_a_share_of_few_incidents_is_pale_and_out_of_the_sentence():
    _, _, drawn, _ = incident_figures(FACTS, OVERVIEW, "en", few=10)
    _, _, careful, _ = incident_figures(FACTS, OVERVIEW, "en", few=11)

    assert "with 5 or more, 10%" in drawn
    assert "with 5 or more" not in careful
    assert "Pale bars: fewer than 11 incidents" in careful
    assert "Hand-overs (below: incidents)" in careful


def test_a_figure_that_cannot_be_drawn_says_why():
    nothing = Overview(months=(Month("2026-01", 4, None),), holders=(), hand_overs=(), ages=())
    facts = IncidentFacts(
        incidents=4,
        closed=4,
        reasons={
            "blocking": Message("no incident says whether it stopped somebody"),
            "resolver": Message("no incident says who resolved it"),
            "sla": Message("no incident says whether its service level was met"),
        },
    )
    drawn = incident_figures(facts, nothing, "fr")

    assert ["<svg" in each for each in drawn] == [False] * 4
    assert "Aucun incident n’indique qui l’a résolu." in drawn[1]
    assert "Aucun incident n’est ouvert à la fin du journal." in drawn[3]


def test_a_small_log_gives_counts_and_no_shares():
    facts = replace(
        FACTS,
        resolver=replace(FACTS.resolver, effective=None),
        sla=replace(FACTS.sla, met_share=None),
        reasons={
            "resolver.effective": Message("only counts are given"),
            "sla.met_share": Message("only counts are given"),
        },
    )
    drawn = incident_figures(facts, OVERVIEW, "en")

    assert ["<svg" in each for each in drawn] == [True, False, False, True]
    assert "Only counts are given." in drawn[1]
    assert "Only counts are given." in drawn[2]


@pytest.mark.parametrize("is_narrow", [False, True])
@pytest.mark.parametrize("draw", [lambda bars, **more: upright_bars(bars, "x", **more), lying_bars])
@pytest.mark.parametrize("values", [(), (0,), (0, 0, 0), tuple(range(40))], ids=str)
def test_any_number_of_bars_makes_a_valid_chart(draw, values, is_narrow):
    bars = [Bar((str(value),), value, str(value)) for value in values]
    spec = draw(bars, is_narrow=is_narrow).to_dict()

    assert spec["layer"]
