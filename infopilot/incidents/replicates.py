"""What each figure would be on other weeks of the same service, drawn from counts by week."""

from collections.abc import Collection, Iterator

import numpy as np

from infopilot.incidents.counts import ENDED
from infopilot.incidents.cubes import Cube, Integers, Truths
from infopilot.incidents.passes import Counts
from infopilot.model.incidents import Interval, Organisation
from infopilot.model.method import IncidentMethod
from infopilot.scoring.bootstrap import (
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
from infopilot.scoring.intervals import wilson

RECURRENCE_DAYS = (30, 90)
TWICE = 2


def intervals_of(
    counts: Counts, method: IncidentMethod, reference_minute: int
) -> dict[str, Interval]:
    """95 % intervals by indicator, from draws of whole weeks; none with too few weeks.

    A plain share gets the wider ends of two intervals: drawing weeks knows that incidents come
    together but not what was never seen (0 of 40); Wilson's knows that and not the former. The
    other figures have draws only. A figure that the log does not tell is left out.
    """
    if len(counts.weeks) < max(1, method.minimum_weeks):
        return {}
    weights = week_weights(len(counts.weeks))
    ends = {name: _wider(weights, *parts) for name, parts in _shares(counts)}
    drawn = draws_of(counts, method, reference_minute, weights)
    ends |= {name: interval(draws) for name, draws in drawn.items()}
    return {
        name: Interval(low=low, high=high) for name, (low, high) in ends.items() if low is not None
    }


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
    resolvers = len(told.values("resolver"))
    pairs = told.codes("category") * resolvers + told.codes("resolver")
    seen, columns = np.unique(pairs, return_inverse=True)
    counted = np.zeros((len(told.values("week")), len(seen)), dtype=np.int64)
    np.add.at(counted, (told.codes("week"), columns), told.held)
    starts = np.unique(seen // resolvers, return_index=True)[1]
    draws = sole_holder_draws(
        weights,
        counted,
        starts.tolist(),
        share=method.sole_holder_share,
        minimum=method.sole_holder_minimum,
    )
    return {"sole_holder_share": draws}


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
    drawn: dict[str, Draws] = {}
    if ended.total():
        values, counted = _binned(minutes, ended.matrix("week", "minutes_to_resolve"))
        drawn["median_minutes"] = median_draws(weights, counted, values)
    blocking = ended.where(ended.among("blocking", {True})).matrix("week", "minutes_to_resolve")
    opened = np.array(going.values("opened_minute"), dtype=np.float64)
    ages = reference_minute - opened[::-1]
    lasting = going.where(going.among("blocking", {True})).matrix("week", "opened_minute")[:, ::-1]
    lasting, ages = lasting[:, ages >= 0], ages[ages >= 0]
    if blocking.sum() + lasting.sum():
        drawn["blocking.median_minutes_km"] = _survival(
            weights, (minutes, blocking), (ages, lasting)
        )
    return drawn


def _binned(values: Draws, counted: Integers) -> tuple[Draws, Integers]:
    """As many values as medians need: a bin is as long as the longest of its durations."""
    held = counted.sum(axis=0) > 0
    values, counted = values[held], counted[:, held]
    place = bins(counted.sum(axis=0))
    starts = np.unique(place, return_index=True)[1]
    ends = np.append(starts[1:], len(values)) - 1
    return values[ends], np.add.reduceat(counted, starts, axis=1)


def _survival(
    weights: Weights, ended: tuple[Draws, Integers], lasting: tuple[Draws, Integers]
) -> Draws:
    """Both on the same durations."""
    durations = np.union1d(ended[0], lasting[0])
    both = []
    for values, counted in (ended, lasting):
        wide = np.zeros((len(counted), len(durations)), dtype=np.int64)
        wide[:, np.searchsorted(durations, values)] = counted
        both.append(wide)
    held = (both[0] + both[1]).sum(axis=0) > 0
    durations, both = durations[held], [wide[:, held] for wide in both]
    place = bins((both[0] + both[1]).sum(axis=0))
    starts = np.unique(place, return_index=True)[1]
    last = np.append(starts[1:], len(durations)) - 1
    ending, going = (np.add.reduceat(wide, starts, axis=1) for wide in both)
    return survival_median_draws(weights, ending, going, durations[last])
