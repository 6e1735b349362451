"""What each figure would be on other weeks of the same service, drawn from counts by week."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from infopilot.incidents.counting.counts import ENDED
from infopilot.incidents.counting.cubes import Cube, Integers, Truths
from infopilot.incidents.counting.passes import Counts
from infopilot.model.incidents import Interval, Organisation
from infopilot.model.method import IncidentMethod
from infopilot.model.replicates import Replicates
from infopilot.scoring.statistics.bootstrap import (
    Draws,
    Weights,
    bins,
    exclusivity_draws,
    holder_draws,
    interval,
    median_draws,
    ratio_draws,
    sole_holder_draws,
    survival_median_draws,
    week_weights,
)
from infopilot.scoring.statistics.intervals import wilson

RECURRENCE_DAYS = (30, 90)
TWICE = 2
MAIN_HOLDERS = 8
MEASURES = (
    "resolver.effective",
    "sole_holder_share",
    "undocumented_exclusivity",
    "knowledge_share",
    "blocking.median_minutes_km",
    "reassigned_twice_share",
    "ping_pong_share",
    "reopened_share",
    "recurrence_30d",
    "waiting_share",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What was drawn of a log: an interval by indicator, and the measures that make an index."""

    intervals: Mapping[str, Interval] = field(default_factory=dict)
    replicates: Replicates | None = None


def drawn_from(counts: Counts, method: IncidentMethod, reference_minute: int) -> Drawn:
    """95 % intervals by indicator, from draws of whole weeks; none with too few weeks.

    A plain share gets the wider ends of two intervals: drawing weeks knows that incidents come
    together but not what was never seen (0 of 40); Wilson's knows that and not the former. The
    other figures have draws only. A figure that the log does not tell is left out.
    """
    if len(counts.weeks) < max(1, method.minimum_weeks):
        return Drawn()
    weights = week_weights(len(counts.weeks))
    shares = dict(_shares(counts))
    ends = {name: _wider(weights, *parts) for name, parts in shares.items()}
    drawn = draws_of(counts, method, reference_minute, weights)
    ends |= {name: interval(draws) for name, draws in drawn.items()}
    drawn |= {name: ratio_draws(weights, *shares[name]) for name in MEASURES if name in shares}
    return Drawn(
        intervals={
            name: Interval(low=low, high=high)
            for name, (low, high) in ends.items()
            if low is not None
        },
        replicates=Replicates(
            draws={name: drawn[name].tolist() for name in MEASURES if name in drawn}
        ),
    )


def draws_of(
    counts: Counts, method: IncidentMethod, reference_minute: int, weights: Weights
) -> dict[str, Draws]:
    """Draws of the figures that are no plain share, aligned with ``weights``, draw by draw."""
    people = counts.weekly(counts.people)
    people = people.where(~people.among("system_account", {True}))
    waits = [counts.waits.get(week, (0, 0)) for week in counts.weeks]
    waited, resolving = (np.array(part, dtype=np.int64) for part in zip(*waits, strict=True))
    drawn = {
        "resolver.effective": holder_draws(weights, people.matrix("week", "resolver")),
        "waiting_share": ratio_draws(weights, waited, resolving),
    }
    drawn |= _sole_holders(people, method, weights) | _exclusivity(counts, weights)
    return drawn | _medians(counts, reference_minute, weights)


def _shares(counts: Counts) -> Iterator[tuple[str, tuple[Integers, Integers]]]:
    """Part and whole by week of each plain share."""
    sides, levels = counts.weekly(counts.sides), counts.weekly(counts.levels)
    moves = counts.weekly(counts.moves)
    provider, vendor = Organisation.PROVIDER, Organisation.VENDOR
    yield "provider_share", _parts(sides, "organisation", {provider})
    yield "external_share", _parts(sides, "organisation", {provider, vendor})
    yield "knowledge_share", _parts(sides, "knowledge", {True})
    yield "sla.met_share", _parts(levels, "sla_met", {True})
    yield "ping_pong_share", _parts(moves, "ping_pong", {True})
    twice = [moved for moved in moves.values("reassignments") if float(str(moved)) >= TWICE]
    yield "reassigned_twice_share", _parts(moves, "reassignments", twice)
    ended = moves.where(moves.among("status_group", ENDED))
    again = [times for times in ended.values("reopenings") if float(str(times)) >= 1]
    yield "reopened_share", _parts(ended, "reopenings", again)
    if counts.gaps is not None:
        gaps = counts.weekly(counts.gaps)
        for days in RECURRENCE_DAYS:
            soon = [gap for gap in gaps.values("days") if float(str(gap)) <= days]
            whole = _by_week(gaps, gaps.known("week"))
            yield f"recurrence_{days}d", (_by_week(gaps, gaps.among("days", soon)), whole)


def _parts(counted: Cube, column: str, wanted: Collection[object]) -> tuple[Integers, Integers]:
    whole = _by_week(counted, counted.known(column))
    return _by_week(counted, counted.among(column, wanted)), whole


def _by_week(counted: Cube, rows: Truths) -> Integers:
    sums = np.zeros(len(counted.values("week")), dtype=np.int64)
    np.add.at(sums, counted.codes("week")[rows], counted.held[rows])
    return sums


