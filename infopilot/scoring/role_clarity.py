"""Role clarity over the decision map, from 0 to 100, with the range that one respondent spans."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import fmean

from infopilot.model.answers import Answer
from infopilot.model.decisions import Decision
from infopilot.model.estimate import RangeKind
from infopilot.model.method import Method, RoleClarityMethod
from infopilot.model.people import Role, Side
from infopilot.model.questionnaire import FeltStatement
from infopilot.model.score import DecisionClarity, RoleClarity
from infopilot.model.text import Message
from infopilot.scoring.decision_map import Voice, decision_clarity, voices

ROUNDING = 1e-9
Heard = Mapping[str, Sequence[Voice]]


def role_clarity(
    decisions: Sequence[Decision],
    answers: Iterable[Answer],
    method: Method,
    *,
    felt: Iterable[FeltStatement] = (),
) -> RoleClarity:
    r"""Role clarity: the mean of its decisions, weighted by their criticality.

    .. math:: RC = \frac{\sum_d v_d\,CLARITY_d}{\sum_d v_d}

    Parameters
    ----------
    decisions
        Those that were asked, conditions resolved (see `frontier`).
    answers
        Answers of one campaign, one per respondent and question (see `newest_answers`).
    method
        Weights and thresholds.
    felt
        Statements of felt clarity, answered from 1 to 5.

    Returns
    -------
    RoleClarity
        ``value`` over the decisions answered by enough people, None with its reason when they
        weigh less than ``minimum_weight_answered`` of the map. ``low`` and ``high`` are the ends
        of what ``value`` becomes when one respondent, of either side, is left out: a range, not a
        confidence interval. ``felt`` is 0 to 100; ``illusion`` is ``felt - 100 agreement``:
        above 0, people feel clearer than they are. ``one_sided``: no decision was answered by the
        provider.
    """
    given = list(answers)
    heard = voices(decisions, given)
    clarities = tuple(decision_clarity(d, heard[d.id], method.role_clarity) for d in decisions)
    result = RoleClarity(
        value=None,
        felt=felt_clarity(felt, given),
        one_sided=not any(clarity.provider_answers for clarity in clarities),
        decisions=clarities,
    )
    if not _enough(clarities, method.role_clarity.minimum_weight_answered):
        return replace(result, reason=_reason(clarities, method.role_clarity))
    value = _mean((clarity.weight, clarity.value) for clarity in clarities)
    agreement = _mean((clarity.weight, clarity.agreement) for clarity in clarities)
    left_out = _leave_one_out(decisions, heard, method.role_clarity)
    return replace(
        result,
        value=value,
        agreement=agreement,
        coverage=_mean((clarity.weight, clarity.coverage) for clarity in clarities),
        conformity=_mean((clarity.weight, clarity.conformity) for clarity in clarities),
        low=min([value, *left_out]) if left_out else None,
        high=max([value, *left_out]) if left_out else None,
        range=RangeKind.LEAVE_ONE_OUT if left_out else None,
        illusion=None if result.felt is None else result.felt - 100 * agreement,
    )


def felt_clarity(felt: Iterable[FeltStatement], answers: Iterable[Answer]) -> float | None:
    r"""Felt clarity of the client's respondents, users left out, from 0 to 100.

    .. math:: FELT = 100\,\frac{\bar x - 1}{4}

    Mean of each person's mean, so that a skipped statement does not change a person's weight;
    None when nobody answered.
    """
    ids = {statement.id for statement in felt}
    given: dict[str, list[int]] = {}
    for answer in answers:
        asked = answer.role is not Role.USER and answer.role.side is Side.CLIENT
        if asked and answer.question in ids and answer.level is not None:
            given.setdefault(answer.respondent, []).append(answer.level)
    return 25 * (fmean(fmean(levels) for levels in given.values()) - 1) if given else None


def _enough(clarities: Iterable[DecisionClarity], minimum: float) -> bool:
    weights = [(clarity.weight, clarity.value is not None) for clarity in clarities]
    known = sum(weight for weight, is_known in weights if is_known)
    return known > 0 and known >= minimum * sum(weight for weight, _ in weights) - ROUNDING


def _mean(parts: Iterable[tuple[float, float | None]]) -> float:
    known = [(weight, value) for weight, value in parts if value is not None]
    return sum(weight * value for weight, value in known) / sum(weight for weight, _ in known)


def _leave_one_out(
    decisions: Sequence[Decision], heard: Heard, method: RoleClarityMethod
) -> list[float]:
    """What the value becomes without each respondent in turn; skipped where too little is left."""
    values = []
    for respondent in sorted({voice.respondent for said in heard.values() for voice in said}):
        left = [
            decision_clarity(d, [v for v in heard[d.id] if v.respondent != respondent], method)
            for d in decisions
        ]
        if _enough(left, method.minimum_weight_answered):
            values.append(_mean((clarity.weight, clarity.value) for clarity in left))
    return values


def _reason(clarities: Sequence[DecisionClarity], method: RoleClarityMethod) -> Message:
    if not any(clarity.client_answers or clarity.provider_answers for clarity in clarities):
        return Message("nobody has answered the decision map")
    known = sum(clarity.value is not None for clarity in clarities)
    return Message(
        "{known} of the {asked} decisions were answered by enough people: at least {share} % of "
        "their weight is needed",
        {
            "known": known,
            "asked": len(clarities),
            "share": round(100 * method.minimum_weight_answered),
        },
    )


def clarity_value(
    decisions: Sequence[Decision], answers: Iterable[Answer], method: Method
) -> float | None:
    """The ``value`` of `role_clarity` alone: it is asked for many times when answers are moved."""
    heard = voices(decisions, answers)
    rules = method.role_clarity
    clarities = [decision_clarity(decision, heard[decision.id], rules) for decision in decisions]
    if not _enough(clarities, rules.minimum_weight_answered):
        return None
    return _mean((clarity.weight, clarity.value) for clarity in clarities)
