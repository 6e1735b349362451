"""Charts of the results: tidy tables in (see `tables`), ``alt.Chart`` out; nothing is computed.

``is_narrow`` gives the same chart for a telephone: the same marks, names above instead of beside.
"""

import json
from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any, Literal

import pandas as pd

from infopilot.model.text import Language
from infopilot.views.grounds import CLARITY, DEPENDENCY, Square
from infopilot.views.messages import text
from infopilot.views.quantities import known, level
from infopilot.views.scatter import side_labels, with_sides
from infopilot.views.theme import SMALLEST_TEXT, USUAL_TEXT, Drawing, alt, colour

Align = Literal["left", "center", "right"]
WIDE, NARROW = 480, 290
SQUARE, SMALL_SQUARE = 430, 270
TOP_LEVEL = 5
LINE_OF_NAME = 24
WEIGHTS, AREAS = (0, 12), (20, 700)
WIDEST_LETTER = 8


def maturity_profile(
    dimensions: pd.DataFrame,
    level_names: Sequence[str],
    language: Language,
    *,
    is_narrow: bool = False,
) -> Drawing:
    """One bar per dimension, from level 1 to 5, its figure at the end of the row.

    The dark bar ends at the score, the pale one at the mean before the cap; a thick tick marks the
    cap, a hollow diamond what was declared without proof.

    Parameters
    ----------
    dimensions
        As `tables.dimension_table`: ``short``, ``name``, ``value``, ``uncapped``, ``declared``,
        ``capped_by``, ``capped_by_text``.
    level_names
        Names of levels 1 to 5, for the axis.
    language
        Language of the axis and the figures.
    is_narrow
        Draw for a narrow screen.
    """
    base = alt.Chart(_with_labels(dimensions, language)).encode(
        y=name_rows(list(dimensions["short"]), is_narrow=is_narrow),
        tooltip=["name:N", "value:Q", "uncapped:Q", "declared:Q", "capped_by_text:N"],
    )
    scale = level_axis(level_names, language, is_narrow=is_narrow)
    lower = 9 if is_narrow else 0
    mark: dict[str, Any] = {"opacity": 1, "yOffset": lower}
    width, step = (NARROW, 46) if is_narrow else (WIDE, 34)
    capped = base.transform_filter("isValid(datum.capped_by)")
    layers = [
        base.mark_bar(color=colour("level-2"), height=14, **mark).encode(
            x=scale.field("uncapped"), x2=alt.datum(1)
        ),
        base.mark_bar(color=colour("client"), height=14, **mark).encode(
            x=scale.field("value"), x2=alt.datum(1)
        ),
        capped.mark_tick(color=colour("ink"), thickness=4, size=26, **mark).encode(
            x=scale.field("value")
        ),
        base.mark_point(
            shape="diamond", size=90, color=colour("ink"), fill=colour("card"), **mark
        ).encode(x=scale.field("declared")),
        *_words(base, width, is_narrow=is_narrow),
    ]
    return alt.layer(*layers).properties(width=width, height={"step": step})


def dependency_quadrant(
    dependency: pd.DataFrame,
    language: Language,
    *,
    threshold: float = 50,
    is_narrow: bool = False,
) -> Drawing:
    """Structural against experienced dependency, both from 0 to 100, with the four quadrants.

    The level rule is the range left open by unknown facts, the upright one that of the incidents
    on other weeks. Without experienced dependency the first is a band over the whole height, and
    a note says so.

    Parameters
    ----------
    dependency
        As `tables.dependency_table`: ``structural``, ``low``, ``high``, ``experienced`` and its
        ends.
    language
        Language of the names.
    threshold
        Where low ends and high begins, on both axes.
    is_narrow
        Draw for a narrow screen.
    """
    side = SMALL_SQUARE if is_narrow else SQUARE
    base = alt.Chart(dependency)
    is_placed = bool(dependency["experienced"].notna().all())
    marks = _point_on_range(base) if is_placed else _range_alone(base, language)
    square = Square(grounds=DEPENDENCY, language=language, side=side, top=100, threshold=threshold)
    ground, *names = square.layers()
    return alt.layer(ground, *marks, *names).properties(width=side, height=side)


def clarity_map(places: pd.DataFrame, language: Language, *, is_narrow: bool = False) -> Drawing:
    """Agreement against conformity: clear but misplaced is not well placed but unclear.

    Parameters
    ----------
    places
        As `tables.clarity_table`: ``agreement``, ``conformity``, ``decisions``, ``weight``.
    language
        Language of the names.
    is_narrow
        Draw for a narrow screen.
    """
    side = SMALL_SQUARE if is_narrow else SQUARE
    square = Square(
        grounds=CLARITY,
        language=language,
        side=side,
        top=1,
        threshold=0.5,
        is_narrow=is_narrow,
    )
    placed = with_sides(places, square, x="agreement", y="conformity", ids="decisions")
    base = alt.Chart(placed).encode(
        x="agreement:Q", y="conformity:Q", tooltip=["decisions:N", "weight:Q"]
    )
    size = alt.Size("weight:Q", scale=alt.Scale(domain=WEIGHTS, range=AREAS), legend=None)
    points = base.mark_circle(color=colour("client"), opacity=0.6).encode(size=size)
    return alt.layer(*square.layers(), points, *side_labels(base)).properties(
        width=side, height=side
    )


