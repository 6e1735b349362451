"""When tickets are opened: ordinary days, and the blocking incidents of each quarter."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random

from infopilot.demo.scenario import CampaignScenario, Scenario
from infopilot.demo.working_time import (
    DAY_MINUTES,
    OPENING,
    is_working_day,
    months_before,
    working_day,
)

WORKING_DAYS_A_MONTH = 21.7
QUARTER_DAYS = 91
BUSY_DAYS = (1.25, 1.05, 0.95, 0.95, 0.8)
"""How busy each working day is, Monday first."""
AUGUST, DECEMBER, CHRISTMAS = 8, 12, 22
QUIET_AUGUST, QUIET_CHRISTMAS = 0.55, 0.35


def first_day(scenario: Scenario) -> date:
    """The day on which the log starts."""
    first = next(iter(scenario.campaigns.values()))
    return months_before(first.opened_on, scenario.tickets.months_before)


def last_day(scenario: Scenario) -> date:
    """The day before which the log ends: the opening of the last campaign."""
    return max(campaign.opened_on for campaign in scenario.campaigns.values())


def ordinary_moments(scenario: Scenario, random: Random) -> Iterator[datetime]:
    """When somebody calls the help desk, in order."""
    day, owed = first_day(scenario), 0.0
    while day < last_day(scenario):
        if is_working_day(day):
            daily = scenario.tickets.per_month / WORKING_DAYS_A_MONTH
            owed += daily * BUSY_DAYS[day.weekday()] * _season(day) * random.uniform(0.6, 1.4)
            yield from sorted(_at_work(day, random) for _ in range(int(owed)))
            owed %= 1
        day += timedelta(days=1)


def night_moments(scenario: Scenario, count: int, random: Random) -> list[datetime]:
    """When machines raise alarms: at any hour of any day."""
    start, end = first_day(scenario), last_day(scenario)
    days = [start + timedelta(days=random.randrange((end - start).days)) for _ in range(count)]
    return [
        datetime.combine(day, time()) + timedelta(minutes=random.randrange(24 * 60)) for day in days
    ]


def blocking_moments(scenario: Scenario, random: Random) -> list[datetime]:
    """When everybody stops: the count of each quarter before a campaign goes to its target."""
    moments: list[datetime] = []
    before, earlier = first_day(scenario), None
    for campaign in scenario.campaigns.values():
        for start, end, rate in _quarters(before, earlier, campaign):
            days = (end - start).days
            for _ in range(round(rate * days / QUARTER_DAYS)):
                day = start + timedelta(days=random.randrange(days))
                working = day if is_working_day(day) else working_day(start)
                moments.append(_at_work(working, random))
        before, earlier = campaign.opened_on, campaign
    return moments


def _quarters(
    start: date, earlier: CampaignScenario | None, campaign: CampaignScenario
) -> list[tuple[date, date, float]]:
    """The quarters from ``start`` to ``campaign`` with a rate that moves from one to the other."""
    bounds = [campaign.opened_on]
    while bounds[-1] > start:
        bounds.append(max(start, months_before(bounds[-1], 3)))
    target = campaign.tickets.blocking_per_quarter
    origin = earlier.tickets.blocking_per_quarter if earlier else target
    steps = max(1, len(bounds) - 1)
    return [
        (begin, end, target + (origin - target) * rank / steps)
        for rank, (end, begin) in enumerate(pairwise(bounds))
    ]


def _season(day: date) -> float:
    if day.month == AUGUST:
        return QUIET_AUGUST
    return QUIET_CHRISTMAS if day.month == DECEMBER and day.day >= CHRISTMAS else 1.0


def _at_work(day: date, random: Random) -> datetime:
    minute = int(random.triangular(0, DAY_MINUTES - 1, DAY_MINUTES / 4))
    return datetime.combine(day, OPENING) + timedelta(minutes=minute)
