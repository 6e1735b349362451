"""Traps of a ticket log in words: their figures as their readers write them."""

from collections.abc import Mapping
from datetime import date, datetime

from babel.dates import format_date

from infopilot.incidents.doctor.traps import NAMES, Figure, Trap
from infopilot.model.text import Language
from infopilot.views.messages import LOCALES, NBSP, day, number, percent, text

NEARLY_ALL = 0.9995


def trap_name(trap: Trap, language: Language) -> str:
    """The trap in a few words."""
    return text(NAMES[trap.code], language)


def trap_message(trap: Trap, language: Language) -> str:
    """What was found and what it does to the figures."""
    return text(trap.message.template, language, **worded(trap.figures, language))


def trap_hint(trap: Trap, language: Language) -> str:
    """What to do."""
    return text(trap.hint.template, language, **worded(trap.figures, language))


def worded(figures: Mapping[str, object], language: Language) -> dict[str, str]:
    """Figures by the ends of their names: shares, moments, days, months; else counts or words.

    >>> worded({"late": 9113, "late_share": 0.99978, "from_on": "2016-03-24"}, "en")
    {'late': '9,113', 'late_share': '99.98%', 'from_on': '24 March 2016'}
    """
    return {name: _worded(name, figure, language) for name, figure in figures.items()}


def _worded(name: str, figure: object, language: Language) -> str:
    match figure:
        case float() if name.endswith("_share"):
            # What is not all of them never reads as all of them.
            return percent(figure, language, 2 if NEARLY_ALL <= figure < 1 else 1)
        case bool() | str():
            return _moment(name, str(figure), language)
        case int():
            return number(figure, language)
        case float():
            return number(figure, language, 1)
    return str(figure)


def _moment(name: str, written: str, language: Language) -> str:
    if name.endswith("_at"):
        moment = datetime.fromisoformat(written)
        clock = f"{moment:%H}{NBSP}h{NBSP}{moment:%M}" if language == "fr" else f"{moment:%H:%M}"
        when = {"day": day(moment.date(), language), "time": clock}
        return text("{day} at {time}", language, **when)
    if name.endswith("_on"):
        return day(date.fromisoformat(written), language)
    if name.endswith("_month"):
        first = date.fromisoformat(f"{written}-01")
        return format_date(first, format="MMMM yyyy", locale=LOCALES[language])
    return written


def trap_document(trap: Trap, language: Language) -> dict[str, object]:
    """A trap as scripts read it."""
    figures: dict[str, Figure] = dict(trap.figures)
    return {
        "code": trap.code,
        "name": trap_name(trap, language),
        "message": trap_message(trap, language),
        "hint": trap_hint(trap, language),
        "figures": figures,
        "lines": list(trap.lines),
    }
