"""What would stop if one person left, or if the provider did."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from infopilot.model.estimate import Estimate
from infopilot.model.text import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Subjects that lose their holder, and the closed incidents of those subjects.

    ``blocking`` is None when the log does not say which incidents stopped somebody.
    """

    categories: tuple[str, ...]
    incidents: int
    blocking: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Subjects that rest on one person each: how many people, all of it, and the worst departure.

    People are never named nor ranked: they are somebody's employees, and what is assessed is the
    arrangement. ``worst`` is None when no subject rests on one person.
    """

    people: int
    all: Loss
    worst: Loss | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Departures:
    """What rests on one person: those who have most of a subject, and those who have all of it."""

    most: Holding
    only: Holding


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderStop:
    """Subjects that the client never closed, by who else does, over the weeks of the log.

    ``provider`` are subjects that nobody but the provider closes, ``outside`` those that only the
    provider or a vendor does. Minutes are the median of their closed blocking incidents.
    """

    weeks: int
    provider: Loss
    outside: Loss
    outside_blocking_minutes: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Both departures, with what the registers add; None with its reason under its name.

    ``blocking_per_quarter`` counts the blocking incidents of the subjects that only outsiders
    close; ``without_admin`` and ``without_documentation`` are services of the register, of which
    there are ``services``; months are those of the worksheet.
    """

    departures: Departures | None = None
    provider_stop: ProviderStop | None = None
    blocking_per_quarter: Estimate | None = None
    without_admin: tuple[str, ...] | None = None
    without_documentation: tuple[str, ...] | None = None
    services: int | None = None
    months_to_switch: Estimate | None = None
    tolerable_months: float | None = None
    reasons: Mapping[str, Message] = field(default_factory=dict)
