"""Two campaigns side by side, as a machine reads them and as a terminal shows them."""

from infopilot.model.comparison import (
    Change,
    Comparison,
    CountChange,
    DimensionChange,
    ServiceChange,
    ShareChange,
    StructuralChange,
)
from infopilot.model.estimate import Estimate
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.text import Language
from infopilot.views.change_sentences import change_reason, change_sentences
from infopilot.views.messages import render, text
from infopilot.views.sentences import as_sentence, reason_sentence

Document = dict[str, object]
DIGITS = 10


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
            role.value: {"before": people.before, "after": people.after, "same": people.same}
            for role, people in changed.people.items()
        },
        "maturity": {
            key: _dimension(seen, questionnaire, language) for key, seen in changed.maturity.items()
        },
        "role_clarity": _change(changed.role_clarity, language),
        "structural": _structural(changed.structural, language),
        "experienced": _change(changed.experienced, language),
        "friction": _change(changed.friction, language),
        "decisions": {
            each.decision: {"before": each.before, "after": each.after}
            for each in changed.decisions
        },
        "service": _service(changed.service, language) if changed.service else None,
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
        "difference": _estimate(change.difference),
        "readable": change.is_readable,
        "basis": change.basis,
        "small": change.is_small,
        "reason": reason_sentence(change.reason, language),
    }


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
        "of_record": {"before": _round(was), "after": _round(now)},
        "changed": {
            key: {"before": before, "after": after} for key, (before, after) in seen.changed.items()
        },
        "learnt": list(seen.learnt),
        "lost": list(seen.lost),
    }


def _service(service: ServiceChange, language: Language) -> Document:
    return {
        "overlap_days": service.overlap,
        "sla": _share(service.sla, language),
        "satisfied": _share(service.satisfied, language),
        "blocking_per_quarter": _blocking(service.blocking, language),
    }


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
        "ratio": _estimate(count.ratio),
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


def _estimate(estimate: Estimate) -> Document:
    return {
        "value": _round(estimate.value),
        "low": _round(estimate.low),
        "high": _round(estimate.high),
        "range": estimate.range,
        "n": estimate.n,
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
