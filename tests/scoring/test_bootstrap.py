"""Draws from counts by week are what the figure gives on the weeks drawn, copied one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

from infopilot.incidents.counting.delays import quantile
from infopilot.scoring.service.concentration import effective_holders, sole_holder_share
from infopilot.scoring.statistics.bootstrap import (
    bins,
    exclusivity_draws,
    holder_draws,
    interval,
    median_draws,
    ratio_draws,
    sole_holder_draws,
    survival_median_draws,
    week_weights,
)
from infopilot.scoring.statistics.intervals import kaplan_meier_median, wilson

WEEKS, VALUES = 4, 6
DURATIONS = np.array([0.0, 4, 6, 8, 10, 20])


def counts(most=5):
    return nps.arrays(np.int64, (WEEKS, VALUES), elements=st.integers(0, most))


def weights(most=3):
    whole = nps.arrays(np.int64, (2, WEEKS), elements=st.integers(0, most))
    return whole.map(lambda drawn: drawn.astype(np.float64))


def expected(found):
    return np.nan if found is None else found


def test_the_same_seed_gives_the_same_weeks():
    drawn = week_weights(53)

    assert drawn.shape == (2000, 53)
    assert (drawn.sum(axis=1) == 53).all()
    assert (drawn == week_weights(53)).all()
    assert drawn[0, :12].tolist() == week_weights(53, resamples=1)[0, :12].tolist()
    assert not (drawn == week_weights(53, seed=1)).all()


@given(weights(), counts())
def test_medians_are_those_of_the_copied_weeks(drawn, counted):
    for draw, median in zip(drawn, median_draws(drawn, counted, DURATIONS), strict=True):
        copied = dict(zip(DURATIONS.tolist(), (draw @ counted).astype(int).tolist(), strict=True))
        known = {value: count for value, count in copied.items() if count}

        assert median == pytest.approx(expected(quantile(known, 0.5)), nan_ok=True)


@given(weights(), counts(), counts())
def test_survival_medians_are_those_of_the_copied_weeks(drawn, ended, lasting):
    found = survival_median_draws(drawn, ended, lasting, DURATIONS)
    for draw, median in zip(drawn, found, strict=True):
        held = np.concatenate([draw @ ended, draw @ lasting]).astype(int).tolist()
        alone = kaplan_meier_median(
            [*DURATIONS, *DURATIONS], [True] * VALUES + [False] * VALUES, held
        )

        if not sum(held):
            assert np.isnan(median)
        else:
            assert median == (np.inf if alone is None else alone)


@given(weights(), counts())
def test_sole_holders_are_those_of_the_copied_weeks(drawn, counted):
    starts = [0, 1, 4]
    sizes = np.add.reduceat(counted, starts, axis=1)
    found = sole_holder_draws(drawn, sizes, counted, starts, share=0.8, minimum=3)
    for draw, share in zip(drawn, found, strict=True):
        held = (draw @ counted).astype(int)
        categories = {str(n): part.tolist() for n, part in enumerate(np.split(held, starts[1:]))}
        alone = sole_holder_share(categories, share=0.8, minimum=3)

        assert share == pytest.approx(expected(alone), nan_ok=True)


@given(counts())
def test_all_weeks_once_give_the_effective_holders(counted):
    found = holder_draws(np.ones((1, WEEKS)), counted)

    alone = effective_holders(counted.sum(axis=0).tolist())
    assert found[0] == pytest.approx(expected(alone), nan_ok=True)


def test_a_week_drawn_twice_is_not_concentration():
    """Ten people who do one incident each are ten, however often their week is drawn."""
    counted = np.eye(10, dtype=np.int64)
    drawn = week_weights(10)

    assert (holder_draws(drawn, counted) == (drawn > 0).sum(axis=1))[
        (drawn > 0).sum(axis=1) > 1
    ].all()


def test_a_draw_of_one_incident_or_none_has_no_holders():
    """One incident makes no pair; two of one person make one holder, of two people make two."""
    counted = np.array([[1, 0, 0], [0, 1, 1], [0, 0, 0]])
    drawn = np.array([[1.0, 0, 0], [0, 0, 1], [2, 0, 0], [0, 1, 0], [1, 1, 0]])

    assert holder_draws(drawn, counted) == pytest.approx(
        [np.nan, np.nan, np.nan, 2, 3], nan_ok=True
    )
    assert holder_draws(np.ones((1, 1)), np.array([[2, 0]])) == pytest.approx([1])


def test_what_only_outsiders_close_depends_on_the_weeks_drawn():
    client = np.array([[1, 0], [0, 0]])
    secret = np.array([[2, 3], [4, 0]])
    written = np.array([10, 10])
    drawn = np.array([[1.0, 1.0], [0.0, 2.0], [0.0, 0.0]])

    found = exclusivity_draws(drawn, client, secret, written)

    assert found.tolist()[:2] == [3 / 20, 8 / 20]
    assert np.isnan(found[2])


@settings(max_examples=20)
@given(st.integers(1, 39))
def test_the_interval_of_a_share_is_near_that_of_wilson_when_weeks_are_alike(part):
    """Forty weeks of one incident each: blocks are incidents."""
    happened = (np.arange(40) < part).astype(np.int64)
    low, high = interval(ratio_draws(week_weights(40), happened, np.ones(40, dtype=np.int64)))

    assert (low, high) == pytest.approx(wilson(part, 40), abs=0.07)


def test_incidents_that_come_together_widen_the_interval():
    alike = ratio_draws(week_weights(20), np.full(20, 5), np.full(20, 10))
    together = ratio_draws(week_weights(20), np.repeat([0, 10], 10), np.full(20, 10))

    assert interval(alike) == (0.5, 0.5)
    low, high = interval(together)
    assert high - low > 2 * (wilson(100, 200)[1] - 0.5)


def test_an_interval_leaves_out_what_is_not_a_number_unless_it_is_half():
    assert interval(np.array([1.0, 2.0, np.nan])) == (1.0, 2.0)
    assert interval(np.array([1.0, np.nan])) == (None, None)
    assert interval(np.array([1.0, 2.0, np.inf])) == (1.0, None)


@given(nps.arrays(np.int64, st.integers(1, 60), elements=st.integers(1, 50)), st.integers(1, 12))
def test_bins_rise_and_hold_their_part(counted, most):
    placed = bins(counted, most)

    assert placed[0] == 0
    assert set(np.diff(placed)) <= {0, 1}
    held = np.bincount(placed, weights=counted)
    assert (held <= counted.sum() / most + counted.max()).all()


@pytest.mark.parametrize(
    ("counted", "most", "placed"),
    [
        ([5, 1, 1, 5], 2, [0, 0, 1, 1]),
        ([1, 1, 1, 1], 2, [0, 0, 1, 1]),
        ([1, 1, 1, 1], 4, [0, 1, 2, 3]),
        ([2, 2, 2], 3, [0, 1, 2]),
        ([9, 1, 1, 1], 2, [0, 0, 0, 0]),
        ([0, 7, 0], 3, [0, 1, 2]),
    ],
)
def test_bins_by_hand(counted, most, placed):
    assert bins(np.array(counted), most).tolist() == placed


def test_four_fifths_exactly_is_the_only_holder_and_one_incident_is_enough():
    sizes, counted = np.array([[5, 1]]), np.array([[4, 1]])
    found = sole_holder_draws(np.ones((1, 1)), sizes, counted, [0, 1], share=0.8, minimum=1)

    assert found.tolist() == [1]


def test_a_category_drawn_empty_has_no_holder():
    sizes, counted = np.array([[3, 0], [0, 2]]), np.array([[3, 0], [0, 1]])
    once = np.array([[1.0, 0.0], [0.0, 1.0]])
    found = sole_holder_draws(once, sizes, counted, [0, 1], share=0.8, minimum=1)

    assert found.tolist() == [1, 0]


def test_one_incident_is_its_own_median_and_has_no_pair():
    one, values = np.array([[0, 1, 0]]), np.array([4.0, 6, 20])

    assert median_draws(np.ones((1, 1)), one, values).tolist() == [6]
    assert np.isnan(holder_draws(np.ones((1, 1)), one)).all()
    assert holder_draws(np.ones((1, 1)), np.array([[1, 1]])).tolist() == [2]


def test_a_share_of_one_incident_is_told_and_of_none_is_not():
    drawn = np.array([[1.0, 0.0], [0.0, 1.0]])
    found = ratio_draws(drawn, np.array([1, 0]), np.array([1, 0]))

    assert found[0] == 1
    assert np.isnan(found[1])
