"""Two campaigns side by side."""

from dataclasses import replace
from math import hypot

import pytest

from infopilot.model.comparison import Basis, DecisionChange
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.people import Role
from infopilot.model.score import Pattern
from infopilot.scoring.comparison.campaigns import (
    Round,
    _clarity_change,
    comparison,
    structural_change,
)
from infopilot.scoring.dependency.structural import structural_dependency
from infopilot.scoring.scorecard import scorecard
from tests.scoring.test_service_changes import FIRST, THEN, record


@pytest.fixture(scope="module")
def asked(ask, form, decide):
    decisions = tuple(decide(f"K0{rank}", 1, "DIR") for rank in (1, 2))
    return form({"D1": (ask("RD1"), ask("RD2"))}, decisions)


@pytest.fixture(scope="module")
def answers(say):
    """What the leader, the IT referent and the provider answer: a level, and who decides."""

    def make(level, client, provider="PRE"):
        people = (("DIR1", client), ("REF1", client), ("PRE1", provider))
        for person, actor in people:
            yield from (say(person, question, level) for question in ("RD1", "RD2"))
            yield from (say(person, f"{key}.A", actor) for key in ("K01", "K02"))

    return make


@pytest.fixture(scope="module")
def campaign(asked, answers):
    def make(name, level, client, **changes):
        made = Round(
            campaign=name,
            questionnaire=asked,
            answers=tuple(replace(a, campaign=name) for a in answers(level, client)),
            experienced=Estimate(value=40, low=35, high=44),
            friction=Estimate(value=50),
        )
        return replace(made, **changes)

    return make


def test_everything_is_set_side_by_side(campaign, method):
    before = campaign("T0", 2, "PRE")
    after = campaign("T1", 3, "DIR", experienced=Estimate(value=60, low=57, high=72))
    seen = comparison(before, after, method)

    assert (seen.before, seen.after, seen.method_hash) == ("T0", "T1", "method-hash")
    assert (seen.maturity["D1"].change.before, seen.maturity["D1"].change.after) == (2, 3)
    assert seen.maturity["D1"].change.basis is Basis.NAMED_ROLES
    assert (seen.experienced.difference.low, seen.experienced.difference.high) == (15, 33)
    assert seen.friction.difference.value == 0
    assert seen.people[Role.LEADER].same == 1
    assert seen.structural == structural_change({}, {}, method)
    assert seen.questionnaire.common == 4
    assert seen.decisions[0] == DecisionChange(
        decision="K01", before=Pattern.DELEGATED, after=Pattern.DOUBLE_COMMAND
    )
    assert [each.decision for each in seen.decisions] == ["K01", "K02"]


def test_each_campaign_keeps_its_side(campaign, method, dep1_facts):
    """Turned around, what was before is after."""
    later = dict(dep1_facts) | {"S1": 0.0}
    before = campaign("T0", 2, "PRE", facts=dep1_facts)
    after = campaign("T1", 3, "DIR", facts=later)
    less = replace(after, answers=tuple(a for a in after.answers if a.respondent != "REF1"))
    there, back = comparison(before, less, method), comparison(less, before, method)

    assert (there.people[Role.IT_REFERENT].before, there.people[Role.IT_REFERENT].after) == (1, 0)
    assert there.role_clarity.before == back.role_clarity.after
    assert there.role_clarity.before != there.role_clarity.after
    assert there.structural == structural_change(dep1_facts, later, method)


def test_the_size_of_the_company_narrows_what_users_say(campaign, method, say):
    def asked_of(users):
        sides = []
        for name, levels in (("T0", [2, 3, 2, 3, 2, 2, 3, 1]), ("T1", [3, 3, 3, 4, 2, 3, 3, 2])):
            made = campaign(name, 2, "DIR", users=users)
            given = tuple(
                say(f"USR{name[1]}{rank}", q, level)
                for rank, level in enumerate(levels)
                for q in ("RD1", "RD2")
            )
            sides.append(replace(made, answers=(*made.answers, *given)))
        return comparison(*sides, method).maturity["D1"].change.difference

    endless, few = asked_of(None), asked_of(9)

    assert few.value == endless.value
    assert few.high - few.low < 0.5 * (endless.high - endless.low)


