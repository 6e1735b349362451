"""Every sentence that people read, in French or in English.

The English sentence is the key. French is in ``locale/fr/*.po``, one file per room of the house.
A sentence without a translation is shown in English; a test finds it before a reader does.
"""

import re
from ast import literal_eval
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files

from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from infopilot.model.errors import (
    ENGLISH,
    IncidentDataError,
    InfopilotError,
    Words,
    compose,
    shorten,
)
from infopilot.model.text import Language, Message

NBSP = "\N{NO-BREAK SPACE}"
NNBSP = "\N{NARROW NO-BREAK SPACE}"
FRENCH: Words = {
    "line": "ligne",
    "column": "colonne",
    "expected": f"attendu{NBSP}:",
    "got": f"reçu{NBSP}:",
    "hint": "Conseil",
    "colon": f"{NBSP}: ",
    "semicolon": f"{NNBSP}; ",
}
CODE = re.compile(r"%-?[dmbyYHIMSpf]")
OPTIONAL = re.compile(r"\[.*?\]")
EXAMPLE = datetime(2026, 12, 31, 17, 45, tzinfo=UTC)
LOCALES: Mapping[Language, str] = {"fr": "fr_FR", "en": "en_GB"}


@cache
def catalogue(language: Language) -> Mapping[str, str]:
    """Translations by English sentence; empty for English."""
    if language == "en":
        return {}
    translations: dict[str, str] = {}
    for entry in sorted(files("infopilot.views").joinpath("locale", language).iterdir(), key=str):
        if entry.name.endswith(".po"):
            with entry.open("rb") as file:
                translations |= {str(m.id): str(m.string) for m in read_po(file) if m.id}
    return translations


def text(sentence: str, language: Language, **facts: object) -> str:
    """``sentence`` in ``language``, its ``{placeholders}`` filled.

    >>> text("Save", "fr")
    'Enregistrer'
    """
    template = catalogue(language).get(sentence) or sentence
    return template.format(**facts) if facts else template


def render(message: Message, language: Language) -> str:
    """``message`` in ``language``, and so are the messages among its facts."""
    facts = {
        name: render(fact, language) if isinstance(fact, Message) else fact
        for name, fact in message.facts.items()
    }
    return text(message.template, language, **facts)


def explain(error: InfopilotError, language: Language) -> str:
    """One line that tells ``error``: what, where, expected, got, hint."""
    words = FRENCH if language == "fr" else ENGLISH
    if isinstance(error, IncidentDataError):
        return compose(
            error,
            lambda message: render(_with_dates(message), language),
            words,
            lambda got: shown(got, language),
        )
    return compose(error, lambda message: render(message, language), words)


def shown(got: object, language: Language, limit: int = 80) -> str:
    """What came of a ticket log, for those who do not program: quoted, dates as an example.

    >>> shown(["%d-%m-%Y %H:%M[:%S]", "%m/%d/%y"], "en"), shown("Statut", "en")
    ('31-12-2026 17:45, 12/31/26', '“Statut”')
    """
    written = shorten(got, limit)
    try:
        value = literal_eval(written)
    except (ValueError, SyntaxError, TypeError):
        return written
    if isinstance(value, list | tuple) and value:
        return ", ".join(_quoted(each, language) for each in value)
    return _quoted(value, language)


def _quoted(value: object, language: Language) -> str:
    if not isinstance(value, str) or not value.isprintable():
        # What a terminal would obey is left as it is escaped.
        return repr(value)
    return _example(value) if CODE.search(value) else text("“{name}”", language, name=value)


def _with_dates(message: Message) -> Message:
    facts = {
        name: ", ".join(map(_example, fact.split(", ")))
        if isinstance(fact, str) and CODE.search(fact)
        else fact
        for name, fact in message.facts.items()
    }
    return Message(message.template, facts)


def _example(candidate: str) -> str:
    """The last day of 2026, a quarter to six in the evening, as ``candidate`` writes it."""
    if not CODE.search(candidate):
        return candidate
    return EXAMPLE.strftime(OPTIONAL.sub("", candidate).replace("%-", "%"))


def with_counts(message: Message, language: Language) -> str:
    """``message`` in ``language``, its counts grouped as their readers write them.

    >>> with_counts(Message("only {told} incidents", {"told": 24918}), "en")
    'only 24,918 incidents'
    """
    facts = {
        name: number(fact, language)
        if isinstance(fact, int) and not isinstance(fact, bool)
        else fact
        for name, fact in message.facts.items()
    }
    return render(Message(message.template, facts), language)


def number(value: float, language: Language, digits: int = 0) -> str:
    """A number as its readers write it, with exactly ``digits`` decimals.

    >>> number(1234.5, "en", 1)
    '1,234.5'
    """
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=LOCALES[language])


def percent(share: float, language: Language, digits: int = 0) -> str:
    """A share from 0 to 1 as a percentage.

    >>> percent(0.125, "en", 1)
    '12.5%'
    """
    pattern = (
        "#,##0" + ("." + "0" * digits if digits else "") + (f"{NBSP}%" if language == "fr" else "%")
    )
    return format_percent(share, format=pattern, locale=LOCALES[language])


def day(value: date, language: Language) -> str:
    """A date in full.

    >>> day(date(2026, 3, 1), "en")
    '1 March 2026'
    >>> day(date(2026, 3, 1), "fr")
    '1er mars 2026'
    """
    told = format_date(value, format="long", locale=LOCALES[language])
    return f"1er{told[1:]}" if language == "fr" and value.day == 1 else told


def short_month(value: date, language: Language) -> str:
    """A month, as short as on an axis.

    >>> short_month(date(2026, 3, 1), "en")
    'Mar 2026'
    """
    return format_date(value, format="MMM y", locale=LOCALES[language])
