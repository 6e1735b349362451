"""Maturity: the profile, and for each dimension why it stands where it stands."""

import pandas as pd

from infopilot.model.people import Role
from infopilot.model.questionnaire import Dimension
from infopilot.model.score import MaturityScore, Scorecard
from infopilot.model.text import Language
from infopilot.views.agreement_block import agreement_block
from infopilot.views.blocks import Column, badge, code, data_table, disclosure, paragraph, section
from infopilot.views.charts import maturity_profile
from infopilot.views.contribution_tables import question_table
from infopilot.views.figures import Figure, figure
from infopilot.views.frames import records
from infopilot.views.glyphs import key_mark, steps
from infopilot.views.markup import Markup, join, tag
from infopilot.views.messages import number, percent, text
from infopilot.views.quantities import DASH, amount, level, share, weight
from infopilot.views.sample_sentences import maturity_range_sentence
from infopilot.views.sentences import maturity_sentence
from infopilot.views.subject import Subject
from infopilot.views.tables import dimension_table, role_table
from infopilot.views.why import why, why_question

SMALLEST_GAP = 0.05


def profile_strip(scorecard: Scorecard, subject: Subject) -> Markup:
    """The whole profile in one line: the weakest point in words, each dimension's level."""
    language = subject.language
    table = dimension_table(scorecard, subject.questionnaire, language)
    items = (
        tag(
            "li",
            steps(row.level),
            tag("span", row.short),
            tag("strong", level(row.value, language)),
            class_="ip-lowest" if row.is_lowest else None,
        )
        for row in records(table)
    )
    return tag(
        "div",
        tag("h2", text("How mature is the steering?", language), class_="ip-question"),
        paragraph(maturity_sentence(scorecard.maturity, subject.questionnaire, language)),
        tag("ul", items, class_="ip-profile"),
        paragraph(tag("a", text("Dimension by dimension", language), href="#ip-maturity")),
        class_="ip-card ip-strip",
    )


def maturity_section(scorecard: Scorecard, subject: Subject) -> Markup:
    """The chart of the profile, then each dimension with its questions."""
    language = subject.language
    table = dimension_table(scorecard, subject.questionnaire, language)
    roles = role_table(scorecard, subject.questionnaire, language)
    return section(
        "ip-maturity",
        text("Maturity profile", language),
        paragraph(
            text(
                "A level is either reached or not. A dimension stands at most {headroom} level "
                "above its weakest key question, and an answer without proof counts as level "
                "{ceiling} at most.",
                language,
                headroom=weight(subject.method.maturity.key_headroom, language),
                ceiling=subject.method.maturity.undemonstrated_ceiling,
            )
        ),
        _profile_figure(table, scorecard, subject),
        (
            _dimension(scorecard, dimension, subject, (table, roles))
            for dimension in subject.questionnaire.dimensions
            if dimension.id in scorecard.maturity
        ),
    )


def _profile_figure(table: pd.DataFrame, scorecard: Scorecard, subject: Subject) -> Markup:
    language = subject.language
    names = [name.pick(language) for name in subject.questionnaire.level_names]
    title = text(
        "{n} dimensions, from “{lowest}” to “{highest}”",
        language,
        n=len(table),
        lowest=names[0],
        highest=names[-1],
    )
    content = Figure(
        id="ip-profile",
        title=title,
        summary=maturity_sentence(scorecard.maturity, subject.questionnaire, language),
        wide=maturity_profile(table, names, language),
        narrow=maturity_profile(table, names, language, is_narrow=True),
        table=_profile_table(table, title, language),
        key=_key(language),
    )
    return figure(content, language)


def _profile_table(table: pd.DataFrame, caption: str, language: Language) -> Markup:
    columns = (
        Column(text("Dimension", language)),
        Column(text("Value", language), is_figure=True),
        Column(text("Before the cap", language), is_figure=True),
        Column(text("Declared", language), is_figure=True),
        Column(text("Level", language)),
        Column(text("Confidence", language)),
    )
    rows = (
        (
            row.name,
            level(row.value, language),
            amount(row.uncapped, language, 1),
            amount(row.declared, language, 1),
            row.level_name or text("cannot be computed", language),
            row.confidence or DASH,
        )
        for row in records(table)
    )
    return data_table(caption, columns, rows)


