"""A spread takes more people than a mean, in one publication, from one to the next, in a pair."""

from dataclasses import replace

import pytest

from infopilot.model.estimate import Estimate
from infopilot.model.method import AnonymityMethod
from infopilot.model.people import Role
from infopilot.model.publication import Cell, Mark
from infopilot.scoring.comparison.campaigns import Round, comparison
from infopilot.scoring.disclosure.release import disclose
from infopilot.scoring.disclosure.spreads import tells_pairs, tells_products
from infopilot.scoring.disclosure.withheld import FEW_TOGETHER
from infopilot.scoring.scorecard import scorecard

LIVING = frozenset({Role.USER, Role.BUSINESS})
EARLY = (3, 3, 2, 4, 3, 2, 4, 3)
UNKNOWN = Estimate(value=None)
RULE = AnonymityMethod(minimum_group=5, floor=3, minimum_distribution=8)


@pytest.fixture(scope="module")
def questionnaire(ask, form):
    return form({"D1": (ask("Q1", roles=LIVING | {Role.PROVIDER}),)})


@pytest.fixture
def users(say):
    """Users' answers to a question: ``users((3, 4), start=2)``."""

    def make(levels, start=0, question="Q1"):
        return [say(f"USR{n}", question, level) for n, level in enumerate(levels, start)]

    return make


@pytest.mark.parametrize(("newcomers", "hidden"), [(5, True), (7, True), (8, False)])
def test_newcomers_too_few_for_a_distribution_take_the_margin_away(
    questionnaire, users, method, newcomers, hidden
):
    """The difference of two sums of squares would tell how the newcomers spread."""
    early, late = users(EARLY), users((5, 1, 1, 1, 1, 2, 4, 2)[:newcomers], 50)
    first = disclose(questionnaire, early, method)
    then = disclose(questionnaire, early + late, method, [first.publication])
    score = scorecard(
        "T0",
        questionnaire,
        method=method,
        answers=early + late,
        earlier=[first.publication],
    ).maturity["D1"]

    assert "D1" not in first.without_margin
    assert first.publication["Q1"].spread == first.publication["Q1"].counted
    assert ("D1" in then.without_margin) is hidden
    assert len(then.publication["Q1"].counted) == 8 + newcomers
    assert (then.publication["Q1"].spread == frozenset()) is hidden
    assert (score.range_reason == FEW_TOGETHER) is hidden
    assert (score.by_role_range["user"].low is None) is hidden


def test_a_margin_that_was_not_shown_holds_back_no_later_one(questionnaire, users, method):
    early, late, last = users(EARLY), users((5, 1, 1, 2, 4), 50), users((2, 3, 4), 60)
    first = disclose(questionnaire, early, method).publication
    second = disclose(questionnaire, early + late, method, [first]).publication

    third = disclose(questionnaire, early + late + last, method, [first, second])

    assert len(third.publication["Q1"].counted) == 13  # three more would be too few for a mean
    more = users((2, 3, 4, 1, 5), 60)
    third = disclose(questionnaire, early + late + more, method, [first, second])
    assert "D1" not in third.without_margin
    assert len(third.publication["Q1"].spread) == 18


def test_seven_users_are_too_few_for_any_spread(questionnaire, users, method):
    release = disclose(questionnaire, users(EARLY[:7]), method)

    assert release.without_margin >= {"D1"}
    assert release.told_rises == {("Q1", level) for level in (1, 2, 3, 4, 5)}
    assert release.publication["Q1"].spread == frozenset()


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ((1, 2, 3, 4, 5, 1, 5, 3), {5}),
        ((1, 2, 3, 1, 2, 3, 1, 2), {3, 4, 5}),
        ((3, 4, 5, 3, 4, 5, 3, 4), {2, 3, 5}),
    ],
)
def test_a_rise_is_hidden_where_all_stand_on_one_side_of_it(
    questionnaire, users, method, levels, told
):
    """With all at 3 or less, bringing everybody to 3 gives exactly 3: it would tell so."""
    release = disclose(questionnaire, users(levels), method)

    assert release.told_rises == {("Q1", level) for level in told}


def test_every_question_of_every_dimension_has_its_rises(ask, form, users, method):
    asked = form({"D1": (ask("Q1"), ask("Q2")), "D2": (ask("Q3"),), "D3": (ask("Q4"),)})
    ids = ("Q1", "Q2", "Q3", "Q4")

    def told(levels):
        answers = [each for question in ids for each in users(levels, question=question)]
        return disclose(asked, answers, method).told_rises

    assert {question for question, _ in told(EARLY)} == set(ids)
    assert told(EARLY[:7]) == {(question, level) for question in ids for level in range(1, 6)}


