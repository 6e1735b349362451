"""Whether figures and people tell the same story, in sentences that a leader reads."""

from collections.abc import Mapping

from infopilot.model.estimate import Estimate
from infopilot.model.perception import (
    ExperienceSource,
    Light,
    LostTime,
    PairedGap,
    PerceptionGap,
    PerceptionStatus,
    RelativeRisk,
    Trace,
)
from infopilot.model.text import Language
from infopilot.views.messages import number, percent, text
from infopilot.views.quantities import amount
from infopilot.views.sentences import plural, reason_sentence

STATUS_SENTENCES: Mapping[PerceptionStatus, str] = {
    PerceptionStatus.WATERMELON: (
        "No: the service levels are good and the experience is not. Green outside, red inside, "
        "like a watermelon."
    ),
    PerceptionStatus.STRAWBERRY: (
        "No: the service levels are missed, yet people are satisfied. The target may be too "
        "strict, or measure something else."
    ),
    PerceptionStatus.FLATTERING: "Not quite: the service levels look better than the experience.",
    PerceptionStatus.SEVERE: "Not quite: the experience is better than the service levels suggest.",
}
ALIGNED_SENTENCES: Mapping[Light, str] = {
    Light.GREEN: "Yes: the service levels are met, and people are satisfied.",
    Light.AMBER: "Yes: both the service levels and the experience are to be watched.",
    Light.RED: "Yes, and both say that the service does not hold.",
}
MINUTES_PER_HOUR = 60


def status_sentence(gap: PerceptionGap, language: Language) -> str:
    """The answer to « do figures and people tell the same story? », or why there is none."""
    if gap.status is None:
        return (
            text("It cannot be told yet.", language) + " " + reason_sentence(gap.reason, language)
        )
    if gap.status is PerceptionStatus.ALIGNED and gap.sla is not None:
        return text(ALIGNED_SENTENCES[gap.sla], language)
    return text(STATUS_SENTENCES[gap.status], language)


def felt_share(gap: PerceptionGap) -> Estimate:
    """The share of satisfied users that the answer rests on: of ratings, else of people asked."""
    people = gap.experience_source is ExperienceSource.PEOPLE
    return gap.satisfied_people if people else gap.satisfied


def ground_sentence(gap: PerceptionGap, language: Language) -> str | None:
    """The two figures that the answer rests on; None unless both are known."""
    people = gap.experience_source is ExperienceSource.PEOPLE
    felt = felt_share(gap)
    if gap.sla_met.value is None or felt.value is None:
        return None
    template = (
        "{met} of the service levels are met (target: {target}); {satisfied} of the people asked "
        "say that they are satisfied{range}."
        if people
        else "{met} of the service levels are met (target: {target}); {satisfied} of the incidents "
        "rated by users leave them satisfied{range}."
    )
    ends = share_range(felt, language)
    return text(
        template,
        language,
        met=percent(gap.sla_met.value, language),
        target=percent(gap.sla_target, language),
        satisfied=percent(felt.value, language),
        range=f" ({ends})" if ends else "",
    )


def share_range(estimate: Estimate, language: Language) -> str | None:
    """The two ends of a share; None without a range."""
    if estimate.low is None or estimate.high is None:
        return None
    return text(
        "{low} to {high}",
        language,
        low=percent(estimate.low, language),
        high=percent(estimate.high, language),
    )


def paired_sentence(paired: PairedGap, language: Language) -> str:
    """What the gap on the same incidents means."""
    estimate = paired.estimate
    if estimate.value is None:
        return reason_sentence(estimate.reason, language)
    return text(
        "Of {n} incidents with both verdicts, {b} met their service level without satisfying the "
        "user; {c} satisfied the user although it was missed.",
        language,
        n=number(estimate.n or 0, language),
        b=amount(paired.unmatched_met, language),
        c=amount(paired.unmatched_missed, language),
    )


def watermelon_sentence(rate: Estimate, language: Language) -> str:
    """What the rate of watermelons means."""
    if rate.value is None:
        return reason_sentence(rate.reason, language)
    return text(
        "Users who are dissatisfied although the service level was met: {share}, out of {n} rated "
        "incidents.",
        language,
        share=percent(rate.value, language),
        n=number(rate.n or 0, language),
    )


