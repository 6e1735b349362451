"""Dependency by the incidents: who resolves what, documented or not."""

from collections.abc import Mapping

import numpy as np

from infopilot.model.estimate import RangeKind
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import Method, WeightedRamp
from infopilot.model.replicates import Replicates
from infopilot.model.score import ExperiencedDependency
from infopilot.model.text import Message
from infopilot.scoring.statistics.bootstrap import Draws, interval
from infopilot.scoring.statistics.indices import index, ramp_contributions, too_few_incidents

MINUTES_PER_HOUR = 60
DRAWN_AS: Mapping[str, tuple[str, float]] = {
    "effective_resolvers": ("resolver.effective", 1),
    "sole_holder_share": ("sole_holder_share", 1),
    "undocumented_exclusivity": ("undocumented_exclusivity", 1),
    "knowledge_share": ("knowledge_share", 1),
    "blocking_median_hours": ("blocking.median_minutes_km", MINUTES_PER_HOUR),
}
"""The draws of a measure, and how many of their units make one of its own; else of its name."""
NO_DRAWS = Message("the ticket log holds too few weeks for an interval")


def experienced_dependency(
    facts: IncidentFacts, method: Method, *, minimum_incidents: int | None = None
) -> ExperiencedDependency:
    r"""Experienced dependency, from 0 (free) to 100 (captive), with its 95 % interval.

    .. math:: E = 100 \frac{2 u_2 + 2 u_5 + 3 u_7 + 2 u_8 + u_{14}}{10}

    Effective resolvers, sole-holder share, undocumented exclusivity, knowledge share, and the
    median time to resolve blocking incidents. None with its reason below ``minimum_incidents``
    closed incidents (that of the method by default), or when the log does not tell one of the
    five: an index of the others would be another index. The interval is that of `index_draws`,
    widened where needed to hold the value; without one, ``reason`` says why.

    Parameters
    ----------
    facts
        What the ticket log says, with its replicates.
    method
        The ramps and weights of the five measures.
    minimum_incidents
        Closed incidents below which there is no index.
    """
    minimum = method.dependency.minimum_incidents
    few = too_few_incidents(
        facts.closed, minimum if minimum_incidents is None else minimum_incidents
    )
    if few is not None:
        return ExperiencedDependency(value=None, incidents=facts.closed, reason=few)
    ramps = method.dependency.experienced
    contributions = ramp_contributions(_measures(facts), ramps)
    value, missing = index(contributions)
    low, high = _interval(facts.replicates, ramps)
    if value is None or low is None or high is None:
        return ExperiencedDependency(
            value=value,
            incidents=facts.closed,
            contributions=contributions,
            reason=missing or facts.reasons.get("intervals", NO_DRAWS),
        )
    return ExperiencedDependency(
        value=value,
        low=min(low, value),
        high=max(high, value),
        range=RangeKind.BOOTSTRAP_95,
        incidents=facts.closed,
        contributions=contributions,
    )


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
        name, unit = DRAWN_AS.get(key, (key, 1))
        if name not in replicates.draws:
            return None
        measured = np.asarray(replicates.draws[name], dtype=np.float64) / unit
        green, red = weighted.ramp.green, weighted.ramp.red
        points = 100 * weighted.weight / total * np.clip((measured - green) / (red - green), 0, 1)
        summed = points if summed is None else summed + points
    return summed


def _measures(facts: IncidentFacts) -> dict[str, float | None]:
    minutes = facts.blocking.median_minutes_km if facts.blocking else None
    return {
        "effective_resolvers": facts.resolver.effective if facts.resolver else None,
        "sole_holder_share": facts.sole_holder_share,
        "undocumented_exclusivity": facts.undocumented_exclusivity,
        "knowledge_share": facts.knowledge_share,
        "blocking_median_hours": None if minutes is None else minutes / MINUTES_PER_HOUR,
    }


def _interval(
    replicates: Replicates | None, ramps: Mapping[str, WeightedRamp]
) -> tuple[float | None, float | None]:
    draws = None if replicates is None else index_draws(replicates, ramps)
    return (None, None) if draws is None else interval(draws)
