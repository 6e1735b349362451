"""How fast an engagement is scored, beside the loops that one would write from the formulas.

    python benchmarks/scores.py event_log.zip --engagements 1000

An engagement is made of 80 respondents with answers drawn at random and of the ticket log. Each
contender scores it from its folder, in a process of its own, in one run: ``infopilot`` with every
score, interval and fact; ``loops`` with the three that take time, and nothing else: maturity under
the cap rule, role clarity with its range, experienced dependency with its interval by weeks. To
start is to import and to open the engagement; to score is all the rest, the log included. The run
stops if they do not find the same figures. Then as many engagements are scored one after the
other in one process, and its memory is told on the way. Linux or macOS, for the memory.
"""

import argparse
import csv
import json
import platform
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from infopilot.app.workbook import Workbook

MEGABYTE = 1024 * 1024
KILOBYTES_TOLD = 1 if sys.platform == "darwin" else 1024
DRAWS = 2000
PEOPLE = {"leader": 1, "it_referent": 1, "business": 4, "user": 72, "provider": 2}
ACTORS = ("DIR", "REF", "MET", "PRE", "EDI", "PERSONNE")
Row = dict[str, Any]
Figures = dict[str, float]


def make_engagement(folder: Path, seed: int, log: Path | None = None) -> "Workbook":
    """Make an engagement whose 80 respondents answer everything at random."""
    from infopilot.app.answer_files import import_answers
    from infopilot.app.tickets import import_file
    from infopilot.app.workbook import new_engagement
    from infopilot.model.engagement import Company, Provider

    made = new_engagement(
        folder,
        company=Company(name="Essai", headcount=80),
        provider=Provider(name="Prestataire"),
    ).workbook
    table = folder.parent / f"{folder.name}.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["campaign", "respondent", "role", "department", "question", "value"])
        writer.writerows(answers_of(made, random.Random(seed)))  # noqa: S311 - no secret
    import_answers(made, table)
    table.unlink()
    if log is not None:
        import_file(made, log)
    return made


def answers_of(workbook: "Workbook", chance: random.Random) -> Iterator[tuple[str, ...]]:
    """Draw one answer of everybody to everything that they are asked."""
    for role, count in PEOPLE.items():
        for number in range(count):
            for question, item in workbook.questionnaire.items.items():
                if role in {str(asked) for asked in item.roles}:
                    yield ("T0", f"{role}-{number}", role, "", question, value(question, chance))


def value(question: str, chance: random.Random) -> str:
    """Draw one answer to ``question``."""
    if question.endswith(".A"):
        return chance.choice([*ACTORS, "dont_know"])
    if question.endswith(".R"):
        return "|".join(chance.sample(ACTORS[:5], chance.randint(1, 2)))
    if question in {"BLOC", "SIGN"}:
        return str(chance.randint(0, 2))
    return str(chance.randint(1, 5))


def with_infopilot(workbook: "Workbook") -> Figures:
    """Score the engagement as the command line does."""
    card = workbook.score()
    experienced, clarity = card.dependency.experienced, card.role_clarity
    return {
        "experienced": experienced.value,
        "experienced_low": experienced.low,
        "experienced_high": experienced.high,
        "role_clarity": clarity.value,
        "role_clarity_low": clarity.low,
        "role_clarity_high": clarity.high,
    } | {key: score.value for key, score in card.maturity.items()}


def with_loops(workbook: "Workbook") -> Figures:
    """Score the same engagement from the same files, formula by formula, one row at a time."""
    import pyarrow.parquet as pq

    given: dict[str, dict[str, str]] = defaultdict(dict)
    roles = {}
    for answer in workbook.answers():
        given[answer.respondent][answer.question] = answer.value
        roles[answer.respondent] = str(answer.role)
    chance = random.Random(1)  # noqa: S311 - no secret
    rows = pq.read_table(workbook.folder.incidents).to_pylist()
    incidents = [row for row in rows if row["type"] == "incident"]
    figures = looped_maturity(workbook, given, roles)
    return (
        figures
        | looped_clarity(workbook, given, roles, chance)
        | looped_experience(workbook, incidents, chance)
    )


