"""Traps of a ticket log: what would make its figures say something else than they seem to.

A trap is told only when the data shows it, with the figures that show it and what to do. None of
them changes a figure, none is an accusation: most come from how a tool is set up.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from infopilot.model.text import Message

Figure = int | float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """One trap that was found.

    ``figures`` are those of its sentences: counts, shares from 0 to 1 (``..._share``), moments,
    days and months in the time zone of the export, ISO 8601 (``..._at``, ``..._on``,
    ``..._month``). ``lines`` are lines of the file to look at, as a spreadsheet numbers them.
    """

    code: str
    figures: Mapping[str, Figure]
    lines: tuple[int, ...] = ()

    @property
    def message(self) -> Message:
        """What was found and what it does to the figures."""
        told = FOUND[self.code]
        if self.code == "mass_closure" and "sla_met_share" in self.figures:
            told = MASS_CLOSURE_WITH_SLA
        return Message(told, self.figures)

    @property
    def hint(self) -> Message:
        """What to do."""
        return Message(ADVICE[self.code], self.figures)


NAMES: Mapping[str, str] = {
    "sla_red_at_closure": "Service level that turns red only at closure",
    "sla_one_sided": "Service level that never varies",
    "mass_closure": "Many incidents closed at once",
    "auto_close": "Automatic closure",
    "robot_account": "An account that works like a machine",
    "machine_resolvers": "Tickets resolved by technical accounts",
    "machine_requesters": "Tickets opened by technical accounts",
    "mostly_requests": "Requests, and hardly any incident",
    "requests_mixed": "Requests counted as incidents",
    "flat_priority": "Priority that never varies",
    "cut_export": "Export cut at a number of rows",
    "only_finished": "No ticket in progress",
    "short_period": "Period shorter than twelve months",
    "thin_months": "Months that are missing or nearly empty",
    "after_the_fact": "Tickets written down after the fact",
    "resolved_is_closed": "Resolution date that repeats the closing date",
    "dates_without_time": "Dates without a time of day",
    "two_spellings": "One person under two spellings",
    "test_tickets": "Test tickets",
}
FOUND: Mapping[str, str] = {
    "sla_red_at_closure": (
        "{late} of the {failed} incidents that missed their service level ({late_share}) turn red "
        "only when they are closed. Until then the log shows them green: a chart of open tickets, "
        "or a count of lines rather than of incidents, looks far better than what users lived."
    ),
    "sla_one_sided": (
        "All {told} verdicts of service level are the same: {met} met, {missed} missed. The level "
        "may be excellent; more often nothing is measured, or yes and no are read the wrong way "
        "round."
    ),
    "mass_closure": (
        "{incidents} incidents were closed between {from_at} and {to_at}, far above the usual "
        "rhythm (such clean-ups in the log: {closures}). Their closing dates say when somebody "
        "tidied up, not when users could work again."
    ),
    "auto_close": (
        "{auto_share} of the closed incidents are closed at the same delay after their resolution "
        "(in days: {days}), as a tool does by itself. The closing date is not the time to "
        "resolve: it adds that delay."
    ),
    "robot_account": (
        "One account made {updates} of the {all_updates} updates ({updates_share}) and "
        "{at_minute_share} of them fall at minute {minute} of the hour ({others_share} for "
        "everybody else): it works like a scheduled task. Read as the work of one person, it "
        "would make the service seem to rest on that person."
    ),
    "machine_resolvers": (
        "{tickets} tickets ({tickets_share}) were resolved by accounts named like machines "
        "(accounts: {accounts}). Counted as people, they distort who resolves."
    ),
    "machine_requesters": (
        "{tickets} tickets ({tickets_share}) were opened by accounts named like machines "
        "(accounts: {accounts}), as a monitoring tool does. They weigh on volumes and delays, and "
        "no user was waiting."
    ),
    "mostly_requests": (
        "{requests} of the {tickets} tickets ({requests_share}) are requests by their type. "
        "Requests are not counted: the figures rest on what is left (incidents: {incidents})."
    ),
    "requests_mixed": (
        "{requests} of the {incidents} incidents that have a title ({requests_share}) are titled "
        "like requests: installation, access, order, new user... Delays and recurrence mix two "
        "kinds of work."
    ),
    "flat_priority": (
        "{top} of the {told} tickets ({top_share}) have priority {priority}. A priority that "
        "never varies sorts nothing: averages hide the few urgent tickets, and blocking ones "
        "cannot be told apart well."
    ),
    "cut_export": (
        "The file holds {rows} lines, the limit of many tools ({limit}): the export was probably "
        "cut. It goes from {from_on} to {to_on}; what is beyond is not there, and nothing says "
        "so."
    ),
    "only_finished": (
        "None of the {tickets} tickets is in progress. Either everything is closed, or the export "
        "leaves out open tickets: their age cannot be told, and the longest waits are missing "
        "from the delays."
    ),
    "short_period": (
        "Tickets were opened over {days} days, from {from_on} to {to_on}, and {asked} are needed. "
        "A season may be missing, and recurrence can only be seen within the period."
    ),
    "thin_months": (
        "Months with no ticket or hardly any: {months} of {between}, among them {first_month}; "
        "the busiest has {busiest} tickets. Averages and trends over the whole period say little."
    ),
    "after_the_fact": (
        "{quick} of the {resolved} resolved tickets ({quick_share}) are resolved within {minutes} "
        "minutes of their opening. They were probably written down once the work was done: "
        "their delays are no delays, and pull the median down."
    ),
    "resolved_is_closed": (
        "For {same} of {both} tickets ({same_share}) the resolution date is the closing date, to "
        "the minute. One of the two is a copy: if it is the resolution, delays include the wait "
        "before closing."
    ),
    "dates_without_time": (
        "{midnight} of {told} dates in “{header}” ({midnight_share}) have no time of day. Delays "
        "can only be told to the day, and short ones are wrong."
    ),
    "two_spellings": (
        "Resolvers whose names are written in several ways: {people} ({spellings} spellings in "
        "all). Each spelling counts as a person: the service seems to rest on more people than it "
        "does."
    ),
    "test_tickets": (
        "{tickets} tickets are titled like tests. They count as incidents, with delays that mean "
        "nothing."
    ),
}
MASS_CLOSURE_WITH_SLA = (
    "{incidents} incidents were closed between {from_at} and {to_at}, far above the usual rhythm "
    "(such clean-ups in the log: {closures}). {sla_met_share} of them met their service level. "
    "Their closing dates say when somebody tidied up, not when users could work again."
)
ADVICE: Mapping[str, str] = {
    "sla_red_at_closure": (
        "Each incident is counted once here, by its last verdict. With the provider, agree on the "
        "moment when the verdict is set, and follow the age of open tickets rather than their "
        "colour."
    ),
    "sla_one_sided": (
        "Ask what the column means and when it is written. If its direction is the other one, say "
        "so in the mapping (its key sla: met or breached)."
    ),
    "mass_closure": (
        "Ask what happened that day. Read delays on the resolution date, and the service level "
        "with and without these incidents: nothing is removed here."
    ),
    "auto_close": "Read delays on the resolution date, as it is done here.",
    "robot_account": (
        "Ask the provider what this account does, and leave it out of any count of who works. "
        "Where it is a machine that also resolves tickets, name it under system_accounts in the "
        "mapping: it is then listed apart."
    ),
    "machine_resolvers": (
        "If they are machines, name them under system_accounts in the mapping: they are then "
        "listed apart and no longer counted among people."
    ),
    "machine_requesters": (
        "Agree with the provider whether alerts count as incidents; if not, ask for an export "
        "without them."
    ),
    "mostly_requests": (
        "Ask for an export of the incidents, or of both with their type. If the column means "
        "something else, correct its words in the mapping (its key types)."
    ),
    "requests_mixed": (
        "Ask for the type of each ticket, filled in, or agree on the categories that are requests."
    ),
    "flat_priority": (
        "Agree on a grid of impact and urgency. Until then, ask which tickets kept people from "
        "working."
    ),
    "cut_export": (
        "Ask for the export without a row limit, or month by month; compare the number of tickets "
        "with what the tool shows."
    ),
    "only_finished": "Ask for every ticket of the period, whatever its state.",
    "short_period": "Ask for the last twelve months.",
    "thin_months": (
        "Ask whether the company was closed, the tool changed, or a filter was on. If so, study "
        "the full months only."
    ),
    "after_the_fact": (
        "Ask how tickets that come by telephone are written down; look at the delays of the others."
    ),
    "resolved_is_closed": (
        "Ask whether the tool keeps the moment when the user could work again, and export that "
        "column."
    ),
    "dates_without_time": "Ask for raw dates with hours and minutes.",
    "two_spellings": (
        "Give one spelling per person in the export; initials or an account number do as well."
    ),
    "test_tickets": "Take them out of the export, or leave their titles as they are to find them.",
}
