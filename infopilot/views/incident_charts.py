"""Charts of a ticket log: bars with their figures written on them; nothing is computed here."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from infopilot.views.charts import NARROW, WIDE, WIDEST_LETTER
from infopilot.views.theme import SMALLEST_TEXT, USUAL_TEXT, Drawing, alt, colour

HEIGHT = 200
ROW, BAR = 28, 16
ROOM_FOR_A_FIGURE = 30
ROOM_FOR_A_NAME = 34
USUAL_NAME = 5
ROOM_AT_THE_END = 58
LETTER = 6.5


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is called (in lines), how long it is, the figure at its end."""

    name: tuple[str, ...]
    value: float
    figure: str
    is_soft: bool = False


def upright_bars(
    bars: Sequence[Bar], title: str, *, top: float | None = None, is_narrow: bool = False
) -> Drawing:
    """Bars side by side, in their order; figures above them where there is room.

    ``title`` names the horizontal axis; ``top`` ends the scale, else the highest bar does.
    """
    width = NARROW if is_narrow else WIDE
    step = width / max(1, len(bars))
    size = SMALLEST_TEXT if is_narrow else USUAL_TEXT
    every = _every(step, bars)
    base = alt.Chart(_table(bars)).encode(x=_names(bars, title, every=every, size=size))
    highest = max([bar.value for bar in bars], default=0)
    scale = alt.Scale(domain=(0, top or highest or 1), nice=top is None)
    has_room = step >= ROOM_FOR_A_FIGURE
    axis = None if has_room else alt.Axis(title=None, tickCount=4, format="~s")
    length = alt.Y("value:Q", scale=scale, axis=axis)
    layers = [base.mark_bar(width={"band": 0.68}).encode(y=length, color=_shades())]
    if has_room:
        layers.append(base.mark_text(dy=-8, fontWeight=600).encode(y=length, text="figure:N"))
    return alt.layer(*layers).properties(width=width, height=HEIGHT)


def lying_bars(bars: Sequence[Bar], *, is_narrow: bool = False) -> Drawing:
    """Bars one under the other, in their order, each with its figure at its end."""
    longest = max((len(line) for bar in bars for line in bar.name), default=0)
    axis = alt.Axis(
        title=None,
        ticks=False,
        domain=False,
        labelLimit=0,
        labelPadding=10,
        minExtent=(WIDEST_LETTER - 1) * longest,
        labelExpr=f"{_labels(bars)}[datum.value]",
    )
    taken = (WIDEST_LETTER - 1) * longest if is_narrow else 0
    width = (NARROW if is_narrow else WIDE) - taken
    # The figure at the end of the longest bar needs its room too.
    highest = max([bar.value for bar in bars], default=0) * width / (width - ROOM_AT_THE_END)
    base = alt.Chart(_table(bars)).encode(
        y=alt.Y("place:O", sort=None, axis=axis),
        x=alt.X("value:Q", axis=None, scale=alt.Scale(domain=(0, highest or 1), nice=False)),
    )
    marks = base.mark_bar(height=BAR).encode(color=_shades())
    figures = base.mark_text(align="left", dx=6, fontWeight=600).encode(text="figure:N")
    return alt.layer(marks, figures).properties(width=width, height={"step": ROW})


def _table(bars: Sequence[Bar]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "place": range(len(bars)),
            "value": [bar.value for bar in bars],
            "figure": [bar.figure for bar in bars],
            "is_soft": [bar.is_soft for bar in bars],
        }
    )


def _shades() -> alt.Color:
    scale = alt.Scale(domain=[False, True], range=[colour("client"), colour("level-3")])
    return alt.Color("is_soft:N", scale=scale, legend=None)


def _every(step: float, bars: Sequence[Bar]) -> int:
    """Of how many names one is written; short ones are given the room of a month."""
    longest = max((len(line) for bar in bars for line in bar.name), default=0)
    needed = LETTER * longest if longest > USUAL_NAME else ROOM_FOR_A_NAME
    return max(1, round(needed / step))


def _names(bars: Sequence[Bar], title: str, *, every: int, size: int) -> alt.X:
    axis = alt.Axis(
        title=title,
        ticks=False,
        labelAngle=0,
        labelFontSize=size,
        values=list(range(0, len(bars), every)),
        labelExpr=f"{_labels(bars)}[datum.value]",
        labelOverlap=False,
    )
    return alt.X("place:O", sort=None, axis=axis)


def _labels(bars: Sequence[Bar]) -> str:
    return json.dumps([list(bar.name) for bar in bars], ensure_ascii=False)
