"""The worked example DEP1, to the digit, and the same figures from every engine."""

from dataclasses import fields, replace
from datetime import datetime, timedelta

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings

from infopilot.incidents.counting.document import KEYS, facts_document
from infopilot.incidents.counting.facts import count_facts
from infopilot.incidents.counting.indicators import INPUTS
from infopilot.model.errors import IncidentDataError
from tests.incidents.dep1 import METHOD, REFERENCE, canonical_table, dep1_table
from tests.incidents.logs import logs

ENGINES = {
    "duckdb": lambda table: duckdb.connect().from_arrow(table),
    "pandas": lambda table: table.to_pandas(),
    "polars": pl.from_arrow,
    "polars, lazy": lambda table: pl.from_arrow(table).lazy(),
    "pyarrow": lambda table: table,
}


@pytest.fixture(scope="module")
def dep1():
    return count_facts(dep1_table(), METHOD, reference_time=REFERENCE)


def test_dep1_concentration(dep1):
    assert (dep1.incidents, dep1.closed) == (16, 14)
    assert (dep1.resolver.n, dep1.resolver.distinct) == (14, 5)
    assert dep1.resolver.hhi == pytest.approx(62 / 196)
    assert dep1.resolver.hhi_unbiased == pytest.approx(48 / 182)
    assert dep1.resolver.effective == pytest.approx(3.791667, abs=1e-6)
    assert dep1.resolver.missing == 0
    assert dep1.organisation_hhi == pytest.approx(0.551020, abs=1e-6)
    assert dep1.bus_factor == {"0.5": 1, "0.8": 4}
    assert dep1.blocking.bus_factor["0.5"] == 2


def test_dep1_organisations_and_knowledge(dep1):
    assert dep1.provider_share == pytest.approx(10 / 14)
    assert dep1.external_share == pytest.approx(12 / 14)
    assert dep1.sole_holder_share == pytest.approx(8 / 14)
    assert dep1.exclusivity == pytest.approx(8 / 14)
    assert dep1.undocumented_exclusivity == pytest.approx(6 / 14)
    assert dep1.knowledge_share == pytest.approx(4 / 14)


def test_dep1_friction(dep1):
    assert (dep1.reopened, dep1.reopened_share) == (3, pytest.approx(3 / 14))
    assert dep1.reassignment_mean == pytest.approx(0.75)
    assert dep1.reassigned_twice_share == pytest.approx(3 / 16)
    assert dep1.ping_pong_share == pytest.approx(2 / 16)
    assert dep1.recurrence_30d == pytest.approx(3 / 16)
    assert dep1.recurrence_90d == pytest.approx(8 / 16)
    assert dep1.waiting_share == pytest.approx(62 / 175)


def test_dep1_delays(dep1):
    assert dep1.blocking.n == 6
    assert dep1.blocking.median_minutes_km == pytest.approx(8 * 60)
    assert dep1.blocking.p90_minutes == pytest.approx(16 * 60)
    assert dep1.backlog.open == 2
    assert dep1.backlog.median_age_days == pytest.approx((20 + 6) / 2)
    assert dep1.backlog.share_over_30d == 0
    assert dep1.sla.met_share == pytest.approx(11 / 14)
    assert dep1.sla.n == 14


def test_what_dep1_does_not_tell_has_a_reason(dep1):
    assert set(dep1.reasons) == {
        "median_minutes_by_priority",
        "p90_minutes_by_priority",
        "third_parties",
        "administrative_closures",
        "auto_close",
    }
    assert "priority" in str(dep1.reasons["median_minutes_by_priority"])


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_counts_dep1_alike(engine, dep1):
    table = ENGINES[engine](dep1_table())

    assert count_facts(table, METHOD, reference_time=REFERENCE) == dep1


@settings(max_examples=12, deadline=None)
@given(logs(1, 30))
def test_every_engine_counts_any_table_alike(table):
    expected = count_facts(table, METHOD)

    for engine in ("duckdb", "pandas", "polars"):
        assert count_facts(ENGINES[engine](table), METHOD) == expected, engine


@settings(max_examples=20, deadline=None)
@given(logs(1, 30))
def test_a_figure_is_there_or_has_a_reason(rows):
    facts = count_facts(pl.from_arrow(rows), METHOD)
    shares = {f.name: getattr(facts, f.name) for f in fields(facts) if f.name.endswith("_share")}
    # What is waited may be more than the time to resolve in a table made by chance.
    del shares["waiting_share"]

    assert all(share is None or 0 <= share <= 1 for share in shares.values())
    # No clean-up is good news, not a figure that is missing.
    for name in set(INPUTS) - {"administrative_closures"}:
        value = getattr(facts, name)
        empty = value is None or (
            isinstance(value, dict) and all(each is None for each in value.values())
        )
        assert empty == (name in facts.reasons), name


