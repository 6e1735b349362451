"""Which answers of users enter the scores, at the first publication and at the next ones."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.answers import Evidence
from infopilot.model.people import Role
from infopilot.model.publication import Cell, Mark
from infopilot.scoring.disclosure.partition import betrays
from infopilot.scoring.disclosure.release import disclose, themes
from infopilot.scoring.maturity.grades import maturity
from infopilot.scoring.scorecard import scorecard

LIVING = frozenset({Role.USER, Role.BUSINESS})
LEVELS = (2, 3, 4, 2, 3, 4, 2, 3, 4, 2, 3, 4)


@pytest.fixture(scope="module")
def questionnaire(ask, form):
    return form(
        {
            "D1": (ask("RD1"), ask("RD2", roles=LIVING), ask("RD3", weight=0.0)),
            "D2": (ask("AP1", roles=LIVING),),
        }
    )


@pytest.fixture
def users(say):
    """Answers of users from ``first`` to ``last``, all different from their neighbours'."""

    def make(first, last, questions=("RD1", "RD2", "AP1", "SAT")):
        return [say(f"USR{n}", q, LEVELS[n % 12]) for n in range(first, last) for q in questions]

    return make


def who(release, question):
    """Who is behind the means of a question."""
    cell = release.publication.get(question)
    return {mark.respondent for mark in cell.counted} if cell else set()


def names(*numbers):
    return {f"USR{n}" for n in numbers}


def test_what_is_released_together(questionnaire):
    assert [theme.questions for theme in themes(questionnaire)] == [
        ("RD1", "RD2"),
        ("AP1",),
        ("SAT",),
    ]


def test_five_users_are_released_and_four_are_not(questionnaire, users, method):
    five = disclose(questionnaire, users(0, 5), method)
    four = disclose(questionnaire, users(0, 4), method)

    assert set(five.publication) == {"RD1", "RD2", "AP1", "SAT"}
    assert who(five, "RD1") == names(0, 1, 2, 3, 4)
    assert (five.withheld, five.waiting) == ({}, 0)
    assert five.questionnaire is questionnaire
    assert (four.publication, four.answers) == ({}, ())
    assert {str(reason) for reason in four.withheld.values()} == {
        "hidden: fewer than 5 users answered, or all of them the same"
    }
    assert set(four.withheld) == {"RD1", "RD2", "AP1", "SAT"}
    assert all(Role.USER not in q.roles for q in four.questionnaire.questions() if q.weight)
    assert Role.LEADER in four.questionnaire.dimensions[0].questions[0].roles


def test_named_people_are_released_as_they_are(questionnaire, users, say, method):
    leader, business = say("DIR1", "RD1", 4, Evidence.SHOWN), say("MET1", "RD2", 1)
    release = disclose(questionnaire, [leader, business, *users(0, 4)], method)

    assert release.answers == (leader, business)


def test_released_answers_of_users_carry_neither_proof_nor_comment(questionnaire, users, method):
    given_ = [replace(a, evidence=Evidence.SHOWN, comment="Mot") for a in users(0, 5)]
    release = disclose(questionnaire, given_, method)

    assert len(release.answers) == 20
    assert {(a.evidence, a.comment) for a in release.answers} == {(None, "")}


def test_who_answered_once_as_a_user_is_one(questionnaire, users, say, method):
    twofold = replace(say("MET1", "RD1", 5), respondent="USR0")
    release = disclose(questionnaire, [twofold, *users(0, 5)], method)

    assert {answer.role for answer in release.answers} == {Role.USER}
    assert twofold.id not in {answer.id for answer in release.answers}


def test_what_a_user_says_in_another_role_is_a_user_s(questionnaire, users, say, method):
    late = replace(say("MET1", "RD1", 5), respondent="USR0")
    release = disclose(questionnaire, [*users(0, 5), late], method)

    [released] = [answer for answer in release.answers if answer.id == late.id]
    assert released.role is Role.USER


def test_users_are_not_heard_on_what_only_named_people_are_asked(questionnaire, users, say, method):
    release = disclose(questionnaire, [*users(0, 5), say("USR1", "FC1", 3)], method)

    assert "FC1" not in {answer.question for answer in release.answers}
    assert "FC1" not in release.withheld


def test_a_question_that_all_answer_the_same_is_withheld_alone(questionnaire, say, users, method):
    same = [say(f"USR{n}", "RD1", 1) for n in range(6)]
    release = disclose(questionnaire, [*same, *users(0, 6, ("RD2",))], method)

    assert set(release.publication) == {"RD2"}
    assert set(release.withheld) == {"RD1"}
    asked = {
        question.id: Role.USER in question.roles for question in release.questionnaire.questions()
    }
    assert (asked["RD1"], asked["RD2"]) == (False, True)
    assert who(release, "RD2") == names(0, 1, 2, 3, 4, 5)


