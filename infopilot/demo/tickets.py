"""The fictional ticket log: what happens to each ticket, from the call to its closing."""

import math
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from infopilot.demo.calls import blocking_moments, last_day, night_moments, ordinary_moments
from infopilot.demo.closings import closed_by, swept
from infopilot.demo.hands import Hands, hands
from infopilot.demo.scenario import Scenario
from infopilot.demo.ticket import Ticket, whole_minutes
from infopilot.demo.ticket_scenario import Category, TicketScenario
from infopilot.demo.working_time import after

MEDIAN_HOURS = {"Majeure": 2.6, "Très haute": 4.2, "Haute": 6.0, "Moyenne": 10.0, "Basse": 18.0}
"""Working hours to resolve a ticket of each priority."""
ORDINARY = ("Haute", "Moyenne", "Basse")
ORDINARY_SHARES = (0.17, 0.61, 0.22)
BLOCKING, MAJOR_SHARE = ("Majeure", "Très haute"), 0.35
SPREAD, BLOCKING_SPREAD = 0.95, 0.45
HAND_OVER_FACTOR, REOPENING_FACTOR, LONGEST_WAIT_MINUTES = 1.3, 1.6, 2_400
ARTICLES = 60


def make_tickets(scenario: Scenario) -> list[Ticket]:
    """Every ticket of the log by date of opening; the same scenario gives the same tickets."""
    random = Random(f"{scenario.seed} tickets")  # noqa: S311 - repeatable, on purpose
    told = scenario.tickets
    staff = _staff(scenario, random)
    calls = [(moment, False) for moment in ordinary_moments(scenario, random)]
    calls += [(moment, True) for moment in blocking_moments(scenario, random)]
    tickets = [
        replace(
            _ticket(scenario, moment, random, blocking=blocking), requester=random.choice(staff)
        )
        for moment, blocking in sorted(calls)
    ]
    alarms = round(len(tickets) * told.robot.share)
    tickets += [_alarm(told, moment, random) for moment in night_moments(scenario, alarms, random)]
    tickets.sort(key=lambda ticket: (ticket.opened, ticket.title))
    end = last_day(scenario)
    return [closed_by(end, ticket, told, random) for ticket in swept(tickets, told)]


def _staff(scenario: Scenario, random: Random) -> list[str]:
    """Names for everybody in the company, written as GLPI does: the surname first."""
    told = scenario.tickets
    names = [f"{surname} {first}" for surname in told.surnames for first in told.first_names]
    return random.sample(names, min(scenario.headcount, len(names)))


def _ticket(scenario: Scenario, opened: datetime, random: Random, *, blocking: bool) -> Ticket:
    """A call and all that follows as if nobody ever stopped the log."""
    told = scenario.tickets
    weights = [each.blocking if blocking else each.share for each in told.categories]
    category = random.choices(told.categories, weights)[0]
    incident = blocking or random.random() >= told.request_share
    taken = hands(told, category, random, incident=incident)
    reopenings = int(random.random() < told.reopened_share) and random.choice((1, 1, 1, 2))
    priority = _priority(random, blocking=blocking)
    pace, spread = (1.0, BLOCKING_SPREAD) if blocking else (category.pace, SPREAD)
    minutes = 60 * MEDIAN_HOURS[priority] * pace * math.exp(random.gauss(0, spread))
    minutes *= HAND_OVER_FACTOR ** (len(taken.groups) - 1) * REOPENING_FACTOR**reopenings
    number = random.randint(10, 48)
    ticket = Ticket(
        opened=opened,
        title=random.choice(category.incidents if incident else category.requests),
        incident=incident,
        blocking=blocking,
        priority=priority,
        hands=taken,
        category=category.name,
        item=random.choice(category.items).format(n=number),
        place=random.choice(told.places),
        worked=minutes,
        reopenings=reopenings,
        follow_ups=1 + len(taken.groups) + random.randrange(4) + 2 * reopenings,
        article=_article(scenario, category, opened.date(), random),
    )
    return _worked_on(ticket, told, random)


def _worked_on(ticket: Ticket, told: TicketScenario, random: Random) -> Ticket:
    """``ticket`` with its waiting, if any, and its resolution, unless it stalls."""
    draw = random.random()
    if ticket.blocking or draw >= told.pending_share + told.stalled_share:
        return replace(ticket, resolved=after(ticket.opened, ticket.worked))
    waits_from = after(ticket.opened, ticket.worked * random.uniform(0.1, 0.6))
    if draw < told.stalled_share:
        return replace(ticket, waits_from=waits_from)
    taken_up = after(waits_from, random.uniform(60, LONGEST_WAIT_MINUTES))
    return replace(
        ticket,
        waits_from=waits_from,
        waiting_minutes=whole_minutes(taken_up - waits_from),
        resolved=after(taken_up, ticket.worked / 2),
    )


def _alarm(told: TicketScenario, opened: datetime, random: Random) -> Ticket:
    minutes = random.randint(4, 180)
    resolved = opened + timedelta(minutes=minutes)
    title, item = random.choice(list(zip(told.robot.titles, told.robot.items, strict=True)))
    return Ticket(
        opened=opened,
        title=title,
        incident=True,
        blocking=False,
        priority="Basse",
        requester=told.robot.name,
        hands=Hands(technicians=(told.robot.name,), groups=(told.robot.group,)),
        category=told.robot.category,
        item=item,
        place="",
        worked=minutes,
        automatic=True,
        resolved=resolved,
        closed=resolved,
    )


def _priority(random: Random, *, blocking: bool) -> str:
    if blocking:
        return BLOCKING[0] if random.random() < MAJOR_SHARE else BLOCKING[1]
    return random.choices(ORDINARY, ORDINARY_SHARES)[0]


def _article(scenario: Scenario, category: Category, day: date, random: Random) -> str:
    """The reference of a knowledge article, more often as campaigns ask for it."""
    coming = [c for c in scenario.campaigns.values() if day < c.opened_on]
    share = category.documented * coming[0].tickets.documented
    return f"KB{random.randint(1, ARTICLES):04d}" if random.random() < share else ""
