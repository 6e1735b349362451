"""Role clarity on the worked example RC1, and what no order or silence may change."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from infopilot.model.decisions import Actor, Condition
from infopilot.model.estimate import RangeKind
from infopilot.model.questionnaire import FeltStatement
from infopilot.model.score import Pattern, RedLine
from infopilot.model.text import Text
from infopilot.scoring.clarity.decision_map import frontier, voices
from infopilot.scoring.clarity.role_clarity import clarity_value, felt_clarity, role_clarity

PEOPLE = ("DIR1", "DIR2", "REF1", "MET1", "PRE1", "PRE2")
RC1 = {
    "d1": (("DIR", "DIR", "DIR", "PRE", "DIR", "PRE"), (1, 1, 1, 0, 1, 1)),
    "d2": (("DIR", "REF", "REF", "dont_know", "PERSONNE", "PERSONNE"), (1, 1, 1, 0, 1, 0)),
    "d3": (("PRE", "PRE", "PRE", "PRE", "REF", "REF"), (1, 1, 1, 1, 1, 1)),
    "d4": (("PRE", "PRE", "PRE", "PRE", "PRE", "PRE"), (1, 1, 1, 1, 1, 1)),
}
FELT = (
    FeltStatement(id="FC1", text=Text(fr="texte", en="text")),
    FeltStatement(id="FC2", text=Text(fr="texte", en="text")),
)


@pytest.fixture(scope="module")
def decisions(decide):
    return [
        decide("d1", 3, "DIR", "REF"),
        decide("d2", 3, "DIR REF", "MET"),
        decide("d3", 2, "DIR REF", "PRE"),
        decide("d4", 1, "PRE", "REF"),
    ]


@pytest.fixture(scope="module")
def answers(say):
    given_answers = []
    for decision, (accountable, responsible) in RC1.items():
        for person, actor, does in zip(PEOPLE, accountable, responsible, strict=True):
            doer = "REF|PRE" if does else "PERSONNE"
            given_answers += [
                say(person, f"{decision}.A", actor),
                say(person, f"{decision}.R", doer),
            ]
    return given_answers


def without(answers, *people):
    return [answer for answer in answers if answer.respondent not in people]


def test_rc1_and_its_components(decisions, answers, method):
    score = role_clarity(decisions, answers, method)

    assert score.value == pytest.approx(57.361111, abs=1e-6)
    assert score.agreement == pytest.approx(0.41666667, abs=1e-6)
    assert score.coverage == pytest.approx(0.8125, abs=1e-6)
    assert score.conformity == pytest.approx(0.61111111, abs=1e-6)
    assert score.reason is None
    assert not score.one_sided


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("d1", (0.5, 0.5, 0.5, 0.9375, 0.625, 63.75)),
        ("d2", (1 / 6, 0, 1 / 12, 0.5, 0.375, 28.333333)),
        ("d3", (1, 0, 0.5, 1, 0.75, 70)),
        ("d4", (1, 1, 1, 1, 1, 100)),
    ],
)
def test_rc1_decision_by_decision(decisions, answers, method, decision, expected):
    by_id = {d.decision: d for d in role_clarity(decisions, answers, method).decisions}
    d = by_id[decision]

    assert (
        d.within_client,
        d.between_sides,
        d.agreement,
        d.coverage,
        d.conformity,
        d.value,
    ) == pytest.approx(expected, abs=1e-6)


def test_rc1_patterns_and_red_lines(decisions, answers, method):
    score = role_clarity(decisions, answers, method)

    assert [d.pattern for d in score.decisions] == [
        Pattern.SHARED,
        Pattern.VACUUM,
        Pattern.HOT_POTATO,
        Pattern.DELEGATED,
    ]
    assert [d.red_line for d in score.decisions] == [RedLine.CROSSED, RedLine.VACUUM, None, None]


def test_rc1_tells_how_much_of_each_pattern_there_is(decisions, answers, method):
    """On d1, three of four clients and one of two at the provider name the client."""
    score = role_clarity(decisions, answers, method)

    assert score.decisions[0].pattern_shares == pytest.approx(
        {
            "vacuum": 0,
            "hot_potato": 0.25 * 0.5,
            "double_command": 0.75 * 0.5,
            "delegated": 0.25 * 0.5,
            "assumed": 0.75 * 0.5,
        }
    )


def test_rc1_tells_who_named_whom(decisions, answers, method):
    second = role_clarity(decisions, answers, method).decisions[1]

    assert second.client_named == {"DIR": 1, "REF": 2, "dont_know": 1}
    assert second.provider_named == {"PERSONNE": 2}
    assert (second.client_answers, second.provider_answers) == (4, 2)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("DIR1", 55.833333),
        ("DIR2", 53.611111),
        ("REF1", 53.611111),
        ("MET1", 66.388889),
        ("PRE1", 51.527778),
        ("PRE2", 63.194444),
    ],
)
def test_rc1_without_one_respondent(decisions, answers, method, person, expected):
    score = role_clarity(decisions, without(answers, person), method)

    assert score.value == pytest.approx(expected, abs=1e-6)


def test_rc1_goes_from_52_to_66_depending_on_who_answers(decisions, answers, method):
    score = role_clarity(decisions, answers, method)

    assert score.range is RangeKind.LEAVE_ONE_OUT
    assert (score.low, score.high) == pytest.approx((51.527778, 66.388889), abs=1e-6)


@pytest.mark.parametrize("agree", [True, False])
def test_the_range_always_holds_the_value(decide, say, method, agree):
    """Each pair shares a decision: whoever leaves takes two alike, and one unlike them stays."""
    pairs = {"d1": ("DIR1", "DIR2"), "d2": ("DIR1", "REF1"), "d3": ("DIR2", "REF1")}
    unlike = [("DIR1", "DIR"), ("DIR2", "REF"), ("REF1", "PRE")]
    alike = [(person, "DIR") for person, _ in unlike]
    said = {
        key: [each for each in (alike if agree else unlike) if each[0] in pair]
        for key, pair in pairs.items()
    } | {"d4": unlike if agree else alike}
    map_ = [decide(key, 1, "DIR", "REF") for key in said]
    given_answers = [say(person, f"{key}.A", actor) for key in said for person, actor in said[key]]
    half = replace(method, role_clarity=replace(method.role_clarity, minimum_weight_answered=0.5))

    score = role_clarity(map_, given_answers, half)
    left = [role_clarity(map_, without(given_answers, person), half).value for person, _ in unlike]

    assert all(value < score.value if agree else value > score.value for value in left)
    assert (score.high if agree else score.low) == score.value
    assert (score.low if agree else score.high) == (min(left) if agree else max(left))


def test_rc1_is_discussed_from_what_weighs_and_divides_most(decisions, answers, method):
    """d2: 3 (1 - 1/12); d1: 3 (1 - 1/2); d3: 2 (1 - 1/2); d4 is agreed on."""
    score = role_clarity(decisions, answers, method)

    assert [(d.decision, d.priority) for d in score.to_discuss] == [
        ("d2", pytest.approx(2.75)),
        ("d1", 1.5),
        ("d3", 1.0),
    ]
    assert score.decisions[3].priority == 0


def test_what_was_not_answered_has_no_priority(decisions, answers, method):
    score = role_clarity(decisions, without(answers, *PEOPLE[:4]), method)

    assert [d.priority for d in score.decisions] == [None] * 4
    assert score.to_discuss == ()


def test_equal_priorities_keep_the_order_of_the_map(decide, say, method):
    three = [decide(key, 1, "DIR") for key in ("d1", "d2", "d3")]
    said = [say(p, f"{d.id}.A", a) for d in three for p, a in (("DIR1", "DIR"), ("REF1", "REF"))]

    assert [d.decision for d in role_clarity(three, said, method).to_discuss] == ["d1", "d2", "d3"]


def test_the_client_alone_gives_a_one_sided_view(decisions, answers, method):
    score = role_clarity(decisions, without(answers, "PRE1", "PRE2"), method)

    assert score.one_sided
    assert score.value is not None
    assert all(d.one_sided and d.between_sides is None for d in score.decisions)
    assert score.agreement == pytest.approx((3 * 0.5 + 3 / 6 + 2 + 1) / 9)


def test_one_client_respondent_agrees_with_the_provider_only(decisions, answers, method):
    score = role_clarity(decisions, without(answers, "DIR2", "REF1", "MET1"), method)

    assert not score.one_sided
    assert all(d.one_sided and d.within_client is None for d in score.decisions)
    assert score.decisions[0].agreement == 0.5


def test_two_people_have_no_range(decisions, answers, method):
    score = role_clarity(decisions, without(answers, *PEOPLE[1:5]), method)

    assert score.value is not None
    assert (score.low, score.high, score.range) == (None, None, None)


def test_the_provider_alone_gives_no_score(decisions, answers, method):
    score = role_clarity(decisions, without(answers, *PEOPLE[:4]), method)

    assert score.value is None
    assert str(score.reason) == (
        "0 of the 4 decisions were answered by enough people: "
        "at least 70 % of their weight is needed"
    )
    assert str(score.decisions[0].reason) == "nobody from the client answered"


def test_one_person_gives_no_score(decisions, answers, method):
    score = role_clarity(decisions, without(answers, *PEOPLE[1:]), method)

    assert score.value is None
    assert str(score.decisions[0].reason) == "fewer than 2 people answered"


def test_one_known_decision_is_told_in_the_singular(decisions, say, method):
    answers = [say(person, "d4.A", "PRE") for person in ("DIR1", "REF1")]

    assert str(role_clarity(decisions, answers, method).reason) == (
        "1 of the 4 decisions was answered by enough people: "
        "at least 70 % of their weight is needed"
    )


def test_agreement_always_needs_two_people(decisions, answers, method):
    lenient = replace(method, role_clarity=replace(method.role_clarity, minimum_answers=1))
    score = role_clarity(decisions, without(answers, *PEOPLE[1:]), lenient)

    assert score.value is None


def test_nobody_gives_no_score(decisions, method):
    assert str(role_clarity(decisions, [], method).reason) == "nobody has answered the decision map"
    assert role_clarity([], [], method).value is None


def test_less_than_70_percent_of_the_weight_gives_no_score(decisions, answers, method):
    said = [answer for answer in answers if answer.question[:2] in {"d1", "d2"}]
    score = role_clarity(decisions, said, method)

    assert score.value is None
    assert score.decisions[0].value == pytest.approx(63.75)


def test_a_map_that_nobody_could_tell_has_no_clarity(decisions, say, method):
    """Every answer is « je ne sais pas »: not known, rather than 0 from 0 to 0."""
    said = [
        say(person, f"{d}.{letter}", "dont_know")
        for person in PEOPLE
        for d in RC1
        for letter in "AR"
    ]
    score = role_clarity(decisions, said, method)

    assert str(score.reason) == "nobody could tell who decides"
    for told in (score, *score.decisions):
        assert (told.value, told.agreement, told.coverage, told.conformity) == (None,) * 4
    assert (score.low, score.high, score.range, score.illusion) == (None,) * 4
    assert clarity_value(decisions, said, method) is None
    for each in score.decisions:
        assert (each.within_client, each.between_sides, each.priority) == (None,) * 3
        assert each.reason == score.reason
        assert (each.pattern, each.red_line) == (Pattern.VACUUM, RedLine.VACUUM)
        assert (each.client_named, each.client_answers) == ({"dont_know": 4}, 4)


def test_who_does_without_who_decides_makes_no_clarity(decisions, say, method):
    said = [say(person, f"{d}.A", "dont_know") for person in PEOPLE for d in RC1]
    doing = [say(person, f"{d}.R", "PRE") for person in PEOPLE for d in RC1]

    assert role_clarity(decisions, said + doing, method).value is None


@pytest.mark.parametrize("actor", ["DIR", "PERSONNE"])
def test_one_name_is_enough_for_the_map_to_be_told(decisions, say, method, actor):
    """« Personne » is an answer; without the one who gave it, nothing is told, not 0."""
    said = [say(person, f"{d}.A", "dont_know") for person in PEOPLE for d in RC1]
    told = [a for a in said if (a.respondent, a.question) != ("PRE1", "d1.A")]
    told.append(say("PRE1", "d1.A", actor))
    score = role_clarity(decisions, told, method)

    assert (score.value is None, score.reason) == (False, None)
    assert clarity_value(decisions, told, method) == score.value
    assert clarity_value(decisions, without(told, "PRE1"), method) is None
    assert score.low == pytest.approx(score.value)


def test_what_too_few_answered_keeps_its_own_reason(decisions, say, method):
    said = [say(person, f"{d}.A", "dont_know") for person in PEOPLE[:2] for d in ("d1", "d2", "d3")]
    score = role_clarity(decisions, [*said, say("DIR1", "d4.A", "dont_know")], method)

    assert str(score.decisions[3].reason) == "fewer than 2 people answered"
    assert str(score.reason) == str(score.decisions[0].reason) == "nobody could tell who decides"


def test_users_are_not_heard(decisions, answers, say, method):
    noise = [say("USR1", f"{d}.{letter}", "PRE") for d in RC1 for letter in "AR"]

    assert role_clarity(decisions, answers + noise, method) == role_clarity(
        decisions, answers, method
    )


def test_who_does_is_nobody_when_it_was_skipped_unknown_or_nobody(say, decide):
    heard = voices(
        [decide("d1", 3, "DIR")],
        [
            say("DIR1", "d1.A", "DIR"),
            say("DIR2", "d1.A", "DIR"),
            say("DIR2", "d1.R", "dont_know"),
            say("DIR3", "d1.A", "DIR"),
            say("DIR3", "d1.R", "PERSONNE"),
            say("REF1", "d1.R", "PRE"),
        ],
    )

    assert [voice.coverage for voice in heard["d1"]] == [0.5, 0.5, 0.5]


def test_felt_clarity_and_the_illusion(decisions, answers, say, method):
    felt = [
        say("DIR1", "FC1", 4),
        say("DIR1", "FC2", 4),
        say("REF1", "FC1", 3),
        say("REF1", "FC2", "dont_know"),
        say("MET1", "FC1", 5),
        say("MET1", "FC2", 4),
        say("DIR2", "FC1", 4),
        say("DIR2", "FC2", 3),
        say("PRE1", "FC1", 1),
        say("USR1", "FC1", 1),
    ]
    score = role_clarity(decisions, answers + felt, method, felt=FELT)

    assert score.felt == pytest.approx(100 * ((4 + 3 + 4.5 + 3.5) / 4 - 1) / 4)
    assert (score.felt_estimate.n, score.felt_estimate.range) == (4, RangeKind.LEAVE_ONE_OUT)
    assert (score.felt_estimate.low, score.felt_estimate.high) == pytest.approx((62.5, 75))
    assert score.illusion == pytest.approx(score.felt - 41.666667, abs=1e-5)


def test_the_illusion_of_the_method_page(say, method):
    levels = [4, 4, 4, 4, 3]
    answers = [say(f"DIR{n}", "FC1", level) for n, level in enumerate(levels)]

    felt = felt_clarity(FELT, answers, method.role_clarity)

    assert felt.value == pytest.approx(70)
    assert (felt.n, felt.range) == (5, RangeKind.BOOTSTRAP_95)
    assert 60 <= felt.low < 70 < felt.high <= 75


@pytest.mark.parametrize(("people", "kind"), [(4, "leave_one_out"), (5, "bootstrap_95")])
def test_the_range_of_felt_clarity_follows_the_number_of_people(say, method, people, kind):
    answers = [say(f"DIR{n}", "FC1", 1 + n % 2) for n in range(people)]
    felt = felt_clarity(FELT, answers, method.role_clarity)

    assert (felt.range, felt.n) == (RangeKind(kind), people)
    assert felt.low < felt.value < felt.high


def test_felt_clarity_of_one_person_has_no_range(say, method):
    felt = felt_clarity(FELT, [say("DIR1", "FC1", 5)], method.role_clarity)

    assert (felt.value, felt.n, felt.low, felt.high, felt.range) == (100, 1, None, None, None)
    assert str(felt.reason) == "one person alone: no range can be told"


def test_felt_clarity_of_two_people_goes_from_one_to_the_other(say, method):
    answers = [say("DIR1", "FC1", 5), say("REF1", "FC1", 2)]
    felt = felt_clarity(FELT, answers, method.role_clarity)

    assert (felt.value, felt.low, felt.high) == pytest.approx((62.5, 25, 100))


def test_felt_clarity_that_nobody_told_is_unknown(decisions, answers, method):
    score = role_clarity(decisions, answers, method, felt=FELT)

    assert score.felt is None
    assert score.illusion is None
    assert str(score.felt_estimate.reason) == "nobody told how clear roles feel"


@pytest.mark.parametrize(
    ("levels", "tolerated"),
    [({"DIR1": 3, "REF1": 3}, True), ({"DIR1": 2, "REF1": 3}, False), ({}, False)],
)
def test_the_provider_sets_incident_priorities_only_within_a_grid(decide, say, levels, tolerated):
    condition = Condition(actor=Actor.PROVIDER, question="AP5", level=3)
    decision = decide("K10", 2, "REF MET", "DIR", tolerated_if=condition)
    said = [say(person, "AP5", level) for person, level in levels.items()]
    others = [
        say("PRE1", "AP5", 5),
        say("USR1", "AP5", 5),
        say("MET1", "AP5", "dont_know"),
        say("MET1", "AP4", 5),
    ]
    [resolved] = frontier([decision], said + others)

    assert (Actor.PROVIDER in resolved.tolerated) is tolerated
    assert Actor.LEADER in resolved.tolerated
    assert resolved.tolerated_if is None


def test_a_decision_without_condition_keeps_its_frontier(decisions, answers):
    assert frontier(decisions, answers) == decisions


@given(st.randoms(use_true_random=False))
def test_the_order_of_respondents_and_decisions_is_irrelevant(decisions, answers, method, random):
    shuffled = role_clarity(
        random.sample(decisions, len(decisions)), random.sample(answers, len(answers)), method
    )
    score = role_clarity(decisions, answers, method)

    assert (shuffled.value, shuffled.low, shuffled.high) == pytest.approx(
        (score.value, score.low, score.high)
    )


@given(
    st.lists(
        st.lists(
            st.sampled_from(["DIR", "REF", "MET", "PRE", "EDI", "PERSONNE", "dont_know"]),
            min_size=6,
            max_size=6,
        ),
        min_size=4,
        max_size=4,
    )
)
def test_every_component_stays_in_its_range(decisions, say, method, table):
    assume(any(actor != "dont_know" for row in table for actor in row))
    answers = [
        say(person, f"{decision}.A", actor)
        for decision, row in zip(RC1, table, strict=True)
        for person, actor in zip(PEOPLE, row, strict=True)
    ]
    score = role_clarity(decisions, answers, method)

    assert 0 <= score.low <= score.value <= score.high <= 100
    assert 0 <= score.agreement <= 1
    assert 0 <= score.conformity <= 1
    assert score.coverage <= 0.5, "nobody was named as doing"
    for d in score.decisions:
        assert all(-1e-9 <= share <= 1 + 1e-9 for share in d.pattern_shares.values())
