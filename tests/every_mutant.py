"""A pytest plugin that tries every mutant of the scores that mutmut has written.

mutmut collects the tests anew for each mutant, which takes longer than to run them. Here they are
collected once; each mutant then has a process of its own, forked from there, which runs the tests
that mutmut has seen to reach the changed function until one fails: the quick ones whose file is
named like its module first, and of equals those that reach the fewest other functions.
``make mutants`` calls it; ``mutants.jsonl`` keeps what became of each, and a later run goes on
from there.
"""

import gc
import json
import os
import re
import resource
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.utils.format_utils import mangled_name_from_mutant_name

from tests.shipped import shipped_method

RESULTS = Path("mutants.jsonl")
LIMITS = (0.03, 0.2, 0.8)
"""Tests go by these bounds of their seconds."""
SLOWEST_SECONDS = float(os.environ.get("INFOPILOT_SLOWEST", "1.5"))
PROCESSOR_SECONDS = 60
SURVIVED, KILLED, NO_TEST = 0, 1, 33
NAMES = {SURVIVED: "survived", KILLED: "killed", NO_TEST: "no test"}


class StopAtFirstFailure:
    """Ends the process of a mutant as soon as a test has noticed it."""

    def pytest_runtest_logreport(self, report):
        """End it."""
        if report.failed:
            os._exit(KILLED)


class Mutants:
    """The mutants, the tests that reach each, and what became of those that were tried."""

    def __init__(self, session):
        told = json.loads(Path("mutmut-stats.json").read_text())
        self.seconds = told["duration_by_test"]
        self.reached = told["tests_by_mangled_function_name"]
        self.items = {item.nodeid: item for item in session.items}
        self.reach = Counter(test for tests in self.reached.values() for test in tests)
        self.hook = session.config.hook
        self.running, self.tally = {}, Counter()

    def left(self):
        """The mutants that were not tried yet, by name."""
        files = sorted(Path("infopilot/scoring").rglob("*.py.meta"))
        names = [
            name for file in files for name in json.loads(file.read_text())["exit_code_by_key"]
        ]
        done = {one["mutant"] for one in results()}
        return [name for name in names if name not in done]

    def tests_of(self, mutant):
        """The tests to run, the quickest first; those that take too long are left out."""
        reached = self.reached.get(mangled_name_from_mutant_name(mutant), ())
        chosen = [
            each
            for each in reached
            if each in self.items and self.seconds.get(each, 0) <= SLOWEST_SECONDS
        ]
        words = set(re.split(r"[._]", mutant.rpartition(".")[0].removeprefix("infopilot.scoring.")))
        chosen.sort(key=lambda each: self._order(each, words))
        return [self.items[each] for each in chosen]

    def start(self, mutant):
        """Fork a process for ``mutant``."""
        tests = self.tests_of(mutant)
        process = os.fork()
        if process:
            self.running[process] = mutant
            return
        code = KILLED
        try:
            code = self._tried(mutant, tests)
        finally:
            os._exit(code)

    def wait(self):
        """Wait for one of the processes, and note what became of its mutant."""
        process, status, usage = os.wait4(-1, 0)
        code = os.waitstatus_to_exitcode(status)
        told = {
            "mutant": self.running.pop(process),
            "result": NAMES.get(code, "timeout" if code < 0 else f"exit {code}"),
            "processor": round(usage.ru_utime + usage.ru_stime, 2),
        }
        self.tally[told["result"]] += 1
        with RESULTS.open("a") as file:
            file.write(json.dumps(told) + "\n")

    def _order(self, test, words):
        file = set(re.split(r"[/._]", test.partition("::")[0]))
        slowness = sum(self.seconds.get(test, 0) > limit for limit in LIMITS)
        return slowness > 1, -len(words & file), slowness, self.reach[test], test

    def _tried(self, mutant, tests):
        if not tests:
            return NO_TEST
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (1, 2):
            os.dup2(silence, stream)
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 5))
        set_mutant_under_test(mutant)
        for test, following in zip(tests, [*tests[1:], None], strict=True):
            self.hook.pytest_runtest_protocol(item=test, nextitem=following)
        return SURVIVED


def results():
    """What became of the mutants that were tried."""
    return map(json.loads, RESULTS.read_text().splitlines()) if RESULTS.exists() else ()


def room(mutant):
    """The room of the scores that a mutant is of."""
    parts = re.sub(r"\.(x_|xǁ).*", "", mutant).removeprefix("infopilot.scoring.").split(".")
    return parts[0] if len(parts) > 1 else "scorecard, answers, black box"


def table():
    """What became of the mutants, room by room, as Markdown."""
    counted = {}
    for one in results():
        counted.setdefault(room(one["mutant"]), Counter())[one["result"]] += 1
    counted["all"] = sum(counted.values(), Counter())
    yield "| room | mutants | killed | timeout | survived | no test | share killed |"
    yield "|---|---|---|---|---|---|---|"
    for name, tally in counted.items():
        whole = sum(tally.values())
        killed = whole - tally["survived"] - tally["no test"]
        figures = [tally[each] for each in ("killed", "timeout", "survived", "no test")]
        told = " | ".join(f"{each:,}" for each in (whole, *figures))
        yield f"| {name} | {told} | {killed / whole:.1%} |"


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    """Try every mutant instead of running the tests."""
    settings.register_profile("mutants", deadline=None, database=None, max_examples=25)
    settings.load_profile("mutants")
    shipped_method()  # read once, before the forks
    gc.collect()
    gc.freeze()  # a fork copies no page only because its garbage is looked for
    session.config.pluginmanager.register(StopAtFirstFailure())
    mutants = Mutants(session)
    waiting = mutants.left()
    for rank, mutant in enumerate(waiting):
        while len(mutants.running) >= (os.cpu_count() or 1):
            mutants.wait()
        if rank % 500 == 0:
            print(f"{rank} of {len(waiting)}: {dict(mutants.tally)}", flush=True)
        mutants.start(mutant)
    while mutants.running:
        mutants.wait()
    print("\n".join(table()))
    print("\n".join(one["mutant"] for one in results() if one["result"] in {"survived", "no test"}))
    return True
