"""The counts that the first charts draw, on a small log counted by hand."""

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from infopilot.incidents.conversion.canonical import open_canonical
from infopilot.incidents.counting.overview import Age, HandOvers, Month, count_overview

LAST = datetime(2026, 3, 31, tzinfo=UTC)


@pytest.fixture
def count(tmp_path):
    """Count incidents of which only what matters here is told."""

    def write(*incidents):
        rows = [
            {"id": str(rank), "type": "incident", "opened_at": LAST, "status_group": "closed"}
            | each
            for rank, each in enumerate(incidents)
        ]
        path = tmp_path / "incidents.parquet"
        pd.DataFrame(rows).to_parquet(path)
        return count_overview(open_canonical(path))

    return write


def days_ago(days, **more):
    return {"opened_at": LAST - timedelta(days=days)} | more


def test_a_month_without_incidents_is_a_zero(count):
    seen = count(days_ago(0, blocking=True), days_ago(1, blocking=False), days_ago(80))

    assert seen.months == (Month("2026-01", 1, 0), Month("2026-02", 0, 0), Month("2026-03", 2, 1))


def test_blocking_is_unknown_when_no_incident_tells(count):
    assert count(days_ago(0)).months == (Month("2026-03", 1, None),)


def test_people_have_counts_and_no_names(count):
    people = ["P-a", "P-b", "P-a", None, "P-c"]
    seen = count(
        *({"resolver": person} for person in people), {"resolver": "P-d", "status_group": "open"}
    )

    assert seen.holders == (2, 1, 1)


def test_five_hand_overs_and_more_are_together(count):
    seen = count(
        {"sla_met": True, "reassignments": 0},
        {"sla_met": False, "reassignments": 0},
        {"sla_met": True, "reassignments": 5},
        {"sla_met": False, "reassignments": 9},
        {"sla_met": False, "reassignments": 7},
        {"sla_met": True, "reassignments": None},
        {"sla_met": None, "reassignments": 3},
    )

    assert seen.hand_overs == (HandOvers(0, 2, 1), HandOvers(5, 3, 1))
    assert [each.share for each in seen.hand_overs] == [0.5, 1 / 3]


def test_open_incidents_are_sorted_by_age_on_the_last_day(count):
    ages = (0, 7, 7.5, 30, 90, 91, 400)
    seen = count(*(days_ago(age, status_group="open") for age in ages), days_ago(500))

    assert seen.ages == (
        Age(0, 7, 2),
        Age(7, 30, 2),
        Age(30, 90, 1),
        Age(90, 180, 1),
        Age(180, None, 1),
    )


def test_requests_are_not_counted_and_nothing_is_empty(count):
    seen = count({"type": "request", "resolver": "P-a", "sla_met": True, "reassignments": 0})

    assert (seen.months, seen.holders, seen.hand_overs, seen.ages) == ((), (), (), ())
