r"""How much role clarity would move with other people of the same two sides: a bootstrap.

Respondents are drawn with replacement within each side, as many as answered; the decisions stay,
they are a catalogue. Draw ``b`` takes respondent ``r`` ``m_{br}`` times.

References
----------
B. Efron, R. J. Tibshirani, "An introduction to the bootstrap", 1993, chapter 13 (percentiles).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from infopilot.model.decisions import Actor, Decision
from infopilot.model.method import RoleClarityMethod
from infopilot.model.people import Side
from infopilot.scoring.clarity.decision_map import Voice
from infopilot.scoring.statistics.bootstrap import (
    RESAMPLES,
    SEED,
    Draws,
    Weights,
    interval,
    week_weights,
)

ROUNDING = 1e-9
Heard = Mapping[str, Sequence[Voice]]


def clarity_interval(
    decisions: Sequence[Decision], heard: Heard, method: RoleClarityMethod
) -> tuple[float | None, float | None]:
    """Percentiles 2.5 and 97.5 of role clarity over the draws, with a fixed seed.

    An end is None when half of the draws leave too little to score.
    """
    people = people_by_side(heard)
    weights = {
        side: week_weights(len(names), RESAMPLES, SEED + rank) if names else no_draws(RESAMPLES)
        for rank, (side, names) in enumerate(people.items())
    }
    return interval(clarity_draws(decisions, heard, weights, method))


def mean_interval(values: Sequence[float]) -> tuple[float | None, float | None]:
    """Percentiles 2.5 and 97.5 of the mean of ``values`` drawn with replacement; a fixed seed.

    Examples
    --------
    >>> mean_interval([3.0, 3.0])
    (3.0, 3.0)
    """
    weights = week_weights(len(values), RESAMPLES, SEED)
    return interval(weights @ np.array(values, dtype=np.float64) / len(values))


def people_by_side(heard: Heard) -> dict[Side, list[str]]:
    """Who answered at least one decision, side by side, in the order of their ids."""
    voices = {(voice.side, voice.respondent) for said in heard.values() for voice in said}
    return {side: sorted(name for theirs, name in voices if theirs is side) for side in Side}


def no_draws(resamples: int) -> Weights:
    """The weights of a side where nobody answered."""
    return np.zeros((resamples, 0))


def clarity_draws(
    decisions: Sequence[Decision],
    heard: Heard,
    weights: Mapping[Side, Weights],
    method: RoleClarityMethod,
) -> Draws:
    r"""Role clarity of each draw, 0 to 100; not a number where a draw leaves too little.

    .. math:: W_b = \frac{\sum_k n_{bk}^2 - \sum_r m_{br}^2 1[r\text{ named somebody}]}
       {N_b^2 - \sum_r m_{br}^2}

    ``weights`` are by side, shape (resamples, people of `people_by_side`). The pairs that a
    person makes with their own copies are taken away: drawn twice, a person would always agree
    with themselves. Where a draw holds one person of the client alone, the agreement between the
    sides is used, as for that person. A draw of people who could tell no decision is left out.
    Everything else is weighted by the draws. With every weight 1 it is
    `infopilot.scoring.clarity.role_clarity.role_clarity`.
    """
    people = people_by_side(heard)
    resamples = len(weights[Side.CLIENT])
    total, known, named = (np.zeros(resamples) for _ in range(3))
    for decision in decisions:
        client, provider = (
            _Said.of(decision, heard[decision.id], people[side], method) for side in Side
        )
        drawn = (
            _Drawn.of(client, weights[Side.CLIENT]),
            _Drawn.of(provider, weights[Side.PROVIDER]),
        )
        value = _clarity(drawn, method)
        named += sum(side.named.sum(axis=1) for side in drawn)
        is_known = ~np.isnan(value)
        total += decision.weight * np.where(is_known, value, 0)
        known += decision.weight * is_known
    asked = sum(decision.weight for decision in decisions)
    told = (named > 0) & (known > 0)
    enough = told & (known >= method.minimum_weight_answered * asked - ROUNDING)
    draws: Draws = np.divide(total, known, out=np.full(resamples, np.nan), where=enough)
    return draws


@dataclass(frozen=True, slots=True)
class _Said:
    """What one side says of one decision: one row per person, 0 where they did not answer."""

    named: Weights
    answered: Draws
    coverage: Draws
    conformity: Draws

    @classmethod
    def of(
        cls,
        decision: Decision,
        heard: Sequence[Voice],
        people: Sequence[str],
        method: RoleClarityMethod,
    ) -> Self:
        by_name = {voice.respondent: voice for voice in heard}
        voices = [by_name.get(name) for name in people]
        credit = method.tolerated_credit
        named = [[v is not None and v.accountable is actor for actor in Actor] for v in voices]
        return cls(
            named=np.array(named, dtype=np.float64).reshape(len(people), len(Actor)),
            answered=np.array([v is not None for v in voices], dtype=np.float64),
            coverage=np.array([v.coverage if v else 0 for v in voices], dtype=np.float64),
            conformity=np.array(
                [v.conformity(decision, credit) if v else 0 for v in voices], dtype=np.float64
            ),
        )


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The same in each draw: how many answered, whom they named, the pairs of two people."""

    answers: Draws
    named: Weights
    same_pairs: Draws
    pairs: Draws
    coverage: Draws
    conformity: Draws

    @classmethod
    def of(cls, said: _Said, weights: Weights) -> Self:
        answers, named = weights @ said.answered, weights @ said.named
        copies = weights**2
        return cls(
            answers=answers,
            named=named,
            same_pairs=(named**2).sum(axis=1) - copies @ said.named.sum(axis=1),
            pairs=answers**2 - copies @ said.answered,
            coverage=_divided(weights @ said.coverage, answers),
            conformity=_divided(weights @ said.conformity, answers),
        )


def _clarity(sides: tuple[_Drawn, _Drawn], method: RoleClarityMethod) -> Draws:
    client, provider = sides
    within = _divided(client.same_pairs, client.pairs)
    between = _divided(
        (client.named * provider.named).sum(axis=1), client.answers * provider.answers
    )
    value = 100 * (
        method.agreement_weight * _mean(within, between)
        + method.coverage_weight * _mean(client.coverage, provider.coverage)
        + method.conformity_weight * _mean(client.conformity, provider.conformity)
    )
    enough = client.answers + provider.answers >= max(2, method.minimum_answers)
    return np.where(enough & (client.answers > 0), value, np.nan)


def _mean(one: Draws, other: Draws) -> Draws:
    """The mean of two, or the one that is known."""
    both = (one + other) / 2
    return np.where(np.isnan(one), other, np.where(np.isnan(other), one, both))


def _divided(part: Draws, whole: Draws) -> Draws:
    ratio: Draws = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
    return ratio
