"""The chart of a rating by department; nothing is computed here."""

import pandas as pd

from infopilot.model.text import Language
from infopilot.views.charts import NARROW, WIDE, WIDEST_LETTER
from infopilot.views.frames import records
from infopilot.views.messages import number, text
from infopilot.views.quantities import known
from infopilot.views.theme import Drawing, alt, colour

STEP, NARROW_STEP = 32, 44
ABOVE, BELOW = -10, 9
SIZE = 120
LABEL_GAP = 12


def department_dots(
    figures: pd.DataFrame, ends: tuple[int, int], language: Language, *, is_narrow: bool = False
) -> Drawing:
    """One dot per department on the scale of the rating; a rule marks the whole company.

    Parameters
    ----------
    figures
        As `department_section.department_table`, of one item.
    ends
        Lowest and highest rating.
    language
        Language of the words.
    is_narrow
        Draw for a narrow screen: names above their dots.
    """
    table = figures.assign(label=_labels(figures, language))
    base = alt.Chart(table[~table["is_company"]]).encode(y=_rows(table, is_narrow=is_narrow))
    company = alt.Chart(table[table["is_company"]])
    lower = BELOW if is_narrow else 0
    scale = alt.X(
        type="quantitative",
        title=None,
        scale=alt.Scale(domain=ends, nice=False),
        axis=alt.Axis(tickCount=6, domain=False),
    )
    shown = base.transform_filter("isValid(datum.value)")
    hidden = base.transform_filter("!isValid(datum.value)")
    layers = [
        company.mark_rule(color=colour("ink"), strokeDash=[4, 3], strokeWidth=2).encode(
            x=scale.field("value")
        ),
        shown.mark_point(
            shape="circle", size=SIZE, filled=True, opacity=1, color=colour("client"), yOffset=lower
        ).encode(x=scale.field("value"), tooltip=["department:N", "label:N"]),
        shown.mark_text(align="left", dx=LABEL_GAP, fontWeight=700, yOffset=lower).encode(
            x=scale.field("value"), text="label:N"
        ),
        hidden.mark_text(
            align="left", fontStyle="italic", color=colour("muted"), yOffset=lower
        ).encode(x=alt.value(4), text="label:N"),
    ]
    if is_narrow:
        names = base.mark_text(align="left", fontWeight=600, yOffset=ABOVE)
        layers.append(names.encode(x=alt.value(0), text="department:N"))
    width, step = (NARROW, NARROW_STEP) if is_narrow else (WIDE, STEP)
    return alt.layer(*layers).properties(width=width, height={"step": step})


def _labels(figures: pd.DataFrame, language: Language) -> list[str]:
    hidden = text("hidden", language)
    values = [known(row.value) for row in records(figures)]
    return [hidden if value is None else number(value, language, 1) for value in values]


def _rows(table: pd.DataFrame, *, is_narrow: bool) -> alt.Y:
    names = list(table.loc[~table["is_company"], "department"])
    longest = max(map(len, names))
    axis = alt.Axis(
        title=None,
        ticks=False,
        domain=False,
        labelLimit=0,
        labelPadding=12,
        minExtent=WIDEST_LETTER * longest,
    )
    return alt.Y(
        "department:N",
        sort=None,
        scale=alt.Scale(domain=names),
        axis=None if is_narrow else axis,
    )
