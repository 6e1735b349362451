"""Dependency: where it stands, what the facts say, what the incidents show, what to obtain."""

import pandas as pd

from infopilot.model.score import ExperiencedDependency, Scorecard, StructuralDependency
from infopilot.model.text import Language
from infopilot.views.blocks import Column, code, data_table, disclosure, paragraph, section
from infopilot.views.charts import dependency_quadrant
from infopilot.views.contradictions import contradiction_list
from infopilot.views.contribution_tables import experienced_table, friction_table
from infopilot.views.departure_section import departure_blocks
from infopilot.views.exit_section import exit_blocks
from infopilot.views.figures import Figure, figure
from infopilot.views.frames import records
from infopilot.views.glyphs import key_mark
from infopilot.views.markup import Child, Markup, join, tag
from infopilot.views.messages import number, percent, text
from infopilot.views.quantities import amount, measure, share, weight
from infopilot.views.sentences import (
    dependency_sentence,
    plural,
    range_sentence,
    reason_sentence,
)
from infopilot.views.service_section import service_blocks
from infopilot.views.subject import Subject
from infopilot.views.tables import dependency_table, structural_table
from infopilot.views.why import why, why_question


def dependency_section(scorecard: Scorecard, subject: Subject) -> Markup:
    """The quadrant, then the facts, the incidents, and friction, which is another matter."""
    language, dependency = subject.language, scorecard.dependency
    facts = structural_table(scorecard, subject.method, language)
    return section(
        "ip-dependency",
        text("Dependency on the provider", language),
        paragraph(
            text(
                "Being served by a provider is not dependency; not being able to be served by "
                "anyone else is.",
                language,
            )
        ),
        contradiction_list(dependency.contradictions, language),
        _quadrant_figure(scorecard, subject),
        *_structural(scorecard, facts, subject),
        *exit_blocks(dependency.exit_cost, subject),
        *_experienced(scorecard, subject),
        *departure_blocks(dependency.what_if, language),
        *service_blocks(dependency.services, subject),
        *_friction(scorecard, subject),
    )


def _quadrant_figure(scorecard: Scorecard, subject: Subject) -> Markup | None:
    language = subject.language
    place = dependency_table(scorecard, language)
    if place["low"].isna().all():
        return None
    threshold = subject.method.dependency.quadrant_threshold
    columns = (
        Column(text("Campaign", language)),
        Column(text("Structural", language), is_figure=True),
        Column(text("Range", language), is_figure=True),
        Column(text("Experienced", language), is_figure=True),
        Column(text("Range", language), is_figure=True),
    )
    rows = (
        (
            row.label,
            amount(row.structural, language),
            f"{amount(row.low, language)} – {amount(row.high, language)}",
            amount(row.experienced, language),
            f"{amount(row.experienced_low, language)} – {amount(row.experienced_high, language)}",
        )
        for row in records(place)
    )
    title = text("Where the dependency stands", language)
    content = Figure(
        id="ip-quadrant",
        title=title,
        summary=dependency_sentence(scorecard.dependency, language),
        wide=dependency_quadrant(place, language, threshold=threshold),
        narrow=dependency_quadrant(place, language, threshold=threshold, is_narrow=True),
        table=data_table(title, columns, rows),
        key=_key(place, language),
    )
    return figure(content, language)


def _key(place: pd.DataFrame, language: Language) -> Markup:
    placed = bool(place["experienced"].notna().all())
    stands = ("disc", "where you stand") if placed else ("line", "structural dependency")
    marks = [stands, ("band" if placed else "zone", "range left open by unknown facts")]
    if placed and bool(place["experienced_low"].notna().all()):
        marks.append(("upright", "range on other weeks of the same service"))
    items = (tag("li", key_mark(kind), " ", text(words, language)) for kind, words in marks)
    return tag("ul", items, class_="ip-key")


def _structural(scorecard: Scorecard, facts: pd.DataFrame, subject: Subject) -> tuple[Child, ...]:
    language, structural = subject.language, scorecard.dependency.structural
    known, unknown = facts[facts["known"]], facts[~facts["known"]]
    columns = (
        Column(text("Fact", language)),
        Column(text("Captivity", language), is_figure=True),
        Column(text("Weight", language), is_figure=True),
        Column(text("Points", language), is_figure=True),
    )
    rows = (
        (
            join(row.text, " ", code(row.fact)),
            share(row.captivity, language),
            weight(row.weight, language),
            amount(row.points, language, 1),
        )
        for row in records(known)
    )
    note = text(
        "Captivity goes from 0 (free) to 100 % (captive). {coverage} of the weight of facts is "
        "known.",
        language,
        coverage=percent(structural.coverage, language),
    )
    caption = text("What the facts say", language)
    return (
        _index_line(text("By the facts", language), structural.value, language),
        _missing(structural.value is None, reason_sentence(structural.reason, language)),
        data_table(caption, columns, rows) if len(known) else None,
        paragraph(note, class_="ip-note"),
        _computed(structural, language),
        _why("structural", structural.value, subject),
        _to_obtain(unknown, language),
    )


