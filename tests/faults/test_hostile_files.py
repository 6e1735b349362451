"""Hostile files, made by hand: one message or sums that hold, in little time and little memory."""

import resource
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pytest

from infopilot.app.tickets import inspect_file
from infopilot.incidents.canonical import ImportReport
from infopilot.model.errors import IncidentDataError
from tests.faults.hostile_files import CASES

SECONDS, MEMORY = 20, 1_000_000_000
DEFECT = "the reader of exports failed"
AT_ONCE = 2


@dataclass(frozen=True)
class Outcome:
    """What became of a file."""

    seconds: float
    report: ImportReport | None = None
    refusal: str = ""


def sums_hold(report):
    """Whether what was read is what was kept and what was rejected, line by line."""
    tallies = (report.rows, report.incidents)
    added = all(each.read == each.kept + each.rejected for each in tallies)
    positive = all(min(each.read, each.kept, each.rejected) >= 0 for each in tallies)
    rejects = sum(each.count for each in report.issues if each.kind == "reject")
    told = report.rows.rejected <= rejects
    whole = report.mapping.shape == "events" or report.rows.kept == report.incidents.kept
    return added and positive and told and whole


def outcome(source):
    started = time.monotonic()
    try:
        report = inspect_file(source).report
    except IncidentDataError as error:
        return Outcome(time.monotonic() - started, refusal=str(error))
    return Outcome(time.monotonic() - started, report=report)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """Every file through the whole confined path, a few at once."""

    def run(name):
        folder = tmp_path_factory.mktemp("hostile")
        return outcome(CASES[name].make(folder))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(CASES, pool.map(run, CASES), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_is_one_message_or_sums_that_hold(outcomes, name):
    case, met = CASES[name], outcomes[name]

    assert met.seconds < SECONDS
    assert DEFECT not in met.refusal
    if case.refused:
        assert met.report is None
        assert any(each in met.refusal for each in case.refused.split("|")), met.refusal
        assert "\n" not in met.refusal
    else:
        assert met.refusal == ""
        assert (met.report.rows.read, met.report.rows.kept) == (case.read, case.kept)
        assert sums_hold(met.report)
        assert case.codes <= {issue.code for issue in met.report.issues}


def test_hostile_files_take_little_memory(outcomes):
    # In kilobytes on Linux: the largest of all the processes that read the files above.
    held = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    slowest = max(outcomes, key=lambda name: outcomes[name].seconds)

    print(f"{len(outcomes)} files; peak {held / 1e6:.0f} MB; slowest {slowest!r}")
    assert held < MEMORY
