"""An index from 0 to 100 made of measures that each go from free (0) to captive or rough (100)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import WeightedRamp
from infopilot.model.replicates import Replicates
from infopilot.model.score import Contribution
from infopilot.model.text import Message, counted
from infopilot.scoring.service.measures import MISSING, NAMES_IN_THE_LOG, UNITS, measures
from infopilot.scoring.statistics.bootstrap import Draws, interval

NO_DRAWS = Message("the ticket log holds too few weeks for an interval")


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index with the range that other weeks would give it, and what it is made of."""

    estimate: Estimate
    measures: Mapping[str, Estimate]
    contributions: tuple[Contribution, ...]


def drawn_index(facts: IncidentFacts, ramps: Mapping[str, WeightedRamp]) -> Index:
    """The index of ``ramps``, with the 95 % interval of `index_draws`.

    The interval is widened where needed to hold the value. The value is None when the log does
    not tell a measure, since an index of the others would be another index; without an interval,
    ``reason`` says why.
    """
    told = {key: measure for key, measure in measures(facts).items() if key in ramps}
    contributions = ramp_contributions({key: one.value for key, one in told.items()}, ramps)
    value, missing = index(contributions)
    draws = None if facts.replicates is None else index_draws(facts.replicates, ramps)
    low, high = (None, None) if draws is None else interval(draws)
    if value is None or low is None or high is None:
        reason = missing or facts.reasons.get("intervals", NO_DRAWS)
        estimate = Estimate(value=value, reason=reason)
    else:
        estimate = Estimate(
            value=value, low=min(low, value), high=max(high, value), range=RangeKind.BOOTSTRAP_95
        )
    return Index(estimate=estimate, measures=told, contributions=contributions)


def index_draws(replicates: Replicates, ramps: Mapping[str, WeightedRamp]) -> Draws | None:
    r"""Draws of experienced dependency, from 0 to 100, shape (resamples,).

    .. math:: E_b = 100 \sum_k w_k u_k(x_{bk}) / \sum_k w_k

    The measures of one draw come from the same weeks. An infinite median is fully red; a draw that
    does not tell a measure is not a number. None when one of the measures was not drawn.

    References
    ----------
    B. Efron, R. J. Tibshirani, "An introduction to the bootstrap", 1993, chapter 13.

    Examples
    --------
    >>> from infopilot.model.method import Ramp
    >>> drawn = Replicates(draws={"knowledge_share": [0.475, 0.35, 0.0]})
    >>> index_draws(drawn, {"knowledge_share": WeightedRamp(weight=2, ramp=Ramp(0.6, 0.1))})
    array([ 25.,  50., 100.])
    """
    total = sum(weighted.weight for weighted in ramps.values())
    summed: Draws | None = None
    for key, weighted in ramps.items():
        name = NAMES_IN_THE_LOG.get(key, key)
        if name not in replicates.draws:
            return None
        measured = np.asarray(replicates.draws[name], dtype=np.float64) / UNITS.get(key, 1)
        green, red = weighted.ramp.green, weighted.ramp.red
        points = 100 * weighted.weight / total * np.clip((measured - green) / (red - green), 0, 1)
        summed = points if summed is None else summed + points
    return summed


def ramp_contributions(
    measures: Mapping[str, float | None], ramps: Mapping[str, WeightedRamp]
) -> tuple[Contribution, ...]:
    r"""One contribution per ramp: its position ``u`` (0 to 1), weight and points out of 100.

    .. math:: points_k = 100 \frac{w_k u_k}{\sum_j w_j}

    A measure that is None keeps its weight, has neither value nor points, and says what the log
    does not tell.
    """
    total = sum(weighted.weight for weighted in ramps.values())
    contributions = []
    for key, weighted in ramps.items():
        measure = measures[key]
        if measure is None:
            missing = Contribution(id=key, value=None, weight=weighted.weight, note=MISSING[key])
            contributions.append(missing)
            continue
        position = weighted.ramp.position(measure)
        points = 100 * weighted.weight * position / total
        contributions.append(
            Contribution(id=key, value=position, weight=weighted.weight, points=points)
        )
    return tuple(contributions)


def index(contributions: tuple[Contribution, ...]) -> tuple[float | None, Message | None]:
    """Sum of the points, or None with the first thing that is missing: a part of it is no index."""
    missing = next((part.note for part in contributions if part.points is None), None)
    if missing is not None:
        return None, missing
    return sum(part.points for part in contributions if part.points is not None), None


def too_few_incidents(closed: int, minimum: int) -> Message | None:
    """Why ``closed`` incidents cannot make an index; None when they can."""
    if closed >= minimum:
        return None
    return counted(
        closed,
        "{n} closed incident: at least {minimum} are needed",
        "{n} closed incidents: at least {minimum} are needed",
        minimum=minimum,
    )
