"""Why a figure of a document is blank, where its neighbours are not."""

from collections.abc import Mapping

from infopilot.model.score import MaturityScore
from infopilot.model.text import Language, Message
from infopilot.scoring.service.departures import NO_REGISTER, NO_WORKSHEET
from infopilot.views.sentences import reason_sentence

Document = dict[str, object]
Reasons = Mapping[str, Message]
ENDS = frozenset({"low", "high"})
TOO_FEW = Message("this role has not answered enough of what it was asked to be shown")
NO_RANGE = Message("no range is computed for this figure")
NOBODY_TO_LEAVE_OUT = Message("too little would be left without any one respondent")
NO_PROVIDER = Message("the provider has not answered")
RANGE: Reasons = {"low": NO_RANGE, "high": NO_RANGE}
CLARITY: Reasons = {
    "low": NOBODY_TO_LEAVE_OUT,
    "high": NOBODY_TO_LEAVE_OUT,
    "illusion": Message("felt clarity or agreement is not known"),
}
DEPENDENCY: Reasons = {
    "services": NO_REGISTER,
    "exit_cost": NO_WORKSHEET,
    "what_if": Message("nothing is known of what would happen if somebody left"),
}
DECISION: Reasons = {
    "within_client": Message("fewer than two people from the client answered"),
    "between_sides": NO_PROVIDER,
    "pattern": NO_PROVIDER,
}


def maturity_blanks(score: MaturityScore) -> Reasons:
    """Why a dimension has no range, and why a role has no mean in it."""
    return {**RANGE, **{f"by_role.{role}": TOO_FEW for role in score.by_role}}


def with_reasons(document: Document, reasons: Reasons, language: Language) -> Document:
    """``document``, with the reason of each key of ``reasons`` that is null in it.

    A dotted key looks into a document inside. Where a ``reason`` or a ``range_reason`` speaks
    already, nothing is added.
    """
    told = {
        key: reason_sentence(reason, language)
        for key, reason in reasons.items()
        if _is_blank(document, key)
    }
    return document | {"reasons": told} if told else document


def _is_blank(document: Mapping[str, object], key: str) -> bool:
    whole, _, part = key.partition(".")
    if part:
        inside = document.get(whole)
        return isinstance(inside, Mapping) and part in inside and inside[part] is None
    spoken = "reason" in document or (key in ENDS and "range_reason" in document)
    return not spoken and key in document and document[key] is None
