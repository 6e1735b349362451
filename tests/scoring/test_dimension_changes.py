"""One dimension at two campaigns: same questions, same roles, METHOD 6.6."""

import pytest

from infopilot.model.answers import Evidence
from infopilot.model.comparison import Basis
from infopilot.model.estimate import RangeKind
from infopilot.model.people import Role
from infopilot.scoring.answers import answers_by_respondent
from infopilot.scoring.comparison.dimensions import (
    Answered,
    counted_in,
    dimension_change,
)
from infopilot.scoring.disclosure.withheld import FEW_TOGETHER

IDS = ("RD1", "RD2")
BEFORE = [2, 3, 2, 3, 2, 2, 3, 1]
AFTER = [3, 3, 3, 4, 2, 3, 3, 2]


@pytest.fixture(scope="module")
def dimension(ask, form):
    return form({"D1": tuple(ask(key) for key in IDS)}).dimensions[0]


@pytest.fixture(scope="module")
def people(say):
    """Sheets of people who give the same level to every question."""

    def make(**levels):
        given = [
            say(person, question, level, evidence)
            for person, told in levels.items()
            for level, evidence in [told if isinstance(told, tuple) else (told, None)]
            for question in IDS
        ]
        return list(answers_by_respondent(given).values())

    return make


@pytest.fixture(scope="module")
def changed(dimension, method):
    def make(before, after, users=None):
        return dimension_change(
            dimension,
            Answered(sheets=before, users=users),
            Answered(sheets=after, users=users),
            method,
        )

    return make


def users(levels, prefix="USR"):
    return {f"{prefix}{rank}": level for rank, level in enumerate(levels)}


def test_o15_the_same_users_are_paired(changed, people):
    seen = changed(people(**users(BEFORE)), people(**users(AFTER)))

    assert seen.change.difference.value == pytest.approx(0.625)
    assert (seen.change.difference.low, seen.change.difference.high) == pytest.approx(
        (0.19231806632026222, 1.0576819336797378), abs=1e-6
    )
    assert (seen.change.is_readable, seen.change.basis) == (True, Basis.INTERVAL)
    assert (seen.pairs, seen.users, seen.change.difference.n) == (8, (8, 8), 8)
    assert (seen.roles, seen.left_out) == ((Role.USER,), ())
    assert seen.questions == IDS
    assert seen.dimension == "D1"
    assert seen.change.difference.range is RangeKind.CONFIDENCE_95


def test_other_users_are_not_paired_and_the_same_difference_is_not_readable(changed, people):
    seen = changed(people(**users(BEFORE)), people(**users(AFTER, "USR1")))
    late = changed(people(**users(BEFORE)), people(**users(AFTER, "USRx")))

    assert late.pairs == 0
    assert late.change.difference.value == pytest.approx(0.625)
    assert late.change.difference.low == pytest.approx(-0.0985, abs=1e-3)
    assert late.change.is_readable is False
    assert "too little to conclude: chance alone" in str(late.change.reason)
    assert late.change.difference.n == 16
    assert seen.users == (8, 8)


def test_the_size_of_the_company_narrows_the_interval(changed, people):
    before, after = people(**users(BEFORE)), people(**users(AFTER, "USRx"))
    endless, known = changed(before, after), changed(before, after, users=9)

    assert known.change.difference.low > endless.change.difference.low
    assert known.change.is_readable is True


def test_seven_users_are_too_few_to_conclude(changed, people):
    few = changed(people(**users(BEFORE[:7])), people(**users([5] * 8)))
    then = changed(people(**users(BEFORE)), people(**users([5] * 7)))

    for seen in (few, then):
        assert (seen.change.is_readable, seen.change.difference.low) == (False, None)
        assert str(seen.change.reason) == (
            "too little to conclude: fewer than 8 users answered in one of the campaigns"
        )
        assert seen.pairs == 0


