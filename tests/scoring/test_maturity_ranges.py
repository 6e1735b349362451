"""The range of a dimension: METHOD 6.4, against Student's interval of respondents' means."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.people import Group
from infopilot.scoring.answers import answers_by_respondent
from infopilot.scoring.disclosure.withheld import bare
from infopilot.scoring.maturity.grades import maturity
from infopilot.scoring.maturity.profiles import group_means, profile
from infopilot.scoring.maturity.ranges import maturity_range, users_range
from infopilot.scoring.statistics.means import student_interval

IDS = ("RD1", "RD2", "RD3")
LEVELS = st.sampled_from([1, 2, 3, 4, 5])
USERS = [[1, 2, 3], [2, 2, 2], [3, 3, 4], [2, 1, 2], [4, 3, 3], [2, 3, 2], [1, 1, 2], [3, 2, 3]]


@pytest.fixture(scope="module")
def three(ask, form):
    return form(
        {"D1": tuple(ask(key, weight=weight) for key, weight in zip(IDS, (1, 2, 1), strict=True))}
    )


@pytest.fixture(scope="module")
def sheets(say):
    """Answers of people ``USR1``, ``USR2``... to the three questions; None is no answer."""

    def make(rows, who="USR"):
        return [
            say(f"{who}{rank}", question, value)
            for rank, row in enumerate(rows)
            for question, value in zip(IDS, row, strict=True)
            if value is not None
        ]

    return make


@pytest.fixture(scope="module")
def keyed(ask, form, sheets):
    return form({"D1": tuple(ask(key, key=key == "RD2") for key in IDS)}), sheets


def own_means(rows):
    return [(row[0] + 2 * row[1] + row[2]) / 4 for row in rows]


@pytest.mark.parametrize("users", [None, 8, 9, 80])
def test_users_alone_have_the_interval_of_their_means(three, sheets, method, users):
    expected = student_interval(own_means(USERS), users)
    score = maturity(three, sheets(USERS), method, users=users)["D1"]

    assert score.value == pytest.approx(expected.value)
    assert (score.low, score.high) == pytest.approx((expected.low, expected.high))
    assert (score.range, score.range_reason) == (RangeKind.CONFIDENCE_95, None)
    told = score.by_role_range["user"]
    assert (told.value, told.low, told.high) == pytest.approx(
        (expected.value, expected.low, expected.high)
    )
    assert (told.n, told.range) == (8, RangeKind.CONFIDENCE_95)


def test_the_weight_of_the_users_scales_their_margin(three, sheets, method):
    expected = student_interval(own_means(USERS), 80)
    answers = sheets(USERS) + sheets([[3, 3, 3]], "DIR") + sheets([[2, 2, 2]], "REF")
    score = maturity(three, answers, method, users=80)["D1"]
    half = 0.25 * (expected.high - expected.value)

    assert score.value == pytest.approx(0.35 * 3 + 0.4 * 2 + 0.25 * expected.value)
    assert (score.low, score.high) == pytest.approx((score.value - half, score.value + half))
    assert score.by_role_range["leader"].low is None
    assert "answer by name" in str(score.by_role_range["leader"].reason)


def test_business_managers_of_the_same_group_bring_no_chance(three, sheets, method):
    """Two managers among ten: users make eight tenths of the group's mean, and of its margin."""
    expected = student_interval(own_means(USERS), 80)
    answers = sheets(USERS) + sheets([[4, 4, 4], [5, 5, 5]], "MET")
    score = maturity(three, answers, method, users=80)["D1"]
    half = 0.8 * (expected.high - expected.value)

    assert (score.low, score.high) == pytest.approx((score.value - half, score.value + half))


def test_a_question_that_some_left_out_weighs_through_those_who_answered(three, sheets, method):
    """By hand: RD3 lost one answer, so the seven others move its mean by a seventh each."""
    rows = [*USERS[:-1], [3, 2, None]]
    means = [18 / 8, 17 / 8, 18 / 7]
    moved = [
        8 * ((row[0] - means[0]) / 8 + 2 * (row[1] - means[1]) / 8) / 4
        + (8 * (row[2] - means[2]) / 7 / 4 if row[2] else 0)
        for row in rows
    ]
    expected = student_interval(moved)
    score = maturity(three, sheets(rows), method)["D1"]

    assert score.value == pytest.approx((means[0] + 2 * means[1] + means[2]) / 4)
    assert score.high - score.value == pytest.approx(expected.high - expected.value)


def test_seven_users_are_points_and_eight_have_a_range(three, sheets, method):
    seven = maturity(three, sheets(USERS[:7]), method)["D1"]
    eight = maturity(three, sheets(USERS), method)["D1"]

    assert (seven.low, seven.high, seven.range) == (None, None, None)
    assert "fewer than 8 users" in str(seven.range_reason)
    assert "fewer than 8 users" in str(seven.by_role_range["user"].reason)
    assert seven.by_role_range["user"].n == 7
    assert eight.range is RangeKind.CONFIDENCE_95


def test_named_people_alone_have_no_range_and_the_reason_is_told(three, sheets, method):
    score = maturity(three, sheets([[3, 3, 3]], "DIR"), method)["D1"]

    assert (score.value, score.low, score.range) == (3, None, None)
    assert "answer by name" in str(score.range_reason)


def test_users_that_do_not_weigh_bring_no_range_to_the_score(three, sheets, method):
    weights = {Group.LEADER: 1.0, Group.USERS: 0.0}
    led = replace(method, maturity=replace(method.maturity, group_weights=weights))
    score = maturity(three, sheets(USERS) + sheets([[3, 3, 3]], "DIR"), led)["D1"]

    assert score.range is None
    assert score.by_role_range["user"].range is RangeKind.CONFIDENCE_95


