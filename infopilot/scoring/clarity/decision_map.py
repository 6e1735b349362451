"""Role clarity of one decision: do people name the same actor, is it covered, is it the right one.

Who answers: leaders, IT referent, business and provider. Users are not asked the map, and an
answer of theirs would not count. "Not asked" and "not answered" are missing and excluded.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median

from infopilot.model.answers import Answer
from infopilot.model.decisions import Actor, Decision
from infopilot.model.items import DONT_KNOW
from infopilot.model.method import RoleClarityMethod
from infopilot.model.people import Role, Side
from infopilot.model.score import DecisionClarity
from infopilot.model.text import Message
from infopilot.scoring.agreement.naming import between_agreement, within_agreement
from infopilot.scoring.clarity.patterns import dominant_pattern, pattern_shares, red_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one respondent says of one decision; ``accountable`` is None when they cannot tell."""

    respondent: str
    side: Side
    accountable: Actor | None
    names_responsible: bool

    @property
    def coverage(self) -> float:
        """Half for somebody accountable, half for somebody who does."""
        somebody = self.accountable not in {None, Actor.NOBODY}
        return (somebody + self.names_responsible) / 2

    def conformity(self, decision: Decision, tolerated_credit: float) -> float:
        """1 for an actor of the target, ``tolerated_credit`` for a tolerated one, else 0."""
        if self.accountable in decision.target:
            return 1.0
        return tolerated_credit if self.accountable in decision.tolerated else 0.0


def voices(
    decisions: Iterable[Decision], answers: Iterable[Answer]
) -> dict[str, tuple[Voice, ...]]:
    """Who says what of each decision: everybody who answered who has the last word.

    Somebody who did not answer "who does" names nobody who does.
    """
    given = {(a.respondent, a.question): a for a in answers if a.role is not Role.USER}
    said: dict[str, list[Voice]] = {f"{decision.id}.A": [] for decision in decisions}
    for (respondent, question), answer in given.items():
        if question in said:
            doers = given.get((respondent, f"{question.removesuffix('.A')}.R"))
            voice = Voice(
                respondent=respondent,
                side=answer.role.side,
                accountable=next(iter(answer.actors), None),
                names_responsible=bool(doers and doers.actors - {Actor.NOBODY}),
            )
            said[question].append(voice)
    return {question.removesuffix(".A"): tuple(heard) for question, heard in said.items()}


def frontier(decisions: Iterable[Decision], answers: Iterable[Answer]) -> list[Decision]:
    """``decisions`` with every condition on a tolerated actor resolved.

    A condition holds when the median level that the client's named respondents (users left out)
    answered to its question reaches the level asked: at least half of them say that the safeguard
    exists. Without any level the condition does not hold. Evidence is not looked at: conditions
    ask for level 3 at most, below the ceiling on undemonstrated answers.
    """
    levels: dict[str, list[int]] = {}
    for answer in answers:
        named_client = answer.role.is_named and answer.role.side is Side.CLIENT
        if named_client and answer.level is not None:
            levels.setdefault(answer.question, []).append(answer.level)
    return [_resolved(decision, levels) for decision in decisions]


def _resolved(decision: Decision, levels: Mapping[str, Sequence[int]]) -> Decision:
    condition = decision.tolerated_if
    if condition is None:
        return decision
    given = levels.get(condition.question)
    holds = given is not None and median(given) >= condition.level
    more = {condition.actor} if holds else set()
    return replace(decision, tolerated=decision.tolerated | more, tolerated_if=None)


def decision_clarity(
    decision: Decision, heard: Sequence[Voice], method: RoleClarityMethod
) -> DecisionClarity:
    r"""Clarity of one decision, from 0 to 100.

    .. math:: 100 (0.4\,AGR + 0.2\,COV + 0.4\,CONF)

    AGR is the mean of the agreement within the client and between the sides; COV and CONF are
    means over the two sides of each side's mean. With one side absent, or one client respondent,
    what is left is used and ``one_sided`` says so. ``value`` is None below ``minimum_answers``
    respondents, or without anybody from the client.
    """
    client = [voice for voice in heard if voice.side is Side.CLIENT]
    provider = [voice for voice in heard if voice.side is Side.PROVIDER]
    clarity = DecisionClarity(
        decision=decision.id,
        weight=decision.weight,
        value=None,
        client_named=_named(client),
        provider_named=_named(provider),
        client_answers=len(client),
        provider_answers=len(provider),
    )
    enough = max(2, method.minimum_answers)
    if not client:
        return replace(clarity, reason=Message("nobody from the client answered"))
    if len(heard) < enough:
        return replace(clarity, reason=Message("fewer than {n} people answered", {"n": enough}))
    return _scored(clarity, decision, (client, provider), method)


def _scored(
    clarity: DecisionClarity,
    decision: Decision,
    sides: tuple[list[Voice], list[Voice]],
    method: RoleClarityMethod,
) -> DecisionClarity:
    client, provider = ([voice.accountable for voice in side] for side in sides)
    within, between = within_agreement(client), between_agreement(client, provider)
    agreement = fmean(part for part in (within, between) if part is not None)
    credit = method.tolerated_credit
    coverage = fmean(fmean(v.coverage for v in side) for side in sides if side)
    conformity = fmean(fmean(v.conformity(decision, credit) for v in s) for s in sides if s)
    shares = pattern_shares(client, provider)
    return replace(
        clarity,
        value=100
        * (
            method.agreement_weight * agreement
            + method.coverage_weight * coverage
            + method.conformity_weight * conformity
        ),
        agreement=agreement,
        within_client=within,
        between_sides=between,
        coverage=coverage,
        conformity=conformity,
        pattern=dominant_pattern(shares, method.pattern_threshold),
        pattern_shares=shares,
        red_line=red_line(decision, client, provider, method),
        one_sided=within is None or between is None,
    )


def _named(side: Iterable[Voice]) -> dict[str, int]:
    return dict(Counter(DONT_KNOW if v.accountable is None else v.accountable.value for v in side))
