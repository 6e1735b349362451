"""Charts of what changed: a dumbbell per dimension, blocking incidents quarter by quarter."""

from collections.abc import Sequence

import pandas as pd

from infopilot.model.text import Language
from infopilot.views.charts import NARROW, WIDE, level_axis, name_rows
from infopilot.views.messages import text
from infopilot.views.theme import Drawing, alt, colour

ROOM = {"left": 24, "right": 36, "top": 4, "bottom": 4}
"""The reader's font may be wider than the one that a drawing is measured with."""


def dumbbells(
    changes: pd.DataFrame,
    level_names: Sequence[str],
    language: Language,
    *,
    is_narrow: bool = False,
) -> Drawing:
    """Two marks per dimension on the levels from 1 to 5: hollow before, full after.

    The line between them is thick where the change can be read, thin and dashed where not.

    Parameters
    ----------
    changes
        As `change_tables.dimension_changes`: ``short``, ``before``, ``after``, ``figure``,
        ``is_readable``.
    level_names
        Names of levels 1 to 5, for the axis.
    language
        Language of the axis.
    is_narrow
        Draw for a narrow screen.
    """
    scale = level_axis(level_names, language, is_narrow=is_narrow)
    base = alt.Chart(changes).encode(
        y=name_rows(list(changes["short"]), is_narrow=is_narrow),
        tooltip=["name:N", "before:Q", "after:Q", "verdict:N"],
    )
    width, step, lower = (NARROW, 46, 9) if is_narrow else (WIDE, 34, 0)
    ink = colour("ink")
    known = base.transform_filter("isValid(datum.before) && isValid(datum.after)")
    layers: list[alt.Chart] = [
        known.transform_filter(condition)
        .mark_rule(color=ink, strokeWidth=thick, strokeDash=dash, yOffset=lower)
        .encode(x=scale.field("before"), x2="after:Q")
        for condition, thick, dash in (
            ("datum.is_readable", 4, [1, 0]),
            ("!datum.is_readable", 1.5, [4, 3]),
        )
    ]
    layers += [
        base.transform_filter("isValid(datum.before)")
        .mark_point(shape="circle", size=110, color=ink, fill=colour("card"), yOffset=lower)
        .encode(x=scale.field("before")),
        base.transform_filter("isValid(datum.after)")
        .mark_point(shape="circle", size=130, filled=True, opacity=1, yOffset=lower)
        .encode(x=scale.field("after"), color=alt.value(colour("client"))),
        *_words(base, width, is_narrow=is_narrow),
    ]
    return alt.layer(*layers).properties(width=width, height={"step": step}, padding=ROOM)


def _words(base: alt.Chart, width: int, *, is_narrow: bool) -> list[alt.Chart]:
    figures = base.mark_text(
        align="right" if is_narrow else "left", fontWeight=700, yOffset=-10 if is_narrow else 0
    ).encode(x=alt.value(width if is_narrow else width + 12), text="figure:N")
    if not is_narrow:
        return [figures]
    names = base.mark_text(align="left", fontWeight=600, yOffset=-10)
    return [figures, names.encode(x=alt.value(0), text="short:N")]


def blocking_quarters(
    quarters: pd.DataFrame, language: Language, *, is_narrow: bool = False
) -> Drawing:
    """One bar per quarter, and the band in which chance alone moves such counts.

    Parameters
    ----------
    quarters
        As `change_tables.quarter_table`: ``label``, ``count``, ``lower``, ``upper``, ``side``.
    language
        Language of the axis.
    is_narrow
        Draw for a narrow screen.
    """
    title = text("Blocking incidents in the quarter", language)
    base = alt.Chart(quarters).encode(
        x=alt.X("label:N", sort=None, title=None, axis=alt.Axis(labelAngle=-40, ticks=False)),
        tooltip=["label:N", "count:Q", "lower:Q", "upper:Q"],
    )
    ink = colour("ink")
    bars = base.mark_bar(stroke=ink, strokeWidth=1).encode(
        y=alt.Y("count:Q", title=title, axis=alt.Axis(tickMinStep=1)),
        color=alt.Color(
            "is_after:N",
            legend=None,
            scale=alt.Scale(domain=[False, True], range=[colour("card"), colour("client")]),
        ),
    )
    limits = [
        base.mark_tick(color=ink, thickness=2, size=26, opacity=1).encode(y=f"{end}:Q")
        for end in ("lower", "upper")
    ]
    width = NARROW if is_narrow else WIDE
    return alt.layer(bars, *limits).properties(width=width, height=180, padding=ROOM)