def test_the_same_named_people_are_compared_without_chance(changed, people):
    seen = changed(people(DIR1=2, REF1=3), people(DIR1=3, REF1=3))

    assert (seen.change.before, seen.change.after) == pytest.approx(
        ((0.35 * 2 + 0.4 * 3) / 0.75, 3)
    )
    assert (seen.change.is_readable, seen.change.is_small) == (False, True)
    larger = changed(people(DIR1=2, REF1=2), people(DIR1=3, REF1=3))
    assert (larger.change.is_readable, larger.change.basis) == (True, Basis.NAMED_ROLES)
    assert (larger.users, larger.pairs, larger.other_people) == ((0, 0), 0, ())
    assert "the same people" in str(larger.change.reason)
    assert "by name" in str(larger.change.difference.reason)


def test_somebody_else_in_a_role_moves_nothing_that_can_be_read(changed, people):
    seen = changed(people(DIR1=2, REF1=3), people(DIR2=4, REF1=3))
    both = changed(people(DIR1=1, REF1=1), people(DIR2=3, REF2=3))

    assert seen.change.difference.value == pytest.approx(0.35 * 2 / 0.75)
    assert (seen.change.is_readable, seen.change.basis) == (False, None)
    assert "not the same both times" in str(seen.change.reason)
    assert (seen.other_people, seen.roles) == ((Role.LEADER,), (Role.LEADER, Role.IT_REFERENT))
    assert (both.change.is_readable, both.change.difference.value) == (False, 2)
    assert both.other_people == (Role.LEADER, Role.IT_REFERENT)


def test_those_who_are_the_same_may_move_it_enough_by_themselves(changed, people):
    seen = changed(people(DIR1=2, REF1=2), people(DIR2=2, REF1=3))

    assert (seen.change.is_readable, seen.change.basis) == (True, Basis.NAMED_ROLES)
    assert "account for half a level" in str(seen.change.reason)
    assert seen.other_people == (Role.LEADER,)


def test_one_more_business_contact_is_not_the_same_people(changed, people):
    seen = changed(people(DIR1=3, MET1=1), people(DIR1=3, MET1=1, MET2=5))

    assert seen.change.difference.value == pytest.approx(0.25 * 2 / 0.6)
    assert (seen.other_people, seen.change.is_readable) == ((Role.BUSINESS,), False)


def test_an_interval_of_users_does_not_hold_what_another_leader_brings(changed, people):
    steady = changed(people(DIR1=1, **users(BEFORE)), people(DIR2=5, **users(BEFORE)))
    higher = changed(people(DIR1=1, **users([1] * 8)), people(DIR2=1, **users([4] * 8)))

    assert steady.change.difference.low > 0
    assert (steady.change.is_readable, steady.change.basis) == (False, None)
    assert (higher.change.is_readable, higher.change.basis) == (True, Basis.INTERVAL)
    assert higher.other_people == (Role.LEADER,)


def test_a_business_contact_among_users_is_averaged_with_them(changed, people):
    seen = changed(people(MET1=2, **users(BEFORE)), people(MET2=5, **users([5] * 8)))

    assert (seen.change.is_readable, seen.other_people) == (True, (Role.BUSINESS,))


def test_a_proof_may_be_shown_by_somebody_else(changed, people):
    before = people(DIR1=2, REF1=(5, None))
    seen = changed(before, people(DIR1=2, REF2=(5, Evidence.SHOWN)))

    assert seen.other_people == (Role.IT_REFERENT,)
    assert (seen.change.is_readable, seen.change.basis) == (True, Basis.EVIDENCE)


def test_a_role_that_came_or_went_moves_nothing(changed, people):
    seen = changed(people(DIR1=2, REF1=1, **users(BEFORE)), people(DIR1=2, **users(BEFORE)))
    back = changed(people(DIR1=2), people(DIR1=2, MET1=5, PRE1=5))

    assert seen.left_out == (Role.IT_REFERENT,)
    assert seen.roles == (Role.LEADER, Role.USER)
    assert seen.change.difference.value == pytest.approx(0)
    assert (back.left_out, back.change.difference.value) == ((Role.BUSINESS,), 0)


