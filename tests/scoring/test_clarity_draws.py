"""Role clarity over other groups of the same people, against a naive loop over each draw."""

from dataclasses import replace
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infopilot.model.estimate import RangeKind
from infopilot.model.people import Side
from infopilot.scoring.clarity.decision_map import voices
from infopilot.scoring.clarity.draws import (
    clarity_draws,
    clarity_interval,
    mean_interval,
    no_draws,
    people_by_side,
)
from infopilot.scoring.clarity.role_clarity import role_clarity
from infopilot.scoring.statistics.bootstrap import interval, week_weights

PEOPLE = ("DIR1", "DIR2", "REF1", "MET1", "MET2", "PRE1", "PRE2")
SAID = st.sampled_from(["DIR", "REF", "PRE", "PERSONNE", "dont_know", None])
TABLES = st.lists(st.lists(SAID, min_size=7, max_size=7), min_size=3, max_size=3)


@pytest.fixture(scope="module")
def decisions(decide):
    return [
        decide("d1", 3, "DIR", "REF"),
        decide("d2", 2, "DIR REF", "PRE"),
        decide("d3", 1, "PRE", "REF"),
    ]


def answers_of(say, table):
    return [
        answer
        for number, row in enumerate(table, start=1)
        for person, actor in zip(PEOPLE, row, strict=True)
        if actor
        for answer in (say(person, f"d{number}.A", actor), say(person, f"d{number}.R", "PRE"))
    ]


def ones(heard):
    return {side: np.ones((1, len(names))) for side, names in people_by_side(heard).items()}


@given(TABLES)
def test_everybody_drawn_once_gives_role_clarity_itself(decisions, say, method, table):
    answers = answers_of(say, table)
    heard = voices(decisions, answers)
    expected = role_clarity(decisions, answers, method).value
    [value] = clarity_draws(decisions, heard, ones(heard), method.role_clarity)

    assert (None if np.isnan(value) else value) == (
        expected if expected is None else pytest.approx(expected)
    )


def naive(decisions, heard, drawn):
    """One draw, pair by pair; ``drawn`` counts each respondent."""
    total = known = 0.0
    for decision in decisions:
        sides = {
            side: [
                (voice, copy)
                for voice in heard[decision.id]
                if voice.side is side
                for copy in range(drawn[voice.respondent])
            ]
            for side in Side
        }
        client, provider = sides[Side.CLIENT], sides[Side.PROVIDER]
        if not client or len(client) + len(provider) < 2:
            continue

        def same(one, other):
            return one.accountable is not None and one.accountable is other.accountable

        pairs = [same(v, w) for v, _ in client for w, _ in client if v.respondent != w.respondent]
        across = [same(v, w) for v, _ in client for w, _ in provider]
        parts = [fmean(each) for each in (pairs, across) if each]
        if not parts:
            continue
        present = [side for side in sides.values() if side]
        coverage = fmean(fmean(v.coverage for v, _ in side) for side in present)
        conformity = fmean(fmean(v.conformity(decision, 0.5) for v, _ in side) for side in present)
        value = 100 * (0.4 * fmean(parts) + 0.2 * coverage + 0.4 * conformity)
        total += decision.weight * value
        known += decision.weight
    enough = known >= 0.7 * sum(decision.weight for decision in decisions) - 1e-9
    drawn_voices = [v for said in heard.values() for v in said if drawn[v.respondent]]
    told = any(voice.accountable is not None for voice in drawn_voices)
    return total / known if known and enough and told else None


@settings(max_examples=40)
@given(
    TABLES,
    st.lists(st.integers(0, 4), min_size=7, max_size=7),
)
def test_a_draw_is_counted_pair_by_pair(decisions, say, method, table, times):
    heard = voices(decisions, answers_of(say, table))
    people = people_by_side(heard)
    counts = dict(zip(PEOPLE, times, strict=True))
    weights = {
        side: np.array([[counts[name] for name in names]], dtype=float).reshape(1, len(names))
        for side, names in people.items()
    }
    [value] = clarity_draws(decisions, heard, weights, method.role_clarity)
    expected = naive(decisions, heard, counts)

    assert (None if np.isnan(value) else value) == (
        expected if expected is None else pytest.approx(expected)
    )


TABLE = [
    ["DIR", "DIR", "REF", "PRE", "DIR", "DIR", "PRE"],
    ["REF", "DIR", "REF", "REF", "PRE", "PRE", "PRE"],
    ["PRE", "PRE", "PRE", "dont_know", "PRE", "PRE", "PRE"],
]


def test_from_five_client_respondents_on_the_range_is_a_bootstrap(decisions, say, method):
    answers = answers_of(say, TABLE)
    score = role_clarity(decisions, answers, method)
    heard = voices(decisions, answers)

    assert score.range is RangeKind.BOOTSTRAP_95
    assert (score.low, score.high) == clarity_interval(decisions, heard, method.role_clarity)
    assert score.low < score.value < score.high
    assert score == role_clarity(decisions, answers, method), "the seed is fixed"


def test_four_client_respondents_keep_the_leave_one_out_range(decisions, say, method):
    answers = [each for each in answers_of(say, TABLE) if each.respondent != "MET2"]

    assert role_clarity(decisions, answers, method).range is RangeKind.LEAVE_ONE_OUT


