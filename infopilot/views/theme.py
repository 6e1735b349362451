"""The house theme of charts, and the only place that imports altair.

``import altair`` reaches jsonschema, which imports ``rfc3987_syntax`` when it can; that package
builds its parsers on import, half of the whole cost, for a check of ``iri`` strings that no
Vega-Lite specification holds. While altair is imported, that one name cannot be found; jsonschema
expects as much and goes without. Whatever imports it later finds it again.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from types import ModuleType
from typing import Literal, TypeAlias, cast

from infopilot.model.text import Language
from infopilot.views.style import tokens


@contextmanager
def hidden(module: str) -> Iterator[None]:
    """Make ``import module`` fail with `ImportError` meanwhile, unless it is already imported."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = cast("ModuleType", None)
    try:
        yield
    finally:
        del sys.modules[module]


with hidden("rfc3987_syntax"):
    import altair as alt
    from altair.utils.schemapi import debug_mode

__all__ = [
    "LOCALES",
    "SMALLEST_TEXT",
    "USUAL_TEXT",
    "Drawing",
    "alt",
    "colour",
    "hidden",
    "house_theme",
    "unchecked",
]

SMALLEST_TEXT, USUAL_TEXT = 11, 12
Drawing: TypeAlias = alt.Chart | alt.LayerChart | alt.FacetChart
LOCALES: Mapping[Language, Literal["fr-FR", "en-GB"]] = {"fr": "fr-FR", "en": "en-GB"}


def colour(name: str) -> str:
    """A colour of the house by the name of its token.

    >>> colour("provider")
    '#b4530a'
    """
    return tokens()[name]


def unchecked() -> AbstractContextManager[None]:
    """Draw without checking each mark against the schema: our own charts are checked by tests.

    A third of the time of a page goes into these checks. Analysts keep them.
    """
    return debug_mode(arg=False)


@alt.theme.register("infopilot", enable=True)
def house_theme() -> alt.theme.ThemeConfig:
    """Calm paper, dark ink, the system's own font, no text under `SMALLEST_TEXT`."""
    ink, muted, line = colour("ink"), colour("muted"), colour("line")
    sizes = {"labelFontSize": USUAL_TEXT, "titleFontSize": USUAL_TEXT}
    words = {"labelColor": ink, "titleColor": muted, "titleFontWeight": "normal"}
    lines = {"domainColor": line, "tickColor": line, "gridColor": line}
    config = {
        "aria": False,
        "background": "transparent",
        "font": tokens()["font"],
        "padding": 4,
        "view": {"stroke": None},
        "axis": sizes | words | lines | {"labelPadding": 6},
        "legend": sizes | words | {"orient": "top", "title": None, "offset": 8},
        "text": {"color": ink, "fontSize": USUAL_TEXT},
        "title": {"color": ink, "anchor": "start", "fontSize": 15, "fontWeight": 600},
    }
    return cast("alt.theme.ThemeConfig", {"config": config})
