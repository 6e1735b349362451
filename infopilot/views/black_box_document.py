"""The black box as a part of the document of ``score --json``."""

from infopilot.model.black_box import BlackBox, ToObtain, TopicUnknowns, Unknowns
from infopilot.model.text import Language
from infopilot.views.sentences import reason_sentence

Document = dict[str, object]
DIGITS = 10


def black_box_document(box: BlackBox, language: Language) -> Document:
    """Who could not tell what: shares with what they rest on, and what to obtain."""
    value = None if box.value is None else round(box.value, DIGITS)
    reason = {} if box.reason is None else {"reason": reason_sentence(box.reason, language)}
    return {
        "value": value,
        **reason,
        "n": box.asked,
        "by_role": {role: round(share, DIGITS) for role, share in box.by_role.items()},
        "roles": {role: _unknowns(seen) for role, seen in box.roles.items()},
        "by_topic": {topic.dimension: _topic(topic) for topic in box.topics},
        "to_obtain": [_wanted(wanted) for wanted in box.to_obtain],
    }


def _topic(topic: TopicUnknowns) -> Document:
    by_role = {role: _unknowns(seen) for role, seen in topic.by_role.items()}
    return _unknowns(topic.total) | {"by_role": by_role}


def _unknowns(seen: Unknowns) -> Document:
    return {"value": round(seen.share, DIGITS), "unknown": seen.unknown, "n": seen.asked}


def _wanted(wanted: ToObtain) -> Document:
    return {
        "id": wanted.id,
        "kind": wanted.kind,
        "key": wanted.is_key,
        "weight": wanted.weight,
        "dimension": wanted.dimension,
        "unknown_to": dict(wanted.unknown_to),
    }
