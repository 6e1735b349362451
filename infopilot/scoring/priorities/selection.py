r"""Which actions to choose: the set that is worth most within a budget of days.

Sets are numbers whose bit i tells whether candidate i is in; ``Worth`` gives what a set is worth as
figures compared one after the other, the gain first. A gain is recomputed for each set, never
added up: under the cap rule two actions together may gain more, or less, than the sum of both.

.. math:: \max_{X} V(X) \quad\text{with}\quad \sum_{i \in X} days_i \le B, \quad |X| \le m,
    \quad i \in X \Rightarrow requires_i \subseteq X

Ties go to what comes next in ``Worth``, then to fewer days, then to the first ids.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from math import comb, fsum, inf, isfinite

from infopilot.model.errors import ScoringError

Worth = Callable[[int], tuple[float, ...]]
Rank = tuple[tuple[float, ...], float, tuple[str, ...]]
DIGITS = 9
ROUNDING = 1e-9


class Search(StrEnum):
    """How a set was found: all sets were tried, or step by step with swaps."""

    EXACT = "exact"
    GREEDY = "greedy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something to choose: its id, the days that it takes, the candidates that it needs."""

    id: str
    days: float
    requires: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Problem:
    """The candidates and the limits; ``order`` lists them so that each follows what it requires."""

    candidates: tuple[Candidate, ...]
    order: tuple[int, ...]
    worth: Worth
    budget: float
    most: int

    @property
    def needs(self) -> list[int]:
        """What each candidate requires, as a set."""
        bits = {candidate.id: 1 << bit for bit, candidate in enumerate(self.candidates)}
        return [sum(bits[each] for each in one.requires) for one in self.candidates]

    @property
    def bundles(self) -> list[int]:
        """Each candidate with all that it requires, and what that requires."""
        needs = self.needs
        bundles = [1 << bit for bit in range(len(needs))]
        for bit in self.order:
            for other, bundle in enumerate(bundles):
                if needs[bit] >> other & 1:
                    bundles[bit] |= bundle
        return bundles

    def members(self, chosen: int) -> list[Candidate]:
        """The candidates of a set."""
        return [one for bit, one in enumerate(self.candidates) if chosen >> bit & 1]

    def days(self, chosen: int) -> float:
        """What a set takes."""
        return fsum(one.days for one in self.members(chosen))

    def fits(self, chosen: int) -> bool:
        """Whether a set keeps to the budget and to the number of candidates."""
        return chosen.bit_count() <= self.most and self.days(chosen) <= self.budget + ROUNDING

    def rounded_worth(self, chosen: int) -> tuple[float, ...]:
        """What a set is worth, so that sums made in another order are equal."""
        return tuple(round(figure, DIGITS) for figure in self.worth(chosen))

    def rank(self, chosen: int) -> Rank:
        """What a set is compared by: the lowest is the best."""
        worth = tuple(-figure for figure in self.rounded_worth(chosen))
        ids = tuple(sorted(one.id for one in self.members(chosen)))
        return worth, round(self.days(chosen), DIGITS), ids


@dataclass(frozen=True, slots=True)
class Selection:
    """The ids that were chosen, in the order of the candidates, and how they were found."""

    chosen: tuple[str, ...]
    search: Search


def select(
    candidates: Sequence[Candidate],
    worth: Worth,
    *,
    budget: float | None = None,
    most: int | None = None,
    exact_subsets: int = 1 << 15,
) -> Selection:
    """The best set of ``candidates``, by trying all sets or, where they are too many, by steps.

    Parameters
    ----------
    candidates
        What can be chosen; ``requires`` names others of them.
    worth
        What a set is worth: bit i of its number stands for ``candidates[i]``.
    budget
        Days that the set may take; None: no limit.
    most
        How many candidates may be chosen; None: no limit.
    exact_subsets
        Up to this many sets, all are tried; 15 candidates make 32 768.

    Raises
    ------
    ScoringError
        If the budget is not a number of days above 0, if ids or requirements are not consistent.

    Examples
    --------
    >>> days = {"slow": 5, "quick": 1}
    >>> select([Candidate(id=key, days=days[key]) for key in days],
    ...        lambda chosen: (3.0 * (chosen & 1) + (chosen >> 1),), budget=5).chosen
    ('slow',)
    """
    problem = problem_of(candidates, worth, budget=budget, most=most)
    count = len(problem.candidates)
    subsets = sum(comb(count, size) for size in range(min(problem.most, count) + 1))
    exact = subsets <= exact_subsets
    chosen = best_subset(problem) if exact else swapped(problem, stepwise(problem))
    ids = tuple(one.id for one in problem.members(chosen))
    return Selection(ids, Search.EXACT if exact else Search.GREEDY)