def test_no_common_role_is_not_compared(changed, people):
    seen = changed(people(DIR1=2), people(REF1=3))

    assert (seen.change.is_readable, seen.change.before, seen.change.after) == (None, None, None)
    assert "no role" in str(seen.change.reason)
    assert seen.dimension == "D1"
    assert seen.left_out == (Role.LEADER, Role.IT_REFERENT)
    assert seen.questions == IDS


def test_too_few_answers_on_one_side_are_told(changed, people, say):
    """One leader answers, three say that they do not know: a quarter of the weight."""
    silent = [{q: say(f"DIR{rank}", q, "dont_know") for q in IDS} for rank in (2, 3, 4)]
    seen = changed(people(DIR1=2), [*people(DIR1=3), *silent])
    back = changed([*people(DIR1=3), *silent], people(DIR1=2))

    assert (seen.change.before, seen.change.after) == (2, None)
    assert (back.change.before, back.change.after) == (None, 2)
    assert "too few answers" in str(seen.change.reason)
    assert seen.change.is_readable is None


SIX = {f"USR{rank}": 2 for rank in range(6)}


def test_a_proof_that_explains_half_a_level_is_a_fact_without_any_margin(changed, people):
    """Six users are too few for an interval; the IT referent now shows what was declared."""
    before = people(REF1=(5, Evidence.DECLARED), DIR1=2, **SIX)
    seen = changed(before, people(REF1=(5, Evidence.SHOWN), DIR1=2, **SIX))

    assert seen.change.difference.value == pytest.approx(0.4 * 2)
    assert (seen.change.is_readable, seen.change.is_small) == (True, False)
    assert (seen.change.basis, seen.evidence) == (Basis.EVIDENCE, IDS)
    assert "proof" in str(seen.change.reason)
    assert "fewer than 8" in str(seen.change.difference.reason)


def test_a_proof_lost_explains_a_fall(changed, people):
    before = people(REF1=(5, Evidence.VERIFIED), DIR1=2, **SIX)
    seen = changed(before, people(REF1=(5, None), DIR1=2, **SIX))

    assert seen.change.difference.value == pytest.approx(-0.4 * 2)
    assert (seen.change.is_readable, seen.change.basis) == (True, Basis.EVIDENCE)


def test_a_proof_that_explains_less_than_half_a_level_lets_nothing_be_read(changed, people):
    """The proof brings 0.4, users that few may be bring the rest."""
    before = people(REF1=(4, None), DIR1=2, **SIX)
    alone = changed(before, people(REF1=(4, Evidence.SHOWN), DIR1=2, **SIX))
    more = dict.fromkeys(SIX, 4)
    both = changed(before, people(REF1=(4, Evidence.SHOWN), DIR1=2, **more))

    assert (alone.change.is_readable, alone.change.is_small) == (False, True)
    assert both.change.difference.value == pytest.approx(0.9)
    assert (both.change.is_readable, both.change.basis, both.evidence) == (False, None, IDS)


def test_what_users_say_of_a_question_is_no_part_of_its_proof(changed, people):
    more = dict.fromkeys(SIX, 4)
    seen = changed(
        people(REF1=(2, None), DIR1=2, **SIX), people(REF1=(2, Evidence.SHOWN), DIR1=2, **more)
    )

    assert seen.change.difference.value == pytest.approx(0.5)
    assert (seen.change.is_readable, seen.evidence) == (False, IDS)


def test_a_proof_does_not_overrule_an_interval_that_holds_0(changed, people):
    """The IT referent brings 0.62 by proofs, and eight users may have said anything."""
    split = [1, 5] * 4
    before = people(REF1=(4, None), **users(split))
    seen = changed(before, people(REF1=(4, Evidence.SHOWN), **users(split, "USRx")))

    assert seen.change.difference.value == pytest.approx(0.4 / 0.65)
    assert seen.change.difference.low < 0 < seen.change.difference.high
    assert (seen.change.is_readable, seen.change.basis, seen.evidence) == (False, None, IDS)
    assert "chance alone" in str(seen.change.reason)


