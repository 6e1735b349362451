"""Users' experience by department, and what is hidden so that no few of them can be deduced."""

from dataclasses import replace

import pytest

from infopilot.model.people import Role
from infopilot.scoring.disclosure.departments import HIDDEN, experience_items
from infopilot.scoring.disclosure.release import disclose

LIVING = frozenset({Role.USER, Role.BUSINESS})
A, B, C = "Atelier", "Bureau", "Chantier"


@pytest.fixture(scope="module")
def questionnaire(ask, form):
    return form(
        {
            "D1": (
                ask("RD1"),
                ask("RD2", roles=LIVING),
                ask("RD3", roles=frozenset({Role.USER})),
                ask("RD4", roles=LIVING, weight=0.0),
            )
        }
    )


@pytest.fixture
def staff(say):
    """Users of a department who rate the service 4, 5, 6, 4, 5, 6..."""

    def make(department, size, start=0, ratings=(4, 5, 6)):
        return [
            replace(
                say(f"USR{department}{n}", "SAT", ratings[n % len(ratings)]), department=department
            )
            for n in range(start, start + size)
        ]

    return make


def shown(release, item="SAT"):
    """Departments that have a figure, with the number of answers behind it."""
    figures = release.departments.figures.get(item, {})
    return {name: each.n for name, each in figures.items() if each.value is not None}


def test_only_what_those_who_live_with_the_service_are_asked(questionnaire):
    assert experience_items(questionnaire) == ["SAT", "RD2", "RD3"]


def test_each_department_has_its_mean(questionnaire, staff, method):
    release = disclose(questionnaire, [*staff(A, 6), *staff(B, 5)], method)
    view = release.departments

    assert view.names == (A, B)
    assert view.figures["SAT"][A].value == 5
    assert view.figures["SAT"][B].value == pytest.approx(24 / 5)
    assert (view.company["SAT"].value, view.company["SAT"].n) == (pytest.approx(54 / 11), 11)
    assert shown(release) == {A: 6, B: 5}
    assert set(view.figures) == {"SAT"}


def test_o15_the_next_smallest_is_hidden_with_the_one_that_is_too_small(
    questionnaire, staff, method
):
    """METHOD 6.5 (O15): 12, 9 and 3 answers with k = 5: 3 and 9 are hidden."""
    release = disclose(questionnaire, [*staff(A, 12), *staff(B, 9), *staff(C, 3)], method)

    assert shown(release) == {A: 12}
    assert release.departments.figures["SAT"][B] == release.departments.figures["SAT"][C]
    assert release.departments.figures["SAT"][C].reason is HIDDEN
    assert release.departments.figures["SAT"][C].n is None


def test_two_small_departments_hide_each_other_when_they_are_enough(questionnaire, staff, method):
    enough = disclose(questionnaire, [*staff(A, 6), *staff(B, 3), *staff(C, 2)], method)
    few = disclose(questionnaire, [*staff(A, 6), *staff(B, 2), *staff(C, 2)], method)

    assert shown(enough) == {A: 6}
    assert shown(few) == {}


def test_among_departments_as_small_the_first_by_name_is_hidden(questionnaire, staff, method):
    release = disclose(questionnaire, [*staff(A, 6), *staff(B, 6), *staff(C, 3)], method)

    assert shown(release) == {B: 6}


def test_people_without_department_have_no_line_and_hide_as_one(questionnaire, staff, method):
    release = disclose(questionnaire, [*staff(A, 9), *staff(B, 6), *staff("", 2)], method)

    assert release.departments.names == (A, B)
    assert shown(release) == {A: 9}


def test_people_without_department_are_published_as_none(questionnaire, staff, method):
    """Six are enough to be a department; they are not one."""
    release = disclose(questionnaire, [*staff(A, 9), *staff(B, 6), *staff("", 6)], method)

    assert set(release.publication["SAT"].departments) == {A, B}
    assert shown(release) == {A: 9, B: 6}


def test_a_department_that_says_the_same_is_hidden_with_another(questionnaire, staff, method):
    same = staff(C, 12, ratings=(3,))
    release = disclose(questionnaire, [*staff(A, 6), *staff(B, 7), *same], method)

    assert shown(release) == {B: 7}


def test_named_people_are_in_no_department(questionnaire, staff, say, method):
    boss = replace(say("MET1", "SAT", 10), department=A)
    release = disclose(questionnaire, [boss, *staff(A, 5)], method)

    assert shown(release) == {A: 5}
    assert release.departments.company["SAT"].value == pytest.approx(24 / 5)


def test_nothing_is_shown_below_five_users(questionnaire, staff, method):
    view = disclose(questionnaire, staff(A, 4), method).departments

    assert (view.figures, view.company) == ({}, {})


def test_a_department_stays_as_it_was_while_too_few_come_to_it(questionnaire, staff, method):
    early = [*staff(A, 6), *staff(B, 6)]
    late = [*staff(A, 3, 6), *staff(B, 2, 6)]
    first = disclose(questionnaire, early, method)
    second = disclose(questionnaire, early + late, method, [first.publication])

    assert second.departments.company["SAT"].n == 17
    assert shown(second) == {A: 6, B: 6}


def test_a_department_that_five_join_is_shown_with_them(questionnaire, staff, method):
    early = [*staff(A, 6), *staff(B, 6)]
    first = disclose(questionnaire, early, method)
    second = disclose(questionnaire, early + staff(A, 5, 6), method, [first.publication])

    assert shown(second) == {A: 11, B: 6}


def test_a_department_stays_as_it_was_last_shown(questionnaire, staff, method):
    early = [*staff(A, 6), *staff(B, 6)]
    first = disclose(questionnaire, early, method)
    grown = early + staff(A, 5, 6)
    second = disclose(questionnaire, grown, method, [first.publication])
    late = [*staff(A, 1, 11), *staff(B, 4, 6)]
    past = [first.publication, second.publication]
    third = disclose(questionnaire, grown + late, method, past)

    assert third.departments.company["SAT"].n == 22
    assert shown(third) == {A: 11, B: 6}


def test_the_company_is_hidden_when_a_department_shown_before_would_tell_who_left(
    questionnaire, staff, method
):
    early = [*staff(A, 6), *staff(B, 6)]
    first = disclose(questionnaire, early, method)
    left = early[1:6]

    assert "SAT" in disclose(questionnaire, left, method).publication
    assert "SAT" not in disclose(questionnaire, left, method, [first.publication]).publication


def test_a_department_that_lost_somebody_is_hidden(questionnaire, staff, method):
    early = [*staff(A, 6), *staff(B, 6)]
    first = disclose(questionnaire, early, method)
    left = [*early[1:], *staff(A, 4, 6), *staff(B, 5, 6)]
    second = disclose(questionnaire, left, method, [first.publication])

    assert second.departments.company["SAT"].n == 20
    assert shown(second) == {A: 9, B: 11}

    alone = disclose(questionnaire, [*early[1:], *staff(B, 5, 6)], method, [first.publication])

    assert A not in shown(alone)


def test_the_department_of_the_newest_answer_counts(questionnaire, staff, method):
    early = [*staff(A, 6), *staff(B, 6)]
    moved = [replace(answer, department=C) for answer in early[:6]]

    assert shown(disclose(questionnaire, early + moved, method)) == {B: 6, C: 6}
