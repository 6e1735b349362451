"""The experience of users by department: what is shown, what is hidden, in words and figures."""

import json
from dataclasses import replace

import pytest

from infopilot.model.estimate import Estimate
from infopilot.model.items import ItemKind
from infopilot.model.publication import DepartmentView
from infopilot.model.questionnaire import Measure
from infopilot.model.text import Text
from infopilot.scoring.disclosure.departments import HIDDEN
from infopilot.views.department_chart import department_dots
from infopilot.views.department_section import department_section, department_table
from infopilot.views.departments import departments_document
from infopilot.views.subject import Subject
from tests.views.test_results import Page

NO_FIGURE = Estimate(value=None, reason=HIDDEN)
NAMES = ("Atelier", "Bureau", "Qualité")


def measure(identifier, kind, high):
    words = Text(fr=f"Question {identifier}", en=f"Question {identifier}")
    return Measure(id=identifier, text=words, kind=kind, minimum=0, maximum=high)


def figures(*values):
    return {
        name: NO_FIGURE if value is None else Estimate(value=value, n=n)
        for n, (name, value) in enumerate(zip(NAMES, values, strict=True), start=6)
    }


VIEW = DepartmentView(
    names=NAMES,
    figures={
        "SAT": figures(4.3, 7.5, None),
        "BLOC": figures(None, None, None),
        "RD1": figures(2.0, None, None),
    },
    company={
        "SAT": Estimate(value=6.123456789012, n=16),
        "BLOC": Estimate(value=0.5, n=16),
        "RD1": Estimate(value=2.5, n=15),
    },
)


@pytest.fixture
def card(scorecard):
    return replace(scorecard, departments=VIEW)


@pytest.fixture
def subject(questionnaire, engagement, method):
    return Subject(questionnaire=questionnaire, engagement=engagement, method=method)


@pytest.fixture
def measured(subject):
    measures = (measure("SAT", ItemKind.RATING, 10), measure("BLOC", ItemKind.COUNT, 999))
    return replace(subject, questionnaire=replace(subject.questionnaire, measures=measures))


def test_the_document_hides_the_number_of_answers_with_the_figure():
    document = json.loads(json.dumps(departments_document(VIEW, "fr")))

    assert document["company"]["SAT"] == {"value": 6.123456789, "n": 16}
    assert document["by_department"]["Bureau"]["SAT"] == {"value": 7.5, "n": 7}
    hidden = document["by_department"]["Qualité"]["SAT"]
    assert set(hidden) == {"value", "reason"}
    assert hidden["value"] is None
    assert hidden["reason"].startswith("Masqué\N{NO-BREAK SPACE}: trop peu de réponses")
    assert list(document["by_department"]) == list(NAMES)


def test_the_table_has_the_company_then_each_department(card):
    table = department_table(card, "en")

    assert len(table) == 12
    first = table.iloc[0]
    assert (first["item"], first["department"], first["n"]) == ("SAT", "All departments", 16)
    assert table["is_company"].sum() == 3
    assert table["value"].isna().sum() == table["n"].isna().sum() == 6


def test_the_section_says_what_it_shows_and_what_it_hides(card, measured):
    page = Page(department_section(card, measured))

    assert "Le vécu par service" in page.text
    assert "De 4,3 (Atelier) à 7,5 (Bureau) parmi les services montrés" in page.text
    assert "6,1 sur 10" in page.text
    assert "Question BLOC" in page.text
    assert "nombre de fois, sur 30 jours" in page.text
    assert "de 0 à 10" in page.text
    assert "de 1 à 5" in page.text
    assert "7 réponses" in page.text
    assert page.text.count("Masqué") == 1
    assert "nan" not in page.text.lower().split()


def test_the_summary_without_a_department_to_show_is_that_of_the_company(card, measured):
    view = replace(VIEW, figures={**VIEW.figures, "SAT": figures(None, None, None)})
    page = Page(department_section(replace(card, departments=view), measured))

    assert "6,1 sur 10" in page.text
    assert "parmi les services montrés" not in page.text


def test_nothing_hidden_needs_no_note(card, measured):
    view = DepartmentView(
        names=NAMES,
        figures={"SAT": figures(4.0, 5.0, 6.0)},
        company={"SAT": Estimate(value=5.0, n=16)},
    )
    page = Page(department_section(replace(card, departments=view), measured))

    assert "asqué" not in page.text


def test_without_a_rating_there_is_no_chart(card, subject):
    few = replace(subject, questionnaire=replace(subject.questionnaire, measures=()))

    assert "<svg" not in department_section(card, few)


def test_without_departments_there_is_no_section(scorecard, measured):
    unknown = replace(VIEW, names=())

    assert department_section(scorecard, measured) is None
    assert department_section(replace(scorecard, departments=unknown), measured) is None


@pytest.mark.parametrize("is_narrow", [False, True])
def test_the_chart_has_a_dot_for_what_is_shown_and_words_for_the_rest(card, is_narrow):
    table = department_table(card, "fr")
    chart = department_dots(table[table["item"] == "SAT"], (0, 10), "fr", is_narrow=is_narrow)
    spec = chart.to_dict()

    labels = [row["label"] for rows in spec["datasets"].values() for row in rows]
    assert sorted(labels) == ["4,3", "6,1", "7,5", "masqué"]
    assert len(spec["layer"]) == (5 if is_narrow else 4)
