"""The perception gap and friction as parts of the document of ``score --json``."""

from dataclasses import asdict

from infopilot.model.estimate import Estimate
from infopilot.model.perception import (
    CrossedView,
    LostTime,
    PerceptionGap,
    RelativeRisk,
    Trace,
)
from infopilot.model.score import Friction
from infopilot.model.text import Language, Message
from infopilot.views.blanks import Reasons, with_reasons
from infopilot.views.sentences import reason_sentence

Document = dict[str, object]
DIGITS = 10
SATISFIED: Reasons = {"bounds": Message("given only where few incidents are rated")}


def perception_document(gap: PerceptionGap | None, language: Language) -> Document:
    """The perception gap: figures rounded to ten decimals, null beside its ``reason``."""
    if gap is None:
        return {"status": None, "reason": reason_sentence(None, language)}
    return {
        "paired": estimate_document(gap.paired.estimate, language)
        | {
            "b": gap.paired.unmatched_met,
            "c": gap.paired.unmatched_missed,
            "standard_error": _round(gap.paired.standard_error),
            "p_value": gap.paired.p_value,
        },
        "watermelon_rate": estimate_document(gap.watermelon_rate, language),
        "relative_risk": _risk(gap.relative_risk, language),
        "lost_time": _lost_time(gap.lost_time, language),
        "trace": _trace(gap.trace, language),
        "status": gap.status,
        **_reason(gap.reason if gap.status is None else None, language),
        "sla": estimate_document(gap.sla_met, language)
        | {"target": _round(gap.sla_target), "light": gap.sla},
        "satisfied": with_reasons(_satisfied(gap, language), SATISFIED, language),
        "satisfied_people": estimate_document(gap.satisfied_people, language),
        "availability": {
            "perceived": estimate_document(gap.availability.perceived, language),
            "recorded": estimate_document(gap.availability.recorded, language),
        },
        "user_experience": estimate_document(gap.user_experience, language),
        "crossed": [_crossed(view, language) for view in gap.listed],
        "by_quarter": {quarter: asdict(seen) for quarter, seen in gap.by_quarter.items()},
    }


def friction_document(friction: Friction, language: Language) -> Document:
    """Friction, its range and its five measures, each with its own."""
    return {
        "value": _round(friction.value),
        "low": _round(friction.low),
        "high": _round(friction.high),
        "range": friction.range,
        **_reason(friction.reason, language),
        "measures": {
            name: estimate_document(estimate, language)
            for name, estimate in friction.measures.items()
        },
    }


def estimate_document(estimate: Estimate, language: Language) -> Document:
    """A figure with its ends, what they stand for and what it rests on."""
    return {
        "value": _round(estimate.value),
        "low": _round(estimate.low),
        "high": _round(estimate.high),
        "range": estimate.range,
        "n": estimate.n,
        **_reason(estimate.reason, language),
    }


def _satisfied(gap: PerceptionGap, language: Language) -> Document:
    return estimate_document(gap.satisfied, language) | {
        "light": gap.experience,
        "source": gap.experience_source,
        "return_share": _round(gap.return_share),
        "bounds": None if gap.bounds is None else estimate_document(gap.bounds, language),
    }


def _risk(risk: RelativeRisk, language: Language) -> Document:
    return estimate_document(risk.estimate, language) | {
        "tells_apart": risk.tells_apart,
        "phi": estimate_document(risk.phi, language),
    }


def _lost_time(lost: LostTime, language: Language) -> Document:
    if lost.facts is None:
        return {"minutes": None, **_reason(lost.reason, language)}
    return {
        "minutes": _round(lost.facts.minutes),
        "n": lost.facts.n,
        "main_incidents": lost.facts.main_incidents,
        "top_share": _round(lost.facts.top_share),
        "categories": [asdict(loss) for loss in lost.facts.categories],
    }


def _trace(trace: Trace, language: Language) -> Document:
    return estimate_document(trace.estimate, language) | {
        "tickets": trace.tickets,
        "staff": trace.staff,
        "declared": trace.declared,
        "respondents": trace.respondents,
        "window_days": trace.window_days,
        "reported": estimate_document(trace.reported, language),
    }


def _crossed(view: CrossedView, language: Language) -> Document:
    return {
        "question": view.question,
        "against": view.against,
        "provider": _round(view.provider),
        "provider_n": view.provider_answers,
        "other": _round(view.other),
        "other_n": view.other_answers,
        "difference": estimate_document(view.difference, language),
    }


def _reason(reason: Message | None, language: Language) -> Document:
    return {} if reason is None else {"reason": reason_sentence(reason, language)}


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
