"""The four named grounds that two measures are read against, drawn under the points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import Any

import pandas as pd

from infopilot.model.score import Quadrant
from infopilot.model.services import ServiceQuadrant
from infopilot.model.text import Language
from infopilot.views.labels import LETTER, LINE, Box
from infopilot.views.messages import text
from infopilot.views.names import QUADRANTS, SERVICE_QUADRANTS
from infopilot.views.theme import alt, colour

Corner = tuple[bool, bool]
NARROW_LINE, WIDE_LINE = 14, 30
FROM_EDGE = 6


@dataclass(frozen=True, slots=True)
class Grounds:
    """What each corner and each axis is called; a corner is (high on x, high on y).

    Scales begin at ``bottom``; without ``ticks`` they are cut in four.
    """

    corners: Mapping[Corner, str]
    x: str
    y: str
    axis_format: str
    margin: float = 0.0
    narrow_margin: float = 0.0
    bottom: float = 0.0
    ticks: Sequence[float] = ()

    def margin_of(self, *, is_narrow: bool) -> float:
        """Room around the scales for the names of the corners, as a share of the scales."""
        return self.narrow_margin if is_narrow else self.margin

    def name(self, corner: Corner, language: Language, *, is_narrow: bool) -> str:
        """What a corner is called, cut into lines."""
        return fill(text(self.corners[corner], language), NARROW_LINE if is_narrow else WIDE_LINE)

    def written(self, language: Language, side: float, *, cut: float, is_narrow: bool) -> list[Box]:
        """Where `four_grounds` writes in a square of ``side``; ``cut`` is a share of the scale."""
        margin = self.margin_of(is_narrow=is_narrow)
        middle = side * (cut + margin) / (1 + 2 * margin)
        boxes = []
        for is_right, is_up in self.corners:
            lines = self.name((is_right, is_up), language, is_narrow=is_narrow).splitlines()
            left, height = FROM_EDGE + (middle if is_right else 0), LINE * len(lines)
            top = FROM_EDGE if is_up else side - FROM_EDGE - height
            boxes.append(Box(left, top, left + LETTER * max(map(len, lines)), top + height))
        return boxes


DEPENDENCY = Grounds(
    corners={
        (True, False): QUADRANTS[Quadrant.LATENT],
        (True, True): QUADRANTS[Quadrant.CAPTIVE],
        (False, True): QUADRANTS[Quadrant.FRICTION],
        (False, False): QUADRANTS[Quadrant.SERENE],
    },
    x="Structural dependency: by the facts",
    y="Experienced dependency: by the incidents",
    axis_format="d",
)
CLARITY = Grounds(
    corners={
        (True, False): "Clear but misplaced",
        (True, True): "Clear and well placed",
        (False, True): "Well placed but unclear",
        (False, False): "Unclear and misplaced",
    },
    x="Agreement: we name the same person",
    y="Conformity: it is the right person",
    axis_format="%",
    margin=0.12,
    narrow_margin=0.4,
)
SERVICES = Grounds(
    corners={
        (True, False): SERVICE_QUADRANTS[ServiceQuadrant.BOTTLENECK],
        (True, True): SERVICE_QUADRANTS[ServiceQuadrant.STRATEGIC],
        (False, True): SERVICE_QUADRANTS[ServiceQuadrant.LEVERAGE],
        (False, False): SERVICE_QUADRANTS[ServiceQuadrant.ROUTINE],
    },
    x="Hard to replace, from 1 to 5",
    y="Critical, from 1 to 5",
    axis_format="d",
    margin=0.1,
    narrow_margin=0.2,
    bottom=1,
    ticks=(1, 2, 3, 4, 5),
)


def four_grounds(
    grounds: Grounds, language: Language, *, top: float, threshold: float, is_narrow: bool = False
) -> list[alt.Chart]:
    """Layers that name the four corners of a square up to ``top``, cut at ``threshold``."""
    room = grounds.margin_of(is_narrow=is_narrow) * (top - grounds.bottom)
    low, high = grounds.bottom - room, top + room
    rows = [
        {
            "x": threshold if is_right else low,
            "x2": high if is_right else threshold,
            "y": threshold if is_up else low,
            "y2": high if is_up else threshold,
            "edge": high if is_up else low,
            "is_up": is_up,
            "name": grounds.name((is_right, is_up), language, is_narrow=is_narrow),
        }
        for is_right, is_up in grounds.corners
    ]
    ticks = grounds.ticks or [top * quarter / 4 for quarter in range(5)]
    axis = alt.Axis(values=list(ticks), format=grounds.axis_format, grid=False, domain=False)
    scale = alt.Scale(domain=(low, high), nice=False, zero=False)
    x = alt.X("x:Q", scale=scale, axis=axis, title=text(grounds.x, language))
    y = alt.Y("y:Q", scale=scale, axis=axis, title=text(grounds.y, language))
    base = alt.Chart(pd.DataFrame(rows)).encode(x=x)
    words: dict[str, Any] = {"align": "left", "dx": FROM_EDGE, "fontWeight": 600, "lineBreak": "\n"}
    words["color"] = colour("muted")
    upper = base.transform_filter("datum.is_up").mark_text(baseline="top", dy=FROM_EDGE, **words)
    lower = base.transform_filter("!datum.is_up").mark_text(
        baseline="bottom", dy=-FROM_EDGE, **words
    )
    return [
        base.mark_rect(fill=colour("card"), stroke=colour("line")).encode(
            x2="x2:Q", y=y, y2="y2:Q"
        ),
        *(names.encode(y="edge:Q", text="name:N") for names in (upper, lower)),
    ]
