"""What a ticket log measures, in the units that indices read, each with its interval."""

from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.incidents import IncidentFacts
from infopilot.model.text import Message
from infopilot.scoring.statistics.indices import MISSING

MINUTES_PER_HOUR = 60
NO_INTERVAL = Message("the ticket log gives no interval for this measure")
NAMES_IN_THE_LOG = {
    "effective_resolvers": "resolver.effective",
    "blocking_median_hours": "blocking.median_minutes_km",
}


def measures(facts: IncidentFacts) -> dict[str, Estimate]:
    """The measures behind experienced dependency and friction, by the names of the method.

    A median is in hours, resolvers are people, the rest are shares from 0 to 1. The interval is
    what another year of the same service would likely give (95 %); without one, ``reason`` says
    why.
    """
    resolver, blocking = facts.resolver, facts.blocking
    minutes = blocking.median_minutes_km if blocking else None
    found = {
        "effective_resolvers": resolver.effective if resolver else None,
        "sole_holder_share": facts.sole_holder_share,
        "undocumented_exclusivity": facts.undocumented_exclusivity,
        "knowledge_share": facts.knowledge_share,
        "blocking_median_hours": minutes,
        "reassigned_twice_share": facts.reassigned_twice_share,
        "ping_pong_share": facts.ping_pong_share,
        "reopened_share": facts.reopened_share,
        "recurrence_30d": facts.recurrence_30d,
        "waiting_share": facts.waiting_share,
    }
    counts = {
        "effective_resolvers": resolver.n if resolver else None,
        "blocking_median_hours": blocking.n if blocking else None,
    }
    return {key: _estimate(key, value, counts.get(key), facts) for key, value in found.items()}


def _estimate(key: str, value: float | None, n: int | None, facts: IncidentFacts) -> Estimate:
    if value is None:
        return Estimate(value=None, n=n, reason=MISSING[key])
    name = NAMES_IN_THE_LOG.get(key, key)
    unit = MINUTES_PER_HOUR if key == "blocking_median_hours" else 1
    ends = facts.intervals.get(name)
    if ends is None:
        told = facts.reasons.get(f"intervals.{name}") or facts.reasons.get("intervals")
        return Estimate(value=value / unit, n=n, reason=told or NO_INTERVAL)
    return Estimate(
        value=value / unit,
        low=None if ends.low is None else ends.low / unit,
        high=None if ends.high is None else ends.high / unit,
        range=RangeKind.BOOTSTRAP_95,
        n=n,
        reason=facts.reasons.get(f"intervals.{name}"),
    )
