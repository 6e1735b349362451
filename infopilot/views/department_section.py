"""What users live with, department by department; what would betray a few people stays hidden."""

from collections.abc import Iterator

import pandas as pd

from infopilot.model.estimate import Estimate
from infopilot.model.items import ItemKind
from infopilot.model.questionnaire import Measure, Questionnaire
from infopilot.model.score import Scorecard
from infopilot.model.text import Language
from infopilot.views.blocks import Column, code, data_table, disclosure, paragraph, section
from infopilot.views.department_chart import department_dots
from infopilot.views.figures import Figure, figure
from infopilot.views.frames import Row, tidy
from infopilot.views.markup import Child, Markup, join, tag
from infopilot.views.messages import number, text
from infopilot.views.names import item_name
from infopilot.views.sentences import plural, reason_sentence
from infopilot.views.subject import Subject

COLUMNS = ("item", "department", "value", "n", "is_company")


def department_table(scorecard: Scorecard, language: Language) -> pd.DataFrame:
    """Figures of users by item and department, the whole company first.

    Returns
    -------
    DataFrame
        ``item``, ``department``, ``value`` (mean, in the unit of the item; NaN when hidden), ``n``
        (users behind it; NaN when hidden), ``is_company``.
    """
    view = scorecard.departments
    everybody = text("All departments", language)
    rows: list[Row] = []
    for item, departments in view.figures.items():
        rows.append(_row(item, everybody, view.company[item]) | {"is_company": True})
        rows.extend(_row(item, name, each) for name, each in departments.items())
    return tidy(rows, COLUMNS, numeric=("value", "n"), flags=("is_company",))


def department_section(scorecard: Scorecard, subject: Subject) -> Markup | None:
    """A chart of the first rating, and all the figures in a table; None without a department."""
    view, language = scorecard.departments, subject.language
    if not view.names or not view.figures:
        return None
    return section(
        "ip-departments",
        text("What users live with, by department", language),
        paragraph(
            text(
                "Users’ answers only, without names. A figure speaks of {k} people at least, and "
                "so does anything that could be deduced from the figures shown together.",
                language,
                k=subject.method.anonymity.minimum_group,
            )
        ),
        _chart(scorecard, subject),
        disclosure(
            text("Every question, department by department", language), _table(scorecard, subject)
        ),
        paragraph(_note(scorecard, language), class_="ip-note"),
    )


def _row(item: str, department: str, estimate: Estimate) -> dict[str, object]:
    return {
        "item": item,
        "department": department,
        "value": estimate.value,
        "n": estimate.n,
        "is_company": False,
    }


def _chart(scorecard: Scorecard, subject: Subject) -> Markup | None:
    language = subject.language
    ratings = [m for m in subject.questionnaire.measures if m.kind is ItemKind.RATING]
    measure = next((m for m in ratings if m.id in scorecard.departments.figures), None)
    if measure is None:
        return None
    table = department_table(scorecard, language)
    table = table[table["item"] == measure.id]
    title = measure.text.pick(language)
    ends = (measure.minimum, measure.maximum)
    content = Figure(
        id="ip-by-department",
        title=title,
        summary=_summary(scorecard, measure, language),
        wide=department_dots(table, ends, language),
        narrow=department_dots(table, ends, language, is_narrow=True),
        table=_figures(table, title, language),
    )
    return figure(content, language)


def _summary(scorecard: Scorecard, measure: Measure, language: Language) -> str:
    view = scorecard.departments
    shown = {
        name: each.value
        for name, each in view.figures[measure.id].items()
        if each.value is not None
    }
    company = view.company[measure.id].value
    overall = text(
        "All users together (dashed line): {value} out of {maximum}.",
        language,
        value=number(company or 0, language, 1),
        maximum=measure.maximum,
    )
    if not shown:
        return overall
    lowest, highest = min(shown, key=shown.__getitem__), max(shown, key=shown.__getitem__)
    extremes = text(
        "From {low} ({lowest}) to {high} ({highest}) among the departments shown.",
        language,
        low=number(shown[lowest], language, 1),
        lowest=lowest,
        high=number(shown[highest], language, 1),
        highest=highest,
    )
    return f"{overall} {extremes}"


def _figures(table: pd.DataFrame, caption: str, language: Language) -> Markup:
    columns = (
        Column(text("Where users work", language)),
        Column(text("Value", language), is_figure=True),
        Column(text("Answers", language), is_figure=True),
    )
    hidden = text("hidden", language)
    rows = (
        (
            row["department"],
            hidden if pd.isna(row["value"]) else number(row["value"], language, 1),
            hidden if pd.isna(row["n"]) else number(row["n"], language),
        )
        for row in table.to_dict("records")
    )
    return data_table(caption, columns, rows)


def _table(scorecard: Scorecard, subject: Subject) -> Markup:
    view, language = scorecard.departments, subject.language
    names = (text("All departments", language), *view.names)
    columns = (
        Column(text("Question", language)),
        *(Column(name, is_figure=True) for name in names),
    )
    rows = (
        (
            _item(item, subject.questionnaire, language),
            *(_cell(each, language) for each in (view.company[item], *departments.values())),
        )
        for item, departments in view.figures.items()
    )
    return data_table(text("Means of users’ answers", language), columns, rows)


def _item(item: str, questionnaire: Questionnaire, language: Language) -> Child:
    words = item_name(item, questionnaire, language)
    return join(words, " ", code(item), tag("small", _scale(item, questionnaire, language)))


def _scale(item: str, questionnaire: Questionnaire, language: Language) -> str:
    for measure in questionnaire.measures:
        if measure.id == item and measure.kind is ItemKind.COUNT:
            return text("number of times, over 30 days", language)
        if measure.id == item:
            ends = {"low": measure.minimum, "high": measure.maximum}
            return text("from {low} to {high}", language, **ends)
    return text("from {low} to {high}", language, low=1, high=5)


def _cell(estimate: Estimate, language: Language) -> Child:
    if estimate.value is None or estimate.n is None:
        return text("hidden", language)
    answers = plural(estimate.n, "{n} answer", "{n} answers", language)
    return join(number(estimate.value, language, 1), " ", tag("small", answers))


def _note(scorecard: Scorecard, language: Language) -> str | None:
    """What “hidden” means, once, when something is."""
    reasons: Iterator[str] = (
        reason_sentence(each.reason, language)
        for departments in scorecard.departments.figures.values()
        for each in departments.values()
        if each.reason is not None
    )
    return next(reasons, None)
