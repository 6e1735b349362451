"""What the columns of a ticket log are called by those who look for them in a file."""

from collections.abc import Mapping

from infopilot.model.text import Language
from infopilot.views.messages import text

COLUMNS: Mapping[str, str] = {
    "id": "Ticket number",
    "opened_at": "Opened on",
    "updated_at": "Last changed on",
    "resolved_at": "Resolved on",
    "closed_at": "Closed on",
    "status": "State",
    "priority": "Priority",
    "type": "Incident or request",
    "blocking": "Somebody could not work",
    "category": "Category",
    "configuration_item": "Device or application",
    "resolver": "Who resolved",
    "resolver_group": "Team that resolved",
    "path": "Teams that held it, in order",
    "reassignments": "Number of hand-overs",
    "reopenings": "Number of reopenings",
    "sla_met": "Service level",
    "satisfaction": "Satisfaction",
    "knowledge": "Documentation linked",
    "first_response_at": "First answer on",
    "minutes_waiting_user": "Time waiting for the user",
    "minutes_waiting_vendor": "Time waiting for a third party",
    "lost_minutes": "Working time lost",
    "vendor": "Third party in charge",
    "service": "Service",
    "site": "Site",
    "department": "Department",
    "requester": "Who asked",
    "actor": "Who made the change",
    "title": "Title",
    "event_order": "Order of the changes",
}
# Names and free text: their values are not shown on a screen that may be projected.
PERSONAL = frozenset(
    {"resolver", "resolver_group", "path", "requester", "actor", "vendor", "title", "department"}
)
STATES: Mapping[str, str] = {
    "open": "Open",
    "waiting_user": "Waiting for the user",
    "waiting_vendor": "Waiting for a third party",
    "waiting": "Waiting, without saying for whom",
    "solved": "Resolved",
    "closed": "Closed",
}
PRIORITIES: Mapping[str, str] = {
    "1": "1, the most urgent",
    "2": "2",
    "3": "3",
    "4": "4",
    "5": "5, the least urgent",
}


def column_name(column: str, language: Language) -> str:
    """A canonical column in words; its id if it is new."""
    return text(COLUMNS[column], language) if column in COLUMNS else column
