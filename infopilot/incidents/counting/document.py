"""Facts as the machine-readable document that scripts rely on."""

from collections.abc import Callable
from dataclasses import asdict, replace

from infopilot.incidents.counting.indicators import INTERVALS
from infopilot.model.incidents import AdministrativeClosure, IncidentFacts, LogPeriod
from infopilot.model.text import Message

KEYS = (
    "incidents",
    "closed",
    "period",
    "resolver",
    "group",
    "organisation_hhi",
    "provider_share",
    "external_share",
    "sole_holder_share",
    "exclusivity",
    "undocumented_exclusivity",
    "knowledge_share",
    "bus_factor",
    "blocking",
    "median_minutes",
    "median_minutes_by_priority",
    "p90_minutes_by_priority",
    "reassignment_mean",
    "reassigned_twice_share",
    "ping_pong_share",
    "reopened",
    "reopened_share",
    "waiting_share",
    "recurrence_30d",
    "recurrence_90d",
    "backlog",
    "sla",
    "third_parties",
    "satisfaction",
    "lost_time",
    "stoppages",
    "excluded_accounts",
    "administrative_closures",
    "auto_close",
    "departures",
    "provider_stop",
    "intervals",
)


def facts_document(
    facts: IncidentFacts, render: Callable[[Message], str] = str
) -> dict[str, object]:
    """``facts`` in the shape of ``infopilot tickets facts --json``; ``render`` words the reasons.

    What is not computed is None, its reason under ``reasons``: that of an interval is the one of
    its figure, or of ``intervals``. Moments are UTC.
    """
    known = asdict(replace(facts, replicates=None))
    document: dict[str, object] = {key: known[key] for key in KEYS}
    document["period"] = facts.period and _period(facts.period)
    document["excluded_accounts"] = list(facts.excluded_accounts)
    document["administrative_closures"] = [_closure(each) for each in facts.administrative_closures]
    document["intervals"] = {
        name: asdict(facts.intervals[name]) if name in facts.intervals else None
        for name in INTERVALS
    }
    document["reasons"] = {name: render(reason) for name, reason in facts.reasons.items()}
    return document


def _period(period: LogPeriod) -> dict[str, object]:
    """From and to which moment; of how many last months, where not all are counted."""
    months = {} if period.months is None else {"months": period.months}
    return {"from": period.start.isoformat(), "to": period.end.isoformat(), **months}


def _closure(closure: AdministrativeClosure) -> dict[str, object]:
    return {
        "from": closure.start.isoformat(),
        "to": closure.end.isoformat(),
        "incidents": closure.incidents,
        "sla_met_share": closure.sla_met_share,
    }
