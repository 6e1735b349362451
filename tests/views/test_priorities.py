"""What to do first in words, tables, a chart, a section of the page and a document."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from infopilot.model.actions import Action, Target
from infopilot.model.decisions import Actor
from infopilot.model.priorities import Cause, Cost, Gains, LeftOut, Plan, Standing, Step, Weighed
from infopilot.model.text import Message, Text
from infopilot.views.gains import part_points, plan_sentence, search_sentence, why
from infopilot.views.plans import effort, owners, plan_document, plan_lines
from infopilot.views.priority_charts import gains_a_day
from infopilot.views.priority_section import priority_section
from infopilot.views.priority_tables import left_out_table, part_table, step_table
from infopilot.views.quantities import days
from infopilot.views.results import results_page
from infopilot.views.subject import Subject

NBSP, NNBSP = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


class Words(HTMLParser):
    """What is read on a page."""

    def __init__(self, html):
        super().__init__()
        self.said = []
        self.feed(html)

    def handle_data(self, data):
        """Note what is read."""
        self.said.append(data)

    @property
    def text(self):
        """All of it, with plain spaces."""
        return re.sub(r"\s+", " ", " ".join(self.said))


def action(action_id, owner=Actor.LEADER, **changes):
    made = Action(
        id=action_id,
        text=Text(fr=f"Faire {action_id} <b>", en=f"Do {action_id} <b>"),
        targets=(Target(question="RD2", level=4),),
        effort_days=2,
        owners=(owner, Actor.PROVIDER),
        first_step=Text(fr="Commencer.", en="Start."),
        evidence=Text(fr="Lettre.", en="Letter."),
    )
    return replace(made, **changes)


def gains(**changes):
    none = {"mean": 0.0, "role_clarity": 0.0, "structural": 0.0, "dependency": 0.0, "points": 0.0}
    return Gains(**{"maturity": {}, **none, **changes})


def weighed(which, gained, *, counted=2.0, recurring=0.0, **changes):
    cost = Cost(first=which.effort_days, recurring=recurring, counted=counted)
    return Weighed(action=which, cost=cost, gains=gained, **changes)


def standing(mean, clarity, structural, **changes):
    return Standing(
        maturity={"D1": 2.0},
        mean=mean,
        role_clarity=clarity,
        structural=structural,
        dependency=None,
        points=40.0,
        reasons={"dependency": Message("no ticket log has been imported"), **changes},
    )


FIRST = weighed(
    action("A01", advice=Text(fr="Un avis.", en="Advice.")),
    gains(
        maturity={"D1": 0.75, "D2": 0.04},
        mean=0.1,
        role_clarity=12.4,
        structural=8.0,
        points=6.35,
    ),
    counted=3.5,
    recurring=0.5,
)
SECOND = weighed(action("A02", Actor.IT_REFERENT), gains(points=0.2, structural=0.4))
THIRD = weighed(
    action("A03"),
    gains(),
    cause=Cause.CAPPED,
    reason=Message(
        "capped by {question}: it shows once that question has risen", {"question": "RD2"}
    ),
    held_by=("RD2",),
)


@pytest.fixture
def plan():
    left = LeftOut(action=THIRD.action, cause=THIRD.cause, reason=THIRD.reason)
    return Plan(
        campaign="T1",
        budget=8.0,
        most=5,
        steps=(
            Step(weighed=FIRST, gains=FIRST.gains, lifts=("RD2",), opens=("A02",)),
            Step(weighed=SECOND, gains=SECOND.gains),
        ),
        ranked=(FIRST, SECOND, THIRD),
        left_out=(left,),
        exact=True,
        before=standing(
            2.0, 57.4, 69.3, D2=Message("not computable: {n} answers missing", {"n": 3})
        ),
        after=standing(2.14, 69.8, 69.4),
    )


@pytest.fixture
def subject(questionnaire, engagement, method, plan):
    return Subject(
        questionnaire=questionnaire, engagement=engagement, method=method, language="fr", plan=plan
    )


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0.5, "0,5 jour", "0.5 days"),
        (1, "1 jour", "1 day"),
        (1.5, "1,5 jour", "1.5 days"),
        (2, "2 jours", "2 days"),
    ],
)
def test_days_are_counted_as_each_language_counts(value, french, english):
    assert (days(value, "fr").replace(NBSP, " "), days(value, "en")) == (french, english)


def test_why_tells_what_moves_then_what_it_lifts_and_opens(plan, questionnaire):
    first, second = plan.steps
    french = why(first, questionnaire, "fr").replace(NBSP, " ").replace(NNBSP, " ")

    assert french == (
        "Niveau de « Rôles et décisions » +0,8 ; clarté des rôles +12 points ; dépendance "
        "structurelle en baisse de 8 points. Lève le plafond fixé par RD2. Ouvre la voie à A02."
    )
    assert why(second, questionnaire, "en") == (
        "A small effect by itself: it shows with the others."
    )


@pytest.mark.parametrize(
    ("gained", "told"),
    [
        (gains(maturity={"D1": 0.06}), "Level in “[en] Rôles et décisions” +0.1."),
        (gains(maturity={"D1": 0.05}), "A small effect by itself: it shows with the others."),
        (gains(role_clarity=0.5), "A small effect by itself: it shows with the others."),
        (gains(role_clarity=0.6), "Role clarity +1 point."),
        (gains(role_clarity=1.6), "Role clarity +2 points."),
        (gains(structural=0.6), "Structural dependency down 1 point."),
        (gains(role_clarity=None, structural=2), "Structural dependency down 2 points."),
    ],
)
def test_a_gain_is_told_when_rounding_leaves_something(plan, questionnaire, gained, told):
    assert why(replace(plan.steps[1], gains=gained), questionnaire, "en") == told


def test_the_plan_says_where_scores_would_stand_and_leaves_out_what_stays(plan):
    assert plan_sentence(plan, "en") == (
        "2 actions, 5.5 days of work, recurring days included. "
        "Mean maturity would go from 2.0 to 2.1 out of 5. Role clarity, from 57 to 70 of 100."
    )
    assert "5,5 jours" in plan_sentence(plan, "fr").replace(NBSP, " ")
    one = replace(plan, steps=plan.steps[:1], after=standing(None, None, 60.0))
    assert plan_sentence(one, "en") == (
        "1 action, 3.5 days of work, recurring days included. Structural dependency, from 69 to 60."
    )


def test_a_plan_without_actions_says_so(plan, subject):
    empty = replace(plan, steps=())
    section = priority_section(empty, subject)

    assert "Aucune action" in plan_sentence(empty, "fr")
    assert "<svg" not in section
    assert "Pourquoi pas les autres" in section


def test_a_plan_says_how_it_was_chosen(plan):
    assert "at most 5 actions was tried" in search_sentence(plan, "en")
    assert "better set may exist" in search_sentence(replace(plan, exact=False), "en")


def test_parts_add_up_to_the_points(method):
    gained = gains(mean=0.1, role_clarity=12.4, structural=8.0)

    parts = part_points(gained, method.priorities)
    assert parts == pytest.approx({"maturity": 1.25, "role_clarity": 3.1, "structural": 2.0})
    unknown = gains(mean=None, role_clarity=None, structural=None)
    assert set(part_points(unknown, method.priorities).values()) == {0}


def test_tables_are_tidy(plan, questionnaire, method):
    steps = step_table(plan, questionnaire, "fr")
    parts = part_table(plan, method, "fr")
    left = left_out_table(plan, "fr")

    assert list(steps["action"]) == ["A01", "A02"]
    assert list(steps["per_day"]) == pytest.approx([6.35 / 3.5, 0.1])
    assert list(steps["advice"]) == ["Un avis.", None]
    assert list(parts["action"]) == ["A01"] * 3 + ["A02"] * 3
    assert list(parts["start"][:3]) == pytest.approx([0, 1.25 / 3.5, 4.35 / 3.5])
    assert list(parts["end"][:3]) == pytest.approx([1.25 / 3.5, 4.35 / 3.5, 6.35 / 3.5])
    assert list(parts["part_name"][:2]) == ["maturité", "clarté des rôles"]
    assert left.to_dict("records") == [
        {
            "action": "A03",
            "text": "Faire A03 <b>",
            "cause": "capped",
            "reason": f"Plafonnée par RD2{NBSP}: son effet se verra quand cette question aura "
            "monté.",
            "points": 0.0,
            "days": 2.0,
        }
    ]


def test_the_chart_stacks_parts_and_writes_each_figure_once(plan, method):
    wide = gains_a_day(part_table(plan, method, "fr"), "fr").to_dict()
    narrow = gains_a_day(part_table(plan, method, "fr"), "fr", is_narrow=True).to_dict()
    bars, words = wide["layer"]

    assert (bars["encoding"]["x"]["field"], bars["encoding"]["x2"]["field"]) == ("start", "end")
    assert bars["encoding"]["color"]["scale"]["domain"] == [
        "maturity",
        "role_clarity",
        "structural",
    ]
    assert words["transform"] == [{"filter": "datum.part == 'structural'"}]
    rows = next(iter(wide["datasets"].values()))
    assert [row["figure"] for row in rows[::3]] == ["1,8", "0,1"]
    assert narrow["width"] < wide["width"]


def test_the_section_shows_actions_figures_and_why_the_others_wait(plan, subject):
    html = priority_section(plan, subject)
    words = Words(html).text

    assert "Par où commencer ?" in words
    assert "Direction · Prestataire" in words
    assert "2 jours, puis 0,5 jour par trimestre" in words
    assert "Un avis." in words
    assert "-8,0" in words
    assert "+12,4" in words
    assert "hypothèses" in words
    assert "Plafonnée par RD2" in words
    assert html.count("<svg") >= 2
    assert "<b>" not in html


def test_a_plan_that_chose_everything_has_no_others(plan, subject):
    assert "Pourquoi pas les autres" not in priority_section(replace(plan, left_out=()), subject)


def test_the_page_has_the_section_after_the_answers_only_with_a_plan(scorecard, subject):
    page = results_page(scorecard, subject)

    places = [page.index(part) for part in ('class="ip-cards"', 'id="ip-priorities"', 'id="ip-d')]
    assert places == sorted(places)
    assert "ip-priorities" not in results_page(scorecard, replace(subject, plan=None))


def test_the_page_speaks_one_language(plan, subject):
    french = Words(priority_section(plan, subject)).text
    english = Words(priority_section(plan, replace(subject, language="en"))).text

    assert not set(re.findall(r"\b(?:the|with|level|points a)\b", french))
    assert not set(re.findall(r"\b(?:les|des|niveau|jours?)\b", english))


def test_the_document_holds_every_figure_with_its_reason(plan, questionnaire):
    document = plan_document(plan, "Morvan", questionnaire, "en")
    first, second = document["chosen"]

    assert (document["method"], document["budget_days"], document["days"]) == ("exact", 8.0, 5.5)
    assert first["gains"]["maturity"] == {"D1": 0.75, "D2": 0.04}
    assert first["gains"]["points"] == 6.35
    assert first["per_day"] == pytest.approx(6.35 / 3.5)
    assert (first["effort_days"], first["recurring_days_per_quarter"], first["days"]) == (
        2,
        0.5,
        3.5,
    )
    assert (first["owners"], first["advice"]) == (["DIR", "PRE"], "Advice.")
    assert (first["targets"], first["lifts"], first["opens"]) == ({"RD2": 4}, ["RD2"], ["A02"])
    assert (second["advice"], second["gains"].get("reasons")) == (None, None)
    assert document["before"]["maturity"] == {
        "D1": {"value": 2.0},
        "D2": {"value": None, "reason": "Not computable: 3 answers missing."},
    }
    assert document["before"]["dependency"] == {
        "value": None,
        "reason": "No ticket log has been imported.",
    }
    assert document["not_chosen"][0]["cause"] == "capped"
    assert document["ranked"][0]["levels_per_day"] == pytest.approx(0.1 / 3.5)
    assert (document["ranked"][2]["held_by"], document["ranked"][2]["cause"]) == (["RD2"], "capped")
    assert document["ranked"][0]["reason"] is None
    greedy = plan_document(replace(plan, exact=False), "Morvan", questionnaire, "en")
    assert greedy["method"] == "greedy"


def test_a_gain_that_cannot_be_computed_is_null_beside_its_reason(plan, questionnaire):
    unknown = weighed(action("A04"), gains(mean=None, dependency=None))
    document = plan_document(replace(plan, ranked=(unknown,)), "Morvan", questionnaire, "en")

    ranked = document["ranked"][0]
    assert (ranked["gains"]["mean"], ranked["levels_per_day"]) == (None, None)
    assert ranked["gains"]["reasons"] == {
        "mean": "The answers needed are missing.",
        "dependency": "No ticket log has been imported.",
    }


def test_lines_tell_the_plan_in_both_languages(plan, questionnaire):
    french = "\n".join(plan_lines(plan, questionnaire, "fr")).replace(NBSP, " ")
    english = plan_lines(replace(plan, left_out=()), questionnaire, "en")

    assert "1. A01  Faire A01" in french
    assert "   Responsable : Direction · Prestataire" in french
    assert "   Conseil : Un avis." in french
    assert french.count("Conseil") == 1
    assert "  A03    0,0  2 jours     Plafonnée par RD2" in french
    assert "   Effort: 2 days, then 0.5 days a quarter" in english
    assert "Not now:" not in english


def test_owners_and_effort_are_told_in_words(questionnaire):
    assert owners(SECOND.action, questionnaire, "fr") == "Référent SI · Prestataire"
    assert effort(SECOND.cost, "en") == "2 days"
