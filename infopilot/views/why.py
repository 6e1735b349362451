"""Why a figure is what it is, under the figure itself: its formula, and what would move it."""

from infopilot.model.explanation import Explanation, Heard
from infopilot.model.text import Language
from infopilot.views.blocks import Column, bullet_list, code, data_table, paragraph
from infopilot.views.markup import Markup, join, tag
from infopilot.views.messages import number, text
from infopilot.views.names import item_name, role_name
from infopilot.views.quantities import amount
from infopilot.views.sentences import plural
from infopilot.views.subject import Subject
from infopilot.views.why_names import absence
from infopilot.views.why_sentences import figure_text, formula_text, sensitivity_sentences


def why_question(value: str | None, language: Language) -> str:
    """What opens an explanation: « Why 57? », or « Why? » when there is no figure."""
    return text("Why?", language) if value is None else text("Why {value}?", language, value=value)


def why(score: str, subject: Subject) -> Markup | None:
    """The formula of ``score`` with its figures and what it owes to people, weights, unknowns.

    None where the ``subject`` does not carry the explanation.
    """
    explanation, language = subject.why.get(score), subject.language
    if explanation is None:
        return None
    change = subject.method.sensitivity.weight_change
    formula = explanation.formula
    return join(
        paragraph(formula_text(formula, language), class_="ip-formula") if formula else None,
        paragraph(text("What would change it:", language)),
        bullet_list(sensitivity_sentences(explanation, language, change=change)),
        _absences(explanation, language),
        _heard(explanation, subject),
    )


def _absences(explanation: Explanation, language: Language) -> Markup | None:
    rows = [
        (
            absence(one, language),
            text("cannot be computed", language)
            if one.value is None
            else figure_text(explanation.score, one.value, language),
        )
        for one in explanation.sensitivity.left_out
    ]
    if not rows:
        return None
    columns = (
        Column(text("Who is left out", language)),
        Column(text("The score then", language), is_figure=True),
    )
    return data_table(text("The score without each of those who answered", language), columns, rows)


def _heard(explanation: Explanation, subject: Subject) -> Markup | None:
    """Each question with what each role answered to it; None when nothing may be told."""
    language = subject.language
    rows = [
        (
            join(item_name(part.id, subject.questionnaire, language), " ", code(part.id)),
            tag("ul", (tag("li", _said(one, subject)) for one in part.heard), class_="ip-inline"),
        )
        for breakdown in explanation.breakdowns
        for part in breakdown.parts
        if part.heard
    ]
    if not rows:
        return None
    columns = (Column(text("Question", language)), Column(text("Answers", language)))
    return data_table(text("Who said what", language), columns, rows)


def _said(heard: Heard, subject: Subject) -> Markup:
    """A role, its mean level, and what is to be known of it: how many, not knowing, backed up."""
    language = subject.language
    details = [
        plural(heard.answers, "{n} answer", "{n} answers", language) if heard.answers > 1 else None,
        text("“I don’t know”: {n}", language, n=number(heard.dont_know, language))
        if heard.dont_know
        else None,
        text("backed up: {n}", language, n=number(heard.shown, language)) if heard.shown else None,
    ]
    told = ", ".join(each for each in details if each)
    return join(
        tag("span", role_name(heard.role, subject.questionnaire, language)),
        " ",
        tag("strong", amount(heard.mean, language, 1)),
        tag("small", f" ({told})") if told else None,
    )
