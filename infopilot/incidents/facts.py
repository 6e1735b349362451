"""What a ticket log says: figures thought out in Python, from counts made by an engine."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from narwhals.typing import IntoFrame

from infopilot.incidents.closures import count_administrative_closures, count_auto_close
from infopilot.incidents.counts import ENDED, Log, known_values, latest_minute, open_log, tally
from infopilot.incidents.delays import BlockingDelays, count_backlog, count_blocking, count_delays
from infopilot.incidents.holders import count_holders, count_organisations
from infopilot.incidents.reasons import reasons_of
from infopilot.incidents.service import (
    count_hand_overs,
    count_recurrence,
    count_reopenings,
    count_service_levels,
)
from infopilot.model.errors import IncidentDataError
from infopilot.model.incidents import BlockingFacts, IncidentFacts
from infopilot.model.method import IncidentMethod

# An incident that does not tell its item can never be seen again: a share of few says nothing.
MINIMUM_TOLD = 0.5


def count_facts(
    table: IntoFrame, method: IncidentMethod, *, reference_time: datetime | None = None
) -> IncidentFacts:
    """Count what the incidents of ``table`` say; requests are never counted.

    Figures are over closed (resolved or closed) incidents that tell what they need, except
    reassignments, ping-pong and recurrence, which are over all. Small logs are counted too: how
    many incidents a score needs is for whoever scores.

    Parameters
    ----------
    table
        The canonical table with its derived columns, as a pandas, Polars, PyArrow, DuckDB or
        Spark frame (see `infopilot.incidents.canonical.open_canonical`).
    method
        When one resolver holds a category, how many open incidents have an age, bus factors.
    reference_time
        When open incidents are looked at; by default the latest date of the table.

    Returns
    -------
    IncidentFacts
        A figure that cannot be computed is None (or an empty mapping), with its reason.

    Raises
    ------
    IncidentDataError
        If columns are missing, or the reference time has no time zone.
    """
    log = open_log(table)
    states = tally(log.incidents, "status_group")
    reference = _reference_minute(log, reference_time)
    holders, organisations = count_holders(log, method), count_organisations(log)
    delays, blocking = count_delays(log), count_blocking(log, reference)
    hands, reopenings = count_hand_overs(log), count_reopenings(log)
    recurrence = count_recurrence(log)
    told = states.total() and recurrence.told / states.total() >= MINIMUM_TOLD
    facts = IncidentFacts(
        incidents=states.total(),
        closed=sum(count for key, count in states.items() if key[0] in ENDED),
        resolver=holders.resolver,
        group=holders.group,
        organisation_hhi=organisations.hhi,
        provider_share=organisations.provider_share,
        external_share=organisations.external_share,
        sole_holder_share=holders.sole_holder_share,
        exclusivity=organisations.exclusivity,
        undocumented_exclusivity=organisations.undocumented_exclusivity,
        knowledge_share=organisations.knowledge_share,
        bus_factor=holders.bus_factor,
        blocking=_blocking_facts(blocking, holders.blocking_bus_factor),
        median_minutes=delays.median,
        median_minutes_by_priority=delays.median_by_priority,
        p90_minutes_by_priority=delays.p90_by_priority,
        reassignment_mean=hands.mean,
        reassigned_twice_share=hands.twice_share,
        ping_pong_share=hands.ping_pong_share,
        reopened=reopenings.count,
        reopened_share=reopenings.share,
        waiting_share=delays.waiting_share,
        recurrence_30d=recurrence.share(30) if told else None,
        recurrence_90d=recurrence.share(90) if told else None,
        backlog=count_backlog(log, reference, method) if states else None,
        sla=count_service_levels(log),
        excluded_accounts=holders.excluded_accounts,
        administrative_closures=count_administrative_closures(log, method),
        auto_close=count_auto_close(log, method),
    )
    return replace(facts, reasons=reasons_of(facts, known_values(log), recurrence.told, method))


def _reference_minute(log: Log, reference_time: datetime | None) -> int:
    if reference_time is None:
        return latest_minute(log) or 0
    if reference_time.tzinfo is None:
        raise IncidentDataError(
            "the reference time needs a time zone",
            expected="a time such as 2026-03-01T08:00+01:00",
            got=reference_time.isoformat(),
        )
    return int(reference_time.timestamp() // 60)


def _blocking_facts(
    blocking: BlockingDelays, bus_factor: Mapping[str, int | None]
) -> BlockingFacts | None:
    if not blocking.told:
        return None
    return BlockingFacts(
        n=blocking.n,
        bus_factor=bus_factor,
        median_minutes_km=blocking.median_km,
        p90_minutes=blocking.p90,
    )
