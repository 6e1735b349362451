"""Explanations add up to the scores that they explain, and tell nothing of a few users."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infopilot.model.answers import Evidence
from infopilot.model.errors import ScoringError
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.explanation import Aspect, Heard, Products
from infopilot.model.incidents import IncidentFacts, Interval
from infopilot.model.people import Role
from infopilot.model.text import Message
from infopilot.scoring.scorecard import scorecard
from infopilot.scoring.service.measures import measures
from infopilot.scoring.why.explanations import explanations, scores_of
from infopilot.scoring.why.gathering import gathered
from infopilot.scoring.why.material import FIGURES, Material

SHARES = st.floats(0, 1)
LEVEL = st.sampled_from(["1", "2", "3", "4", "5", "dont_know", "not_applicable"])
ACTOR = st.sampled_from(["DIR", "REF", "PRE", "PERSONNE", "dont_know"])
NAMED = ("DIR1", "REF1", "MET1", "PRE1")


@pytest.fixture(scope="module")
def asked(ask, decide, form):
    """Two dimensions of three questions, the first one key, and two decisions."""
    dimensions = {
        "D1": (ask("RD1", key=True), ask("RD2", weight=2.0), ask("RD3", evidence=None)),
        "D2": (ask("AP1"), ask("AP2"), ask("AP3", weight=0.5)),
    }
    return form(dimensions, (decide("K01", 3, "DIR", "REF"), decide("K02", 1, "PRE")))


@pytest.fixture(scope="module")
def open_method(method):
    """The method, with few incidents accepted."""
    return replace(method, dependency=replace(method.dependency, minimum_incidents=1))


@pytest.fixture(scope="module")
def explain(asked, open_method):
    """Score and explain ``answers``."""

    def make(answers, **facts):
        given_ = {"method": open_method, "answers": answers, **facts}
        card = scorecard("T0", asked, **given_)
        return card, explanations(card, gathered("T0", asked, **given_))

    return make


def breakdown(explanation, aspect):
    return next(each for each in explanation.breakdowns if each.aspect is aspect)


def total(parts):
    return sum(part.points for part in parts if part.points is not None)


def assert_adds_up(explanation):
    for each in explanation.breakdowns:
        if each.total is not None:
            assert total(each.parts) == pytest.approx(each.total), explanation.score


def test_every_headline_score_is_explained(explain, dep1_incidents, say):
    card, why = explain([say("DIR1", "RD1", 3)], incident_facts=dep1_incidents)

    assert tuple(why) == scores_of(card) == ("D1", "D2", *FIGURES)
    assert why["D1"].value is None
    assert why["D1"].reason == card.maturity["D1"].reason
    assert why["friction"].value == card.friction.value
    assert why["dependency"].reason == card.dependency.reason


def test_what_moves_a_score_is_told_beside_its_value(explain, dep1_facts, dep1_incidents, say):
    """The value again, whether there is a score or not, and whatever moves it."""
    some = [say("DIR1", question, 3) for question in ("RD1", "RD2", "RD3")]
    map_ = [say(person, "K01.A", "DIR") for person in NAMED]
    for answers, facts in (
        ([], {}),
        (some, {"structural_facts": dep1_facts, "incident_facts": dep1_incidents}),
        ([*some, *map_, say("REF1", "RD1", "dont_know")], {"structural_facts": {"S1": 1.0}}),
    ):
        _, why = explain(answers, **facts)

        for name, each in why.items():
            seen = each.sensitivity
            assert (each.score, seen.score, seen.value) == (name, name, each.value)
            assert (seen.weights.value, seen.unknowns.value) == (each.value, each.value)


def test_the_material_is_that_of_one_campaign_and_of_what_was_asked(asked, open_method, say):
    own = say("DIR1", "RD1", 3)
    others = [replace(own, id="other", campaign="T1"), say("DIR1", "XX1", 3)]
    material = gathered("T0", asked, method=open_method, answers=[own, *others])

    assert material.answers == (own,)
    assert [each.id for each in material.decisions] == ["K01", "K02"]


def test_only_one_can_be_asked_for(asked, open_method, say):
    given_ = {"method": open_method, "answers": [say("DIR1", "RD1", 3)]}
    card, material = scorecard("T0", asked, **given_), gathered("T0", asked, **given_)

    assert list(explanations(card, material, only="D2")) == ["D2"]
    with pytest.raises(ScoringError) as refusal:
        explanations(card, material, only="D9")
    assert str(refusal.value) == (
        f"no score has this name (expected one of {', '.join(scores_of(card))}; got 'D9')"
    )


def test_a_dimension_opens_into_groups_questions_and_who_said_what(explain, say):
    answers = [
        *(say("DIR1", q, v) for q, v in (("RD1", 2), ("RD2", 4), ("RD3", "dont_know"))),
        say("REF1", "RD1", 1, Evidence.SHOWN),
        say("REF1", "RD2", 5),
        say("REF1", "RD3", 3),
        say("PRE1", "RD1", 5, Evidence.VERIFIED),
    ]

    card, why = explain(answers)
    one = why["D1"]
    groups, questions = one.breakdowns

    # Management (2 + 2 × 4) / 3; the liaison's 5 is not shown and counts as 3: (1 + 6 + 3) / 4.
    assert [(p.id, p.value, p.weight) for p in groups.parts] == [
        ("leader", pytest.approx(10 / 3), 0.35),
        ("it_referent", pytest.approx(2.5), 0.40),
    ]
    grade = (0.35 * 10 / 3 + 0.4 * 2.5) / 0.75
    assert groups.total == questions.total == pytest.approx(grade)
    assert total(groups.parts) == total(questions.parts) == pytest.approx(grade)
    key = (0.35 * 2 + 0.4) / 0.75
    assert one.value == pytest.approx(1 + key)
    assert "cap of the key question" in one.formula.template
    assert one.formula.facts == {
        "terms": Products(((0.35, pytest.approx(10 / 3)), (0.40, pytest.approx(2.5)))),
        "total": pytest.approx(0.75),
        "grade": pytest.approx(grade),
        "headroom": 1,
        "key": pytest.approx(key),
        "id": "RD1",
        "value": card.maturity["D1"].value,
    }
    assert one.formula.facts["terms"].total / 0.75 == pytest.approx(grade)
    assert questions.parts[0].heard == (
        Heard(role=Role.LEADER, answers=1, dont_know=0, mean=2, shown=0),
        Heard(role=Role.IT_REFERENT, answers=1, dont_know=0, mean=1, shown=1),
        Heard(role=Role.PROVIDER, answers=1, dont_know=0, mean=5, shown=1),
    )
    assert questions.parts[2].heard == (
        Heard(role=Role.LEADER, answers=1, dont_know=1, mean=None),
        Heard(role=Role.IT_REFERENT, answers=1, dont_know=0, mean=3),
    )
    assert questions.parts[1].heard[1].mean == 3


def test_an_uncapped_dimension_has_a_shorter_formula(explain, say):
    _, why = explain([say("DIR1", q, 3) for q in ("AP1", "AP2", "AP3")])

    assert why["D2"].formula.facts == {
        "terms": Products(((0.35, 3.0),)),
        "total": 0.35,
        "grade": 3.0,
    }
    assert "cap" not in why["D2"].formula.template


def test_what_does_not_apply_was_not_heard(explain, say):
    answers = [say("DIR1", "AP1", 3), say("DIR1", "AP2", 2), say("DIR1", "AP3", "not_applicable")]

    _, why = explain(answers)

    assert [bool(p.heard) for p in breakdown(why["D2"], Aspect.QUESTIONS).parts] == [
        True,
        True,
        False,
    ]


def levels_of(say, users, questions=("AP1", "AP2", "AP3")):
    """Users who answer 2 and 3 by turns: a group that all says the same is never shown."""
    return [say(f"USR{n}", q, 2 + n % 2) for n in range(users) for q in questions]


def test_five_users_are_heard_as_a_group(explain, say):
    answers = [say("DIR1", q, 4) for q in ("AP1", "AP2", "AP3")]

    card, why = explain([*answers, *levels_of(say, 5)])
    one = why["D2"]

    assert one.value == card.maturity["D2"].value
    assert [part.id for part in breakdown(one, Aspect.GROUPS).parts] == ["leader", "users"]
    assert breakdown(one, Aspect.QUESTIONS).parts[0].heard[1] == Heard(
        role=Role.USER, answers=5, dont_know=None, mean=pytest.approx(2.4)
    )


def test_four_users_are_not_heard(explain, say):
    answers = [say("DIR1", q, 4) for q in ("AP1", "AP2", "AP3")]

    _, why = explain([*answers, *levels_of(say, 4)])

    heard = [part.heard for part in breakdown(why["D2"], Aspect.QUESTIONS).parts]
    assert [[each.role for each in one] for one in heard] == [[Role.LEADER]] * 3
    assert [part.id for part in breakdown(why["D2"], Aspect.GROUPS).parts] == ["leader"]
    assert [one.role for one in why["D2"].sensitivity.left_out] == [Role.LEADER]


def test_material_that_holds_few_users_is_not_opened(asked, open_method, say):
    """Whatever comes before, a dimension that rests on few users tells only its value."""
    answers = [say("DIR1", q, 4) for q in ("AP1", "AP2", "AP3")] + levels_of(say, 4)
    card = scorecard("T0", asked, method=open_method, answers=answers)
    material = Material(questionnaire=asked, method=open_method, answers=tuple(answers))

    one = explanations(card, material, only="D2")["D2"]

    assert (one.formula, one.breakdowns) == (None, ())
    assert one.reason.facts == {"k": 5}
    assert one.value == card.maturity["D2"].value


def test_unknowns_of_a_few_users_are_not_told(asked, open_method, say):
    """AP3: nobody among five valid users gave a level, but four could not tell."""
    answers = [say("DIR1", q, 4) for q in ("AP1", "AP2", "AP3")]
    answers += levels_of(say, 5, ("AP1", "AP2"))
    answers += [say(f"USR{n}", "AP3", "dont_know") for n in range(4)]
    card = scorecard("T0", asked, method=open_method, answers=answers)
    material = Material(questionnaire=asked, method=open_method, answers=tuple(answers))

    one = explanations(card, material, only="D2")["D2"]

    heard = breakdown(one, Aspect.QUESTIONS).parts[2].heard
    assert [each.role for each in heard] == [Role.LEADER]


def test_users_who_do_not_count_are_not_heard(explain, say):
    """A sixth user gave one level out of three: with the five, it could be told apart."""
    _, why = explain([*levels_of(say, 5), say("USR9", "AP1", 5)])

    heard = breakdown(why["D2"], Aspect.QUESTIONS).parts[0].heard
    assert heard == (Heard(role=Role.USER, answers=5, dont_know=None, mean=pytest.approx(2.4)),)


def test_dep1_is_explained(explain, dep1_facts, dep1_incidents):
    """The worked example DEP1: 58.0604 = 0.6 × 69.2623 + 0.4 × 41.2575."""
    _, why = explain([], structural_facts=dep1_facts, incident_facts=dep1_incidents)
    one = why["dependency"]
    mix, facts, counted = one.breakdowns

    assert [each.aspect for each in one.breakdowns] == [
        Aspect.INDICES,
        Aspect.FACTS,
        Aspect.MEASURES,
    ]
    assert total(mix.parts) == mix.total == pytest.approx(58.0604, abs=1e-3)
    assert total(facts.parts) == facts.total == pytest.approx(0.6 * 69.2623, abs=1e-3)
    assert total(counted.parts) == counted.total == pytest.approx(0.4 * 41.2575, abs=1e-3)
    assert one.formula.facts["terms"].terms == (
        (0.6, why["structural"].value),
        (0.4, why["experienced"].value),
    )
    assert one.formula.facts["value"] == one.value
    assert str(facts.parts[9].note) == "unknown: getting the proof is an action in itself"
    structural = why["structural"]
    assert structural.formula.facts == {
        "captive": pytest.approx(0.692623 * 22, abs=1e-4),
        "known": 22,
        "value": structural.value,
    }
    assert structural.breakdowns[0].total == structural.value
    assert why["experienced"].breakdowns[0].parts[0].measure.value == pytest.approx(3.791667)
    assert why["experienced"].formula.facts["total"] == 10
    assert total(why["friction"].breakdowns[0].parts) == pytest.approx(72.6896, abs=1e-3)
    assert why["friction"].formula.facts["terms"].total * 20 == pytest.approx(72.6896, abs=1e-3)


FORMULAS = {
    "D1": (
        "({terms}) ÷ {total} = {grade}: the mean of each group of respondents, times its weight. "
        "Then the cap of the key question {id}: {headroom} + {key} = {value}"
    ),
    "D2": (
        "({terms}) ÷ {total} = {grade}: the mean of each group of respondents, times its weight"
    ),
    "role_clarity": (
        "100 × ({terms}) = {value}: agreement, coverage and conformity, each times its weight"
    ),
    "dependency": (
        "{terms} = {value}: dependency by the facts and by the incidents, each times its weight"
    ),
    "structural": (
        "100 × {captive} ÷ {known} = {value}: the captivity of the known facts, each times "
        "its weight, out of the weight of the known facts"
    ),
    "experienced": (
        "100 × ({terms}) ÷ {total} = {value}: the position of each measure from 0 to 1, times "
        "its weight"
    ),
    "friction": (
        "100 × ({terms}) ÷ {total} = {value}: the position of each measure from 0 to 1, times "
        "its weight"
    ),
    "black_box": (
        "{unknown} ÷ {asked} = {value}: “I don’t know” among the answers of management and the IT "
        "liaison"
    ),
}


def test_every_formula_is_a_sentence(explain, say, dep1_facts, dep1_incidents):
    answers = [
        *(
            say(who, q, v)
            for who in ("DIR1", "REF1")
            for q, v in (("RD1", 1), ("RD2", 4), ("RD3", 5))
        ),
        *(say(who, q, 3) for who in ("DIR1", "REF1") for q in ("AP1", "AP2", "AP3")),
        *(say(person, f"{key}.A", "DIR") for person in NAMED for key in ("K01", "K02")),
        *(say(person, f"{key}.R", "REF") for person in NAMED for key in ("K01", "K02")),
    ]
    _, why = explain(answers, structural_facts=dep1_facts, incident_facts=dep1_incidents)

    assert {score: each.formula and each.formula.template for score, each in why.items()} == (
        FORMULAS
    )
    for score in ("experienced", "friction"):
        terms, whole, value = (why[score].formula.facts[key] for key in ("terms", "total", "value"))
        assert 100 * terms.total / whole == pytest.approx(value)
        assert value == why[score].value


def test_role_clarity_opens_into_components_and_decisions(explain, say):
    """K01 is seen alike, K02 is not; weights 3 and 1."""
    answers = [
        *(say(person, "K01.A", "DIR") for person in NAMED),
        *(
            say(person, "K02.A", actor)
            for person, actor in zip(NAMED, ("DIR", "PRE") * 2, strict=True)
        ),
        *(say(person, f"{key}.R", "REF") for person in NAMED for key in ("K01", "K02")),
    ]
    card, why = explain(answers)
    clarity, one = card.role_clarity, why["role_clarity"]
    components, decisions = one.breakdowns
    told = (clarity.agreement, clarity.coverage, clarity.conformity)

    assert [part.id for part in components.parts] == ["agreement", "coverage", "conformity"]
    assert tuple(part.value for part in components.parts) == told
    assert components.total == decisions.total == clarity.value
    assert total(components.parts) == pytest.approx(clarity.value)
    assert [part.points for part in components.parts] == pytest.approx(
        [100 * part.weight * part.value for part in components.parts]
    )
    assert one.formula.facts == {
        "terms": Products(tuple((part.weight, part.value) for part in components.parts)),
        "value": clarity.value,
    }
    assert [(part.id, part.weight) for part in decisions.parts] == [("K01", 3), ("K02", 1)]
    assert [part.value for part in decisions.parts] == [one.value for one in clarity.decisions]
    assert [part.points for part in decisions.parts] == pytest.approx(
        [3 * decisions.parts[0].value / 4, decisions.parts[1].value / 4]
    )


def test_dependency_opens_into_its_indices_and_their_facts(explain, dep1_facts, dep1_incidents):
    card, why = explain([], structural_facts=dep1_facts, incident_facts=dep1_incidents)
    known = card.dependency.structural.contributions
    mix, facts, counted = why["dependency"].breakdowns

    assert [(part.id, part.weight) for part in mix.parts] == [
        ("structural", 0.6),
        ("experienced", 0.4),
    ]
    for breakdown_, weight in ((facts, 0.6), (why["structural"].breakdowns[0], 1)):
        assert [(part.id, part.value, part.weight) for part in breakdown_.parts] == [
            (part.id, part.value, part.weight) for part in known
        ]
        assert [part.points for part in breakdown_.parts] == [
            None if part.points is None else pytest.approx(weight * part.points) for part in known
        ]
    assert [(part.id, part.value, part.weight) for part in counted.parts] == [
        (part.id, part.value, part.weight) for part in card.dependency.experienced.contributions
    ]


def test_an_index_that_is_not_known_says_why_in_the_mix(explain, dep1_facts):
    card, why = explain([], structural_facts=dep1_facts)
    [known, unknown] = breakdown(why["dependency"], Aspect.INDICES).parts

    assert known.note == card.dependency.structural.reason
    assert (unknown.points, unknown.note) == (None, card.dependency.experienced.reason)
    assert unknown.note is not None


@pytest.mark.parametrize("score", ["experienced", "friction"])
def test_a_measure_that_is_not_known_says_why(explain, dep1_incidents, score):
    lacking = replace(dep1_incidents, knowledge_share=None, ping_pong_share=None)
    card, why = explain([], incident_facts=lacking)
    index = card.friction if score == "friction" else card.dependency.experienced

    parts = breakdown(why[score], Aspect.MEASURES).parts

    assert [part.note for part in parts] == [part.note for part in index.contributions]
    assert [part.note is not None for part in parts if part.value is None] == [True]


def test_what_is_missing_keeps_its_parts_and_its_reason(explain, say):
    _, why = explain([say("DIR1", "K01.A", "DIR")], structural_facts={"S1": 1.0})

    assert [p.points for p in breakdown(why["role_clarity"], Aspect.COMPONENTS).parts] == [None] * 3
    assert breakdown(why["role_clarity"], Aspect.DECISIONS).parts[0].note is not None
    assert all(p.note for p in breakdown(why["role_clarity"], Aspect.COMPONENTS).parts)
    assert breakdown(why["dependency"], Aspect.INDICES).total is None
    assert breakdown(why["dependency"], Aspect.FACTS).total is None
    assert breakdown(why["dependency"], Aspect.FACTS).parts[0].points is None
    assert breakdown(why["dependency"], Aspect.MEASURES).parts == ()
    assert breakdown(why["friction"], Aspect.MEASURES).total is None
    assert all(why[score].formula is None and why[score].reason for score in FIGURES)
    assert why["black_box"].breakdowns == ()


def test_a_decision_too_little_answered_adds_no_points(explain, say):
    answers = [say(p, "K01.A", "DIR") for p in NAMED] + [say("DIR1", "K02.A", "PRE")]

    card, why = explain(answers)
    parts = breakdown(why["role_clarity"], Aspect.DECISIONS).parts

    assert [p.points for p in parts] == [pytest.approx(card.role_clarity.value), None]
    assert parts[1].note is not None


def test_the_black_box_opens_into_roles_and_questions(explain, say):
    answers = [
        say("DIR1", "RD1", "dont_know"),
        say("DIR1", "RD2", 3),
        say("REF1", "RD1", "dont_know"),
        say("REF1", "AP1", "dont_know"),
        say("REF1", "AP2", 2),
    ]

    _, why = explain(answers)
    one = why["black_box"]
    roles, questions = one.breakdowns

    assert one.formula.facts == {"unknown": 3, "asked": 5, "value": 0.6}
    assert [(p.id, p.value, p.weight, p.points) for p in roles.parts] == [
        ("leader", 0.5, 0.4, pytest.approx(0.2)),
        ("it_referent", pytest.approx(2 / 3), 0.6, pytest.approx(0.4)),
    ]
    assert [(p.id, p.value, p.points) for p in questions.parts] == [
        ("RD1", 1.0, 0.4),
        ("AP1", 1.0, 0.2),
    ]
    assert roles.total == questions.total == 0.6


def test_measures_carry_their_interval_in_their_own_unit(dep1_incidents):
    reason = Message("too few weeks")
    facts = replace(
        dep1_incidents,
        intervals={
            "resolver.effective": Interval(low=2.5, high=4.5),
            "blocking.median_minutes_km": Interval(low=120, high=None),
        },
        reasons={"intervals.blocking.median_minutes_km": reason, "intervals": Message("none")},
    )

    told = measures(facts)

    assert told["effective_resolvers"] == Estimate(
        value=dep1_incidents.resolver.effective,
        low=2.5,
        high=4.5,
        range=RangeKind.BOOTSTRAP_95,
        n=14,
    )
    assert told["blocking_median_hours"] == Estimate(
        value=8.0, low=2.0, high=None, range=RangeKind.BOOTSTRAP_95, n=6, reason=reason
    )
    assert told["reopened_share"] == Estimate(value=3 / 14, reason=Message("none"))
    untold = measures(dep1_incidents)["reopened_share"].reason
    assert str(untold) == "the ticket log gives no interval for this measure"


def test_a_measure_says_its_number_and_its_own_reason_first(dep1_incidents):
    own, all_ = Message("of this measure"), Message("of all")
    facts = replace(
        dep1_incidents,
        blocking=replace(dep1_incidents.blocking, median_minutes_km=None),
        reasons={"intervals.reopened_share": own, "intervals": all_},
    )
    told, hours = measures(facts), measures(dep1_incidents)["blocking_median_hours"]

    assert (told["blocking_median_hours"].value, told["blocking_median_hours"].n) == (None, 6)
    assert told["reopened_share"].reason == own
    assert told["waiting_share"].reason == all_
    assert (hours.value, hours.n) == (8, 6)


def test_an_open_lower_end_stays_open(dep1_incidents):
    ends = {"blocking.median_minutes_km": Interval(low=None, high=180)}

    told = measures(replace(dep1_incidents, intervals=ends))["blocking_median_hours"]

    assert (told.low, told.high) == (None, 3.0)


def test_a_measure_that_the_log_does_not_tell_says_so():
    told = measures(IncidentFacts(incidents=40, closed=40))

    assert all(each.value is None and each.reason is not None for each in told.values())


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_parts_always_add_up_to_the_score(data, explain, say):
    """Maturity to its uncapped grade, role clarity and the black box to their value."""
    people = (*NAMED, "USR1", "USR2", "USR3", "USR4", "USR5")
    questions = ("RD1", "RD2", "RD3", "AP1", "AP2", "AP3")
    answers = [say(p, q, data.draw(LEVEL)) for p in people for q in questions]
    answers += [say(p, f"{k}.A", data.draw(ACTOR)) for p in NAMED for k in ("K01", "K02")]

    card, why = explain(answers)

    for one in why.values():
        assert (one.value is None) == (one.formula is None) or one.sensitivity.reason is not None
        assert_adds_up(one)
    for key in ("D1", "D2"):
        if why[key].breakdowns:
            assert breakdown(why[key], Aspect.QUESTIONS).total == card.maturity[key].uncapped


@settings(max_examples=60, deadline=None)
@given(
    facts=st.fixed_dictionaries({key: SHARES | st.none() for key in ("S1", "S2", "S3")}),
    shares=st.lists(SHARES, min_size=5, max_size=5),
)
def test_dependency_always_adds_up(explain, dep1_facts, dep1_incidents, facts, shares):
    names = ("sole_holder_share", "undocumented_exclusivity", "knowledge_share")
    incidents = replace(dep1_incidents, **dict(zip(names, shares, strict=False)))

    card, why = explain([], structural_facts={**dep1_facts, **facts}, incident_facts=incidents)

    for score in ("structural", "experienced", "dependency", "friction"):
        assert_adds_up(why[score])
    if card.dependency.value is not None:
        assert why["dependency"].breakdowns[0].total == card.dependency.value
