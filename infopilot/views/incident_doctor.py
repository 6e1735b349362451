"""The export doctor as a page: what was read, what it allows to say, and what to ask for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from infopilot.incidents.conversion.canonical import ImportReport, Tally
from infopilot.incidents.conversion.issues import Issue
from infopilot.incidents.doctor.inspection import Inspection
from infopilot.incidents.doctor.traps import Trap
from infopilot.model.text import LANGUAGES, Language
from infopilot.views.blocks import Column, bullet_list, data_table, disclosure, paragraph
from infopilot.views.doctor import kept_kinds
from infopilot.views.incident_names import column_name
from infopilot.views.markup import Child, Markup, join, tag
from infopilot.views.messages import number, render, text, with_counts
from infopilot.views.names import figure_name
from infopilot.views.provider_request import request_messages
from infopilot.views.quantities import DASH
from infopilot.views.sentences import as_sentence
from infopilot.views.trap_texts import trap_hint, trap_message, trap_name

LINES_SHOWN = 5
MESSAGES = {"fr": "In French", "en": "In English"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What is remembered of an export once it is imported; ``messages`` go to the provider."""

    rows: Tally
    repaired: int
    incidents: Tally
    traps: tuple[Trap, ...]
    messages: Mapping[Language, str]


def doctor_section(inspection: Inspection, language: Language) -> Markup:
    """What an export is worth: its sums, what it allows to compute, what to know before reading."""
    report = inspection.report
    return _section(
        text("What this export allows to say", language),
        _sums(report.rows, report.incidents, report.repaired, language),
        paragraph(as_sentence(kept_kinds(inspection, language))),
        _traps(inspection.traps, language),
        *_figures(inspection, language),
        *_assumed(report, language),
        *_issues(report.issues, language),
        _messages(request_messages(inspection.request), language),
    )


def diagnosis_section(diagnosis: Diagnosis, language: Language) -> Markup:
    """The doctor in short, beside what was imported."""
    return _section(
        text("What to know of this export", language),
        _sums(diagnosis.rows, diagnosis.incidents, diagnosis.repaired, language),
        _traps(diagnosis.traps, language),
        _messages(diagnosis.messages, language),
    )


def _section(title: str, *content: Child) -> Markup:
    return tag(
        "section",
        tag("h3", title, id="ip-doctor-title"),
        *content,
        class_="ip-doctor",
        aria_labelledby="ip-doctor-title",
    )


def _sums(rows: Tally, incidents: Tally, repaired: int, language: Language) -> Markup:
    columns = (
        Column(text("What was counted", language)),
        Column(text("Read", language), is_figure=True),
        Column(text("Kept", language), is_figure=True),
        Column(text("Rejected", language), is_figure=True),
        Column(text("Repaired, among those kept", language), is_figure=True),
    )
    lines = text("Lines of the file", language)
    told = [(lines, *_tally(rows, language), number(repaired, language))]
    if incidents != rows:
        told.append((text("Tickets", language), *_tally(incidents, language), DASH))
    return data_table(text("Read = kept + rejected", language), columns, told)


def _tally(tally: Tally, language: Language) -> tuple[str, str, str]:
    return (
        number(tally.read, language),
        number(tally.kept, language),
        number(tally.rejected, language),
    )


def _traps(traps: Sequence[Trap], language: Language) -> Markup:
    """Each trap under its name, with what to do; or that there is none."""
    title = tag("h4", text("Traps of this log", language))
    if not traps:
        return join(title, paragraph(text("None was found.", language)))
    items = (
        tag(
            "li",
            tag("h5", trap_name(trap, language)),
            paragraph(trap_message(trap, language)),
            tag("p", trap_hint(trap, language), class_="ip-hint"),
            _trap_lines(trap, language),
        )
        for trap in traps
    )
    return join(title, tag("ul", items, class_="ip-traps"))


def _trap_lines(trap: Trap, language: Language) -> Markup | None:
    if not trap.lines:
        return None
    where = _lines(trap.lines, len(trap.lines), language)
    return paragraph(text("Lines of the file: {lines}", language, lines=where), class_="ip-note")


def _figures(inspection: Inspection, language: Language) -> Iterator[Child]:
    if inspection.not_computable:
        columns = (Column(text("Figure", language)), Column(text("Why not", language)))
        rows = (
            (figure_name(name, language), as_sentence(with_counts(reason, language)))
            for name, reason in inspection.not_computable.items()
        )
        caption = text("What this export does not allow to compute", language)
        yield data_table(caption, columns, rows)
    if inspection.computable:
        names = (figure_name(name, language) for name in inspection.computable)
        yield disclosure(text("What it allows to compute", language), bullet_list(names))


def _assumed(report: ImportReport, language: Language) -> Iterator[Child]:
    if report.assumptions:
        said = (as_sentence(render(each, language)) for each in report.assumptions)
        yield tag("h4", text("What these figures take for granted", language))
        yield bullet_list(said)


def _issues(issues: Sequence[Issue], language: Language) -> Iterator[Child]:
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
            yield data_table(caption, columns, (_issue(issue, language) for issue in found))


def _issue(issue: Issue, language: Language) -> tuple[Child, ...]:
    return (
        as_sentence(render(issue.message, language)),
        column_name(issue.field, language) if issue.field else "",
        number(issue.count, language),
        _lines(issue.lines, issue.count, language),
    )


def _lines(lines: Sequence[int], count: int, language: Language) -> str:
    """The first of ``count`` lines."""
    shown = ", ".join(number(line, language) for line in lines[:LINES_SHOWN])
    return shown + "…" if shown and count > LINES_SHOWN else shown


def _messages(messages: Mapping[Language, str], language: Language) -> Markup:
    """What to write to the provider, in the reader's language first, each with a copy button."""
    order = sorted(LANGUAGES, key=lambda each: each != language)
    return tag(
        "div",
        tag("h4", text("A message to the provider, ready to be sent", language)),
        (
            disclosure(
                text(MESSAGES[each], language),
                tag("div", messages[each], id=f"ip-message-{each}", class_="ip-letter", lang=each),
                tag(
                    "button",
                    text("Copy this message", language),
                    type="button",
                    class_="button quiet",
                    data_action="copy",
                    data_copies=f"ip-message-{each}",
                ),
                is_open=each == language,
            )
            for each in order
            if each in messages
        ),
        class_="ip-messages",
    )
