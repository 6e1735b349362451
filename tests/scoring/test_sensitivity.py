"""What a score owes to its respondents, its weights and its unknowns, on worked examples."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infopilot.model.answers import Evidence
from infopilot.model.decisions import Actor
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.people import Group, Role
from infopilot.model.sensitivity import LeftOut, Lever, Sensitivity
from infopilot.scoring.dependency.structural import structural_dependency
from infopilot.scoring.why.material import FIGURES, Material, figure_of
from infopilot.scoring.why.sensitivity import sensitivity
from infopilot.scoring.why.weight_moves import moved, weight_moves

CAP = {"DIR1": (3, 2, 4, "dont_know", 2), "REF1": (2, 2, 3, 1, 2)}
PEOPLE = ("DIR1", "DIR2", "REF1", "MET1", "PRE1", "PRE2")
RC1 = {
    "d1": (("DIR", "DIR", "DIR", "PRE", "DIR", "PRE"), (1, 1, 1, 0, 1, 1)),
    "d2": (("DIR", "REF", "REF", "dont_know", "PERSONNE", "PERSONNE"), (1, 1, 1, 0, 1, 0)),
    "d3": (("PRE", "PRE", "PRE", "PRE", "REF", "REF"), (1, 1, 1, 1, 1, 1)),
    "d4": (("PRE", "PRE", "PRE", "PRE", "PRE", "PRE"), (1, 1, 1, 1, 1, 1)),
}
SHARE = st.floats(0, 1)


@pytest.fixture(scope="module")
def rules(method):
    """The weights of the cap oracle: management 0.4, IT liaison 0.6."""
    weights = {Group.LEADER: 0.4, Group.IT_REFERENT: 0.6, Group.USERS: 0.0, Group.PROVIDER: 0.0}
    return replace(method, maturity=replace(method.maturity, group_weights=weights))


@pytest.fixture(scope="module")
def cap(rules, say, ask, form):
    """The cap oracle (O15): five questions, the fourth one key."""
    questions = tuple(ask(f"Q{i}", key=i == 4, evidence=None) for i in range(1, 6))
    answers = tuple(
        say(person, f"Q{i}", value)
        for person, values in CAP.items()
        for i, value in enumerate(values, start=1)
    )
    return Material(questionnaire=form({"D1": questions}), method=rules, answers=answers)


@pytest.fixture(scope="module")
def map_(method, say, decide, form):
    """The decision map of the worked example RC1 (O11)."""
    decisions = (
        decide("d1", 3, "DIR", "REF"),
        decide("d2", 3, "DIR REF", "MET"),
        decide("d3", 2, "DIR REF", "PRE"),
        decide("d4", 1, "PRE", "REF"),
    )
    answers = []
    for key, (accountable, responsible) in RC1.items():
        for person, actor, does in zip(PEOPLE, accountable, responsible, strict=True):
            doer = "REF|PRE" if does else "PERSONNE"
            answers += [say(person, f"{key}.A", actor), say(person, f"{key}.R", doer)]
    return Material(
        questionnaire=form({}, decisions),
        method=method,
        answers=tuple(answers),
        decisions=decisions,
    )


@pytest.fixture(scope="module")
def dep1(method, form, dep1_facts, dep1_incidents):
    """The worked example DEP1 (O13), with a method that accepts its 16 incidents."""
    few = replace(method, dependency=replace(method.dependency, minimum_incidents=1))
    return Material(questionnaire=form({}), method=few, facts=dep1_facts, incidents=dep1_incidents)


def without(material, *people):
    kept = tuple(a for a in material.answers if a.respondent not in people)
    return replace(material, answers=kept)


def ends(span):
    return span.low, span.high


def test_the_cap_oracle_without_each_respondent(cap):
    """Without the IT liaison, nobody caps: 2.75; without management, the IT liaison's 2.00."""
    score = sensitivity("D1", cap)

    assert score.value == pytest.approx(2.0)
    assert [(one.role, one.rank, one.people) for one in score.left_out] == [
        (Role.LEADER, 1, 1),
        (Role.IT_REFERENT, 1, 1),
    ]
    assert [one.value for one in score.left_out] == pytest.approx([2.0, 2.75])
    assert score.mover == score.left_out[1]
    assert score.reason is None


