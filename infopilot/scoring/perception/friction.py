"""How rough the service is: a matter of quality, not of dependency."""

from collections.abc import Mapping

from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import Method
from infopilot.model.score import Friction
from infopilot.scoring.dependency.experienced import NO_DRAWS, index_draws
from infopilot.scoring.statistics.bootstrap import interval
from infopilot.scoring.statistics.indices import (
    MISSING,
    index,
    ramp_contributions,
    too_few_incidents,
)


def friction(
    facts: IncidentFacts, method: Method, *, minimum_incidents: int | None = None
) -> Friction:
    r"""Friction, from 0 (smooth) to 100 (rough).

    .. math:: F = 100 \cdot \mathrm{mean}(u_{9a}, u_{9b}, u_{10}, u_{12}, u_{11})

    Incidents that changed hands twice, went back to a group, were reopened, came back within 30
    days; and the share of the time spent waiting. None with its reason below
    ``minimum_incidents`` closed incidents (that of the method by default), or when the log does
    not tell one of the five. Its 95 % interval draws whole weeks, the five measures together,
    and is widened where needed to hold the value; each measure has its own. Friction is a matter
    of quality: it is no part of dependency.
    """
    measures = {
        "reassigned_twice_share": facts.reassigned_twice_share,
        "ping_pong_share": facts.ping_pong_share,
        "reopened_share": facts.reopened_share,
        "recurrence_30d": facts.recurrence_30d,
        "waiting_share": facts.waiting_share,
    }
    minimum = method.dependency.minimum_incidents
    few = too_few_incidents(
        facts.closed, minimum if minimum_incidents is None else minimum_incidents
    )
    if few is not None:
        return Friction(value=None, reason=few)
    contributions = ramp_contributions(measures, method.dependency.friction)
    value, missing = index(contributions)
    told = _estimates(facts, measures)
    low, high = _interval(facts, method)
    if value is None or low is None or high is None:
        reason = missing or facts.reasons.get("intervals", NO_DRAWS)
        return Friction(value=value, measures=told, contributions=contributions, reason=reason)
    return Friction(
        value=value,
        low=min(low, value),
        high=max(high, value),
        range=RangeKind.BOOTSTRAP_95,
        measures=told,
        contributions=contributions,
    )


def _interval(facts: IncidentFacts, method: Method) -> tuple[float | None, float | None]:
    ramps = method.dependency.friction
    draws = None if facts.replicates is None else index_draws(facts.replicates, ramps)
    return (None, None) if draws is None else interval(draws)


def _estimates(facts: IncidentFacts, measures: Mapping[str, float | None]) -> dict[str, Estimate]:
    """Each measure with the interval of the log; without one, why."""
    estimates = {}
    for name, measure in measures.items():
        ends = facts.intervals.get(name)
        if measure is None:
            estimates[name] = Estimate(value=None, reason=MISSING[name])
        elif ends is None:
            reason = facts.reasons.get("intervals", NO_DRAWS)
            estimates[name] = Estimate(value=measure, reason=reason)
        else:
            estimates[name] = Estimate(
                value=measure, low=ends.low, high=ends.high, range=RangeKind.BOOTSTRAP_95
            )
    return estimates
