"""What users say in numbers, and when too few of them do."""

from dataclasses import replace

import pytest

from infopilot.model.estimate import RangeKind
from infopilot.model.method import Ramp
from infopilot.scoring.perception.user_measures import (
    NOBODY,
    mean_answer,
    perceived_availability,
    user_answers,
    user_experience,
)


@pytest.fixture
def said(say):
    """Answers of users (USR1, USR2...) and business contacts to one question, in order."""

    def answers(question, users=(), business=(), **others):
        given = [say(f"USR{n}", question, value) for n, value in enumerate(users)]
        given += [say(f"MET{n}", question, value) for n, value in enumerate(business)]
        return given + [say(person, question, value) for person, value in others.items()]

    return answers


def test_users_and_business_contacts_count_and_nobody_else(said):
    given = said("SAT", [7, 7, 7, 7, "dont_know", 3], [9], DIR1=1, PRE1=2)
    seen = user_answers(given, 5)

    assert dict(seen.of("SAT")) == {
        "USR0": 7, "USR1": 7, "USR2": 7, "USR3": 7, "USR5": 3, "MET0": 9,
    }  # fmt: skip
    assert seen.of("DISPO") == {}
    assert seen.missing("DISPO") == NOBODY


@pytest.mark.parametrize(
    ("users", "business", "shown"),
    [(5, 0, 5), (4, 0, 0), (4, 3, 0), (0, 5, 5), (0, 4, 0), (5, 2, 7)],
)
def test_few_users_are_not_hidden_behind_named_contacts(said, users, business, shown):
    seen = user_answers(said("SAT", [7] * users, [7] * business), 5)

    assert len(seen.of("SAT")) == shown
    assert ("SAT" in seen.withheld) == (shown == 0)
    if not shown:
        assert str(seen.missing("SAT")) == "fewer than 5 people answered: their answers stay hidden"


def test_the_population_holds_the_business_contacts_too(said):
    assert user_answers(said("SAT", [7] * 5, [7] * 2), 5, 74).population == 76
    assert user_answers(said("SAT", [7] * 5), 5).population is None


def test_a_mean_has_an_interval_from_the_minimum_on():
    few = mean_answer([0.2, 0.4, 0.9], NOBODY, 4)
    enough = mean_answer([0.2, 0.4, 0.9], NOBODY, 3)

    assert (few.value, few.low, few.n) == (pytest.approx(0.5), None, 3)
    assert str(few.reason) == "no interval: fewer than 4 answers"
    assert (enough.low, enough.high, enough.range) == (0, 1, RangeKind.CONFIDENCE_95)
    assert enough.n == 3


def test_a_mean_of_one_never_has_an_interval():
    assert str(mean_answer([0.5], NOBODY, 1).reason) == "no interval: fewer than 2 answers"
    assert mean_answer([0.5, 0.5], NOBODY, 1).low == 0.5


def test_a_mean_of_nobody_is_unknown():
    assert mean_answer([], NOBODY, 8).value is None
    assert mean_answer([], NOBODY, 8).reason is NOBODY
    assert mean_answer([], NOBODY, 8).n == 0


def test_a_small_company_narrows_the_interval():
    values = [0.4, 0.5, 0.6, 0.5]
    endless, finite = (mean_answer(values, NOBODY, 2, population) for population in (None, 8))
    wrong = mean_answer(values, NOBODY, 2, 3)

    assert endless.high == pytest.approx(0.629923, abs=1e-6)
    assert finite.high - 0.5 == pytest.approx((endless.high - 0.5) * (4 / 7) ** 0.5)
    assert wrong.high == endless.high
    assert mean_answer(values, NOBODY, 2, 4).high == pytest.approx(0.5)


def test_availability_is_brought_between_0_and_1(said, method):
    seen = perceived_availability(user_answers(said("DISPO", [5, 6, 7, 8, 9]), 5), method)

    assert (seen.value, seen.n) == (pytest.approx(0.7), 5)


def everything(said, ratings=(8, 8, 8, 8, 8), lost=(3, 3, 3, 3, 3), open_=(6, 6, 6, 6, 6)):
    return [*said("SAT", ratings), *said("RV5", lost), *said("DISPO", open_)]


def test_user_experience_weighs_three_parts(said, method):
    """.5 x .8 + .3 x (1 - 2.5 / 8) + .2 x .6 (METHOD 5, user-experience index)."""
    seen = user_experience(user_answers(everything(said), 5), method)

    assert seen.value == pytest.approx(0.4 + 0.3 * (1 - 2.5 / 8) + 0.12)
    assert seen.n == 5


@pytest.mark.parametrize(("level", "hours"), [(1, 8), (2, 6), (3, 2.5), (4, 0.5), (5, 0)])
def test_each_level_of_lost_time_has_its_hours(said, method, level, hours):
    seen = user_experience(user_answers(everything(said, lost=[level] * 5), 5), method)

    assert seen.value == pytest.approx(0.52 + 0.3 * (1 - hours / 8))


def test_weights_are_shared_out(said, method):
    doubled = replace(
        method,
        perception=replace(
            method.perception,
            satisfaction_weight=1,
            lost_time_weight=0,
            availability_weight=1,
            lost_hours_ramp=Ramp(0, 4),
        ),
    )
    seen = user_experience(user_answers(everything(said), 5), doubled)

    assert seen.value == pytest.approx(0.7)


def test_those_who_gave_all_three_count(said, method):
    given = everything(said, ratings=(8, 8, 8, 8, 8), lost=[3] * 5)

    assert user_experience(user_answers(given, 5), method).n == 5


@pytest.mark.parametrize(("others", "shown"), [(0, True), (1, False), (5, False)])
def test_no_user_is_left_out_of_a_figure_over_several_questions(said, others, shown):
    given = user_answers([*said("SAT", [8] * (5 + others)), *said("DISPO", [6] * 5)], 5)

    assert bool(given.together("SAT", "DISPO")) is shown
    assert given.together("DISPO", "SAT") == given.together("SAT", "DISPO")
    assert len(given.together("DISPO")) == 5


def test_business_contacts_may_be_left_out(said, say):
    given = [*said("SAT", [8] * 5), *said("DISPO", [6] * 5), say("MET1", "SAT", 8)]

    assert user_answers(given, 5).together("SAT", "DISPO") == {f"USR{n}" for n in range(5)}
    assert user_answers(given[:5] + given[6:9], 5).together("SAT", "DISPO") == frozenset()


def test_a_few_business_contacts_are_no_group(say):
    given = [say(f"MET{n}", question, 6) for n in range(4) for question in ("SAT", "DISPO")]

    assert user_answers(given, 4).together("SAT", "DISPO") == {f"MET{n}" for n in range(4)}
    assert user_answers(given, 5).together("SAT", "DISPO") == frozenset()


@pytest.mark.parametrize("lacking", ["SAT", "RV5", "DISPO"])
def test_a_missing_part_is_named(said, method, lacking):
    given = [answer for answer in everything(said) if answer.question != lacking]
    seen = user_experience(user_answers(given, 5), method)

    assert (seen.value, seen.reason) == (None, NOBODY)


def test_too_few_gave_all_three(said, say, method):
    given = [*said("SAT", [8] * 6), *said("RV5", [3] * 6)]
    given += [say(f"USR{n}", "DISPO", 6) for n in range(2, 8)]
    seen = user_experience(user_answers(given, 5), method)

    assert seen.value is None
    assert "the same people" in str(seen.reason)
