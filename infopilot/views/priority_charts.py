"""The chart of what to do first: a tidy table in (see `priority_tables`), a drawing out."""

import pandas as pd

from infopilot.model.text import Language
from infopilot.views.messages import number, text
from infopilot.views.theme import Drawing, alt, colour

WIDE, NARROW, STEP = 420, 220, 30
COLOURS = {"maturity": "client", "role_clarity": "level-2", "structural": "card"}


def gains_a_day(parts: pd.DataFrame, language: Language, *, is_narrow: bool = False) -> Drawing:
    """One bar per chosen action, in parts, with its figure at the end.

    Parameters
    ----------
    parts
        As `priority_tables.part_table`: ``action``, ``part``, ``part_name``, ``start``, ``end``,
        ``per_day``.
    language
        Language of the axis and the figures.
    is_narrow
        Draw for a narrow screen.
    """
    figures = [number(value, language, 1) for value in parts["per_day"]]
    base = alt.Chart(parts.assign(figure=figures)).encode(
        y=alt.Y("action:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False)),
        tooltip=["action:N", "part_name:N", "start:Q", "end:Q"],
    )
    axis = alt.Axis(grid=False, domain=False, ticks=False, tickCount=4)
    bars = base.mark_bar(height=16, stroke=colour("ink"), strokeWidth=0.5, opacity=1).encode(
        x=alt.X("start:Q", title=text("Points a day", language), axis=axis),
        x2="end:Q",
        color=alt.Color(
            "part:N",
            scale=alt.Scale(
                domain=list(COLOURS), range=[colour(each) for each in COLOURS.values()]
            ),
            legend=None,
        ),
    )
    last = base.transform_filter("datum.part == 'structural'")
    words = last.mark_text(align="left", dx=6, fontWeight=700).encode(
        x="per_day:Q", text="figure:N"
    )
    width = NARROW if is_narrow else WIDE
    return alt.layer(bars, words).properties(width=width, height={"step": STEP})
