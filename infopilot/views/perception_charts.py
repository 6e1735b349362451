"""Charts of the perception gap: tables in (see `perception_tables`), drawings out."""

import json
from textwrap import shorten, wrap

import pandas as pd

from infopilot.model.text import Language
from infopilot.views.charts import NARROW, TOP_LEVEL, WIDE, WIDEST_LETTER
from infopilot.views.messages import text
from infopilot.views.theme import Drawing, alt, colour

HEIGHT = 220
LINE_OF_QUESTION, LINES = 30, 2
SHORT_QUESTION = 40
MARK = 130


def quarters_chart(
    quarters: pd.DataFrame, language: Language, *, target: float, is_narrow: bool = False
) -> Drawing:
    """Service levels met (squares, dashed line) and satisfied users (discs), quarter by quarter.

    Parameters
    ----------
    quarters
        As `perception_tables.quarter_table`.
    language
        Language of the axis.
    target
        Share of service levels that the contract promises: a thin rule.
    is_narrow
        Draw for a narrow screen.
    """
    names = list(quarters["quarter"])
    axis = alt.Axis(title=None, labelAngle=0, ticks=False, labelOverlap=False)
    base = alt.Chart(quarters).encode(x=alt.X("quarter:N", sort=None, axis=axis))
    if is_narrow:
        lines = {name: name.rsplit(" ", 1) for name in names}
        axis.labelExpr = f"{json.dumps(lines, ensure_ascii=False)}[datum.value]"
    scale = alt.Scale(domain=(0, 1), nice=False)
    up = alt.Axis(title=text("Share of incidents", language), format=".0%", tickCount=5)

    def line(name: str, tone: str, shape: str, dash: list[int]) -> list[alt.Chart]:
        place = base.transform_filter(f"isValid(datum.{name})").encode(
            y=alt.Y(f"{name}:Q", scale=scale, axis=up)
        )
        written = place.mark_text(dy=-14, fontWeight=600).encode(
            text=alt.Text(f"{name}:Q", format=".0%")
        )
        return [
            place.mark_line(color=colour(tone), strokeWidth=2, strokeDash=dash),
            place.mark_point(shape=shape, filled=True, opacity=1, size=MARK, color=colour(tone)),
            written,
        ]

    rule = (
        alt.Chart(pd.DataFrame({"target": [target]}))
        .mark_rule(color=colour("muted"), strokeWidth=1)
        .encode(y=alt.Y("target:Q", scale=scale))
    )
    layers = [*line("met", "ink", "square", [6, 4]), *line("satisfied", "client", "circle", [1, 0])]
    width = NARROW - 40 if is_narrow else WIDE
    return alt.layer(rule, *layers).properties(width=width, height=HEIGHT)


def crossed_chart(views: pd.DataFrame, language: Language, *, is_narrow: bool = False) -> Drawing:
    """One row per question: the other side's mean level (disc), the provider's (square).

    Parameters
    ----------
    views
        As `perception_tables.crossed_table`.
    language
        Language of the axis.
    is_narrow
        Draw for a narrow screen.
    """
    words = views.assign(short=[shorten(t, SHORT_QUESTION, placeholder="…") for t in views["text"]])
    base = alt.Chart(words).encode(y=_rows(views, is_narrow=is_narrow))
    lower = 9 if is_narrow else 0
    ends = alt.Scale(domain=(1, TOP_LEVEL), nice=False, zero=False)
    axis = alt.Axis(title=text("Level, from 1 to 5", language), values=[1, 2, 3, 4, 5], grid=True)

    def along(name: str) -> alt.X:
        return alt.X(f"{name}:Q", scale=ends, axis=axis)

    marks = [
        base.mark_rule(color=colour("ink"), strokeWidth=2, yOffset=lower).encode(
            x=along("other"), x2="provider"
        ),
        base.mark_point(
            shape="circle", filled=True, opacity=1, size=MARK, color=colour("client"), yOffset=lower
        ).encode(x=along("other")),
        base.mark_point(
            shape="square",
            filled=True,
            opacity=1,
            size=MARK,
            color=colour("provider"),
            yOffset=lower,
        ).encode(x=along("provider")),
    ]
    if is_narrow:
        names = base.mark_text(align="left", fontWeight=600, yOffset=-10)
        marks.append(names.encode(x=alt.value(0), text="short:N"))
    width, step = (NARROW, 46) if is_narrow else (WIDE - 60, 40)
    return alt.layer(*marks).properties(width=width, height={"step": step})


def _rows(views: pd.DataFrame, *, is_narrow: bool) -> alt.Y:
    lines = {
        row_id: _wrapped(words)
        for row_id, words in zip(views["question"], views["text"], strict=True)
    }
    longest = max((len(line) for wrapped in lines.values() for line in wrapped), default=0)
    axis = alt.Axis(
        title=None,
        ticks=False,
        domain=False,
        labelExpr=f"{json.dumps(lines, ensure_ascii=False)}[datum.value]",
        labelLimit=0,
        labelPadding=12,
        minExtent=(WIDEST_LETTER - 1) * longest,
    )
    return alt.Y("question:N", sort=None, axis=None if is_narrow else axis)


def _wrapped(words: str) -> list[str]:
    """A question on two lines at most.

    >>> _wrapped("Who decides on the budget of the information system, every year, and how?")
    ['Who decides on the budget of', 'the information system, every…']
    """
    return wrap(words, LINE_OF_QUESTION, max_lines=LINES, placeholder="…")
