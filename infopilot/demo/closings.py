"""How tickets end: an evening of mass closure, closing by itself, or still open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from infopilot.demo.ticket import Ticket, whole_minutes
from infopilot.demo.ticket_scenario import TicketScenario

EVENING = time(19, 30)
AUTOMATIC_SHARE = 0.88
"""Share of the resolved tickets that nobody closes by hand."""


def swept(tickets: Sequence[Ticket], told: TicketScenario) -> list[Ticket]:
    """``tickets`` after the evening when the oldest stalled ones were closed all at once."""
    evening = datetime.combine(told.mass_closure.evening, EVENING)
    stalled = [
        rank
        for rank, ticket in enumerate(tickets)
        if ticket.resolved is None and ticket.waits_from and ticket.waits_from < evening
    ]
    after = list(tickets)
    for order, rank in enumerate(stalled[: told.mass_closure.tickets]):
        moment = evening + timedelta(seconds=20 * order)
        waits_from = tickets[rank].waits_from or evening
        after[rank] = replace(
            tickets[rank],
            resolved=moment,
            closed=moment,
            waiting_minutes=whole_minutes(moment - waits_from),
            closed_in_mass=True,
        )
    return after


def closed_by(end: date, ticket: Ticket, told: TicketScenario, random: Random) -> Ticket:
    """``ticket`` as the log knows it on the morning of ``end``, closed or not."""
    now = datetime.combine(end, time())
    if ticket.resolved is None or ticket.resolved >= now:
        waits_from = min(ticket.waits_from or now, now)
        waited = whole_minutes(now - waits_from)
        return replace(ticket, resolved=None, closed=None, waiting_minutes=waited, rating=None)
    if ticket.closed is None:
        delay = timedelta(days=told.auto_close_days, minutes=random.randint(0, 9))
        if random.random() > AUTOMATIC_SHARE:
            delay = timedelta(hours=random.uniform(1, 60))
        closed = ticket.resolved + delay
        return replace(ticket, closed=closed if closed < now else None)
    return ticket