def test_what_cannot_be_computed_has_its_reason_and_no_range(three, sheets, method):
    score = maturity(three, sheets([[3, None, None]], "DIR"), method)["D1"]

    assert (score.value, score.low, score.high, score.range_reason) == (None, None, None, None)
    assert score.reason is not None
    assert score.by_role_range == {}


@pytest.mark.parametrize(("rows", "covered"), [([[3, None, None]], 1 / 4), ([[3, 3, 3]], 1)])
def test_a_dimension_tells_what_it_rests_on_graded_or_not(three, sheets, method, rows, covered):
    score = maturity(three, sheets(rows, "DIR"), method)["D1"]

    assert (score.dimension, score.coverage) == ("D1", pytest.approx(covered))
    assert [part.id for part in score.contributions] == list(IDS)
    assert score.by_role_range.keys() == {role for role, mean in score.by_role.items() if mean}
    assert all(
        told.value == score.by_role[role] and str(told.reason).startswith("no margin: only people")
        for role, told in score.by_role_range.items()
    )


def test_users_below_the_coverage_keep_their_own_range(three, sheets, method):
    """Too little was answered in all, and enough by the users who did."""
    left_out = sheets([[2, None, None]] * 2, "DIR") + sheets([[None, 3, None]] * 2, "REF")
    score = maturity(three, sheets(USERS) + left_out, method)["D1"]

    assert score.value is None
    assert score.by_role_range["user"].n == 8
    assert [(part.points, part.weight) for part in score.contributions] == [(None, 0)] * 3
    assert [part.value for part in score.contributions] != [None] * 3


def test_the_range_of_a_dimension_says_on_how_many_users_it_rests(three, sheets, method):
    asked = three.dimensions[0]
    for rows, n in ((USERS, 8), (USERS[:7], 7), ([], None)):
        answers = sheets(rows) + sheets([[3, 3, 3]], "DIR")
        seen = profile(asked, answers_by_respondent(answers).values(), method, None)
        means = group_means(seen)
        told = maturity_range(seen, means, 2.5)

        assert (told.value, told.n) == (2.5, n)
        assert (told.low is None) == (n != 8)
    assert str(users_range(seen, [], 2.5).reason).startswith("no margin: only people who")


def test_a_margin_that_is_taken_away_leaves_the_number_of_people():
    told = bare(Estimate(value=3, low=2, high=4, range=RangeKind.CONFIDENCE_95, n=9))

    assert (told.value, told.low, told.high, told.n) == (3, None, None, 9)
    assert told.reason is not None
    assert bare(Estimate(value=3, n=2)) == Estimate(value=3, n=2)


def test_a_population_told_too_small_is_not_believed(three, sheets, method):
    unknown = maturity(three, sheets(USERS), method)["D1"]

    assert maturity(three, sheets(USERS), method, users=7)["D1"] == unknown


def test_the_cap_holds_both_ends(ask, form, say, method):
    """A leader's key answer of 1 caps at 2: users cannot change that."""
    asked = form({"D1": (ask("RD1", key=True), ask("RD2"), ask("RD3"))})
    leader = [say("DIR1", question, value) for question, value in zip(IDS, (1, 4, 4), strict=True)]
    users = [
        say(f"USR{rank}", question, value)
        for rank, value in enumerate([3, 4, 5, 4, 3, 5, 4, 4])
        for question in ("RD2", "RD3")
    ]
    score = maturity(asked, leader + users, method)["D1"]

    assert score.uncapped == pytest.approx((0.35 * 3 + 0.25 * 4) / 0.6)
    assert (score.value, score.low, score.high, score.capped_by) == (2, 2, 2, "RD1")


def test_a_question_that_is_no_key_caps_nothing(three, sheets, method):
    """RD1 stays at 1: were it a key, users could not lift the score above 2."""
    rows = [[1, 5, 5] if rank % 2 else [1, 4, 4] for rank in range(8)]
    score = maturity(three, sheets(rows), method)["D1"]
    expected = student_interval(own_means(rows))

    assert score.capped_by is None
    assert (score.low, score.high) == pytest.approx((expected.low, expected.high))


def test_the_cap_moves_with_the_users_who_set_it(ask, form, say, method):
    asked = form({"D1": (ask("RD1", key=True), ask("RD2"))})
    keys = [1, 2, 1, 2, 1, 1, 2, 2]
    answers = [say(f"USR{rank}", "RD1", value) for rank, value in enumerate(keys)]
    answers += [say(f"USR{rank}", "RD2", 5) for rank in range(8)]
    key = student_interval(keys, 80)
    score = maturity(asked, answers, method, users=80)["D1"]

    assert (score.value, score.capped_by) == (2.5, "RD1")
    assert (score.low, score.high) == pytest.approx((1 + key.low, 1 + key.high))


def test_a_range_stays_on_the_scale(three, sheets, method):
    low = maturity(three, sheets([[1, 1, 1]] * 7 + [[3, 3, 3]]), method)["D1"]
    high = maturity(three, sheets([[5, 5, 5]] * 7 + [[3, 3, 3]]), method)["D1"]

    assert low.low == low.by_role_range["user"].low == 1
    assert high.high == high.by_role_range["user"].high == 5


@given(
    st.lists(st.lists(LEVELS, min_size=3, max_size=3), min_size=8, max_size=14),
    st.lists(st.lists(LEVELS, min_size=3, max_size=3), max_size=2),
    st.integers(8, 60),
)
def test_the_value_is_within_its_range(keyed, method, rows, managers, users):
    asked, sheets = keyed
    score = maturity(asked, sheets(rows) + sheets(managers, "MET"), method, users=users)["D1"]

    assert 1 <= score.low <= score.value + 1e-9
    assert score.value - 1e-9 <= score.high <= 5
