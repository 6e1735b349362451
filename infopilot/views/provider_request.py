"""The message that asks the provider for a better export: short, kind, ready to be pasted."""

from collections.abc import Iterable, Iterator

from infopilot.incidents.doctor.request import AskedColumn, ExportRequest
from infopilot.model.text import LANGUAGES, Language
from infopilot.views.messages import render, text
from infopilot.views.names import figure_name
from infopilot.views.trap_texts import worded

HEADERS_NAMED = 2
TITLES = {
    False: "Columns to add:",
    True: "Columns that are there and tell nothing, if the tool fills them:",
}
FORMS = {
    "tickets": (
        "The form that suits us: the last 12 months, all tickets (open ones included), one line "
        "per ticket, the dates as the tool keeps them (with hours and minutes), in CSV (UTF-8) or "
        "XLSX."
    ),
    "events": (
        "The form that suits us: the last 12 months, all tickets (open ones included), one line "
        "per update of a ticket, the dates as the tool keeps them (with hours and minutes), in "
        "CSV (UTF-8) or XLSX."
    ),
}


def request_messages(request: ExportRequest) -> dict[Language, str]:
    """The message in both languages: the provider may not speak the consultant's."""
    return {language: request_message(request, language) for language in LANGUAGES}


def request_message(request: ExportRequest, language: Language) -> str:
    """The message in ``language``; the columns keep the names that the tool gives them."""
    return "\n".join(_lines(request, language))


def request_document(request: ExportRequest, language: Language) -> dict[str, object]:
    """What is asked for, as scripts read it."""
    return {
        "columns": [
            {
                "field": column.field,
                "headers": list(column.headers),
                "empty": column.empty,
                "why": render(column.why, language),
                "unlocks": list(column.unlocks),
                "unlocks_names": [figure_name(name, language) for name in column.unlocks],
            }
            for column in request.columns
        ],
        "changes": [
            text(each.template, language, **worded(each.facts, language))
            for each in request.changes
        ],
        "confirmations": [render(each, language) for each in request.confirmations],
    }


def _lines(request: ExportRequest, language: Language) -> Iterator[str]:
    yield text("Hello,", language)
    yield ""
    if request.is_complete:
        yield text(
            "Thank you for the {tool} export: it holds everything that we need. The same one next "
            "time will do very well.",
            language,
            tool=request.tool,
        )
    else:
        yield from _asked(request, language)
    if request.confirmations:
        yield ""
        yield text("Could you also confirm:", language)
        for each in request.confirmations:
            yield f"- {render(each, language)}"
    yield ""
    yield text("The aim is to look at how the work is organised, never to assess people.", language)
    yield text("Thank you very much, and have a good day.", language)


def _asked(request: ExportRequest, language: Language) -> Iterator[str]:
    yield text(
        "Thank you for the {tool} export. To make the most of it, could you send us a new one "
        "with what follows?",
        language,
        tool=request.tool,
    )
    for empty, title in TITLES.items():
        columns = [each for each in request.columns if each.empty is empty]
        if columns:
            yield ""
            yield text(title, language)
            yield from _column_lines(columns, language)
    if request.changes:
        yield ""
        yield text("What to change:", language)
        for each in request.changes:
            yield "- " + text(each.template, language, **worded(each.facts, language))
    yield ""
    yield text(FORMS["events" if request.events else "tickets"], language)


def _column_lines(columns: Iterable[AskedColumn], language: Language) -> Iterator[str]:
    """One line per column of the tool: a column may serve several needs."""
    needs: dict[str, list[str]] = {}
    for column in columns:
        needs.setdefault(_named(column, language), []).append(render(column.why, language))
    for name, reasons in needs.items():
        yield f"- {name}, {text(' and ', language).join(reasons)}"


def _named(column: AskedColumn, language: Language) -> str:
    """The usual header, and another name that it may have in the tool."""
    quoted = [text("“{name}”", language, name=name) for name in column.headers[:HEADERS_NAMED]]
    return text(" or ", language).join(quoted)
