"""One dimension at two campaigns, on what both have in common."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from infopilot.model.answers import Answer
from infopilot.model.comparison import Change, DimensionChange
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.method import Method
from infopilot.model.people import Group, Role
from infopilot.model.questionnaire import Dimension
from infopilot.model.text import Message
from infopilot.scoring.comparison.grounds import (
    by_evidence,
    by_same_people,
    evidence_changes,
    other_people,
    without_groups,
    without_proofs,
)
from infopilot.scoring.comparison.readings import ROUNDING, by_interval, by_names, not_compared
from infopilot.scoring.disclosure.withheld import FEW_TOGETHER
from infopilot.scoring.maturity.profiles import (
    Means,
    Profile,
    capped,
    coverage,
    group_means,
    profile,
    question_mean,
)
from infopilot.scoring.maturity.sampling import users, value_sample
from infopilot.scoring.statistics.mean_differences import Sample, mean_difference

NO_COMMON_ROLE = Message("no role answered enough of this dimension both times")
NOT_ENOUGH = Message("too few answers at one of the two campaigns")
Sheets = Sequence[Mapping[str, Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One campaign on one dimension, once only common questions and roles are left."""

    seen: Profile
    means: Means
    value: float
    sample: Sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What respondents gave at one campaign, of how many ``users`` in all.

    ``counted`` names those who answered enough of the dimension as it was asked then: the same
    people as in the published scores, so that no difference of two figures singles anybody out.
    Without ``has_margin`` what users bring may not be shown as a spread (see `disclose`).
    """

    sheets: Sheets
    users: int | None = None
    counted: frozenset[str] | None = None
    has_margin: bool = True


def counted_in(dimension: Dimension, sheets: Sheets, method: Method) -> frozenset[str]:
    """The respondents who answered enough of ``dimension``, as it was asked, to count."""
    return frozenset(one.respondent for one in profile(dimension, sheets, method).valid)


def dimension_change(
    dimension: Dimension,
    before: Answered,
    after: Answered,
    method: Method,
    *,
    may_pair: bool = True,
) -> DimensionChange:
    """How ``dimension``, of common questions, changed from one campaign to the other.

    The roles that answered both times are compared, so that neither figure moves because a role
    came or went. Users are a sample: their difference has an interval, paired where the same
    respondents are known and they ``may_pair`` without telling on a few (see `tells_pairs`). Named
    roles are all asked: theirs is a fact, as long as they are the same people. A change is read
    from the smallest of the method on, when its interval excludes 0, whatever other people in a
    named role bring to it; without an interval, also when questions whose proof changed bring as
    much by themselves.
    """
    seen = [
        replace(profile(dimension, one.sheets, method, one.users), counted=one.counted)
        for one in (before, after)
    ]
    present = [{sheet.role for sheet in one.valid} for one in seen]
    common = present[0] & present[1]
    left_out = tuple(role for role in Role if role in present[0] ^ present[1])
    questions = tuple(question.id for question in dimension.questions)
    sides = [_side(one, common) for one in seen] if common else []
    if not sides or sides[0] is None or sides[1] is None:
        was, now = (side.value if side else None for side in sides or (None, None))
        return DimensionChange(
            dimension=dimension.id,
            change=not_compared(was, now, NOT_ENOUGH if sides else NO_COMMON_ROLE),
            questions=questions,
            left_out=left_out,
        )
    first, then = sides[0], sides[1]
    has_margin = before.has_margin and after.has_margin
    later = then if may_pair else replace(then, sample=_as_others(then.sample))
    change, pairs = _change(first, later, method, has_margin=has_margin)
    smallest = method.comparison.smallest_level_change
    proof = evidence_changes(dimension, first.seen, then.seen)
    if others := other_people(first.seen, then.seen):
        change = by_same_people(change, _brought(first, then, others), smallest)
    return DimensionChange(
        dimension=dimension.id,
        change=by_evidence(change, _proved(change, first, then, proof), smallest),
        questions=questions,
        roles=tuple(role for role in Role if role in common),
        left_out=left_out,
        other_people=others,
        users=(len(first.sample.values), len(then.sample.values)),
        pairs=pairs,
        evidence=tuple(proof),
        moved=_moved(dimension, first, then, smallest),
    )


def _side(seen: Profile, common: set[Role]) -> Side | None:
    kept = replace(seen, sheets=tuple(one for one in seen.sheets if one.role in common))
    if coverage(kept) < seen.method.maturity.minimum_answered - ROUNDING:
        return None
    means = group_means(kept)
    value, capped_by = capped(kept, means)
    sample = value_sample(kept, means, capped_by, value) if users(kept) else Sample(values={})
    return Side(seen=kept, means=means, value=value, sample=sample)


def _change(first: Side, then: Side, method: Method, *, has_margin: bool) -> tuple[Change, int]:
    smallest = method.comparison.smallest_level_change
    if not first.sample.values:
        return by_names(first.value, then.value, smallest), 0
    value, needed = then.value - first.value, method.sampling.minimum_users
    if min(len(first.sample.values), len(then.sample.values)) < needed:
        few = Message(
            "too little to conclude: fewer than {needed} users answered in one of the campaigns",
            {"needed": needed},
        )
        return by_interval(first.value, then.value, Estimate(value=value, reason=few), smallest), 0
    if not has_margin:
        hidden = Estimate(value=value, reason=FEW_TOGETHER)
        return by_interval(first.value, then.value, hidden, smallest), 0
    told = mean_difference(first.sample, then.sample)
    difference = Estimate(
        value=value,
        low=told.low,
        high=told.high,
        range=RangeKind.CONFIDENCE_95,
        n=len(first.sample.values) + len(then.sample.values) - told.pairs,
    )
    return by_interval(first.value, then.value, difference, smallest), told.pairs


def _as_others(sample: Sample) -> Sample:
    """``sample`` as if given by other people: the covariance of those who stayed is left out.

    That widens the interval of those who stay of the same mind.
    """
    return replace(sample, values={f"{who} later": value for who, value in sample.values.items()})


def _brought(first: Side, then: Side, roles: Collection[Role]) -> float:
    """What ``roles`` bring to the change; none of what users are averaged with."""
    with_users = {Group.USERS} if then.sample.values else set()
    groups = {role.group for role in roles} - with_users
    return then.value - without_groups(then.seen, then.means, first.means, groups)


def _proved(change: Change, first: Side, then: Side, proof: Mapping[str, int]) -> float:
    """What the questions whose proof changed the way that the figure did bring to the change."""
    moved = change.difference.value or 0.0
    questions = {key for key, rank in proof.items() if rank * moved > 0}
    return then.value - without_proofs(then.seen, then.means, first.means, questions)


def _moved(
    dimension: Dimension, first: Side, then: Side, smallest: float
) -> dict[str, tuple[float, float]]:
    moved = {}
    for question in dimension.questions:
        was = question_mean(first.seen, first.means, question.id)
        now = question_mean(then.seen, then.means, question.id)
        if was is not None and now is not None and abs(now - was) >= smallest - ROUNDING:
            moved[question.id] = (was, now)
    return moved
