"""Why a figure is what it is, under the figure itself: its formula, and what would move it."""

from collections.abc import Iterator

from infopilot.model.explanation import Aspect, Explanation
from infopilot.model.text import Language
from infopilot.views.blocks import Column, bullet_list, code, data_table, paragraph
from infopilot.views.markup import Child, Markup, join, tag
from infopilot.views.messages import number, text
from infopilot.views.names import item_name, role_name
from infopilot.views.quantities import amount
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
    rows = list(_heard_rows(explanation, subject))
    if not rows:
        return None
    language = subject.language
    columns = (
        Column(text("Question", language)),
        Column(text("Role", language)),
        Column(text("Answers", language), is_figure=True),
        Column(text("Mean level", language), is_figure=True),
        Column(text("“I don’t know”", language), is_figure=True),
        Column(text("Backed up", language), is_figure=True),
    )
    return data_table(text("Who said what", language), columns, rows)


def _heard_rows(explanation: Explanation, subject: Subject) -> Iterator[tuple[Child, ...]]:
    language, questionnaire = subject.language, subject.questionnaire
    for breakdown in explanation.breakdowns:
        if breakdown.aspect is not Aspect.QUESTIONS:
            continue
        for part in breakdown.parts:
            for heard in part.heard:
                yield (
                    join(item_name(part.id, questionnaire, language), " ", code(part.id)),
                    tag("span", role_name(heard.role, questionnaire, language)),
                    number(heard.answers, language),
                    amount(heard.mean, language, 1),
                    amount(heard.dont_know, language),
                    number(heard.shown, language),
                )