@pytest.mark.parametrize("bare", [{"T0"}, {"T1"}, {"T0", "T1"}, set()])
def test_a_dimension_without_margin_on_one_side_is_compared_without_interval(
    campaign, method, say, bare
):
    sides = []
    for name, levels in (("T0", [2, 3, 2, 3, 2, 2, 3, 1]), ("T1", [3, 3, 3, 4, 2, 3, 3, 2])):
        made = campaign(name, 2, "DIR", without_margin=frozenset({"D1"} if name in bare else ()))
        given = (say(f"USR{rank}", q, x) for rank, x in enumerate(levels) for q in ("RD1", "RD2"))
        mine = tuple(replace(answer, campaign=name) for answer in given)
        sides.append(replace(made, answers=(*made.answers, *mine)))

    difference = comparison(*sides, method).maturity["D1"].change.difference

    assert (difference.low is None) == bool(bare)


def test_the_newest_answers_count(campaign, method, say):
    after = campaign("T1", 3, "DIR")
    late = [replace(say("DIR1", q, 5), campaign="T1") for q in ("RD1", "RD2")]
    seen = comparison(
        campaign("T0", 3, "DIR"), replace(after, answers=(*after.answers, *late)), method
    )

    assert seen.maturity["D1"].change.difference.value == pytest.approx(0.35 * 2 / 0.75)


def test_role_clarity_is_compared_by_its_ranges(campaign, method):
    seen = comparison(campaign("T0", 2, "PRE"), campaign("T1", 2, "DIR"), method).role_clarity

    assert seen.before is not None
    assert seen.after is not None
    assert seen.difference.range is RangeKind.LEAVE_ONE_OUT
    assert seen.difference.value == pytest.approx(seen.after - seen.before)


def test_role_clarity_drawn_among_many_is_compared_by_its_intervals(campaign, method):
    many = replace(method, role_clarity=replace(method.role_clarity, resampled_from=2))
    seen = comparison(campaign("T0", 2, "PRE"), campaign("T1", 2, "DIR"), many).role_clarity

    assert seen.difference.range is RangeKind.BOOTSTRAP_95
    assert seen.difference.low <= seen.difference.value <= seen.difference.high
    before, after = (
        scorecard(
            "T0",
            one.questionnaire,
            method=many,
            answers=[replace(a, campaign="T0") for a in one.answers],
        ).role_clarity
        for one in (campaign("T0", 2, "PRE"), campaign("T1", 2, "DIR"))
    )
    assert (seen.before, seen.after) == (before.value, after.value)
    assert seen.difference.low == pytest.approx(
        after.value - before.value - hypot(after.value - after.low, before.high - before.value)
    )


@pytest.mark.parametrize(
    ("ranges", "is_readable"),
    [
        ((RangeKind.BOOTSTRAP_95, RangeKind.BOOTSTRAP_95), True),
        ((RangeKind.BOOTSTRAP_95, RangeKind.LEAVE_ONE_OUT), False),
        ((RangeKind.LEAVE_ONE_OUT, RangeKind.LEAVE_ONE_OUT), False),
    ],
)
def test_two_intervals_may_meet_where_two_ranges_may_not(ranges, is_readable):
    """16 points, with 9 on each side: two ranges meet, two intervals make hypot(9, 9) = 12.7."""
    before = Estimate(value=50, low=41, high=59, range=ranges[0])
    after = Estimate(value=66, low=57, high=75, range=ranges[1])

    assert _clarity_change(before, after, 10).is_readable is is_readable


def test_role_clarity_that_cannot_be_told_says_why(campaign, method):
    silent = replace(campaign("T1", 2, "DIR"), answers=())
    seen = comparison(campaign("T0", 2, "PRE"), silent, method).role_clarity

    assert seen.is_readable is None
    assert str(seen.reason) == "nobody has answered the decision map"


def test_a_role_that_left_takes_its_views_of_decisions_along(campaign, method):
    before = campaign("T0", 2, "DIR")
    after = campaign("T1", 2, "DIR")
    without = replace(after, answers=tuple(a for a in after.answers if a.role is not Role.PROVIDER))
    seen = comparison(before, without, method)

    assert [each.before for each in seen.decisions] == [each.after for each in seen.decisions]
    assert seen.role_clarity.difference.value == 0


