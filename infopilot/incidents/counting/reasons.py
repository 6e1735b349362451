"""Why a figure is not there: every None of the facts has a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from infopilot.incidents.counting.indicators import (
    INPUTS,
    INTERVALS,
    Told,
    missing_figures,
    no_incident,
)
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import IncidentMethod
from infopilot.model.text import Message

NOBODY_ALONE = Message("no subject rests on one person")
NO_BLOCKING_TOLD = Message("no blocking incident of these subjects can be told")


def reasons_of(
    facts: IncidentFacts, told: Told, weeks: int, method: IncidentMethod
) -> dict[str, Message]:
    """The reason of each figure of ``facts`` that is missing, over ``weeks`` with incidents.

    A part of a figure is named after it: ``backlog.median_age_days``.
    """
    missing = missing_figures(told, method)
    reasons = {
        name: _reason(name, facts, missing) for name in INPUTS if _is_missing(getattr(facts, name))
    }
    if nothing := no_incident(told):
        reasons["period"] = nothing
    if not facts.administrative_closures and "administrative_closures" in missing:
        reasons["administrative_closures"] = missing["administrative_closures"]
    reasons |= dict(_parts(facts, method)) | dict(_interval_parts(facts, weeks, method))
    for name, whole in (("departures", facts.departures), ("provider_stop", facts.provider_stop)):
        reasons |= dict(_blanks(name, asdict(whole))) if whole else {}
    return reasons | dict(_untold_intervals(facts, reasons))


def _blanks(name: str, whole: Mapping[str, object]) -> Iterator[tuple[str, Message]]:
    """What is not known of a departure: whose would be felt most, what was blocking, how long."""
    for key, value in whole.items():
        if isinstance(value, Mapping):
            yield from _blanks(f"{name}.{key}", value)
        elif value is None:
            nobody = key == "worst"
            yield f"{name}.{key}", NOBODY_ALONE if nobody else NO_BLOCKING_TOLD


def _untold_intervals(
    facts: IncidentFacts, reasons: Mapping[str, Message]
) -> Iterator[tuple[str, Message]]:
    """The intervals that are missing although their figure is there and others have theirs."""
    for name in INTERVALS if facts.intervals else ():
        spoken = {name, name.partition(".")[0]} & set(reasons)
        if name not in facts.intervals and not spoken:
            yield (
                f"intervals.{name}",
                Message("too few weeks tell this figure for an interval"),
            )


def _is_missing(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(each is None for each in value.values())
    return value is None


def _reason(name: str, facts: IncidentFacts, missing: Mapping[str, Message]) -> Message:
    if name in missing:
        return missing[name]
    if not facts.closed:
        return Message("no incident is resolved or closed")
    if name == "auto_close":
        return Message("no delay from resolution to closure stands out")
    return Message("no closed incident holds what this figure needs")


def _parts(facts: IncidentFacts, method: IncidentMethod) -> Iterator[tuple[str, Message]]:
    for name, holders in (("resolver", facts.resolver), ("group", facts.group)):
        if holders and holders.hhi_unbiased is None:
            for part in ("hhi_unbiased", "effective"):
                yield f"{name}.{part}", Message("two incidents at least are needed")
    if facts.backlog and facts.backlog.median_age_days is None:
        few = Message(
            "{open} open incidents; their ages need {minimum}",
            {"open": facts.backlog.open, "minimum": method.backlog_minimum},
        )
        for part in ("median_age_days", "p90_age_days", "share_over_30d"):
            yield f"backlog.{part}", few
    if facts.lost_time and facts.lost_time.top_share is None:
        yield "lost_time.top_share", Message("no working time was lost")
    yield from _blocking_parts(facts)
    yield from _third_party_parts(facts)


def _blocking_parts(facts: IncidentFacts) -> Iterator[tuple[str, Message]]:
    seen = facts.blocking
    if not seen:
        return
    undated = Message("no closed blocking incident says when it was resolved")
    if not seen.n:
        for part in ("bus_factor", "median_minutes_km", "p90_minutes"):
            yield f"blocking.{part}", Message("no incident of the log is blocking")
        return
    if _is_missing(seen.bus_factor):
        yield "blocking.bus_factor", Message("no closed blocking incident says who resolved it")
    if seen.median_minutes_km is None and seen.p90_minutes is None:
        yield "blocking.median_minutes_km", undated
    elif seen.median_minutes_km is None:
        yield (
            "blocking.median_minutes_km",
            Message("no duration that half of the blocking incidents do not outlast"),
        )
    if seen.p90_minutes is None:
        yield "blocking.p90_minutes", undated


def _third_party_parts(facts: IncidentFacts) -> Iterator[tuple[str, Message]]:
    seen = facts.third_parties
    if not seen:
        return
    if seen.median_minutes is None:
        yield (
            "third_parties.median_minutes",
            Message("no closed incident that waited for a third party says when it was resolved"),
        )
    if seen.others_median_minutes is None:
        yield (
            "third_parties.others_median_minutes",
            Message("no other closed incident says when it was resolved"),
        )
    if seen.sla_met_share is None:
        yield (
            "third_parties.sla_met_share",
            Message("no closed incident that waited for a third party tells its service level"),
        )


def _interval_parts(
    facts: IncidentFacts, weeks: int, method: IncidentMethod
) -> Iterator[tuple[str, Message]]:
    if not facts.incidents:
        yield "intervals", Message("the table holds no incident")
    elif not facts.intervals and weeks >= method.minimum_weeks:
        yield "intervals", Message("no figure is there to have one")
    elif not facts.intervals:
        yield (
            "intervals",
            Message(
                "incidents in {weeks} weeks; an interval needs {minimum}",
                {"weeks": weeks, "minimum": method.minimum_weeks},
            ),
        )
    for name, ends in facts.intervals.items():
        if ends.high is None:
            yield (
                f"intervals.{name}",
                Message("too many incidents are still open for an upper end"),
            )
