import pytest

from infopilot.scoring.black_box import black_box


@pytest.fixture(scope="module")
def questionnaire(ask, form):
    return form({"D1": (ask("RD1"), ask("RD2")), "D2": (ask("AP1"),)})


def test_what_leaders_and_referents_cannot_tell(questionnaire, say):
    answers = [
        say("DIR1", "RD1", "dont_know"),
        say("DIR1", "RD2", 3),
        say("DIR2", "RD1", "dont_know"),
        say("DIR2", "AP1", "dont_know"),
        say("REF1", "RD1", 2),
        say("REF1", "RD2", "dont_know"),
        say("REF1", "AP1", "not_applicable"),
        say("REF1", "FC1", "dont_know"),
        say("PRE1", "RD1", "dont_know"),
        say("USR1", "RD1", "dont_know"),
        say("MET1", "RD1", "dont_know"),
    ]
    score = black_box(questionnaire, answers)

    assert score.value == pytest.approx(4 / 6)
    assert score.asked == 6
    assert score.by_role == {"leader": 3 / 4, "it_referent": 1 / 2}
    assert score.questions == ("RD1", "AP1", "RD2")


def test_a_referent_alone_is_enough(questionnaire, say):
    score = black_box(questionnaire, [say("REF1", "RD1", 2)])

    assert score.value == 0
    assert score.by_role == {"it_referent": 0}
    assert score.questions == ()


def test_without_either_it_is_unknown_and_said(questionnaire, say):
    score = black_box(questionnaire, [say("PRE1", "RD1", "dont_know")])

    assert score.value is None
    assert str(score.reason) == "neither management nor the IT liaison has answered yet"
