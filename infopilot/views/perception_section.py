"""Figures and experience: whether the ticket log and the people tell the same story."""

from collections.abc import Iterator

import pandas as pd

from infopilot.model.estimate import Estimate
from infopilot.model.perception import PerceptionGap
from infopilot.model.score import Scorecard
from infopilot.model.text import Language
from infopilot.views.blocks import Column, code, data_table, paragraph, section
from infopilot.views.figures import Figure, figure
from infopilot.views.frames import records
from infopilot.views.markup import Child, Markup, join, tag
from infopilot.views.messages import number, text
from infopilot.views.perception_charts import crossed_chart
from infopilot.views.perception_figures import key_of, lost_time_figure, quarters_figure
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
from infopilot.views.perception_tables import crossed_table
from infopilot.views.quantities import DASH, known, share
from infopilot.views.subject import Subject

MOST_CROSSED = 10


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
        quarters_figure(gap, subject),
        lost_time_figure(gap, language),
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
        key=key_of(marks, language),
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
