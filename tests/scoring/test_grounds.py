"""What a change rests on beside chance."""

import pytest

from infopilot.model.answers import Evidence
from infopilot.model.comparison import Basis
from infopilot.model.estimate import Estimate
from infopilot.model.people import Group, Role
from infopilot.scoring.answers import answers_by_respondent
from infopilot.scoring.comparison.grounds import (
    EVIDENCE_CHANGED,
    OTHER_PEOPLE,
    by_evidence,
    by_same_people,
    evidence_changes,
    other_people,
    without_groups,
    without_proofs,
)
from infopilot.scoring.comparison.readings import by_interval, by_names
from infopilot.scoring.maturity.profiles import capped, group_means, profile


@pytest.fixture(scope="module")
def dimension(ask, form):
    return form({"D1": (ask("RD1", key=True), ask("RD2"))}).dimensions[0]


@pytest.fixture(scope="module")
def seen(dimension, method, say):
    """What each person said of the two questions, and how it was proved."""

    def make(evidence=None, **told):
        given = [
            say(person, question, level, evidence)
            for person, levels in told.items()
            for question, level in zip(("RD1", "RD2"), levels, strict=True)
        ]
        return profile(dimension, answers_by_respondent(given).values(), method)

    return make


def moved(value, low=None, high=None):
    return by_interval(2, 2 + value, Estimate(value=value, low=low, high=high), 0.5)


@pytest.mark.parametrize(
    ("change", "proved", "readable"),
    [
        (moved(0.5), 0.5, True),
        (moved(-0.5), -0.5, True),
        (moved(0.5), 0.49, False),
        (moved(0.5), -0.5, False),
        (moved(-0.5), 0.5, False),
        (moved(0.49), 0.9, False),
        (moved(0.9, -0.1, 1.9), 0.9, False),
        (moved(0.0), 0.0, False),
    ],
)
def test_proofs_must_bring_half_a_level_the_way_the_figure_went(change, proved, readable):
    read = by_evidence(change, proved, 0.5)

    assert read.is_readable is readable
    assert read.basis is (Basis.EVIDENCE if readable else None)
    assert read.reason == (EVIDENCE_CHANGED if readable else change.reason)
    assert read.difference == change.difference


def test_what_an_interval_lets_be_read_keeps_its_ground():
    sure = moved(0.9, 0.1, 1.7)

    assert by_evidence(sure, 0.9, 0.5) is sure


def test_the_dimension_had_the_proved_questions_stayed_as_they_were(seen):
    """The cap of a key question goes with it: 1 and a headroom of 1, then the mean of both."""
    before, after = seen(REF1=(1, 3)), seen(Evidence.SHOWN, REF1=(4, 5))
    was, now = group_means(before), group_means(after)

    assert capped(after, now)[0] == 4.5
    assert without_proofs(after, now, was, {"RD1"}) == 2
    assert without_proofs(after, now, was, {"RD2"}) == 3.5
    assert without_proofs(after, now, was, ()) == 4.5


def test_users_keep_what_they_say_now_and_so_do_new_answers(seen):
    before = seen(REF1=("not_applicable", 3), USR1=(1, 1))
    after = seen(Evidence.SHOWN, REF1=(5, 5), USR1=(5, 5))
    left = without_proofs(after, group_means(after), group_means(before), {"RD1", "RD2"})

    assert left == pytest.approx((0.4 * (5 + 3) / 2 + 0.25 * 5) / 0.65)


def test_proofs_are_compared_between_roles_that_answered_both_times(seen, dimension):
    silent, shown = seen(DIR1=(3, 3)), seen(Evidence.SHOWN, REF1=(3, 3))
    verified = seen(Evidence.VERIFIED, REF1=(3, "dont_know"))

    assert evidence_changes(dimension, silent, shown) == {}
    assert evidence_changes(dimension, shown, verified) == {"RD1": 1, "RD2": -1}


@pytest.mark.parametrize(
    ("value", "others", "readable"),
    [
        (1.0, 0.5, True),
        (1.0, 0.51, False),
        (1.0, -0.5, True),
        (-1.0, -0.5, True),
        (-1.0, -0.51, False),
        (-1.0, 2.0, True),
        (0.4, 0.0, False),
    ],
)
def test_the_same_people_must_bring_half_a_level(value, others, readable):
    change = by_names(2, 2 + value, 0.5)
    read = by_same_people(change, others, 0.5)

    assert read.is_readable is readable
    assert read.basis is (Basis.NAMED_ROLES if readable else None)
    told = "account for" if readable else "too small" if change.is_small else "not the same"
    assert told in str(read.reason)


@pytest.mark.parametrize(
    ("change", "others", "readable"),
    [
        (moved(1.0, 0.4, 1.6), 0.3, True),
        (moved(1.0, 0.4, 1.6), 0.4, False),
        (moved(0.9, 0.8, 1.0), 0.41, False),
        (moved(-1.0, -1.6, -0.4), -0.3, True),
        (moved(-1.0, -1.6, -0.4), -0.4, False),
        (moved(-1.0, -1.6, -0.4), 0.4, True),
    ],
)
def test_an_interval_is_read_without_what_others_bring(change, others, readable):
    read = by_same_people(change, others, 0.5)

    assert read.is_readable is readable
    assert read.basis is (Basis.INTERVAL if readable else None)
    assert read.reason == (change.reason if readable else OTHER_PEOPLE)


def test_roles_are_named_whose_people_came_or_went(seen):
    before = seen(DIR1=(2, 2), MET1=(2, 2), MET2=(2, 2), USR1=(2, 2), REF1=(2, 2))
    after = seen(DIR2=(2, 2), MET2=(2, 2), USR2=(2, 2), REF1=(2, 2))

    assert other_people(before, after) == (Role.LEADER, Role.BUSINESS)
    assert other_people(before, before) == ()


def test_the_dimension_had_a_group_answered_as_before(seen):
    before, after = seen(DIR1=(1, 1), REF1=(2, 2)), seen(DIR2=(5, 5), REF1=(3, 3))
    left = without_groups(after, group_means(after), group_means(before), {Group.LEADER})

    assert left == pytest.approx((0.35 * 1 + 0.4 * 3) / 0.75)
