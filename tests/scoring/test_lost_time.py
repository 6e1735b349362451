"""Lost time: the Pareto of the worked example DEP1 (METHOD 4.5, oracle O13) and its bounds."""

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.errors import ScoringError
from infopilot.scoring.service.lost_time import minutes_lost, top_share, weightiest

DEP1 = Counter([120, 60, 15, 480, 20, 90, 300, 10, 30, 600, 25, 240, 45, 50])
LOGS = st.dictionaries(st.integers(0, 500).map(float), st.integers(0, 9), max_size=12)


def test_dep1():
    assert minutes_lost(DEP1) == 2085
    assert weightiest(DEP1, 0.8) == 5
    assert top_share(DEP1, 0.2) == pytest.approx(0.6618705035971223, abs=1e-9)


@pytest.mark.parametrize(
    ("share", "expected"), [(0, 0), (0.001, 1), (0.25, 1), (0.2501, 2), (0.75, 3), (1, 4)]
)
def test_alike_incidents_are_taken_one_by_one(share, expected):
    assert weightiest({10.0: 4}, share) == expected


@pytest.mark.parametrize(("part", "expected"), [(0, 0), (0.25, 0.25), (0.26, 0.5), (1, 1)])
def test_a_part_of_the_incidents_is_rounded_up(part, expected):
    assert top_share({10.0: 4}, part) == pytest.approx(expected)


def test_longest_come_first():
    assert top_share({10.0: 3, 70.0: 1}, 0.25) == pytest.approx(0.7)
    assert weightiest({10.0: 3, 70.0: 1}, 0.7) == 1
    assert weightiest({10.0: 3, 70.0: 1}, 0.71) == 2


def test_nothing_lost():
    assert minutes_lost({}) == 0
    assert weightiest({0.0: 3}, 0.8) == 0
    assert top_share({0.0: 3}, 0.2) is None


@given(LOGS, st.floats(0, 1))
def test_the_weightiest_reach_their_share_and_one_fewer_does_not(minutes, share):
    taken = weightiest(minutes, share)
    longest = sorted(Counter(minutes).elements(), reverse=True)
    wanted = share * math.fsum(longest)

    assert math.fsum(longest[:taken]) >= wanted * (1 - 1e-8)
    assert taken == 0 or math.fsum(longest[: taken - 1]) < wanted


@pytest.mark.parametrize(
    ("minutes", "share", "said"),
    [
        ({-1.0: 1}, 0.5, "minutes lost are not a positive number"),
        ({math.nan: 1}, 0.5, "minutes lost are not a positive number"),
        ({math.inf: 1}, 0.5, "minutes lost are not a positive number"),
        ({1.0: -1}, 0.5, "a count of incidents is negative"),
        ({1.0: 1}, -0.1, "a share is out of range"),
        ({1.0: 1}, 1.1, "a share is out of range"),
    ],
)
def test_what_is_no_log_is_refused(minutes, share, said):
    with pytest.raises(ScoringError, match=said):
        weightiest(minutes, share)
    with pytest.raises(ScoringError, match=said):
        top_share(minutes, share)
