"""The incidents page, moment by moment: a file was read, refused, imported."""

from collections.abc import Iterator
from dataclasses import dataclass

from infopilot.incidents.conversion.canonical import ImportReport
from infopilot.incidents.counting.overview import Overview
from infopilot.model.engagement import Engagement
from infopilot.model.errors import InfopilotError
from infopilot.model.incidents import IncidentFacts
from infopilot.model.text import Language
from infopilot.views.blocks import Column, badge, data_table, disclosure, paragraph
from infopilot.views.examined import Examined
from infopilot.views.incident_doctor import Diagnosis, diagnosis_section, doctor_section
from infopilot.views.incident_figures import incident_figures
from infopilot.views.incident_mapping import mapping_form
from infopilot.views.incident_questions import question_group
from infopilot.views.markup import Child, Markup, join, tag
from infopilot.views.messages import number, render, shown, text
from infopilot.views.sentences import as_sentence, plural
from infopilot.views.theme import unchecked

GOT_AT_MOST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What the log of an engagement says.

    A share of fewer than ``few`` incidents is shown with less weight.
    ``report`` when it was imported just now; ``diagnosis`` is what was kept of its export.
    """

    facts: IncidentFacts
    overview: Overview
    few: int
    report: ImportReport | None = None
    diagnosis: Diagnosis | None = None


def page_head(engagement: Engagement, language: Language) -> Markup:
    """What the page is about."""
    fiction = text("Fictional company: a demonstration", language)
    return tag(
        "header",
        badge(fiction) if engagement.fictional else None,
        tag(
            "h1",
            text(
                "{company}: what does the ticket log say?",
                language,
                company=engagement.company.name,
            ),
        ),
        class_="ip-header",
    )


def examined_page(examined: Examined, language: Language) -> Markup:
    """What a received file is: recognised, to be completed, or of an unknown layout."""
    if examined.inspection is None:
        return join(*_to_complete(examined, language))
    return join(*_recognised(examined, language))


def refused_page(error: InfopilotError, name: str, language: Language) -> Markup:
    """Why a file cannot be read: what, where, expected, got, and what to do."""
    return join(
        _title(text("This file cannot be read", language)),
        trouble(error, name, language),
        paragraph(text("Nothing was imported. You can choose another file.", language)),
    )


def imported_page(imported: Imported, language: Language) -> Markup:
    """The first charts of the log, and what was just imported."""
    with unchecked():
        return join(*_imported(imported, language))


def trouble(error: InfopilotError, name: str, language: Language) -> Markup:
    """One error in its parts, each under its name."""
    return tag(
        "div",
        tag("p", as_sentence(render(error.what, language)), class_="ip-what"),
        tag(
            "dl",
            (
                (tag("dt", label), tag("dd", words))
                for label, words in _parts(error, name, language)
            ),
        ),
        class_="ip-trouble",
    )


def _parts(error: InfopilotError, name: str, language: Language) -> Iterator[tuple[str, str]]:
    """Where, expected, got and hint; the file is called as whoever sent it calls it."""
    if error.where:
        place = [name]
        if error.where.line is not None:
            place.append(text("line {n}", language, n=number(error.where.line, language)))
        if error.where.column is not None:
            place.append(text("column {column}", language, column=error.where.column))
        yield text("Where", language), ", ".join(place)
    if error.expected:
        yield text("Expected", language), as_sentence(render(error.expected, language))
    if error.got is not None:
        yield text("Received", language), shown(error.got, language, GOT_AT_MOST)[:GOT_AT_MOST]
    if error.hint:
        yield text("What to do", language), as_sentence(render(error.hint, language))


def _title(words: Child) -> Markup:
    """The heading of the moment: it takes the focus when the page changes."""
    return tag("h2", words, tabindex="-1", class_="ip-moment")


def _file_line(examined: Examined, language: Language) -> Markup:
    layout = examined.peek.layout
    parts: list[Child] = [examined.name, layout.kind.upper()]
    if layout.sheet:
        parts.append(text("sheet “{sheet}”", language, sheet=layout.sheet))
    if layout.member:
        parts.append(layout.member)
    if layout.encoding:
        parts.append(layout.encoding)
    parts.append(plural(examined.peek.rows, "{n} line", "{n} lines", language))
    return tag("p", join(*parts, between=" · "), class_="ip-meta")


def _recognised(examined: Examined, language: Language) -> Iterator[Child]:
    inspection = examined.inspection
    if inspection is None:
        return
    mapping, report = inspection.report.mapping, inspection.report
    label = mapping.label.fr if language == "fr" else mapping.label.en
    title = (
        text("Read with your own choices", language)
        if examined.is_own
        else text("Recognised: {tool}", language, tool=label)
    )
    yield _title(title)
    yield _file_line(examined, language)
    yield from _evidence(examined, language)
    yield tag(
        "div",
        tag(
            "button",
            plural(report.incidents.kept, "Import {n} ticket", "Import {n} tickets", language),
            type="button",
            class_="button",
            data_action="import",
        ),
        paragraph(
            text(
                "Names become pseudonyms and free text is left out. The file stays on this "
                "machine.",
                language,
            ),
            class_="ip-note",
        ),
        class_="ip-import",
    )
    parts = [doctor_section(inspection, language), mapping_form(examined, language)]
    unknown = examined.unknown_words
    # What is asked comes before what is told.
    yield from reversed(parts) if unknown.statuses or unknown.priorities else parts


def _evidence(examined: Examined, language: Language) -> Iterator[Child]:
    evidence = examined.evidence
    if evidence is None or examined.is_own:
        return
    yield paragraph(as_sentence(render(evidence.message, language)))
    columns = (
        Column(text("Typical columns", language)),
        Column(text("Names", language)),
    )
    rows = [(text("Found", language), ", ".join(evidence.found))]
    if evidence.missing:
        rows.append((text("Not there", language), ", ".join(evidence.missing)))
    yield disclosure(
        text("Why this tool", language),
        data_table(text("What recognises this export", language), columns, rows),
        class_="ip-why",
    )


def _to_complete(examined: Examined, language: Language) -> Iterator[Child]:
    """A question to answer, or a layout to describe by hand."""
    question = examined.question
    asked = question_group(question, examined, language) if question else None
    if asked is not None:
        title = text("One question before reading further", language)
    elif examined.is_unknown:
        title = text("Unknown layout: tell what each column holds", language)
    else:
        title = text("Something is missing to read this file", language)
    yield _title(title)
    yield _file_line(examined, language)
    if asked is None and examined.is_unknown:
        yield paragraph(
            text(
                "No known tool writes these columns. What could be proposed is filled in; the "
                "rest is yours to say, and it is kept for the next export.",
                language,
            )
        )
    if asked is None and examined.trouble is not None:
        yield trouble(examined.trouble, examined.name, language)
    yield mapping_form(examined, language, asked)


def _imported(imported: Imported, language: Language) -> Iterator[Child]:
    facts = imported.facts
    if imported.report is not None:
        kept = imported.report.incidents
        yield _title(plural(kept.kept, "{n} ticket imported", "{n} tickets imported", language))
        yield paragraph(
            text(
                "{read} tickets read, {kept} kept, {rejected} left out. Names were replaced by "
                "pseudonyms; free text was left out.",
                language,
                read=number(kept.read, language),
                kept=number(kept.kept, language),
                rejected=number(kept.rejected, language),
            )
        )
    else:
        yield _title(text("The log of this company", language))
    yield tag(
        "p",
        plural(
            facts.incidents,
            "{n} incident in the log, {closed} resolved. Requests are not counted.",
            "{n} incidents in the log, {closed} resolved. Requests are not counted.",
            language,
            closed=number(facts.closed, language),
        ),
        class_="ip-meta",
    )
    yield from incident_figures(facts, imported.overview, language, few=imported.few)
    if imported.diagnosis is not None:
        yield diagnosis_section(imported.diagnosis, language)