def test_newcomers_who_all_stand_on_one_side_hide_the_rise(questionnaire, users, method):
    early = users((1, 2, 3, 4, 5, 1, 5, 3))
    late = users((1, 2, 3, 1, 2, 3, 1, 2), 50)
    first = disclose(questionnaire, early, method).publication

    assert ("Q1", 3) in disclose(questionnaire, early + late, method, [first]).told_rises
    assert ("Q1", 3) not in disclose(questionnaire, early + late, method).told_rises


def test_crossed_views_have_no_interval_without_a_margin(questionnaire, users, say, method):
    """Six answers make a sample, and eight users a spread."""
    seen = {}
    for levels in (EARLY[:7], EARLY):
        answers = [*users(levels), say("PRE1", "Q1", 5)]
        card = scorecard("T0", questionnaire, method=method, answers=answers)
        seen[len(levels)] = card.perception_gap.crossed[0].difference

    assert (seen[7].low, seen[7].value) == (None, pytest.approx(2))
    assert seen[7].reason == FEW_TOGETHER
    assert seen[8].low is not None


def published(people, question="Q"):
    marks = frozenset(Mark(person, f"{question}-{person}") for person in people)
    return [{question: Cell(given=marks, counted=marks, spread=marks)}]


def test_one_who_changes_their_answer_between_two_margins_is_alone():
    [first] = published("abcdefgh")
    marks = first["Q"].spread - {Mark("h", "Q-h")} | {Mark("h", "Q-h2")}
    changed = {"Q": Cell(given=marks, counted=marks, spread=marks)}

    assert not tells_products(["Q"], [first, first], 8)
    assert tells_products(["Q"], [first, changed], 8)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("abcdefgh", "abcdefgh", False),
        ("abcdefghi", "abcdefgh", True),  # the one who left could be found
        ("abcdefgh", "abcdefghi", True),  # the one who came, too
        ("abcdefghijklmnop", "abcdefgh", False),
        ("abcdefghijklmno", "abcdefgh", True),
        ("abcdefgh", "ijklmnop", True),  # nobody came back: there is no pair
        ("abcdefg", "abcdefg", True),  # seven pairs are too few
    ],
)
def test_pairs_and_those_who_answered_once_are_none_or_enough(before, after, told):
    assert tells_pairs(["Q"], published(before), published(after), RULE) is told


def test_pairs_that_grow_between_two_comparisons():
    before, grown = published("abcdefghijklmnopqrs"), published("abcdefgh")
    assert not tells_pairs(["Q"], before, grown, RULE)
    grown += published("abcdefghi")
    assert tells_pairs(["Q"], before, grown, RULE)


def test_pairs_are_looked_at_across_questions():
    """Eight answered each question each time; four answered Q1 before and Q2 after."""
    before = [published("abcdefgh", "Q1")[0] | published("abcdefgh", "Q2")[0]]
    after = [published("abcdefgh", "Q1")[0] | published("efghijkl", "Q2")[0]]

    assert tells_pairs(["Q1", "Q2"], before, after, RULE)
    assert not tells_pairs(["Q1"], before, after, RULE)


def test_a_department_beside_the_pairs_is_looked_at():
    """Sixteen before, eight of them after; a department holds seven of these and five others."""
    before = published("abcdefghijklmnop")
    marks = before[0]["Q"].counted
    mixed = frozenset(mark for mark in marks if mark.respondent in "abcdefgijklm")
    shown = [{"Q": replace(before[0]["Q"], departments={"Atelier": mixed})}]

    assert not tells_pairs(["Q"], before, published("abcdefgh"), RULE)
    assert tells_pairs(["Q"], shown, published("abcdefgh"), RULE)


def test_without_a_margin_there_was_no_covariance_to_tell():
    bare = [{"Q": replace(published("vwxyz")[0]["Q"], spread=frozenset())}]

    assert not tells_pairs(["Q"], published("abcdefgh") + bare, published("abcdefgh"), RULE)


@pytest.mark.parametrize(("who_left", "pairs"), [(0, 8), (1, 0)])
def test_a_comparison_leaves_the_covariance_out_where_it_would_tell(
    questionnaire, users, method, who_left, pairs
):
    """Nine answer, eight of them come back: with the covariance, the ninth could be solved for."""
    was, now = users((*EARLY, 1)[: 8 + who_left]), users((4, 5, 3, 4, 4, 3, 5, 4))
    rounds = []
    for answers in (was, now):
        release = disclose(questionnaire, answers, method)
        rounds.append(
            Round(
                campaign="T0",
                questionnaire=release.questionnaire,
                answers=release.answers,
                without_margin=release.without_margin,
                publications=[release.publication],
                experienced=UNKNOWN,
                friction=UNKNOWN,
            )
        )

    seen = comparison(*rounds, method).maturity["D1"]

    assert seen.pairs == pairs
    assert seen.change.difference.low is not None
