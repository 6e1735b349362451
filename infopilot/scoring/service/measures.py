"""What a ticket log measures, in the units that indices read, each with its interval."""

from collections.abc import Mapping

from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.incidents import IncidentFacts
from infopilot.model.text import Message

MINUTES_PER_HOUR = 60
MISSING: Mapping[str, Message] = {
    "effective_resolvers": Message("the ticket log does not say who resolved the incidents"),
    "sole_holder_share": Message("the ticket log does not say who resolved what"),
    "undocumented_exclusivity": Message("the ticket log does not say which side resolved what"),
    "knowledge_share": Message("the ticket log does not say which incidents are documented"),
    "blocking_median_hours": Message("the ticket log does not say how long blocking ones last"),
    "reassigned_twice_share": Message("the ticket log does not say how often incidents move"),
    "ping_pong_share": Message("the ticket log does not say which groups held the incidents"),
    "reopened_share": Message("the ticket log does not say which incidents were reopened"),
    "recurrence_30d": Message("the ticket log does not say which incidents come back"),
    "waiting_share": Message("the ticket log does not say how long incidents wait"),
}
NO_INTERVAL = Message("the ticket log gives no interval for this measure")
NAMES_IN_THE_LOG = {
    "effective_resolvers": "resolver.effective",
    "blocking_median_hours": "blocking.median_minutes_km",
}
UNITS = {"blocking_median_hours": MINUTES_PER_HOUR}
"""How many units of the log make one of the measure's."""


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
    unit = UNITS.get(key, 1)
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
