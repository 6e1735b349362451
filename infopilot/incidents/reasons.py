"""Why a figure is not there: every None of the facts has a sentence."""

from collections.abc import Iterator, Mapping

from infopilot.incidents.indicators import INPUTS, missing_inputs
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import IncidentMethod
from infopilot.model.text import Message

RECURRENCE = ("recurrence_30d", "recurrence_90d")


def reasons_of(
    facts: IncidentFacts, known: Mapping[str, int], told: int, method: IncidentMethod
) -> dict[str, Message]:
    """The reason of each figure of ``facts`` that is missing; ``told`` tell their item.

    A part of a figure is named after it: ``backlog.median_age_days``.
    """
    missing = missing_inputs(known)
    reasons = {
        name: _reason(name, facts, missing, told)
        for name in INPUTS
        if _is_missing(getattr(facts, name))
    }
    return reasons | dict(_parts(facts, method))


def _is_missing(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(each is None for each in value.values())
    return value is None


def _reason(name: str, facts: IncidentFacts, missing: Mapping[str, Message], told: int) -> Message:
    if not facts.incidents:
        return Message("the table holds no incident")
    if name in missing:
        return missing[name]
    if name in RECURRENCE:
        return Message(
            "only {told} of {incidents} incidents give their category and configuration item",
            {"told": told, "incidents": facts.incidents},
        )
    if not facts.closed:
        return Message("no incident is resolved or closed")
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
    yield from _blocking_parts(facts)


def _blocking_parts(facts: IncidentFacts) -> Iterator[tuple[str, Message]]:
    if not facts.blocking:
        return
    if _is_missing(facts.blocking.bus_factor):
        yield "blocking.bus_factor", Message("no closed blocking incident says who resolved it")
    if facts.blocking.median_minutes_km is None:
        yield (
            "blocking.median_minutes_km",
            Message("no duration that half of the blocking incidents do not outlast"),
        )
    if facts.blocking.p90_minutes is None:
        yield (
            "blocking.p90_minutes",
            Message("no closed blocking incident says when it was resolved"),
        )
