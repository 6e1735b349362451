"""What to do first on the page of results: the chosen actions, what each one gains, the others."""

from infopilot.model.priorities import Plan
from infopilot.model.text import Language
from infopilot.views.blocks import Column, code, data_table, disclosure, paragraph, section
from infopilot.views.figures import Figure, figure
from infopilot.views.frames import records
from infopilot.views.gains import caveat, plan_sentence, search_sentence
from infopilot.views.glyphs import key_mark
from infopilot.views.markup import Markup, join, tag
from infopilot.views.messages import text
from infopilot.views.priority_charts import gains_a_day
from infopilot.views.priority_tables import left_out_table, part_table, step_table
from infopilot.views.quantities import amount, days
from infopilot.views.subject import Subject

KEY = (
    ("bar", "maturity"),
    ("bar-soft", "role clarity"),
    ("bar-hollow", "less structural dependency"),
)


def priority_section(plan: Plan, subject: Subject) -> Markup:
    """The actions to begin with, as a table and a chart, then why the others wait."""
    language = subject.language
    return section(
        "ip-priorities",
        text("Where to begin?", language),
        paragraph(plan_sentence(plan, language)),
        (_chosen(plan, subject), _chart(plan, subject)) if plan.steps else None,
        paragraph(caveat(language), class_="ip-note"),
        _others(plan, subject) if plan.left_out else None,
    )


def _chosen(plan: Plan, subject: Subject) -> Markup:
    language = subject.language
    columns = (
        Column(text("Action", language)),
        Column(text("Effort", language)),
        Column(text("Owner", language)),
        Column(text("First step within 15 days", language)),
        Column(text("Proof", language)),
    )
    rows = (
        (
            join(row.text, " ", code(row.action), tag("small", row.why)),
            row.effort,
            row.owners,
            row.first_step,
            join(row.evidence, tag("small", row.advice) if row.advice else None),
        )
        for row in records(step_table(plan, subject.questionnaire, language))
    )
    return data_table(text("The actions to begin with, in order", language), columns, rows)


def _chart(plan: Plan, subject: Subject) -> Markup:
    language = subject.language
    parts = part_table(plan, subject.method, language)
    title = text("What each action gains for a day of work", language)
    content = Figure(
        id="ip-gains",
        title=title,
        summary=text(
            "In points out of 100, each action after those before it: maturity, role clarity and "
            "structural dependency taken away, by their weights. {how}",
            language,
            how=search_sentence(plan, language),
        ),
        wide=gains_a_day(parts, language),
        narrow=gains_a_day(parts, language, is_narrow=True),
        table=_figures(plan, subject, title),
        key=_key(language),
    )
    return figure(content, language)


def _figures(plan: Plan, subject: Subject, caption: str) -> Markup:
    language = subject.language
    headings = ("Mean maturity", "Role clarity", "Structural dependency", "Points a day")
    columns = (
        Column(text("Action", language)),
        *(Column(text(heading, language), is_figure=True) for heading in headings),
    )
    rows = (
        (
            row.action,
            _signed(row.mean, language, 2),
            _signed(row.role_clarity, language, 1),
            _signed(-row.structural, language, 1),
            amount(row.per_day, language, 2),
        )
        for row in records(step_table(plan, subject.questionnaire, language))
    )
    return data_table(caption, columns, rows)


def _signed(gain: float, language: Language, digits: int) -> str:
    """A change with its sign, none for nothing."""
    told = amount(round(gain, digits) + 0.0, language, digits)
    return f"+{told}" if gain > 0 else told


def _key(language: Language) -> Markup:
    items = (tag("li", key_mark(kind), " ", text(words, language)) for kind, words in KEY)
    return tag("ul", items, class_="ip-key")


def _others(plan: Plan, subject: Subject) -> Markup:
    language = subject.language
    columns = (
        Column(text("Action", language)),
        Column(text("Points, done alone", language), is_figure=True),
        Column(text("Days", language), is_figure=True),
        Column(text("Why not now", language)),
    )
    rows = (
        (
            join(row.text, " ", code(row.action)),
            amount(row.points, language, 1),
            days(row.days, language),
            row.reason,
        )
        for row in records(left_out_table(plan, language))
    )
    table = data_table(text("The other actions of the library", language), columns, rows)
    return disclosure(text("Why not the others?", language), table)
