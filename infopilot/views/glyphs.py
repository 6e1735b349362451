"""Small drawings that live in the text: who is named, where a figure stands, which level.

They are SVG, not coloured boxes: a printer leaves backgrounds out. Each says in words, beside it or
in its label, what it shows.
"""

from collections.abc import Mapping

from infopilot.model.decisions import Actor
from infopilot.model.items import DONT_KNOW
from infopilot.model.people import Side
from infopilot.views.markup import Markup, join, tag

SIZE = 12


def dots(actor: str, count: int) -> Markup:
    """One mark per answer: a disc for the client, a square for the provider, else hollow.

    A third party is a diamond: it stands on neither side.
    """
    marks = join(_dot(actor) for _ in range(count))
    return tag("span", marks, class_="ip-dots", aria_hidden="true")


def range_bar(
    value: float, low: float | None, high: float | None, *, label: str, top: float = 100
) -> Markup:
    """Where ``value`` stands from 0 to ``top``, on the band from ``low`` to ``high``."""
    band = None
    if low is not None and high is not None:
        width = f"{100 * (high - low) / top:.2f}%"
        x = f"{100 * low / top:.2f}%"
        band = tag("rect", x=x, y=5, width=width, height=8, rx=2, class_="ip-band")
    return tag(
        "svg",
        tag("rect", x=0, y=5, width="100%", height=8, rx=4, class_="ip-track"),
        band,
        tag("rect", x=f"{100 * value / top:.2f}%", y=1, width=3, height=16, class_="ip-marker"),
        class_="ip-range",
        role="img",
        aria_label=label,
        width="100%",
        height=18,
    )


def steps(level: float, *, of: int = 5) -> Markup:
    """The levels as rising steps, those reached filled; none is when ``level`` is NaN."""
    bars = (
        tag(
            "rect",
            x=8 * rank,
            y=16 - 3 * (rank + 1),
            width=6,
            height=3 * (rank + 1),
            class_="ip-step-on" if rank < level else "ip-step-off",
        )
        for rank in range(of)
    )
    box = {"viewBox": f"0 0 {8 * of} 16"}
    return tag("svg", bars, class_="ip-steps", width=8 * of, height=16, aria_hidden="true", **box)


def key_mark(kind: str) -> Markup:
    """A mark of a chart, for its key, by the name of its shape."""
    shapes: Mapping[str, Markup] = {
        "bar": tag("rect", x=0, y=3, width=18, height=8, class_="ip-key-bar"),
        "bar-soft": tag("rect", x=0, y=3, width=18, height=8, class_="ip-key-soft"),
        "bar-hollow": tag("rect", x=1, y=3, width=16, height=8, class_="ip-key-hollow"),
        "cap": tag("rect", x=8, y=0, width=3, height=14, class_="ip-key-cap"),
        "diamond": tag("path", d="M9 1L15 7L9 13L3 7Z", class_="ip-key-hollow"),
        "band": tag("path", d="M1 7H17M1 3V11M17 3V11", class_="ip-key-line"),
        "upright": tag("path", d="M9 0V14", class_="ip-key-line"),
        "zone": tag("rect", x=3, y=0, width=12, height=14, class_="ip-key-zone"),
        "line": tag("rect", x=8, y=0, width=3, height=14, class_="ip-key-disc"),
        "rule": tag("path", d="M0 7H18", class_="ip-key-rule"),
        "box": tag("path", d="M4 2H14V12H4Z", class_="ip-key-cap"),
        "provider-box": tag("rect", x=4, y=2, width=10, height=10, class_="ip-provider"),
        "disc": tag("circle", cx=9, cy=7, r=5, class_="ip-key-disc"),
        "disc-hollow": tag("circle", cx=9, cy=7, r=5, class_="ip-key-hollow"),
        "disc-client": tag("circle", cx=9, cy=7, r=5, class_="ip-key-bar"),
        "thick": tag("path", d="M1 7H17", class_="ip-key-line"),
        "dashed": tag("path", d="M1 7H5M7 7H11M13 7H17", class_="ip-key-line"),
    }
    return tag("svg", shapes[kind], class_="ip-key-mark", width=18, height=14, aria_hidden="true")


def _dot(actor: str) -> Markup:
    return tag("svg", _shape(actor), width=SIZE, height=SIZE, class_="ip-dot")


def _shape(actor: str) -> Markup:
    if actor in {DONT_KNOW, Actor.NOBODY}:
        return tag("circle", cx=6, cy=6, r=4.75, class_="ip-hollow")
    side = Actor(actor).side if actor in set(Actor) else None
    if side is Side.CLIENT:
        return tag("circle", cx=6, cy=6, r=5.5, class_="ip-client")
    if side is Side.PROVIDER:
        return tag("rect", x=1, y=1, width=10, height=10, rx=1, class_="ip-provider")
    return tag("path", d="M6 0.5L11.5 6L6 11.5L0.5 6Z", class_="ip-third")
