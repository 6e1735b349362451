"""What has changed since the campaign before: what may be read of it, and what may not yet."""

from collections.abc import Iterator

from infopilot.model.comparison import Comparison
from infopilot.model.people import Role
from infopilot.model.text import Language
from infopilot.views.blocks import (
    Column,
    bullet_list,
    code,
    data_table,
    disclosure,
    paragraph,
    section,
)
from infopilot.views.change_charts import blocking_quarters, dumbbells
from infopilot.views.change_sentences import (
    hot_potato_sentence,
    index_sentences,
    overview_sentence,
    service_sentences,
)
from infopilot.views.change_tables import dimension_changes, quarter_table
from infopilot.views.figures import Figure, figure
from infopilot.views.frames import records
from infopilot.views.glyphs import key_mark
from infopilot.views.markup import Markup, join, tag
from infopilot.views.messages import number, render, text
from infopilot.views.names import item_name, role_name
from infopilot.views.quantities import DASH, amount, level
from infopilot.views.sentences import as_sentence, plural
from infopilot.views.subject import Subject


def change_section(subject: Subject) -> Markup | None:
    """The section of the page of results; None when there is no earlier campaign."""
    changed, language = subject.comparison, subject.language
    if changed is None:
        return None
    figures = [*index_sentences(changed, language), hot_potato_sentence(changed, language)]
    service = list(service_sentences(changed, language))
    return section(
        "ip-changes",
        text(
            "What has changed from {before} to {after}",
            language,
            before=changed.before,
            after=changed.after,
        ),
        _dimensions(changed, subject),
        tag("h3", text("Roles, dependency and friction", language)),
        bullet_list(figures),
        tag("h3", text("What the ticket log says", language)) if service else None,
        bullet_list(service) if service else None,
        _quarters(changed, language),
        _overlap(changed, language),
        _moved(changed, subject),
        disclosure(text("What was compared", language), bullet_list(_compared(changed, subject))),
    )


def _dimensions(changed: Comparison, subject: Subject) -> Markup:
    language = subject.language
    table = dimension_changes(changed, subject.questionnaire, language)
    names = [name.pick(language) for name in subject.questionnaire.level_names]
    title = text("Each dimension before and after", language)
    columns = (
        Column(text("Dimension", language)),
        Column(changed.before, is_figure=True),
        Column(changed.after, is_figure=True),
        Column(text("Difference, likely between", language), is_figure=True),
        Column(text("May it be read?", language)),
    )
    rows = (
        (
            row.name,
            level(row.before, language),
            level(row.after, language),
            join(_difference(row.low, row.high, language)),
            join(row.verdict, tag("small", row.reason)),
        )
        for row in records(table)
    )
    marks = (
        ("disc-hollow", text("before ({campaign})", language, campaign=changed.before)),
        ("disc-client", text("after ({campaign})", language, campaign=changed.after)),
        ("thick", text("thick line: the difference can be read", language)),
        ("dashed", text("dashed line: too little to conclude", language)),
    )
    return figure(
        Figure(
            id="ip-dumbbells",
            title=title,
            summary=overview_sentence(changed, language),
            wide=dumbbells(table, names, language),
            narrow=dumbbells(table, names, language, is_narrow=True),
            table=data_table(title, columns, rows),
            key=tag(
                "ul",
                (tag("li", key_mark(kind), " ", words) for kind, words in marks),
                class_="ip-key",
            ),
        ),
        language,
    )


def _moved(changed: Comparison, subject: Subject) -> Markup | None:
    """The questions that moved by as much as the method asks of a dimension."""
    language = subject.language
    moved = {key: told for seen in changed.maturity.values() for key, told in seen.moved.items()}
    proofs = {key for seen in changed.maturity.values() for key in seen.evidence}
    if not moved:
        return None
    title = plural(
        len(moved),
        "The question that moved by half a level or more",
        "The {n} questions that moved by half a level or more",
        language,
    )
    columns = (
        Column(text("Question", language)),
        Column(changed.before, is_figure=True),
        Column(changed.after, is_figure=True),
        Column(text("Proof", language)),
    )
    rows = (
        (
            join(item_name(key, subject.questionnaire, language), " ", code(key)),
            level(was, language),
            level(now, language),
            text("changed too", language) if key in proofs else DASH,
        )
        for key, (was, now) in moved.items()
    )
    return disclosure(title, data_table(title, columns, rows))


