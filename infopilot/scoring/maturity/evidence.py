"""What stands behind the answers: the ceiling on what nobody has shown, and confidence badges."""

from collections.abc import Collection, Iterable, Sequence

from infopilot.model.answers import Answer, Evidence
from infopilot.model.method import BadgeRule
from infopilot.model.people import Role
from infopilot.model.questionnaire import Question

ROLES_ASKED_FOR_EVIDENCE = frozenset({Role.IT_REFERENT, Role.PROVIDER})
DEMONSTRATED = frozenset({Evidence.SHOWN, Evidence.VERIFIED})
LOWEST_BADGE = "C"
ROUNDING = 1e-9


def consolidated_level(answer: Answer, question: Question, ceiling: int) -> int | None:
    """The level that counts: at most ``ceiling`` as long as nothing was shown for it.

    Only those who are asked for evidence are held to it: the IT referent and the provider, on
    questions that name an evidence. An answer of another role, or to another question, counts
    as given unless it says itself that it is only declared. None when no level was answered.
    """
    level = answer.level
    if level is None or level <= ceiling or answer.evidence in DEMONSTRATED:
        return level
    expected = question.evidence is not None and answer.role in ROLES_ASKED_FOR_EVIDENCE
    return ceiling if expected or answer.evidence is Evidence.DECLARED else level


def evidence_share(
    questions: Sequence[Question], answers: Iterable[Answer], accepted: Collection[Evidence]
) -> float:
    """Share of ``questions`` for which some answer carries an ``accepted`` evidence, from 0 to 1.

    Questions that name no evidence are left out; 1 when none names any, as there is nothing to
    show.
    """
    ids = {question.id for question in questions if question.evidence is not None}
    shown = {
        answer.question
        for answer in answers
        if answer.question in ids and answer.evidence in accepted and answer.level is not None
    }
    return len(shown) / len(ids) if ids else 1.0


def confidence(
    rules: Iterable[BadgeRule],
    *,
    answered: float,
    dont_know: float,
    verified_keys: float,
    shown: float,
) -> str:
    """Letter of the first rule that is met; C when none is. All figures are shares, 0 to 1.

    Examples
    --------
    >>> a = BadgeRule(letter="A", minimum_answered=0.8, maximum_dont_know=0.1)
    >>> confidence([a], answered=0.9, dont_know=0.05, verified_keys=0, shown=0)
    'A'
    >>> confidence([a], answered=0.7, dont_know=0.05, verified_keys=0, shown=0)
    'C'
    """
    for rule in rules:
        margins = (
            answered - rule.minimum_answered,
            rule.maximum_dont_know - dont_know,
            verified_keys - rule.minimum_verified_keys,
            shown - rule.minimum_shown,
        )
        if min(margins) >= -ROUNDING:
            return rule.letter
    return LOWEST_BADGE
