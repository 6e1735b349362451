"""The same question on both sides: who is compared with whom, and when there is an interval."""

from math import sqrt

import pytest

from infopilot.model.estimate import RangeKind
from infopilot.model.perception import ViewedBy
from infopilot.scoring.perception.crossed_views import crossed_views, difference

T_5 = 2.5705818366
"""97.5 % point of Student with 5 degrees of freedom (published tables: 2.571)."""


def test_a_few_named_people_have_no_interval():
    seen = difference([4, 5], [2, 3, 2, 3, 3], minimum=6)

    assert (seen.value, seen.low, seen.range, seen.n) == (pytest.approx(1.9), None, None, 7)
    assert str(seen.reason) == "no interval: fewer than 6 answers on either side"


def test_one_larger_side_gives_the_interval_of_its_mean():
    others = [1, 2, 2, 2, 3, 2]
    half = T_5 * sqrt(0.4 / 6)
    seen = difference([4], others, minimum=6)

    assert (seen.value, seen.range, seen.n) == (2, RangeKind.CONFIDENCE_95, 7)
    assert (seen.low, seen.high) == (pytest.approx(2 - half), pytest.approx(2 + half))
    turned = difference(others, [4], minimum=6)
    assert (turned.low, turned.high) == (pytest.approx(-2 - half), pytest.approx(-2 + half))


def test_two_larger_sides_give_welch():
    """Both variances 0.4 of 6 each: 10 degrees of freedom, t = 2.2281388520."""
    seen = difference([3, 4, 4, 4, 5, 4], [1, 2, 2, 2, 3, 2], minimum=6)
    half = 2.2281388520 * sqrt(0.8 / 6)

    assert (seen.low, seen.high) == (pytest.approx(2 - half), pytest.approx(2 + half))
    assert seen.n == 12


def test_a_small_company_narrows_the_interval():
    others = [1, 2, 2, 2, 3, 2]
    endless, finite = (
        difference([4], others, minimum=6, population=population) for population in (None, 12)
    )
    wrong = difference([4], others, minimum=6, population=5)

    assert finite.high - 2 == pytest.approx((endless.high - 2) * sqrt(6 / 11))
    assert wrong.high == endless.high
    assert difference([4], others, minimum=6, population=6).high == pytest.approx(2)
    both = difference([4] * 6, others, minimum=6, population=6)
    assert (both.low, both.high) == (pytest.approx(2), pytest.approx(2))


def test_ends_stay_on_the_scale():
    assert difference([5], [1, 1, 1, 1, 1, 5], minimum=2).high == 4
    assert difference([1], [5, 5, 5, 5, 5, 1], minimum=2).low == -4


def test_one_answer_is_never_a_sample():
    assert difference([5], [1], minimum=1).range is None


@pytest.fixture
def questionnaire(ask, form):
    return form({"D1": (ask("RD1"), ask("RD2")), "D2": (ask("AP1"),)})


def test_users_are_compared_where_enough_of_them_answered(questionnaire, method, say):
    answers = [
        say("PRE1", "RD1", 4),
        say("PRE2", "RD1", 5),
        say("DIR1", "RD1", 5),
        say("MET1", "RD1", 3),
        *(say(f"USR{n}", "RD1", 2) for n in range(5)),
    ]
    [view] = crossed_views(questionnaire, answers, method, users=74)

    assert (view.question, view.against) == ("RD1", ViewedBy.USERS)
    assert (view.provider, view.provider_answers) == (4.5, 2)
    assert (view.other, view.other_answers) == (pytest.approx(13 / 6), 6)
    assert view.difference.value == pytest.approx(4.5 - 13 / 6)
    half = T_5 * sqrt((1 / 6) / 6) * sqrt((75 - 6) / (75 - 1))
    assert view.difference.high - view.difference.value == pytest.approx(half)


def test_too_few_users_leave_the_named_people_of_the_client(questionnaire, method, say):
    answers = [
        say("PRE1", "RD1", 4),
        say("DIR1", "RD1", 1),
        say("REF1", "RD1", 2),
        say("MET1", "RD1", 3),
        *(say(f"USR{n}", "RD1", 5) for n in range(4)),
    ]
    [view] = crossed_views(questionnaire, answers, method)

    assert (view.against, view.other, view.other_answers) == (ViewedBy.CLIENT, 2, 3)
    assert view.difference.n == 4


@pytest.mark.parametrize("lonely", ["PRE1", "DIR1", "USR1"])
def test_a_question_of_one_side_is_left_out(questionnaire, method, say, lonely):
    assert crossed_views(questionnaire, [say(lonely, "RD1", 4)], method) == ()


def test_only_levels_count(questionnaire, method, say):
    answers = [
        say("PRE1", "RD1", 4),
        say("PRE2", "RD1", "dont_know"),
        say("DIR1", "RD1", "not_applicable"),
        say("REF1", "RD1", 3),
    ]
    [view] = crossed_views(questionnaire, answers, method)

    assert (view.provider_answers, view.other_answers) == (1, 1)


def test_the_widest_difference_comes_first(questionnaire, method, say):
    levels = {"RD1": (3, 3), "RD2": (1, 3), "AP1": (5, 3)}
    answers = [
        answer
        for question, (provider, leader) in levels.items()
        for answer in (say("PRE1", question, provider), say("DIR1", question, leader))
    ]

    assert [view.question for view in crossed_views(questionnaire, answers, method)] == [
        "AP1",
        "RD2",
        "RD1",
    ]