def test_the_cap_oracle_with_weights_moved(cap):
    """The cap of the key question holds whatever the weights: the grade stays at 2."""
    score = sensitivity("D1", cap)

    assert score.weights == Estimate(value=2.0, low=2.0, high=2.0, range=RangeKind.WEIGHTS, n=7)
    assert score.heaviest is None


def test_the_cap_oracle_with_its_unknown_settled(cap):
    """As level 1, the leader's mean is 2.4 and S 2.16, capped at 2; as 5, the key mean is 2.6."""
    score = sensitivity("D1", cap)

    assert score.unknowns.n == 1
    assert score.unknowns.range is RangeKind.BOUNDS
    assert ends(score.unknowns) == pytest.approx((2.0, (0.4 * 3.2) + (0.6 * 2.0)))
    assert score.most_sensitive is Lever.RESPONDENT


def test_weights_of_groups_and_of_questions_move_the_grade(cap):
    """Nothing caps: halving the liaison gives 0.4 / 0.7 to management; halving Q3 moves it most."""
    open_ = replace(
        cap.questionnaire.dimensions[0],
        questions=tuple(replace(q, key=False) for q in cap.questionnaire.dimensions[0].questions),
    )
    material = replace(cap, questionnaire=replace(cap.questionnaire, dimensions=(open_,)))

    score = sensitivity("D1", material)

    assert score.value == pytest.approx(2.3)
    assert score.weights.low == pytest.approx(0.4 * 9 / 3.5 + 0.6 * 8.5 / 4.5)
    assert score.weights.high == pytest.approx(2 + 0.75 * 0.4 / 0.7)
    assert score.heaviest == "Q3"


def test_proof_is_assumed_in_the_best_case(cap, ask):
    """A level 5 that nothing backs up would count as 3: the best case is the proven one."""
    dimension = cap.questionnaire.dimensions[0]
    proven = tuple(ask(q.id) for q in dimension.questions)
    questionnaire = replace(cap.questionnaire, dimensions=(replace(dimension, questions=proven),))
    answers = tuple(
        replace(a, value="dont_know") if a.respondent == "REF1" and a.question == "Q5" else a
        for a in cap.answers
    )

    score = sensitivity("D1", replace(cap, questionnaire=questionnaire, answers=answers))

    assert score.unknowns.n == 2
    assert score.unknowns.high == pytest.approx(0.4 * 3.2 + 0.6 * 2.6)


def test_all_unknown_is_no_score_yet_bounded(cap):
    answers = tuple(replace(a, value="dont_know") for a in cap.answers)

    score = sensitivity("D1", replace(cap, answers=answers))

    assert score.value is None
    assert ends(score.unknowns) == (1.0, 5.0)
    assert (score.unknowns.value, score.unknowns.n) == (None, 10)
    assert (score.left_out, score.mover, score.most_sensitive) == ((), None, None)
    assert str(score.reason) == "there is no score to move"
    assert str(score.weights.reason) == "there is no score to move"


def test_the_provider_moves_no_maturity(cap, say):
    more = (*cap.answers, *(say("PRE1", f"Q{i}", "dont_know") for i in range(1, 6)))

    assert sensitivity("D1", replace(cap, answers=more)) == sensitivity("D1", cap)


def test_only_one_respondent_leaves_nothing_behind(cap):
    score = sensitivity("D1", without(cap, "DIR1"))

    assert score.left_out == (
        LeftOut(
            role=Role.IT_REFERENT,
            people=1,
            rank=1,
            value=None,
            reason=score.left_out[0].reason,
        ),
    )
    assert str(score.left_out[0].reason) == "too little is left to compute the score"
    assert score.mover is None
    assert str(score.unknowns.reason) == "nothing is left unknown"
    assert score.unknowns.n == 0