def test_incomplete_sheets_lose_their_levels_and_keep_what_they_do_not_know(
    questionnaire, users, say, method
):
    half, unknown = say("USR9", "RD1", 3), say("USR9", "RD2", "dont_know")
    release = disclose(questionnaire, [*users(0, 5), half, unknown], method)

    assert who(release, "RD1") == names(0, 1, 2, 3, 4)
    assert [a.question for a in release.answers if a.respondent == "USR9"] == ["RD2"]
    assert Mark("USR9", unknown.id) in release.publication["RD2"].given
    assert (release.withheld, release.waiting) == ({}, 0)


def test_four_complete_sheets_among_six_are_too_few(questionnaire, users, method):
    release = disclose(questionnaire, [*users(0, 4), *users(4, 6, ("RD1",))], method)

    assert not {"RD1", "RD2"} & set(release.publication)
    assert {"RD1", "RD2"} <= set(release.withheld)


def test_what_is_left_of_users_counts_however_questions_are_chosen(ask, form, say, method):
    """One level of three is an incomplete sheet; two of three count, one by one as well."""
    whole = form({"D1": (ask("RD1"), ask("RD2"), ask("RD3"))})
    full = [say(f"USR{n}", q, n) for n in range(1, 6) for q in ("RD1", "RD2", "RD3")]
    two = [say("USR6", q, 5) for q in ("RD1", "RD2")]
    release = disclose(whole, [*full, *two, say("USR7", "RD1", 1)], method)
    part = form({"D1": (ask("RD1"), ask("RD3"))})
    kept = [answer for answer in release.answers if answer.question != "RD2"]
    parts = {p.id: p.value for p in maturity(part, kept, method)["D1"].contributions}

    assert len(who(release, "RD1")) == 6
    assert parts == {"RD1": pytest.approx(20 / 6), "RD3": 3}


def test_i_dont_know_is_given_and_not_counted(questionnaire, users, say, method):
    unknown = say("USR9", "SAT", "dont_know")
    release = disclose(questionnaire, [*users(0, 5), unknown], method)

    assert Mark("USR9", unknown.id) in release.publication["SAT"].given
    assert who(release, "SAT") == names(0, 1, 2, 3, 4)


@pytest.mark.parametrize("expected", [(4, 6, 16), (5, 11, 0)])
def test_late_answers_wait_until_they_are_enough(questionnaire, users, method, expected):
    late, counted, waiting = expected
    early = users(0, 6)
    first = disclose(questionnaire, early, method)
    second = disclose(questionnaire, early + users(6, 6 + late), method, [first.publication])

    assert len(who(second, "RD1")) == counted
    assert second.waiting == waiting


def test_a_change_of_mind_waits_and_newcomers_do_not(questionnaire, users, say, method):
    early = users(0, 6)
    first = disclose(questionnaire, early, method)
    changed = say("USR0", "SAT", 9)
    alone = disclose(questionnaire, [*early, changed], method, [first.publication])
    among = disclose(questionnaire, [*early, changed, *users(6, 11)], method, [first.publication])

    assert alone.publication == first.publication
    assert alone.waiting == 1
    assert [a.value for a in alone.answers if (a.respondent, a.question) == ("USR0", "SAT")] == [
        "2"
    ]
    # One who changes and five who come are six people: all of it can be shown.
    assert changed.id in {mark.answer for mark in among.publication["SAT"].given}
    assert among.waiting == 0


def test_those_who_come_are_shown_without_those_who_change_when_both_would_betray(
    questionnaire, users, say, method
):
    early = users(0, 7)
    first = disclose(questionnaire, early, method)
    grown = early + users(7, 12)
    second = disclose(questionnaire, grown, method, [first.publication])
    changed = [say("USR8", "SAT", 9)]
    third = disclose(
        questionnaire, [*grown, *changed], method, [first.publication, second.publication]
    )

    assert len(who(second, "SAT")) == 12
    assert third.publication == second.publication
    assert third.waiting == 1


def test_newcomers_are_shown_while_an_early_sheet_that_changed_waits(
    questionnaire, users, say, method
):
    early = users(0, 6)
    first = disclose(questionnaire, early, method)
    # All the newcomers and the change say 3: their sum would tell each of them.
    late = [say(f"USR{n}", "AP1", n % 3 + 1) for n in range(6, 11)]
    changed = say("USR0", "AP1", "dont_know")
    second = disclose(questionnaire, [*early, *late, changed], method, [first.publication])

    assert {"USR6", "USR10"} <= who(second, "AP1")
    assert not betrays([first.publication["AP1"].counted, second.publication["AP1"].counted], {}, 5)


def test_one_late_i_dont_know_waits_too(questionnaire, users, say, method):
    early = users(0, 6)
    first = disclose(questionnaire, early, method)
    late = say("USR6", "SAT", "dont_know")
    second = disclose(questionnaire, [*early, late], method, [first.publication])

    assert second.publication == first.publication
    assert second.waiting == 1


