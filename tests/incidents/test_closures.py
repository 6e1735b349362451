"""Closures of canonical tables: who is counted, what is told of them."""

from datetime import UTC, datetime, timedelta

import pytest

from infopilot.incidents.counting.closures import (
    count_administrative_closures,
    count_auto_close,
    system_accounts,
)
from infopilot.incidents.counting.counts import open_log
from infopilot.incidents.counting.facts import count_facts
from tests.incidents.dep1 import METHOD, canonical_table

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def incident(number, closed_at, **cells):
    return {
        "id": f"I{number}",
        "type": "incident",
        "status_group": "closed",
        "opened_at": START,
        "resolved_at": START + timedelta(hours=1),
        "closed_at": closed_at,
        "sla_met": True,
        "system_account": False,
    } | cells


@pytest.fixture(scope="module")
def rows():
    """One closure a day for sixty days, and forty on the thirtieth evening."""
    usual = [incident(n, START + timedelta(days=n, hours=1)) for n in range(1, 61)]
    evening = START + timedelta(days=30, hours=10)
    return usual + [
        incident(100 + n, evening + timedelta(minutes=n // 4), sla_met=None if n % 2 else False)
        for n in range(40)
    ]


def test_a_clean_up_has_its_minutes_its_number_and_the_service_level_of_those_that_tell(rows):
    [found] = count_administrative_closures(open_log(canonical_table(rows)), METHOD)

    assert found.start == START + timedelta(days=30, hours=10)
    assert found.end == found.start + timedelta(minutes=9)
    assert (found.incidents, found.sla_met_share) == (40, 0)


def test_a_clean_up_that_tells_no_service_level_has_none(rows):
    silent = [row | {"sla_met": None} for row in rows]
    [found] = count_administrative_closures(open_log(canonical_table(silent)), METHOD)

    assert found.sla_met_share is None


def test_requests_and_open_incidents_are_not_closures(rows):
    others = [row | {"type": "request"} for row in rows[:80]]
    others += [row | {"status_group": "open"} for row in rows[80:]]
    table = canonical_table(others)

    assert count_administrative_closures(open_log(table), METHOD) == ()
    assert count_auto_close(open_log(table), METHOD) is None


def test_the_share_that_the_tool_closes_is_over_all_closed_incidents():
    delay = timedelta(hours=1, days=10)
    rows = [incident(n, START + delay) for n in range(50)]
    rows += [incident(50 + n, START + delay, resolved_at=None) for n in range(50)]
    found = count_auto_close(open_log(canonical_table(rows)), METHOD)

    assert (found.delay_days, found.share) == (10, 0.5)


def test_machines_are_named_once():
    rows = [
        incident(n, START, resolver=name, system_account=name != "P-1")
        for n, name in enumerate(["P-1", "Robot", "Robot", "Automate"])
    ]

    assert system_accounts(open_log(canonical_table(rows))) == ("Automate", "Robot")


def test_no_delay_that_stands_out_has_a_reason(rows):
    facts = count_facts(canonical_table(rows[:60]), METHOD)

    assert facts.auto_close is None
    assert "stands out" in str(facts.reasons["auto_close"])
    assert facts.administrative_closures == ()
    assert "administrative_closures" not in facts.reasons


def test_what_waited_for_a_third_party_is_told_apart():
    rows = [
        incident(n, START, minutes_waiting_vendor=waited, minutes_to_resolve=lasted)
        for n, (waited, lasted) in enumerate([(5.0, 900.0), (5.0, 700.0), (0.0, 60.0)])
    ]
    seen = count_facts(canonical_table(rows), METHOD).third_parties

    assert (seen.incidents, seen.median_minutes, seen.others_median_minutes) == (2, 800, 60)
    assert seen.sla_met_share == 1
