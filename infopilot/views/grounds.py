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


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """Grounds in a square of ``side`` pixels, their scales up to ``top``, cut at ``threshold``."""

    grounds: Grounds
    language: Language
    side: float
    top: float
    threshold: float
    is_narrow: bool = False

    @property
    def domain(self) -> tuple[float, float]:
        """The ends of both scales, with room for the names of the corners."""
        grounds = self.grounds
        margin = grounds.narrow_margin if self.is_narrow else grounds.margin
        room = margin * (self.top - grounds.bottom)
        return grounds.bottom - room, self.top + room

    def pixels(self, value: float) -> float:
        """How far ``value`` is from the left edge, or from the lower one."""
        low, high = self.domain
        return self.side * (value - low) / (high - low)

    def written(self) -> list[Box]:
        """Where `layers` writes the names of the corners."""
        boxes = []
        for is_right, is_up in self.grounds.corners:
            lines = self._name((is_right, is_up)).splitlines()
            left = FROM_EDGE + (self.pixels(self.threshold) if is_right else 0)
            height = LINE * len(lines)
            top = FROM_EDGE if is_up else self.side - FROM_EDGE - height
            boxes.append(Box(left, top, left + LETTER * max(map(len, lines)), top + height))
        return boxes

    def layers(self) -> list[alt.Chart]:
        """The four corners, then their names."""
        grounds, threshold = self.grounds, self.threshold
        low, high = self.domain
        rows = [
            {
                "x": threshold if is_right else low,
                "x2": high if is_right else threshold,
                "y": threshold if is_up else low,
                "y2": high if is_up else threshold,
                "edge": high if is_up else low,
                "is_up": is_up,
                "name": self._name((is_right, is_up)),
            }
            for is_right, is_up in grounds.corners
        ]
        x, y = alt.X("x:Q", **self._scale(grounds.x)), alt.Y("y:Q", **self._scale(grounds.y))
        base = alt.Chart(pd.DataFrame(rows)).encode(x=x)
        words: dict[str, Any] = {"align": "left", "dx": FROM_EDGE, "fontWeight": 600}
        words |= {"lineBreak": "\n", "color": colour("muted")}
        upper = base.transform_filter("datum.is_up").mark_text(
            baseline="top", dy=FROM_EDGE, **words
        )
        lower = base.transform_filter("!datum.is_up").mark_text(
            baseline="bottom", dy=-FROM_EDGE, **words
        )
        return [
            base.mark_rect(fill=colour("card"), stroke=colour("line")).encode(
                x2="x2:Q", y=y, y2="y2:Q"
            ),
            *(names.encode(y="edge:Q", text="name:N") for names in (upper, lower)),
        ]

    def _name(self, corner: Corner) -> str:
        words = text(self.grounds.corners[corner], self.language)
        return fill(words, NARROW_LINE if self.is_narrow else WIDE_LINE)

    def _scale(self, title: str) -> dict[str, Any]:
        ticks = self.grounds.ticks or [self.top * quarter / 4 for quarter in range(5)]
        return {
            "scale": alt.Scale(domain=self.domain, nice=False, zero=False),
            "axis": alt.Axis(
                values=list(ticks), format=self.grounds.axis_format, grid=False, domain=False
            ),
            "title": text(title, self.language),
        }