def test_the_same_answer_sent_again_is_no_change(questionnaire, users, say, method):
    early = users(0, 6)
    first = disclose(questionnaire, early, method)
    again = disclose(questionnaire, [*early, say("USR0", "SAT", 2)], method, [first.publication])

    assert again.publication == first.publication
    assert again.waiting == 0


def forgotten(publication, *respondents):
    """A publication as the store keeps it once ``respondents`` are erased."""

    def marks(some):
        return frozenset(
            Mark("erased", f"erased-{m.answer}") if m.respondent in respondents else m for m in some
        )

    return {
        question: Cell(given=marks(cell.given), counted=marks(cell.counted))
        for question, cell in publication.items()
    }


def test_what_was_erased_hides_the_rest_until_enough_has_changed(questionnaire, users, method):
    early = users(0, 7)
    first = disclose(questionnaire, early, method)
    left = [answer for answer in early if answer.respondent != "USR0"]
    past = [forgotten(first.publication, "USR0")]
    hidden = disclose(questionnaire, left, method, past)
    past.append(hidden.publication)
    back = disclose(questionnaire, left + users(7, 11), method, past)

    assert hidden.publication == {}
    assert {str(reason) for reason in hidden.withheld.values()} == {
        "hidden until enough users’ answers have changed since the last publication"
    }
    assert len(who(back, "SAT")) == 10


def test_a_larger_smallest_group_hides_what_smaller_ones_had_shown(questionnaire, users, method):
    first = disclose(questionnaire, users(0, 6), method)
    strict = replace(method, anonymity=replace(method.anonymity, minimum_group=7))
    early = users(0, 6)

    assert disclose(questionnaire, early, strict, [first.publication]).publication == {}


def test_withheld_users_leave_the_scores_and_the_reason(questionnaire, users, say, method):
    given_ = [*users(0, 4), say("DIR1", "RD1", 4)]
    card = scorecard("T0", questionnaire, method=method, answers=given_)
    parts = {part.id: part for part in card.maturity["D1"].contributions}
    hidden = "hidden: fewer than 5 users answered, or all of them the same"

    assert card.respondents[Role.USER] == 4
    assert card.maturity["D1"].by_role == {"leader": 4}
    assert (card.maturity["D1"].value, parts["RD1"].value) == (4, 4)
    assert parts["RD1"].note is None
    assert (parts["RD2"].value, str(parts["RD2"].note)) == (None, hidden)
    assert (card.maturity["D2"].value, str(card.maturity["D2"].reason)) == (None, hidden)
    assert str(card.warnings[-2]).startswith("users’ answers to 4 questions are left out")
    assert card.publication == {}


def test_answers_that_wait_are_a_warning(questionnaire, users, method):
    early = users(0, 6)
    first = scorecard("T0", questionnaire, method=method, answers=early)
    card = scorecard(
        "T0",
        questionnaire,
        method=method,
        answers=early + users(6, 7),
        earlier=[first.publication],
    )

    assert first.maturity == card.maturity
    assert card.respondents[Role.USER] == 7
    assert str(card.warnings[3]) == (
        "4 answers of users wait for the next publication: a change made by fewer than 5 people "
        "would tell who said what"
    )
    assert not any("wait" in str(warning) for warning in first.warnings)


def test_one_answer_that_waits_and_one_question_left_out_are_told_in_the_singular(
    questionnaire, users, method
):
    early = users(0, 6, ("AP1",))
    first = scorecard("T0", questionnaire, method=method, answers=early)
    card = scorecard(
        "T0",
        questionnaire,
        method=method,
        answers=[*early, *users(6, 7, ("AP1",)), *users(0, 1, ("SAT",))],
        earlier=[first.publication],
    )
    said = [str(warning) for warning in card.warnings]

    assert (
        "users’ answers to 1 question are left out of the scores: showing fewer than 5 people, or "
        "people who all say the same, would tell who said what"
    ) in said
    assert (
        "1 answer of a user waits for the next publication: a change made by fewer than 5 people "
        "would tell who said what"
    ) in said


def test_what_others_left_open_keeps_its_own_reason(questionnaire, users, say, method):
    others = [say("REF1", "RD1", "dont_know"), say("PRE1", "AP1", 3)]
    card = scorecard("T0", questionnaire, method=method, answers=[*users(0, 4), *others])

    assert str(card.maturity["D1"].reason).startswith("not computable")
    assert str(card.maturity["D2"].reason).startswith("hidden")


COMING = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5)), max_size=12)


@given(st.lists(COMING, min_size=1, max_size=4))
def test_whatever_comes_no_publication_betrays_with_those_before(questionnaire, say, method, turns):
    answers, earlier = [], []
    for turn in turns:
        answers += [say(f"USR{n}", "SAT", level) for n, level in turn]
        earlier.append(disclose(questionnaire, answers, method, earlier).publication)
    sets = {cell.counted for cells in earlier for cell in cells.values()}

    assert not betrays(list(sets), {a.id: a.value for a in answers}, 5)
