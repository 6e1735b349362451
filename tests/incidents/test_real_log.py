"""The public ServiceNow log: every figure that was recomputed apart from this project."""

import csv
import json
import statistics
import time
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest

from infopilot.incidents.conversion.canonical import import_tickets, open_canonical
from infopilot.incidents.counting.facts import count_facts
from infopilot.incidents.counting.overview import count_overview
from infopilot.scoring.service.concentration import concentration
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


def test_third_parties_show_in_the_states(facts, expected):
    seen = facts.third_parties

    assert seen.incidents == expected["awaiting_vendor_incidents"]
    assert seen.median_minutes / 60 == pytest.approx(expected["awaiting_vendor_median_h"])
    assert seen.others_median_minutes / 60 == pytest.approx(expected["others_median_h"], abs=5e-3)
    assert seen.sla_met_share == pytest.approx(expected["awaiting_vendor_sla"], abs=5e-5)


def test_the_clean_up_is_found_and_the_hourly_closures_are_not(facts, expected):
    """Some fifty closures a minute at hh:07 and hh:59 are the rhythm of this tool."""
    [found] = facts.administrative_closures
    published = expected["mass_closure_2016-03-24_18:30_19:10"]

    assert found.start == datetime(2016, 3, 24, 18, 40, tzinfo=UTC)
    assert found.end == datetime(2016, 3, 24, 19, 2, tzinfo=UTC)
    assert found.incidents == published["incidents"]
    assert found.sla_met_share == pytest.approx(published["made_sla"], abs=5e-5)


def test_the_tool_closes_by_itself_after_five_days(facts, expected):
    share = expected["autoclose_5_days_share_of_resolved"]

    assert facts.auto_close.delay_days == 5
    assert facts.auto_close.share == pytest.approx(share, abs=5e-5)


def test_the_file_tells_no_machine_among_its_resolvers(facts):
    assert facts.excluded_accounts == ()


def test_every_interval_holds_its_figure(facts):
    for name, ends in facts.intervals.items():
        figure = facts
        for part in name.split("."):
            figure = getattr(figure, part)
        assert ends.low <= figure <= ends.high, name


def test_counts_of_the_table(imported, expected):
    table = open_canonical(imported[0])
    priorities = dict(table.aggregate("priority, count(*)").fetchall())
    told = table.aggregate("""
        count(*) filter (sla_met), count(*) filter (knowledge),
        count(*) filter (reassignments > 0), max(reassignments),
        count(*) - count(resolved_at)""").fetchall()

    assert priorities == {int(name[0]): n for name, n in expected["priority"].items()}
    names = ("made_sla_true", "knowledge_true", "reassignment_gt0", "reassignment_max")
    assert told == [tuple(expected[name] for name in (*names, "resolved_at_missing"))]


@pytest.fixture(scope="module")
def events(real_log, tmp_path_factory):
    """The log itself, event by event: what the canonical table rightly leaves behind."""
    folder = tmp_path_factory.mktemp("log")
    with zipfile.ZipFile(real_log / "incident_event_log.zip") as archive:
        archive.extractall(folder)
    connection = duckdb.connect()
    file = str(folder / "incident_event_log.csv")
    connection.read_csv(file, all_varchar=True, na_values="?").create("received")
    connection.execute("""
        create table events as
        select *, row_number() over (
            partition by number
            order by strptime(sys_updated_at, '%d/%m/%Y %H:%M'), sys_mod_count::int) as turn
        from received""")
    connection.execute("""
        create table last as select * from events
        qualify turn = max(turn) over (partition by number)""")
    return connection


def test_service_levels_are_green_until_the_end(events, expected):
    [(share,)] = events.execute("select avg((made_sla = 'true')::int) from events").fetchall()
    first_false = events.execute("""
        select state, count(*) from (
            select min_by(incident_state, turn) as state from events
            where made_sla = 'false' group by number)
        group by 1""").fetchall()

    wrongly = expected["made_sla_share_if_wrongly_counted_on_events"]
    assert share == pytest.approx(wrongly, abs=1e-6)
    assert dict(first_false) == expected["made_sla_first_false_state"]


