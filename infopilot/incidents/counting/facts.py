"""What a ticket log says: figures thought out in Python, from counts made by an engine."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from narwhals.typing import IntoFrame

from infopilot.incidents.counting.closures import administrative_closures, auto_close
from infopilot.incidents.counting.counts import count_requests, open_log
from infopilot.incidents.counting.delays import (
    BlockingDelays,
    count_backlog,
    count_blocking,
    count_delays,
    count_third_parties,
)
from infopilot.incidents.counting.experience import (
    count_lost_time,
    count_satisfaction,
    count_stoppages,
)
from infopilot.incidents.counting.few import counts_only
from infopilot.incidents.counting.holders import count_holders, count_organisations
from infopilot.incidents.counting.indicators import Told
from infopilot.incidents.counting.passes import Counts, count
from infopilot.incidents.counting.periods import SECONDS, last_months
from infopilot.incidents.counting.reasons import reasons_of
from infopilot.incidents.counting.replicates import drawn_from
from infopilot.incidents.counting.service import (
    count_hand_overs,
    count_recurrence,
    count_reopenings,
    count_service_levels,
)
from infopilot.incidents.counting.stopping import (
    count_departures,
    count_provider_stop,
    machine_categories,
)
from infopilot.model.errors import IncidentDataError
from infopilot.model.incidents import BlockingFacts, IncidentFacts, LogPeriod
from infopilot.model.method import IncidentMethod


def count_facts(
    table: IntoFrame,
    method: IncidentMethod,
    *,
    reference_time: datetime | None = None,
    months: int | None = None,
) -> IncidentFacts:
    """Count what the incidents of ``table`` say; requests are never counted.

    Figures are over closed (resolved or closed) incidents that tell what they need, except
    reassignments, ping-pong and recurrence, which are over all. Below the minimum of the method,
    only counts are given. Intervals are those of `infopilot.incidents.counting.replicates`.

    Parameters
    ----------
    table
        The canonical table with its derived columns, as a pandas, Polars, PyArrow, DuckDB or
        Spark frame (see `infopilot.incidents.conversion.canonical.open_canonical`).
    method
        When one resolver holds a category, how many incidents a figure needs, what stands out.
    reference_time
        When open incidents are looked at; by default the latest date of the table.
    months
        Count only the incidents opened in that many last months of the log; by default all.

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
    counts = count(log if months is None else last_months(log, months), method)
    reference = _reference_minute(counts, reference_time)
    facts = _facts(counts, method, reference)
    told = Told(
        incidents=counts.incidents,
        requests=0 if counts.incidents else count_requests(log),
        closed=counts.closed,
        telling_item=counts.summary.telling_item,
        known=counts.summary.known,
    )
    reasons = reasons_of(facts, told, len(counts.weeks), method)
    period = _period(counts, months)
    explained = replace(facts, reasons=reasons, period=period)
    return counts_only(explained, method.minimum_incidents)


def _period(counts: Counts, months: int | None) -> LogPeriod | None:
    first, last = counts.summary.first_opened, counts.summary.last_opened
    if first is None or last is None:
        return None
    start, end = (datetime.fromtimestamp(minute * SECONDS, UTC) for minute in (first, last))
    return LogPeriod(start=start, end=end, months=months)


def _facts(counts: Counts, method: IncidentMethod, reference: int) -> IncidentFacts:
    holders = count_holders(counts.people, counts.groups, method)
    organisations = count_organisations(counts.sides)
    delays = count_delays(counts.endings, counts.waits)
    blocking = count_blocking(counts.endings, counts.going, reference)
    hands, reopenings = count_hand_overs(counts.moves), count_reopenings(counts.moves)
    recurrence = count_recurrence(counts.gaps) if counts.gaps else None
    drawn = drawn_from(counts, method, reference)
    tells_blocking = bool(counts.summary.known["blocking"])
    return IncidentFacts(
        incidents=counts.incidents,
        closed=counts.closed,
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
        recurrence_30d=recurrence.share(30) if recurrence else None,
        recurrence_90d=recurrence.share(90) if recurrence else None,
        backlog=(
            count_backlog(counts.going, reference, method)
            if counts.summary.known["status_group"]
            else None
        ),
        sla=count_service_levels(counts.levels),
        third_parties=count_third_parties(counts.endings, counts.levels),
        satisfaction=count_satisfaction(counts.judged, counts.closed, method),
        lost_time=count_lost_time(counts.losses, method),
        stoppages=count_stoppages(counts.stoppages, reference, method) if blocking.told else None,
        excluded_accounts=holders.excluded_accounts,
        administrative_closures=administrative_closures(counts.closings, method),
        auto_close=auto_close(counts.delays, method),
        departures=count_departures(counts.people, method, tells_blocking=tells_blocking),
        provider_stop=count_provider_stop(
            counts.sides,
            counts.stops,
            counts.span,
            method,
            left_out=machine_categories(counts.people),
            tells_blocking=tells_blocking,
        ),
        intervals=drawn.intervals,
        replicates=drawn.replicates,
    )


def _reference_minute(counts: Counts, reference_time: datetime | None) -> int:
    if reference_time is None:
        return counts.summary.last_minute or 0
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
