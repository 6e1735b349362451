"""Two campaigns side by side: what changed, what may be read of it, and why the rest may not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from infopilot.model.answers import Answer
from infopilot.model.comparison import (
    Basis,
    Change,
    Comparison,
    DecisionChange,
    DimensionChange,
    QuestionnaireChange,
    StructuralChange,
)
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.method import Method
from infopilot.model.periods import ServiceRecord
from infopilot.model.publication import Publication
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.score import DecisionClarity, RoleClarity
from infopilot.model.text import Message
from infopilot.scoring.answers import answers_by_respondent, newest_answers
from infopilot.scoring.clarity.decision_map import frontier
from infopilot.scoring.clarity.role_clarity import role_clarity
from infopilot.scoring.comparison.common_core import (
    common_answers,
    common_core,
    people_change,
    questionnaire_change,
    told_by_users,
)
from infopilot.scoring.comparison.dimensions import Answered, counted_in, dimension_change
from infopilot.scoring.comparison.readings import (
    ROUNDING,
    TOO_SMALL,
    by_bootstrap,
    by_ranges,
    not_compared,
)
from infopilot.scoring.comparison.service import service_change
from infopilot.scoring.dependency.structural import Fact, fact_position, structural_dependency
from infopilot.scoring.disclosure.spreads import tells_pairs
from infopilot.scoring.scorecard import asked_decisions

FACTS_CHANGED = Message("facts changed: no chance is involved")
SAME_FACTS = Message("the facts known both times are the same")
NO_CLIENT = Message("nobody from the client is among those compared on this decision")
NO_PROVIDER = Message("nobody from the provider is among those compared on this decision")
NO_COMMON_FACT = Message("too few structural facts are known both times")


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Everything known of one campaign: what was asked, answered, found and counted.

    ``users`` is how many people could have answered as users; ``without_margin`` names the
    dimensions whose spread may not be shown; ``publications`` are all that were made of users'
    answers, oldest first.
    """

    campaign: str
    questionnaire: Questionnaire
    answers: tuple[Answer, ...]
    users: int | None = None
    without_margin: frozenset[str] = frozenset()
    publications: Sequence[Publication] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    experienced: Estimate
    friction: Estimate
    service: ServiceRecord | None = None


def comparison(before: Round, after: Round, method: Method) -> Comparison:
    """What changed from ``before`` to ``after``, both scored by the same ``method``.

    Only questions, decisions and facts known in the same words both times are compared, each on
    the roles that answered both times. Scores are those of this common core: they may differ from
    the ones published for each campaign. Users count where enough of them answered both times
    to be shown at all. Raises `ScoringError` when a fact is not stated as the
    method says.
    """
    everything = [newest_answers(one.answers) for one in (before, after)]
    core = told_by_users(
        common_core(before.questionnaire, after.questionnaire),
        everything[0],
        everything[1],
        method.anonymity.minimum_group,
    )
    given = [common_answers(core, answers) for answers in everything]
    asked = questionnaire_change(
        before.questionnaire, after.questionnaire, [*everything[0], *everything[1]]
    )
    points = method.comparison.smallest_point_change
    clarity = _clarities(core, given[0], given[1], method)
    return Comparison(
        before=before.campaign,
        after=after.campaign,
        method_hash=method.hash,
        questionnaire=asked,
        people=people_change(everything[0], everything[1]),
        maturity=_dimensions(core, (before, after), given, method),
        role_clarity=_clarity_change(_of_clarity(clarity[0]), _of_clarity(clarity[1]), points),
        structural=structural_change(before.facts, after.facts, method),
        experienced=by_bootstrap(before.experienced, after.experienced, points),
        friction=by_bootstrap(before.friction, after.friction, points),
        decisions=_decisions(clarity),
        service=(
            service_change(before.service, after.service, method)
            if before.service and after.service
            else None
        ),
        warnings=tuple(_warnings(before, after, asked)),
    )


def _dimensions(
    core: Questionnaire, rounds: tuple[Round, Round], given: Sequence[list[Answer]], method: Method
) -> dict[str, DimensionChange]:
    changes = {}
    for dimension in core.dimensions:
        first, then = (
            Answered(
                sheets=list(answers_by_respondent(answers).values()),
                users=one.users,
                counted=_counted(dimension.id, one, method),
                has_margin=dimension.id not in one.without_margin,
            )
            for one, answers in zip(rounds, given, strict=True)
        )
        told = tells_pairs(
            [question.id for question in dimension.questions],
            rounds[0].publications,
            rounds[1].publications,
            method.anonymity,
        )
        changes[dimension.id] = dimension_change(dimension, first, then, method, may_pair=not told)
    return changes


