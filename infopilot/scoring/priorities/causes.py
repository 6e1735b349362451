"""Why an action gains nothing when it is done alone, and why one was not chosen."""

from collections.abc import Sequence

from infopilot.model.actions import Action
from infopilot.model.priorities import Cause, Gains, Weighed
from infopilot.model.text import Message
from infopilot.scoring.priorities.what_if import WhatIf, gains_between

DIGITS = 9
ROUNDING = 1e-9


def cause_of_nothing(what: WhatIf, bit: int, gains: Gains) -> tuple[Cause | None, Message | None]:
    """Why ``actions[bit]``, done alone, gains nothing; (None, None) when it gains something.

    What it aims at is reached when every question stands at its target on average, every decision
    is seen alike and every fact is at its freest: such an action is done, whatever is left to gain
    with a few people.
    """
    action = what.actions[bit]
    if _is_reached(what, action, gains):
        return Cause.REACHED, Message("what it aims at is reached already")
    if round(gains.points or 0.0, DIGITS) > 0:
        return None, None
    holding = held_by(what, action, 1 << bit, gains)
    if holding:
        return Cause.CAPPED, _capped(holding)
    unknown = [t.question for t in action.targets if what.level(t.question) is None]
    if unknown:
        return Cause.UNKNOWN, Message(
            "nobody whose answers count could tell {questions}: find out first",
            {"questions": ", ".join(unknown)},
        )
    return Cause.UNKNOWN, Message("what it changes cannot be counted yet: get the facts first")


def cause_of_staying_out(
    what: WhatIf, weighed: Weighed, *, done: int, missing: Sequence[str], room: float
) -> tuple[Cause, Message]:
    """Why an action was not chosen: what would have to change for it to be.

    ``done`` are the chosen actions, ``missing`` the prerequisites that are not among them, ``room``
    the days that they leave of the budget.
    """
    if weighed.cause is not None and weighed.reason is not None:
        return weighed.cause, weighed.reason
    if missing:
        return Cause.PREREQUISITE, Message(
            "it comes after {actions}, which is not in the plan", {"actions": ", ".join(missing)}
        )
    bit = 1 << what.actions.index(weighed.action)
    gains = gains_between(what.standing(done), what.standing(done | bit))
    if round(gains.points or 0.0, DIGITS) <= 0:
        holding = held_by(what, weighed.action, done | bit, gains)
        if holding:
            return Cause.CAPPED, _capped(holding)
        return Cause.NOTHING_MORE, Message("the chosen actions already bring what it brings")
    if weighed.cost.counted > room + ROUNDING:
        return Cause.BUDGET, Message("it takes more days than what is left of the budget")
    return Cause.LIMIT, Message("the number of actions is limited, and others gain more")


def held_by(what: WhatIf, action: Action, done: int, gains: Gains) -> tuple[str, ...]:
    """The key questions that cap, once a set is done, the dimensions where an action gains nothing.

    ``gains`` are what the action adds; a dimension that gains something is not held.
    """
    held = [t.question for t in action.targets if what.homes[t.question] not in gains.maturity]
    caps = (what.cap(question, done) for question in held)
    return tuple(dict.fromkeys(cap for cap in caps if cap is not None))


def _capped(questions: Sequence[str]) -> Message:
    return Message(
        "capped by {question}: it shows once that question has risen",
        {"question": ", ".join(questions)},
    )


def _is_reached(what: WhatIf, action: Action, gains: Gains) -> bool:
    for target in action.targets:
        level = what.level(target.question)
        if level is None or round(level, DIGITS) < target.level:
            return False
    facts = all(what.knows(fact) for fact in action.facts)
    settles = action.role_clarity or bool(action.decisions)
    told = facts and not (settles and gains.role_clarity is None)
    return (
        told
        and not round(gains.role_clarity or 0.0, DIGITS)
        and not round(gains.structural or 0.0, DIGITS)
    )