def test_only_decisions_asked_both_times_are_compared(campaign, method):
    before = campaign("T0", 2, "DIR")
    later = replace(before.questionnaire, decisions=before.questionnaire.decisions[:1])
    seen = comparison(before, campaign("T1", 2, "DIR", questionnaire=later), method)

    assert [each.decision for each in seen.decisions] == ["K01"]
    assert seen.questionnaire.removed == ("K02",)


def test_a_decision_that_only_one_campaign_was_asked_is_left_out_on_either_side(
    campaign, method, decide
):
    """The short map of the leader does not hold K03; the provider's whole map does."""
    before, after = campaign("T0", 2, "DIR"), campaign("T1", 2, "DIR")
    whole = replace(
        before.questionnaire,
        decisions=(*before.questionnaire.decisions, decide("K03", 1, "DIR", core=False)),
    )
    leader, everybody = (
        replace(one, questionnaire=whole, answers=tuple(a for a in one.answers if keep(a)))
        for one, keep in ((before, lambda a: a.role is Role.LEADER), (after, lambda _: True))
    )

    for sides in ((leader, everybody), (everybody, leader)):
        seen = comparison(*sides, method)
        assert [each.decision for each in seen.decisions] == ["K01", "K02"]


def test_a_log_on_both_sides_is_compared_and_its_absence_told(campaign, method):
    before = campaign("T0", 2, "DIR", service=record(FIRST, 11))
    after = campaign("T1", 2, "DIR", service=record(THEN, 8))

    assert comparison(before, after, method).service.blocking.last == (11, 8)
    assert comparison(before, after, method).warnings == ()
    for one, other in (
        (before, replace(after, service=None)),
        (replace(before, service=None), after),
    ):
        seen = comparison(one, other, method)
        assert seen.service is None
        assert [str(each) for each in seen.warnings] == [
            "no ticket log: the service at the two times cannot be compared"
        ]


def test_answers_to_another_version_are_told(campaign, method):
    before = campaign("T0", 2, "DIR", service=record(FIRST, 11))
    after = campaign("T1", 2, "DIR", service=record(THEN, 8))
    old = tuple(replace(a, questionnaire_hash="lost") for a in before.answers[:3])
    seen = comparison(replace(before, answers=old), after, method)

    assert seen.warnings[0].facts == {"n": 3}
    assert str(seen.warnings[0]) == (
        "3 answers were given to a version of the questionnaire that is not at hand: their "
        "questions are taken as they read today"
    )


def test_fewer_users_than_may_be_shown_count_nowhere(campaign, method, say):
    def with_users(made, n, level):
        given = (say(f"USR{rank}", q, level) for rank in range(n) for q in ("RD1", "RD2"))
        return replace(made, answers=(*made.answers, *given))

    before, after = campaign("T0", 2, "DIR"), campaign("T1", 2, "DIR")
    few = comparison(with_users(before, 9, 1), with_users(after, 4, 5), method)
    enough = comparison(with_users(before, 9, 1), with_users(after, 5, 5), method)

    assert Role.USER not in few.maturity["D1"].roles
    assert few.maturity["D1"].change.difference.value == 0
    assert Role.USER in enough.maturity["D1"].roles
    assert enough.maturity["D1"].change.difference.value == pytest.approx(1)


def test_a_user_counts_on_common_questions_as_in_the_published_score(
    campaign, method, say, ask, form
):
    """Two answers of three count; when one of the two is no longer asked, they still do."""
    three = form({"D1": (ask("RD1"), ask("RD2"), ask("RD3"))})
    two = form({"D1": (ask("RD1"), ask("RD3"))})

    def users(*given):
        return tuple(say(f"USR{rank}", q, 2) for rank in range(8) for q in given)

    before = campaign("T0", 2, "DIR", questionnaire=three, answers=users("RD1", "RD2"))
    after = campaign("T1", 2, "DIR", questionnaire=two, answers=users("RD1", "RD3"))
    seen = comparison(before, after, method).maturity["D1"]

    assert seen.questions == ("RD1", "RD3")
    assert Role.USER in seen.roles
    assert seen.users == (8, 8)


