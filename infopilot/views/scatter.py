"""Labels of a scatter in a square: how long they are, and on which side of its mark each goes."""

from collections.abc import Mapping, Sequence
from typing import Literal

import pandas as pd

from infopilot.views.grounds import Square
from infopilot.views.labels import GAP, LINE, Mark, label_sides
from infopilot.views.theme import alt

Align = Literal["left", "center", "right"]
SHOWN_IDS = 3
LABEL_GAP = 14.0
BESIDE: Mapping[str, tuple[Align, float, float]] = {
    "right": ("left", LABEL_GAP, 0),
    "left": ("right", -LABEL_GAP, 0),
    "above": ("center", 0, -LABEL_GAP - LINE / 2),
    "below": ("center", 0, LABEL_GAP + LINE / 2),
}


def side_labels(base: alt.Chart) -> list[alt.Chart]:
    """The labels of a scatter made by `with_sides`."""
    return [
        base.transform_filter(f"datum.side == '{name}'")
        .mark_text(align=align, baseline="middle", xOffset=x, yOffset=y, fontWeight=600)
        .encode(text="label:N")
        for name, (align, x, y) in BESIDE.items()
    ]


def with_sides(places: pd.DataFrame, square: Square, *, x: str, y: str, ids: str) -> pd.DataFrame:
    """The table with each label, shortened, and the side of its mark where it can be read.

    ``x``, ``y`` and ``ids`` are columns: where each mark is on the scales of ``square``, and what
    its label lists. Labels go around the names of the corners.
    """
    labels = [_shortened(each.split(", ")) for each in places[ids]]
    marks = [
        Mark(
            x=square.pixels(across),
            y=square.side - square.pixels(up),
            radius=LABEL_GAP - GAP,
            label=label,
        )
        for across, up, label in zip(places[x], places[y], labels, strict=True)
    ]
    sides = label_sides(marks, square.side, square.written())
    return places.assign(label=labels, side=pd.Series(sides, index=places.index, dtype=object))


def _shortened(ids: Sequence[str]) -> str:
    others = len(ids) - SHOWN_IDS
    return ", ".join(ids) if others <= 0 else f"{', '.join(ids[:SHOWN_IDS])} +{others}"