def test_requests_are_never_counted():
    rows = dep1_table().to_pylist()
    requests = [row | {"id": f"R{row['id']}", "type": "request"} for row in rows]
    both = canonical_table([*rows, *requests])

    assert count_facts(both, METHOD, reference_time=REFERENCE) == count_facts(
        dep1_table(), METHOD, reference_time=REFERENCE
    )


def test_a_machine_is_shown_and_never_counted():
    rows = [row | {"system_account": row["resolver"] == "P1"} for row in dep1_table().to_pylist()]
    facts = count_facts(canonical_table(rows), METHOD)

    assert facts.excluded_accounts == ("P1",)
    assert facts.resolver.n == 7
    assert facts.resolver.missing == 0


def test_without_a_path_three_hand_overs_stand_for_ping_pong():
    rows = [row | {"path": None, "ping_pong": None} for row in dep1_table().to_pylist()]
    for row in rows:
        del row["ping_pong"]
    facts = count_facts(canonical_table(rows), METHOD)

    assert facts.ping_pong_share == pytest.approx(1 / 16)


def test_the_reference_is_the_last_date_of_the_table_by_default():
    facts = count_facts(dep1_table(), METHOD)

    assert facts.backlog.median_age_days == pytest.approx((14 + 0) / 2)


def test_few_open_incidents_have_no_age():
    facts = count_facts(dep1_table(), replace(METHOD, backlog_minimum=5))

    assert facts.backlog.open == 2
    assert facts.backlog.median_age_days is None
    assert "need 5" in str(facts.reasons["backlog.median_age_days"])


def test_items_that_few_incidents_tell_give_no_recurrence():
    rows = dep1_table().to_pylist()
    for row in rows[4:]:
        row["configuration_item"] = None
    facts = count_facts(canonical_table(rows), METHOD)

    assert facts.recurrence_30d is None
    assert "only 4 of 16" in str(facts.reasons["recurrence_30d"])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"blocking": False, "status_group": "closed"}, "no incident of the log is blocking"),
        ({"status_group": "closed"}, "no closed blocking incident says when it was resolved"),
        ({"status_group": "open"}, "no closed blocking incident says when it was resolved"),
    ],
)
def test_a_delay_of_blocking_incidents_is_missing_for_its_own_reason(row, reason):
    own = {"id": "I1", "type": "incident", "opened_at": REFERENCE, "blocking": True}
    facts = count_facts(canonical_table([own | row]), METHOD)

    assert str(facts.reasons["blocking.median_minutes_km"]) == reason


def test_a_delay_is_censored_when_most_blocking_incidents_are_open():
    own = {"type": "incident", "opened_at": REFERENCE, "blocking": True}
    over = {"status_group": "closed", "minutes_to_resolve": 5.0, "updated_at": REFERENCE}
    going = {"status_group": "open", "updated_at": REFERENCE + timedelta(days=1)}
    rows = [own | over | {"id": "I1"}, *(own | going | {"id": f"I{n}"} for n in (2, 3))]
    facts = count_facts(canonical_table(rows), METHOD)

    assert "half of the blocking" in str(facts.reasons["blocking.median_minutes_km"])


def test_an_empty_log_has_only_reasons():
    empty = dep1_table().slice(0, 0)
    facts = count_facts(empty, METHOD)

    assert (facts.incidents, facts.closed) == (0, 0)
    assert set(INPUTS) <= set(facts.reasons)


def test_a_reference_without_a_time_zone_is_refused():
    with pytest.raises(IncidentDataError, match="time zone"):
        count_facts(dep1_table(), METHOD, reference_time=datetime(2026, 1, 1))  # noqa: DTZ001 - the point


def test_a_table_without_the_columns_is_refused():
    with pytest.raises(IncidentDataError, match="opened_minute"):
        count_facts(dep1_table().drop_columns(["opened_minute"]), METHOD)


def test_the_document_has_the_promised_keys(dep1):
    document = facts_document(dep1, lambda reason: f"<{reason.template}>")

    assert tuple(document) == (*KEYS, "reasons")
    assert set(document["sla"]) == {
        "n",
        "met_share",
        "by_priority",
        "by_reassignments",
        "by_month",
    }
    assert document["group"]["n"] == 14
    assert document["reasons"]["median_minutes_by_priority"] == "<no incident gives its priority>"
