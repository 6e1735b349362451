import pytest

from infopilot.model.black_box import Missing, ToObtain, Unknowns
from infopilot.scoring.black_box import black_box
from tests.scoring.conftest import fact


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
    assert (score.roles, score.topics, score.to_obtain, score.asked) == ({}, (), (), 0)


def test_who_could_not_tell_by_role_and_by_topic(questionnaire, say):
    answers = [
        say("DIR1", "RD1", "dont_know"),
        say("DIR1", "RD2", 3),
        say("DIR1", "AP1", 3),
        say("REF1", "RD1", "dont_know"),
        say("REF1", "RD2", "not_applicable"),
    ]
    score = black_box(questionnaire, answers)

    assert score.roles == {
        "leader": Unknowns(unknown=1, asked=3),
        "it_referent": Unknowns(unknown=1, asked=1),
    }
    assert [(topic.dimension, topic.total) for topic in score.topics] == [
        ("D1", Unknowns(unknown=2, asked=3)),
        ("D2", Unknowns(unknown=0, asked=1)),
    ]
    assert score.topics[0].by_role == {
        "leader": Unknowns(unknown=1, asked=2),
        "it_referent": Unknowns(unknown=1, asked=1),
    }
    assert score.topics[0].total.share == pytest.approx(2 / 3)
    assert score.topics[1].by_role == {"leader": Unknowns(unknown=0, asked=1)}


def test_a_topic_that_nobody_answered_is_left_out(questionnaire, say):
    assert [
        topic.dimension for topic in black_box(questionnaire, [say("DIR1", "AP1", 2)]).topics
    ] == ["D2"]


def test_what_to_obtain_goes_from_key_to_heavy_to_widespread(ask, form, say):
    asked = form(
        {
            "D1": (ask("RD1"), ask("RD2"), ask("RD3", weight=2.0)),
            "D2": (ask("AP1", key=True), ask("AP2")),
        }
    )
    answers = [say("DIR1", question, "dont_know") for question in ("RD1", "RD2", "RD3", "AP1")]
    answers += [say("REF1", "RD2", "dont_know"), say("REF1", "AP2", 3)]
    facts = (fact("S1", 3), fact("S2", 2, {"a": 1, "b": 0}), fact("S3", 3), fact("S4", 1))
    score = black_box(asked, answers, facts=facts, unknown_facts=("S4", "S2", "S3"))

    assert [wanted.id for wanted in score.to_obtain] == [
        "S3",
        "AP1",
        "RD3",
        "S2",
        "RD2",
        "RD1",
        "S4",
    ]
    assert score.to_obtain[4] == ToObtain(
        id="RD2",
        kind=Missing.QUESTION,
        is_key=False,
        weight=1.0,
        dimension="D1",
        unknown_to={"leader": 1, "it_referent": 1},
    )
    assert score.to_obtain[0] == ToObtain(id="S3", kind=Missing.FACT, is_key=True, weight=3)
    assert score.to_obtain[3].is_key is False


def test_unknown_facts_are_to_be_obtained_before_anybody_answers(questionnaire):
    score = black_box(questionnaire, [], facts=(fact("S1", 3),), unknown_facts=("S1",))

    assert score.value is None
    assert [wanted.id for wanted in score.to_obtain] == ["S1"]