def risk_sentence(risk: RelativeRisk, language: Language) -> str:
    """Whether the service level tells who is dissatisfied."""
    value = risk.estimate.value
    if value is None:
        return reason_sentence(risk.estimate.reason, language)
    if risk.tells_apart is None:
        return reason_sentence(risk.estimate.reason, language)
    if not risk.tells_apart:
        return text(
            "The range holds 1: the service level does not tell who is dissatisfied.", language
        )
    if value < 1:
        return text(
            "Users are less often dissatisfied when the service level is missed: it measures "
            "something else than what they live.",
            language,
        )
    return text(
        "Users are more often dissatisfied when the service level is missed: it tells part of "
        "what they live.",
        language,
    )


def lost_time_sentence(lost: LostTime, language: Language) -> str:
    """How much time is lost, and on how few incidents."""
    facts = lost.facts
    if facts is None or facts.minutes is None or facts.main_incidents is None:
        return reason_sentence(lost.reason, language)
    return text(
        "{hours} h lost over the {n} incidents that tell it; {main} of them make up {share} of the "
        "time: rank by time lost, not by number of tickets.",
        language,
        hours=number(facts.minutes / MINUTES_PER_HOUR, language),
        n=number(facts.n, language),
        main=number(facts.main_incidents, language),
        share=percent(lost.main_share or 0, language),
    )


def trace_sentence(trace: Trace, language: Language) -> str:
    """How many of the stoppages that people live are in the log."""
    if trace.estimate.value is None:
        return reason_sentence(trace.estimate.reason, language)
    return text(
        "Over {days} days: stoppages declared by {n} people, {declared}; blocking tickets of the "
        "whole company, {tickets}. One ticket may stand for several people.",
        language,
        days=number(trace.window_days or 0, language),
        declared=number(trace.declared or 0, language),
        n=number(trace.respondents, language),
        tickets=number(trace.tickets or 0, language),
    )


def reported_sentence(trace: Trace, language: Language) -> str | None:
    """How many stoppages people say that they reported; None when unknown."""
    if trace.reported.value is None:
        return None
    return text(
        "People say that they opened a ticket for {share} of their stoppages.",
        language,
        share=percent(trace.reported.value, language),
    )


def bounds_sentence(gap: PerceptionGap, language: Language) -> str | None:
    """How far the silent could move the share of satisfied users, when few rate."""
    if gap.return_share is None:
        return None
    rate = text(
        "{share} of the closed incidents were rated.",
        language,
        share=percent(gap.return_share, language),
    )
    ends = None if gap.bounds is None else share_range(gap.bounds, language)
    if ends is None:
        return rate
    return (
        rate
        + " "
        + text(
            "Few users rate: if all the silent ones were dissatisfied, or all satisfied, the share "
            "of satisfied users would be {range}.",
            language,
            range=ends,
        )
    )


def availability_sentence(gap: PerceptionGap, language: Language) -> str | None:
    """Availability as felt beside availability as recorded; None when the first is unknown."""
    perceived, recorded = gap.availability.perceived, gap.availability.recorded
    if perceived.value is None:
        return None
    felt = number(10 * perceived.value, language, 1)
    if recorded.value is None:
        return text("Perceived availability: {felt} out of 10.", language, felt=felt)
    return text(
        "Perceived availability: {felt} out of 10; the log records {recorded} of the working time "
        "without a blocking incident. The two are not the same thing: slowness leaves no ticket.",
        language,
        felt=felt,
        recorded=percent(recorded.value, language, 2),
    )


def crossed_sentence(gap: PerceptionGap, language: Language) -> str:
    """On how many shared questions the two sides differ."""
    total = number(len(gap.crossed), language)
    return plural(
        len(gap.listed),
        "On {n} question out of {total}, the two sides are {levels} level or more apart.",
        "On {n} questions out of {total}, the two sides are {levels} level or more apart.",
        language,
        total=total,
        levels=number(gap.listed_from, language, 0 if gap.listed_from.is_integer() else 1),
    )


def signed(value: float, language: Language, digits: int = 0) -> str:
    """A figure with its sign, the true minus sign included.

    >>> signed(1.5, "en", 1), signed(0, "en")
    ('+1.5', '0')
    """
    sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""
    return sign + number(abs(value), language, digits)
