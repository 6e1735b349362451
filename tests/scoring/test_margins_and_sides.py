"""What is not a sum by question and could tell on a few users all the same."""

from dataclasses import replace

import pytest

from infopilot.model.people import Role
from infopilot.model.publication import Cell, Mark
from infopilot.scoring.disclosure.release import disclose
from infopilot.scoring.disclosure.sides import tells_sides
from infopilot.scoring.disclosure.spreads import tells_products
from infopilot.scoring.disclosure.withheld import FEW_TOGETHER
from infopilot.scoring.scorecard import scorecard

LIVING = frozenset({Role.USER, Role.BUSINESS})


@pytest.fixture(scope="module")
def questionnaire(ask, form):
    return form(
        {"D1": tuple(ask(key, roles=LIVING) for key in ("Q1", "Q2", "Q3")), "D2": (ask("R1"),)}
    )


def cell(question, *numbers):
    marks = frozenset(Mark(f"u{n}", f"{question}-{n}") for n in numbers)
    return Cell(given=marks, counted=marks, spread=marks)


@pytest.mark.parametrize(("first", "expected"), [(1, False), (2, True), (6, False)])
def test_four_people_who_answered_both_questions_are_too_few(first, expected):
    """Five are enough, and nobody is no product at all."""
    cells = {"Q1": cell("Q1", *range(6)), "Q2": cell("Q2", *range(first, first + 6))}

    assert tells_products(["Q1", "Q2"], [cells], 5) is expected


@pytest.mark.parametrize(("changed", "expected"), [(4, True), (5, False)])
def test_products_that_change_between_publications(changed, expected):
    early = {key: cell(key, *range(6)) for key in ("Q1", "Q2")}
    late = {key: cell(key, *range(6 + changed)) for key in ("Q1", "Q2")}

    assert tells_products(["Q1", "Q2"], [early, late], 5) is expected


def test_every_pair_of_published_questions_is_looked_at():
    cells = {"Q2": cell("Q2", *range(6)), "Q3": cell("Q3", *range(2, 8))}

    assert tells_products(["Q1", "Q2", "Q3"], [cells, {}], 5)
    assert not tells_products(["Q1", "Q2"], [cells], 5)


@pytest.mark.parametrize(
    ("ratings", "expected"), [((7, 8, 9, 7, 7), True), ((7, 8, 9, 7, 6), False), ((6,) * 5, True)]
)
def test_users_who_all_stand_on_one_side(say, ratings, expected):
    answers = [say(f"USR{n}", "SAT", rating) for n, rating in enumerate(ratings)]
    marks = frozenset(Mark(each.respondent, each.id) for each in answers)
    users = {each.id: each for each in [*answers, say("USR9", "SAT", "dont_know")]}
    cells = [Cell(given=marks, counted=marks)]

    assert tells_sides(cells, users, threshold=7, minimum=5) is expected


def rated(say, ratings, start=0):
    return [say(f"USR{n}", "SAT", rating) for n, rating in enumerate(ratings, start)]


def satisfied(questionnaire, method, answers, earlier=()):
    card = scorecard("T0", questionnaire, method=method, answers=answers, earlier=earlier)
    return card.perception_gap.satisfied_people, card.publication


def test_a_named_person_does_not_hide_on_which_side_all_users_stand(questionnaire, say, method):
    answers = [*rated(say, (7, 8, 9, 7, 8)), say("MET1", "SAT", 2)]

    hidden, _ = satisfied(questionnaire, method, answers)
    shown, _ = satisfied(questionnaire, method, [*answers, say("USR6", "SAT", 6)])

    assert hidden.value is None
    assert "same side" in str(hidden.reason)
    assert shown.value == pytest.approx(5 / 7)


def test_newcomers_who_all_stand_on_one_side_are_not_told(questionnaire, say, method):
    early = rated(say, (7, 5, 9, 7, 8, 6))
    _, first = satisfied(questionnaire, method, early)
    grown = [*early, *rated(say, (7, 8, 9, 10, 7), 6)]
    mixed = [*early, *rated(say, (7, 8, 9, 10, 4), 6)]

    assert satisfied(questionnaire, method, grown, [first])[0].value is None
    assert satisfied(questionnaire, method, mixed, [first])[0].value == pytest.approx(8 / 11)
    assert satisfied(questionnaire, method, grown)[0].value == pytest.approx(9 / 11)


@pytest.fixture
def ten(say):
    """Ten users: the first ``skipping`` leave out Q1, the last ones Q2."""

    def make(skipping):
        return [
            say(f"USR{n}", question, 1 + (n + rank) % 5)
            for n in range(10)
            for rank, question in enumerate(("Q1", "Q2", "Q3"))
            if not (question == "Q1" and n < skipping)
            if not (question == "Q2" and n >= 10 - skipping)
        ]

    return make


@pytest.mark.parametrize(("skipping", "hidden"), [(1, frozenset()), (2, frozenset({"D1"}))])
def test_a_dimension_without_margin(questionnaire, ten, method, skipping, hidden):
    """Eight people answered both questions, or six: a spread takes eight."""
    answers = ten(skipping)

    release = disclose(questionnaire, answers, method)
    score = scorecard("T0", questionnaire, method=method, answers=answers).maturity["D1"]

    assert release.without_margin == hidden
    assert (score.range is None) == bool(hidden)
    assert (score.by_role_range["user"].range is None) == bool(hidden)
    assert score.value is not None
    if hidden:
        assert score.range_reason == FEW_TOGETHER
        assert (score.low, score.high) == (None, None)
        assert score.by_role_range["user"].reason == FEW_TOGETHER
        assert score.by_role_range["user"].value == score.by_role["user"]


def test_a_dimension_that_had_no_margin_keeps_its_own_reason(questionnaire, ten, say, method):
    few = [answer for answer in ten(0) if answer.respondent < "USR6"]
    short = [a for a in few if (a.respondent, a.question) not in {("USR0", "Q1"), ("USR1", "Q2")}]
    answers = [*short, *(say("MET1", question, 3) for question in ("Q1", "Q2", "Q3"))]

    score = scorecard("T0", questionnaire, method=method, answers=answers).maturity["D1"]

    assert disclose(questionnaire, answers, method).without_margin == {"D1"}
    assert "fewer than 8 users" in str(score.range_reason)
    assert "fewer than 8 users" in str(score.by_role_range["user"].reason)
    assert score.by_role_range["business"].reason != FEW_TOGETHER


def test_a_department_of_which_it_would_be_told_who_cannot_answer(questionnaire, say, method):
    """Five of A and all others give a level; the one user of B cannot: A alone would tell it."""
    users = [replace(say(f"USR{n}", "SAT", 4 + n % 3), department="A") for n in range(6)]
    alone = replace(say("USR9", "SAT", "dont_know"), department="B")

    assert disclose(questionnaire, users, method).publication["SAT"].departments
    assert not disclose(questionnaire, [*users, alone], method).publication["SAT"].departments
