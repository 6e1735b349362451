"""Exports spoiled at random: no failure of ours, sums that hold, little time, little memory.

``INFOPILOT_HOSTILE_FILES=100000`` for a release, and ``INFOPILOT_HOSTILE_REPORT`` for a file that
is told how far it is: that many take hours. They are read by processes that are held to the limits
of the product, addresses aside, and read many files each; a file on which one of them dies, or for
which it holds too much, is read once more as the product does, in a process of its own.
"""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from infopilot.app.tickets import inspect_file
from infopilot.model.errors import IncidentDataError
from tests.faults.spoiled_files import spoiled

FILES = int(os.environ.get("INFOPILOT_HOSTILE_FILES", "1000"))
REPORT = os.environ.get("INFOPILOT_HOSTILE_REPORT")
SEED = int(os.environ.get("INFOPILOT_HOSTILE_SEED", "20261125"))
ROOT = Path(__file__).parents[2]
AT_ONCE, SECONDS, MEMORY = 2, 20, 1_000_000_000
BATCH = min(2000, -(-FILES // AT_ONCE))
DEFECT = "the reader of exports failed"


@dataclass
class Tally:
    """What became of the files."""

    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[dict[str, object]] = field(default_factory=list)
    deaths: list[int] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, 0)
    held: int = 0

    def add(self, line):
        """Count one file."""
        outcome = "read" if "read" in line else line.get("refused", "defect")
        self.outcomes[outcome] += 1
        if outcome == "defect" or line.get("sums") is False:
            self.wrong.append(line)
        if line["killed"]:
            self.deaths.append(line["number"])
        self.slowest = max(self.slowest, (line["seconds"], line["number"]))
        self.held = max(self.held, line["held"])

    def __str__(self):
        """What a release tells."""
        count, read = sum(self.outcomes.values()), self.outcomes["read"]
        lines = [
            (
                f"{count} files (seed {SEED}): {read} read, {count - read} refused, "
                f"{len(self.wrong)} failures or wrong sums"
            ),
            (
                f"slowest {self.slowest[0]:.1f} s (number {self.slowest[1]}), peak "
                f"{self.held / 1e6:.0f} MB, {len(self.deaths)} that were read alone: "
                f"{self.deaths[:20]}"
            ),
            *(f"{number:7} {outcome}" for outcome, number in self.outcomes.most_common()),
            *(json.dumps(line) for line in self.wrong[:20]),
        ]
        return "\n".join(lines)


def read_batch(first, last, folder):
    """Read a range of files; go on behind a file on which the process dies."""
    while first < last:
        for line in reader(first, last):
            first = line["number"] + 1
            # What the files before it left in the process is not its own.
            heavy = line["held"] >= MEMORY
            alone = next(reader(first - 1, first), line) if heavy else line
            # The reader of sheets may ask for more than the product lets it have.
            heavy = alone["held"] >= MEMORY
            yield (read_alone(first - 1, folder) if heavy else alone) | {"killed": heavy}
        if first < last:
            yield read_alone(first, folder) | {"killed": True}
            first += 1


def reader(first, last) -> Iterator[dict[str, object]]:
    """The lines of one process."""
    asked = [sys.executable, "-m", "tests.faults.spoiled_reader", *map(str, (SEED, first, last))]
    environment = os.environ | {"MALLOC_ARENA_MAX": "2", "PYTHONPATH": str(ROOT)}
    number = first
    with subprocess.Popen(
        asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, cwd=ROOT
    ) as process:
        for told in process.stdout:
            line = json.loads(told)
            number = line["number"] + 1
            yield line
    if process.returncode == -signal.SIGPROF:
        late = {"number": number, "seconds": float(SECONDS), "held": 0}
        yield late | {"defect": "too slow", "trace": ""}


def read_alone(number, folder):
    """What the product says of a file."""
    made = spoiled(SEED, number)
    path = folder / f"{number}-{made.name}"
    path.write_bytes(made.content)
    told = {"number": number, "seconds": 0.0, "held": 0}
    try:
        report = inspect_file(path).report
    except IncidentDataError as error:
        kind = "defect" if DEFECT in str(error) else "refused"
        return told | {kind: error.what.template}
    return told | {"read": report.rows.read, "kept": report.rows.kept}


def test_spoiled_files_are_read_or_refused_and_never_break_anything(tmp_path):
    tally = Tally()

    def run(first):
        return list(read_batch(first, min(first + BATCH, FILES), tmp_path))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for lines in pool.map(run, range(0, FILES, BATCH)):
            for line in lines:
                tally.add(line)
            if REPORT:
                Path(REPORT).write_text(f"{tally}\n", encoding="utf-8")

    print(tally)
    assert sum(tally.outcomes.values()) == FILES
    assert tally.wrong == []
    assert tally.slowest[0] < SECONDS
    assert tally.held < MEMORY
    assert FILES / 10 < tally.outcomes["read"] < FILES / 10 * 8
