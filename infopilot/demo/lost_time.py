"""The working time that users say they lost, asked with the rating when a ticket is closed."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from infopilot.demo.scenario import Scenario
from infopilot.demo.ticket import Ticket

USUAL_MINUTES, SPREAD = 14, 1.15
"""Median of an ordinary ticket, and how far the logarithms spread: a few tickets cost most."""
IF_BLOCKING, IF_DISSATISFIED = 4.0, 1.8
DISSATISFIED = 2
LONGEST = 16 * 60
STEP = 5


def with_lost_time(tickets: Sequence[Ticket], scenario: Scenario) -> list[Ticket]:
    """``tickets`` with the minutes lost of those that were rated, five by five."""
    random = Random(f"{scenario.seed} lost time")  # noqa: S311 - repeatable, on purpose
    return [
        ticket if ticket.rating is None else replace(ticket, lost_minutes=_minutes(ticket, random))
        for ticket in tickets
    ]


def _minutes(ticket: Ticket, random: Random) -> int:
    lost = USUAL_MINUTES * random.lognormvariate(0, SPREAD)
    lost *= IF_BLOCKING if ticket.blocking else 1
    lost *= IF_DISSATISFIED if (ticket.rating or 0) <= DISSATISFIED else 1
    return min(LONGEST, STEP * round(lost / STEP))