def test_one_user_and_a_proof_that_moves_nothing_are_no_progress(changed, people):
    told = [2, 3, 4, 3, 2, 4, 3, 3, 2, 4, 3, 3]
    later = [3, *told[1:]]
    seen = changed(
        people(REF1=(3, None), DIR1=3, **users(told)),
        people(REF1=(3, Evidence.SHOWN), DIR1=3, **users(later, "USRx")),
    )

    assert seen.change.difference.low < 0 < seen.change.difference.high
    assert (seen.change.is_readable, seen.evidence) == (False, IDS)


def test_a_proof_gained_does_not_explain_a_fall(changed, people):
    """Those who show more now rate themselves lower, by the half level that a proof must bring."""
    before = people(REF1=(3, None), DIR1=2, **SIX)
    seen = changed(before, people(REF1=(1, Evidence.VERIFIED), DIR1=2, **SIX))

    assert seen.evidence == IDS
    assert seen.change.difference.value == pytest.approx(-0.4 * 2)
    assert (seen.change.is_readable, seen.change.basis) == (False, None)


def test_a_proof_of_a_role_that_answered_once_is_not_new(changed, people):
    seen = changed(people(DIR1=2, **SIX), people(DIR1=4, REF1=(4, Evidence.SHOWN), **SIX))

    assert (seen.evidence, seen.change.is_readable) == ((), False)


def test_a_proof_of_a_question_that_nobody_could_rate_counts_from_nothing(changed, say):
    """Something declared is no proof; something shown is one, gained or lost."""
    known = [{"RD1": say("REF1", "RD1", 3), "RD2": say("REF1", "RD2", 3, Evidence.DECLARED)}]
    alone = [
        {"RD1": say("REF1", "RD1", 3), "RD2": say("REF1", "RD2", "not_applicable")},
    ]

    assert changed(known, alone).evidence == changed(alone, known).evidence == ()
    shown = [{"RD1": say("REF1", "RD1", 3), "RD2": say("REF1", "RD2", 3, Evidence.SHOWN)}]
    assert changed(shown, alone).evidence == changed(alone, shown).evidence == ("RD2",)


def test_users_who_set_the_cap_are_compared_by_that_question(ask, form, method, say):
    """Key levels alone move the two capped scores: O15's eight users, one level apart."""
    asked = form({"D1": (ask("RD1", key=True), ask("RD2"))}).dimensions[0]

    def sheets(keys):
        given = [
            say(f"USR{rank}", question, level)
            for rank, key in enumerate(keys)
            for question, level in (("RD1", key), ("RD2", 5))
        ]
        return list(answers_by_respondent(given).values())

    before = [1, 2, 1, 2, 1, 1, 2, 1]
    after = [2, 2, 2, 3, 1, 2, 2, 2]
    seen = dimension_change(
        asked, Answered(sheets=sheets(before)), Answered(sheets=sheets(after)), method
    ).change

    # The differences are five ones and three zeros: 0.625, of deviation 0.5175 and t = 2.3646.
    assert seen.difference.value == pytest.approx(0.625)
    assert seen.difference.low == pytest.approx(0.19232, abs=1e-5)


def test_a_proof_without_a_move_is_listed_and_changes_nothing(changed, people):
    seen = changed(people(REF1=(2, None)), people(REF1=(2, Evidence.SHOWN)))

    assert (seen.evidence, seen.change.is_readable) == (IDS, False)


def test_a_question_that_asks_for_no_proof_has_none(ask, form, method, people):
    asked = form({"D1": tuple(ask(key, evidence=None) for key in IDS)}).dimensions[0]
    before, after = people(REF1=(2, None)), people(REF1=(2, Evidence.SHOWN))

    assert (
        dimension_change(asked, Answered(sheets=before), Answered(sheets=after), method).evidence
        == ()
    )


