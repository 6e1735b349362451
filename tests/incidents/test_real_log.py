"""The public ServiceNow log: every figure that was recomputed apart from this project."""

import json
import time
from datetime import UTC, datetime

import duckdb
import polars as pl
import pytest

from infopilot.incidents.canonical import import_tickets, open_canonical
from infopilot.incidents.facts import count_facts
from infopilot.incidents.overview import count_overview
from tests.incidents.conftest import KEY
from tests.incidents.dep1 import METHOD

pytestmark = pytest.mark.real_log
SECONDS = 60


@pytest.fixture(scope="module")
def expected(real_log):
    oracles = json.loads((real_log / ".." / ".." / "oracles" / "incidents.json").read_text())
    return oracles["uci_servicenow"]["ours_full_file_last_row_per_incident"]


@pytest.fixture(scope="module")
def imported(real_log, mappings, tmp_path_factory):
    destination = tmp_path_factory.mktemp("real") / "incidents.parquet"
    start = time.perf_counter()
    report = import_tickets(
        real_log / "incident_event_log.zip", destination, mappings=mappings, key=KEY
    )
    return destination, report, time.perf_counter() - start


@pytest.fixture(scope="module")
def facts(imported):
    return count_facts(open_canonical(imported[0]), METHOD)


def test_every_event_and_incident_is_kept(imported):
    _, report, _ = imported

    assert report.mapping.id == "servicenow-event-log"
    assert (report.rows.read, report.rows.kept, report.rows.rejected) == (141_712, 141_712, 0)
    assert (report.incidents.read, report.incidents.kept) == (24_918, 24_918)
    assert report.issues == ()
    assert report.unmapped == ()


def test_the_import_does_not_make_anybody_wait(imported):
    assert imported[2] < SECONDS


def test_the_first_charts_draw_the_same_figures(imported, facts, expected):
    seen = count_overview(open_canonical(imported[0]))
    told = {"5+" if each.times == 5 else str(each.times): each.share for each in seen.hand_overs}

    assert told == pytest.approx(expected["sla_by_reassignment"], abs=1e-6)
    assert sum(each.blocking for each in seen.months) == facts.blocking.n
    assert sum(seen.holders) == facts.resolver.n
    assert len(seen.holders) == facts.resolver.distinct


def test_one_verdict_per_incident(facts, expected):
    assert facts.incidents == facts.closed == facts.sla.n == 24_918
    assert facts.sla.met_share == pytest.approx(expected["made_sla_share"], abs=1e-6)
    assert facts.sla.by_priority == pytest.approx(expected["made_sla_by_priority"], abs=1e-6)
    assert facts.sla.by_reassignments == pytest.approx(expected["sla_by_reassignment"], abs=1e-6)
    february_to_may = [facts.sla.by_month[f"2016-0{month}"] for month in range(2, 6)]
    assert february_to_may == pytest.approx([0.647, 0.399, 0.767, 0.775], abs=0.01)


@pytest.mark.parametrize(
    ("figure", "key"), [("resolver", "resolved_by"), ("group", "assignment_group")]
)
def test_people_and_groups_are_told_apart(facts, expected, figure, key):
    seen = getattr(facts, figure)

    assert (seen.n, seen.distinct) == (expected[key]["n"], expected[key]["distinct"])
    for share in ("top1", "top3", "hhi"):
        assert getattr(seen, share) == pytest.approx(expected[key][share], abs=1e-6)
    assert seen.missing == pytest.approx(1 - expected[key]["n"] / 24_918)


def test_delays_come_from_resolution_dates_only(facts, expected):
    hours = {key: minutes / 60 for key, minutes in facts.median_minutes_by_priority.items()}
    slow = {key: minutes / 60 for key, minutes in facts.p90_minutes_by_priority.items()}

    assert facts.median_minutes / 60 == pytest.approx(expected["median_hours_to_resolve"])
    assert hours == pytest.approx(expected["median_hours_by_priority"], abs=1e-4)
    assert slow == pytest.approx(expected["p90_hours_by_priority"], abs=1e-4)


def test_hand_overs_and_reopenings(facts, expected):
    assert facts.reassignment_mean == pytest.approx(expected["reassignment_mean"], abs=1e-6)
    assert facts.reopened == expected["reopen_gt0"]
    assert facts.ping_pong_share * 24_918 == pytest.approx(expected["aba_group_pingpong"])
    assert facts.knowledge_share == pytest.approx(expected["knowledge_true"] / 24_918)
    assert facts.blocking.n == expected["priority"]["1 - Critical"]
    assert facts.backlog.open == 0


def test_third_parties_show_in_the_states(imported, expected):
    table = open_canonical(imported[0])
    waited = table.filter("minutes_waiting_vendor > 0 or organisation = 'VENDOR'")
    [(count, median, met)] = (
        waited.filter("organisation = 'VENDOR'")
        .aggregate("count(*), median(minutes_to_resolve) / 60, avg(sla_met::int)")
        .fetchall()
    )

    assert count >= expected["awaiting_vendor_incidents"]
    assert median > 50 * expected["others_median_h"]
    assert met < 0.1


def test_every_engine_counts_the_log_alike(imported, facts):
    table = duckdb.read_parquet(str(imported[0])).to_arrow_table()

    assert count_facts(table.to_pandas(), METHOD) == facts
    assert count_facts(pl.scan_parquet(imported[0]), METHOD) == facts


def test_open_ages_need_a_reference(facts, imported):
    later = datetime(2017, 6, 1, tzinfo=UTC)

    assert count_facts(open_canonical(imported[0]), METHOD, reference_time=later) == facts
