import pytest

from infopilot.views.contribution_tables import (
    component_table,
    experienced_table,
    friction_table,
    mix_table,
    question_table,
)


def test_components_add_up_to_role_clarity(scorecard, method):
    table = component_table(scorecard, method, "fr")

    assert table["points"].sum() == pytest.approx(57.361111, abs=1e-4)
    assert table["name"][0].startswith("Accord\N{NO-BREAK SPACE}:")


def test_the_two_indices_add_up_to_dependency(scorecard, method):
    table = mix_table(scorecard, method, "fr")

    assert table["points"].sum() == pytest.approx(scorecard.dependency.value, abs=0.01)


def test_indicators_carry_what_was_measured(scorecard, incident_facts):
    table = experienced_table(scorecard, incident_facts, "en").set_index("part")

    assert table.loc["effective_resolvers", "measure"] == 3.79
    assert table.loc["blocking_median_hours", "measure"] == 8
    assert table["points"].sum() == pytest.approx(41.25, abs=0.02)


def test_indicators_do_without_a_log(scorecard):
    table = friction_table(scorecard, None, "en")

    assert table["measure"].isna().all()
    assert table["points"].notna().all()


def test_the_points_of_questions_add_up(scorecard, questionnaire):
    table = question_table(scorecard, questionnaire.dimensions[0], "en")

    assert table["value"].notna().all()
    assert table["points"].sum() == pytest.approx(2.6)
