"""Maturity of a dimension: the cap rule, what is excluded, what is refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.answers import Evidence
from infopilot.model.people import Group, Role
from infopilot.scoring.maturity.grades import maturity

IDS = ("RD1", "RD2", "RD3", "RD4", "RD5")
LEADER = (3, 2, 4, "dont_know", 2)
REFERENT = (2, 2, 3, 1, 2)
LEVELS = st.sampled_from([1, 2, 3, 4, 5])
VALUES = st.sampled_from([1, 2, 3, 4, 5, "dont_know", "not_applicable", None])
TABLE = st.lists(st.lists(VALUES, min_size=5, max_size=5), min_size=3, max_size=3)
PEOPLE = ("DIR1", "REF1", "USR1")


@pytest.fixture(scope="module")
def five(ask, form):
    """One dimension of five questions, the fourth of them key."""
    return form({"D1": tuple(ask(key, key=key == "RD4") for key in IDS)})


@pytest.fixture(scope="module")
def answer_sheet(say):
    """Answers of one person to the five questions; None is no answer."""

    def make(person, values, evidence=None):
        return [
            say(person, question, value, evidence)
            for question, value in zip(IDS, values, strict=False)
            if value is not None
        ]

    return make


@pytest.fixture(scope="module")
def grade(five, method):
    """The score of the five questions from the answers given."""
    return lambda answers: maturity(five, answers, method)["D1"]


@pytest.fixture(scope="module")
def capped_method(method):
    """The weights of the published cap example: leader .4, IT referent .6."""
    weights = {Group.LEADER: 0.4, Group.IT_REFERENT: 0.6}
    return replace(method, maturity=replace(method.maturity, group_weights=weights))


def test_the_weakest_key_question_caps_the_grade(five, answer_sheet, capped_method):
    answers = answer_sheet("DIR1", LEADER) + answer_sheet("REF1", REFERENT)
    score = maturity(five, answers, capped_method)["D1"]

    assert score.uncapped == pytest.approx(2.30)
    assert score.value == pytest.approx(2.00)
    assert score.level == 2
    assert score.capped_by == "RD4"
    assert score.dont_know == pytest.approx(1 / 10)
    assert score.by_role == pytest.approx({"leader": 2.75, "it_referent": 2.0})
    assert score.coverage == pytest.approx(0.4 * 4 / 5 + 0.6)


def test_contributions_tell_why(five, answer_sheet, capped_method):
    answers = answer_sheet("DIR1", LEADER) + answer_sheet("REF1", REFERENT)
    score = maturity(five, answers, capped_method)["D1"]
    by_id = {part.id: part for part in score.contributions}

    assert sum(part.points for part in score.contributions) == pytest.approx(score.uncapped)
    assert sum(part.weight for part in score.contributions) == pytest.approx(1)
    assert by_id["RD4"].value == 1
    assert by_id["RD3"].value == pytest.approx(0.4 * 4 + 0.6 * 3)


def test_a_cap_that_does_not_bind_is_not_named(grade, answer_sheet):
    score = grade(answer_sheet("REF1", (2, 2, 2, 2, 2)))

    assert score.value == score.uncapped == 2
    assert score.capped_by is None


def test_a_key_question_that_nobody_can_answer_caps_nothing(grade, answer_sheet):
    score = grade(answer_sheet("REF1", (3, 3, 3, "dont_know", 3)))
    by_id = {part.id: part for part in score.contributions}

    assert score.value == 3
    assert by_id["RD4"].value is None
    assert str(by_id["RD4"].note) == "nobody whose answers are graded gave a level"


def test_the_lowest_key_question_caps_and_the_first_wins_a_tie(ask, form, answer_sheet, method):
    asked = form({"D1": tuple(ask(key, key=True) for key in IDS)})
    score = maturity(asked, answer_sheet("REF1", (3, 1, 1, 3, 3)), method)["D1"]

    assert score.capped_by == "RD2"
    assert score.value == 2


def test_a_level_is_reached_not_approached_but_rounding_does_not_lose_it(grade, answer_sheet):
    people = ("DIR1", "REF1", "MET1")
    answers = [a for person in people for a in answer_sheet(person, (3,) * 5)]

    assert grade(answers).level == 3
    assert grade(answer_sheet("REF1", (3, 3, 3, 3, 2))).level == 2


def test_groups_are_weighted_whatever_their_size(grade, answer_sheet):
    users = [a for n in range(8) for a in answer_sheet(f"USR{n}", (1,) * 5)]
    score = grade(answer_sheet("DIR1", (3,) * 5) + users)

    assert score.uncapped == pytest.approx((0.35 * 3 + 0.25 * 1) / 0.60)
    assert score.by_role["user"] == 1


def test_the_provider_is_shown_but_never_graded(grade, answer_sheet):
    answers = answer_sheet("REF1", (2,) * 5)
    score = grade(answers + answer_sheet("PRE1", (3,) * 5))

    assert score.value == 2
    assert score.by_role["provider"] == 3
    alone = grade(answer_sheet("PRE1", (3,) * 5))
    assert alone.value is None
    assert str(alone.reason) == "nobody whose answers are graded has answered yet"


@pytest.mark.parametrize(
    ("person", "evidence", "counted"),
    [
        ("REF1", None, 3),
        ("REF1", Evidence.DECLARED, 3),
        ("REF1", Evidence.SHOWN, 5),
        ("REF1", Evidence.VERIFIED, 5),
        ("DIR1", None, 5),
        ("DIR1", Evidence.DECLARED, 3),
        ("MET1", None, 5),
    ],
)
def test_what_is_not_shown_counts_for_3_at_most(grade, answer_sheet, person, evidence, counted):
    score = grade(answer_sheet(person, (5,) * 5, evidence))

    assert score.value == counted
    assert score.declared == 5


def test_a_question_without_evidence_to_show_has_no_ceiling(ask, form, answer_sheet, method):
    asked = form({"D1": tuple(ask(key, evidence=None) for key in IDS)})

    assert maturity(asked, answer_sheet("REF1", (5,) * 5), method)["D1"].value == 5


def test_not_applicable_leaves_the_question_out(grade, answer_sheet):
    score = grade(answer_sheet("REF1", (2, 2, "not_applicable", 2, 3)))

    assert score.value == pytest.approx(9 / 4)
    assert score.coverage == 1


def test_all_not_applicable_is_said(grade, answer_sheet):
    score = grade(answer_sheet("REF1", ("not_applicable",) * 5))

    assert score.value is None
    assert str(score.reason) == "every question was found not applicable"


def test_only_dont_know_is_none_with_its_reason(grade, answer_sheet):
    score = grade(answer_sheet("DIR1", ("dont_know",) * 5))

    assert score.value is None
    assert score.level is None
    assert score.confidence is None
    assert score.dont_know == 1
    assert str(score.reason) == "not computable: 5 answers missing, 5 of them “I don’t know”"


@pytest.mark.parametrize(
    ("last", "reason"),
    [
        (("dont_know",), "not computable: 1 answer missing, an “I don’t know”"),
        ((), "not computable: 1 answer missing"),
    ],
)
def test_one_missing_answer_is_told_in_the_singular(grade, answer_sheet, last, reason):
    score = grade(answer_sheet("REF1", ("not_applicable",) * 4 + last))

    assert score.value is None
    assert str(score.reason) == reason


def test_too_few_answers_are_counted_not_imputed(grade, answer_sheet):
    answers = answer_sheet("REF1", (3,) * 5) + answer_sheet("DIR1", (3, 3))
    leader_only = grade(answer_sheet("DIR1", (3, 3)))
    both = grade(answers)

    assert leader_only.value is None
    assert leader_only.by_role == {"leader": None}
    assert str(leader_only.reason) == "not computable: 3 answers missing"
    assert both.by_role == {"leader": None, "it_referent": 3}
    assert both.coverage == pytest.approx((0.35 * 0.4 + 0.40) / 0.75)


def test_a_group_that_mostly_skipped_the_dimension_makes_it_incomputable(grade, answer_sheet):
    answers = (
        answer_sheet("MET1", (3,) * 5) + answer_sheet("DIR1", (3,)) + answer_sheet("REF1", (3,))
    )
    score = grade(answers)

    assert score.value is None
    assert str(score.reason) == "not computable: 8 answers missing"
    assert score.contributions[0].value == 3
    assert score.contributions[0].points is None


def test_a_dimension_that_nobody_answered_says_so(grade):
    score = grade([])

    assert score.value is None
    assert score.coverage == 0
    assert score.by_role == {}
    assert str(score.reason) == "nobody whose answers are graded has answered yet"


def test_a_role_counts_only_on_what_it_is_asked(ask, form, say, method):
    leader = frozenset({Role.LEADER})
    asked = form({"D1": (ask("RD1", roles=leader), ask("RD2"))})
    score = maturity(asked, [say("REF1", "RD2", 2)], method)["D1"]
    nevertheless = maturity(asked, [say("REF1", "RD1", 3), say("REF1", "RD2", 2)], method)["D1"]

    assert (score.value, score.coverage) == (2, 1)
    assert nevertheless.value == 2.5


def test_a_weight_counts_and_a_zero_weight_does_not(ask, form, say, method):
    asked = form({"D1": (ask("RD1", weight=3.0), ask("RD2"), ask("RD3", weight=0.0))})
    answers = [say("REF1", "RD1", 3), say("REF1", "RD2", 1), say("REF1", "RD3", 1)]

    assert maturity(asked, answers, method)["D1"].value == 2.5


@pytest.mark.parametrize(
    ("people", "evidence", "letter"),
    [
        (("DIR1", "REF1", "MET1"), Evidence.VERIFIED, "A"),
        (("DIR1", "REF1", "MET1"), Evidence.SHOWN, "B"),
        (("DIR1", "REF1", "MET1"), None, "C"),
        (("DIR1", "REF1"), Evidence.VERIFIED, "B"),
        (("MET1",), Evidence.VERIFIED, "C"),
    ],
)
def test_the_badge_looks_at_evidence_and_at_who_is_missing(
    grade, answer_sheet, people, evidence, letter
):
    answers = [a for person in people for a in answer_sheet(person, (3,) * 5, evidence)]

    assert grade(answers).confidence == letter


def test_a_dimension_without_anything_to_show_asks_for_no_proof(ask, form, answer_sheet, method):
    asked = form({"D1": tuple(ask(key, evidence=None) for key in IDS)})
    answers = [a for p in ("DIR1", "REF1", "MET1") for a in answer_sheet(p, (3,) * 5)]

    assert maturity(asked, answers, method)["D1"].confidence == "A"


def test_a_group_that_is_not_asked_is_not_missing(ask, form, answer_sheet, method):
    referent = frozenset({Role.IT_REFERENT, Role.PROVIDER})
    asked = form({"D1": tuple(ask(key, roles=referent, key=True) for key in IDS)})
    score = maturity(asked, answer_sheet("REF1", (3,) * 5, Evidence.VERIFIED), method)["D1"]

    assert score.confidence == "A"


def everyone(answer_sheet, table):
    return [
        answer
        for person, row in zip(PEOPLE, table, strict=True)
        for answer in answer_sheet(person, row)
    ]


@given(TABLE, st.randoms(use_true_random=False))
def test_the_order_of_answers_is_irrelevant(grade, answer_sheet, table, random):
    answers = everyone(answer_sheet, table)
    score = grade(answers)
    shuffled = grade(random.sample(answers, len(answers)))

    assert shuffled.value == pytest.approx(score.value)
    assert shuffled.coverage == pytest.approx(score.coverage)


@given(TABLE)
def test_the_capped_value_never_exceeds_the_mean_nor_leaves_1_to_5(grade, answer_sheet, table):
    score = grade(everyone(answer_sheet, table))

    assert (score.value is None) == (score.reason is not None)
    if score.value is not None:
        assert 1 <= score.value <= score.uncapped <= score.declared + 1e-9 <= 5 + 1e-6
        points = [part.points for part in score.contributions if part.points is not None]
        assert len(points) < 5 or sum(points) == pytest.approx(score.uncapped)


@given(TABLE, st.integers(0, 2), st.integers(0, 4))
def test_a_better_answer_never_lowers_a_score(grade, answer_sheet, table, row, column):
    before = grade(everyone(answer_sheet, table)).value
    level = table[row][column]
    if not isinstance(level, int):
        return
    table[row][column] = min(5, level + 1)
    after = grade(everyone(answer_sheet, table)).value

    assert before is None or after >= before - 1e-12


@given(TABLE)
def test_i_dont_know_never_changes_a_mean(grade, answer_sheet, table):
    silent = [[None if value == "dont_know" else value for value in row] for row in table]
    if not all(any(value is not None for value in row) for row in silent):
        return
    said = grade(everyone(answer_sheet, table))
    unsaid = grade(everyone(answer_sheet, silent))

    assert (said.value, said.by_role, said.coverage) == (
        unsaid.value,
        unsaid.by_role,
        unsaid.coverage,
    )
