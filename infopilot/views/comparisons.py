"""Two campaigns side by side, as a machine reads them and as a terminal shows them."""

from collections.abc import Sequence

from infopilot.model.comparison import (
    Change,
    Comparison,
    CountChange,
    DimensionChange,
    PeopleChange,
    ServiceChange,
    ShareChange,
    StructuralChange,
)
from infopilot.model.estimate import Estimate
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.text import Language, Message
from infopilot.views.change_sentences import change_reason, change_sentences
from infopilot.views.messages import render, text
from infopilot.views.sentences import as_sentence, reason_sentence

Document = dict[str, object]
Reasons = Sequence[Message | None]
DIGITS = 10
NO_LOG = Message("no ticket log: the service at the two times cannot be compared")
NOT_COUNTED = Message("this difference does not rest on one number of answers or tickets")


def comparison_document(
    changed: Comparison, engagement: str, questionnaire: Questionnaire, language: Language
) -> Document:
    """The document of ``infopilot compare --json``; docs/compare.md tells its fields."""
    return {
        "engagement": engagement,
        "before": changed.before,
        "after": changed.after,
        "method": {"hash": changed.method_hash},
        "questionnaire": {
            "common": changed.questionnaire.common,
            "added": list(changed.questionnaire.added),
            "removed": list(changed.questionnaire.removed),
            "edited": list(changed.questionnaire.edited),
            "other_versions": changed.questionnaire.other_versions,
        },
        "respondents": {
            role.value: _people(people, language) for role, people in changed.people.items()
        },
        "maturity": {
            key: _dimension(seen, questionnaire, language) for key, seen in changed.maturity.items()
        },
        "role_clarity": _change(changed.role_clarity, language),
        "structural": _structural(changed.structural, language),
        "experienced": _change(changed.experienced, language),
        "friction": _change(changed.friction, language),
        "decisions": {
            each.decision: {
                "before": each.before,
                "after": each.after,
                **_unknown(each.before, each.after, each.unknown_because, language),
            }
            for each in changed.decisions
        },
        **_service(changed.service, language),
        "warnings": [as_sentence(render(each, language)) for each in changed.warnings],
        "sentences": list(change_sentences(changed, questionnaire, language)),
    }


def comparison_lines(
    changed: Comparison, questionnaire: Questionnaire, language: Language
) -> list[str]:
    """What changed in sentences, the warnings last."""
    title = text("From {before} to {after}", language, before=changed.before, after=changed.after)
    return [
        title,
        "",
        *change_sentences(changed, questionnaire, language),
        *(as_sentence(render(each, language)) for each in changed.warnings),
    ]


def _change(change: Change, language: Language) -> Document:
    return {
        "before": _round(change.before),
        "after": _round(change.after),
        **_unknown(
            change.before,
            change.after,
            tuple(each or change.reason for each in change.unknown_because),
            language,
        ),
        "difference": _estimate(change.difference, change.reason, language),
        "readable": change.is_readable,
        "basis": change.basis,
        "small": change.is_small,
        "reason": reason_sentence(change.reason, language),
    }


def _unknown(before: object, after: object, reasons: Reasons, language: Language) -> Document:
    """Why one side or both are null, each for itself."""
    sides = (("before", before, reasons[0]), ("after", after, reasons[1]))
    return {
        f"{side}_reason": reason_sentence(reason, language)
        for side, value, reason in sides
        if value is None
    }


def _people(people: PeopleChange, language: Language) -> Document:
    told: Document = {"before": people.before, "after": people.after, "same": people.same}
    if people.same is None:
        told["same_reason"] = reason_sentence(people.reason, language)
    return told


def _dimension(seen: DimensionChange, questionnaire: Questionnaire, language: Language) -> Document:
    return _change(seen.change, language) | {
        "reason": change_reason(seen, questionnaire, language),
        "questions": list(seen.questions),
        "roles": list(seen.roles),
        "left_out": list(seen.left_out),
        "other_people": list(seen.other_people),
        "users": {"before": seen.users[0], "after": seen.users[1], "pairs": seen.pairs},
        "evidence": list(seen.evidence),
        "moved": {
            key: {"before": _round(was), "after": _round(now)}
            for key, (was, now) in seen.moved.items()
        },
    }


def _structural(seen: StructuralChange, language: Language) -> Document:
    was, now = seen.of_record
    return _change(seen.change, language) | {
        "of_record": {
            "before": _round(was),
            "after": _round(now),
            **_unknown(was, now, seen.unknown_because, language),
        },
        "changed": {
            key: {"before": before, "after": after} for key, (before, after) in seen.changed.items()
        },
        "learnt": list(seen.learnt),
        "lost": list(seen.lost),
    }


def _service(service: ServiceChange | None, language: Language) -> Document:
    if service is None:
        return {"service": None, "service_reason": reason_sentence(NO_LOG, language)}
    told: Document = {
        "overlap_days": service.overlap,
        "sla": _share(service.sla, language),
        "satisfied": _share(service.satisfied, language),
        "blocking_per_quarter": _blocking(service.blocking, language),
    }
    return {"service": told}


def _share(share: ShareChange, language: Language) -> Document:
    return _change(share.change, language) | {
        "counts": {
            "before": {"k": share.before[0], "n": share.before[1]},
            "after": {"k": share.after[0], "n": share.after[1]},
        }
    }


def _blocking(count: CountChange, language: Language) -> Document:
    last = count.last
    return _change(count.change, language) | {
        "ratio": _estimate(count.ratio, count.change.reason, language),
        "last_quarter": {"before": last[0], "after": last[1]} if last else None,
        "quarters": [
            {
                "start": each.start.isoformat(),
                "end": each.end.isoformat(),
                "count": each.count,
                "side": "after" if each.is_after else "before",
                "lower": _round(each.lower),
                "upper": _round(each.upper),
                "outside": each.is_outside,
            }
            for each in count.quarters
        ],
    }


def _estimate(estimate: Estimate, otherwise: Message, language: Language) -> Document:
    """A figure with its ends; ``otherwise`` is why it lacks something that it does not tell."""
    told: Document = {
        "value": _round(estimate.value),
        "low": _round(estimate.low),
        "high": _round(estimate.high),
        "range": estimate.range,
        "n": estimate.n,
    }
    if estimate.value is None or estimate.low is None or estimate.high is None:
        told["reason"] = reason_sentence(estimate.reason or otherwise, language)
    elif estimate.n is None:
        told["n_reason"] = reason_sentence(NOT_COUNTED, language)
    return told


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