def test_somebody_who_did_not_count_then_does_not_on_common_questions(
    campaign, method, say, ask, form
):
    """One answer of three is too few, though that question is the only one of both times."""
    one = form({"D1": (ask("RD1"),)})
    three = form({"D1": (ask("RD1"), ask("RD2"), ask("RD3"))})
    before = (say("DIR1", "RD1", 2), say("REF1", "RD1", 2))
    after = (say("DIR1", "RD1", 5), *(say("REF1", f"RD{rank}", 3) for rank in (1, 2, 3)))
    seen = comparison(
        campaign("T0", 2, "DIR", questionnaire=one, answers=before),
        campaign("T1", 2, "DIR", questionnaire=three, answers=after),
        method,
    ).maturity["D1"]

    assert (seen.roles, seen.left_out) == ((Role.IT_REFERENT,), (Role.LEADER,))
    assert seen.change.after == 3


def test_a_decision_that_is_not_read_says_who_is_missing_among_those_compared(campaign, method):
    """The provider answered the second time only, so it is compared at neither."""
    before, after = campaign("T0", 2, "DIR"), campaign("T1", 2, "DIR")
    client = tuple(a for a in before.answers if a.role is not Role.PROVIDER)
    provider = tuple(a for a in before.answers if a.role is Role.PROVIDER)
    alone = comparison(replace(before, answers=client), after, method).decisions[0]
    none = comparison(replace(before, answers=provider), after, method).decisions[0]
    few = replace(method, role_clarity=replace(method.role_clarity, minimum_answers=4))
    enough = comparison(before, after, few).decisions[0]

    assert (alone.before, alone.after) == (None, None)
    assert [str(why) for why in alone.unknown_because] == [
        "nobody from the provider is among those compared on this decision"
    ] * 2
    assert "nobody from the client" in str(none.unknown_because[1])
    assert str(enough.unknown_because[0]) == "fewer than 4 people answered"
    assert comparison(before, after, method).decisions[0].unknown_because == (None, None)


def test_facts_known_both_times_are_compared(method, dep1_facts):
    later = dict(dep1_facts) | {"S1": 0.0, "S4": "no", "S10": "yes", "S11": None}
    seen = structural_change(dep1_facts, later, method)
    common = [
        key for key, value in dep1_facts.items() if value is not None and later[key] is not None
    ]
    expected = [
        structural_dependency({key: facts[key] for key in common}, method).value
        for facts in (dep1_facts, later)
    ]

    assert (seen.change.before, seen.change.after) == tuple(expected)
    assert seen.changed == {"S1": (0.625, 0.0), "S4": ("yes", "no")}
    assert (seen.learnt, seen.lost) == (("S10",), ("S11",))
    assert seen.of_record == (
        structural_dependency(dep1_facts, method).value,
        structural_dependency(later, method).value,
    )
    assert (seen.change.is_readable, seen.change.basis) == (True, Basis.FACTS)
    assert seen.change.is_small is False
    assert "facts changed" in str(seen.change.reason)


def test_a_fact_learnt_moves_nothing(method, dep1_facts):
    seen = structural_change(dep1_facts, dict(dep1_facts) | {"S10": "yes"}, method)

    assert seen.change.difference.value == 0
    assert (seen.change.is_readable, seen.change.basis) == (False, None)
    assert (seen.change.is_small, seen.learnt, seen.changed) == (True, ("S10",), {})
    assert "the same" in str(seen.change.difference.reason)
    assert "too small" in str(seen.change.reason)


def test_ten_points_are_a_move_and_less_is_barely_one(method, dep1_facts):
    known = [key for key, value in dep1_facts.items() if value is not None]
    weights = {fact.id: fact.weight for fact in method.dependency.facts}
    step = 0.1 * sum(weights[key] for key in known) / weights["S1"]
    most, ten, less = (
        dict(dep1_facts) | {"S1": share} for share in (1.0, 1 - step, 1 - 0.99 * step)
    )

    assert structural_change(most, ten, method).change.is_small is False
    assert structural_change(most, less, method).change.is_small is True
    assert structural_change(ten, most, method).change.is_small is False


def test_too_few_common_facts_are_not_compared(method, dep1_facts):
    seen = structural_change(dep1_facts, {"S1": 0.5, "S9": "dont_know"}, method)

    assert (seen.change.before, seen.change.is_readable) == (None, None)
    assert "too few structural facts" in str(seen.change.reason)
    assert "S9" in seen.lost
    whole = structural_dependency(dep1_facts, method).value
    assert seen.of_record == (whole, None)
    assert seen.unknown_because == (
        None,
        structural_dependency({"S1": 0.5, "S9": "dont_know"}, method).reason,
    )
    assert structural_change({}, {}, method).change.is_readable is None