@pytest.fixture(scope="module")
def with_users(method, say, ask, form):
    """Management says 4; as many users as asked say 2."""

    def make(users, skipped=0):
        questions = tuple(ask(f"Q{i}", evidence=None) for i in (1, 2))
        answers = [say("DIR1", q.id, 4) for q in questions]
        for n in range(users):
            answers.append(say(f"USR{n}", "Q1", 2))
            answers.append(say(f"USR{n}", "Q2", 2 if n >= skipped else "dont_know"))
        low = replace(method, maturity=replace(method.maturity, minimum_answered=0.5))
        return Material(questionnaire=form({"D1": questions}), method=low, answers=tuple(answers))

    return make


def test_users_are_left_out_together(with_users):
    score = sensitivity("D1", with_users(5))

    assert score.left_out[1] == LeftOut(role=Role.USER, people=5, value=4.0)
    assert score.left_out[0].value == 2.0


@pytest.mark.parametrize(("users", "skipped"), [(4, 0), (1, 0), (5, 1), (8, 4)])
def test_nothing_is_told_where_a_question_rests_on_few_users(with_users, users, skipped):
    score = sensitivity("D1", with_users(users, skipped))

    assert score.left_out == ()
    assert ends(score.weights) == ends(score.unknowns) == (None, None)
    assert score.reason is score.weights.reason is score.unknowns.reason
    assert score.reason.facts == {"k": 5}
    assert score.value is not None


def test_every_unknown_of_users_settles_together(with_users, say):
    """That of a sixth user who gave no level too: leaving it out would tell it from the others."""
    material = with_users(5)
    sixth = (say("USR9", "Q1", "dont_know"),)

    found = sensitivity("D1", replace(material, answers=(*material.answers, *sixth)))

    assert found.left_out == sensitivity("D1", material).left_out
    assert found.unknowns.n == 1


def test_few_users_of_another_dimension_withhold_nothing(with_users, cap):
    users = with_users(4)
    both = (*cap.questionnaire.dimensions, *users.questionnaire.dimensions)
    dimensions = (both[0], replace(both[1], id="D2", questions=()))
    asked = replace(cap.questionnaire, dimensions=dimensions)

    assert sensitivity("D1", replace(cap, questionnaire=asked)).left_out


def test_rc1_without_each_respondent(map_):
    """METHOD 3.9: from 51.5 to 66.4 depending on who answers."""
    score = sensitivity("role_clarity", map_)

    assert score.value == pytest.approx(57.361111, abs=1e-6)
    assert [(one.role, one.rank, one.people) for one in score.left_out] == [
        (Role.LEADER, 1, 2),
        (Role.LEADER, 2, 2),
        (Role.IT_REFERENT, 1, 1),
        (Role.BUSINESS, 1, 1),
        (Role.PROVIDER, 1, 2),
        (Role.PROVIDER, 2, 2),
    ]
    assert [one.value for one in score.left_out] == pytest.approx(
        [55.833333, 53.611111, 53.611111, 66.388889, 51.527778, 63.194444], abs=1e-6
    )
    assert score.mover.role is Role.BUSINESS
    assert score.most_sensitive is Lever.RESPONDENT


def test_rc1_with_its_unknown_settled(map_):
    """On d2, the fourth client says REF: W 1/2, coverage .75 or 1, conformity 1."""
    score = sensitivity("role_clarity", map_)

    settled = 100 * (0.4 * 0.25 + 0.2 * (0.5 * 0.875 + 0.5 * 0.25) + 0.4 * 0.5)
    assert score.unknowns.n == 1
    assert score.unknowns.low == pytest.approx(57.361111, abs=1e-6)
    assert score.unknowns.high == pytest.approx((3 * 63.75 + 3 * settled + 140 + 100) / 9)


