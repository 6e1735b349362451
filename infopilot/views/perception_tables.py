"""The perception gap as tidy tables, one row per thing; charts and pages are drawn from these."""

import pandas as pd

from infopilot.model.perception import PerceptionGap, ViewedBy
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.text import Language
from infopilot.views.frames import Row, tidy
from infopilot.views.messages import text
from infopilot.views.names import item_name

QUARTER_FIGURES = ("met", "told", "satisfied", "rated")
CROSSED_FIGURES = ("provider", "other", "difference", "low", "high")
AGAINST = {ViewedBy.CLIENT: "Management and IT liaison", ViewedBy.USERS: "Users"}

QUARTERS = {"1": "Q1 {year}", "2": "Q2 {year}", "3": "Q3 {year}", "4": "Q4 {year}"}


def quarter_table(gap: PerceptionGap, minimum: int, language: Language) -> pd.DataFrame:
    """Both verdicts by quarter of opening; a share of fewer than ``minimum`` incidents is unknown.

    Returns
    -------
    DataFrame
        ``quarter`` (its name); ``met``, ``satisfied`` (shares from 0 to 1); ``told``, ``rated``
        (incidents that they rest on).
    """
    rows: list[Row] = [
        {
            "quarter": quarter_name(quarter, language),
            "met": seen.met / seen.told if seen.told >= minimum else None,
            "told": seen.told,
            "satisfied": seen.satisfied / seen.rated if seen.rated >= minimum else None,
            "rated": seen.rated,
        }
        for quarter, seen in gap.by_quarter.items()
    ]
    return tidy(rows, ("quarter", *QUARTER_FIGURES), numeric=QUARTER_FIGURES)


def quarter_name(quarter: str, language: Language) -> str:
    """A quarter as people write it.

    >>> quarter_name("2026-Q1", "en")
    'Q1 2026'
    """
    year, _, rank = quarter.partition("-Q")
    return text(QUARTERS[rank], language, year=year)


def lost_time_table(gap: PerceptionGap, language: Language) -> pd.DataFrame:
    """Time lost by category, the most first.

    Returns
    -------
    DataFrame
        ``category``, ``hours``, ``incidents``, ``share`` (of the time, 0 to 1) and ``together``
        (that of this category and those above).
    """
    facts = gap.lost_time.facts
    rows: list[Row] = []
    if facts is not None and facts.minutes:
        together = 0.0
        for loss in facts.categories:
            together += loss.minutes
            rows.append(
                {
                    "category": loss.category or text("No category", language),
                    "hours": loss.minutes / 60,
                    "incidents": loss.incidents,
                    "share": loss.minutes / facts.minutes,
                    "together": together / facts.minutes,
                }
            )
    figures = ("hours", "incidents", "share", "together")
    return tidy(rows, ("category", *figures), numeric=figures)


def crossed_table(
    gap: PerceptionGap, questionnaire: Questionnaire, language: Language
) -> pd.DataFrame:
    """The questions that the two sides see apart, the widest difference first.

    Returns
    -------
    DataFrame
        ``question``, ``text``, ``against`` (whose view), ``provider``, ``other`` (mean levels),
        ``provider_answers``, ``other_answers``, ``difference``, ``low``, ``high`` (levels).
    """
    rows: list[Row] = [
        {
            "question": view.question,
            "text": item_name(view.question, questionnaire, language),
            "against": text(AGAINST[view.against], language),
            "provider": view.provider,
            "provider_answers": view.provider_answers,
            "other": view.other,
            "other_answers": view.other_answers,
            "difference": view.difference.value,
            "low": view.difference.low,
            "high": view.difference.high,
        }
        for view in gap.listed
    ]
    names = ("question", "text", "against", "provider_answers", "other_answers")
    return tidy(rows, (*names, *CROSSED_FIGURES), numeric=CROSSED_FIGURES)
