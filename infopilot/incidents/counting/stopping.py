"""Which subjects would lose their holder: one person who leaves, or the provider who stops."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping

from infopilot.incidents.counting.cubes import Cube
from infopilot.incidents.counting.delays import quantile
from infopilot.model.incidents import Organisation
from infopilot.model.method import IncidentMethod
from infopilot.model.what_if import Departures, Holding, Loss, ProviderStop

ROUNDING = 1e-9
Share = Callable[[int, int], bool]


def count_departures(
    people: Cube, method: IncidentMethod, *, tells_blocking: bool
) -> Departures | None:
    """Subjects that rest on one person, from the closed incidents by category and resolver.

    ``most``: categories where one person closed at least the share of the method (the rule of the
    sole-holder share); ``only``: where one person closed all. Only categories of the minimum size
    count; system accounts and incidents without a known resolver do not. None when no incident
    tells both. The worst departure is the one with the most blocking incidents, then incidents.
    """
    seen = people.where(people.known("resolver", "category"))
    seen = seen.where(~seen.among("system_account", {True}))
    if not seen.total():
        return None
    holders: defaultdict[str, Counter[str]] = defaultdict(Counter)
    blocking: Counter[str] = Counter()
    for (category, resolver, stops), count in seen.by("category", "resolver", "blocking").items():
        holders[str(category)][str(resolver)] += count
        blocking[str(category)] += count if stops else 0
    large = {
        category: held
        for category, held in holders.items()
        if held.total() >= method.sole_holder_minimum
    }
    stopped = blocking if tells_blocking else None

    def most(held: int, whole: int) -> bool:
        return held >= method.sole_holder_share * whole - ROUNDING

    def only(held: int, whole: int) -> bool:
        return held == whole

    return Departures(most=_holding(large, stopped, most), only=_holding(large, stopped, only))


def machine_categories(people: Cube) -> frozenset[str]:
    """Categories that nobody but system accounts closed: nobody would be missed there."""
    told = people.where(people.known("category", "resolver"))
    machines = told.among("system_account", {True})
    made = told.where(machines).by("category")
    return frozenset(str(name) for (name,) in made.keys() - told.where(~machines).by("category"))


def count_provider_stop(  # noqa: PLR0913 - three counts and what they leave out
    sides: Cube,
    stops: Cube,
    weeks: int,
    method: IncidentMethod,
    *,
    left_out: Collection[str] = (),
    tells_blocking: bool,
) -> ProviderStop | None:
    """Subjects that the client never closed, from the closed incidents by category and side.

    Only categories of the minimum size count, except those ``left_out``. ``stops`` holds the
    closed blocking incidents, with their minutes. None when no incident tells both its side and
    its category.
    """
    sizes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (category, side), count in sides.by("category", "organisation").items():
        if category is not None and side is not None and category not in left_out:
            sizes[str(category)][str(side)] += count
    if not sizes:
        return None
    large = {name: by for name, by in sizes.items() if by.total() >= method.sole_holder_minimum}
    outside = {name: by for name, by in large.items() if not by[Organisation.CLIENT]}
    provider = {name: by for name, by in outside.items() if not by[Organisation.VENDOR]}
    told = stops.where(stops.known("organisation"))
    blocking = Counter({str(name): count for (name,), count in told.by("category").items()})
    stopped = blocking if tells_blocking else None
    return ProviderStop(
        weeks=weeks,
        provider=_loss(provider, stopped),
        outside=_loss(outside, stopped),
        outside_blocking_minutes=_median(told, outside),
    )


def _holding(
    holders: Mapping[str, Counter[str]], blocking: Counter[str] | None, is_held: Share
) -> Holding:
    alone: defaultdict[str, dict[str, Counter[str]]] = defaultdict(dict)
    for category, held in holders.items():
        person, count = max(held.items(), key=lambda each: (each[1], each[0]))
        if is_held(count, held.total()):
            alone[person][category] = held
    losses = [_loss(held, blocking) for held in alone.values()]
    together = {category: held for each in alone.values() for category, held in each.items()}
    return Holding(
        people=len(alone),
        all=_loss(together, blocking),
        worst=max(losses, key=_gravity, default=None),
    )


def _gravity(loss: Loss) -> tuple[int, int, tuple[str, ...]]:
    return loss.blocking or 0, loss.incidents, loss.categories


def _loss(held: Mapping[str, Counter[str]], blocking: Counter[str] | None) -> Loss:
    return Loss(
        categories=tuple(sorted(held)),
        incidents=sum(each.total() for each in held.values()),
        blocking=None if blocking is None else sum(blocking[name] for name in held),
    )


def _median(stops: Cube, categories: Collection[str]) -> float | None:
    rows = stops.among("category", categories) & stops.known("minutes_to_resolve")
    told = stops.where(rows).by("minutes_to_resolve")
    return quantile({float(str(minutes)): count for (minutes,), count in told.items()}, 0.5)
