"""The two verdicts on a ticket: whether the service level was met, whether the user is satisfied.

Both are dealt out so that the shares of the twelve months before each campaign come to their
targets; which tickets get them follows from how long they took.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from infopilot.demo.calls import first_day
from infopilot.demo.levels import chosen
from infopilot.demo.scenario import Scenario
from infopilot.demo.ticket import Ticket

WINDOW = timedelta(days=365)
TARGET_MINUTES = {"Majeure": 240, "Très haute": 480, "Haute": 960, "Moyenne": 1_800, "Basse": 3_600}
SATISFIED, UNSATISFIED = (4, 4, 4, 5, 5), (3, 3, 3, 2, 2, 1)
Ranks = list[int]


def with_verdicts(tickets: Sequence[Ticket], scenario: Scenario) -> list[Ticket]:
    """``tickets`` with their service level and, where their requester gave one, their rating."""
    random = Random(f"{scenario.seed} verdicts")  # noqa: S311 - repeatable, on purpose
    judged = list(tickets)
    for incident in (True, False):
        ended = [
            rank
            for rank, ticket in enumerate(judged)
            if ticket.incident is incident and ticket.resolved
        ]
        _deal_service_levels(judged, ended, scenario)
        rated = [
            rank
            for rank in ended
            if _is_seen(judged[rank]) and random.random() < scenario.tickets.rated_share
        ]
        _deal_ratings(judged, rated, scenario, random)
    return judged


def _deal_service_levels(tickets: list[Ticket], ended: Ranks, scenario: Scenario) -> None:
    exceeded: set[int] = set()
    for campaign, period, window in _periods(tickets, ended, scenario):
        share = 1 - scenario.campaigns[campaign].tickets.sla_met
        weights = [_lateness(tickets[rank]) for rank in period]
        count = _due(share, window, period, exceeded)
        exceeded |= {period[place] for place in chosen(weights, count)}
    for rank in exceeded:
        tickets[rank] = replace(tickets[rank], sla_exceeded=True)


def _deal_ratings(tickets: list[Ticket], rated: Ranks, scenario: Scenario, random: Random) -> None:
    satisfied: set[int] = set()
    for campaign, period, window in _periods(tickets, rated, scenario):
        share = scenario.campaigns[campaign].tickets.satisfied
        weights = [_contentment(tickets[rank], random) for rank in period]
        count = _due(share, window, period, satisfied)
        satisfied |= {period[place] for place in chosen(weights, count)}
    for rank in rated:
        rating = random.choice(SATISFIED if rank in satisfied else UNSATISFIED)
        tickets[rank] = replace(tickets[rank], rating=rating)


def _periods(
    tickets: Sequence[Ticket], ranks: Ranks, scenario: Scenario
) -> Iterator[tuple[str, Ranks, Ranks]]:
    """Each campaign with the tickets opened since the one before, and in its twelve months."""
    start = first_day(scenario)
    for campaign, told in scenario.campaigns.items():
        opened = _opened_between(tickets, ranks)
        yield (
            campaign,
            opened(start, told.opened_on),
            opened(told.opened_on - WINDOW, told.opened_on),
        )
        start = told.opened_on


def _opened_between(tickets: Sequence[Ticket], ranks: Ranks) -> Callable[[date, date], Ranks]:
    def opened(start: date, end: date) -> Ranks:
        return [rank for rank in ranks if start <= tickets[rank].opened.date() < end]

    return opened


def _due(share: float, window: Ranks, period: Ranks, marked: set[int]) -> int:
    """How many tickets of ``period`` to mark so that ``share`` of ``window`` is marked."""
    missing = round(share * len(window)) - sum(rank in marked for rank in window)
    return min(len(period), max(0, missing))


def _is_seen(ticket: Ticket) -> bool:
    """Whether somebody saw the end of ``ticket`` and may rate it."""
    return not ticket.automatic and not ticket.closed_in_mass


def _lateness(ticket: Ticket) -> float:
    return ticket.worked / TARGET_MINUTES[ticket.priority]


def _contentment(ticket: Ticket, random: Random) -> float:
    """What makes a rating: fewer hand-overs and delays, and things that no clock measures."""
    hand_overs = len(ticket.hands.groups) - 1
    felt = -0.5 * math.log(ticket.worked) - 0.5 * hand_overs - ticket.reopenings
    return felt - 0.7 * ticket.blocking + random.gauss(0, 1.2)
