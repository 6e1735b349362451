"""The register of outsourced services: what each one is, and how far it ties the company."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from infopilot.model.estimate import Estimate


class CloudClause(StrEnum):
    """Whether the contract of a service says how to change cloud provider (EU Data Act)."""

    PRESENT = "present"
    ABSENT = "absent"
    NOT_APPLICABLE = "not_applicable"


class ServiceQuadrant(StrEnum):
    """Where a service stands by criticality and by how hard it is to replace (Kraljic 1983)."""

    STRATEGIC = "strategic"
    BOTTLENECK = "bottleneck"
    LEVERAGE = "leverage"
    ROUTINE = "routine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One line of the register; what is not known is None.

    ``criticality`` and ``substitution_difficulty`` go from 1 to 5. ``never_documented`` says that
    there is no documentation, which is not the same as not knowing its date.
    """

    name: str
    criticality: int | None = None
    substitution_difficulty: int | None = None
    holder: str = ""
    client_admin: bool | None = None
    documented_on: date | None = None
    never_documented: bool = False
    ends_on: date | None = None
    cloud_clause: CloudClause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceScore:
    """How far one service ties the company: 0 (free) to 100 (captive), and why.

    ``is_documented`` says whether its documentation is recent enough on the day that the register
    is read; None when its date is not known.
    """

    service: Service
    quadrant: ServiceQuadrant | None
    dependency: Estimate
    is_documented: bool | None
    positions: Mapping[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePortfolio:
    """All the services: their mean by criticality, and the weakest link, which no mean hides."""

    services: tuple[ServiceScore, ...]
    mean: Estimate
    weakest: Estimate
    weakest_service: str | None = None
