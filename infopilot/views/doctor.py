"""What a ticket export is and allows, as a document for scripts and as lines for a terminal."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from infopilot.incidents.conversion.canonical import ImportReport, Tally
from infopilot.incidents.conversion.issues import LINES_LISTED, Issue
from infopilot.incidents.doctor.inspection import Inspection
from infopilot.model.text import LANGUAGES, Language
from infopilot.views.messages import NBSP, number, render, text, with_counts
from infopilot.views.names import figure_name
from infopilot.views.provider_request import request_document, request_messages
from infopilot.views.trap_texts import trap_document, trap_hint, trap_message, trap_name

WIDTH = 96
LINES_SHOWN = 3
SEPARATED = f"{NBSP}· "
LANGUAGE_TITLES = {
    "fr": "Message to the provider, in French",
    "en": "Message to the provider, in English",
}


def inspection_document(inspection: Inspection, language: Language) -> dict[str, object]:
    """Everything that the doctor found, in the shape of ``infopilot tickets inspect --json``."""
    report = inspection.report
    return {
        "tool": report.mapping.tool,
        "mapping": report.mapping.id,
        "evidence": {
            "sentence": render(report.evidence.message, language),
            "found": list(report.evidence.found),
            "missing": list(report.evidence.missing),
            "enough": report.evidence.enough,
            "named": report.evidence.named,
        },
        "layout": _layout(report),
        "columns": dict(report.columns),
        "close_columns": dict(report.close),
        "ignored_columns": list(report.ignored),
        "unmapped_columns": list(report.unmapped),
        "date_formats": dict(report.date_formats),
        "rows": _tally(report.rows) | {"repaired": report.repaired},
        "incidents": _tally(report.incidents),
        "kept": {"incidents": inspection.kept_incidents, "requests": inspection.kept_requests},
        "issues": [_issue(each, report, language) for each in report.issues],
        "lines_listed": LINES_LISTED,
        "only_counts": inspection.only_counts and with_counts(inspection.only_counts, language),
        "computable": list(inspection.computable),
        "not_computable": {
            name: with_counts(reason, language)
            for name, reason in inspection.not_computable.items()
        },
        "names": {
            name: figure_name(name, language)
            for name in (*inspection.computable, *inspection.not_computable)
        },
        "traps": [trap_document(trap, language) for trap in inspection.traps],
        "request": request_document(inspection.request, language),
        "message": dict(request_messages(inspection.request)),
        "assumptions": [render(each, language) for each in report.assumptions],
        "assumed": {
            each: [render(message, each) for message in report.assumptions] for each in LANGUAGES
        },
    }


def inspection_lines(
    inspection: Inspection, language: Language, *, with_messages: bool = True
) -> list[str]:
    """An inspection, told; the messages to the provider come last, to be copied."""
    sections = [
        *_report_sections(inspection, language),
        (text("What can be computed", language), _computable(inspection, language)),
        (text("What cannot, and why", language), _not_computable(inspection, language)),
        (text("Traps of this log", language), _traps(inspection, language)),
    ]
    lines = [line for title, body in sections for line in _section(title, list(body))]
    if with_messages:
        messages = request_messages(inspection.request)
        for each in (language, *(other for other in LANGUAGES if other != language)):
            lines += ["", _title(text(LANGUAGE_TITLES[each], language)), messages[each]]
    return lines[1:]


def _report_sections(
    inspection: Inspection, language: Language
) -> Iterator[tuple[str, Iterator[str]]]:
    report = inspection.report
    yield text("What this export is", language), _recognition(report, language)
    yield text("What was read", language), _rows(inspection, language)
    yield (
        text("What the figures rest on", language),
        (f"· {render(each, language)}" for each in report.assumptions),
    )


def _section(title: str, body: list[str]) -> Iterator[str]:
    """A title and its lines, wrapped; nothing when there is nothing to say."""
    if not body:
        return
    yield ""
    yield _title(title)
    for line in body:
        hanging = next((mark for mark in ("· ", "! ", "  → ", "  ") if line.startswith(mark)), "")
        yield from wrap(
            line,
            WIDTH,
            initial_indent="  ",
            subsequent_indent="  " + " " * len(hanging),
            break_long_words=False,
            break_on_hyphens=False,
        )


def _title(title: str) -> str:
    return f"── {title} ".ljust(WIDTH, "─")


def _recognition(report: ImportReport, language: Language) -> Iterator[str]:
    yield text(
        "{tool} ({mapping}): {because}.",
        language,
        tool=report.mapping.label.fr if language == "fr" else report.mapping.label.en,
        mapping=report.mapping.id,
        because=render(report.evidence.message, language),
    )
    yield _layout_sentence(report, language)
    yield text("Columns used: {columns}", language, columns=", ".join(report.columns.values()))
    if report.ignored:
        columns = ", ".join(report.ignored)
        yield text("Known and not needed: {columns}", language, columns=columns)
    if report.unmapped:
        columns = ", ".join(report.unmapped)
        yield text("Columns left aside: {columns}", language, columns=columns)


def _layout_sentence(report: ImportReport, language: Language) -> str:
    layout = report.layout
    if layout.sheet is not None:
        return text(
            "Workbook ({kind}), sheet “{sheet}”", language, kind=layout.kind, sheet=layout.sheet
        )
    written = text(
        "Text in {encoding}, cells separated by {separator}",
        language,
        encoding=layout.encoding,
        separator=SEPARATOR_NAMES.get(layout.separator, layout.separator),
    )
    if layout.member is None:
        return written
    inside = text("in the archive, file {member}", language, member=layout.member)
    return f"{written} ({inside})"


SEPARATOR_NAMES = {"\t": "⇥"}


def _rows(inspection: Inspection, language: Language) -> Iterator[str]:
    report = inspection.report
    yield text(
        "Lines read: {read} = kept: {kept} + rejected: {rejected} (repaired, among those kept: "
        "{repaired})",
        language,
        **_worded(report.rows, language),
        repaired=number(report.repaired, language),
    )
    if report.mapping.shape == "events":
        yield text(
            "Incidents read: {read} = kept: {kept} + rejected: {rejected}",
            language,
            **_worded(report.incidents, language),
        )
    yield kept_kinds(inspection, language)
    for issue in report.issues:
        yield f"· {_told(issue, report, language)}"


def kept_kinds(inspection: Inspection, language: Language) -> str:
    """What the tickets that are kept are."""
    return text(
        "Among them, incidents: {incidents}, requests: {requests} (requests are not counted)",
        language,
        incidents=number(inspection.kept_incidents, language),
        requests=number(inspection.kept_requests, language),
    )


def _computable(inspection: Inspection, language: Language) -> Iterator[str]:
    if inspection.only_counts:
        yield f"! {with_counts(inspection.only_counts, language)}"
    if inspection.computable:
        yield SEPARATED.join(figure_name(name, language) for name in inspection.computable)


def _not_computable(inspection: Inspection, language: Language) -> Iterator[str]:
    """Each reason once, with all that it forbids."""
    forbidden: dict[str, list[str]] = {}
    for name, why in inspection.not_computable.items():
        forbidden.setdefault(with_counts(why, language), []).append(figure_name(name, language))
    for reason, names in forbidden.items():
        told = {"why": reason, "names": SEPARATED.join(names)}
        yield "· " + text("{why}: {names}", language, **told)


def _traps(inspection: Inspection, language: Language) -> Iterator[str]:
    for trap in inspection.traps:
        yield f"· {trap_name(trap, language)}"
        yield f"  {trap_message(trap, language)}"
        if trap.lines:
            where = _lines(trap.lines, len(trap.lines), language)
            yield "  " + text("See in the file: {where}", language, where=where)
        yield f"  → {trap_hint(trap, language)}"
    if not inspection.traps and inspection.few_rows:
        yield text("None was found; so few tickets show few of them.", language)
    elif not inspection.traps:
        yield text("None was found.", language)


def _layout(report: ImportReport) -> dict[str, object]:
    layout = report.layout
    return {
        "kind": layout.kind,
        "encoding": layout.encoding,
        "separator": layout.separator,
        "member": layout.member,
        "sheet": layout.sheet,
        "trailing_separator": layout.trailing_separator,
        "lines_before": layout.lines_before,
    }


def _tally(tally: Tally) -> dict[str, int]:
    return {"read": tally.read, "kept": tally.kept, "rejected": tally.rejected}


def _worded(tally: Tally, language: Language) -> dict[str, str]:
    return {name: number(count, language) for name, count in _tally(tally).items()}


def _issue(issue: Issue, report: ImportReport, language: Language) -> dict[str, object]:
    return {
        "kind": issue.kind,
        "code": issue.code,
        "field": issue.field,
        "header": report.columns.get(issue.field),
        "count": issue.count,
        "lines": list(issue.lines),
        "means": render(issue.message, language),
    }


def _told(issue: Issue, report: ImportReport, language: Language) -> str:
    told = text(
        "Repairs ({count}): {means}" if issue.kind == "repair" else "Rejects ({count}): {means}",
        language,
        count=number(issue.count, language),
        means=render(issue.message, language),
    )
    where = _where(issue, report, language)
    return f"{told} ({where})" if where else told


def _where(issue: Issue, report: ImportReport, language: Language) -> str:
    """The column as the file names it, and the first lines."""
    parts = []
    if issue.field:
        header = report.columns.get(issue.field, issue.field)
        parts.append(text("column “{header}”", language, header=header))
    if issue.lines:
        parts.append(_lines(issue.lines, issue.count, language))
    return ", ".join(parts)


def _lines(lines: Sequence[int], count: int, language: Language) -> str:
    """The first of ``count`` lines of the file."""
    shown = ", ".join(number(line, language) for line in lines[:LINES_SHOWN])
    if count == 1:
        return text("line {lines}", language, lines=shown)
    more = "…" if count > LINES_SHOWN else ""
    return text("lines {lines}", language, lines=shown + more)
