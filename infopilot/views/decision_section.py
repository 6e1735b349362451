"""The decision map: who names whom for each decision, what to discuss first on top."""

from types import SimpleNamespace

import pandas as pd

from infopilot.model.decisions import Actor, Decision
from infopilot.model.items import DONT_KNOW
from infopilot.model.score import Pattern, Scorecard
from infopilot.model.text import Language
from infopilot.views.blocks import Column, badge, data_table, paragraph, section
from infopilot.views.charts import clarity_map
from infopilot.views.figures import Figure, figure
from infopilot.views.frames import records
from infopilot.views.glyphs import dots
from infopilot.views.markup import Markup, join, tag
from infopilot.views.messages import number, text
from infopilot.views.names import is_suffered, pattern_name, pattern_sentence
from infopilot.views.quantities import amount, share
from infopilot.views.sentences import reason_sentence
from infopilot.views.subject import Subject
from infopilot.views.tables import clarity_table, decision_table, named_table

ALARMING = frozenset({Pattern.HOT_POTATO, Pattern.DOUBLE_COMMAND, Pattern.VACUUM})


def decision_section(scorecard: Scorecard, subject: Subject) -> Markup:
    """The matrix of decisions, and the map of agreement against conformity."""
    language = subject.language
    decisions = decision_table(scorecard, subject.questionnaire, language)
    title = text("Decision map", language)
    if decisions.empty:
        missing = reason_sentence(scorecard.role_clarity.reason, language)
        return section("ip-decisions", title, paragraph(missing))
    named = named_table(scorecard, subject.questionnaire, language)
    return section(
        "ip-decisions",
        title,
        paragraph(
            text(
                "“Today, in practice, who has the last word?” On top, the decisions that matter "
                "most and where answers diverge most: they are the agenda of the workshop.",
                language,
            )
        ),
        _key(language),
        decision_matrix(decisions, named, subject),
        _clarity_figure(decisions, language),
    )


def decision_matrix(decisions: pd.DataFrame, named: pd.DataFrame, subject: Subject) -> Markup:
    """The decisions as a table: who each side names, what it means, and the score.

    ``decisions`` and ``named`` as in `tables.decision_table` and `tables.named_table`.
    """
    language = subject.language
    columns = (
        Column(text("Decision", language)),
        Column(text("The client’s side names", language)),
        Column(text("The provider names", language)),
        Column(text("Reading", language)),
        Column(text("Clarity out of 100", language), is_figure=True),
    )
    known = {decision.id: decision for decision in subject.questionnaire.decisions}
    rows = (
        (
            _decision_cell(row.text, row.decision, row.weight, language),
            _names(named, (row.decision, "client"), language),
            _names(named, (row.decision, "provider"), language),
            _reading(known[row.decision], row, language),
            amount(row.value, language),
        )
        for row in records(decisions)
    )
    return data_table(text("Decisions by divergence and importance", language), columns, rows)


def _decision_cell(words: str, decision: str, weight: int, language: Language) -> Markup:
    importance = text("weight {weight}", language, weight=number(weight, language))
    return join(words, " ", tag("small", f"{decision} · {importance}", class_="ip-code"))


def _names(named: pd.DataFrame, place: tuple[str, str], language: Language) -> Markup:
    decision, side = place
    rows = named[(named["decision"] == decision) & (named["side"] == side)]
    if rows.empty:
        return tag("span", text("no answer", language), class_="ip-none")
    items = (
        tag(
            "li",
            tag("span", row.actor_name),
            tag("span", f" × {number(row.answers, language)}", class_="ip-unseen"),
            dots(row.actor, row.answers),
        )
        for row in records(rows)
    )
    return tag("ul", items, class_="ip-named")


def _reading(decision: Decision, row: SimpleNamespace, language: Language) -> Markup:
    pattern, red_line, reason = row.pattern, row.red_line_text, row.reason
    seen = badge(row.view) if row.view else None
    alarm = tag("strong", red_line, class_="ip-red-line") if red_line else None
    if pattern is None:
        unknown = tag("span", text("cannot be read", language), class_="ip-tag ip-tag-neutral")
        return join(unknown, alarm, tag("small", reason) if reason else None)
    name = tag(
        "span", pattern_name(pattern, decision, language), class_=_tag_class(pattern, decision)
    )
    return join(name, seen, alarm, tag("small", pattern_sentence(pattern, decision, language)))


def _tag_class(pattern: Pattern, decision: Decision) -> str:
    if pattern in ALARMING or is_suffered(pattern, decision):
        return "ip-tag ip-tag-alarm"
    return "ip-tag ip-tag-neutral" if pattern is Pattern.SHARED else "ip-tag ip-tag-fine"


def _key(language: Language) -> Markup:
    marks = (
        (Actor.LEADER, "somebody on the client’s side"),
        (Actor.PROVIDER, "the provider"),
        (Actor.VENDOR, "a third party"),
        (DONT_KNOW, "nobody, or cannot tell"),
    )
    items = (tag("li", dots(actor, 1), " ", text(words, language)) for actor, words in marks)
    lead = text("One mark per answer, shaped by who is named:", language)
    return tag("div", tag("p", lead), tag("ul", items), class_="ip-key")


def _clarity_figure(decisions: pd.DataFrame, language: Language) -> Markup | None:
    places = clarity_table(decisions)
    if places.empty:
        return None
    columns = (
        Column(text("Decisions", language)),
        Column(text("Agreement", language), is_figure=True),
        Column(text("Conformity", language), is_figure=True),
    )
    rows = (
        (row.decisions, share(row.agreement, language), share(row.conformity, language))
        for row in records(places)
    )
    title = text("Clear does not mean well placed", language)
    content = Figure(
        id="ip-clarity-map",
        title=title,
        summary=text(
            "Each disc is one or several decisions; a larger disc weighs more. To the right, "
            "people name the same person; at the top, it is the right one.",
            language,
        ),
        wide=clarity_map(places, language),
        narrow=clarity_map(places, language, is_narrow=True),
        table=data_table(title, columns, rows),
    )
    return figure(content, language)
