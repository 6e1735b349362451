"""What to do first: every action weighed alone, and the few that are worth most together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum, inf

from infopilot.model.actions import Action
from infopilot.model.priorities import Cause, Cost, LeftOut, Plan, Standing, Step, Weighed
from infopilot.scoring.priorities.causes import cause_of_nothing, cause_of_staying_out, held_by
from infopilot.scoring.priorities.effects import Basis
from infopilot.scoring.priorities.selection import Candidate, Search, Selection, select
from infopilot.scoring.priorities.what_if import WhatIf, gains_between, what_if

DIGITS = 9


@dataclass(frozen=True, slots=True)
class Table:
    """All actions with the bit, the weight and the prerequisites left of each."""

    what: WhatIf
    before: Standing
    bits: Mapping[str, int]
    weighed: Mapping[str, Weighed]
    requires: Mapping[str, frozenset[str]]

    def bit_set(self, ids: Iterable[str]) -> int:
        """The set of these actions, as `WhatIf` takes it."""
        return sum(1 << self.bits[each] for each in ids)


def plan(basis: Basis, actions: Sequence[Action], *, budget: float | None = None) -> Plan:
    """The actions to begin with, in order, with what each one changes, and all of them ranked.

    Parameters
    ----------
    basis
        Answers, facts and the scorecard that they make.
    actions
        The library. Prerequisites that it does not hold, or that are reached already, count as
        done.
    budget
        Days that the plan may take, counted over the quarters that the method says; None: no
        limit but the number of actions.

    Returns
    -------
    Plan
        ``steps`` go from the largest gain a day to the smallest, each after its prerequisites and
        counted after those before it: their gains add up to what the plan changes. ``ranked``
        weighs each action alone.

    Raises
    ------
    ScoringError
        If the budget is not a number of days above 0.
    """
    table = _table(basis, actions)
    limits = basis.method.priorities
    found = _choose(table, budget)
    order = _in_order(table, found.chosen)
    return Plan(
        campaign=basis.scorecard.campaign,
        budget=budget,
        most=limits.maximum_actions,
        steps=tuple(_steps(table, order)),
        ranked=tuple(sorted(table.weighed.values(), key=_rank)),
        left_out=tuple(_left_out(table, order, budget)),
        exact=found.search is Search.EXACT,
        before=table.before,
        after=table.what.standing(table.bit_set(order)),
    )


def cost(action: Action, quarters: int) -> Cost:
    """The days of an action over some ``quarters``: the first one, then what comes back."""
    recurring = action.recurring_days_per_quarter
    return Cost(
        first=action.effort_days,
        recurring=recurring,
        counted=action.effort_days + recurring * (quarters - 1),
    )


def _table(basis: Basis, actions: Sequence[Action]) -> Table:
    what = what_if(basis, actions)
    before = what.standing(0)
    quarters = basis.method.priorities.quarters
    weighed = {
        action.id: _weighed(what, before, bit, cost(action, quarters))
        for bit, action in enumerate(actions)
    }
    open_ids = {key for key, each in weighed.items() if each.cause is not Cause.REACHED}
    return Table(
        what=what,
        before=before,
        bits={action.id: bit for bit, action in enumerate(actions)},
        weighed=weighed,
        requires={a.id: frozenset(a.prerequisites) & open_ids for a in actions},
    )


def _weighed(what: WhatIf, before: Standing, bit: int, days: Cost) -> Weighed:
    action = what.actions[bit]
    gains = gains_between(before, what.standing(1 << bit))
    cause, reason = cause_of_nothing(what, bit, gains)
    return Weighed(
        action=action,
        cost=days,
        gains=gains,
        cause=cause,
        reason=reason,
        held_by=held_by(what, action, 1 << bit, gains),
    )


def _choose(table: Table, budget: float | None) -> Selection:
    open_ids = [key for key, each in table.weighed.items() if each.cause is not Cause.REACHED]
    bits = [1 << table.bits[key] for key in open_ids]

    def worth(chosen: int) -> tuple[float, ...]:
        return table.what.worth(sum(bit for rank, bit in enumerate(bits) if chosen >> rank & 1))

    limits = table.what.basis.method.priorities
    candidates = [
        Candidate(id=key, days=table.weighed[key].cost.counted, requires=table.requires[key])
        for key in open_ids
    ]
    return select(
        candidates,
        worth,
        budget=budget,
        most=limits.maximum_actions,
        exact_subsets=limits.exact_subsets,
    )


def _rank(weighed: Weighed) -> tuple[float, float, float, str]:
    """The most points a day first, then the largest drop of dependency, then the quickest."""
    return (
        -round(weighed.per_day or 0.0, DIGITS),
        -round(weighed.gains.structural or 0.0, DIGITS),
        weighed.cost.counted,
        weighed.action.id,
    )


def _in_order(table: Table, chosen: Iterable[str]) -> list[str]:
    """The chosen ids, those that gain most a day first, each after what it requires."""
    left, order = set(chosen), list[str]()
    while left:
        ready = [each for each in left if not table.requires[each] & left]
        order.append(min(ready, key=lambda each: _rank(_after(table, order, each))))
        left.remove(order[-1])
    return order


def _after(table: Table, order: Iterable[str], action: str) -> Weighed:
    """An action weighed after those of ``order``."""
    done = table.bit_set(order)
    before, after = (table.what.standing(each) for each in (done, done | table.bit_set([action])))
    return replace(table.weighed[action], gains=gains_between(before, after))


def _steps(table: Table, order: Sequence[str]) -> Iterator[Step]:
    caps = {score.capped_by for score in table.what.basis.scorecard.maturity.values()}
    for rank, key in enumerate(order):
        weighed = table.weighed[key]
        yield Step(
            weighed=weighed,
            gains=_after(table, order[:rank], key).gains,
            lifts=tuple(t.question for t in weighed.action.targets if t.question in caps),
            opens=tuple(other for other in order if key in table.requires[other]),
        )


def _left_out(table: Table, order: Sequence[str], budget: float | None) -> Iterator[LeftOut]:
    used = fsum(table.weighed[key].cost.counted for key in order)
    for key, weighed in table.weighed.items():
        if key not in order:
            cause, reason = cause_of_staying_out(
                table.what,
                weighed,
                done=table.bit_set(order),
                missing=sorted(table.requires[key].difference(order)),
                room=inf if budget is None else budget - used,
            )
            yield LeftOut(action=weighed.action, cause=cause, reason=reason)
