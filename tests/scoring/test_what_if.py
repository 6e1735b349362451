"""What scores become when actions are done: on real answers, under the cap rule."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infopilot.model.actions import Action, Target
from infopilot.model.answers import Evidence
from infopilot.model.decisions import Actor, Condition
from infopilot.model.text import Text
from infopilot.scoring.disclosure.release import disclose
from infopilot.scoring.priorities.effects import Basis, freed
from infopilot.scoring.priorities.what_if import gains_between, what_if
from infopilot.scoring.scorecard import scorecard

SOME = Text(fr="texte", en="text")
PEOPLE = ("DIR1", "REF1", *(f"USR{number}" for number in range(6)))
FACTS = {f"S{number}": 1.0 for number in (1, 2, 3)} | {
    "S4": "yes",
    "S5": "none",
    "S6": 1,
    "S7": 24,
    "S8": "none",
    "S9": 2,
}


def act(action_id="A01", *, days=1, **changes):
    """An action that takes ``days``; ``moves`` gives the level of each question."""
    moves = changes.pop("moves", {})
    action = Action(
        id=action_id,
        text=SOME,
        targets=tuple(Target(question=q, level=level) for q, level in moves.items()),
        effort_days=days,
        owners=(Actor.LEADER,),
        first_step=SOME,
        evidence=SOME,
    )
    return replace(action, **changes)


@pytest.fixture
def case(method, form, ask, decide, say):
    """Make the basis of some answers, written as ``{"DIR1": {"RD1": 3}}``."""
    asked = form(
        {"D1": (ask("RD1", key=True), ask("RD2", key=True), ask("RD3")), "D2": (ask("AP1"),)},
        (decide("K01", 3, "DIR REF"), decide("K02", 1, "REF", "DIR")),
    )

    def make(answers, facts=None, questionnaire=asked, parameters=method):
        given = [say(who, q, value) for who, sheet in answers.items() for q, value in sheet.items()]
        stated = {} if facts is None else facts
        card = scorecard(
            "T0",
            questionnaire=questionnaire,
            method=parameters,
            answers=given,
            structural_facts=stated,
        )
        released = disclose(questionnaire, given, parameters)
        return Basis(
            questionnaire=released.questionnaire,
            method=parameters,
            scorecard=card,
            answers=released.answers,
            facts=stated,
            told_rises=released.told_rises,
        )

    return make


def test_a_question_rises_to_its_target_for_everybody_who_answered_it(case):
    basis = case({"DIR1": {"RD1": 2, "RD2": 2, "RD3": 5}, "REF1": {"RD1": 1, "RD2": 3, "RD3": 2}})
    after = what_if(basis, [act(moves={"RD1": 3, "RD2": 4, "RD3": 3})]).standing(1)

    # Management 3, 4, 5; liaison 3, 4, 3: RD1 caps at 4.
    assert after.maturity == {"D1": pytest.approx((0.35 * 4 + 0.4 * 10 / 3) / 0.75)}


def test_a_level_above_the_target_stays(case):
    what = what_if(case({"DIR1": {"AP1": 3}}), [act(moves={"AP1": 3}), act(moves={"AP1": 2})])

    assert what.standing(0b11).maturity == {"D2": 3}


def test_somebody_who_could_not_tell_still_cannot(case):
    basis = case({"DIR1": {"RD1": 5, "RD2": 5, "RD3": "dont_know"}})
    what = what_if(basis, [act(moves={"RD3": 2})])

    assert what.standing(1).maturity == what.standing(0).maturity == {"D1": 5}
    assert what.level("RD3") is None
    assert what.level("RD1") == 5


@pytest.mark.parametrize(("users", "after"), [(7, 3.0), (8, 3.5)])
def test_the_mean_of_few_users_rises_not_each_of_their_answers(case, users, after):
    """Seven users at 2, 2, 2, 2, 3, 3, 5 (2.71): who is below 3 must not show; eight may."""
    levels = [2, 2, 2, 2, 3, 3, 5, 5][:users]
    answers = {f"USR{n}": {"AP1": level} for n, level in enumerate(levels)}
    what = what_if(case(answers), [act(moves={"AP1": 3}), act(moves={"AP1": 2})])

    assert what.standing(1).maturity["D2"] == pytest.approx(after)
    assert what.standing(2).maturity["D2"] == pytest.approx(sum(levels) / users)


def test_where_no_user_answered_there_is_no_mean_of_users_to_raise(case):
    basis = replace(case({"DIR1": {"AP1": 1}}), told_rises=frozenset({("AP1", 3)}))

    assert what_if(basis, [act(moves={"AP1": 3})]).standing(1).maturity == {"D2": 3}


def test_business_contacts_are_named_and_rise_one_by_one(case):
    what = what_if(case({"MET1": {"AP1": 1}, "MET2": {"AP1": 5}}), [act(moves={"AP1": 3})])

    assert what.standing(1).maturity == {"D2": 4}


def test_the_highest_target_of_a_set_counts(case):
    what = what_if(case({"DIR1": {"AP1": 1}}), [act(moves={"AP1": 4}), act(moves={"AP1": 3})])

    assert [what.standing(chosen).maturity["D2"] for chosen in range(4)] == [1, 4, 3, 4]


def test_what_is_reached_is_taken_as_shown(case, say, method, form, ask):
    questionnaire = form({"D2": (ask("AP1"),)})
    basis = case({}, questionnaire=questionnaire)
    claimed = say("REF1", "AP1", 5, Evidence.DECLARED)
    card = scorecard("T0", questionnaire=questionnaire, method=method, answers=[claimed])
    what = what_if(replace(basis, answers=(claimed,), scorecard=card), [act(moves={"AP1": 4})])

    assert what.standing(0).maturity == {"D2": 3}
    assert what.standing(1).maturity == {"D2": 4}


def test_a_cap_moves_from_one_key_question_to_the_next(case):
    basis = case({"DIR1": {"RD1": 1, "RD2": 2, "RD3": 5}})
    what = what_if(basis, [act(moves={"RD1": 4}), act(moves={"RD2": 4}), act(moves={"AP1": 2})])

    assert [what.cap("RD3", chosen) for chosen in range(4)] == ["RD1", "RD2", "RD1", None]
    assert [what.standing(chosen).maturity["D1"] for chosen in range(4)] == [2, 3, 2, 13 / 3]
    assert what.cap("AP1", 0b100) is None


def test_a_settled_decision_is_seen_alike_by_everybody(case):
    heard = {"DIR1": {"K01.A": "DIR"}, "REF1": {"K01.A": "PRE"}, "PRE1": {"K01.A": "PRE"}}
    basis = case({who: {**said, "K02.A": "PERSONNE"} for who, said in heard.items()})
    what = what_if(basis, [act(decisions=("K01",)), act(role_clarity=True)])
    by_decision = {each.decision: each.value for each in basis.scorecard.role_clarity.decisions}

    assert what.standing(0).role_clarity == pytest.approx(basis.scorecard.role_clarity.value)
    assert what.standing(1).role_clarity == pytest.approx((3 * 100 + by_decision["K02"]) / 4)
    assert what.standing(2).role_clarity == what.standing(3).role_clarity == 100


def test_a_decision_that_too_few_answered_stays_out(case):
    basis = case({"DIR1": {"K01.A": "DIR"}, "REF1": {"K01.A": "PRE", "K02.A": "PRE"}})
    what = what_if(basis, [act(decisions=("K01", "K02"))])

    assert what.standing(1).role_clarity == 100
    assert basis.scorecard.role_clarity.decisions[1].value is None


def test_a_safeguard_that_is_reached_makes_an_actor_tolerated(case, form, ask, decide):
    condition = Condition(actor=Actor.PROVIDER, question="AP1", level=3)
    asked = form({"D2": (ask("AP1"),)}, (decide("K10", 2, "REF", tolerated_if=condition),))
    answers = {who: {"AP1": 2, "K10.A": "PRE", "K10.R": "PRE"} for who in ("DIR1", "REF1")}
    what = what_if(case(answers, questionnaire=asked), [act(moves={"AP1": 3}), act()])

    # Agreement 1, coverage 1, conformity 0 then one half.
    clarity = [what.standing(chosen).role_clarity for chosen in (0, 1, 2)]
    assert clarity == pytest.approx([60, 80, 60])


def test_known_facts_move_to_what_an_action_frees(case):
    basis = case({}, FACTS)
    what = what_if(
        basis,
        [
            act(facts=("S1",)),
            act(facts=("S5", "S8"), reaches={"S5": "priced", "S8": "met"}),
            act(facts=("S6", "S9"), learns=("S6", "S9")),
            act(facts=("S7", "S4", "S10")),
            act(facts=("S5",), reaches={"S5": "vague"}),
        ],
    )
    after = {chosen: what.standing(chosen).structural for chosen in (0, 1, 2, 4, 8, 16, 18)}

    # 20 of the weights are known, all captive.
    assert after[0] == 100
    assert after[1] == pytest.approx(100 - 100 * 3 / 20)
    assert after[2] == pytest.approx(100 - 100 * (2 * 0.7 + 2 * 0.8) / 20)
    assert after[4] == 100
    assert after[8] == pytest.approx(100 - 100 * (1 + 2) / 20)
    assert after[16] == pytest.approx(100 - 100 * 2 * 0.4 / 20)
    assert after[18] == after[2]
    assert what.knows("S1")
    assert not what.knows("S10")


def test_a_fact_is_freed_as_it_is_stated(method):
    definitions = {fact.id: fact for fact in method.dependency.facts}
    action = act(facts=("S5",), reaches={"S5": "priced"})

    assert freed(definitions["S1"], action) == 0
    assert freed(definitions["S4"], action) == "no"
    assert freed(definitions["S5"], action) == "priced"
    assert freed(definitions["S6"], action) == 0.1
    assert freed(definitions["S12"], act()) == "low"


def test_dependency_follows_structural_dependency(case, dep1_incidents, method, dep1_facts):
    many = replace(method, dependency=replace(method.dependency, minimum_incidents=14))
    basis = case({}, dep1_facts, parameters=many)
    card = scorecard(
        "T0",
        questionnaire=basis.questionnaire,
        method=many,
        answers=[],
        structural_facts=dep1_facts,
        incident_facts=dep1_incidents,
    )
    what = what_if(replace(basis, scorecard=card), [act(facts=("S1",))])
    before, after = what.standing(0), what.standing(1)

    # DEP1: S 69.2623 over 22 of the weight, DEP 58.0604; S1 weighs 3 and stands at 5/8.
    assert (before.structural, before.dependency) == (
        pytest.approx(69.2623, abs=1e-3),
        pytest.approx(58.0604, abs=1e-3),
    )
    gains = gains_between(before, after)
    assert gains.structural == pytest.approx(100 * 3 * 0.625 / 22)
    assert gains.dependency == pytest.approx(0.6 * gains.structural)


def test_points_mix_the_three_scores_by_their_weights(case):
    answers = {who: {"AP1": 2, "K01.A": "PRE", "K02.A": "DIR"} for who in ("DIR1", "PRE1")}
    basis = case(answers, FACTS)
    what = what_if(basis, [act(moves={"AP1": 3}), act(decisions=("K01",)), act(facts=("S1",))])
    gains = [gains_between(what.standing(0), what.standing(bit)) for bit in (1, 2, 4)]
    clarity = basis.scorecard.role_clarity.value

    assert what.worth(0) == (
        pytest.approx(0.5 * 25 + 0.25 * clarity + 0.25 * 0),
        pytest.approx(-100),
    )
    assert what.standing(0).points == what.worth(0)[0]
    assert gains[0].points == pytest.approx(0.5 * 25)
    assert gains[1].points == pytest.approx(0.25 * gains[1].role_clarity)
    assert gains[2].points == pytest.approx(0.25 * 15)
    assert gains[2].structural == pytest.approx(15)
    assert what.worth(4)[1] == pytest.approx(-85)
    assert gains[0].maturity == {"D2": 1}
    assert gains[1].maturity == {}


def test_dimensions_weigh_in_the_mean(case, form, ask):
    asked = form({"D1": (ask("RD1"),), "D2": (ask("AP1"),)})
    heavy = replace(asked, dimensions=(replace(asked.dimensions[0], weight=3), asked.dimensions[1]))
    basis = case({"DIR1": {"RD1": 1, "AP1": 5}}, questionnaire=heavy)
    what = what_if(basis, [act(moves={"RD1": 3})])

    assert (what.standing(0).mean, what.standing(1).mean) == (2, 3.5)


def test_a_score_that_cannot_be_computed_says_why(case):
    what = what_if(case({}), [act(moves={"RD1": 4}, decisions=("K01",), facts=("S1",))])
    before, after = what.standing(0), what.standing(1)
    gains = gains_between(before, after)

    assert (before.mean, before.role_clarity, before.structural, before.dependency) == (None,) * 4
    assert (gains.mean, gains.role_clarity, gains.structural, gains.dependency) == (None,) * 4
    assert (before.points, after.points, gains.points, gains.maturity) == (None, None, None, {})
    assert what.worth(1) == (0, 0)
    assert not what.is_computable
    assert what.cap("RD1", 0) is None
    assert before.reasons.keys() == {
        *("mean", "D1", "D2", "role_clarity", "structural", "dependency", "points")
    }
    assert str(before.reasons["points"]) == "no score can be computed yet"
    assert str(before.reasons["mean"]) == "no dimension can be computed yet"
    assert str(before.reasons["role_clarity"]) == "nobody has answered the decision map"
    assert before.reasons["dependency"] == before.reasons["structural"]


@pytest.mark.parametrize(
    ("answers", "facts"),
    [
        ({"DIR1": {"AP1": 2}}, {}),
        ({who: {"K01.A": "PRE", "K02.A": "DIR"} for who in ("DIR1", "PRE1")}, {}),
        ({}, FACTS),
    ],
)
def test_one_score_is_enough_for_points(case, answers, facts):
    before = what_if(case(answers, facts), []).standing(0)

    assert before.points is not None
    assert "points" not in before.reasons


def test_a_score_that_is_computed_has_no_reason(case):
    basis = case({"DIR1": {"AP1": 2}}, FACTS)

    assert set(what_if(basis, []).standing(0).reasons) == {"D1", "role_clarity", "dependency"}


LEVELS = st.sampled_from([*range(1, 6), "dont_know", "not_applicable"])
SHEETS = st.fixed_dictionaries(
    {who: st.dictionaries(st.sampled_from(["RD1", "RD2", "RD3", "AP1"]), LEVELS) for who in PEOPLE}
)
NAMES = st.sampled_from([*(actor.value for actor in Actor), "dont_know"])
MAPS = st.fixed_dictionaries(
    {
        who: st.dictionaries(st.sampled_from(["K01.A", "K02.A", "K02.R"]), NAMES)
        for who in ("DIR1", "REF1", "PRE1")
    }
)
ACTIONS = st.lists(
    st.builds(
        act,
        moves=st.dictionaries(st.sampled_from(["RD1", "RD2", "RD3", "AP1"]), st.integers(1, 5)),
        decisions=st.sets(st.sampled_from(["K01", "K02"])).map(tuple),
        facts=st.sets(st.sampled_from(sorted(FACTS))).map(tuple),
        role_clarity=st.booleans(),
    ),
    max_size=4,
)
STATED = st.sampled_from([FACTS, {}, {**FACTS, "S1": None, "S4": "no"}])
EACH_SCORE = ("mean", "role_clarity", "structural", "dependency")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheets=SHEETS, maps=MAPS, facts=STATED, actions=ACTIONS)
def test_nothing_done_is_the_scorecard_and_an_action_never_lowers_anything(
    case, sheets, maps, facts, actions
):
    answers = {who: {**sheets.get(who, {}), **maps.get(who, {})} for who in (*PEOPLE, "PRE1")}
    basis = case(answers, facts)
    card, what = basis.scorecard, what_if(basis, actions)
    base = what.standing(0)

    assert base.maturity == {k: s.value for k, s in card.maturity.items() if s.value is not None}
    assert (base.role_clarity, base.structural) == (
        pytest.approx(card.role_clarity.value),
        pytest.approx(card.dependency.structural.value),
    )
    for chosen in range(1 << len(actions)):
        before = what.standing(chosen)
        for bit in range(len(actions)):
            after = what.standing(chosen | 1 << bit)
            gains = gains_between(before, after)
            told = [getattr(gains, name) for name in EACH_SCORE]
            assert all(gain is None or gain >= -1e-9 for gain in (*told, gains.points))
            assert all(after.maturity[k] >= before.maturity[k] - 1e-9 for k in before.maturity)
