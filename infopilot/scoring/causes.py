"""Why an action gains nothing when it is done alone, and why one was not chosen."""

from collections.abc import Sequence

from infopilot.model.actions import Action
from infopilot.model.priorities import Cause, Gains, Weighed
from infopilot.model.text import Message
from infopilot.scoring.what_if import WhatIf

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
    if round(gains.points, DIGITS) > 0:
        return None, None
    for target in action.targets:
        key = what.cap(target.question, 1 << bit)
        if key is not None:
            return Cause.CAPPED, Message(
                "capped by {question}: it shows once that question has risen", {"question": key}
            )
    return Cause.UNKNOWN, Message("what it changes could not be told: establish the facts first")


def cause_of_staying_out(
    weighed: Weighed, *, more: float, missing: Sequence[str], days_left: float | None
) -> tuple[Cause, Message]:
    """Why an action was not chosen: what would have to change for it to be.

    ``more`` are the points that it would add to the plan, ``missing`` the prerequisites that are
    not in the plan, ``days_left`` what the plan leaves of the budget.
    """
    if weighed.cause is Cause.REACHED or round(more, DIGITS) <= 0:
        if weighed.cause is not None and weighed.reason is not None:
            return weighed.cause, weighed.reason
        return Cause.NOTHING_MORE, Message("the chosen actions already bring what it brings")
    if missing:
        return Cause.PREREQUISITE, Message(
            "it comes after {actions}, which is not in the plan", {"actions": ", ".join(missing)}
        )
    if days_left is not None and weighed.cost.counted > days_left + ROUNDING:
        return Cause.BUDGET, Message(
            "{days} days, more than what is left of the budget",
            {"days": f"{weighed.cost.counted:g}"},
        )
    return Cause.LIMIT, Message("the number of actions is limited, and others gain more")


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
