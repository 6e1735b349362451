"""What each figure needs of the table, and why it cannot be computed without."""

from collections.abc import Mapping
from dataclasses import dataclass

from infopilot.model.method import IncidentMethod
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
    "third_parties": ("vendor_waited_for",),
    "satisfaction": ("satisfaction",),
    "lost_time": ("lost_minutes",),
    "stoppages": ("blocking",),
    "administrative_closures": ("closed_minute",),
    "auto_close": ("hours_to_close",),
    "departures": ("resolver", "category"),
    "provider_stop": ("organisation", "category"),
}
RECURRENCE = ("recurrence_30d", "recurrence_90d")
# The others are over incidents that are resolved or closed.
OF_ALL = frozenset(
    {"reassignment_mean", "reassigned_twice_share", "ping_pong_share", *RECURRENCE}
    | {"backlog", "blocking", "stoppages"}
)
INTERVALS = (
    "resolver.effective",
    "provider_share",
    "external_share",
    "sole_holder_share",
    "undocumented_exclusivity",
    "knowledge_share",
    "blocking.median_minutes_km",
    "median_minutes",
    "reassigned_twice_share",
    "ping_pong_share",
    "reopened_share",
    "waiting_share",
    "recurrence_30d",
    "recurrence_90d",
    "sla.met_share",
)


UNTOLD: Mapping[str, str] = {
    "resolver": "no incident says who resolved it",
    "resolver_group": "no incident says which group resolved it",
    "organisation": "no incident says which organisation its resolver works for",
    "category": "no incident gives its category",
    "configuration_item": "no incident says what broke",
    "knowledge": "no incident says whether it is documented",
    "blocking": "no incident says whether it stopped somebody",
    "priority": "no incident gives its priority",
    "minutes_to_resolve": "no incident says when it was resolved",
    "reassignments": "no incident says how many times it changed hands",
    "ping_pong": "no incident says which groups held it",
    "reopenings": "no incident says how many times it was reopened",
    "minutes_waiting_user": "no incident says how long it waited for the user",
    "status_group": "no incident gives its state",
    "sla_met": "no incident says whether its service level was met",
    "satisfaction": "no incident was rated by a user",
    "lost_minutes": "no incident says how much working time was lost",
    "vendor_waited_for": "no incident says whether it waited for a third party",
    "closed_minute": "no incident says when it was closed",
    "hours_to_close": "no incident says both when it was resolved and when it was closed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the incidents of a log tell: how many, and how many have a value, by column.

    ``telling_item`` tell both their category and their configuration item. ``known_closed`` is
    ``known`` of the closed ones alone, where it was counted.
    """

    incidents: int
    requests: int
    closed: int
    telling_item: int
    known: Mapping[str, int]
    known_closed: Mapping[str, int] | None = None


def missing_figures(told: Told, method: IncidentMethod) -> dict[str, Message]:
    """Figures that cannot be computed, with the first thing that lacks."""
    none = no_incident(told)
    reasons = {name: none or _lacking(name, told, method) for name in INPUTS}
    return {name: reason for name, reason in reasons.items() if reason}


def no_incident(told: Told) -> Message | None:
    """Why there is nothing to count; None where there is an incident."""
    if told.incidents:
        return None
    if told.requests:
        return Message(
            "the table holds requests ({requests}) and no incident", {"requests": told.requests}
        )
    return Message("the table holds no incident")


def _lacking(name: str, told: Told, method: IncidentMethod) -> Message | None:
    untold = next((column for column in INPUTS[name] if not told.known.get(column)), None)
    if untold:
        return Message(UNTOLD[untold])
    if name in RECURRENCE and not tells_recurrence(told.telling_item, told.incidents, method):
        return Message(
            "only {told} of {incidents} incidents give their category and configuration item",
            {"told": told.telling_item, "incidents": told.incidents},
        )
    return None if name in OF_ALL else _lacking_of_closed(name, told)


def _lacking_of_closed(name: str, told: Told) -> Message | None:
    if not told.closed:
        return Message("no incident is resolved or closed")
    closed = told.known_closed
    if closed is not None and any(not closed.get(column) for column in INPUTS[name]):
        return Message("no closed incident holds what this figure needs")
    return None


def tells_recurrence(telling_item: int, incidents: int, method: IncidentMethod) -> bool:
    """Whether enough incidents say what broke for recurrence to be told."""
    return bool(telling_item) and telling_item >= method.minimum_told * incidents
