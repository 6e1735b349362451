"""How fast a ticket log becomes facts, beside the script that an analyst would write.

Every contender reads the same event log, in a process of its own, one after the other in one run:

    python benchmarks/tickets.py ../shared/data/uci_servicenow/incident_event_log.zip --copies 1 70

``infopilot`` imports the log and counts every indicator, with their intervals; ``pandas`` is the
script that one writes first: it computes the headline figures only; ``tuned`` is that script once
its author has made it read what it needs and call nothing for each incident; ``scan`` is DuckDB
that reads every cell and does nothing with it: the floor. Copies have incident numbers of their
own and lie one after the other in one file. Prints seconds and peak memory of each, and the
ratios. Linux or macOS, for the memory.
"""

import argparse
import json
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

MEGABYTE = 1024 * 1024
KILOBYTES_TOLD = 1 if sys.platform == "darwin" else 1024
Phases = dict[str, float]
Figures = dict[str, float]
Result = tuple[Figures, Phases, float]


@contextmanager
def timed(phases: Phases, name: str) -> Iterator[None]:
    """Keep how long the block takes."""
    start = time.perf_counter()
    yield
    phases[name] = time.perf_counter() - start


def with_infopilot(log: Path, phases: Phases) -> Figures:
    """Import the log as a consultant would, then count every indicator."""
    with timed(phases, "start"):
        from infopilot.app import paths
        from infopilot.app.facts import facts_of
        from infopilot.app.tickets import known_mappings
        from infopilot.incidents.conversion.canonical import import_tickets
        from infopilot.incidents.files.limits import Limits
        from infopilot.storage.method import load_method

        method = load_method(paths.method_file()).incidents
    with tempfile.TemporaryDirectory(dir=log.parent) as folder:
        table = Path(folder) / "incidents.parquet"
        with timed(phases, "import"):
            import_tickets(
                log,
                table,
                mappings=known_mappings(None),
                key=b"benchmark",
                limits=Limits().lifted(),
            )
        with timed(phases, "facts"):
            facts = facts_of(table, method)
        with timed(phases, "scan of the table"):
            scan_table(table)
    return {
        "incidents": facts.incidents,
        "sla": facts.sla.met_share,
        "hhi": facts.resolver.hhi,
        "ping_pong": facts.ping_pong_share,
        "median_hours": facts.median_minutes / 60,
    }


def with_pandas(log: Path, phases: Phases) -> Figures:
    """Read the log, keep the last event of each incident, compute the headline figures."""
    with timed(phases, "start"):
        import pandas as pd
    with timed(phases, "import"):
        events = pd.read_csv(log, na_values="?")
        last = last_events(events, ["opened_at", "resolved_at", "closed_at", "sys_updated_at"])
    with timed(phases, "facts"):
        held = events.dropna(subset=["assignment_group"]).groupby("number")["assignment_group"]
        paths = held.agg(lambda groups: list(groups[groups.ne(groups.shift())]))
        return headlines(last, int(paths.map(is_ping_pong).sum()))


def with_tuned_pandas(log: Path, phases: Phases) -> Figures:
    """Compute the same figures, reading only what they need and calling nothing for each group."""
    with timed(phases, "start"):
        import pandas as pd
    with timed(phases, "import"):
        moments = ["opened_at", "resolved_at", "sys_updated_at"]
        words = ["number", "priority", "assignment_group", "resolved_by"]
        counts = ["reassignment_count", "sys_mod_count", "made_sla"]
        events = pd.read_csv(log, na_values="?", usecols=[*moments, *words, *counts])
        last = last_events(events, moments)
    with timed(phases, "facts"):
        held = events.dropna(subset=["assignment_group"]).groupby("number")["assignment_group"]
        return headlines(last, int(held.agg(list).map(is_ping_pong).sum()))


def last_events(events: "pd.DataFrame", moments: list[str]) -> "pd.DataFrame":
    """Order the events, their dates read, and keep the last one of each incident."""
    import pandas as pd

    for column in moments:
        events[column] = pd.to_datetime(events[column], format="%d/%m/%Y %H:%M")
    events.sort_values(["number", "sys_updated_at", "sys_mod_count"], inplace=True)  # noqa: PD002
    return events.drop_duplicates("number", keep="last")


def headlines(last: "pd.DataFrame", ping_pongs: int) -> Figures:
    """Compute what is told first of one row per incident."""
    hours = (last["resolved_at"] - last["opened_at"]).dt.total_seconds() / 3600
    hours.groupby(last["priority"]).quantile([0.5, 0.9])
    last.groupby("priority")["made_sla"].mean()
    last.groupby(last["reassignment_count"].clip(upper=5))["made_sla"].mean()
    shares = last["resolved_by"].value_counts(normalize=True)
    return {
        "incidents": len(last),
        "sla": float(last["made_sla"].mean()),
        "hhi": float((shares**2).sum()),
        "ping_pong": ping_pongs / len(last),
        "median_hours": float(hours.median()),
    }


def is_ping_pong(groups: list[str]) -> bool:
    """Whether a group got the incident straight back."""
    path = [group for i, group in enumerate(groups) if i == 0 or group != groups[i - 1]]
    return any(first == third for first, third in zip(path, path[2:], strict=False))


