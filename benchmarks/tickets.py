"""How fast a ticket log becomes facts, beside the script that an analyst would write.

Both read the same event log and end with the same figures, each in its own process, in one run:

    python benchmarks/tickets.py ../shared/data/uci_servicenow/incident_event_log.zip

Prints seconds and peak memory of each, and the ratios. Needs Linux or macOS for the memory.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 3
MEGABYTE = 1024 * 1024
KILOBYTES_TOLD = 1 if sys.platform == "darwin" else 1024


def with_infopilot(log: Path) -> tuple[int, float, float]:
    """Import the log as a consultant would, then count every indicator."""
    from infopilot.app import paths
    from infopilot.app.facts import facts_of
    from infopilot.app.tickets import known_mappings
    from infopilot.incidents.canonical import import_tickets
    from infopilot.storage.method import load_method

    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "incidents.parquet"
        import_tickets(log, table, mappings=known_mappings(None), key=b"benchmark")
        facts = facts_of(table, load_method(paths.method_file()).incidents)
    return facts.incidents, facts.sla.met_share, facts.resolver.hhi


def with_pandas(log: Path) -> tuple[int, float, float]:
    """Read the log, keep the last event of each incident, compute the same headline figures."""
    import pandas as pd

    events = pd.read_csv(log, na_values="?")
    for column in ("opened_at", "resolved_at", "closed_at", "sys_updated_at"):
        events[column] = pd.to_datetime(events[column], format="%d/%m/%Y %H:%M")
    events = events.sort_values(["sys_updated_at", "sys_mod_count"])
    last = events.drop_duplicates("number", keep="last")
    paths = events.dropna(subset=["assignment_group"]).groupby("number")["assignment_group"]
    paths.agg(lambda groups: list(groups[groups.ne(groups.shift())]))
    hours = (last["resolved_at"] - last["opened_at"]).dt.total_seconds() / 3600
    hours.groupby(last["priority"]).quantile([0.5, 0.9])
    last.groupby("priority")["made_sla"].mean()
    last.groupby(last["reassignment_count"].clip(upper=5))["made_sla"].mean()
    shares = last["resolved_by"].value_counts(normalize=True)
    return len(last), float(last["made_sla"].mean()), float((shares**2).sum())


CONTENDERS = {"infopilot": with_infopilot, "pandas": with_pandas}


def run_one(name: str, log: Path) -> None:
    """Be the process of one contender: print its figures, seconds and peak memory."""
    start = time.perf_counter()
    figures = CONTENDERS[name](log)
    seconds = time.perf_counter() - start
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(*figures, seconds, peak * KILOBYTES_TOLD / MEGABYTE)


def measure(name: str, log: Path) -> tuple[tuple[float, ...], float, float]:
    """Return the figures, the median seconds and the largest peak of a few runs of ``name``."""
    runs = []
    for _ in range(ROUNDS):
        command = [sys.executable, __file__, name, str(log)]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        runs.append(tuple(map(float, told.split())))
    seconds = sorted(run[3] for run in runs)[ROUNDS // 2]
    return runs[0][:3], seconds, max(run[4] for run in runs)


def main() -> None:
    """Compare the contenders on one log."""
    log = Path(sys.argv[1])
    results = {name: measure(name, log) for name in CONTENDERS}
    for name, (figures, seconds, peak) in results.items():
        incidents, sla, hhi = figures
        print(
            f"{name:10} {seconds:7.2f} s {peak:8.0f} MB   "
            f"{incidents:.0f} incidents, SLA {sla:.6f}, HHI {hhi:.6f}"
        )
    ours, theirs = results["infopilot"], results["pandas"]
    print(f"time ratio, pandas / infopilot: {theirs[1] / ours[1]:.2f}")
    print(f"memory ratio, pandas / infopilot: {theirs[2] / ours[2]:.2f}")


if __name__ == "__main__":
    if sys.argv[1] in CONTENDERS:
        run_one(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
