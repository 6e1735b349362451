"""Wilson 1927 and Kaplan and Meier 1958, against hand-computed figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.errors import ScoringError
from infopilot.scoring.statistics.intervals import kaplan_meier, kaplan_meier_median, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.2775327998628892),
        (1, 4, 0.04558726080970055, 0.6993581574175981),
        (3, 9, 0.1205838183869109, 0.6457978644196036),
        (3, 14, 0.07571386712693184, 0.47589230586600295),
        (10, 14, 0.4535091567010681, 0.8827862135542308),
        (15, 52, 0.18329960414709912, 0.4227278803668426),
    ],
)
def test_wilson_gives_the_published_interval(successes, n, low, high):
    assert wilson(successes, n) == pytest.approx((low, high), abs=1e-6)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_stays_between_0_and_1(counts):
    successes, n = counts
    low, high = wilson(successes, n)

    assert 0 <= low <= successes / n <= high <= 1


@pytest.mark.parametrize(("successes", "n"), [(1, 0), (-1, 3), (4, 3), (float("nan"), 3)])
def test_wilson_refuses_what_is_no_share(successes, n):
    with pytest.raises(ScoringError, match="a share cannot be computed"):
        wilson(successes, n)


def test_kaplan_meier_steps_of_the_worked_example():
    steps = kaplan_meier([4, 10, 6, 20, 8, 144], [True, True, True, True, True, False])

    assert [duration for duration, _ in steps] == [4, 6, 8, 10, 20]
    assert [share for _, share in steps] == pytest.approx(
        [0.8333, 0.6667, 0.5, 0.3333, 0.1667], abs=1e-4
    )


def test_kaplan_meier_with_an_incident_left_open_early():
    steps = kaplan_meier([4, 5, 6, 8, 10, 20], [True, False, True, True, True, True])

    assert [share for _, share in steps] == pytest.approx(
        [0.8333, 0.625, 0.4167, 0.2083, 0.0], abs=1e-4
    )
    assert kaplan_meier_median([4, 5, 6, 8, 10, 20], [True, False] + [True] * 4) == 8


def test_an_incident_still_open_when_another_ends_is_at_risk_then():
    assert kaplan_meier([5, 5], [False, True]) == [(5, 0.5)]


def test_the_median_is_unknown_when_too_many_are_open_or_none_is_given():
    assert kaplan_meier_median([1, 50, 60], [True, False, False]) is None
    assert kaplan_meier_median([], []) is None


def test_a_log_of_100_000_incidents_is_no_trouble():
    durations = list(range(100_000))

    assert kaplan_meier_median(durations, [True] * 100_000) == 49_999


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans()), max_size=60))
def test_survival_never_rises(incidents):
    steps = kaplan_meier([d for d, _ in incidents], [o for _, o in incidents])
    shares = [share for _, share in steps]

    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share < 1 for share in shares)


@pytest.mark.parametrize("durations", [[-1.0], [float("nan")], [float("inf")]])
def test_a_duration_must_be_a_positive_number(durations):
    with pytest.raises(ScoringError, match="not a positive number"):
        kaplan_meier(durations, [True])


def test_each_duration_needs_its_state():
    with pytest.raises(ScoringError, match="marked as ended or open"):
        kaplan_meier_median([1, 2], [True])


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.integers(0, 4)), max_size=12))
def test_counts_stand_for_as_many_incidents(rows):
    one_by_one = [(lasted, ended) for lasted, ended, count in rows for _ in range(count)]

    weighted = kaplan_meier(
        [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]
    )

    alone = kaplan_meier([row[0] for row in one_by_one], [row[1] for row in one_by_one])
    assert weighted == alone


def test_a_negative_count_is_refused():
    with pytest.raises(ScoringError, match="negative"):
        kaplan_meier([1.0], [True], [-1])
