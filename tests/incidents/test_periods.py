"""Counting what a log holds between two dates."""

from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from infopilot.incidents.conversion.canonical import open_canonical
from infopilot.incidents.counting.periods import count_period

START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
ROWS = [
    # type, day, state, blocking, sla, satisfaction
    ("incident", 0, "closed", "true", "true", 1.0),
    ("incident", 1, "closed", "true", "false", 0.75),
    ("incident", 2, "solved", "false", "true", 0.5),
    ("incident", 3, "open", "true", "true", 1.0),
    ("incident", 4, "closed", "null", "null", "null"),
    ("request", 2, "closed", "true", "true", 1.0),
    ("incident", 10, "closed", "true", "true", 1.0),
]


@pytest.fixture
def log(tmp_path):
    def make(rows):
        values = ", ".join(
            f"('i{rank}', '{kind}', timestamptz '{START + day * DAY}', '{state}',"
            f" {blocking}::boolean, {sla}::boolean, {note}::double)"
            for rank, (kind, day, state, blocking, sla, note) in enumerate(rows)
        )
        file = tmp_path / "incidents.parquet"
        names = "id, type, opened_at, status_group, blocking, sla_met, satisfaction"
        duckdb.connect().sql(f"from (values {values}) as t({names})").write_parquet(str(file))
        return open_canonical(file)

    return make


def test_incidents_of_the_period_are_counted_and_nothing_else(log):
    seen = count_period(log(ROWS), START, START + 9 * DAY, satisfied_from=0.75)

    assert (seen.incidents, seen.blocking) == (4, 2)
    assert (seen.sla_told, seen.sla_met) == (2, 1)
    assert (seen.rated, seen.satisfied) == (2, 1)
    assert (seen.start, seen.end) == (START, START + 9 * DAY)


def test_the_start_is_left_out_and_the_end_is_not(log):
    table = log(ROWS)

    assert count_period(table, START - DAY, START, satisfied_from=1).incidents == 1
    assert count_period(table, START, START + DAY, satisfied_from=1).incidents == 1
    assert count_period(table, START, START + DAY, satisfied_from=1).satisfied == 0


def test_a_log_that_does_not_tell_what_blocked_says_so(log):
    untold = [(*row[:3], "null", *row[4:]) for row in ROWS]
    seen = count_period(log(untold), START - DAY, START + 9 * DAY, satisfied_from=0.75)

    assert (seen.incidents, seen.blocking) == (5, None)


def test_a_period_without_incidents_has_no_blocking_ones(log):
    seen = count_period(log(ROWS), START + 20 * DAY, START + 30 * DAY, satisfied_from=0.75)

    assert (seen.incidents, seen.blocking, seen.sla_told, seen.rated) == (0, 0, 0, 0)
