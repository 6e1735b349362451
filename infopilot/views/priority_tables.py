"""What to do first as tidy tables: the chosen actions, the parts of their gains, the others."""

import pandas as pd

from infopilot.model.method import Method
from infopilot.model.priorities import Plan
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.text import Language
from infopilot.views.frames import Row, tidy
from infopilot.views.gains import part_points, why
from infopilot.views.messages import render, text
from infopilot.views.plans import effort, owners
from infopilot.views.sentences import as_sentence

PART_NAMES = {
    "maturity": "maturity",
    "role_clarity": "role clarity",
    "structural": "less structural dependency",
}


def step_table(plan: Plan, questionnaire: Questionnaire, language: Language) -> pd.DataFrame:
    """The chosen actions in order, one row each.

    Returns
    -------
    DataFrame
        ``action``, ``text``, ``why``, ``effort``, ``owners``, ``first_step``, ``evidence``,
        ``advice``; ``mean`` (levels), ``role_clarity``, ``structural`` and ``points`` (out of 100)
        gained after the actions before it, ``days``, ``per_day``.
    """
    rows: list[Row] = [
        {
            "action": (action := step.weighed.action).id,
            "text": action.text.pick(language),
            "why": why(step, questionnaire, language),
            "effort": effort(step.weighed.cost, language),
            "owners": owners(action, questionnaire, language),
            "first_step": action.first_step.pick(language),
            "evidence": action.evidence.pick(language),
            "advice": action.advice.pick(language) if action.advice else None,
            "mean": step.gains.mean,
            "role_clarity": step.gains.role_clarity,
            "structural": step.gains.structural,
            "points": step.gains.points,
            "days": step.weighed.cost.counted,
            "per_day": step.per_day,
        }
        for step in plan.steps
    ]
    figures = ("mean", "role_clarity", "structural", "points", "days", "per_day")
    words = ("action", "text", "why", "effort", "owners", "first_step", "evidence", "advice")
    return tidy(rows, (*words, *figures), numeric=figures)


def part_table(plan: Plan, method: Method, language: Language) -> pd.DataFrame:
    """The parts of what each chosen action gains for a day, one row each, to be stacked.

    Returns
    -------
    DataFrame
        ``action``, ``part``, ``part_name``; ``start`` and ``end`` (points a day), ``per_day``
        (that of the whole action).
    """
    rows: list[Row] = []
    for step in plan.steps:
        end = 0.0
        for part, points in part_points(step.gains, method.priorities).items():
            start, end = end, end + points / step.weighed.cost.counted
            rows.append(
                {
                    "action": step.weighed.action.id,
                    "part": part,
                    "part_name": text(PART_NAMES[part], language),
                    "start": start,
                    "end": end,
                    "per_day": step.per_day,
                }
            )
    figures = ("start", "end", "per_day")
    return tidy(rows, ("action", "part", "part_name", *figures), numeric=figures)


def left_out_table(plan: Plan, language: Language) -> pd.DataFrame:
    """The actions that were not chosen, those that gain most a day alone first.

    Returns
    -------
    DataFrame
        ``action``, ``text``, ``cause``, ``reason``; ``points`` (out of 100, done alone), ``days``.
    """
    left = {each.action.id: each for each in plan.left_out}
    rows: list[Row] = [
        {
            "action": weighed.action.id,
            "text": weighed.action.text.pick(language),
            "cause": left[weighed.action.id].cause.value,
            "reason": as_sentence(render(left[weighed.action.id].reason, language)),
            "points": weighed.gains.points,
            "days": weighed.cost.counted,
        }
        for weighed in plan.ranked
        if weighed.action.id in left
    ]
    figures = ("points", "days")
    return tidy(rows, ("action", "text", "cause", "reason", *figures), numeric=figures)