def _counted(dimension: str, one: Round, method: Method) -> frozenset[str]:
    asked = next(each for each in one.questionnaire.dimensions if each.id == dimension)
    everything = answers_by_respondent(newest_answers(one.answers)).values()
    return counted_in(asked, list(everything), method)


def structural_change(
    before: Mapping[str, Fact], after: Mapping[str, Fact], method: Method
) -> StructuralChange:
    """Dependency by the facts that are known both times, and the facts that are not the same.

    A fact learnt or lost moves nothing: to know more of a situation does not change it.
    """
    known = [_known(facts, method) for facts in (before, after)]
    both = [key for key in known[0] if key in known[1]]
    changed = {
        key: (known[0][key], known[1][key]) for key in both if known[0][key] != known[1][key]
    }
    scores = [
        structural_dependency({key: side[key] for key in both}, method).value for side in known
    ]
    was, now = (structural_dependency(facts, method) for facts in (before, after))
    return StructuralChange(
        change=_by_facts(scores[0], scores[1], changed, method),
        of_record=(was.value, now.value),
        unknown_because=(was.reason, now.reason),
        changed=changed,
        learnt=tuple(key for key in known[1] if key not in known[0]),
        lost=tuple(key for key in known[0] if key not in known[1]),
    )


def _by_facts(
    was: float | None, now: float | None, changed: Mapping[str, object], method: Method
) -> Change:
    if was is None or now is None:
        return not_compared(was, now, NO_COMMON_FACT)
    smallest = method.comparison.smallest_point_change
    reason = FACTS_CHANGED if changed else SAME_FACTS
    return Change(
        before=was,
        after=now,
        difference=Estimate(value=now - was, reason=reason),
        is_readable=bool(changed),
        basis=Basis.FACTS if changed else None,
        reason=reason if changed else TOO_SMALL,
        is_small=abs(now - was) < smallest - ROUNDING,
    )


def _known(facts: Mapping[str, Fact], method: Method) -> dict[str, float | str]:
    known: dict[str, float | str] = {}
    for definition in method.dependency.facts:
        stated = facts.get(definition.id)
        if stated is not None and fact_position(definition, stated) is not None:
            known[definition.id] = stated
    return known


def _clarities(
    core: Questionnaire, before: list[Answer], after: list[Answer], method: Method
) -> tuple[RoleClarity, RoleClarity]:
    """Role clarity of both campaigns on the same decisions, said by the same roles."""
    roles = {answer.role for answer in before} & {answer.role for answer in after}
    kept = [[answer for answer in side if answer.role in roles] for side in (before, after)]
    then = {decision.id for decision in asked_decisions(core, kept[1])}
    decisions = [each for each in asked_decisions(core, kept[0]) if each.id in then]
    was, now = (role_clarity(frontier(decisions, side), side, method) for side in kept)
    return was, now


def _clarity_change(before: Estimate, after: Estimate, smallest: float) -> Change:
    """By intervals where both come from drawing respondents, by plain ranges otherwise."""
    drawn = {before.range, after.range} == {RangeKind.BOOTSTRAP_95}
    return (by_bootstrap if drawn else by_ranges)(before, after, smallest)


def _of_clarity(clarity: RoleClarity) -> Estimate:
    return Estimate(
        value=clarity.value,
        low=clarity.low,
        high=clarity.high,
        range=clarity.range,
        reason=clarity.reason,
    )


def _decisions(clarity: Iterable[RoleClarity]) -> tuple[DecisionChange, ...]:
    was, now = ({each.decision: each for each in one.decisions} for one in clarity)
    return tuple(
        DecisionChange(
            decision=key,
            before=was[key].pattern,
            after=now[key].pattern,
            unknown_because=(_no_pattern(was[key]), _no_pattern(now[key])),
        )
        for key in was
        if key in now
    )


def _no_pattern(clarity: DecisionClarity) -> Message | None:
    """Why a decision is not read, among the roles that answered both times."""
    if clarity.pattern is not None:
        return None
    if not clarity.client_answers:
        return NO_CLIENT
    return clarity.reason if clarity.provider_answers else NO_PROVIDER


def _warnings(before: Round, after: Round, asked: QuestionnaireChange) -> Iterator[Message]:
    if asked.other_versions:
        yield Message(
            "{n} answers were given to a version of the questionnaire that is not at hand: their "
            "questions are taken as they read today",
            {"n": asked.other_versions},
        )
    if before.service is None or after.service is None:
        yield Message("no ticket log: the service at the two times cannot be compared")
