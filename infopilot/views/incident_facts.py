"""What a ticket log says, as a document for scripts and as lines for a terminal."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from infopilot.incidents.counting import document
from infopilot.model.incidents import AdministrativeClosure, IncidentFacts, Interval
from infopilot.model.text import Language
from infopilot.views.messages import NBSP, day, number, percent, text, with_counts
from infopilot.views.names import part_names
from infopilot.views.sentences import plural

MINUTES_PER_HOUR = 60
LONG = timedelta(days=366)
NO_INTERVAL = Interval(low=None, high=None)


def facts_document(
    facts: IncidentFacts, language: Language, assumptions: Sequence[str] = ()
) -> dict[str, object]:
    """The facts in the shape that scripts rely on, and what they rest on."""
    told = document.facts_document(facts, lambda message: with_counts(message, language))
    return told | {"assumptions": list(assumptions)}


def facts_lines(
    facts: IncidentFacts, language: Language, assumptions: Sequence[str] = ()
) -> list[str]:
    """The main facts, told, with what to know before reading them; the document has the others."""
    return [
        _counted(facts, language),
        *_period(facts, language),
        *_service(facts, language),
        *_holders(facts, language),
        *_third_parties(facts, language),
        *_warnings(facts, language),
        *_assumed(assumptions, language),
        *_intervals(facts, language),
        *_missing(facts, language),
    ]


def _counted(facts: IncidentFacts, language: Language) -> str:
    """How many incidents, and how many are over where the log says it."""
    if not facts.incidents:
        return text("No incident in the log", language)
    if facts.backlog is None and not facts.closed:
        return plural(
            facts.incidents,
            "{n} incident in the log, which does not say whether it is over",
            "{n} incidents in the log, which does not say whether they are over",
            language,
        )
    if not facts.closed:
        return plural(
            facts.incidents,
            "{n} incident in the log, not resolved",
            "{n} incidents in the log, none of them resolved",
            language,
        )
    return plural(
        facts.incidents,
        "{n} incident in the log, resolved",
        "{n} incidents in the log, {closed} of them resolved",
        language,
        closed=number(facts.closed, language),
    )


def _period(facts: IncidentFacts, language: Language) -> Iterator[str]:
    """What is counted, since a longer stretch of time gives other figures."""
    if facts.period is None:
        return
    ends = {
        "first": day(facts.period.start.date(), language),
        "last": day(facts.period.end.date(), language),
    }
    if facts.period.months is not None:
        yield plural(
            facts.period.months,
            "Opened from {first} to {last}: the last month of the log; what is older is not "
            "counted",
            "Opened from {first} to {last}: the last {n} months of the log; what is older is not "
            "counted",
            language,
            **ends,
        )
    elif facts.period.end - facts.period.start > LONG:
        yield text(
            "Opened from {first} to {last}: the whole log, more than a year (--months 12 counts "
            "the last twelve months)",
            language,
            **ends,
        )
    else:
        yield text("Opened from {first} to {last}: the whole log", language, **ends)


def _assumed(assumptions: Sequence[str], language: Language) -> Iterator[str]:
    if assumptions:
        yield text("These figures rest on:", language)
        yield from (f"· {each}" for each in assumptions)


def _service(facts: IncidentFacts, language: Language) -> Iterator[str]:
    if facts.sla and facts.sla.met_share is not None:
        yield text(
            "Service level met, once per incident: {share}",
            language,
            share=_share(facts, "sla.met_share", facts.sla.met_share, language),
        )
    if facts.median_minutes is not None:
        yield text(
            "Median time to resolve: {hours} hours",
            language,
            hours=_hours(facts, "median_minutes", facts.median_minutes, language),
        )
    if facts.blocking:
        yield text(
            "Blocking incidents: {n}", language, n=number(facts.blocking.n, language)
        ) + _blocking_hours(facts, language)


def _blocking_hours(facts: IncidentFacts, language: Language) -> str:
    minutes = facts.blocking.median_minutes_km if facts.blocking else None
    if minutes is None:
        return ""
    return text(
        "; half of them last more than {hours} hours",
        language,
        hours=_hours(facts, "blocking.median_minutes_km", minutes, language),
    )


def _holders(facts: IncidentFacts, language: Language) -> Iterator[str]:
    seen = facts.resolver
    if seen and seen.effective is not None and seen.top1 is not None:
        ends = facts.intervals.get("resolver.effective")
        effective = number(seen.effective, language, 1)
        if ends and ends.low is not None and ends.high is not None:
            effective += _between(
                number(ends.low, language, 1), number(ends.high, language, 1), language
            )
        # French counts two from two on, English everything but one.
        shown = round(seen.effective, 1)
        is_one = shown < 2 if language == "fr" else shown == 1  # noqa: PLR2004 - two are several
        yield text(
            "As if {effective} person resolved all ({distinct} did); the first holds {share}"
            if is_one
            else "As if {effective} people resolved all ({distinct} did); the first holds {share}",
            language,
            effective=effective,
            distinct=number(seen.distinct, language),
            share=percent(seen.top1, language, 1),
        )
    if facts.undocumented_exclusivity is not None:
        yield text(
            "Never resolved by the client and undocumented: {share}",
            language,
            share=_share(
                facts, "undocumented_exclusivity", facts.undocumented_exclusivity, language
            ),
        )


def _third_parties(facts: IncidentFacts, language: Language) -> Iterator[str]:
    seen = facts.third_parties
    if not seen or not seen.incidents:
        return
    yield text(
        "Waited for a third party: {n} incidents", language, n=number(seen.incidents, language)
    )
    if seen.median_minutes is not None and seen.others_median_minutes is not None:
        yield text(
            "  median time to resolve: {hours} hours, {others} for the others",
            language,
            hours=number(seen.median_minutes / MINUTES_PER_HOUR, language, 1),
            others=number(seen.others_median_minutes / MINUTES_PER_HOUR, language, 1),
        )
    if seen.sla_met_share is not None:
        yield text(
            "  service level met: {share}",
            language,
            share=percent(seen.sla_met_share, language, 1),
        )


def _warnings(facts: IncidentFacts, language: Language) -> Iterator[str]:
    """What bends the figures: nothing of it is removed silently."""
    told = [_closure(each, language) for each in facts.administrative_closures]
    if facts.auto_close:
        told.append(
            text(
                "The tool itself closes {share} of the incidents {days} days after they are "
                "resolved: the date of closure says nothing of the work",
                language,
                share=percent(facts.auto_close.share, language, 1),
                days=facts.auto_close.delay_days,
            )
        )
    if facts.excluded_accounts:
        told.append(
            text(
                "Machines, never counted as people: {names}",
                language,
                names=", ".join(facts.excluded_accounts),
            )
        )
    if told:
        yield text("Before reading these figures:", language)
        yield from (f"· {each}" for each in told)


def _closure(closure: AdministrativeClosure, language: Language) -> str:
    told = text(
        "{n} incidents closed at once on {day}, from {start} to {end} UTC: they are counted",
        language,
        n=number(closure.incidents, language),
        day=day(closure.start.date(), language),
        start=_clock(closure.start, language),
        end=_clock(closure.end, language),
    )
    if closure.sla_met_share is None:
        return told
    share = percent(closure.sla_met_share, language, 1)
    return told + text("; service level met: {share}", language, share=share)


def _intervals(facts: IncidentFacts, language: Language) -> Iterator[str]:
    if facts.intervals:
        yield text(
            "In brackets: where the figure would stand, 95 times out of 100, on other weeks of "
            "the same service",
            language,
        )


def _missing(facts: IncidentFacts, language: Language) -> Iterator[str]:
    """One line per reason: a small log lacks many figures for a single one."""
    lacking: defaultdict[str, list[str]] = defaultdict(list)
    for name, reason in facts.reasons.items():
        lacking[with_counts(reason, language)].append(name)
    for why, codes in lacking.items():
        names = " · ".join(part_names(codes, language))
        yield text("Not computable ({why}): {names}", language, names=names, why=why)


def _share(facts: IncidentFacts, name: str, share: float, language: Language) -> str:
    told, ends = percent(share, language, 1), facts.intervals.get(name, NO_INTERVAL)
    if ends.low is None or ends.high is None:
        return told
    return told + _between(
        percent(ends.low, language, 1), percent(ends.high, language, 1), language
    )


def _hours(facts: IncidentFacts, name: str, minutes: float, language: Language) -> str:
    told, ends = (
        number(minutes / MINUTES_PER_HOUR, language, 1),
        facts.intervals.get(name, NO_INTERVAL),
    )
    if ends.low is None or ends.high is None:
        return told
    low, high = (number(end / MINUTES_PER_HOUR, language, 1) for end in (ends.low, ends.high))
    return told + _between(low, high, language)


def _between(low: str, high: str, language: Language) -> str:
    return " " + text("[{low} to {high}]", language, low=low, high=high)


def _clock(moment: datetime, language: Language) -> str:
    if language == "fr":
        return f"{moment.hour}{NBSP}h{NBSP}{moment.minute:02}"
    return f"{moment:%H:%M}"