def with_scan(log: Path, phases: Phases) -> Figures:
    """Read every cell of the log, and nothing else."""
    with timed(phases, "start"):
        import duckdb
    with timed(phases, "facts"):
        events = duckdb.read_csv(str(log), all_varchar=True)
        [counted] = events.aggregate(", ".join(f'count("{c}")' for c in events.columns)).fetchall()
    return {"events": counted[0]}


def scan_table(table: Path) -> None:
    """Read every value of a canonical table, and nothing else."""
    import duckdb

    incidents = duckdb.read_parquet(str(table))
    incidents.aggregate(", ".join(f'max("{c}")' for c in incidents.columns)).to_arrow_table()


CONTENDERS: dict[str, Callable[[Path, Phases], Figures]] = {
    "infopilot": with_infopilot,
    "pandas": with_pandas,
    "tuned": with_tuned_pandas,
    "scan": with_scan,
}


def be(name: str, log: Path) -> None:
    """Be the process of one contender: print what it found, its seconds and its peak memory."""
    phases: Phases = {}
    figures = CONTENDERS[name](log, phases)
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(each).ru_maxrss for each in who) * KILOBYTES_TOLD / MEGABYTE
    print(json.dumps({"figures": figures, "phases": phases, "peak": peak}))


def measure(name: str, log: Path, rounds: int) -> Result:
    """Figures, median seconds of each phase, and largest peak of a few runs of ``name``."""
    command = [sys.executable, "-W", "ignore", __file__, "--be", name, str(log)]
    runs = [
        json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
        for _ in range(rounds)
    ]
    phases = {
        phase: statistics.median(run["phases"][phase] for run in runs)
        for phase in runs[0]["phases"]
    }
    return runs[0]["figures"], phases, max(run["peak"] for run in runs)


def write_copies(log: Path, copies: int, place: Path) -> int:
    """Write ``copies`` of the log in one file, each with numbers of its own; give the events."""
    if log.suffix == ".zip":
        with zipfile.ZipFile(log) as archive:
            content = archive.read(archive.namelist()[0])
    else:
        content = log.read_bytes()
    header, _, events = content.partition(b"\n")
    with place.open("wb") as file:
        file.write(header + b"\n")
        for copy in range(copies):
            number = b"\nINC%02d" % copy if copies > 1 else b"\nINC"
            file.write((b"\n" + events).replace(b"\nINC", number)[1:])
    return copies * events.count(b"\n")


def compare(log: Path, events: int, rounds: int) -> float:
    """Print one table; give the microseconds that infopilot needs for each event."""
    results = {name: measure(name, log, rounds) for name in CONTENDERS}
    size = log.stat().st_size / 1e6
    print(f"\n{events:,} events, {size:,.0f} MB, {rounds} run(s) of each, medians")
    print(f"{'':10} {'import':>9} {'facts':>9} {'both':>9} {'peak':>10}")
    for name, result in results.items():
        _, phases, peak = result
        both = whole(result)
        first = f"{phases['import']:7.2f} s" if "import" in phases else ""
        print(f"{name:10} {first:>9} {phases['facts']:7.2f} s {both:7.2f} s {peak:7,.0f} MB")
    ours, floor = results["infopilot"], results["scan"]
    seconds = whole(ours)
    for name in ("pandas", "tuned"):
        theirs = results[name]
        print(f"{name} / infopilot: time {whole(theirs) / seconds:.2f}", end=", ")
        print(f"memory {theirs[2] / ours[2]:.2f}")
        check(ours[0], theirs[0], name)
    print(f"infopilot / scan of the log: {seconds / whole(floor):.2f}")
    print(f"facts / scan of the log:     {ours[1]['facts'] / whole(floor):.2f}")
    print(f"facts / scan of their table: {ours[1]['facts'] / ours[1]['scan of the table']:.2f}")
    print("same figures:", *(f"{k} {v:,.6g}" for k, v in ours[0].items()))
    return seconds / events * 1e6


def whole(result: Result) -> float:
    """Seconds from the log to the facts, programs being loaded."""
    return result[1].get("import", 0) + result[1]["facts"]


def check(ours: Figures, theirs: Figures, name: str) -> None:
    """Stop if the contenders do not find the same."""
    for figure, value in ours.items():
        if abs(value - theirs[figure]) > 1e-9 * max(1, abs(value)):
            raise SystemExit(f"{figure}: infopilot says {value}, {name} says {theirs[figure]}")


def main() -> None:
    """Compare the contenders on copies of one log."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("log", type=Path)
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 70])
    parser.add_argument("--rounds", type=int, default=3, help="runs of each, on one copy")
    parser.add_argument("--folder", type=Path, help="where the copies are written for a while")
    parser.add_argument("--be", choices=CONTENDERS, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.be:
        be(chosen.be, chosen.log)
        return
    print(platform.platform(), platform.machine(), "Python", platform.python_version())
    costs = {}
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        for copies in chosen.copies:
            place = Path(folder) / f"{copies}.csv"
            events = write_copies(chosen.log, copies, place)
            costs[events] = compare(place, events, chosen.rounds if copies == 1 else 1)
            place.unlink()
    print("\nmicroseconds per event:", *(f"{e:,}: {cost:.2f}" for e, cost in costs.items()))


if __name__ == "__main__":
    main()