def test_questions_that_moved_by_half_a_level_are_named(changed, say):
    def sheet(first, second):
        return [{"RD1": say("DIR1", "RD1", first), "RD2": say("DIR1", "RD2", second)}]

    assert changed(sheet(2, 2), sheet(3, 2)).moved == {"RD1": (2, 3)}
    assert changed(sheet(2, 4), sheet(2, 1)).moved == {"RD2": (4, 1)}


def test_a_move_of_half_a_level_counts_and_less_does_not(changed, people):
    half = changed(people(DIR1=2, DIR2=2), people(DIR1=2, DIR2=3))
    third = changed(people(DIR1=2, DIR2=2, DIR3=2), people(DIR1=2, DIR2=2, DIR3=3))

    assert set(half.moved) == set(IDS)
    assert third.moved == {}
    assert half.change.is_readable is True
    assert third.change.is_readable is False


def test_a_question_answered_once_has_not_moved(changed, people, say):
    before = [{"RD1": say("DIR1", "RD1", 2), "RD2": say("DIR1", "RD2", "not_applicable")}]

    assert set(changed(before, people(DIR1=4)).moved) == {"RD1"}
    assert set(changed(people(DIR1=4), before).moved) == {"RD1"}


def test_a_cap_set_by_the_leader_leaves_no_chance_to_users(ask, form, method, say):
    asked = form({"D1": (ask("RD1", key=True), ask("RD2"), ask("RD3"))}).dimensions[0]

    def sheets(key):
        leader = [say("DIR1", q, v) for q, v in (("RD1", key), ("RD2", 5), ("RD3", 5))]
        given = [
            say(f"USR{rank}", q, value)
            for rank, value in enumerate([3, 4, 5, 4, 3, 5, 4, 4])
            for q in ("RD2", "RD3")
        ]
        return list(answers_by_respondent([*leader, *given]).values())

    seen = dimension_change(
        asked, Answered(sheets=sheets(1)), Answered(sheets=sheets(2)), method
    ).change

    assert (seen.before, seen.after) == (2, 3)
    assert (seen.difference.low, seen.difference.high) == (1, 1)
    assert seen.is_readable is True


def test_who_counts_may_be_decided_elsewhere(dimension, method, people):
    before, after = people(DIR1=1, DIR2=3), people(DIR1=1, DIR2=3)
    one = frozenset({"DIR2", "DIR3"})
    seen = dimension_change(
        dimension, Answered(sheets=before, counted=one), Answered(sheets=after), method
    )

    assert (seen.change.before, seen.change.after) == (3, 2)


def test_whoever_answered_enough_of_what_was_asked_counts(dimension, method, people, say):
    """One of two questions is half of them: less than the method asks for."""
    half = {"RD1": say("DIR9", "RD1", 3)}

    assert counted_in(dimension, [*people(DIR1=2), half], method) == {"DIR1"}


def test_those_who_may_not_be_paired_are_taken_as_other_people(dimension, people, method):
    before, after = (Answered(sheets=people(**users(levels))) for levels in (BEFORE, AFTER))
    others = Answered(sheets=people(**users(AFTER, "USR-")))
    paired = dimension_change(dimension, before, after, method)
    apart = dimension_change(dimension, before, after, method, may_pair=False)
    strangers = dimension_change(dimension, before, others, method)

    assert (paired.pairs, apart.pairs, strangers.pairs) == (8, 0, 0)
    assert apart.change.difference == strangers.change.difference
    assert apart.change.difference.low < paired.change.difference.low


@pytest.mark.parametrize("side", [0, 1])
def test_without_a_margin_a_change_is_not_readable(dimension, people, method, side):
    answered = [people(**users(BEFORE)), people(**users(AFTER))]
    both = [Answered(sheets=s, has_margin=rank != side) for rank, s in enumerate(answered)]

    seen = dimension_change(dimension, *both, method)

    assert seen.change.difference.value == pytest.approx(0.625)
    assert (seen.change.difference.low, seen.change.is_readable, seen.pairs) == (None, False, 0)
    assert seen.change.reason == FEW_TOGETHER