def test_rc1_with_weights_moved(map_):
    """Coverage is the highest component: its weight halved gives 1/9, raised by half 3/11."""
    score = sensitivity("role_clarity", map_)
    moves = [
        (key, figure_of("role_clarity")(changed))
        for key, changed in weight_moves("role_clarity", map_)
    ]

    assert score.weights.n == 7
    assert [key for key, _ in moves] == [
        *("agreement", "agreement", "coverage", "coverage", "conformity", "conformity"),
        *("d1", "d1", "d2", "d2", "d3", "d3", "d4", "d4"),
    ]
    a, c, f = 41.666667, 81.25, 61.111111
    assert moves[2][1] == pytest.approx((0.4 * a + 0.1 * c + 0.4 * f) / 0.9, abs=1e-5)
    assert moves[3][1] == pytest.approx((0.4 * a + 0.3 * c + 0.4 * f) / 1.1, abs=1e-5)
    assert moves[6][1] == pytest.approx((1.5 * 63.75 + 85 + 140 + 100) / 7.5, abs=1e-5)
    assert moves[7][1] == pytest.approx((4.5 * 63.75 + 85 + 140 + 100) / 10.5, abs=1e-5)
    assert ends(score.weights) == (
        min(value for _, value in moves),
        max(value for _, value in moves),
    )
    assert score.heaviest == "d2"


def test_an_unknown_doer_is_settled_too(map_, say):
    answers = tuple(
        say(a.respondent, a.question, "dont_know") if a.question == "d4.R" else a
        for a in map_.answers
    )

    score = sensitivity("role_clarity", replace(map_, answers=answers))

    assert score.unknowns.n == 7
    assert score.value < 57.361111 < score.unknowns.high


def test_a_map_that_nobody_could_tell_says_so_of_its_unknowns(map_):
    answers = tuple(replace(answer, value="dont_know") for answer in map_.answers)

    score = sensitivity("role_clarity", replace(map_, answers=answers))

    assert (score.value, score.left_out, ends(score.unknowns)) == (None, (), (None, None))
    assert score.unknowns.n == len(map_.answers)
    assert str(score.unknowns.reason) == "nobody could tell who decides"


def test_users_answering_the_map_by_mistake_are_not_counted(map_, say):
    more = (*map_.answers, say("USR1", "d1.A", "dont_know"))

    assert sensitivity("role_clarity", replace(map_, answers=more)).unknowns.n == 1


def test_a_decision_without_target_keeps_its_unknowns(map_):
    bare = tuple(replace(d, target=frozenset()) for d in map_.decisions)
    material = replace(map_, decisions=bare)

    score = sensitivity("role_clarity", material)

    assert ends(score.unknowns) == (score.value, score.value)


def test_dep1_facts(dep1):
    """The interval of ignorance of METHOD 4.5, found by settling the facts: 63.4904 to 71.8237."""
    score = sensitivity("structural", dep1)

    assert score.value == pytest.approx(69.262266, abs=1e-4)
    assert ends(score.unknowns) == pytest.approx((63.4904, 71.8237), abs=1e-4)
    assert score.unknowns.n == 2
    assert str(score.reason) == "this score rests on facts, not on who answers"
    assert score.weights.n == 12


def test_dep1_dependency(dep1):
    """METHOD 4.5: from 54.5972 to 59.5972 depending on the facts, around 58.0604."""
    score = sensitivity("dependency", dep1)

    assert score.value == pytest.approx(58.0604, abs=1e-3)
    assert ends(score.unknowns) == pytest.approx((54.5972, 59.5972), abs=1e-3)
    assert score.weights.n == 2 + 12 + 5
    keys = [key for key, _ in weight_moves("dependency", dep1)]
    assert keys[:4] == ["structural", "structural", "experienced", "experienced"]
    mixed = [figure_of("dependency")(changed) for _, changed in weight_moves("dependency", dep1)]
    assert mixed[0] == pytest.approx((0.3 * 69.2623 + 0.4 * 41.2575) / 0.7, abs=1e-3)
    assert mixed[3] == pytest.approx((0.6 * 69.2623 + 0.6 * 41.2575) / 1.2, abs=1e-3)


