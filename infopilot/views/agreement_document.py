"""Agreement on each question as a part of ``score --json``."""

from collections.abc import Mapping

from infopilot.model.agreement import NamedLevel, QuestionAgreement
from infopilot.model.text import Language
from infopilot.views.sentences import reason_sentence

DIGITS = 10
Document = dict[str, object]


def agreement_document(
    agreement: Mapping[str, QuestionAgreement], language: Language
) -> dict[str, Document]:
    """By question: who answered which level by name, how close they are, the users as a group.

    ``chance`` is how often answers at random would be as close. Null figures stand beside their
    ``reason``.
    """
    return {key: _question(each, language) for key, each in agreement.items()}


def _question(agreement: QuestionAgreement, language: Language) -> Document:
    document: Document = {
        "word": agreement.word,
        "n": agreement.n,
        "dont_know": agreement.dont_know,
        "lowest": agreement.lowest,
        "highest": agreement.highest,
        "ad_median": _round(agreement.ad_median),
        "consensus": _round(agreement.consensus),
        "chance": _round(agreement.chance),
        "named": [_named(each) for each in agreement.named],
        "users": _users(agreement, language),
    }
    if agreement.chance is None:
        document["reason"] = reason_sentence(agreement.reason, language)
    return document


def _named(named: NamedLevel) -> Document:
    answer = {"dont_know": True} if named.level is None else {"level": named.level}
    return {"respondent": named.respondent, "role": named.role, **answer}


def _users(agreement: QuestionAgreement, language: Language) -> Document:
    users = agreement.users
    if users.value is None:
        return {"value": None, "reason": reason_sentence(users.reason, language)}
    return {"value": _round(users.value), "n": users.n}


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