def _with_labels(dimensions: pd.DataFrame, language: Language) -> pd.DataFrame:
    """The table with its figures in words: numbers are written as on the rest of the page."""
    unknown = text("cannot be computed", language)
    values = [known(value) for value in dimensions["value"]]
    figures = ["" if value is None else level(value, language) for value in values]
    notes = [unknown if value is None else "" for value in values]
    return dimensions.assign(figure=figures, unknown=notes)


def _words(base: alt.Chart, width: int, *, is_narrow: bool) -> list[alt.Chart]:
    muted = colour("muted")
    lower = 9 if is_narrow else 0
    figures = base.mark_text(
        align="right" if is_narrow else "left", fontWeight=700, yOffset=-10 if is_narrow else 0
    )
    unknown = base.mark_text(align="left", fontStyle="italic", color=muted, yOffset=lower)
    at = alt.value
    words = [
        figures.encode(x=at(width if is_narrow else width + 12), text="figure:N"),
        unknown.encode(x=at(4), text="unknown:N"),
    ]
    if is_narrow:
        names = base.mark_text(align="left", fontWeight=600, yOffset=-10)
        words.append(names.encode(x=at(0), text="short:N"))
    return words


def name_rows(names: Sequence[str], *, is_narrow: bool) -> alt.Y:
    """One row per name, from top to bottom; on a narrow screen names are written above."""
    lines = {name: fill(name, LINE_OF_NAME).split("\n") for name in names}
    longest = max((len(line) for wrapped in lines.values() for line in wrapped), default=0)
    axis = alt.Axis(
        title=None,
        ticks=False,
        domain=False,
        labelExpr=f"{json.dumps(lines, ensure_ascii=False)}[datum.value]",
        labelLimit=0,
        labelPadding=12,
        # The reader's font may be wider than the one that this drawing is measured with.
        minExtent=WIDEST_LETTER * longest,
    )
    return alt.Y(
        "short:N",
        sort=None,
        scale=alt.Scale(domain=list(names)),
        axis=None if is_narrow else axis,
    )


def level_axis(level_names: Sequence[str], language: Language, *, is_narrow: bool) -> alt.X:
    """The levels of maturity, from 1 to 5, by number and by name."""
    words: Mapping[str, list[str]] = {
        str(rank): [str(rank), name] for rank, name in enumerate(level_names, start=1)
    }
    axis = alt.Axis(
        values=list(range(1, TOP_LEVEL + 1)),
        labelExpr=f"{json.dumps(words, ensure_ascii=False)}[datum.value]",
        labelFlush=True,
        labelFontSize=SMALLEST_TEXT if is_narrow else USUAL_TEXT,
        domain=False,
        ticks=False,
    )
    return alt.X(
        type="quantitative",
        title=text("Level of maturity", language),
        scale=alt.Scale(domain=(1, TOP_LEVEL), nice=False, zero=False),
        axis=axis,
    )


def _point_on_range(base: alt.Chart) -> list[alt.Chart]:
    ink = colour("ink")
    return [
        base.mark_rule(color=ink, strokeWidth=3).encode(x="low:Q", x2="high:Q", y="experienced:Q"),
        base.transform_filter("isValid(datum.experienced_low)")
        .mark_rule(color=ink, strokeWidth=3)
        .encode(x="structural:Q", y="experienced_low:Q", y2="experienced_high:Q"),
        *(
            base.mark_tick(color=ink, thickness=3, size=16, opacity=1).encode(
                x=f"{end}:Q", y="experienced:Q"
            )
            for end in ("low", "high")
        ),
        base.mark_point(
            shape="circle", size=180, filled=True, opacity=1, color=colour("accent")
        ).encode(
            x="structural:Q",
            y="experienced:Q",
            tooltip=["label:N", "structural:Q", "low:Q", "high:Q", "experienced:Q"],
        ),
    ]


def _range_alone(base: alt.Chart, language: Language) -> list[alt.Chart]:
    halos: tuple[dict[str, Any], ...] = ({"stroke": colour("card"), "strokeWidth": 6}, {})
    note = text("Experienced dependency cannot be computed", language)
    return [
        base.mark_rect(color=colour("level-3"), opacity=0.5).encode(
            x="low:Q", x2="high:Q", y=alt.datum(0), y2=alt.datum(100)
        ),
        base.mark_rule(color=colour("accent"), strokeWidth=3).encode(
            x="structural:Q", y=alt.datum(0), y2=alt.datum(100)
        ),
        *(
            base.mark_text(align="center", fontStyle="italic", dy=-12, **halo).encode(
                x=alt.datum(50), y=alt.datum(50), text=alt.value(note)
            )
            for halo in halos
        ),
    ]
