"""The fictional ticket log: what happens to each ticket, from the call to its closing."""

import math
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from infopilot.demo.calls import blocking_moments, last_day, night_moments, ordinary_moments
from infopilot.demo.hands import Hands, hands
from infopilot.demo.scenario import Scenario
from infopilot.demo.ticket_scenario import Category, TicketScenario
from infopilot.demo.working_time import after

MEDIAN_HOURS = {"Majeure": 3.2, "Très haute": 5.0, "Haute": 8, "Moyenne": 13, "Basse": 24}
"""Working hours to resolve a ticket of each priority."""
ORDINARY = ("Haute", "Moyenne", "Basse")
ORDINARY_SHARES = (0.17, 0.61, 0.22)
BLOCKING, MAJOR_SHARE = ("Majeure", "Très haute"), 0.35
SPREAD = 0.75
HAND_OVER_FACTOR, REOPENING_FACTOR, LONGEST_WAIT_MINUTES = 1.3, 1.6, 2_400
EVENING = time(19, 30)
AUTOMATIC_SHARE = 0.88
ARTICLES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One ticket; times are those of the wall clock, ``worked`` minutes are without the waiting."""

    opened: datetime
    title: str
    incident: bool
    blocking: bool
    priority: str
    requester: str
    hands: Hands
    category: str
    item: str
    place: str
    worked: float
    automatic: bool = False
    waiting_minutes: int = 0
    waits_from: datetime | None = None
    resolved: datetime | None = None
    closed: datetime | None = None
    reopenings: int = 0
    follow_ups: int = 0
    article: str = ""
    closed_in_mass: bool = False
    sla_exceeded: bool = False
    rating: int | None = None


def make_tickets(scenario: Scenario) -> list[Ticket]:
    """Every ticket of the log by date of opening; the same scenario gives the same tickets."""
    random = Random(f"{scenario.seed} tickets")  # noqa: S311 - repeatable, on purpose
    told = scenario.tickets
    calls = [(moment, False) for moment in ordinary_moments(scenario, random)]
    calls += [(moment, True) for moment in blocking_moments(scenario, random)]
    tickets = [
        _ticket(scenario, moment, random, blocking=blocking) for moment, blocking in sorted(calls)
    ]
    alarms = round(len(tickets) * told.robot.share)
    tickets += [_alarm(told, moment, random) for moment in night_moments(scenario, alarms, random)]
    tickets.sort(key=lambda ticket: (ticket.opened, ticket.title))
    swept = _swept(tickets, told)
    return [_closed(ticket, told, last_day(scenario), random) for ticket in swept]


def _ticket(scenario: Scenario, opened: datetime, random: Random, *, blocking: bool) -> Ticket:
    """A call and all that follows as if nobody ever stopped the log."""
    told = scenario.tickets
    weights = [each.blocking if blocking else each.share for each in told.categories]
    category = random.choices(told.categories, weights)[0]
    incident = blocking or random.random() >= told.request_share
    taken = hands(told, category, random, incident=incident)
    reopenings = int(random.random() < told.reopened_share) and random.choice((1, 1, 1, 2))
    priority = _priority(random, blocking=blocking)
    minutes = 60 * MEDIAN_HOURS[priority] * math.exp(random.gauss(0, SPREAD))
    minutes *= HAND_OVER_FACTOR ** (len(taken.groups) - 1) * REOPENING_FACTOR**reopenings
    number = random.randint(10, 48)
    ticket = Ticket(
        opened=opened,
        title=random.choice(category.incidents if incident else category.requests),
        incident=incident,
        blocking=blocking,
        priority=priority,
        requester=f"{random.choice(told.surnames)} {random.choice(told.first_names)}",
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
        waiting_minutes=_minutes(taken_up - waits_from),
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


def _swept(tickets: list[Ticket], told: TicketScenario) -> list[Ticket]:
    """``tickets`` after the evening when the oldest stalled ones were closed all at once."""
    evening = datetime.combine(told.mass_closure.evening, EVENING)
    stalled = [
        rank
        for rank, ticket in enumerate(tickets)
        if ticket.resolved is None and ticket.waits_from and ticket.waits_from < evening
    ]
    after_sweep = list(tickets)
    for order, rank in enumerate(stalled[: told.mass_closure.tickets]):
        moment = evening + timedelta(seconds=20 * order)
        waits_from = tickets[rank].waits_from or evening
        after_sweep[rank] = replace(
            tickets[rank],
            resolved=moment,
            closed=moment,
            waiting_minutes=_minutes(moment - waits_from),
            closed_in_mass=True,
        )
    return after_sweep


def _closed(ticket: Ticket, told: TicketScenario, end: date, random: Random) -> Ticket:
    """``ticket`` with its closing, as the log knows it on the morning of ``end``."""
    now = datetime.combine(end, time())
    if ticket.resolved is None or ticket.resolved >= now:
        waits_from = min(ticket.waits_from or now, now)
        waited = _minutes(now - waits_from)
        return replace(ticket, resolved=None, closed=None, waiting_minutes=waited, rating=None)
    if ticket.closed is None:
        delay = timedelta(days=told.auto_close_days, minutes=random.randint(0, 9))
        if random.random() > AUTOMATIC_SHARE:
            delay = timedelta(hours=random.uniform(1, 60))
        closed = ticket.resolved + delay
        return replace(ticket, closed=closed if closed < now else None)
    return ticket


def _minutes(elapsed: timedelta) -> int:
    return int(elapsed.total_seconds() // 60)
