"""Charts as inline SVG in a figure: no script, no request, with a title and the same figures.

vega draws with the fonts of this machine but names the house's own, so the reader's browser
chooses; ids are renamed per figure, since several drawings share one page.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import vl_convert

from infopilot.model.errors import ServingError
from infopilot.model.text import Language
from infopilot.views.blocks import disclosure, paragraph
from infopilot.views.markup import Child, Markup, tag
from infopilot.views.messages import text
from infopilot.views.theme import LOCALES, Drawing

_OPENING = re.compile(r"<svg[^>]*?width=\"([\d.]+)\"[^>]*?(viewBox=\"[^\"]*\")[^>]*>")
# The drawing is one image with a name: its parts have none, and are not announced.
_PART = re.compile(r' role="graphics-(?:symbol|object)"(?: aria-roledescription="[^"]*")?')
_ID = re.compile(r"(\bid=\"|url\(#|href=\"#)([\w-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One chart for wide screens and one for narrow ones, with its words and its figures.

    ``summary`` says in a sentence what a glance would tell; ``key`` explains the marks.
    """

    id: str
    title: str
    summary: str
    wide: Drawing
    narrow: Drawing
    table: Markup
    key: Child = None


def figure(content: Figure, language: Language) -> Markup:
    """The figure as HTML: drawing, caption, key, and its figures on demand."""
    drawings = (
        tag("div", svg(chart, f"{content.id}-{kind}", content, language), class_=f"ip-{kind}")
        for kind, chart in (("wide", content.wide), ("narrow", content.narrow))
    )
    beside = tag(
        "div",
        paragraph(content.summary),
        content.key,
        disclosure(text("The same figures in a table", language), content.table),
        class_="ip-beside",
    )
    caption = tag("figcaption", content.title)
    return tag(
        "figure", caption, tag("div", drawings, class_="ip-drawn"), beside, class_="ip-drawing"
    )


def svg(chart: Drawing, identifier: str, words: Figure, language: Language) -> Markup:
    """``chart`` as one ``<svg>`` that scales down, named and described for screen readers.

    Raises `ServingError` when the chart would fetch its data from an address.
    """
    spec = chart.to_dict()
    _refuse_addresses(spec)
    drawn = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[], format_locale=LOCALES[language])
    opening = _OPENING.match(drawn)
    if opening is None:
        raise ServingError("a chart could not be drawn", got=drawn[:60])
    inner = _with_own_ids(_PART.sub("", drawn[opening.end() :].removesuffix("</svg>")), identifier)
    named, described = f"{identifier}-title", f"{identifier}-desc"
    head = tag("title", words.title, id=named) + tag("desc", words.summary, id=described)
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{named} {described}" '
        f'{opening[2]} width="{opening[1]}" class="ip-chart">{head}{inner}</svg>'
    )


def _refuse_addresses(spec: object) -> None:
    if isinstance(spec, Mapping):
        if "url" in spec:
            raise ServingError(
                "a chart may not fetch its data",
                expected="data held by the chart",
                got=spec["url"],
            )
        for part in spec.values():
            _refuse_addresses(part)
    elif isinstance(spec, list):
        for part in spec:
            _refuse_addresses(part)


def _with_own_ids(drawing: str, identifier: str) -> str:
    own: dict[str, str] = {}

    def renamed(match: re.Match[str]) -> str:
        return match[1] + own.setdefault(match[2], f"{identifier}-{len(own) + 1}")

    return _ID.sub(renamed, drawing)