def _to_obtain(unknown: pd.DataFrame, language: Language) -> Markup | None:
    if unknown.empty:
        return None
    columns = (Column(text("Fact", language)), Column(text("What would prove it", language)))
    rows = ((join(row.text, " ", code(row.fact)), row.evidence) for row in records(unknown))
    return data_table(text("Facts to obtain", language), columns, rows)


def _experienced(scorecard: Scorecard, subject: Subject) -> tuple[Child, ...]:
    language, experienced = subject.language, scorecard.dependency.experienced
    table = experienced_table(scorecard, subject.facts, language)
    caption = text("What the incidents show", language)
    one, many = "{n} closed incident counted.", "{n} closed incidents counted."
    counted = plural(experienced.incidents or 0, one, many, language)
    return (
        _index_line(text("By the incidents", language), experienced.value, language),
        _missing(experienced.value is None, reason_sentence(experienced.reason, language)),
        _interval(experienced, language),
        paragraph(counted, class_="ip-note") if experienced.incidents else None,
        indicator_table(table, caption, language) if len(table) else None,
        paragraph(
            text("The position of a measure goes from 0 (free) to 100 % (captive).", language),
            class_="ip-note",
        )
        if len(table)
        else None,
        _why("experienced", experienced.value, subject),
    )


def _interval(experienced: ExperiencedDependency, language: Language) -> Markup | None:
    """The range of the index on other weeks, or why there is none."""
    if experienced.value is None:
        return None
    said = range_sentence(experienced.low, experienced.high, experienced.range, language)
    if said is None and experienced.reason is not None:
        said = reason_sentence(experienced.reason, language)
    return paragraph(said, class_="ip-note")


def _computed(structural: StructuralDependency, language: Language) -> Markup | None:
    if not structural.computed:
        return None
    said = text(
        "Taken from the exit-cost worksheet below: {facts}.",
        language,
        facts=", ".join(structural.computed),
    )
    return paragraph(said, class_="ip-note")


def _friction(scorecard: Scorecard, subject: Subject) -> tuple[Child, ...]:
    language, friction = subject.language, scorecard.friction
    table = friction_table(scorecard, subject.facts, language)
    caption = text("Where the friction comes from", language)
    return (
        _index_line(
            text("Beside it: the friction of the service", language), friction.value, language
        ),
        _missing(friction.value is None, reason_sentence(friction.reason, language)),
        paragraph(
            text(
                "Hand-overs, reopenings and waiting are a matter of quality, not of dependency: "
                "they are not part of the figure above.",
                language,
            ),
            class_="ip-note",
        ),
        disclosure(
            why_question(
                None if friction.value is None else number(friction.value, language), language
            ),
            indicator_table(table, caption, language),
            why("friction", subject),
        )
        if len(table)
        else None,
    )


def _why(score: str, value: float | None, subject: Subject) -> Markup | None:
    explained, language = why(score, subject), subject.language
    shown = None if value is None else number(value, language)
    return disclosure(why_question(shown, language), explained) if explained else None


def indicator_table(table: pd.DataFrame, caption: str, language: Language) -> Markup:
    """Indicators of the ticket log with their measure, position, weight and points."""
    measured = bool(table["measure"].notna().any())
    columns = [
        Column(text("Indicator", language)),
        *([Column(text("Measured", language), is_figure=True)] if measured else []),
        Column(text("Position", language), is_figure=True),
        Column(text("Weight", language), is_figure=True),
        Column(text("Points", language), is_figure=True),
    ]
    rows = (
        (
            join(row.name, " ", tag("small", row.note)) if row.note else row.name,
            *([measure(row.part, row.measure, language)] if measured else []),
            share(row.value, language),
            weight(row.weight, language),
            amount(row.points, language, 1),
        )
        for row in records(table)
    )
    return data_table(caption, columns, rows)


def _index_line(title: str, value: float | None, language: Language) -> Markup:
    figure_ = (
        tag("span", text("cannot be computed", language), class_="ip-unknown")
        if value is None
        else tag("strong", text("{value} out of 100", language, value=number(value, language)))
    )
    return tag("h3", title, " ", figure_, class_="ip-index")


def _missing(is_missing: bool, reason: str) -> Markup | None:  # noqa: FBT001 - a plain condition
    return paragraph(reason) if is_missing else None
