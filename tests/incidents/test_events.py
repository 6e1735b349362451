"""The traps of an event log, on logs of a few lines and on the public one."""

import pytest

from infopilot.incidents.conversion.canonical import import_tickets, open_canonical
from tests.incidents.conftest import KEY

HEADER = (
    "number,incident_state,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,"
    "opened_at,sys_updated_at,priority,assignment_group,knowledge,vendor,resolved_by,"
    "resolved_at,closed_at,category,sys_updated_by"
)


def event(number, state, when, count, **others):
    cells = {
        "number": number,
        "incident_state": state,
        "reassignment_count": "0",
        "reopen_count": "0",
        "sys_mod_count": str(count),
        "made_sla": "true",
        "caller_id": "Caller 1",
        "opened_at": "29/2/2016 01:00",
        "sys_updated_at": when,
        "priority": "3 - Moderate",
        "assignment_group": "A",
        "knowledge": "false",
        "vendor": "?",
        "resolved_by": "Resolved by  8",
        "resolved_at": "29/2/2016 09:00",
        "closed_at": "5/3/2016 09:00",
        "category": "Category 1",
        "sys_updated_by": "U",
    }
    return ",".join((cells | others)[name] for name in HEADER.split(","))


STORY = [
    event("INC1", "New", "29/2/2016 01:00", 0),
    event("INC1", "Awaiting User Info", "29/2/2016 02:00", 1, assignment_group="B"),
    event("INC1", "Active", "29/2/2016 03:30", 2, assignment_group="?"),
    event("INC1", "Active", "29/2/2016 03:30", 3, assignment_group="A"),
    event("INC1", "Awaiting User Info", "29/2/2016 08:00", 4),
    event("INC1", "Resolved", "29/2/2016 12:00", 5, made_sla="true"),
    event("INC1", "Resolved", "5/3/2016 09:00", 9, made_sla="true"),
    event("INC1", "Closed", "5/3/2016 09:00", 10, made_sla="false", assignment_group="?"),
    event("INC2", "Awaiting Vendor", "29/2/2016 02:00", 0),
    event("INC2", "Closed", "29/2/2016 04:00", 1),
]


@pytest.fixture
def read_log(text_file, tmp_path, mappings):
    def run(lines):
        path = text_file("\n".join([HEADER, *lines]) + "\n")
        destination = tmp_path / "incidents.parquet"
        report = import_tickets(path, destination, mappings=mappings, key=KEY)
        rows = open_canonical(destination).to_arrow_table().to_pylist()
        return {row["id"]: row for row in rows}, report

    return run


def test_the_last_event_speaks_for_the_incident(read_log):
    rows, report = read_log(STORY)

    assert rows["INC1"]["status_group"] == "closed"
    assert rows["INC1"]["sla_met"] is False
    assert (report.rows.read, report.rows.kept) == (10, 10)
    assert (report.incidents.read, report.incidents.kept) == (2, 2)


def test_the_path_skips_unknown_groups_and_collapses_repeats(read_log):
    row = read_log(STORY)[0]["INC1"]

    assert row["path"] == ["A", "B", "A"]
    assert row["ping_pong"] is True
    assert row["resolver_group"] is None


def test_waiting_stops_at_the_resolution(read_log):
    row = read_log(STORY)[0]["INC1"]

    assert row["minutes_waiting_user"] == pytest.approx(90 + 60)
    assert row["minutes_waiting_vendor"] == pytest.approx(0)


def test_a_third_party_that_was_waited_for_is_the_one_who_resolved(read_log):
    rows, _ = read_log(STORY)

    assert (rows["INC1"]["organisation"], rows["INC2"]["organisation"]) == ("PROVIDER", "VENDOR")


@pytest.mark.parametrize(
    "lines", [STORY[::-1], sorted(STORY), STORY[5:] + STORY[:5], STORY[::2] + STORY[1::2]]
)
def test_the_order_of_the_lines_changes_nothing(read_log, lines):
    expected, _ = read_log(STORY)
    rows, _ = read_log(lines)

    for row in (*expected.values(), *rows.values()):
        del row["source_row"]
    assert rows == expected


def test_events_without_a_time_or_a_number_are_rejected_and_counted(read_log):
    lines = [*STORY, event("?", "New", "29/2/2016 01:00", 0), event("INC3", "New", "soon", 0)]
    rows, report = read_log(lines)

    assert set(rows) == {"INC1", "INC2"}
    assert {issue.code: issue.lines for issue in report.issues} == {
        "missing_id": (12,),
        "unreadable_date": (13,),
    }
    assert (report.rows.read, report.rows.kept, report.rows.rejected) == (12, 10, 2)


def test_a_missing_resolution_date_is_never_the_closing_date(read_log):
    rows, _ = read_log([event("INC1", "Closed", "5/3/2016 09:00", 1, resolved_at="?")])

    assert rows["INC1"]["resolved_at"] is rows["INC1"]["minutes_to_resolve"] is None


@pytest.mark.real_log
def test_a_log_saved_again_by_a_spreadsheet_gives_the_same_incidents(real_log, tmp_path, mappings):
    for name in ("first_198_rows.csv", "spreadsheet_resaved_5998.csv.gz"):
        import_tickets(real_log / name, tmp_path / name, mappings=mappings, key=KEY)
    first, again = (
        {row["id"]: row for row in open_canonical(tmp_path / name).to_arrow_table().to_pylist()}
        for name in ("first_198_rows.csv", "spreadsheet_resaved_5998.csv.gz")
    )
    complete = [name for name in first if first[name]["source_row"] == again[name]["source_row"]]

    assert len(complete) >= len(first) - 1
    for name in complete:
        assert first[name] == again[name]
