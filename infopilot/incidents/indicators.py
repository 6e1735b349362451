"""What each figure needs of the table, and why it cannot be computed without."""

from collections.abc import Mapping

from infopilot.model.text import Message

INPUTS: Mapping[str, tuple[str, ...]] = {
    "resolver": ("resolver",),
    "group": ("resolver_group",),
    "organisation_hhi": ("organisation",),
    "provider_share": ("organisation",),
    "external_share": ("organisation",),
    "sole_holder_share": ("resolver", "category"),
    "exclusivity": ("organisation", "category"),
    "undocumented_exclusivity": ("organisation", "category", "knowledge"),
    "knowledge_share": ("knowledge",),
    "bus_factor": ("resolver",),
    "blocking": ("blocking",),
    "median_minutes": ("minutes_to_resolve",),
    "median_minutes_by_priority": ("minutes_to_resolve", "priority"),
    "p90_minutes_by_priority": ("minutes_to_resolve", "priority"),
    "reassignment_mean": ("reassignments",),
    "reassigned_twice_share": ("reassignments",),
    "ping_pong_share": ("ping_pong",),
    "reopened": ("reopenings",),
    "reopened_share": ("reopenings",),
    "waiting_share": ("minutes_waiting_user", "minutes_to_resolve"),
    "recurrence_30d": ("category", "configuration_item"),
    "recurrence_90d": ("category", "configuration_item"),
    "backlog": ("status_group",),
    "sla": ("sla_met",),
}


def missing_inputs(known: Mapping[str, int]) -> dict[str, Message]:
    """Figures that cannot be computed, with the column that no incident tells."""
    reasons = {}
    for indicator, columns in INPUTS.items():
        lacking = [column for column in columns if not known.get(column)]
        if lacking:
            reasons[indicator] = Message(
                "no incident tells {columns}", {"columns": ", ".join(lacking)}
            )
    return reasons