def test_the_client_alone_has_its_bootstrap_too(decisions, say, method):
    answers = [each for each in answers_of(say, TABLE) if not each.respondent.startswith("PRE")]
    score = role_clarity(decisions, answers, method)

    assert score.range is RangeKind.BOOTSTRAP_95
    assert score.one_sided


def test_five_people_who_all_agree_cannot_vary(decisions, say, method):
    score = role_clarity(decisions, answers_of(say, [["DIR"] * 7] * 3), method)

    assert (score.low, score.high) == pytest.approx((score.value, score.value))


def test_draws_that_leave_too_little_give_way_to_leaving_one_out(decisions, say, method):
    """Each person answered one decision only: most draws miss one of them."""
    heard_once = {"DIR1": "d1", "DIR2": "d1", "REF1": "d2", "MET1": "d2", "MET2": "d2"}
    answers = [say(person, f"{key}.A", "DIR") for person, key in heard_once.items()]
    score = role_clarity(decisions[:2], answers, method)
    heard = voices(decisions[:2], answers)

    assert clarity_interval(decisions[:2], heard, method.role_clarity) == (None, None)
    assert score.value is not None
    assert score.range is RangeKind.LEAVE_ONE_OUT
    assert (score.low, score.high) == pytest.approx((90, 90))


@pytest.mark.parametrize(("weights", "is_enough"), [((7, 3), True), ((69, 31), False)])
def test_a_draw_needs_seven_tenths_of_the_weight(decide, say, method, weights, is_enough):
    asked = [decide(f"d{n}", weight, "DIR") for n, weight in enumerate(weights, start=1)]
    heard = voices(asked, [say(person, "d1.A", "DIR") for person in ("DIR1", "REF1")])
    [value] = clarity_draws(asked, heard, ones(heard), method.role_clarity)

    assert np.isnan(value) != is_enough
    assert not is_enough or value == pytest.approx(90)


def test_a_draw_takes_two_answers_and_one_of_the_client(decide, say, method):
    asked = [decide("d1", 1, "DIR")]
    pair = voices(asked, [say("DIR1", "d1.A", "DIR"), say("PRE1", "d1.A", "DIR")])
    draws = {
        Side.CLIENT: np.array([[1.0], [2], [0], [1]]),
        Side.PROVIDER: np.array([[1.0], [0], [2], [0]]),
    }
    values = clarity_draws(asked, pair, draws, method.role_clarity)

    # Both; the client twice, who cannot agree with themselves; the provider alone; one answer.
    assert [None if np.isnan(value) else round(value) for value in values] == [90, None, None, None]


def test_a_draw_of_people_who_could_tell_nothing_is_left_out(decide, say, method):
    """Two who do not know, then with one who names somebody: one name is enough."""
    asked = [decide("d1", 1, "DIR")]
    said = {"DIR1": "dont_know", "DIR2": "dont_know", "REF1": "DIR"}
    heard = voices(asked, [say(person, "d1.A", actor) for person, actor in said.items()])
    drawn = {Side.CLIENT: np.array([[1.0, 1, 0], [1, 1, 1], [1, 0, 1]]), Side.PROVIDER: no_draws(3)}

    values = clarity_draws(asked, heard, drawn, method.role_clarity)

    assert np.isnan(values).tolist() == [True, False, False]
    assert clarity_draws(asked, heard, ones(heard), method.role_clarity) == values[1]


def test_a_draw_needs_as_many_answers_as_the_method_asks(decide, say, method):
    asked = [decide("d1", 1, "DIR")]
    heard = voices(asked, [say(person, "d1.A", "DIR") for person in ("DIR1", "DIR2", "REF1")])
    three = replace(method.role_clarity, minimum_answers=3)
    drawn = {Side.CLIENT: np.array([[1.0, 1, 0], [1, 1, 1]]), Side.PROVIDER: no_draws(2)}

    assert np.isnan(clarity_draws(asked, heard, drawn, three)).tolist() == [True, False]


def test_people_are_told_by_side_in_order(decisions, say):
    heard = voices(decisions, answers_of(say, TABLE))

    assert people_by_side(heard) == {
        Side.CLIENT: ["DIR1", "DIR2", "MET1", "MET2", "REF1"],
        Side.PROVIDER: ["PRE1", "PRE2"],
    }
    assert no_draws(3).shape == (3, 0)


def test_the_mean_of_a_few_people_is_drawn_two_thousand_times_with_the_same_seed():
    values = [10.0, 25.0, 50.0, 60.0, 85.0, 100.0]
    draws = week_weights(6, 2000, 20160324) @ np.array(values) / 6

    assert mean_interval(values) == interval(draws)


def test_the_two_sides_are_drawn_apart(decisions, say, method):
    """Each side has its own seed: 2,000 draws, from the seed on, client first."""
    heard = voices(decisions, answers_of(say, TABLE))
    weights = {
        Side.CLIENT: week_weights(5, 2000, 20160324),
        Side.PROVIDER: week_weights(2, 2000, 20160325),
    }
    draws = clarity_draws(decisions, heard, weights, method.role_clarity)

    assert clarity_interval(decisions, heard, method.role_clarity) == interval(draws)


def test_the_mean_of_a_few_people_varies_as_draws_of_them_do():
    """Five values, 0 and 100: the share of 100 among five draws is binomial."""
    low, high = mean_interval([0.0, 0.0, 100.0, 100.0, 100.0])

    assert (low, high) == (20.0, 100.0)