def looped_maturity(  # noqa: C901 - as one would write it
    workbook: "Workbook", given: dict[str, dict[str, str]], roles: dict[str, str]
) -> Figures:
    """Score each dimension under the cap rule; nobody declares evidence in these answers."""
    group_of = {"business": "users", "user": "users"}
    weights = {str(g): w for g, w in workbook.method.maturity.group_weights.items() if w > 0}
    ceiling = workbook.method.maturity.undemonstrated_ceiling
    figures = {}
    for dimension in workbook.questionnaire.dimensions:
        means: dict[str, dict[str, float]] = {}
        for group in weights:
            levels: dict[str, list[int]] = defaultdict(list)
            for respondent, said in given.items():
                role = roles[respondent]
                if group_of.get(role, role) != group:
                    continue
                for question in dimension.questions:
                    if question.id not in said:
                        continue
                    level = int(said[question.id])
                    if question.evidence is not None and role == "it_referent":
                        level = min(level, ceiling)
                    levels[question.id].append(level)
            if levels:
                means[group] = {key: sum(some) / len(some) for key, some in levels.items()}
        uncapped = weighted(
            {group: sum(some.values()) / len(some) for group, some in means.items()}, weights
        )
        cap = 5.0
        for question in dimension.questions:
            if question.key:
                some = {g: mean[question.id] for g, mean in means.items() if question.id in mean}
                cap = min(cap, 1 + weighted(some, weights))
        figures[dimension.id] = min(uncapped, cap)
    return figures


def weighted(values: dict[str, float], weights: dict[str, float]) -> float:
    """Mean of ``values`` by their ``weights``."""
    total = sum(weights[key] for key in values)
    return sum(weights[key] * value for key, value in values.items()) / total


def looped_clarity(
    workbook: "Workbook",
    given: dict[str, dict[str, str]],
    roles: dict[str, str],
    chance: random.Random,
) -> Figures:
    """Score the decision map, then again for each draw of the respondents of each side."""
    people = [name for name, role in roles.items() if role != "user"]
    client = [name for name in people if roles[name] != "provider"]
    provider = [name for name in people if roles[name] == "provider"]
    value = clarity_of(workbook, given, client, provider)
    draws = []
    for _ in range(DRAWS):
        ours = [chance.choice(client) for _ in client]
        theirs = [chance.choice(provider) for _ in provider]
        draws.append(clarity_of(workbook, given, ours, theirs))
    draws.sort()
    return {
        "role_clarity": value,
        "role_clarity_low": draws[int(0.025 * DRAWS)],
        "role_clarity_high": draws[int(0.975 * DRAWS)],
    }


def clarity_of(  # noqa: C901 - as one would write it
    workbook: "Workbook",
    given: dict[str, dict[str, str]],
    client: Sequence[str],
    provider: Sequence[str],
) -> float:
    """Weigh the clarity of each decision for these respondents."""
    rule = workbook.method.role_clarity
    points = total = 0.0
    for decision in workbook.questionnaire.decisions:
        sides = [
            [said for name in side for said in [given[name].get(f"{decision.id}.A")] if said]
            for side in (client, provider)
        ]
        if not sides[0] or not sides[1]:
            continue
        # Somebody who was drawn twice does not agree with themselves.
        asked_client = [name for name in client if f"{decision.id}.A" in given[name]]
        pairs = same = 0
        for name, one in zip(asked_client, sides[0], strict=True):
            for another, other in zip(asked_client, sides[0], strict=True):
                if name != another:
                    pairs += 1
                    same += one == other and one != "dont_know"
        within = same / pairs if pairs else None
        crossed = sum(
            one == other and one != "dont_know" for one in sides[0] for other in sides[1]
        ) / (len(sides[0]) * len(sides[1]))
        agreement = crossed if within is None else (within + crossed) / 2
        target = {str(actor) for actor in decision.target}
        tolerated = {str(actor) for actor in decision.tolerated}
        rule_of_grid = decision.tolerated_if
        if rule_of_grid is not None:
            levels = [
                int(sheet[rule_of_grid.question])
                for name, sheet in given.items()
                if not name.startswith(("user", "provider")) and rule_of_grid.question in sheet
            ]
            if levels and statistics.median(levels) >= rule_of_grid.level:
                tolerated.add(str(rule_of_grid.actor))
        coverage = conformity = 0.0
        for side, names in zip(sides, (client, provider), strict=True):
            asked = [name for name in names if f"{decision.id}.A" in given[name]]
            done = [given[name].get(f"{decision.id}.R", "") for name in asked]
            coverage += sum(
                (said not in {"PERSONNE", "dont_know"})
                + bool(set(do.split("|")) - {"", "PERSONNE"})
                for said, do in zip(side, done, strict=True)
            ) / (4 * len(side))
            conformity += sum(
                1 if said in target else rule.tolerated_credit if said in tolerated else 0
                for said in side
            ) / (2 * len(side))
        clarity = 100 * (
            rule.agreement_weight * agreement
            + rule.coverage_weight * coverage
            + rule.conformity_weight * conformity
        )
        points += decision.weight * clarity
        total += decision.weight
    return points / total


