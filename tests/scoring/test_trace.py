"""The trace of stoppages (METHOD 5, oracle O14: 30 of 80 people against 25 of 12)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.errors import ScoringError
from infopilot.model.estimate import RangeKind
from infopilot.scoring.perception.trace import trace


def test_o14_trace():
    seen = trace(30, 80, 25, 12)

    assert seen.value == pytest.approx(0.18, abs=1e-12)
    assert seen.low == pytest.approx(0.10586832348539953, abs=1e-5)
    assert seen.high == pytest.approx(0.3060405505001535, abs=1e-5)
    assert (seen.n, seen.range, seen.reason) == (12, RangeKind.CONFIDENCE_95, None)


def test_nobody_stopped_leaves_nothing_to_trace():
    seen = trace(3, 80, 0, 12)

    assert (seen.value, seen.low, seen.n) == (None, None, 12)
    assert str(seen.reason) == (
        "no respondent was stopped in these days: there is nothing to trace"
    )


def test_no_ticket_leaves_an_upper_end():
    """Source: Clopper and Pearson, 1934: 0 of 21 has 1 - 0.025^(1/21) = .161098 as upper end."""
    seen = trace(0, 80, 21, 36)
    odds = 0.161098 / (1 - 0.161098)

    assert (seen.value, seen.low, seen.n) == (0, 0, 36)
    assert seen.high == pytest.approx(odds * 36 / 80, abs=1e-6)
    assert seen.range is RangeKind.CONFIDENCE_95


@pytest.mark.parametrize("counts", [(-1, 80, 5, 12), (3, 0, 5, 12), (3, 80, -1, 12), (3, 80, 5, 0)])
def test_counts_without_people_are_refused(counts):
    with pytest.raises(ScoringError, match="stoppages per person need people"):
        trace(*counts)


def test_one_person_is_enough():
    assert trace(1, 1, 1, 1).value == 1


@given(st.integers(0, 50), st.integers(1, 200), st.integers(1, 50), st.integers(1, 60))
def test_the_trace_is_within_its_ends(tickets, staff, declared, respondents):
    seen = trace(tickets, staff, declared, respondents)

    assert 0 <= seen.low <= seen.value <= seen.high
