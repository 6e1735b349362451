"""What a ticket log is and says, as documents for scripts and as lines for a terminal."""

from collections.abc import Iterator

from infopilot.incidents import document
from infopilot.incidents.canonical import ImportReport, Tally
from infopilot.incidents.doctor import Inspection
from infopilot.incidents.issues import Issue
from infopilot.model.incidents import IncidentFacts
from infopilot.model.text import Language
from infopilot.views.messages import number, percent, render, text

MINUTES_PER_HOUR = 60


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
        "close_columns": dict(report.close),
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


def facts_document(facts: IncidentFacts, language: Language) -> dict[str, object]:
    """The facts in the shape that scripts rely on."""
    return document.facts_document(facts, lambda message: render(message, language))


def import_lines(report: ImportReport, language: Language) -> list[str]:
    """An import, told."""
    lines = [
        text(
            "Recognised as {tool} ({mapping}): {because}.",
            language,
            tool=getattr(report.mapping.label, language),
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


def facts_lines(facts: IncidentFacts, language: Language) -> list[str]:
    """The main facts, told; the others are in the document."""
    return [
        text(
            "{incidents} incidents in the log, {closed} of them resolved",
            language,
            incidents=number(facts.incidents, language),
            closed=number(facts.closed, language),
        ),
        *_fact_lines(facts, language),
        *(
            text("Not computable: {name}, {why}", language, name=name, why=render(why, language))
            for name, why in facts.reasons.items()
        ),
    ]


def _fact_lines(facts: IncidentFacts, language: Language) -> Iterator[str]:
    if facts.sla and facts.sla.met_share is not None:
        share = percent(facts.sla.met_share, language, 1)
        yield text("Service level met, once per incident: {share}", language, share=share)
    if facts.median_minutes is not None:
        hours = number(facts.median_minutes / MINUTES_PER_HOUR, language, 1)
        yield text("Median time to resolve: {hours} hours", language, hours=hours)
    if facts.resolver and facts.resolver.effective is not None and facts.resolver.top1 is not None:
        yield text(
            "As if {effective} people resolved all ({distinct} did); the first holds {share}",
            language,
            effective=number(facts.resolver.effective, language, 1),
            distinct=number(facts.resolver.distinct, language),
            share=percent(facts.resolver.top1, language, 1),
        )
    if facts.undocumented_exclusivity is not None:
        share = percent(facts.undocumented_exclusivity, language, 1)
        yield text("Never resolved by the client and undocumented: {share}", language, share=share)


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
    told = text(
        "{count} repaired: {means}" if issue.kind == "repair" else "{count} rejected: {means}",
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
