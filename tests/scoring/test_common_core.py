"""What two campaigns have in common."""

from dataclasses import replace

import pytest

from infopilot.model.people import Role
from infopilot.model.text import Text
from infopilot.scoring.comparison.common_core import (
    common_answers,
    common_core,
    people_change,
    questionnaire_change,
    told_by_users,
)

OTHER = Text(fr="autre texte", en="another text")


@pytest.fixture
def asked(ask, form, decide):
    return form(
        {"D1": (ask("RD1"), ask("RD2")), "D2": (ask("AP1"),)},
        (decide("K01", 3, "DIR"), decide("K02", 1, "PRE")),
    )


def with_questions(questionnaire, *questions):
    first, *others = questionnaire.dimensions
    return replace(questionnaire, dimensions=(replace(first, questions=questions), *others))


def ids(questionnaire):
    return [q.id for dimension in questionnaire.dimensions for q in dimension.questions]


def test_the_same_questionnaire_is_all_common(asked):
    change = questionnaire_change(asked, asked, [])

    assert common_core(asked, asked) == asked
    assert (change.common, change.added, change.removed, change.edited) == (5, (), (), ())


def test_new_gone_and_edited_questions_are_told_and_left_out(asked, ask):
    later = with_questions(asked, ask("RD1"), ask("RD2", text=OTHER), ask("RD3"))
    change = questionnaire_change(asked, later, [])

    assert ids(common_core(asked, later)) == ["RD1", "AP1"]
    assert (change.added, change.removed, change.edited) == (("RD3",), (), ("RD2",))
    assert change.common == 4
    assert questionnaire_change(later, asked, []).removed == ("RD3",)


def test_the_core_asks_the_roles_that_were_asked_both_times(asked, ask):
    leader, both = frozenset({Role.LEADER}), frozenset({Role.LEADER, Role.USER})
    before = with_questions(asked, ask("RD1", roles=leader), ask("RD2", roles=both))
    after = with_questions(asked, ask("RD1", roles=both), ask("RD2", roles=both))

    for core in (common_core(before, after), common_core(after, before)):
        first, second = core.dimensions[0].questions
        assert (first.roles, second.roles) == (leader, both)


@pytest.mark.parametrize("field", ["weight", "key", "evidence", "anchors"])
def test_whatever_changes_a_question_makes_it_another(asked, ask, field):
    values = {"weight": 2, "key": True, "evidence": OTHER, "anchors": (OTHER,) * 5}
    later = with_questions(asked, ask("RD1", **{field: values[field]}), ask("RD2"))

    assert ids(common_core(asked, later)) == ["RD2", "AP1"]


def test_a_question_put_to_other_people_is_compared_on_those_asked_both_times(asked, ask):
    few = frozenset({Role.LEADER, Role.USER})
    earlier = with_questions(asked, ask("RD1", roles=few), ask("RD2"))
    later = with_questions(asked, ask("RD1", roles=frozenset({Role.LEADER})), ask("RD2"))
    core = common_core(earlier, later)

    assert core.dimensions[0].questions[0].roles == {Role.LEADER}
    assert questionnaire_change(earlier, later, []).edited == ()


def test_a_dimension_without_a_common_question_is_gone(asked):
    later = replace(asked, dimensions=asked.dimensions[:1])

    assert [dimension.id for dimension in common_core(asked, later).dimensions] == ["D1"]
    assert [dimension.id for dimension in common_core(later, asked).dimensions] == ["D1"]


def test_a_decision_that_changed_is_left_out(asked, decide):
    later = replace(asked, decisions=(decide("K01", 2, "DIR"), decide("K02", 1, "PRE")))

    assert [decision.id for decision in common_core(asked, later).decisions] == ["K02"]
    assert questionnaire_change(asked, later, []).edited == ("K01",)


def test_answers_to_versions_that_are_not_at_hand_are_counted(asked, say):
    given = [
        replace(say("DIR1", "RD1", 3), questionnaire_hash=version)
        for version in (asked.hash, "older", "", "lost")
    ]

    assert questionnaire_change(asked, asked, given).other_versions == 2
    assert questionnaire_change(replace(asked, hash="older"), asked, given).other_versions == 1


def test_users_only_count_where_users_were_asked_both_times(asked, ask, say):
    core = with_questions(asked, ask("RD1", roles=frozenset({Role.LEADER})), ask("RD2"))
    kept = common_answers(
        core,
        [
            *(say("USR1", question, 3) for question in ("RD1", "RD2", "gone")),
            *(say("MET1", question, 3) for question in ("RD1", "K01.A")),
        ],
    )

    assert [(answer.respondent, answer.question) for answer in kept] == [
        ("USR1", "RD2"),
        ("MET1", "RD1"),
        ("MET1", "K01.A"),
    ]


def test_people_who_came_left_and_stayed(say):
    before = [say(who, "RD1", 3) for who in ("DIR1", "DIR1", "MET1", "MET2", "USR1", "USR2")]
    after = [say(who, "RD1", 3) for who in ("DIR2", "MET2", "MET3", "MET4", "USR3")]
    changes = people_change(before, after)

    def counts(role):
        return changes[role].before, changes[role].after, changes[role].same

    assert counts(Role.LEADER) == (1, 1, 0)
    assert counts(Role.BUSINESS) == (2, 3, 1)
    assert counts(Role.USER) == (2, 1, None)
    assert counts(Role.PROVIDER) == (0, 0, 0)
    assert people_change(before, before)[Role.USER].same == 2
    assert "no pseudonym" in str(changes[Role.USER].reason)
    assert changes[Role.LEADER].reason is None


def test_users_who_answered_once_are_known_not_to_have_come_back(say):
    given = [say("USR1", "RD1", 3)]

    for sides in ((given, []), ([], given), ([], [])):
        assert people_change(*sides)[Role.USER].same == 0
        assert people_change(*sides)[Role.USER].reason is None


@pytest.mark.parametrize(
    ("before", "after", "asked_of_users"),
    [(5, 5, True), (4, 9, False), (9, 4, False), (0, 5, False)],
)
def test_users_are_asked_what_enough_of_them_answered_both_times(
    asked, say, before, after, asked_of_users
):
    sides = [
        [say(f"USR{rank}", "RD1", 3) for rank in range(count)]
        + [say(f"MET{rank}", "RD1", 3) for rank in range(5)]
        for count in (before, after)
    ]
    first, second = told_by_users(asked, *sides, 5).dimensions[0].questions

    assert (Role.USER in first.roles) is asked_of_users
    assert Role.USER not in second.roles
    assert Role.BUSINESS in second.roles