def _wider(weights: Weights, part: Integers, whole: Integers) -> tuple[float | None, float | None]:
    n = int(whole.sum())
    low, high = interval(ratio_draws(weights, part, whole))
    if not n or low is None or high is None:
        return None, None
    alone = wilson(int(part.sum()), n)
    return min(low, alone[0]), max(high, alone[1])


def _sole_holders(people: Cube, method: IncidentMethod, weights: Weights) -> dict[str, Draws]:
    told = people.where(people.known("resolver", "category"))
    if not told.total():
        return {}
    # A category that nobody tells of has no column.
    categories, category = np.unique(told.codes("category"), return_inverse=True)
    resolvers = len(told.values("resolver"))
    pairs, pair = np.unique(category * resolvers + told.codes("resolver"), return_inverse=True)
    counted = np.zeros(len(pairs), dtype=np.int64)
    np.add.at(counted, pair, told.held)
    columns = _main_holders(pairs // resolvers, counted)
    main = columns[pair] >= 0
    weeks, week = len(told.values("week")), told.codes("week")
    sizes = np.zeros((weeks, len(categories)), dtype=np.int64)
    np.add.at(sizes, (week, category), told.held)
    held = np.zeros((weeks, int(columns.max()) + 1), dtype=np.int64)
    np.add.at(held, (week[main], columns[pair[main]]), told.held[main])
    kept = (pairs // resolvers)[columns >= 0]
    draws = sole_holder_draws(
        weights,
        sizes,
        held,
        np.unique(kept, return_index=True)[1].tolist(),
        share=method.sole_holder_share,
        minimum=method.sole_holder_minimum,
    )
    return {"sole_holder_share": draws}


def _main_holders(categories: Integers, counted: Integers) -> Integers:
    """Column of each (category, holder) among the few who may hold a category alone; -1 others.

    Pairs come by rising category. Beyond the most present ones, nobody is ever alone.
    """
    order = np.lexsort((np.arange(len(counted)), -counted, categories))
    starts = np.unique(categories[order], return_index=True)[1]
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    kept = np.sort(order[rank < MAIN_HOLDERS])
    columns = np.full(len(counted), -1, dtype=np.int64)
    columns[kept] = np.arange(len(kept))
    return columns


def _exclusivity(counts: Counts, weights: Weights) -> dict[str, Draws]:
    sides = counts.weekly(counts.sides)
    told = sides.where(sides.known("organisation", "category"))
    written = _by_week(told, told.known("knowledge"))
    client = told.where(told.among("organisation", {Organisation.CLIENT}))
    secret = told.where(told.among("knowledge", {False}))
    draws = exclusivity_draws(
        weights, client.matrix("week", "category"), secret.matrix("week", "category"), written
    )
    return {"undocumented_exclusivity": draws}


def _medians(counts: Counts, reference_minute: int, weights: Weights) -> dict[str, Draws]:
    endings, going = counts.weekly(counts.endings), counts.weekly(counts.going)
    ended = endings.where(endings.known("minutes_to_resolve"))
    minutes = np.array(ended.values("minutes_to_resolve"), dtype=np.float64)
    lasted = ended.codes("minutes_to_resolve")
    drawn: dict[str, Draws] = {}
    if ended.total():
        places, values = _binned(lasted, minutes, ended.held)
        drawn["median_minutes"] = median_draws(weights, _weekly(ended, places, len(values)), values)
    opened = np.array(going.values("opened_minute"), dtype=np.float64)
    ended, lasted = _blocking(ended, lasted)
    still, since = _blocking(going, going.codes("opened_minute"))
    ages = reference_minute - opened[since]
    still, ages = still.where(ages >= 0), ages[ages >= 0]
    held = np.concatenate([ended.held, still.held])
    if held.sum():
        durations, codes = np.unique(np.concatenate([minutes[lasted], ages]), return_inverse=True)
        places, values = _binned(codes, durations, held)
        drawn["blocking.median_minutes_km"] = survival_median_draws(
            weights,
            _weekly(ended, places[: len(ended.held)], len(values)),
            _weekly(still, places[len(ended.held) :], len(values)),
            values,
        )
    return drawn


def _blocking(counted: Cube, codes: Integers) -> tuple[Cube, Integers]:
    rows = counted.among("blocking", {True}) & (codes >= 0)
    return counted.where(rows), codes[rows]


def _binned(codes: Integers, values: Draws, held: Integers) -> tuple[Integers, Draws]:
    """Bin of each row, and the longest value of each bin, of ``values`` that rise."""
    totals = np.zeros(len(values), dtype=np.int64)
    np.add.at(totals, codes, held)
    seen = np.flatnonzero(totals)
    place = np.full(len(values), -1, dtype=np.int64)
    place[seen] = bins(totals[seen])
    last = np.append(np.flatnonzero(np.diff(place[seen])), len(seen) - 1)
    return place[codes], values[seen[last]]


def _weekly(counted: Cube, places: Integers, columns: int) -> Integers:
    sums = np.zeros((len(counted.values("week")), columns), dtype=np.int64)
    np.add.at(sums, (counted.codes("week"), places), counted.held)
    return sums
