"""The answers to one question on the scale of levels: one mark per named respondent."""

from collections import Counter
from collections.abc import Iterable

from infopilot.model.people import Side
from infopilot.model.questionnaire import LEVELS
from infopilot.views.markup import Markup, tag

STEP, MARK, FOOT = 26, 14, 16


def level_strip(marks: Iterable[tuple[int, Side]]) -> Markup:
    """Marks stacked on their levels: a disc for the client, a square for the provider.

    It goes with the same answers in words, which screen readers are given alone.
    """
    given = sorted(marks, key=lambda mark: (mark[0], mark[1] is Side.PROVIDER))
    highest = max(Counter(level for level, _ in given).values(), default=1)
    base = MARK * highest + 4
    reached: Counter[int] = Counter()
    shapes = []
    for level, side in given:
        reached[level] += 1
        shapes.append(_mark(side, _x(level), base - 2 - MARK * (reached[level] - 0.5)))
    ticks = (
        tag("text", str(level), x=_x(level), y=base + FOOT - 4, text_anchor="middle")
        for level in LEVELS
    )
    line = tag("path", d=f"M2 {base}H{STEP * len(LEVELS) - 2}", class_="ip-strip-line")
    size = {"width": STEP * len(LEVELS), "height": base + FOOT}
    return tag("svg", line, shapes, ticks, class_="ip-levels", aria_hidden="true", **size)


def _x(level: int) -> float:
    return STEP * (level - 0.5)


def _mark(side: Side, x: float, y: float) -> Markup:
    if side is Side.CLIENT:
        return tag("circle", cx=x, cy=y, r=5.5, class_="ip-client")
    return tag("rect", x=x - 5, y=y - 5, width=10, height=10, rx=1, class_="ip-provider")