def looped_experience(
    workbook: "Workbook", incidents: Sequence[Row], chance: random.Random
) -> Figures:
    """Score who resolves what, then again for each draw of whole weeks."""
    weeks: dict[int, list[Row]] = defaultdict(list)
    first = min(row["opened_at"] for row in incidents)
    for row in incidents:
        weeks[(row["opened_at"] - first).days // 7].append(row)
    value = experience_of(workbook, incidents)
    drawn = list(weeks.values())
    draws = []
    for _ in range(DRAWS):
        some = [row for _ in drawn for row in chance.choice(drawn)]
        draws.append(experience_of(workbook, some))
    draws.sort()
    return {
        "experienced": value,
        "experienced_low": draws[int(0.025 * DRAWS)],
        "experienced_high": draws[int(0.975 * DRAWS)],
    }


def experience_of(  # noqa: C901 - as one would write it
    workbook: "Workbook", rows: Sequence[Row]
) -> float:
    """Mix the five measures of these incidents, counted one by one."""
    rule = workbook.method.incidents
    resolvers: Counter[str] = Counter()
    by_category: dict[str, Counter[str]] = defaultdict(Counter)
    client_closed, secret, documented, told = set(), Counter(), 0, 0
    blocking = []
    for row in rows:
        if row["blocking"] and row["minutes_to_resolve"] is not None:
            blocking.append(row["minutes_to_resolve"])
        if row["status_group"] not in {"solved", "closed"}:
            continue
        if row["resolver"] is not None:
            resolvers[row["resolver"]] += 1
            if row["category"] is not None:
                by_category[row["category"]][row["resolver"]] += 1
        if row["knowledge"] is not None:
            told += 1
            documented += row["knowledge"]
        if row["category"] is not None and row["organisation"] is not None:
            if row["organisation"] == "CLIENT":
                client_closed.add(row["category"])
            if not row["knowledge"]:
                secret[row["category"]] += 1
    n = sum(resolvers.values())
    alike = sum(count * (count - 1) for count in resolvers.values()) / (n * (n - 1))
    held = sole = 0
    for holders in by_category.values():
        size = sum(holders.values())
        held += size
        if size >= rule.sole_holder_minimum and max(holders.values()) >= (
            rule.sole_holder_share * size - 1e-9
        ):
            sole += size
    locked = sum(count for category, count in secret.items() if category not in client_closed)
    blocking.sort()
    measures = {
        "effective_resolvers": min(1 / alike, len(resolvers)),
        "sole_holder_share": sole / held,
        "undocumented_exclusivity": locked / told,
        "knowledge_share": documented / told,
        "blocking_median_hours": blocking[(len(blocking) - 1) // 2] / 60,
    }
    points = weights = 0.0
    for key, ramp in workbook.method.dependency.experienced.items():
        points += 100 * ramp.weight * ramp.ramp.position(measures[key])
        weights += ramp.weight
    return points / weights


CONTENDERS: dict[str, Callable[["Workbook"], Figures]] = {
    "infopilot": with_infopilot,
    "loops": with_loops,
}


def peak() -> float:
    """Largest memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTES_TOLD / MEGABYTE


def be(name: str, folder: Path) -> None:
    """Be the process of one contender: print what it found, its seconds and its peak memory."""
    begun = time.perf_counter()
    import pyarrow.parquet  # noqa: F401

    from infopilot.app.workbook import open_engagement

    workbook = open_engagement(folder)
    started = time.perf_counter()
    figures = CONTENDERS[name](workbook)
    seconds = {"start": started - begun, "score": time.perf_counter() - started}
    print(json.dumps({"figures": figures, "seconds": seconds, "peak": peak()}))


def measure(name: str, folder: Path, rounds: int) -> tuple[Figures, dict[str, float], float]:
    """Figures, median seconds of both phases and largest peak of a few runs of ``name``."""
    command = [sys.executable, "-W", "ignore", __file__, "--be", name, str(folder)]
    runs = [
        json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
        for _ in range(rounds)
    ]
    seconds = {
        phase: statistics.median(run["seconds"][phase] for run in runs)
        for phase in ("start", "score")
    }
    return runs[0]["figures"], seconds, max(run["peak"] for run in runs)


def check_alike(ours: Figures, theirs: Figures) -> None:
    """Stop unless the scores are the same, and the ends of ranges as near as draws are."""
    for key, figure in theirs.items():
        near = 3.0 if key.endswith(("_low", "_high")) else 1e-6
        if abs(ours[key] - figure) > near:
            sys.exit(f"{key}: infopilot finds {ours[key]}, the loops {figure}")


def score_many(folder: Path, count: int) -> None:
    """Score ``count`` engagements one after the other, each from its folder; tell the memory."""
    from infopilot.app.workbook import open_engagement

    log = folder / "tickets"
    start, scoring = time.perf_counter(), 0.0
    for number in range(1, count + 1):
        place = folder.parent / "one"
        make_engagement(place, seed=number)
        shutil.copytree(log, place / "tickets", dirs_exist_ok=True)
        began = time.perf_counter()
        open_engagement(place).score()
        scoring += time.perf_counter() - began
        shutil.rmtree(place)
        if number in {1, 10, 100, count // 2, count}:
            print(f"| {number} | {scoring / number:.2f} s | {peak():.0f} MB |", flush=True)
    print(f"{count} engagements made and scored in {time.perf_counter() - start:.0f} s")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "source", type=Path, help="a ticket log (an engagement, with --be or --many)"
    )
    parser.add_argument("--engagements", type=int, default=0, help="score that many in one process")
    parser.add_argument(
        "--rounds", type=int, default=3, help="runs of infopilot, the median is told"
    )
    parser.add_argument("--be", choices=CONTENDERS, help=argparse.SUPPRESS)
    parser.add_argument("--many", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.be:
        be(options.be, options.source)
        return
    if options.many:
        score_many(options.source, options.many)
        return
    print(f"{platform.platform()}, Python {platform.python_version()}\n")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "engagement"
        make_engagement(folder, seed=0, log=options.source)
        ours, seconds, memory = measure("infopilot", folder, options.rounds)
        theirs, loops, loops_memory = measure("loops", folder, 1)
        check_alike(ours, theirs)
        print("| contender | start | score | peak memory |\n|---|---|---|---|")
        for name, took, held in (("infopilot", seconds, memory), ("loops", loops, loops_memory)):
            print(f"| {name} | {took['start']:.2f} s | {took['score']:.2f} s | {held:.0f} MB |")
        whole = sum(loops.values()) / sum(seconds.values())
        ratio = loops["score"] / seconds["score"]
        print(f"\ninfopilot scores {ratio:.1f} times faster, {whole:.1f} with its start\n")
        if options.engagements:
            print("| engagements | mean time of one | peak memory |\n|---|---|---|", flush=True)
            many = [sys.executable, "-W", "ignore", __file__, str(folder)]
            subprocess.run([*many, "--many", str(options.engagements)], check=True)


if __name__ == "__main__":
    main()
