"""What users live in the worked example DEP1 (O13), and where each count begins and ends."""

from datetime import UTC, datetime, timedelta

import pytest

from infopilot.incidents.counting.facts import count_facts
from infopilot.model.experience import CategoryLoss, Quarter, Verdicts
from tests.incidents.dep1 import METHOD, REFERENCE, canonical_table, dep1_table

END = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def dep1():
    return count_facts(dep1_table(), METHOD, reference_time=REFERENCE)


def log(*rows):
    """A log of closed incidents opened a day before the end, each with some cells of its own."""
    usual = {"type": "incident", "status_group": "closed", "opened_at": END - timedelta(days=1)}
    unknown = dict.fromkeys(key for row in rows for key in row)
    written = (unknown | usual | {"id": f"I{n}"} | row for n, row in enumerate(rows))
    return canonical_table(list(written))


def facts_of(*rows):
    return count_facts(log(*rows), METHOD, reference_time=END)


def test_dep1_verdicts(dep1):
    """Source: METHOD 4.5, oracles O13 and O14 (b = 5, c = 0, n = 12; watermelons 3 of 9)."""
    assert dep1.satisfaction.verdicts == Verdicts(
        met_satisfied=4,
        met_neutral=2,
        met_dissatisfied=3,
        missed_satisfied=0,
        missed_neutral=1,
        missed_dissatisfied=2,
    )
    assert (dep1.satisfaction.verdicts.met, dep1.satisfaction.verdicts.missed) == (9, 3)
    assert dep1.satisfaction.verdicts.n == 12


def test_dep1_ratings(dep1):
    assert (dep1.satisfaction.rated, dep1.satisfaction.satisfied) == (12, 4)
    assert dep1.satisfaction.dissatisfied == 5
    assert dep1.satisfaction.return_share == pytest.approx(12 / 14)
    assert dep1.satisfaction.satisfied_share == pytest.approx(4 / 12)
    assert dep1.satisfaction.by_quarter == {
        "2025-Q2": Quarter(told=14, met=11, rated=12, satisfied=4)
    }


def test_dep1_lost_time(dep1):
    """Source: METHOD 4.5, oracle O13 (2085 minutes, 5 tickets for 80 %, top 20 % .6618705)."""
    assert (dep1.lost_time.n, dep1.lost_time.minutes) == (14, 2085)
    assert dep1.lost_time.main_incidents == 5
    assert dep1.lost_time.top_share == pytest.approx(0.6618705035971223, abs=1e-9)
    assert dep1.lost_time.categories[:2] == (
        CategoryLoss(category="ERP", incidents=2, minutes=1080),
        CategoryLoss(category="Reseau", incidents=2, minutes=540),
    )
    assert sum(loss.minutes for loss in dep1.lost_time.categories) == 2085


def test_dep1_stoppages_of_the_last_30_days(dep1):
    """I16 alone was opened then; it is going on, and nothing of I12, over on 28 May, is left."""
    assert (dep1.stoppages.n, dep1.stoppages.window_days) == (1, 30)
    assert dep1.stoppages.minutes == 6 * 24 * 60


@pytest.mark.parametrize(
    ("rating", "satisfied", "dissatisfied"),
    [(1.0, 1, 0), (0.75, 1, 0), (0.74, 0, 0), (0.26, 0, 0), (0.25, 0, 1), (0.0, 0, 1)],
)
def test_a_rating_is_good_from_4_of_5_and_bad_up_to_2(rating, satisfied, dissatisfied):
    seen = facts_of({"satisfaction": rating}).satisfaction

    assert (seen.rated, seen.satisfied, seen.dissatisfied) == (1, satisfied, dissatisfied)


@pytest.mark.parametrize("rating", [None, -0.1, 1.1])
def test_no_rating_or_one_off_the_scale_is_none(rating):
    facts = facts_of({"satisfaction": rating})

    assert facts.satisfaction is None
    assert "satisfaction" in facts.reasons


def test_ratings_without_a_service_level_are_not_paired():
    seen = facts_of(
        {"satisfaction": 1.0}, {"sla_met": True}, {"satisfaction": 0.0, "sla_met": False}
    )

    assert seen.satisfaction.verdicts == Verdicts(missed_dissatisfied=1)
    assert seen.satisfaction.return_share == pytest.approx(2 / 3)
    assert seen.satisfaction.by_quarter == {"2026-Q1": Quarter(told=2, met=1, rated=2, satisfied=1)}


def test_months_make_quarters():
    months = [datetime(2025, month, 15, tzinfo=UTC) for month in range(1, 13)]
    seen = facts_of(*({"opened_at": month, "satisfaction": 1.0} for month in months)).satisfaction

    assert {quarter: each.rated for quarter, each in seen.by_quarter.items()} == dict.fromkeys(
        ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"), 3
    )


def test_open_incidents_are_neither_rated_nor_counted_as_lost():
    facts = facts_of({"status_group": "open", "satisfaction": 1.0, "lost_minutes": 9.0})

    assert (facts.satisfaction, facts.lost_time) == (None, None)


def test_negative_losses_are_unknown_and_no_loss_has_no_top():
    facts = facts_of({"lost_minutes": -5.0}, {"lost_minutes": 0.0, "category": "ERP"})

    assert (facts.lost_time.n, facts.lost_time.minutes, facts.lost_time.main_incidents) == (1, 0, 0)
    assert facts.lost_time.top_share is None
    assert str(facts.reasons["lost_time.top_share"]) == "no working time was lost"


def test_losses_without_a_category_are_told_as_such():
    facts = facts_of({"lost_minutes": 5.0}, {"lost_minutes": 1.0, "category": "ERP"})

    assert [loss.category for loss in facts.lost_time.categories] == [None, "ERP"]


@pytest.mark.parametrize(
    ("days", "lasted", "counted", "minutes"),
    [
        (1, 60.0, 1, 60),
        (1, 2000.0, 1, 1440),
        (29, 60.0, 1, 60),
        (31, 60.0, 0, 0),
        (31, 2 * 1440.0, 0, 1440),
        (30, 1440.0, 0, 1440),
        (1, None, 1, 0),
    ],
)
def test_stoppages_within_the_window(days, lasted, counted, minutes):
    row = {
        "blocking": True,
        "opened_at": END - timedelta(days=days),
        "minutes_to_resolve": lasted,
        "resolved_at": None,
    }
    seen = facts_of(row, {"blocking": False}, {"blocking": None}).stoppages

    assert (seen.n, seen.minutes) == (counted, minutes)


def test_a_stoppage_opened_after_the_end_is_not_of_the_window():
    row = {"blocking": True, "opened_at": END + timedelta(days=1), "minutes_to_resolve": 60.0}

    assert (facts_of(row).stoppages.n, facts_of(row).stoppages.minutes) == (0, 0)


def test_an_open_stoppage_goes_on_to_the_end():
    row = {"blocking": True, "status_group": "waiting", "opened_at": END - timedelta(hours=2)}

    assert facts_of(row).stoppages.minutes == 120


def test_without_blocking_incidents_told_there_is_a_reason():
    facts = facts_of({"blocking": None})

    assert facts.stoppages is None
    assert str(facts.reasons["stoppages"]) == "no incident says whether it stopped somebody"
