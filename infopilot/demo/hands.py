"""Whose hands a ticket passes through, and who resolves it."""

from dataclasses import dataclass
from random import Random

from infopilot.demo.ticket_scenario import Category, Technician, TicketScenario

HOLDER_SHARE = 0.93
"""How often the one who holds a subject resolves it."""
THROUGH_DESK, CLIENT_THROUGH_DESK, SENT_BACK, DOUBLED_NAME = 0.7, 0.3, 0.06, 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Technicians, the one who resolves first; groups in the order of the hand-overs."""

    technicians: tuple[str, ...]
    groups: tuple[str, ...]
    vendor: str = ""


def hands(scenario: TicketScenario, category: Category, random: Random, *, incident: bool) -> Hands:
    """Draw who takes a ticket of ``category``."""
    draw = random.random()
    *provider, client = scenario.technicians
    desk = provider[0]
    if draw < category.client:
        return _through(desk, client, provider, random, CLIENT_THROUGH_DESK)
    if incident and draw > 1 - category.vendor:
        groups = [desk.group, *random.choice(([], [provider[1].group])), scenario.vendor.group]
        if random.random() < SENT_BACK * 2:
            groups[1:1] = [scenario.vendor.group, desk.group]
        names = (scenario.vendor.technician, desk.name)
        return Hands(technicians=names, groups=tuple(groups), vendor=scenario.vendor.name)
    resolver = _resolver(provider, category, random)
    return _through(desk, resolver, provider, random, THROUGH_DESK)


def _resolver(provider: list[Technician], category: Category, random: Random) -> Technician:
    if category.holder and random.random() < HOLDER_SHARE:
        return next(each for each in provider if each.name == category.holder)
    return random.choices(provider, [each.share for each in provider])[0]


def _through(
    desk: Technician, resolver: Technician, others: list[Technician], random: Random, often: float
) -> Hands:
    """The way to ``resolver``, who may receive it from the desk, and may see it come back."""
    other = random.choice([each for each in others if each.group != resolver.group])
    names, groups = [resolver.name], [resolver.group]
    if random.random() < SENT_BACK:
        names, groups = [*names, other.name], [resolver.group, other.group, resolver.group]
    elif resolver is not desk and random.random() < often:
        names, groups = [*names, desk.name], [desk.group, resolver.group]
    if random.random() < DOUBLED_NAME:
        names.insert(1, resolver.name)
    return Hands(technicians=tuple(names), groups=tuple(groups))
