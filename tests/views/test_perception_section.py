"""The section « Chiffres et vécu » and the black box, as pages and as documents."""

import json
from dataclasses import replace

import pytest

from infopilot.model.black_box import BlackBox, Missing, ToObtain, TopicUnknowns, Unknowns
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.score import Friction
from infopilot.model.text import LANGUAGES, Message
from infopilot.views.black_box_document import black_box_document
from infopilot.views.black_box_section import MOST_PRESSING, black_box_section
from infopilot.views.perception_document import friction_document, perception_document
from infopilot.views.perception_section import perception_section
from infopilot.views.perception_tables import crossed_table, lost_time_table, quarter_table
from infopilot.views.subject import Subject
from tests.views.perceptions import NOTHING, WATERMELON

NBSP, NNBSP = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


@pytest.fixture(params=LANGUAGES)
def subject(request, questionnaire, engagement, method):
    return Subject(
        questionnaire=questionnaire,
        engagement=engagement,
        method=method,
        language=request.param,
    )


@pytest.fixture
def french(questionnaire, engagement, method):
    return Subject(questionnaire=questionnaire, engagement=engagement, method=method)


def test_a_watermelon_is_told_with_three_charts(scorecard, french):
    page = perception_section(replace(scorecard, perception_gap=WATERMELON), french)

    assert f"Non{NBSP}: les engagements de service sont tenus" in page
    for drawn in ("ip-quarters-wide", "ip-lost-time-wide", "ip-crossed-wide", "ip-crossed-narrow"):
        assert page.count(f'id="{drawn}-title"') == 1
    assert page.count("<figcaption>") == 3
    assert page.count("<details") == 3
    assert "nan" not in page.lower().replace("finan", "")


def test_what_comes_from_a_log_is_escaped(scorecard, french):
    page = perception_section(replace(scorecard, perception_gap=WATERMELON), french)

    assert "<b>Production</b>" not in page
    assert "&lt;b&gt;Production" in page


def test_without_anything_known_the_section_says_why_and_draws_nothing(scorecard, subject):
    page = perception_section(replace(scorecard, perception_gap=NOTHING), subject)

    assert "<figure" not in page
    why = "aucun journal de tickets" if subject.language == "fr" else "no ticket log"
    assert page.lower().count(why) == 6


def test_a_scorecard_without_the_gap_has_no_section(scorecard, french):
    assert perception_section(replace(scorecard, perception_gap=None), french) is None


def test_questions_that_agree_are_told_without_a_chart(scorecard, french):
    gap = replace(WATERMELON, listed_from=4.0)
    page = perception_section(replace(scorecard, perception_gap=gap), french)

    assert "Sur 0 question parmi 3" in page
    assert "ip-crossed" not in page


def test_one_quarter_makes_no_chart(scorecard, french):
    one = {"2025-Q3": WATERMELON.by_quarter["2025-Q3"], "2026-Q1": WATERMELON.by_quarter["2026-Q1"]}
    gap = replace(WATERMELON, by_quarter=one)

    assert "ip-quarters" not in perception_section(replace(scorecard, perception_gap=gap), french)


def test_a_quarter_with_few_ratings_has_no_share():
    table = quarter_table(WATERMELON, 10, "fr")

    assert list(table["quarter"]) == ["3ᵉ trim. 2025", "4ᵉ trim. 2025", "1ᵉʳ trim. 2026"]
    assert list(table["met"]) == [0.94, 0.95, 0.93]
    assert table["satisfied"].isna().tolist() == [False, False, True]
    assert quarter_table(WATERMELON, 9, "fr")["satisfied"].notna().all()


def test_lost_time_adds_up():
    table = lost_time_table(WATERMELON, "en")

    assert list(table["category"]) == ["ERP > <b>Production</b>", "No category"]
    assert table["share"].sum() == pytest.approx(1)
    assert list(table["together"]) == [pytest.approx(8000 / 10655), pytest.approx(1)]
    assert table["hours"].sum() == pytest.approx(10655 / 60)
    assert lost_time_table(NOTHING, "en").empty


def test_crossed_views_of_the_table_are_those_listed(questionnaire):
    table = crossed_table(WATERMELON, questionnaire, "en")

    assert list(table["question"]) == ["RD1", "RD2"]
    assert list(table["against"]) == ["Users", "Management and IT liaison"]
    assert table["low"].isna().tolist() == [False, True]


