from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest

from infopilot.model.answers import Answer, Evidence
from infopilot.model.people import Role
from infopilot.views.tables import (
    answers_table,
    black_box_table,
    clarity_table,
    decision_table,
    dependency_table,
    dimension_table,
    named_table,
    role_table,
    structural_table,
)


def test_dimensions_keep_the_order_of_the_questionnaire(scorecard, questionnaire):
    table = dimension_table(scorecard, questionnaire, "fr")

    assert list(table["dimension"]) == [f"D{rank}" for rank in range(1, 9)]
    assert table["value"].tolist()[:3] == [2.25, 1.7, 1.0]


def test_the_lowest_dimension_is_marked_and_the_cap_is_worded(scorecard, questionnaire):
    table = dimension_table(scorecard, questionnaire, "fr").set_index("dimension")

    assert table.index[table["is_lowest"]].tolist() == ["D3"]
    assert table.loc["D1", "capped_by_text"].startswith("Comment cela se passe-t-il")
    assert table.loc["D7", "level_name"] == "Piloté"


def test_an_unknown_dimension_has_no_value_and_a_reason(scorecard, questionnaire):
    unknown = dimension_table(scorecard, questionnaire, "en").set_index("dimension").loc["D8"]

    assert pd.isna(unknown["value"])
    assert unknown["level_name"] is None
    assert unknown["reason"] == "Not computable: 3 answers missing."


def test_decisions_to_discuss_come_first(scorecard, questionnaire):
    table = decision_table(scorecard, questionnaire, "fr")

    assert table["decision"].tolist()[:3] == ["K03", "K04", "K01"]
    assert table["priority"][0] == pytest.approx(3 * (1 - 0.0833))
    assert table["decision"].tolist()[-1] == "K17"


def test_red_lines_are_in_words_and_a_suffered_delegation_is_told(scorecard, questionnaire):
    table = decision_table(scorecard, questionnaire, "fr").set_index("decision")

    assert table.loc["K03", "red_line_text"].endswith("personne n’a le dernier mot.")
    assert table.loc["K06", "pattern_name"] == "Délégation subie"
    assert table.loc["K09", "pattern_name"] == "Déléguée"
    assert table.loc["K02", "red_line_text"] is None


def test_who_is_named_is_counted_by_side(scorecard, questionnaire):
    table = named_table(scorecard, questionnaire, "fr")
    client = table[(table["decision"] == "K03") & (table["side"] == "client")]

    assert list(zip(client["actor_name"], client["answers"], strict=True)) == [
        ("Référent SI", 2),
        ("Direction", 1),
        ("ne sait pas", 1),
    ]


def test_those_who_could_not_tell_are_found_even_when_they_are_not_listed(scorecard, questionnaire):
    clarity = scorecard.role_clarity
    silent = replace(clarity.decisions[0], client_named={"DIR": 3}, client_answers=4)
    card = replace(scorecard, role_clarity=replace(clarity, decisions=(silent,)))

    table = named_table(card, questionnaire, "en")

    assert table[table["side"] == "client"]["actor"].tolist() == ["DIR", "dont_know"]


def test_decisions_at_the_same_place_share_a_point(scorecard, questionnaire):
    places = clarity_table(decision_table(scorecard, questionnaire, "fr"))
    best = places[(places["agreement"] == 1) & (places["conformity"] == 1)].iloc[0]

    assert best["decisions"] == "K02, K09, K20"
    assert best["weight"] == 7
    assert not places["decisions"].str.contains("K17").any()


def test_dependency_is_one_row_with_its_range(scorecard):
    row = dependency_table(scorecard, "fr").iloc[0]

    assert (row["structural"], row["low"], row["high"]) == (69.26, 63.49, 71.82)
    assert row["label"] == "Campagne T1"


def test_structural_facts_put_what_weighs_most_first_and_the_unknown_last(scorecard, method):
    table = structural_table(scorecard, method, "fr")

    assert table["fact"].tolist()[0] == "S3"
    assert table["fact"].tolist()[-2:] == ["S10", "S12"]
    assert table["known"].tolist()[-2:] == [False, False]


def test_the_black_box_tells_where_each_question_comes_from(scorecard, questionnaire):
    table = black_box_table(scorecard, questionnaire, "fr")

    assert table["question"].tolist() == ["DR1", "DR3", "CS2"]
    assert table["dimension_name"].tolist()[0] == "Dépendance et réversibilité"


def test_each_role_has_its_mean_and_its_respondents(scorecard, questionnaire):
    table = role_table(scorecard, questionnaire, "fr")

    users = table[(table["dimension"] == "D1") & (table["role"] == "user")]
    assert users["value"].item() == scorecard.maturity["D1"].by_role["user"]
    assert users["respondents"].item() == 34


def test_tables_of_an_empty_campaign_keep_their_columns(
    scorecard, empty_scorecard, questionnaire, method
):
    for build in (dimension_table, decision_table, named_table, black_box_table):
        full, empty = (build(card, questionnaire, "fr") for card in (scorecard, empty_scorecard))

        assert list(empty.columns) == list(full.columns)

    assert structural_table(empty_scorecard, method, "fr")["points"].isna().all()
    assert clarity_table(decision_table(empty_scorecard, questionnaire, "fr")).empty


def test_answers_are_told_as_they_were_given():
    answer = Answer(
        id="a1",
        campaign="T0",
        respondent="r1",
        role=Role.LEADER,
        question="RD1",
        value="dont_know",
        answered_at=datetime(2026, 3, 1, tzinfo=UTC),
        evidence=Evidence.SHOWN,
    )

    table = answers_table([answer, replace(answer, id="a2", value="4", evidence=None)])

    assert table["value"].tolist() == ["dont_know", "4"]
    assert table["level"].isna().tolist() == [True, False]
    assert table["evidence"].tolist() == ["shown", None]


def test_tables_do_not_change_the_scorecard(scorecard, questionnaire, method):
    before = replace(scorecard)

    decision_table(scorecard, questionnaire, "fr")
    structural_table(scorecard, method, "fr")

    assert scorecard == before
