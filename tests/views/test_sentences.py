from dataclasses import replace

import pytest

from infopilot.model.score import Quadrant
from infopilot.model.text import Message
from infopilot.views.sentences import (
    clarity_sentence,
    dependency_sentence,
    illusion_sentence,
    lowest,
    maturity_sentence,
    plural,
    range_sentence,
    reason_sentence,
)


def test_the_disputed_and_the_vacant_decisions_are_counted(scorecard):
    sentence = clarity_sentence(scorecard.role_clarity, "en")

    assert sentence == (
        "The two sides contradict each other on 2 decisions out of 10. "
        "1 decision belongs to nobody."
    )


def test_what_belongs_to_nobody_is_told_without_a_score_too(scorecard):
    untold = Message("nobody could tell who decides")
    clarity = replace(scorecard.role_clarity, value=None, reason=untold)

    assert clarity_sentence(clarity, "fr") == (
        "Personne n’a su dire qui décide. 1 décision n’appartient à personne."
    )


@pytest.mark.parametrize("quadrant", Quadrant)
def test_each_quadrant_has_its_sentence(scorecard, quadrant):
    dependency = replace(scorecard.dependency, quadrant=quadrant)

    assert dependency_sentence(dependency, "fr") != dependency_sentence(dependency, "en")


def test_without_incidents_the_facts_speak_alone(scorecard, empty_scorecard):
    alone = replace(
        scorecard.dependency,
        value=None,
        quadrant=None,
        experienced=empty_scorecard.dependency.experienced,
    )

    assert "69 sur 100" in dependency_sentence(alone, "fr")


def test_what_cannot_be_computed_gives_its_reason(empty_scorecard):
    assert clarity_sentence(empty_scorecard.role_clarity, "en") == (
        "Nobody has answered the decision map."
    )
    assert reason_sentence(None, "en") == "The answers needed are missing."


def test_illusion_says_which_way_it_goes(scorecard):
    clarity = scorecard.role_clarity

    assert "feel clearer than they are: 28" in str(illusion_sentence(clarity, "en"))
    assert "clearer than they feel: 10" in str(
        illusion_sentence(replace(clarity, illusion=-10.0), "en")
    )
    assert illusion_sentence(replace(clarity, illusion=None), "en") is None


def test_a_range_without_both_ends_is_not_told(scorecard):
    kind = scorecard.role_clarity.range

    assert range_sentence(None, 60, kind, "fr") is None
    assert range_sentence(51.6, 66.4, kind, "fr").startswith("De 52 à 66")


def test_the_weakest_dimensions_are_all_named(scorecard, questionnaire):
    maturity = dict(scorecard.maturity)
    maturity["D2"] = replace(maturity["D2"], value=1.0, level=1)

    assert [score.dimension for score in lowest(maturity)] == ["D2", "D3"]
    assert "Arbitrage et priorisation, Rituels" in maturity_sentence(maturity, questionnaire, "fr")


def test_no_known_dimension_has_no_weakest(empty_scorecard, questionnaire):
    assert maturity_sentence(empty_scorecard.maturity, questionnaire, "en") == (
        "No dimension can be computed yet."
    )


def test_french_writes_none_in_the_singular():
    assert plural(0, "{n} incident", "{n} incidents", "fr") == "0 incident"
    assert plural(0, "{n} incident", "{n} incidents", "en") == "0 incidents"
