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

from infopilot.incidents.doctor import inspect
from infopilot.incidents.limits import Limits, hold_to
from infopilot.incidents.mappings import load_mappings
from infopilot.model.errors import IncidentDataError
from tests.faults.spoiled_files import spoiled
from tests.faults.sums import sums_hold
from tests.incidents.conftest import THRESHOLDS

MAPPINGS = Path(__file__).parents[2] / "data" / "mappings"
SECONDS = 20
LONG_ENOUGH = 1_000_000
# Engines that were closed leave addresses reserved; what is held is watched apart.
ADDRESSES = 1_400_000_000


def read(path, mappings, limits):
    """What becomes of a file: a line to be counted."""
    try:
        report = inspect(path, mappings, THRESHOLDS, limits).report
    except IncidentDataError as error:
        str(error)
        return {"refused": error.what.template}
    except MemoryError:
        # Many engines one after the other use up the addresses of one process: alone, it is told.
        sys.exit(1)
    except Exception as defect:  # noqa: BLE001 - this is what is looked for
        return {"defect": type(defect).__name__, "trace": traceback.format_exc()}
    return {"read": report.rows.read, "kept": report.rows.kept, "sums": sums_hold(report)}


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
            # The time of the processor, so that a busy machine tells the same.
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            started = time.process_time()
            line = read(path, mappings, limits)
            seconds = time.process_time() - started
            signal.setitimer(signal.ITIMER_PROF, 0)
            path.unlink()
            held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
            told = {"number": number, "seconds": seconds, "held": held}
            print(json.dumps(told | line), flush=True)


if __name__ == "__main__":
    main()
