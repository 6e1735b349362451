"""Reads spoiled files one after the other, in a limited process: one JSON line for each.

``python -m tests.faults.spoiled_reader SEED FIRST LAST``. A file on which the process dies is the
one after the last line; the next one starts behind it.
"""

import json
import resource
import signal
import sys
import time
import traceback
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.compute  # noqa: F401 - as the confined process does

from infopilot.incidents.conversion.canonical import make_table
from infopilot.incidents.doctor.inspection import inspect
from infopilot.incidents.files.limits import Limits, hold_to
from infopilot.incidents.files.reading import open_table
from infopilot.incidents.mappings.mapping import load_mappings
from infopilot.incidents.mappings.recognition import header_fit
from infopilot.model.errors import IncidentDataError
from tests.faults.spoiled_files import spoiled
from tests.faults.sums import sums_hold
from tests.incidents.conftest import THRESHOLDS

MAPPINGS = Path(__file__).parents[2] / "data" / "mappings"
SECONDS = 20
LONG_ENOUGH = 1_000_000
# Many engines one after the other use up addresses; what is held is told, and judged.
ADDRESSES = 8_000_000_000
# Each file is imported, one in ten is also looked at as the export doctor does.
ONE_IN = 10
CLEAR, STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")
KEY = b"a key of the tests"


def looked_at(path, mappings, limits, *, whole):
    """The report on a file: of its import, or of the ``whole`` that the export doctor says."""
    if whole:
        return inspect(path, mappings, THRESHOLDS, limits).report
    with open_table(path, limits, header_fit(mappings)) as opened:
        return make_table(opened, mappings, key=KEY)


def read(path, mappings, limits, *, whole):
    """What becomes of a file: a line to be counted."""
    try:
        report = looked_at(path, mappings, limits, whole=whole)
    except IncidentDataError as error:
        str(error)
        return {"refused": error.what.template}
    except MemoryError:
        # The product reads it alone, and then it is told.
        sys.exit(1)
    except Exception as defect:  # noqa: BLE001 - this is what is looked for
        return {"defect": type(defect).__name__, "trace": traceback.format_exc()}
    return {"read": report.rows.read, "kept": report.rows.kept, "sums": sums_hold(report)}


def forget_peak():
    """Begin to watch the memory that is held: making the file does not count."""
    if CLEAR.exists():
        CLEAR.write_text("5", encoding="ascii")


def peak():
    """The most bytes that were held since then."""
    if not STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    lines = STATUS.read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024


def main():
    """Read the files that the command line says."""
    seed, first, last = map(int, sys.argv[1:])
    limits, mappings = Limits(), load_mappings(MAPPINGS)
    hold_to(replace(limits, seconds=LONG_ENOUGH, memory=ADDRESSES))
    with TemporaryDirectory(prefix="infopilot-") as folder:
        for number in range(first, last):
            made = spoiled(seed, number)
            path = Path(folder) / made.name
            path.write_bytes(made.content)
            del made
            forget_peak()
            # The time of the processor, so that a busy machine tells the same.
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            started = time.process_time()
            line = read(path, mappings, limits, whole=number % ONE_IN == 0)
            seconds = time.process_time() - started
            signal.setitimer(signal.ITIMER_PROF, 0)
            path.unlink()
            told = {"number": number, "seconds": seconds, "held": peak()}
            print(json.dumps(told | line), flush=True)


if __name__ == "__main__":
    main()
