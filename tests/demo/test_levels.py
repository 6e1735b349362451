from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.demo.levels import chosen, fitted

wishes = st.lists(st.floats(-2, 8), min_size=1, max_size=40)


@given(wishes, st.floats(1, 5))
def test_levels_stay_on_the_scale_and_reach_the_mean_to_half_a_level_in_all(wished, mean):
    levels = fitted(wished, mean)

    assert set(levels) <= {1, 2, 3, 4, 5}
    assert abs(sum(levels) - mean * len(levels)) <= 0.5


@given(wishes, st.floats(1, 5))
def test_a_ceiling_is_never_passed(wished, mean):
    levels = fitted(wished, mean, ceilings=[3] * len(wished))

    assert max(levels) <= 3


def test_the_level_that_moves_is_the_one_that_is_nearest_to_moving():
    assert fitted([2.4, 1.1, 3.0], 7 / 3) == [3, 1, 3]
    assert fitted([2.6, 1.9, 3.0], 7 / 3) == [2, 2, 3]


def test_fitting_leaves_its_wishes_alone():
    wished = [2.4, 1.1]

    fitted(wished, 4)

    assert wished == [2.4, 1.1]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_largest_weights_are_chosen_and_the_first_among_equals(count):
    assert chosen([1.0, 3.0, 3.0], count) == set([1, 2, 0][:count])


def test_a_mean_of_zero_is_reached_where_zero_is_allowed():
    assert fmean(fitted([0.4, 1.2, 0.1], 0, lowest=0)) == 0