def test_who_opens_and_which_vendor_is_named(events, expected):
    opened = events.execute("""
        select count(*) from last where opened_by is not null group by opened_by""").fetchall()
    seen = concentration(count for (count,) in opened)
    named = events.execute("""
        select (select count(vendor) from last), count(distinct number) filter (vendor is not null),
            count(distinct number) filter (incident_state = 'Awaiting User Info')
        from events""").fetchall()

    found = {name: getattr(seen, name) for name in expected["opened_by"]}
    assert found == pytest.approx(expected["opened_by"], abs=1e-6)
    names = ("vendor_field_filled_last_row", "vendor_field_filled_any_row")
    assert named == [tuple(expected[name] for name in (*names, "awaiting_user_incidents"))]


def test_every_published_figure_is_tried_here(expected):
    """A figure that is added to the oracle must be reproduced too."""
    tried = Path(__file__).read_text(encoding="utf-8")

    assert [name for name in expected if f'"{name}"' not in tried] == []


def test_every_engine_counts_the_log_alike(imported, facts):
    table = duckdb.read_parquet(str(imported[0])).to_arrow_table()

    assert count_facts(table.to_pandas(), METHOD) == facts
    assert count_facts(pl.scan_parquet(imported[0]), METHOD) == facts


def test_open_ages_need_a_reference(facts, imported):
    later = datetime(2017, 6, 1, tzinfo=UTC)

    late = count_facts(open_canonical(imported[0]), METHOD, reference_time=later)

    assert replace(late, stoppages=facts.stoppages) == facts
    assert (late.stoppages.n, facts.stoppages.n) == (0, 2)


EXTRACTS = {"first_198_rows.csv": 198, "spreadsheet_resaved_5998.csv.gz": 5998}


@pytest.fixture(scope="module")
def beginning(real_log, tmp_path_factory):
    """Write the first events of the complete log, as they are."""
    folder = tmp_path_factory.mktemp("beginning")
    with zipfile.ZipFile(real_log / "incident_event_log.zip") as archive:
        lines = archive.read(archive.namelist()[0]).splitlines(keepends=True)

    def write(events):
        path = folder / f"{events}.csv"
        path.write_bytes(b"".join(lines[: events + 1]))
        return path

    return write


@pytest.fixture(params=EXTRACTS)
def extract(request, real_log, beginning):
    """An extract of the log, and the same events as the complete log has them."""
    return real_log / request.param, beginning(EXTRACTS[request.param])


def test_an_extract_gives_the_rows_of_the_complete_log(extract, mappings, tmp_path):
    tables = []
    for source in extract:
        report = import_tickets(source, tmp_path / "out.parquet", mappings=mappings, key=KEY)
        tables.append(open_canonical(tmp_path / "out.parquet").to_arrow_table())
        assert report.rows.read == report.rows.kept == EXTRACTS[extract[0].name]

    assert tables[0].equals(tables[1])


def test_an_extract_gives_the_figures_of_a_plain_count(extract, mappings, tmp_path):
    received, plain = extract
    import_tickets(received, tmp_path / "out.parquet", mappings=mappings, key=KEY)
    facts = count_facts(open_canonical(tmp_path / "out.parquet"), METHOD)
    last: dict[str, dict[str, str]] = {}
    with plain.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            seen = last.get(row["number"])
            # The file is in the order of the events of each incident.
            if seen is None or int(seen["sys_mod_count"]) <= int(row["sys_mod_count"]):
                last[row["number"]] = row
    rows = list(last.values())
    closed = [row for row in rows if row["incident_state"] in {"Resolved", "Closed"}]
    held = Counter(row["resolved_by"] for row in closed if row["resolved_by"] != "?")
    hours = [
        (_moment(row["resolved_at"]) - _moment(row["opened_at"])).total_seconds() / 3600
        for row in closed
        if row["resolved_at"] != "?"
    ]

    assert (facts.incidents, facts.closed) == (len(rows), len(closed))
    assert facts.sla.met_share == pytest.approx(
        sum(row["made_sla"] == "true" for row in closed) / len(closed)
    )
    assert (facts.resolver.n, facts.resolver.distinct) == (held.total(), len(held))
    assert facts.resolver.hhi == pytest.approx(sum((n / held.total()) ** 2 for n in held.values()))
    assert facts.reassignment_mean == pytest.approx(
        statistics.mean(int(row["reassignment_count"]) for row in rows)
    )
    assert facts.median_minutes / 60 == pytest.approx(statistics.median(hours))


def _moment(text):
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=UTC)
