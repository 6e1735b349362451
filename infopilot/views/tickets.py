"""What a ticket log is and says, as documents for scripts and as lines for a terminal."""

from infopilot.incidents.canonical import ImportReport, Tally
from infopilot.incidents.doctor import Inspection
from infopilot.incidents.issues import Issue
from infopilot.model.text import Language
from infopilot.views.messages import number, render, text


def import_document(report: ImportReport, language: Language) -> dict[str, object]:
    """What an import read, kept, repaired and rejected."""
    return {
        "tool": report.mapping.tool,
        "mapping": report.mapping.id,
        "recognised": {
            "because": render(report.evidence.message, language),
            "found": list(report.evidence.found),
            "missing": list(report.evidence.missing),
        },
        "columns": dict(report.columns),
        "ignored_columns": list(report.ignored),
        "unmapped_columns": list(report.unmapped),
        "date_formats": dict(report.date_formats),
        "rows": _tally(report.rows),
        "incidents": _tally(report.incidents),
        "repairs": [_issue(each, language) for each in report.issues if each.kind == "repair"],
        "rejects": [_issue(each, language) for each in report.issues if each.kind == "reject"],
        "assumptions": [render(each, language) for each in report.assumptions],
    }


def inspection_document(inspection: Inspection, language: Language) -> dict[str, object]:
    """What an export would give, and what it allows to compute."""
    return import_document(inspection.report, language) | {
        "computable": list(inspection.computable),
        "not_computable": {
            name: render(reason, language) for name, reason in inspection.not_computable.items()
        },
    }


def import_lines(report: ImportReport, language: Language) -> list[str]:
    """An import, told."""
    lines = [
        text(
            "Recognised as {tool} ({mapping}): {because}.",
            language,
            tool=report.mapping.tool,
            mapping=report.mapping.id,
            because=render(report.evidence.message, language),
        ),
        text(
            "Lines: {read} read = {kept} kept + {rejected} rejected.",
            language,
            **_worded(report.rows, language),
        ),
        text(
            "Incidents: {read} read = {kept} kept + {rejected} rejected.",
            language,
            **_worded(report.incidents, language),
        ),
    ]
    lines += [_told(issue, language) for issue in report.issues]
    lines += [f"· {render(each, language)}" for each in report.assumptions]
    if report.unmapped:
        columns = ", ".join(report.unmapped)
        lines.append(text("Columns left aside: {columns}", language, columns=columns))
    return lines


def inspection_lines(inspection: Inspection, language: Language) -> list[str]:
    """An inspection, told."""
    return [
        *import_lines(inspection.report, language),
        text("Computable: {names}", language, names=", ".join(inspection.computable)),
        *(
            text("Not computable: {name}, {why}", language, name=name, why=render(why, language))
            for name, why in inspection.not_computable.items()
        ),
    ]


def _tally(tally: Tally) -> dict[str, int]:
    return {"read": tally.read, "kept": tally.kept, "rejected": tally.rejected}


def _worded(tally: Tally, language: Language) -> dict[str, str]:
    return {name: number(count, language) for name, count in _tally(tally).items()}


def _issue(issue: Issue, language: Language) -> dict[str, object]:
    return {
        "code": issue.code,
        "field": issue.field,
        "count": issue.count,
        "lines": list(issue.lines),
        "means": render(issue.message, language),
    }


def _told(issue: Issue, language: Language) -> str:
    sentence = (
        "{count} repaired: {means}" if issue.kind == "repair" else "{count} rejected: {means}"
    )
    told = text(
        sentence,
        language,
        count=number(issue.count, language),
        means=render(issue.message, language),
    )
    where = ", ".join(map(str, issue.lines))
    return text(
        "{told} (column {field}, lines {lines})",
        language,
        told=told,
        field=issue.field,
        lines=where,
    )
