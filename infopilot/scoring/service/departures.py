"""What would stop if one person left, or if the provider did: counts, and what registers add."""

from collections.abc import Callable

from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.exit_cost import ExitCost
from infopilot.model.incidents import IncidentFacts
from infopilot.model.services import ServicePortfolio, ServiceScore
from infopilot.model.text import Message
from infopilot.model.what_if import ProviderStop, WhatIf
from infopilot.scoring.statistics.poisson import poisson_interval

WEEKS_PER_QUARTER = 13
NO_LOG = Message("no ticket log has been imported")
NO_REGISTER = Message("no register of services has been filled in")
NO_WORKSHEET = Message("no exit-cost worksheet has been filled in")
NOT_TOLD = Message("the ticket log does not say who closed which subjects")
NO_BLOCKING = Message("the ticket log does not say which incidents stopped somebody")


def what_if(
    facts: IncidentFacts | None, services: ServicePortfolio | None, cost: ExitCost | None
) -> WhatIf:
    """What the log and the registers say of a person who leaves, and of a provider who stops.

    Subjects and incidents are those of the log; services without an administrator account of the
    client, or without recent documentation, are those of the register. Whatever is missing has its
    reason under its name in ``reasons``.
    """
    departures = facts.departures if facts else None
    stop = facts.provider_stop if facts else None
    months, limit = (cost.months, cost.tolerable_months) if cost else (None, None)
    told = {
        "departures": (departures, _reason(facts, "departures")),
        "provider_stop": (stop, _reason(facts, "provider_stop")),
        "services": (services, NO_REGISTER),
        "months_to_switch": (months, NO_WORKSHEET),
        "tolerable_months": (limit, cost.switch_ratio.reason if cost else NO_WORKSHEET),
    }
    return WhatIf(
        departures=departures,
        provider_stop=stop,
        blocking_per_quarter=None if stop is None else blocking_per_quarter(stop),
        without_admin=_names(services, lambda score: score.service.client_admin is False),
        without_documentation=_names(services, lambda score: score.is_documented is False),
        services=len(services.services) if services else None,
        months_to_switch=months,
        tolerable_months=limit,
        reasons={
            name: reason
            for name, (value, reason) in told.items()
            if value is None and reason is not None
        },
    )


def _names(
    services: ServicePortfolio | None, is_concerned: Callable[[ServiceScore], bool]
) -> tuple[str, ...] | None:
    if services is None:
        return None
    return tuple(score.service.name for score in services.services if is_concerned(score))


def blocking_per_quarter(stop: ProviderStop) -> Estimate:
    r"""Blocking incidents per quarter in the subjects that only outsiders close.

    .. math:: 13\,k / w

    ``k`` incidents in ``w`` weeks; from 0 up, with the exact 95 % interval of a Poisson count (see
    `infopilot.scoring.statistics.poisson`), which takes incidents for independent. None with its
    reason when the log does not tell blocking incidents.

    Examples
    --------
    >>> from infopilot.model.what_if import Loss
    >>> loss = Loss(categories=("ERP",), incidents=30, blocking=12)
    >>> blocking_per_quarter(ProviderStop(weeks=52, provider=loss, outside=loss)).value
    3.0
    """
    count = stop.outside.blocking
    if count is None:
        return Estimate(value=None, reason=NO_BLOCKING)
    quarters = stop.weeks / WEEKS_PER_QUARTER
    low, high = poisson_interval(count)
    return Estimate(
        value=count / quarters,
        low=low / quarters,
        high=high / quarters,
        range=RangeKind.CONFIDENCE_95,
        n=count,
    )


def _reason(facts: IncidentFacts | None, name: str) -> Message:
    return NO_LOG if facts is None else facts.reasons.get(name, NOT_TOLD)
