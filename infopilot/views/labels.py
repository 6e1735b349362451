"""Where the labels of a scatter go, so that none is written over another or over a mark."""

from collections.abc import Sequence
from dataclasses import dataclass

LETTER, LINE, GAP = 7.5, 13.0, 4.0
SIDES = ("right", "left", "above", "below")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, from its left and top edges to its right and bottom ones."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two rectangles overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def fits(self, side: float) -> bool:
        """Whether the rectangle lies in a square of this side."""
        return self.left >= 0 and self.top >= 0 and self.right <= side and self.bottom <= side


@dataclass(frozen=True, slots=True)
class Mark:
    """A disc at (x, y) pixels, counted from the top left corner, and its label."""

    x: float
    y: float
    radius: float
    label: str


def label_sides(
    marks: Sequence[Mark], side: float, written: Sequence[Box] = ()
) -> list[str | None]:
    """The side of each mark where its label is free of all others; None where there is no room.

    Marks come in order of importance: the first ones choose first, around what is ``written``.

    >>> label_sides([Mark(20, 20, 5, "K01"), Mark(30, 20, 5, "K02")], 200)
    ['below', 'right']
    """
    taken = [*written, *(_disc(mark) for mark in marks)]
    chosen: list[str | None] = []
    for mark in marks:
        boxes = {name: _label(mark, name) for name in SIDES}
        free = [
            name
            for name, box in boxes.items()
            if box.fits(side) and not any(box.meets(other) for other in taken)
        ]
        chosen.append(free[0] if free else None)
        taken.extend(boxes[name] for name in free[:1])
    return chosen


def _disc(mark: Mark) -> Box:
    return Box(
        mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius
    )


def _label(mark: Mark, side: str) -> Box:
    width, away = LETTER * len(mark.label), mark.radius + GAP
    x = {"right": mark.x + away, "left": mark.x - away - width}.get(side, mark.x - width / 2)
    y = {"above": mark.y - away - LINE, "below": mark.y + away}.get(side, mark.y - LINE / 2)
    return Box(x, y, x + width, y + LINE)
