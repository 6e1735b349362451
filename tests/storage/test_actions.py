import pytest

from infopilot.model.actions import Target
from infopilot.model.decisions import Actor
from infopilot.model.errors import QuestionnaireError
from infopilot.model.text import Text
from infopilot.storage.actions import load_actions
from infopilot.storage.method import load_method
from infopilot.storage.questionnaires import load_questionnaire


@pytest.fixture
def load(folder):
    questionnaire = load_questionnaire(folder.path)
    method = load_method(folder.path / "method.yaml")

    def load():
        return load_actions(folder.path / "actions.yaml", questionnaire, method)

    return load


def test_an_action_keeps_all_that_its_file_says(load):
    first, second = load()

    assert first.text == Text("Nommer", "Appoint")
    assert first.targets == (Target(question="RD1", level=4),)
    assert (first.decisions, first.facts, first.indicators) == (("K01",), ("S1",), ("bus_factor",))
    assert (first.effort_days, first.recurring_days_per_quarter) == (2, 0)
    assert first.owners == (Actor.LEADER,)
    assert (first.role_clarity, first.prerequisites, first.advice) == (False, (), None)
    assert second.owners == (Actor.IT_REFERENT, Actor.PROVIDER)
    assert second.role_clarity
    assert second.recurring_days_per_quarter == 1
    assert second.prerequisites == ("A01",)
    assert second.first_step == Text("Inviter", "Invite")
    assert second.evidence == Text("Relevé", "Minutes")
    assert second.advice == Text("Un conseil", "Some advice")


@pytest.mark.parametrize(
    "case",
    [
        ("question: RD1", "question: RD9", 6, "unknown question (expected one of RD2, RD1"),
        ("question: RD1, level: 4", "question: RD1, level: 6", 6, "at most 5; got 6"),
        ("[K01]", "[K01, K99]", 7, "unknown decision"),
        ("[S1]", "[S13]", 8, "unknown structural fact"),
        ("[bus_factor]", "[bus_facto]", 9, "expected one of bus_factor"),
        ("prerequisites: [A01]", "prerequisites: [A77]", 22, "one of A01, A02; got 'A77'"),
        ("facts: [S1]", "facts: [zzzzzz]", 8, "one of S1, S10, S11, S12, S2, …"),
        ("[S1]", "[S1]\n    learns: [S2]", 9, "does not list this structural fact in facts"),
        ("[S1]", "[S1]\n    reaches: {S2: 0.5}", 9, "does not list this structural fact"),
        ("[S1]", "[S1]\n    reaches: {S1: 2}", 9, "not a value of the structural fact S1"),
        ("id: A02", "id: A01", 14, "the id 'A01' is used twice"),
        ("effort_days: 2", "effort_days: 0", 10, "above 0"),
        ("owners: [DIR]", "owners: []", 11, "at least 1"),
        ("owners: [DIR]", "owners: [PERSONNE]", 11, "nobody"),
        ("role_clarity: true", "role_clarity: yes", 16, "true or false"),
    ],
)
def test_each_mistake_is_told_with_its_line(folder, load, case):
    old, new, line, words = case
    folder.spoil("actions.yaml", old, new)

    with pytest.raises(QuestionnaireError) as caught:
        load()

    assert words in str(caught.value)
    assert caught.value.where.line == line


def test_a_fact_may_stop_short_of_free_or_only_be_learned(folder, load):
    folder.spoil("actions.yaml", "[S1]", "[S1, S5]\n    reaches: {S5: priced}\n    learns: [S1]")
    first, second = load()

    assert (first.reaches, first.learns) == ({"S5": "priced"}, ("S1",))
    assert (second.reaches, second.learns) == ({}, ())


def test_prerequisites_that_turn_in_a_circle_are_told(folder, load):
    folder.spoil("actions.yaml", "owners: [DIR]", "owners: [DIR]\n    prerequisites: [A02]")

    with pytest.raises(QuestionnaireError, match=r"in a circle: A0\d → A0\d → A0\d"):
        load()
