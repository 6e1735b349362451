"""On whom the incidents rest: people, groups and organisations."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from infopilot.incidents.counting.cubes import Cube, Key
from infopilot.model.incidents import Concentration, Organisation
from infopilot.model.method import IncidentMethod
from infopilot.scoring.service.concentration import (
    bus_factor,
    concentration,
    herfindahl,
    sole_holder_share,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holders:
    """Who resolves, person by person and group by group."""

    resolver: Concentration | None
    group: Concentration | None
    sole_holder_share: float | None
    bus_factor: Mapping[str, int | None]
    blocking_bus_factor: Mapping[str, int | None]
    excluded_accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisations:
    """For whom they work, and whether what they know is written somewhere."""

    hhi: float | None
    provider_share: float | None
    external_share: float | None
    exclusivity: float | None
    undocumented_exclusivity: float | None
    knowledge_share: float | None


def count_holders(seen: Cube, groups: Cube, method: IncidentMethod) -> Holders:
    r"""Concentration of closed incidents on people and on groups, apart.

    .. math:: H = \sum_i (n_i / n)^2 \qquad H_u = \frac{\sum_i n_i (n_i - 1)}{n (n - 1)}
       \qquad N_{eff} = \min(1 / H_u, N)

    n counts the closed incidents whose holder is known; ``missing`` is the share of closed ones
    whose holder is not. System accounts are shown and never counted. Bus factor: the smallest k
    such that k people hold a share of the incidents, also among blocking ones. Sole-holder share:
    incidents in categories (of a minimum size) where one person has most, over n.
    """
    people: Counter[str] = Counter()
    blocking: Counter[str] = Counter()
    by_category: defaultdict[str, Counter[str]] = defaultdict(Counter)
    machines: set[str] = set()
    missing = 0
    told = seen.by("resolver", "category", "blocking", "system_account")
    for (resolver, category, stops, machine), count in told.items():
        if resolver is None:
            missing += count
        elif machine:
            machines.add(str(resolver))
        else:
            people[str(resolver)] += count
            blocking[str(resolver)] += count if stops else 0
            if category is not None:
                by_category[str(category)][str(resolver)] += count
    return Holders(
        resolver=concentration(people.values(), missing / (told.total() or 1)),
        group=_groups(groups.by("resolver_group")),
        sole_holder_share=sole_holder_share(
            {category: held.values() for category, held in by_category.items()},
            share=method.sole_holder_share,
            minimum=method.sole_holder_minimum,
        ),
        bus_factor=_bus_factors(people, method),
        blocking_bus_factor=_bus_factors(blocking, method),
        excluded_accounts=tuple(sorted(machines)),
    )


def count_organisations(sides: Cube) -> Organisations:
    r"""Shares of closed incidents by organisation, and what only outsiders can solve.

    Provider share: provider / n; external share: (provider + vendor) / n, where n counts the
    closed incidents whose organisation is known. Exclusivity: share of those (with a known
    category) in categories that the client never closed; undocumented exclusivity: share in such
    a category and without a linked article, over those that tell whether one is linked. Knowledge
    share: with a linked article, over those that tell.
    """
    seen = sides.by("organisation", "category", "knowledge")
    by_organisation: Counter[str] = Counter()
    for (organisation, _, _), count in seen.items():
        if organisation is not None:
            by_organisation[str(organisation)] += count
    n = by_organisation.total()
    provider = by_organisation[Organisation.PROVIDER]
    exclusive, undocumented = _exclusivity(seen)
    return Organisations(
        hhi=herfindahl(by_organisation.values()),
        provider_share=provider / n if n else None,
        external_share=(provider + by_organisation[Organisation.VENDOR]) / n if n else None,
        exclusivity=exclusive,
        undocumented_exclusivity=undocumented,
        knowledge_share=_knowledge(seen),
    )


def _groups(seen: Counter[Key]) -> Concentration | None:
    missing = seen.pop((None,), 0)
    return concentration(seen.values(), missing / ((seen.total() + missing) or 1))


def _bus_factors(counts: Counter[str], method: IncidentMethod) -> dict[str, int | None]:
    return {str(share): bus_factor(counts.values(), share) for share in method.bus_factor_shares}


def _exclusivity(seen: Counter[Key]) -> tuple[float | None, float | None]:
    told = {key: count for key, count in seen.items() if None not in key[:2]}
    known = {category for organisation, category, _ in told if organisation == Organisation.CLIENT}
    n = sum(told.values())
    if not n:
        return None, None
    locked = {key: count for key, count in told.items() if key[1] not in known}
    written = sum(count for key, count in told.items() if key[2] is not None)
    secret = sum(count for key, count in locked.items() if key[2] is False)
    return sum(locked.values()) / n, secret / written if written else None


def _knowledge(seen: Counter[Key]) -> float | None:
    told = sum(count for (_, _, written), count in seen.items() if written is not None)
    linked = sum(count for (_, _, written), count in seen.items() if written)
    return linked / told if told else None