def problem_of(
    candidates: Sequence[Candidate], worth: Worth, *, budget: float | None, most: int | None
) -> Problem:
    """The problem, checked; its order depends on the ids alone."""
    if budget is not None and not (isfinite(budget) and budget > 0):
        raise ScoringError("this is not a budget", expected="a number of days above 0", got=budget)
    places = {candidate.id: place for place, candidate in enumerate(candidates)}
    _check(candidates, places.keys())
    order = _in_order({candidate.id: candidate.requires for candidate in candidates})
    return Problem(
        candidates=tuple(candidates),
        order=tuple(places[name] for name in order),
        worth=worth,
        budget=inf if budget is None else budget,
        most=len(candidates) if most is None else most,
    )


def best_subset(problem: Problem) -> int:
    """The best set, all sets being tried; branches that break a limit are cut."""
    best, most = 0, problem.rounded_worth(0)
    for chosen in _allowed(problem):
        worth = problem.rounded_worth(chosen)
        if worth > most or (worth == most and problem.rank(chosen) < problem.rank(best)):
            best, most = chosen, worth
    return best


def stepwise(problem: Problem) -> int:
    """The set built by adding each time what gains most a day, with what it still requires."""
    chosen = 0
    while True:
        added = _best_addition(problem, chosen)
        if added is None:
            return chosen
        chosen = added


def swapped(problem: Problem, chosen: int) -> int:
    """``chosen`` after the swaps that make it better.

    A swap takes one candidate out (with those that require it) or none, and brings one or two in
    (with what they require).
    """
    best = problem.rank(chosen)
    while True:
        found = min(_swaps(problem, chosen), key=problem.rank, default=chosen)
        if problem.rank(found) >= best:
            return chosen
        chosen, best = found, problem.rank(found)


def _check(candidates: Sequence[Candidate], ids: Collection[str]) -> None:
    if len(ids) < len(candidates):
        raise ScoringError("two candidates have the same id")
    for one in candidates:
        if not (isfinite(one.days) and one.days > 0):
            raise ScoringError(
                "{id}: not a number of days", expected="above 0", got=one.days, id=one.id
            )
        unknown = sorted(one.requires.difference(ids))
        if unknown:
            raise ScoringError("{id}: requires what is no candidate", got=unknown[0], id=one.id)


def _in_order(requires: Mapping[str, frozenset[str]]) -> list[str]:
    sorter = TopologicalSorter({key: sorted(requires[key]) for key in sorted(requires)})
    try:
        return list(sorter.static_order())
    except CycleError as circle:
        raise ScoringError("requirements go round in a circle", got=circle.args[1]) from circle


def _allowed(problem: Problem) -> Iterator[int]:
    """Every set within the limits but the empty one."""
    needs = problem.needs
    steps = [(1 << bit, needs[bit], problem.candidates[bit].days) for bit in problem.order]
    waiting = [(0, 0, problem.budget + ROUNDING, problem.most)]
    while waiting:
        chosen, first, left, room = waiting.pop()
        if not room:
            continue
        for rank, (bit, need, days) in enumerate(steps[first:], start=first + 1):
            if days <= left and need & chosen == need:
                yield chosen | bit
                waiting.append((chosen | bit, rank, left - days, room - 1))


def _best_addition(problem: Problem, chosen: int) -> int | None:
    now, days = problem.worth(chosen), problem.days(chosen)
    ranks: dict[tuple[tuple[float, ...], tuple[str, ...]], int] = {}
    for bundle in problem.bundles:
        more = chosen | bundle
        if more == chosen or not problem.fits(more):
            continue
        added = problem.days(more) - days
        gains = [after - before for after, before in zip(problem.worth(more), now, strict=True)]
        if round(gains[0], DIGITS) > 0:
            figures = (*(-gain / added for gain in gains), added)
            ids = tuple(sorted(one.id for one in problem.members(more & ~chosen)))
            ranks[tuple(round(each, DIGITS) for each in figures), ids] = more
    return ranks[min(ranks)] if ranks else None


def _swaps(problem: Problem, chosen: int) -> Iterator[int]:
    bundles = problem.bundles
    left = {chosen} | {_without(bundles, chosen, bit) for bit in range(len(bundles))}
    brought = {one | other for one in bundles for other in bundles}
    for kept in left:
        for more in brought:
            if problem.fits(kept | more):
                yield kept | more


def _without(bundles: Sequence[int], chosen: int, bit: int) -> int:
    """``chosen`` without one candidate and those that require it."""
    gone = sum(1 << rank for rank, bundle in enumerate(bundles) if bundle >> bit & 1)
    return chosen & ~gone