def test_dep1_facts_with_weights_moved(dep1):
    """Each fact halved, then raised by half; only its own weight and the scale of all change."""
    moves = list(weight_moves("structural", dep1))
    own = {fact.id: fact.weight for fact in dep1.method.dependency.facts}
    total = sum(own.values())

    assert [key for key, _ in moves] == [name for name in own for _ in range(2)]
    for (key, changed), factor in zip(moves, [0.5, 1.5] * len(own), strict=True):
        scale = total / (total + (factor - 1) * own[key])
        expected = {name: scale * weight for name, weight in own.items()}
        expected[key] *= factor
        found = {fact.id: fact.weight for fact in changed.method.dependency.facts}
        assert found == pytest.approx(expected)
        assert replace(changed, method=dep1.method) == dep1


@pytest.mark.parametrize(
    ("score", "value", "first", "low_of_first"),
    [
        ("experienced", 41.2575, "effective_resolvers", 0.077160),
        ("friction", 72.6896, "reassigned_twice_share", 0.6875),
    ],
)
def test_dep1_measures(dep1, score, value, first, low_of_first):
    found = sensitivity(score, dep1)
    weight, total = (2, 10) if score == "experienced" else (1, 5)
    key, changed = next(weight_moves(score, dep1))

    assert found.value == pytest.approx(value, abs=1e-3)
    assert key == first
    rest = value * total - 100 * weight * low_of_first
    halved = (rest + 100 * weight / 2 * low_of_first) / (total - weight / 2)
    assert figure_of(score)(changed) == pytest.approx(halved, abs=1e-3)
    assert found.weights.n == 5
    assert str(found.unknowns.reason) == "no “I don’t know” stands behind this figure"
    assert found.unknowns.n is None
    assert found.most_sensitive is Lever.WEIGHTS


@pytest.mark.parametrize("score", ["dependency", "experienced", "friction"])
def test_without_a_log_there_is_nothing_to_move(dep1, score):
    found = sensitivity(score, replace(dep1, incidents=None))

    assert found.value is None
    assert str(found.reason) == str(found.weights.reason) == "there is no score to move"
    assert found.unknowns.reason is not None
    assert (found.unknowns.low, found.unknowns.high) == (None, None)


def test_too_little_stays_too_little(map_):
    """One respondent makes no map, however the unknowns are settled."""
    alone = tuple(replace(a, value="dont_know") for a in without(map_, *PEOPLE[1:]).answers)

    found = sensitivity("role_clarity", replace(map_, answers=alone))

    assert found.value is None
    assert str(found.unknowns.reason) == "even with every unknown settled, too little is known"
    assert found.unknowns.n == 8


def test_the_black_box_has_neither_weights_nor_unknowns(cap, say):
    more = (*cap.answers, say("MET1", "Q1", 3), say("DIR1", "d1.A", "DIR"))

    found = sensitivity("black_box", replace(cap, answers=more))

    assert found.value == pytest.approx(0.1)
    assert [(one.role, one.value) for one in found.left_out] == [
        (Role.LEADER, 0.0),
        (Role.IT_REFERENT, 0.2),
    ]
    assert str(found.weights.reason) == "this figure has no weights: it is a plain share"
    assert str(found.unknowns.reason) == "no “I don’t know” stands behind this figure"
    assert found.most_sensitive is Lever.RESPONDENT


def test_unknown_facts_are_settled_as_they_are_stated(dep1):
    """A share, a choice and a ramp, both ways, and « dont_know » as unknown as None."""
    facts = {**dep1.facts, "S1": "dont_know", "S4": None, "S7": None}

    found = sensitivity("structural", replace(dep1, facts=facts))
    ignorance = structural_dependency(facts, dep1.method)

    assert found.unknowns.n == 5
    assert ends(found.unknowns) == pytest.approx((ignorance.low, ignorance.high))


