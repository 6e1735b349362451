"""What a change of a dimension rests on beside chance: the same people, proofs that changed."""

from collections.abc import Collection
from dataclasses import replace
from math import copysign

from infopilot.model.answers import Evidence
from infopilot.model.comparison import Basis, Change
from infopilot.model.people import Group, Role
from infopilot.model.questionnaire import Dimension
from infopilot.model.text import Message
from infopilot.scoring.comparison.readings import ROUNDING, excludes_zero
from infopilot.scoring.maturity.profiles import Means, Profile, capped

EVIDENCE_CHANGED = Message(
    "the proof of some questions changed, and these alone account for half a level or more: "
    "that is a fact"
)
SOME_THE_SAME = Message(
    "those who answered by name both times account for half a level or more: no chance is involved"
)
OTHER_PEOPLE = Message(
    "too little to conclude: the difference comes from people who are not the same both times"
)
RANKS = {None: 0, Evidence.DECLARED: 0, Evidence.SHOWN: 1, Evidence.VERIFIED: 2}


def other_people(before: Profile, after: Profile) -> tuple[Role, ...]:
    """The roles of people who answer by name that are not the same people both times."""
    first, then = _people(before), _people(after)
    return tuple(role for role in Role if role.is_named and first[role] != then[role])


def without_groups(seen: Profile, now: Means, was: Means, groups: Collection[Group]) -> float:
    """The dimension as ``seen`` now, had ``groups`` answered as before."""
    return capped(seen, {g: was[g] if g in groups else levels for g, levels in now.items()})[0]


def by_same_people(change: Change, others: float, smallest: float) -> Change:
    """``change``, read only if it still would be without what ``others`` bring to it.

    Somebody else in a role may rate the same situation otherwise: no interval of users holds that.
    """
    if not change.is_readable:
        return change
    moved, low, high = change.difference.value or 0.0, change.difference.low, change.difference.high
    way = copysign(1, moved)
    nearest = low if way > 0 else high
    is_enough = (moved - others) * way >= smallest - ROUNDING
    if nearest is None and is_enough:
        return replace(change, reason=SOME_THE_SAME)
    if nearest is not None and is_enough and (nearest - others) * way > ROUNDING:
        return change
    return replace(change, is_readable=False, basis=None, reason=OTHER_PEOPLE)


def evidence_changes(dimension: Dimension, before: Profile, after: Profile) -> dict[str, int]:
    """By how many ranks the best proof of each question that asks for one rose or fell.

    Of roles that answered both times: a proof that nobody could have shown then is not new.
    """
    roles = {answer.role for answer in before.answers} & {answer.role for answer in after.answers}
    first, then = _proofs(before, roles), _proofs(after, roles)
    asked = (question.id for question in dimension.questions if question.evidence is not None)
    ranks = {key: then.get(key, 0) - first.get(key, 0) for key in asked}
    return {key: rank for key, rank in ranks.items() if rank}


def by_evidence(change: Change, proved: float, smallest: float) -> Change:
    """``change``, read as a fact when the questions whose proof changed explain it.

    ``proved`` is what these alone bring: at least ``smallest``, the way that the figure went. The
    figure itself must have moved as much, and an interval that holds 0 is not overruled: the rest
    of the figure may have undone what the proofs did.
    """
    way = copysign(1, change.difference.value or 0.0)
    is_open = change.difference.low is None or excludes_zero(change.difference)
    if change.is_readable or change.is_small or not is_open or proved * way < smallest - ROUNDING:
        return change
    return replace(change, is_readable=True, basis=Basis.EVIDENCE, reason=EVIDENCE_CHANGED)


def without_proofs(seen: Profile, now: Means, was: Means, questions: Collection[str]) -> float:
    """The dimension as ``seen`` now, had ``questions`` stayed as they were.

    Only for people who answer by name: what users say of a proof comes with chance.
    """
    means = {
        group: levels
        if group is Group.USERS
        else {q: was[group].get(q, mean) if q in questions else mean for q, mean in levels.items()}
        for group, levels in now.items()
    }
    return capped(seen, means)[0]


def _people(seen: Profile) -> dict[Role, set[str]]:
    people: dict[Role, set[str]] = {role: set() for role in Role}
    for one in seen.valid:
        people[one.role].add(one.respondent)
    return people


def _proofs(seen: Profile, roles: Collection[Role]) -> dict[str, int]:
    best: dict[str, int] = {}
    for answer in seen.answers:
        if answer.level is not None and answer.role in roles:
            best[answer.question] = max(best.get(answer.question, 0), RANKS[answer.evidence])
    return best
