"""``actions``: the plan of an engagement, its budget, its library, and refusals in one line."""

import json
import shutil

import pytest

from infopilot.app import paths
from infopilot.app.priorities import action_library, engagement_plan, shown_plan
from infopilot.app.workbook import open_engagement
from infopilot.model.errors import EngagementError

HEADER = "campaign,respondent,role,department,question,value,comment,evidence,answered_at,answer_id"
LEVELS = {"RD1": 1, "RD2": 2, "RD3": 2, "RD4": 1, "AP1": 1, "AP2": 2, "AP3": 1, "AP4": 3, "AP5": 1}


@pytest.fixture
def answered(infopilot, client):
    """Make an engagement whose IT liaison answered two dimensions."""
    rows = [
        f"T0,ref,it_referent,,{question},{level},,,2026-03-02T09:30:00+01:00,a{question}"
        for question, level in LEVELS.items()
    ]
    file = client.parent / "answers.csv"
    file.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    assert infopilot("answers", "import", client, file).code == 0
    return client


def test_actions_prints_one_document(infopilot, answered):
    document = infopilot("actions", answered, "--json", "--lang", "en").document

    assert (document["campaign"], document["method"]) == ("T0", "exact")
    assert document["budget_days"] is None
    assert len(document["chosen"]) == document["maximum_actions"] == 5
    assert len(document["ranked"]) == 26
    assert len(document["chosen"]) + len(document["not_chosen"]) == 26
    assert all(
        first["per_day"] >= 0 and first["first_step"] and first["evidence"] and first["why"]
        for first in document["chosen"]
    )
    before, after = document["before"], document["after"]
    gained = sum(step["gains"]["points"] for step in document["chosen"])
    assert after["points"] - before["points"] == pytest.approx(gained)
    assert before["maturity"]["D3"]["value"] is None
    assert before["maturity"]["D3"]["reason"]


def test_the_standing_before_is_the_score(infopilot, answered):
    document = infopilot("actions", answered, "--json").document
    scored = infopilot("score", answered, "--json").document

    for dimension, figure in document["before"]["maturity"].items():
        assert figure["value"] == scored["maturity"][dimension]["value"]


def test_a_budget_is_kept(infopilot, answered):
    document = infopilot("actions", answered, "--budget-days", "4.5", "--json").document

    assert document["budget_days"] == 4.5
    assert 0 < document["days"] <= 4.5
    assert sum(step["days"] for step in document["chosen"]) == pytest.approx(document["days"])
    assert "budget" in {left["cause"] for left in document["not_chosen"]}


def test_actions_are_told_in_french(infopilot, answered):
    told = infopilot("actions", answered, "--campaign", "T0").out

    assert "1. A" in told
    assert "Premier pas sous 15 jours" in told
    assert "hypothèses" in told


@pytest.mark.parametrize("budget", ["-1", "0", "nan", "inf"])
def test_a_wrong_budget_is_told_in_one_line(infopilot, answered, budget):
    refused = infopilot("actions", answered, f"--budget-days={budget}")

    assert refused.code == 2
    assert refused.err.count("\n") == 1
    assert "budget" in refused.err
    assert refused.out == ""


def test_an_unknown_campaign_is_refused(infopilot, answered):
    assert infopilot("actions", answered, "--campaign", "T9").code == 2


def test_an_engagement_may_have_its_own_library(infopilot, answered):
    library = paths.actions_file().read_text(encoding="utf-8")
    second = library.index("  - id: A02")
    (answered / "actions.yaml").write_text(library[:second], encoding="utf-8")

    document = infopilot("actions", answered, "--json").document

    assert [each["id"] for each in document["ranked"]] == ["A01"]


def test_another_questionnaire_asks_for_its_own_library(infopilot, answered):
    file = answered / "questionnaire" / "questionnaire.yaml"
    text = file.read_text(encoding="utf-8")
    asked = open_engagement(answered).questionnaire.id
    file.write_text(text.replace(f"id: {asked}", "id: another", 1), encoding="utf-8")
    workbook = open_engagement(answered)

    assert action_library(workbook) == ()
    with pytest.raises(EngagementError, match=r"write one: actions\.yaml"):
        engagement_plan(workbook)
    assert shown_plan(workbook, workbook.score()) is None
    assert infopilot("actions", answered).code == 2


def test_actions_that_move_what_is_not_asked_any_more_are_left_out(answered):
    workbook = open_engagement(answered)
    whole = {action.id for action in action_library(workbook)}
    without = workbook.questionnaire.for_role("user")
    edited = type(workbook)(
        folder=workbook.folder,
        engagement=workbook.engagement,
        questionnaire=without,
        method=workbook.method,
    )

    left = {action.id for action in action_library(edited)}

    assert len(whole) == 26
    assert left < whole
    assert "A20" not in left


def test_a_spoiled_library_does_not_take_the_page_away(answered):
    (answered / "actions.yaml").write_text("version: 1\n", encoding="utf-8")
    workbook = open_engagement(answered)

    assert shown_plan(workbook, workbook.score()) is None


def test_check_tells_the_actions_and_the_slips_of_a_library(infopilot, answered):
    assert "26 actions" in infopilot("check", answered).out
    (answered / "actions.yaml").write_text("version: 1\n", encoding="utf-8")

    refused = infopilot("check", answered)

    assert refused.code == 2
    assert "actions.yaml" in refused.err


def test_the_plan_of_a_page_is_that_of_the_command(infopilot, answered):
    shutil.copy(paths.actions_file(), answered / "actions.yaml")
    workbook = open_engagement(answered)
    shown = shown_plan(workbook, workbook.score())
    document = json.loads(infopilot("actions", answered, "--json").out)

    assert [step.weighed.action.id for step in shown.steps] == [
        step["id"] for step in document["chosen"]
    ]
