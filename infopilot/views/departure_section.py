"""What would stop if one person left, or if the provider did, in two short paragraphs."""

from collections.abc import Mapping, Sequence

from infopilot.model.text import Language
from infopilot.model.what_if import Departures, Holding, Loss, ProviderStop, WhatIf
from infopilot.views.blocks import Column, data_table, paragraph
from infopilot.views.markup import Child, tag
from infopilot.views.messages import number, text
from infopilot.views.quantities import DASH, amount
from infopilot.views.sentences import plural, reason_sentence

SHOWN = 6
MOST, ONLY = "held nearly alone by one person", "closed by one person only"
WORST: Mapping[str, str] = {
    MOST: "held nearly alone by one person: the worst departure",
    ONLY: "closed by one person only: the worst departure",
}


def departure_blocks(what_if: WhatIf | None, language: Language) -> tuple[Child, ...]:
    """Both departures in words, then their counts in a table; nothing when nothing is known."""
    if what_if is None:
        return ()
    return (
        tag("h3", text("If one person left, if the provider stopped", language)),
        paragraph(leaver_sentence(what_if, language)),
        paragraph(stop_sentence(what_if, language)),
        _table(what_if, language),
        paragraph(
            text(
                "Nobody is named: what is assessed is how the work is shared out, not people. "
                "Counted over the closed incidents of the log, in subjects with enough of them.",
                language,
            ),
            class_="ip-note",
        ),
    )


def leaver_sentence(what_if: WhatIf, language: Language) -> str:
    """How many people hold subjects nearly alone, and what the worst departure would take."""
    departures = what_if.departures
    if departures is None:
        return reason_sentence(what_if.reasons.get("departures"), language)
    held = departures.most
    if held.worst is None:
        return text("No subject rests on one person.", language)
    many = plural(
        held.people,
        "{n} person holds at least one subject nearly alone.",
        "{n} people each hold at least one subject nearly alone.",
        language,
    )
    worst = plural(
        len(held.worst.categories),
        "The departure that would be missed most: {n} subject without a holder ({names}), "
        "{incidents} incidents, {blocking} of them blocking.",
        "The departure that would be missed most: {n} subjects without a holder ({names}), "
        "{incidents} incidents, {blocking} of them blocking.",
        language,
        names=_names(held.worst.categories, language),
        incidents=number(held.worst.incidents, language),
        blocking=_unknown_or(held.worst.blocking, language),
    )
    return f"{many} {worst}"


def stop_sentence(what_if: WhatIf, language: Language) -> str:
    """What only outsiders close, how often it stops somebody, and what the registers add."""
    said = [_stopped(what_if, language)]
    if what_if.services:
        said.append(
            text(
                "Of the {services} services of the register, {admin} have no administrator "
                "account of the company and {documentation} no recent documentation.",
                language,
                services=number(what_if.services, language),
                admin=number(len(what_if.without_admin or ()), language),
                documentation=number(len(what_if.without_documentation or ()), language),
            )
        )
    months = what_if.months_to_switch
    if months is not None and months.value is not None:
        said.append(
            text(
                "Switching would take {months} months.",
                language,
                months=number(months.value, language),
            )
        )
    return " ".join(said)


def _stopped(what_if: WhatIf, language: Language) -> str:
    stop = what_if.provider_stop
    if stop is None:
        return reason_sentence(what_if.reasons.get("provider_stop"), language)
    if not stop.outside.categories:
        return text("The company closes incidents of every subject itself.", language)
    said = plural(
        len(stop.outside.categories),
        "If the provider stopped, {n} subject that the company never closes itself would wait: "
        "{names}.",
        "If the provider stopped, {n} subjects that the company never closes itself would wait: "
        "{names}.",
        language,
        names=_names(stop.outside.categories, language),
    )
    rate = what_if.blocking_per_quarter
    if rate is None or rate.value is None:
        return said
    often = text(
        "They bring about {value} blocking incidents per quarter (from {low} to {high}).",
        language,
        value=number(rate.value, language, 1),
        low=amount(rate.low, language, 1),
        high=amount(rate.high, language, 1),
    )
    return f"{said} {often}{_hours(stop, language)}"


def _hours(stop: ProviderStop, language: Language) -> str:
    if stop.outside_blocking_minutes is None:
        return ""
    return " " + text(
        "Today, half of them are solved within {n} h.",
        language,
        n=number(stop.outside_blocking_minutes / 60, language, 1),
    )


def _table(what_if: WhatIf, language: Language) -> Child:
    rows = [*_leaving(what_if.departures), *_stopping(what_if.provider_stop)]
    if not rows:
        return None
    columns = (
        Column(text("Subjects", language)),
        Column(text("How many", language), is_figure=True),
        Column(text("Closed incidents", language), is_figure=True),
        Column(text("Blocking ones", language), is_figure=True),
    )
    return data_table(
        text("Subjects that would lose their holder", language),
        columns,
        (
            (
                text(name, language),
                number(len(loss.categories), language),
                number(loss.incidents, language),
                DASH if loss.blocking is None else number(loss.blocking, language),
            )
            for name, loss in rows
        ),
    )


def _leaving(departures: Departures | None) -> list[tuple[str, Loss]]:
    if departures is None:
        return []
    return [
        *_holding(MOST, departures.most),
        *_holding(ONLY, departures.only),
    ]


def _holding(name: str, holding: Holding) -> list[tuple[str, Loss]]:
    if holding.worst is None:
        return [(name, holding.all)]
    return [(name, holding.all), (WORST[name], holding.worst)]


def _stopping(stop: ProviderStop | None) -> list[tuple[str, Loss]]:
    if stop is None:
        return []
    return [
        ("closed by the provider only", stop.provider),
        ("closed by the provider or a vendor only", stop.outside),
    ]


def _names(categories: Sequence[str], language: Language) -> str:
    """A few names, and how many others."""
    others = len(categories) - SHOWN
    shown = ", ".join(categories[:SHOWN])
    if others <= 0:
        return shown
    return f"{shown}, {plural(others, 'and {n} other', 'and {n} others', language)}"


def _unknown_or(count: int | None, language: Language) -> str:
    return text("an unknown number", language) if count is None else number(count, language)
