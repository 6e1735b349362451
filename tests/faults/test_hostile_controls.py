"""The negative controls of hostile files: with a guard off, what watches it must tell."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from infopilot.app.tickets import inspect_file
from infopilot.incidents.conversion import canonical
from infopilot.incidents.conversion.rows import make_canonical
from infopilot.incidents.doctor import inspection as doctor
from infopilot.incidents.files import dialect, reading, sheets
from infopilot.incidents.files.limits import Limits
from infopilot.incidents.mappings.mapping import load_mappings
from infopilot.model.errors import IncidentDataError
from tests.faults import spoiled_reader
from tests.faults.hostile_files import ARCHIVES, TICKETS, rows_xml, table, text, ticket, xlsx
from tests.faults.sums import sums_hold
from tests.faults.test_hostile_files import MEMORY, watched
from tests.faults.test_spoiled_files import Tally
from tests.incidents.conftest import THRESHOLDS

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no /proc to look at")
MAPPINGS = load_mappings(Path(__file__).parents[2] / "data" / "mappings")
LIMITS = Limits()


def refusal(run, *arguments, **options):
    with pytest.raises(IncidentDataError) as met:
        run(*arguments, **options)
    return str(met.value)


@LINUX
def test_without_a_limit_of_memory_a_sheet_of_two_cells_takes_more_than_it_may(tmp_path):
    """Two cells ask for 60 million: 1.4 GB. The control is stopped by the clock afterwards."""
    far = (
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='300000'><c r='GR300000'><v>2</v></c></row>"
    )
    path = xlsx(rows=far)(tmp_path)

    with watched() as held:
        refusal(inspect_file, path)
    with watched() as taken:
        refusal(inspect_file, path, limits=replace(LIMITS, memory=4 * MEMORY, seconds=6))

    print(f"{held[0] / 1e6:.0f} MB with the limit, {taken[0] / 1e6:.0f} MB without")
    assert held[0] < MEMORY < taken[0]


def test_without_a_limit_of_bytes_a_bomb_is_inflated(tmp_path):
    path = ARCHIVES["a shared string of 500 MB"].make(tmp_path)

    assert "too large" in refusal(sheets._survey, path, LIMITS)
    assert sheets._survey(path, LIMITS.lifted()) == "xlsx"


def test_without_a_look_at_lines_a_line_is_lost_in_silence(tmp_path, monkeypatch):
    """The engine drops a line of 50 MB and says nothing: neither kept nor rejected."""
    path = tmp_path / "export.csv"
    path.write_bytes(table().encode() + b"x" * 50_000_000 + b"\n")

    assert "too long" in refusal(doctor.inspect, path, MAPPINGS, THRESHOLDS)
    monkeypatch.setattr(reading, "check_lines", lambda *_: None)
    assert doctor.inspect(path, MAPPINGS, THRESHOLDS).report.rows.read == len(TICKETS)


def test_without_one_kind_of_line_ends_a_file_cannot_be_read(tmp_path, monkeypatch):
    path = text(table(end="\r\n") + table(ticket(c0="99")))(tmp_path)

    assert doctor.inspect(path, MAPPINGS, THRESHOLDS).report.rows.read == len(TICKETS) + 2
    found = dialect._survey(path)
    monkeypatch.setattr(dialect, "_survey", lambda _: replace(found, is_plain=True))
    assert "cannot be read" in refusal(doctor.inspect, path, MAPPINGS, THRESHOLDS)


def test_sums_that_do_not_hold_are_seen(tmp_path, monkeypatch):
    path = text(table())(tmp_path)

    def lose_one(connection, mapping):
        make_canonical(connection, mapping)
        connection.execute("create table fewer as select * from canonical where source_row <> 3")
        connection.execute("drop view canonical")
        connection.execute("alter table fewer rename to canonical")

    assert sums_hold(doctor.inspect(path, MAPPINGS, THRESHOLDS).report)
    monkeypatch.setattr(canonical, "make_canonical", lose_one)
    assert not sums_hold(doctor.inspect(path, MAPPINGS, THRESHOLDS).report)


def test_a_failure_of_ours_is_counted_as_one(tmp_path, monkeypatch):
    path = xlsx(rows=rows_xml([["x"]]))(tmp_path)
    monkeypatch.setattr(spoiled_reader, "inspect", lambda *_: 1 / 0)
    tally = Tally()

    line = spoiled_reader.read(path, MAPPINGS, LIMITS, whole=True)
    tally.add(line | {"number": 1, "seconds": 0.0, "held": 0, "killed": False})

    assert "ZeroDivisionError" in str(tally)
    assert len(tally.wrong) == 1