def _difference(low: float, high: float, language: Language) -> str:
    if amount(low, language) == DASH:
        return DASH
    return text(
        "{low} and {high}", language, low=amount(low, language, 1), high=amount(high, language, 1)
    )


def _quarters(changed: Comparison, language: Language) -> Markup | None:
    table = quarter_table(changed, language)
    if table.empty:
        return None
    title = text("Blocking incidents, quarter by quarter", language)
    columns = (
        Column(text("Quarter", language)),
        Column(text("Campaign", language)),
        Column(text("Blocking incidents", language), is_figure=True),
        Column(text("What chance alone would give", language), is_figure=True),
    )
    rows = (
        (
            row.label,
            row.campaign,
            number(row.count, language),
            text(
                "{low} to {high}",
                language,
                low=number(row.lower, language),
                high=number(row.upper, language),
            ),
        )
        for row in records(table)
    )
    return figure(
        Figure(
            id="ip-quarters",
            title=title,
            summary=_quarter_sentence(int(table["is_outside"].sum()), language),
            wide=blocking_quarters(table, language),
            narrow=blocking_quarters(table, language, is_narrow=True),
            table=data_table(title, columns, rows),
            key=paragraph(
                text(
                    "Pale bars: before the first of the two campaigns; dark bars: since. The two "
                    "ticks are the limits within which chance alone moves such counts.",
                    language,
                ),
                class_="ip-key",
            ),
        ),
        language,
    )


def _quarter_sentence(outside: int, language: Language) -> str:
    if outside:
        return text("At least one quarter stands out of what chance alone gives.", language)
    return text("No quarter stands out of what chance alone gives.", language)


def _overlap(changed: Comparison, language: Language) -> Markup | None:
    if changed.service is None or not changed.service.overlap:
        return None
    return paragraph(
        text(
            "Service levels and satisfaction are over the twelve months before each campaign; "
            "{n} days are in both, so the real difference is rather larger. The quarters never "
            "overlap.",
            language,
            n=number(changed.service.overlap, language),
        ),
        class_="ip-note",
    )


def _compared(changed: Comparison, subject: Subject) -> Iterator[str]:
    language, asked = subject.language, changed.questionnaire
    yield text(
        "{n} questions and decisions read the same both times and are compared.",
        language,
        n=number(asked.common, language),
    )
    for sentence, ids in (
        ("New, so not compared: {ids}.", asked.added),
        ("No longer asked: {ids}.", asked.removed),
        ("Worded otherwise, so not compared: {ids}.", asked.edited),
    ):
        if ids:
            yield text(sentence, language, ids=", ".join(ids))
    for role, people in changed.people.items():
        if people.before or people.after:
            yield _people(role, subject, changed)
    if changed.structural.changed:
        yield text(
            "Structural facts that changed: {ids}.",
            language,
            ids=", ".join(changed.structural.changed),
        )
    if changed.structural.learnt:
        yield text(
            "Structural facts known since then only, which count in neither figure: {ids}.",
            language,
            ids=", ".join(changed.structural.learnt),
        )
    yield text("Both campaigns are scored by the same method.", language)
    for warning in changed.warnings:
        yield as_sentence(render(warning, language))


def _people(role: Role, subject: Subject, changed: Comparison) -> str:
    language, people = subject.language, changed.people[role]
    facts = {
        "role": role_name(role, subject.questionnaire, language),
        "before": number(people.before, language),
        "after": number(people.after, language),
    }
    if people.same is None:
        return text(
            "{role}: {before}, then {after}; whether they are the same people is not known.",
            language,
            **facts,
        )
    return text(
        "{role}: {before}, then {after}, of whom {same} both times.",
        language,
        **facts,
        same=number(people.same, language),
    )
