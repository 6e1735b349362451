"""Charts of figures against experience: quarter by quarter, and where working time is lost."""

from collections.abc import Sequence
from textwrap import shorten

from infopilot.model.perception import PerceptionGap
from infopilot.model.text import Language
from infopilot.views.blocks import Column, data_table
from infopilot.views.figures import Figure, figure
from infopilot.views.frames import records
from infopilot.views.glyphs import key_mark
from infopilot.views.incident_charts import Bar, lying_bars
from infopilot.views.markup import Markup, tag
from infopilot.views.messages import number, text
from infopilot.views.perception_charts import quarters_chart
from infopilot.views.perception_sentences import (
    lost_time_sentence,
)
from infopilot.views.perception_tables import lost_time_table, quarter_table
from infopilot.views.quantities import amount, share
from infopilot.views.subject import Subject

FEWEST_QUARTERS = 2
MOST_CATEGORIES = 8
LINE_OF_CATEGORY = 28


def quarters_figure(gap: PerceptionGap, subject: Subject) -> Markup | None:
    """Both verdicts quarter by quarter; None with too few quarters to draw."""
    language = subject.language
    table = quarter_table(gap, subject.method.perception.minimum_rated, language)
    if min(table["met"].notna().sum(), table["satisfied"].notna().sum()) < FEWEST_QUARTERS:
        return None
    title = text("Service levels and satisfaction, quarter by quarter", language)
    columns = (
        Column(text("Quarter", language)),
        Column(text("Agreed service levels met", language), is_figure=True),
        Column(text("Incidents", language), is_figure=True),
        Column(text("Satisfied users", language), is_figure=True),
        Column(text("Incidents rated", language), is_figure=True),
    )
    rows = (
        (
            row.quarter,
            share(row.met, language),
            amount(row.told, language),
            share(row.satisfied, language),
            amount(row.rated, language),
        )
        for row in records(table)
    )
    marks = (
        ("box", "Agreed service levels met"),
        ("disc-client", "Satisfied users"),
        ("rule", "Target of the service level"),
    )
    content = Figure(
        id="ip-quarters",
        title=title,
        summary=text(
            "A quarter with fewer than {n} ratings has no point. By quarter in which the incident "
            "was opened.",
            language,
            n=number(subject.method.perception.minimum_rated, language),
        ),
        wide=quarters_chart(table, language, target=gap.sla_target),
        narrow=quarters_chart(table, language, target=gap.sla_target, is_narrow=True),
        table=data_table(title, columns, rows),
        key=key_of(marks, language),
    )
    return figure(content, language)


def lost_time_figure(gap: PerceptionGap, language: Language) -> Markup | None:
    """Where working time is lost, by category; None when the log does not tell."""
    table = lost_time_table(gap, language)
    if table.empty:
        return None
    title = text("Where working time is lost", language)
    columns = (
        Column(text("Subject", language)),
        Column(text("Hours lost", language), is_figure=True),
        Column(text("Incidents", language), is_figure=True),
        Column(text("Share of the time", language), is_figure=True),
        Column(text("With those above", language), is_figure=True),
    )
    rows = (
        (
            row.category,
            amount(row.hours, language, 1),
            amount(row.incidents, language),
            share(row.share, language),
            share(row.together, language),
        )
        for row in records(table)
    )
    shown = table.head(MOST_CATEGORIES)
    bars = [
        Bar(
            (short,),
            row.hours,
            text("{n} h", language, n=number(row.hours, language, 1)),
        )
        for row, short in zip(
            records(shown), short_categories(list(shown["category"])), strict=True
        )
    ]
    content = Figure(
        id="ip-lost-time",
        title=title,
        summary=lost_time_sentence(gap.lost_time, language),
        wide=lying_bars(bars),
        narrow=lying_bars(bars, is_narrow=True),
        table=data_table(title, columns, rows),
    )
    return figure(content, language)


def short_categories(categories: Sequence[str]) -> list[str]:
    """The last step of each path where that tells them apart, on one short line.

    >>> short_categories(["IT > Mail", "IT > Network"]), short_categories(["A > Mail", "B > Mail"])
    (['Mail', 'Network'], ['A > Mail', 'B > Mail'])
    """
    leaves = [category.rpartition(" > ")[2] for category in categories]
    names = leaves if len(set(leaves)) == len(leaves) else categories
    return [shorten(name, LINE_OF_CATEGORY, placeholder="…") for name in names]


def key_of(marks: tuple[tuple[str, str], ...], language: Language) -> Markup:
    """What each mark of a chart stands for."""
    items = (tag("li", key_mark(kind), " ", text(words, language)) for kind, words in marks)
    return tag("ul", items, class_="ip-key")
