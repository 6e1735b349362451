"""Role clarity over the decision map, from 0 to 100, with the range that one respondent spans."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import fmean

from infopilot.model.answers import Answer
from infopilot.model.decisions import Decision
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.method import Method, RoleClarityMethod
from infopilot.model.people import Role, Side
from infopilot.model.questionnaire import FeltStatement
from infopilot.model.score import UNTOLD, DecisionClarity, RoleClarity
from infopilot.model.text import Message, counted
from infopilot.scoring.clarity.decision_map import Voice, decision_clarity, voices

ROUNDING = 1e-9
NOBODY_COULD_TELL = Message("nobody could tell who decides")
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
        confidence interval. From ``resampled_from`` client respondents on, they are percentiles
        over other groups drawn among the same people (see `clarity_draws`). ``illusion`` is
        ``felt - 100 agreement``: above 0, people feel clearer than they are. ``one_sided``: no
        decision was answered by the provider. Where everybody answers "I don't know" to every
        decision, nothing but patterns and red lines is told: no clarity was measured, not even 0.
    """
    given = list(answers)
    heard = voices(decisions, given)
    clarities = _clarities(decisions, heard, method.role_clarity)
    result = RoleClarity(
        value=None,
        felt_estimate=felt_clarity(felt, given, method.role_clarity),
        one_sided=not any(clarity.provider_answers for clarity in clarities),
        decisions=clarities,
    )
    if not _enough(clarities, method.role_clarity.minimum_weight_answered):
        return replace(result, reason=_reason(clarities, method.role_clarity))
    value = _mean((clarity.weight, clarity.value) for clarity in clarities)
    agreement = _mean((clarity.weight, clarity.agreement) for clarity in clarities)
    low, high, kind = _range(decisions, heard, method.role_clarity, value)
    return replace(
        result,
        value=value,
        agreement=agreement,
        coverage=_mean((clarity.weight, clarity.coverage) for clarity in clarities),
        conformity=_mean((clarity.weight, clarity.conformity) for clarity in clarities),
        low=low,
        high=high,
        range=kind,
        illusion=None if result.felt is None else result.felt - 100 * agreement,
    )


def felt_clarity(
    felt: Iterable[FeltStatement], answers: Iterable[Answer], method: RoleClarityMethod
) -> Estimate:
    r"""Felt clarity of the client's respondents, users left out, from 0 to 100.

    .. math:: FELT = 100\,\frac{\bar x - 1}{4}

    Mean of each person's mean, so that a skipped statement does not change a person's weight;
    ``n`` people. ``low`` and ``high`` as those of role clarity: what it becomes without one of
    them, or percentiles from ``resampled_from`` people on; none for one person.
    """
    ids = {statement.id for statement in felt}
    given: dict[str, list[int]] = {}
    for answer in answers:
        asked = answer.role is not Role.USER and answer.role.side is Side.CLIENT
        if asked and answer.question in ids and answer.level is not None:
            given.setdefault(answer.respondent, []).append(answer.level)
    people = [25 * (fmean(levels) - 1) for _, levels in sorted(given.items())]
    if not people:
        return UNTOLD
    value, n = fmean(people), len(people)
    if n == 1:
        return Estimate(value=value, n=1, reason=Message("one person alone: no range can be told"))
    if n >= method.resampled_from:
        from infopilot.scoring.clarity.draws import mean_interval  # noqa: PLC0415 - numpy

        low, high = mean_interval(people)
        return Estimate(value=value, low=low, high=high, range=RangeKind.BOOTSTRAP_95, n=n)
    left_out = [(n * value - each) / (n - 1) for each in people]
    low, high = min(value, *left_out), max(value, *left_out)
    return Estimate(value=value, low=low, high=high, range=RangeKind.LEAVE_ONE_OUT, n=n)


def _clarities(
    decisions: Iterable[Decision], heard: Heard, method: RoleClarityMethod
) -> tuple[DecisionClarity, ...]:
    """The clarity of each decision; without figures when nobody could tell any of them."""
    clarities = tuple(decision_clarity(d, heard[d.id], method) for d in decisions)
    if any(voice.accountable is not None for said in heard.values() for voice in said):
        return clarities
    return tuple(each if each.value is None else _untold(each) for each in clarities)


def _untold(clarity: DecisionClarity) -> DecisionClarity:
    return replace(
        clarity,
        value=None,
        agreement=None,
        within_client=None,
        between_sides=None,
        coverage=None,
        conformity=None,
        reason=NOBODY_COULD_TELL,
    )


def _enough(clarities: Iterable[DecisionClarity], minimum: float) -> bool:
    weights = [(clarity.weight, clarity.value is not None) for clarity in clarities]
    known = sum(weight for weight, is_known in weights if is_known)
    return known > 0 and known >= minimum * sum(weight for weight, _ in weights) - ROUNDING


def _mean(parts: Iterable[tuple[float, float | None]]) -> float:
    known = [(weight, value) for weight, value in parts if value is not None]
    return sum(weight * value for weight, value in known) / sum(weight for weight, _ in known)


def _range(
    decisions: Sequence[Decision], heard: Heard, method: RoleClarityMethod, value: float
) -> tuple[float | None, float | None, RangeKind | None]:
    """How far the value could move, and what kind of range that is."""
    clients = {v.respondent for said in heard.values() for v in said if v.side is Side.CLIENT}
    if len(clients) >= method.resampled_from:
        from infopilot.scoring.clarity.draws import clarity_interval  # noqa: PLC0415 - numpy

        low, high = clarity_interval(decisions, heard, method)
        if low is not None and high is not None:
            return min(value, low), max(value, high), RangeKind.BOOTSTRAP_95
    left_out = _leave_one_out(decisions, heard, method)
    if not left_out:
        return None, None, None
    return min(value, *left_out), max(value, *left_out), RangeKind.LEAVE_ONE_OUT


def _leave_one_out(
    decisions: Sequence[Decision], heard: Heard, method: RoleClarityMethod
) -> list[float]:
    """What the value becomes without each respondent in turn; skipped where too little is left."""
    values = []
    for respondent in sorted({voice.respondent for said in heard.values() for voice in said}):
        others = {
            key: [voice for voice in said if voice.respondent != respondent]
            for key, said in heard.items()
        }
        left = _clarities(decisions, others, method)
        if _enough(left, method.minimum_weight_answered):
            values.append(_mean((clarity.weight, clarity.value) for clarity in left))
    return values


def _reason(clarities: Sequence[DecisionClarity], method: RoleClarityMethod) -> Message:
    if not any(clarity.client_answers or clarity.provider_answers for clarity in clarities):
        return Message("nobody has answered the decision map")
    if any(clarity.reason == NOBODY_COULD_TELL for clarity in clarities):
        return NOBODY_COULD_TELL
    known = sum(clarity.value is not None for clarity in clarities)
    return counted(
        known,
        "{n} of the {asked} decisions was answered by enough people: at least {share} % of "
        "their weight is needed",
        "{n} of the {asked} decisions were answered by enough people: at least {share} % "
        "of their weight is needed",
        asked=len(clarities),
        share=round(100 * method.minimum_weight_answered),
    )


def clarity_value(
    decisions: Sequence[Decision], answers: Iterable[Answer], method: Method
) -> float | None:
    """The ``value`` of `role_clarity` alone: it is asked for many times when answers are moved."""
    heard = voices(decisions, answers)
    rules = method.role_clarity
    clarities = _clarities(decisions, heard, rules)
    if not _enough(clarities, rules.minimum_weight_answered):
        return None
    return _mean((clarity.weight, clarity.value) for clarity in clarities)