def test_every_figure_is_the_one_of_its_own_function(dep1):
    assert set(FIGURES) == {
        *("role_clarity", "dependency", "structural", "experienced", "friction", "black_box")
    }
    assert figure_of("friction")(dep1) == pytest.approx(72.6896, abs=1e-3)


def test_a_weight_that_stands_alone_is_not_moved():
    assert list(moved({"a": 2.0, "b": 0.0}, 0.5)) == []


def test_the_lever_is_the_widest():
    def made(weights, unknowns):
        spans = [Estimate(value=2.0, low=low, high=high) for low, high in (weights, unknowns)]
        return Sensitivity(
            score="D1",
            value=2.0,
            weights=spans[0],
            unknowns=spans[1],
            left_out=(LeftOut(role=Role.LEADER, people=1, rank=1, value=2.3),),
        ).most_sensitive

    assert made((1.9, 2.2), (2.0, 2.2)) is Lever.RESPONDENT
    assert made((1.6, 2.2), (2.0, 2.2)) is Lever.WEIGHTS
    assert made((1.9, 2.2), (2.0, 2.4)) is Lever.UNKNOWNS
    assert made((None, None), (None, None)) is Lever.RESPONDENT


@settings(deadline=None)
@given(weights=st.lists(st.floats(0.01, 10), min_size=2, max_size=6), change=st.floats(0.01, 0.99))
def test_moving_weights_keeps_their_sum(weights, change):
    own = {str(i): weight for i, weight in enumerate(weights)}

    for _, changed in moved(own, change):
        assert sum(changed.values()) == pytest.approx(sum(weights))
        assert min(changed.values()) > 0


@settings(max_examples=40, deadline=None)
@given(
    settled=st.lists(
        st.sampled_from(["1", "2", "3", "4", "5", "dont_know"]), min_size=4, max_size=4
    )
)
def test_whatever_stands_behind_the_unknowns_lies_within(cap, settled):
    """Any way to settle four unknown answers stays between the worst and the best."""
    places = list(product(CAP, ("Q2", "Q4")))
    unknown = tuple(
        replace(a, value="dont_know") if (a.respondent, a.question) in places else a
        for a in cap.answers
    )
    told = dict(zip(places, settled, strict=True))
    answers = tuple(
        replace(a, value=told.get((a.respondent, a.question), a.value), evidence=Evidence.VERIFIED)
        for a in unknown
    )

    bounds = sensitivity("D1", replace(cap, answers=unknown)).unknowns
    value = figure_of("D1")(replace(cap, answers=answers))

    assert bounds.low - 1e-9 <= value <= bounds.high + 1e-9


@settings(max_examples=40, deadline=None)
@given(actor=st.sampled_from([*Actor, "dont_know"]))
def test_no_answer_makes_the_map_clearer_than_the_best(map_, say, actor):
    answers = tuple(
        say("MET1", "d2.A", actor) if (a.respondent, a.question) == ("MET1", "d2.A") else a
        for a in map_.answers
    )

    assert figure_of("role_clarity")(replace(map_, answers=answers)) <= (
        sensitivity("role_clarity", map_).unknowns.high + 1e-9
    )


@settings(deadline=None, max_examples=50)
@given(shares=st.fixed_dictionaries({"S1": SHARE, "S2": SHARE, "S3": SHARE | st.none()}))
def test_facts_settled_give_the_interval_of_ignorance(dep1, shares):
    facts = {**dep1.facts, **shares}
    found = sensitivity("structural", replace(dep1, facts=facts))
    ignorance = structural_dependency(facts, dep1.method)

    assert ends(found.unknowns) == pytest.approx((ignorance.low, ignorance.high))
