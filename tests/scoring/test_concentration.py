"""Herfindahl, effective holders and bus factor of the worked example DEP1 and of sanity lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.errors import ScoringError
from infopilot.scoring.service.concentration import (
    bus_factor,
    concentration,
    effective_holders,
    herfindahl,
    herfindahl_unbiased,
    sole_holder_share,
)

DEP1 = [7, 2, 1, 2, 2]
COUNTS = st.lists(st.integers(0, 200), max_size=30)


def test_the_resolvers_of_dep1():
    assert herfindahl(DEP1) == pytest.approx(0.3163265306122449)
    assert herfindahl_unbiased(DEP1) == pytest.approx(0.26373626373626374)
    assert effective_holders(DEP1) == pytest.approx(3.7916666666666665)
    assert herfindahl([10, 2, 2]) == pytest.approx(0.5510204081632653)
    assert concentration(DEP1).effective == effective_holders(DEP1)
    assert (herfindahl_unbiased([2]), herfindahl_unbiased([1, 1])) == (1, 0)
    assert herfindahl_unbiased([1]) is None
    assert bus_factor(DEP1) == 1
    assert bus_factor(DEP1, 0.8) == 4
    assert bus_factor([2, 2, 1]) == 2


@pytest.mark.parametrize(
    ("shares", "hhi", "effective"),
    [((7, 2, 1), 0.54, 1.852), ((4, 3, 2, 1), 0.30, 3.333), ((9, 1), 0.82, 1.2195)],
)
def test_large_logs_reach_the_sanity_lines(shares, hhi, effective):
    counts = [share * 1_000_000 for share in shares]

    assert herfindahl(counts) == pytest.approx(hhi)
    assert effective_holders(counts) == pytest.approx(effective, abs=1e-3)


def test_the_sole_holders_of_dep1():
    held = {
        "Messagerie": [2],
        "Poste": [2],
        "Impression": [1, 1, 1],
        "ERP": [2],
        "Acces": [2, 1],
        "Reseau": [2],
    }

    assert sole_holder_share(held, minimum=2) == pytest.approx(8 / 14)
    assert sole_holder_share(held) == 0
    assert sole_holder_share({"ERP": [], "VPN": [0]}) is None


def test_a_category_held_at_four_fifths_exactly_is_held():
    assert sole_holder_share({"ERP": [4, 1]}) == 1


def test_nobody_coming_twice_gives_as_many_holders_as_were_seen():
    assert effective_holders([1, 1, 1]) == 3


def test_one_incident_tells_no_concentration():
    seen = concentration([1], missing=0.5)

    assert seen is not None
    assert (seen.n, seen.distinct, seen.top5, seen.hhi, seen.missing) == (1, 1, 1, 1, 0.5)
    assert seen.hhi_unbiased is None
    assert seen.effective is None


def test_no_incident_tells_nothing():
    assert concentration([]) is None
    assert concentration([0, 0]) is None
    assert bus_factor([]) is None


def test_a_concentration_tells_everything_of_its_holders():
    told = concentration([4, 3, 2, 1, 1, 1], missing=0.25)
    assert (told.n, told.distinct, told.missing) == (12, 6, 0.25)
    assert (told.top1, told.top3, told.top5) == (4 / 12, 9 / 12, 11 / 12)
    assert told.hhi == pytest.approx(32 / 144)
    assert told.hhi_unbiased == pytest.approx(20 / 132)
    assert concentration([4]).missing == 0
    assert concentration([0, 4]) == concentration([4])


def test_top_shares_add_the_largest_holders():
    seen = concentration([1, 2, 3, 4])

    assert seen is not None
    assert (seen.top1, seen.top3, seen.top5) == (0.4, 0.9, 1.0)


@given(COUNTS)
def test_the_unbiased_index_never_exceeds_the_plain_one(counts):
    plain, unbiased = herfindahl(counts), herfindahl_unbiased(counts)

    assert plain is None or unbiased is None or unbiased <= plain + 1e-12


@given(COUNTS)
def test_effective_holders_are_between_1_and_those_seen(counts):
    effective = effective_holders(counts)

    assert effective is None or 1 <= effective <= sum(count > 0 for count in counts)


@given(COUNTS, st.floats(0.01, 1))
def test_the_bus_factor_is_the_smallest_that_reaches_the_share(counts, share):
    k = bus_factor(counts, share)
    held = sorted(counts, reverse=True)

    assert k is None or sum(held[:k]) >= share * sum(held) - 1e-6
    assert k is None or sum(held[: k - 1]) < share * sum(held)


@pytest.mark.parametrize("share", [0, -0.5, 1.1])
def test_a_bus_factor_needs_a_share(share):
    with pytest.raises(ScoringError, match="not a share"):
        bus_factor(DEP1, share)


def test_a_negative_count_is_refused():
    with pytest.raises(ScoringError, match="negative"):
        herfindahl([3, -1])
