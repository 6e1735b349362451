"""How far each outsourced service ties the company, and all of them together."""

from collections.abc import Iterable, Mapping
from datetime import date

from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.method import DependencyMethod, WeightedRamp
from infopilot.model.services import (
    CloudClause,
    Service,
    ServicePortfolio,
    ServiceQuadrant,
    ServiceScore,
)
from infopilot.model.text import Message, counted

DAYS_PER_MONTH = 365.25 / 12
DOCUMENTATION = "documentation_months"
NO_SERVICE = Message("no service of the register can be placed")
ROUNDING = 1e-9


def service_portfolio(
    services: Iterable[Service], on: date, method: DependencyMethod
) -> ServicePortfolio:
    r"""Every service of the register, their mean by criticality and the weakest link.

    .. math:: \bar D = \frac{\sum_s c_s D_s}{\sum_s c_s} \qquad D_{max} = \max_s D_s

    From 0 (free) to 100 (captive). The mean is over services whose criticality :math:`c_s` (1 to
    5) and dependency :math:`D_s` are known, the maximum over those whose dependency is; ``n`` says
    how many. Both are given: a mean hides the service that would stop the company. Ranges are
    those of ignorance; None with its reason without any service. A convention.

    References
    ----------
    P. Kraljic, "Purchasing must become supply management", 1983.
    """
    scores = tuple(service_score(service, on, method) for service in services)
    known = [score for score in scores if score.dependency.value is not None]
    weighed = [score for score in known if score.service.criticality is not None]
    weakest = max(known, key=lambda score: score.dependency.value or 0, default=None)
    return ServicePortfolio(
        services=scores,
        mean=_mean(weighed),
        weakest=_weakest(known),
        weakest_service=weakest.service.name if weakest else None,
    )


def service_score(service: Service, on: date, method: DependencyMethod) -> ServiceScore:
    r"""Dependency on whoever holds one service, read on the day ``on``.

    .. math:: D_s = 100 \frac{\sum_{known} w u}{\sum_{known} w}

    Administrator account, age of the documentation, how hard it is to replace, cloud clause, and
    months of commitment left, each through its ramp. What is unknown leaves a range of ignorance,
    as for structural facts, and no point below the same known weight. A clause that does not apply
    has no weight. A convention.
    """
    measures = _measures(service, on)
    ramps = {
        key: ramp
        for key, ramp in method.services.items()
        if key != "cloud_clause" or service.cloud_clause is not CloudClause.NOT_APPLICABLE
    }
    positions = {
        key: None if measures[key] is None else ramp.ramp.position(measures[key] or 0)
        for key, ramp in ramps.items()
    }
    age = measures[DOCUMENTATION]
    return ServiceScore(
        service=service,
        quadrant=service_quadrant(
            service.criticality, service.substitution_difficulty, method.service_threshold
        ),
        dependency=_dependency(positions, ramps, method.minimum_known_weight),
        is_documented=None if age is None else age <= method.services[DOCUMENTATION].ramp.green,
        positions=positions,
    )


def service_quadrant(
    criticality: int | None, difficulty: int | None, threshold: float
) -> ServiceQuadrant | None:
    """Where a service stands; high from ``threshold`` on, None when one of the two is unknown.

    Examples
    --------
    >>> service_quadrant(5, 2, 3)
    <ServiceQuadrant.LEVERAGE: 'leverage'>
    """
    if criticality is None or difficulty is None:
        return None
    if difficulty >= threshold:
        is_critical = criticality >= threshold
        return ServiceQuadrant.STRATEGIC if is_critical else ServiceQuadrant.BOTTLENECK
    return ServiceQuadrant.LEVERAGE if criticality >= threshold else ServiceQuadrant.ROUTINE


def _measures(service: Service, on: date) -> dict[str, float | None]:
    clause = service.cloud_clause
    return {
        "no_client_admin": None if service.client_admin is None else not service.client_admin,
        DOCUMENTATION: _documentation_age(service, on),
        "substitution_difficulty": service.substitution_difficulty,
        "cloud_clause": None if clause is None else clause is CloudClause.ABSENT,
        "commitment_months": (
            None if service.ends_on is None else max(0.0, _months(on, service.ends_on))
        ),
    }


def _documentation_age(service: Service, on: date) -> float | None:
    """Months since the documentation; infinite without any, unknown when it came later."""
    if service.never_documented:
        return float("inf")
    if service.documented_on is None or service.documented_on > on:
        return None
    return _months(service.documented_on, on)


def _months(start: date, end: date) -> float:
    return (end - start).days / DAYS_PER_MONTH


def _dependency(
    positions: Mapping[str, float | None], ramps: Mapping[str, WeightedRamp], minimum: float
) -> Estimate:
    total = sum(ramp.weight for ramp in ramps.values())
    found = {key: position for key, position in positions.items() if position is not None}
    known = sum(ramps[key].weight for key in found)
    captive = sum(ramps[key].weight * position for key, position in found.items())
    enough = known > 0 and known >= minimum * total - ROUNDING
    reason = counted(
        len(found),
        "{n} of the {asked} things asked about this service is known",
        "{n} of the {asked} things asked about this service are known",
        asked=len(ramps),
    )
    return Estimate(
        value=100 * captive / known if enough else None,
        low=100 * captive / total,
        high=100 * (captive + max(0.0, total - known)) / total,
        range=RangeKind.IGNORANCE,
        n=len(found),
        reason=None if enough else reason,
    )


def _mean(scores: list[ServiceScore]) -> Estimate:
    total = sum(score.service.criticality or 0 for score in scores)
    if not total:
        return Estimate(value=None, n=0, reason=NO_SERVICE)

    def mean(ends: Iterable[float | None]) -> float:
        pairs = zip(scores, ends, strict=True)
        return sum((score.service.criticality or 0) * (end or 0) for score, end in pairs) / total

    return Estimate(
        value=mean(score.dependency.value for score in scores),
        low=mean(score.dependency.low for score in scores),
        high=mean(score.dependency.high for score in scores),
        range=RangeKind.IGNORANCE,
        n=len(scores),
    )


def _weakest(scores: list[ServiceScore]) -> Estimate:
    if not scores:
        return Estimate(value=None, n=0, reason=NO_SERVICE)
    return Estimate(
        value=max(score.dependency.value or 0 for score in scores),
        low=max(score.dependency.low or 0 for score in scores),
        high=max(score.dependency.high or 0 for score in scores),
        range=RangeKind.IGNORANCE,
        n=len(scores),
    )
