"""What changed, as tables: one row per dimension, one per quarter, one per figure."""

import pandas as pd

from infopilot.model.comparison import Change, Comparison
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.text import Language
from infopilot.views.change_sentences import change_reason, verdict
from infopilot.views.frames import tidy
from infopilot.views.messages import short_month
from infopilot.views.quantities import level

DIMENSION_COLUMNS = (
    *("dimension", "short", "name", "before", "after", "low", "high", "figure"),
    *("verdict", "reason", "is_readable"),
)


def dimension_changes(
    changed: Comparison, questionnaire: Questionnaire, language: Language
) -> pd.DataFrame:
    """One row per dimension that both campaigns asked.

    Returns
    -------
    DataFrame
        ``dimension``, ``short``, ``name``, ``before`` and ``after`` (1 to 5), ``low`` and ``high``
        of the difference, ``figure`` (both in words), ``verdict``, ``reason``, ``is_readable``.
    """
    rows = []
    for dimension in questionnaire.dimensions:
        seen = changed.maturity.get(dimension.id)
        if seen is not None:
            change = seen.change
            rows.append(
                {
                    "dimension": dimension.id,
                    "short": (dimension.short or dimension.name).pick(language),
                    "name": dimension.name.pick(language),
                    "before": change.before,
                    "after": change.after,
                    "low": change.difference.low,
                    "high": change.difference.high,
                    "figure": _two_levels(change, language),
                    "verdict": verdict(change, language),
                    "reason": change_reason(seen, questionnaire, language),
                    "is_readable": bool(change.is_readable),
                }
            )
    numeric = ("before", "after", "low", "high")
    return tidy(rows, DIMENSION_COLUMNS, numeric=numeric, flags=("is_readable",))


def quarter_table(changed: Comparison, language: Language) -> pd.DataFrame:
    """One row per quarter of blocking incidents.

    Returns
    -------
    DataFrame
        ``label`` (the month it ends in), ``count``, ``lower``, ``upper``, ``campaign``,
        ``is_after``, ``is_outside``.
    """
    quarters = changed.service.blocking.quarters if changed.service else ()
    rows = [
        {
            "label": short_month(quarter.end, language),
            "count": quarter.count,
            "lower": quarter.lower,
            "upper": quarter.upper,
            "campaign": changed.after if quarter.is_after else changed.before,
            "is_after": quarter.is_after,
            "is_outside": quarter.is_outside,
        }
        for quarter in quarters
    ]
    columns = ("label", "count", "lower", "upper", "campaign", "is_after", "is_outside")
    return tidy(
        rows, columns, numeric=("count", "lower", "upper"), flags=("is_after", "is_outside")
    )


def _two_levels(change: Change, language: Language) -> str:
    return f"{level(change.before, language)} → {level(change.after, language)}"