def _key(language: Language) -> Markup:
    marks = (
        ("bar", "consolidated: with proof, after the cap"),
        ("cap", "cap set by the weakest key question"),
        ("bar-soft", "what the cap takes away"),
        ("diamond", "declared, with or without proof"),
    )
    items = (tag("li", key_mark(kind), " ", text(words, language)) for kind, words in marks)
    return tag("ul", items, class_="ip-key")


def _dimension(
    scorecard: Scorecard,
    dimension: Dimension,
    subject: Subject,
    tables: tuple[pd.DataFrame, pd.DataFrame],
) -> Markup:
    dimensions, roles = tables
    language, score = subject.language, scorecard.maturity[dimension.id]
    row = dimensions[dimensions["dimension"] == dimension.id].iloc[0]
    summary = join(
        tag("span", dimension.name.pick(language), class_="ip-name"),
        tag("strong", level(score.value, language)),
        tag("span", row["level_name"] or text("cannot be computed", language)),
        badge(text("confidence {letter}", language, letter=score.confidence))
        if score.confidence
        else None,
    )
    reached = dimension.levels[score.level - 1].pick(language) if score.level else None
    questions = question_table(scorecard, dimension, language)
    return disclosure(
        summary,
        paragraph(row["reason"]),
        paragraph(reached, class_="ip-level"),
        paragraph(_cap_sentence(score, row["capped_by_text"], language)),
        paragraph(_declared_sentence(score, language)),
        paragraph(maturity_range_sentence(score, language)),
        _roles(roles[roles["dimension"] == dimension.id], language),
        agreement_block(scorecard, dimension, subject),
        _question_table(questions, language),
        _why(dimension.id, score, subject),
        paragraph(_coverage_sentence(score, language), class_="ip-note"),
        class_="ip-dimension",
    )


def _why(dimension: str, score: MaturityScore, subject: Subject) -> Markup | None:
    explained = why(dimension, subject)
    shown = None if score.value is None else level(score.value, subject.language)
    return disclosure(why_question(shown, subject.language), explained) if explained else None


def _cap_sentence(score: MaturityScore, question: str | None, language: Language) -> str | None:
    if score.capped_by is None or score.value is None or score.uncapped is None:
        return None
    return text(
        "The mean is {uncapped}, but question {id} holds it back at {value}: “{question}”.",
        language,
        uncapped=number(score.uncapped, language, 1),
        value=level(score.value, language),
        id=score.capped_by,
        question=question,
    )


def _declared_sentence(score: MaturityScore, language: Language) -> str | None:
    if score.declared is None or score.uncapped is None:
        return None
    gap = score.declared - score.uncapped
    if gap < SMALLEST_GAP:
        return None
    return text(
        "Declared {declared}: {gap} of a level rests on answers that nothing could back up.",
        language,
        declared=number(score.declared, language, 1),
        gap=number(gap, language, 1),
    )


def _coverage_sentence(score: MaturityScore, language: Language) -> str:
    return text(
        "{coverage} of the weight of questions answered, {unknown} of “I don’t know”.",
        language,
        coverage=percent(score.coverage, language),
        unknown=percent(score.dont_know, language),
    )


def _roles(roles: pd.DataFrame, language: Language) -> Markup | None:
    if roles.empty:
        return None
    items = (
        tag(
            "li",
            tag("span", row.role_name),
            " ",
            tag("strong", amount(row.value, language, 1)),
            tag("small", text("outside the score", language))
            if row.role == Role.PROVIDER
            else None,
        )
        for row in records(roles)
    )
    lead = text("As each role sees it:", language)
    return tag("div", tag("p", lead), tag("ul", items, class_="ip-inline"), class_="ip-roles")


def _question_table(questions: pd.DataFrame, language: Language) -> Markup:
    columns = (
        Column(text("Question", language)),
        Column(text("Mean level", language), is_figure=True),
        Column(text("Weight", language), is_figure=True),
        Column(text("Points", language), is_figure=True),
    )
    rows = (
        (
            join(row.name, " ", code(row.part), tag("small", row.note) if row.note else None),
            amount(row.value, language, 1),
            share(row.weight, language),
            amount(row.points, language, 2),
        )
        for row in records(questions)
    )
    return data_table(text("What each question adds", language), columns, rows)
