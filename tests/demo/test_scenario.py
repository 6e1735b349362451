import pytest

from infopilot.app import paths
from infopilot.demo.scenario import load_scenario
from infopilot.demo.scenario_checks import check_scenario
from infopilot.model.errors import EngagementError
from infopilot.model.people import Role

SHIPPED = paths.resource("data", "demo", "scenario.yaml")


def edited(tmp_path, old, new):
    """The scenario that ships, with one change."""
    content = SHIPPED.read_text(encoding="utf-8")
    assert content.count(old) == 1
    file = tmp_path / "scenario.yaml"
    file.write_text(content.replace(old, new), encoding="utf-8")
    return file


def test_the_company_has_80_people_and_a_department_that_is_too_small_to_be_shown(scenario):
    sizes = [department.headcount for department in scenario.departments]

    assert scenario.headcount == sum(sizes) == 80
    assert min(sizes) == 3


def test_34_users_answer_and_everybody_else_has_a_name(scenario):
    assert sum(department.answering for department in scenario.departments) == 34
    assert {role: len(scenario.people(role)) for role in Role} == {
        Role.LEADER: 1,
        Role.IT_REFERENT: 1,
        Role.BUSINESS: 2,
        Role.USER: 0,
        Role.PROVIDER: 2,
    }


def test_no_department_answers_more_than_it_has_people(scenario):
    assert all(each.answering <= each.headcount for each in scenario.departments)


def test_the_scenario_fits_the_questionnaire_that_ships(scenario, questionnaire):
    check_scenario(scenario, questionnaire)


def test_a_misspelt_key_is_told_with_its_line(tmp_path):
    file = edited(tmp_path, "provider: Tilvane", "providr: Tilvane")

    with pytest.raises(EngagementError) as caught:
        load_scenario(file)

    assert caught.value.where.line == 7


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "K20: [DIR, DIR, DIR, DIR, DIR, DIR]\n    # Qui fait",
            "K20: [DIR]\n    # Qui fait",
            "K20",
        ),
        ("tilts: {RD1: -0.2,", "tilts: {RD9: -0.2,", "RD9"),
        ("leader-direction: [IN3, DR5, CS2, CS5]", "leader-nobody: [IN3]", "leader-nobody"),
        ("holder: Piquemiel Hugo", "holder: Inconnu", "Inconnu"),
        (
            "{persona: leader-direction, question: DR4,",
            "{persona: leader-direction, question: DR1,",
            "DR1",
        ),
        (
            "      leader-direction: [5, 4, 4, 4]",
            "      leader-direction: [5, 4]",
            "leader-direction",
        ),
        ("means: {D1: 3.4, D2: 3.1,", "means: {D1: 3.4,", "D2"),
    ],
    ids=["answers", "question", "persona", "technician", "asked", "statements", "dimension"],
)
def test_what_does_not_fit_is_refused_by_name(tmp_path, questionnaire, old, new, told):
    scenario = load_scenario(edited(tmp_path, old, new))

    with pytest.raises(EngagementError, match=told):
        check_scenario(scenario, questionnaire)
