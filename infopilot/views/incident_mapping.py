"""Which column of a file holds what, as a form: everything found can be corrected."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from infopilot.incidents.mappings.mapping import Columns
from infopilot.incidents.mappings.recognition import needed_columns
from infopilot.model.text import Language
from infopilot.views.blocks import Column, badge, data_table, disclosure, paragraph
from infopilot.views.examined import HIDDEN, Examined
from infopilot.views.incident_names import (
    COLUMNS,
    PERSONAL,
    PRIORITIES,
    STATES,
    column_name,
)
from infopilot.views.markup import Child, Markup, join, tag
from infopilot.views.messages import text

# A log can be counted without them, yet hardly any figure can: they are shown, found or not.
EXPECTED = ("resolved_at", "status", "priority", "category", "resolver", "sla_met")


def mapping_form(examined: Examined, language: Language, question: Child = None) -> Markup:
    """What is asked, what was found where, and a button that reads the file again.

    What waits for an answer is shown; what was found is shown when the file cannot be read
    without, and opens on demand otherwise.
    """
    words = tuple(_word_questions(examined, language))
    shape = _shape(language, examined.mapping.shape) if examined.is_unknown else None
    found = (shape, _found(examined, language))
    summary = text("What was found where, and how to correct it", language)
    send = _send(language, is_needed=examined.inspection is None)
    if question is not None:
        return _form(question, disclosure(summary, *words, *found), send)
    if examined.inspection is None:
        return _form(*found, *words, send)
    if words:
        return _form(*words, disclosure(summary, *found), send)
    return disclosure(summary, _form(*found, send))


def _form(*content: Child) -> Markup:
    return tag("form", *content, data_action="correct", autocomplete="off", class_="ip-correct")


def _send(language: Language, *, is_needed: bool) -> Markup:
    look = "button" if is_needed else "button quiet"
    words = text("Read again with these choices", language)
    return tag("p", tag("button", words, type="submit", class_=look), class_="ip-actions")


def radio_group(
    name: str,
    legend: Child,
    options: Iterable[tuple[str, Child]],
    *,
    hint: Child = None,
    chosen: str | None = None,
) -> Markup:
    """One question and its answers; none is chosen beforehand unless it was given already."""
    described = f"hint-{name}" if hint is not None else None
    return tag(
        "fieldset",
        tag("legend", legend),
        tag("p", hint, id=described, class_="ip-note") if hint is not None else None,
        tag(
            "div",
            (
                tag("label", _radio(name, value, is_chosen=value == chosen), tag("span", words))
                for value, words in options
            ),
            class_="ip-options",
        ),
        class_="ip-ask",
        aria_describedby=described,
    )


def _radio(name: str, value: str, *, is_chosen: bool) -> Markup:
    return tag("input", type="radio", name_=name, value=value, checked=is_chosen)


def _shape(language: Language, chosen: str) -> Markup:
    """What one line of the file is."""
    options = (
        ("incidents", text("One line per ticket", language)),
        ("events", text("One line per change of a ticket: an event log", language)),
    )
    legend = text("What is one line of this file?", language)
    return radio_group("shape", legend, options, chosen=chosen)


def _found(examined: Examined, language: Language) -> Markup:
    needed = needed_columns(examined.mapping)
    fields = [name for name in COLUMNS if name in Columns.model_fields]
    fields += [name for name in Columns.model_fields if name not in fields]
    first = [n for n in fields if n in needed]
    shown = [n for n in fields if n not in needed and (n in EXPECTED or n in examined.headers)]
    others = [n for n in fields if n not in needed and n not in shown]
    caption = text("What was found where", language)
    return join(
        _table(caption, first + shown, examined, language),
        disclosure(
            text("What was not found", language),
            _table(
                text("Columns without a place in the file", language), others, examined, language
            ),
            class_="ip-why ip-unfound",
        )
        if others
        else None,
    )


def _table(caption: str, names: Sequence[str], examined: Examined, language: Language) -> Markup:
    columns = (
        Column(text("What infopilot looks for", language)),
        Column(text("Column of the file", language)),
        Column(text("First values", language)),
    )
    rows = (
        (
            join(column_name(name, language), _badges(name, examined, language)),
            _choice(name, examined, language),
            _sample(name, examined),
        )
        for name in names
    )
    return data_table(caption, columns, rows)


def _badges(name: str, examined: Examined, language: Language) -> Iterator[Child]:
    if name in needed_columns(examined.mapping):
        yield join(" ", badge(text("needed", language)))
    if name in examined.close:
        yield join(" ", badge(text("close name: to be checked", language)))


def _choice(name: str, examined: Examined, language: Language) -> Markup:
    chosen = examined.headers.get(name, "")
    options = [tag("option", text("not in the file", language), value="", selected=not chosen)]
    options += [
        tag("option", header, value=header, selected=header == chosen)
        for header in examined.peek.columns
    ]
    label = text("Column that holds: {name}", language, name=column_name(name, language))
    return tag(
        "select",
        options,
        name_=f"column:{name}",
        aria_label=label,
        data_personal=name in PERSONAL,
    )


def _sample(name: str, examined: Examined) -> Markup:
    header = examined.headers.get(name, "")
    values = examined.samples.get(header, "")
    shown = HIDDEN if values and name in PERSONAL else values
    return tag("span", shown, class_="ip-sample", data_sample=f"column:{name}")


def _word_questions(examined: Examined, language: Language) -> Iterator[Markup]:
    """One group per word that the mapping does not know; each may be left without an answer."""
    unknown = examined.unknown_words
    yield from _words(
        text("States that are not known", language),
        text(
            "Without an answer, the dates of each ticket tell whether it is open or closed.",
            language,
        ),
        "status",
        unknown.statuses,
        STATES,
        language,
    )
    yield from _words(
        text("Priorities that are not known", language),
        text("Without an answer, these tickets have no priority.", language),
        "priority",
        unknown.priorities,
        PRIORITIES,
        language,
    )


def _words(  # noqa: PLR0913, PLR0917 - a title, a hint, and what is asked of which words
    title: str,
    hint: str,
    field: str,
    words: Sequence[str],
    meanings: Mapping[str, str],
    language: Language,
) -> Iterator[Markup]:
    if not words:
        return
    options = [(value, text(meaning, language)) for value, meaning in meanings.items()]
    yield tag(
        "div",
        tag("h3", title),
        paragraph(hint, class_="ip-note"),
        (
            radio_group(
                f"{field}:{word}",
                text("“{word}” means", language, word=word),
                options,
            )
            for word in words
        ),
        class_="ip-words",
    )