def test_the_document_has_the_promised_shape():
    document = perception_document(WATERMELON, "en")

    assert list(document)[:6] == [
        "paired",
        "watermelon_rate",
        "relative_risk",
        "lost_time",
        "trace",
        "status",
    ]
    assert {"value", "low", "high", "n"} <= document["paired"].keys()
    assert document["paired"]["p_value"] == 1e-20
    assert document["relative_risk"]["tells_apart"] is False
    assert document["lost_time"]["minutes"] == 10655
    assert document["trace"]["value"] == 0.18
    assert document["status"] == "watermelon"
    assert document["satisfied"]["bounds"]["high"] == 0.75
    assert [view["question"] for view in document["crossed"]] == ["RD1", "RD2"]
    assert json.loads(json.dumps(document)) == json.loads(json.dumps(document, allow_nan=False))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_null_stands_beside_its_reason(language):
    def check(node):
        if isinstance(node, dict):
            if "value" in node and node["value"] is None:
                assert node["reason"]
            for each in node.values():
                check(each)

    document = perception_document(NOTHING, language)
    check(document)
    assert document["status"] is None
    assert document["reason"]
    assert document["lost_time"]["reason"]
    assert perception_document(None, language)["reason"]


def test_friction_in_the_document():
    friction = Friction(
        value=47.7,
        low=40.0,
        high=50.0,
        range=RangeKind.BOOTSTRAP_95,
        measures={"waiting_share": Estimate(value=0.35, low=0.3, high=0.4)},
    )

    assert friction_document(friction, "en")["high"] == 50
    assert friction_document(friction, "en")["measures"]["waiting_share"]["low"] == 0.3
    assert "reason" not in friction_document(friction, "en")
    bare = Friction(value=None, reason=Message("no ticket log has been imported"))
    assert friction_document(bare, "en")["reason"] == "No ticket log has been imported."


BOX = BlackBox(
    value=2 / 9,
    by_role={"leader": 0.25, "it_referent": 0.2},
    roles={
        "leader": Unknowns(unknown=1, asked=4),
        "it_referent": Unknowns(unknown=1, asked=5),
    },
    topics=(
        TopicUnknowns(
            dimension="D1",
            total=Unknowns(unknown=2, asked=5),
            by_role={"leader": Unknowns(unknown=2, asked=5)},
        ),
        TopicUnknowns(dimension="D2", total=Unknowns(unknown=0, asked=4)),
    ),
    questions=("RD1",),
    to_obtain=(
        ToObtain(id="S1", kind=Missing.FACT, is_key=True, weight=3),
        ToObtain(
            id="RD1",
            kind=Missing.QUESTION,
            is_key=False,
            weight=1,
            dimension="D1",
            unknown_to={"leader": 1},
        ),
    ),
    asked=9,
)


def test_the_black_box_tells_topics_roles_and_what_to_obtain(scorecard, french):
    page = black_box_section(replace(scorecard, black_box=BOX), french)

    assert f"2 sur 5 (40{NBSP}%)" in page
    assert f"2 sur 9 (22{NBSP}%)" in page
    assert page.index(">S1<") < page.index(">RD1<")
    assert page.count("point clé") == 1
    assert "Pas encore renseigné" in page


def test_a_topic_without_unknowns_has_no_row(scorecard, french):
    page = black_box_section(replace(scorecard, black_box=BOX), french)

    assert "sur 4 (0" not in page


def test_only_the_most_pressing_are_shown(scorecard, french):
    many = BOX.to_obtain[:1] * (MOST_PRESSING + 2)
    page = black_box_section(replace(scorecard, black_box=replace(BOX, to_obtain=many)), french)

    assert page.count(">S1<") == MOST_PRESSING
    assert "Et 2 autres." in page


def test_nothing_unknown_is_said(scorecard, french):
    box = BlackBox(value=0.0, asked=9, roles={"leader": Unknowns(unknown=0, asked=9)})
    page = black_box_section(replace(scorecard, black_box=box), french)

    assert f"Rien{NBSP}:" in page
    assert "<table" not in page


def test_the_black_box_in_the_document():
    document = black_box_document(BOX, "en")

    assert document["by_role"] == {"leader": 0.25, "it_referent": 0.2}
    assert document["roles"]["leader"] == {"value": 0.25, "unknown": 1, "n": 4}
    assert document["by_topic"]["D1"]["by_role"]["leader"]["n"] == 5
    assert [wanted["id"] for wanted in document["to_obtain"]] == ["S1", "RD1"]
    assert (document["n"], "reason" in document) == (9, False)
    unknown = black_box_document(BlackBox(value=None, reason=Message("none")), "en")
    assert (unknown["value"], unknown["reason"]) == (None, "None.")
