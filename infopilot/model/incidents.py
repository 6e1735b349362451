"""The canonical incident table, column by column, and the facts that are counted from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from infopilot.model.experience import LostTimeFacts, SatisfactionFacts, StoppageFacts
from infopilot.model.replicates import Replicates
from infopilot.model.text import Message
from infopilot.model.what_if import Departures, ProviderStop

CANONICAL_COLUMNS: Mapping[str, str] = {
    "id": "identifier in the source tool",
    "type": "incident or request",
    "title": "title, only when names and free text are kept",
    "status": "status in the words of the source tool",
    "status_group": "open, waiting, solved or closed",
    "opened_at": "UTC",
    "first_response_at": "UTC",
    "resolved_at": "UTC; never replaced by closed_at",
    "closed_at": "UTC",
    "updated_at": "UTC",
    "priority": "1 (most urgent) to 5",
    "blocking": "whether somebody could not work; declared by the mapping",
    "category": "category or service path",
    "configuration_item": "what broke",
    "service": "business service",
    "site": "place",
    "department": "department of the requester",
    "requester": "pseudonym",
    "resolver": "pseudonym of who resolved",
    "resolver_group": "pseudonym of the group that resolved",
    "organisation": "CLIENT, PROVIDER or VENDOR: who resolved",
    "path": "groups in the order they held the incident, repeats collapsed",
    "reassignments": "times that it changed hands",
    "reopenings": "times that it was reopened",
    "knowledge": "whether a knowledge article or documentation is linked",
    "sla_met": "one verdict per incident, at its end",
    "satisfaction": "0 to 1",
    "minutes_to_resolve": "resolved_at - opened_at, calendar minutes",
    "minutes_waiting_user": "minutes spent waiting for the user",
    "minutes_waiting_vendor": "minutes spent waiting for a third party",
    "lost_minutes": "working time lost, as the user reports it",
    "source_tool": "mapping that recognised the file",
    "source_row": "line of the source file, 1 for the first line of data",
}


class Organisation(StrEnum):
    """Who resolved an incident."""

    CLIENT = "CLIENT"
    PROVIDER = "PROVIDER"
    VENDOR = "VENDOR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """How incidents spread over their holders; shares from 0 to 1.

    ``n`` incidents with a known holder, ``missing`` the share without one. ``hhi_unbiased`` and
    ``effective`` are None below two incidents; of a small log, ``n`` and ``distinct`` are given.
    """

    n: int
    distinct: int
    top1: float | None
    top3: float | None
    top5: float | None
    hhi: float | None
    hhi_unbiased: float | None
    effective: float | None
    missing: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockingFacts:
    """Blocking incidents: how many, on how few people they rest, how long they last."""

    n: int
    bus_factor: Mapping[str, int | None]
    median_minutes_km: float | None
    p90_minutes: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """Incidents still open at the end of the log, and how old they are."""

    open: int
    median_age_days: float | None
    p90_age_days: float | None
    share_over_30d: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaFacts:
    """Share of incidents whose service level was met, counted once per incident."""

    n: int
    met_share: float | None
    by_priority: Mapping[str, float]
    by_reassignments: Mapping[str, float]
    by_month: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdParties:
    """Closed incidents that waited for a third party, beside those that did not."""

    incidents: int
    median_minutes: float | None
    others_median_minutes: float | None
    sla_met_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministrativeClosure:
    """Many incidents closed at once, from the first to the last minute (UTC): a clean-up."""

    start: datetime
    end: datetime
    incidents: int
    sla_met_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoClose:
    """The share of closed incidents that the tool closes, and its delay after the resolution."""

    delay_days: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Where a figure would likely stand on another year of the same service: 95 %."""

    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPeriod:
    """When the first and the last incident that are counted were opened (UTC).

    ``months`` is how many of the last ones were asked for; None for the whole log.
    """

    start: datetime
    end: datetime
    months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFacts:
    """What a ticket log says. Every figure that is None has its reason in ``reasons``.

    ``replicates`` are the means of an interval, not figures: they compare equal to any others.
    """

    incidents: int
    closed: int
    period: LogPeriod | None = None
    resolver: Concentration | None = None
    group: Concentration | None = None
    organisation_hhi: float | None = None
    provider_share: float | None = None
    external_share: float | None = None
    sole_holder_share: float | None = None
    exclusivity: float | None = None
    undocumented_exclusivity: float | None = None
    knowledge_share: float | None = None
    bus_factor: Mapping[str, int | None] = field(default_factory=dict)
    blocking: BlockingFacts | None = None
    median_minutes: float | None = None
    median_minutes_by_priority: Mapping[str, float] = field(default_factory=dict)
    p90_minutes_by_priority: Mapping[str, float] = field(default_factory=dict)
    reassignment_mean: float | None = None
    reassigned_twice_share: float | None = None
    ping_pong_share: float | None = None
    reopened: int | None = None
    reopened_share: float | None = None
    waiting_share: float | None = None
    recurrence_30d: float | None = None
    recurrence_90d: float | None = None
    backlog: Backlog | None = None
    sla: SlaFacts | None = None
    third_parties: ThirdParties | None = None
    satisfaction: SatisfactionFacts | None = None
    lost_time: LostTimeFacts | None = None
    stoppages: StoppageFacts | None = None
    excluded_accounts: tuple[str, ...] = ()
    administrative_closures: tuple[AdministrativeClosure, ...] = ()
    auto_close: AutoClose | None = None
    departures: Departures | None = None
    provider_stop: ProviderStop | None = None
    intervals: Mapping[str, Interval] = field(default_factory=dict)
    reasons: Mapping[str, Message] = field(default_factory=dict)
    replicates: Replicates | None = field(default=None, compare=False, repr=False)
