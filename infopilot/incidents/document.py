"""Facts as the machine-readable document that scripts rely on."""

from collections.abc import Callable
from dataclasses import asdict

from infopilot.model.incidents import IncidentFacts
from infopilot.model.text import Message

KEYS = (
    "incidents",
    "closed",
    "resolver",
    "group",
    "provider_share",
    "external_share",
    "sole_holder_share",
    "undocumented_exclusivity",
    "knowledge_share",
    "bus_factor",
    "blocking",
    "median_minutes",
    "median_minutes_by_priority",
    "p90_minutes_by_priority",
    "reassignment_mean",
    "reassigned_twice_share",
    "ping_pong_share",
    "reopened",
    "reopened_share",
    "waiting_share",
    "recurrence_30d",
    "recurrence_90d",
    "backlog",
    "sla",
    "excluded_accounts",
)


def facts_document(
    facts: IncidentFacts, render: Callable[[Message], str] = str
) -> dict[str, object]:
    """``facts`` in the shape of ``infopilot tickets facts --json``; ``render`` words the reasons.

    What is not computed is None, its reason under ``reasons``.
    """
    known = asdict(facts)
    document: dict[str, object] = {key: known[key] for key in KEYS}
    document["excluded_accounts"] = list(facts.excluded_accounts)
    document["reasons"] = {name: render(reason) for name, reason in facts.reasons.items()}
    return document
