"""Hostile files, made by hand: one message or sums that hold, in little time and little memory."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import pytest

from infopilot.app.tickets import inspect_file
from infopilot.incidents.confined.parent import MODULE
from infopilot.incidents.conversion.canonical import ImportReport
from infopilot.model.errors import IncidentDataError
from tests.faults.hostile_files import CASES
from tests.faults.sums import sums_hold

SECONDS, MEMORY = 20, 1_000_000_000
DEFECT = "the reader of exports failed"
AT_ONCE = 2


@dataclass(frozen=True)
class Outcome:
    """What became of a file."""

    seconds: float
    report: ImportReport | None = None
    refusal: str = ""


def outcome(source):
    started = time.monotonic()
    try:
        report = inspect_file(source).report
    except IncidentDataError as error:
        return Outcome(time.monotonic() - started, refusal=str(error))
    return Outcome(time.monotonic() - started, report=report)


@contextmanager
def watched():
    """Look again and again at the memory of the readers that this process has started."""
    peaks, over = [0], Event()

    def watch():
        while not over.wait(0.01):
            peaks[0] = max(peaks[0], *map(held_at_most, readers()), 0)

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield peaks
    finally:
        over.set()
        watcher.join()


def readers():
    """Processes of this one that read a file."""
    for listed in Path("/proc/self/task").glob("*/children"):
        yield from listed.read_text().split()


def held_at_most(process):
    """The bytes that a reader held at most; the number of a process may be gone by now."""
    try:
        if MODULE not in Path(f"/proc/{process}/cmdline").read_text():
            return 0
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    told = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return int(told[0]) * 1024 if told else 0


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """Every file through the whole confined path, a few at once."""
    root = tmp_path_factory.mktemp("hostile")  # here, not in the threads: it is not safe there
    folders = {name: root / str(number) for number, name in enumerate(CASES)}

    def run(name):
        folders[name].mkdir()
        return outcome(CASES[name].make(folders[name]))

    with watched() as peaks, ThreadPoolExecutor(AT_ONCE) as pool:
        met = dict(zip(CASES, pool.map(run, CASES), strict=True))
    return met, peaks[0]


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_is_one_message_or_sums_that_hold(outcomes, name):
    case, met = CASES[name], outcomes[0][name]

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


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no /proc to look at")
def test_hostile_files_take_little_memory(outcomes):
    met, peak = outcomes
    slowest = max(met, key=lambda name: met[name].seconds)

    print(f"{len(met)} files; peak {peak / 1e6:.0f} MB; slowest {slowest!r}")
    assert MEMORY / 20 < peak < MEMORY
