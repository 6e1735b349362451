"""The export doctor as a page: what was read, what it allows to say, and what to ask for."""

from collections.abc import Iterable, Iterator

from infopilot.incidents.canonical import ImportReport, Tally
from infopilot.incidents.doctor import Inspection
from infopilot.incidents.issues import Issue
from infopilot.model.text import Language
from infopilot.views.blocks import Column, bullet_list, data_table, disclosure
from infopilot.views.incident_names import column_name
from infopilot.views.markup import Child, Markup, join, tag
from infopilot.views.messages import number, render, text
from infopilot.views.sentences import as_sentence

LINES_SHOWN = 5


def doctor_section(inspection: Inspection, language: Language) -> Markup:
    """What an export is worth: its sums, what it allows to compute, what to know before reading."""
    return tag(
        "section",
        tag("h3", text("What this export allows to say", language), id="ip-doctor-title"),
        _sums(inspection.report, language),
        *_figures(inspection, language),
        *_assumed(inspection.report, language),
        *_issues(inspection.report.issues, language),
        class_="ip-doctor",
        aria_labelledby="ip-doctor-title",
    )


def _sums(report: ImportReport, language: Language) -> Markup:
    columns = (
        Column(""),
        Column(text("Read", language), is_figure=True),
        Column(text("Kept", language), is_figure=True),
        Column(text("Rejected", language), is_figure=True),
    )
    rows = [(text("Lines of the file", language), *_tally(report.rows, language))]
    if report.incidents != report.rows:
        rows.append((text("Tickets", language), *_tally(report.incidents, language)))
    return data_table(text("Read = kept + rejected", language), columns, rows)


def _tally(tally: Tally, language: Language) -> tuple[str, str, str]:
    return (
        number(tally.read, language),
        number(tally.kept, language),
        number(tally.rejected, language),
    )


def _figures(inspection: Inspection, language: Language) -> Iterator[Child]:
    if inspection.not_computable:
        columns = (Column(text("Figure", language)), Column(text("Why not", language)))
        rows = (
            (indicator_name(name, language), as_sentence(render(reason, language)))
            for name, reason in inspection.not_computable.items()
        )
        caption = text("What this export does not allow to compute", language)
        yield data_table(caption, columns, rows)
    if inspection.computable:
        names = (indicator_name(name, language) for name in inspection.computable)
        yield disclosure(
            text("What it allows to compute", language), bullet_list(names), class_="ip-why"
        )


def _assumed(report: ImportReport, language: Language) -> Iterator[Child]:
    if report.assumptions:
        said = (as_sentence(render(each, language)) for each in report.assumptions)
        yield tag("h4", text("What these figures take for granted", language))
        yield bullet_list(said)


def _issues(issues: Iterable[Issue], language: Language) -> Iterator[Child]:
    columns = (
        Column(text("What", language)),
        Column(text("Column", language)),
        Column(text("How many", language), is_figure=True),
        Column(text("Lines", language)),
    )
    captions = {
        "reject": text("What was left out", language),
        "repair": text("What was repaired", language),
    }
    for kind, caption in captions.items():
        found = [issue for issue in issues if issue.kind == kind]
        if found:
            rows = (_issue(issue, language) for issue in found)
            yield data_table(caption, columns, rows)


def _issue(issue: Issue, language: Language) -> tuple[Child, ...]:
    lines = ", ".join(number(line, language) for line in issue.lines[:LINES_SHOWN])
    more = issue.count - LINES_SHOWN
    return (
        as_sentence(render(issue.message, language)),
        column_name(issue.field, language) if issue.field else "",
        number(issue.count, language),
        join(lines, "…" if lines and more > 0 else None),
    )


def indicator_name(name: str, language: Language) -> str:
    """A figure in words."""
    del language
    return name
