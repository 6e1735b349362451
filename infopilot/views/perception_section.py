"""Figures and experience: whether the ticket log and the people tell the same story."""

from collections.abc import Iterator, Sequence
from textwrap import shorten

import pandas as pd

from infopilot.model.estimate import Estimate
from infopilot.model.perception import PerceptionGap
from infopilot.model.score import Scorecard
from infopilot.model.text import Language
from infopilot.views.blocks import Column, code, data_table, paragraph, section
from infopilot.views.figures import Figure, figure
from infopilot.views.frames import records
from infopilot.views.glyphs import key_mark
from infopilot.views.incident_charts import Bar, lying_bars
from infopilot.views.markup import Child, Markup, join, tag
from infopilot.views.messages import number, text
from infopilot.views.perception_charts import crossed_chart, quarters_chart
from infopilot.views.perception_sentences import (
    availability_sentence,
    bounds_sentence,
    crossed_sentence,
    ground_sentence,
    lost_time_sentence,
    paired_sentence,
    reported_sentence,
    risk_sentence,
    share_range,
    signed,
    status_sentence,
    trace_sentence,
    watermelon_sentence,
)
from infopilot.views.perception_tables import crossed_table, lost_time_table, quarter_table
from infopilot.views.quantities import DASH, amount, known, share
from infopilot.views.subject import Subject

FEWEST_QUARTERS = 2
MOST_CATEGORIES = 8
MOST_CROSSED = 10
LINE_OF_CATEGORY = 28


def perception_section(scorecard: Scorecard, subject: Subject) -> Markup | None:
    """The answer in two lines, the four measures, and the charts that the figures allow."""
    gap, language = scorecard.perception_gap, subject.language
    if gap is None:
        return None
    return section(
        "ip-perception",
        text("Figures and experience", language),
        paragraph(tag("strong", status_sentence(gap, language))),
        paragraph(ground_sentence(gap, language)),
        measures_table(gap, language),
        *(paragraph(said, class_="ip-note") for said in _notes(gap, language)),
        _quarters(gap, subject),
        _lost_time(gap, language),
        *_crossed(gap, subject),
    )


def measures_table(gap: PerceptionGap, language: Language) -> Markup:
    """The four measures, each with its range and its sentence; never one blended figure."""
    columns = (
        Column(text("Measure", language)),
        Column(text("Figure", language), is_figure=True),
        Column(text("Range (95 %)", language), is_figure=True),
        Column(text("What it says", language)),
    )
    caption = text("Measures side by side, which are never added up", language)
    return data_table(caption, columns, _measures(gap, language))


def _measures(gap: PerceptionGap, language: Language) -> Iterator[tuple[Child, ...]]:
    paired, risk, lost = gap.paired.estimate, gap.relative_risk.estimate, gap.lost_time.facts
    yield (
        text("Service levels met beyond satisfaction", language),
        _points(paired.value, language),
        _point_range(paired, language),
        paired_sentence(gap.paired, language),
    )
    yield (
        text("Dissatisfied although the service level was met", language),
        share(gap.watermelon_rate.value, language),
        share_range(gap.watermelon_rate, language) or DASH,
        watermelon_sentence(gap.watermelon_rate, language),
    )
    yield (
        text("Dissatisfaction when it was missed, times that when it was met", language),
        _times(risk.value, language),
        DASH
        if risk.low is None or risk.high is None
        else text(
            "{low} to {high}",
            language,
            low=number(risk.low, language, 2),
            high=number(risk.high, language, 2),
        ),
        risk_sentence(gap.relative_risk, language),
    )
    yield (
        text("Working time lost", language),
        DASH
        if lost is None or lost.minutes is None
        else text("{n} h", language, n=number(lost.minutes / 60, language)),
        DASH,
        lost_time_sentence(gap.lost_time, language),
    )
    yield (
        text("Stoppages that left a ticket", language),
        share(gap.trace.estimate.value, language),
        share_range(gap.trace.estimate, language) or DASH,
        trace_sentence(gap.trace, language),
    )


def _notes(gap: PerceptionGap, language: Language) -> Iterator[str]:
    said = (
        bounds_sentence(gap, language),
        reported_sentence(gap.trace, language),
        availability_sentence(gap, language),
    )
    yield from (sentence for sentence in said if sentence)


def _quarters(gap: PerceptionGap, subject: Subject) -> Markup | None:
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
        key=_key(marks, language),
    )
    return figure(content, language)


def _lost_time(gap: PerceptionGap, language: Language) -> Markup | None:
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


def _crossed(gap: PerceptionGap, subject: Subject) -> tuple[Child, ...]:
    language = subject.language
    if not gap.crossed:
        return ()
    table = crossed_table(gap, subject.questionnaire, language)
    heading = tag("h3", text("The same question, seen from both sides", language))
    said = paragraph(crossed_sentence(gap, language))
    if table.empty:
        return heading, said
    title = text("Where the provider and the company see it differently", language)
    shown = table.head(MOST_CROSSED)
    marks = (("disc-client", "Seen by the company"), ("provider-box", "Seen by the provider"))
    content = Figure(
        id="ip-crossed",
        title=title,
        summary=text(
            "The further apart, the more there is to discuss: ask each side for its last example.",
            language,
        ),
        wide=crossed_chart(shown, language),
        narrow=crossed_chart(shown, language, is_narrow=True),
        table=_crossed_rows(title, table, language),
        key=_key(marks, language),
    )
    return heading, said, figure(content, language)


def _crossed_rows(title: str, table: pd.DataFrame, language: Language) -> Markup:
    columns = (
        Column(text("Question", language)),
        Column(text("Provider", language), is_figure=True),
        Column(text("Company", language), is_figure=True),
        Column(text("Difference", language), is_figure=True),
        Column(text("Range (95 %)", language), is_figure=True),
        Column(text("Whose view", language)),
    )
    rows = (
        (
            join(row.text, " ", code(row.question)),
            f"{number(row.provider, language, 1)} (n = {row.provider_answers})",
            f"{number(row.other, language, 1)} (n = {row.other_answers})",
            signed(row.difference, language, 1),
            DASH
            if known(row.low) is None
            else text(
                "{low} to {high}",
                language,
                low=signed(row.low, language, 1),
                high=signed(row.high, language, 1),
            ),
            row.against,
        )
        for row in records(table)
    )
    return data_table(title, columns, rows)


def _key(marks: tuple[tuple[str, str], ...], language: Language) -> Markup:
    items = (tag("li", key_mark(kind), " ", text(words, language)) for kind, words in marks)
    return tag("ul", items, class_="ip-key")


def _points(value: float | None, language: Language) -> str:
    if value is None:
        return DASH
    return text("{n} points", language, n=signed(100 * value, language))


def _point_range(estimate: Estimate, language: Language) -> str:
    if estimate.low is None or estimate.high is None:
        return DASH
    ends = {
        "low": signed(100 * estimate.low, language),
        "high": signed(100 * estimate.high, language),
    }
    return text("{low} to {high}", language, **ends)


def _times(value: float | None, language: Language) -> str:
    return DASH if value is None else f"× {number(value, language, 1)}"
