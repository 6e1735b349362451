"""Figures in words: what is unknown says so, never 0 and never NaN."""

from math import floor, isnan

from infopilot.model.text import Language
from infopilot.views.messages import number, percent, text

DASH = "–"
TOLERANCE = 1e-9


def known(value: float | None) -> float | None:
    """``value`` of a table cell, NaN being None.

    >>> known(float("nan")) is None
    True
    """
    return None if value is None or isnan(value) else float(value)


def amount(value: float | None, language: Language, digits: int = 0) -> str:
    """A figure with ``digits`` decimals, or a dash."""
    figure = known(value)
    return DASH if figure is None else number(figure, language, digits)


def level(value: float | None, language: Language) -> str:
    """A level of maturity; a level is reached, not approached: 1.96 never reads as 2.

    >>> level(1.94, "en"), level(1.96, "en"), level(1.999, "en"), level(2.0, "en")
    ('1.9', '1.96', '1.99', '2.0')
    """
    figure = known(value)
    if figure is None:
        return DASH
    reached = floor(figure + TOLERANCE)
    if round(figure, 1) == reached + 1:
        return number(floor(figure * 100) / 100, language, 2)
    return number(max(figure, reached), language, 1)


def share(value: float | None, language: Language) -> str:
    """A share from 0 to 1 in per cent, or a dash.

    >>> share(None, "en")
    '–'
    """
    figure = known(value)
    return DASH if figure is None else percent(figure, language)


def weight(value: float | None, language: Language) -> str:
    """A weight, with two decimals only when it has some.

    >>> weight(3, "en"), weight(0.4, "en")
    ('3', '0.40')
    """
    figure = known(value)
    if figure is None:
        return DASH
    return number(figure, language, 0 if figure.is_integer() else 2)


def measure(name: str, value: float | None, language: Language) -> str:
    """A measure of the ticket log in its own unit: hours, people or a share."""
    figure = known(value)
    if figure is None:
        return DASH
    if name.endswith("_hours"):
        return text("{n} h", language, n=number(figure, language, 1))
    if name == "effective_resolvers":
        return number(figure, language, 1)
    return percent(figure, language)


def days(value: float, language: Language) -> str:
    """Days of work, with a decimal only when there is one; French counts two from two on.

    >>> days(1, "en"), days(1.5, "en")
    ('1 day', '1.5 days')
    """
    n = number(value, language, 0 if float(value).is_integer() else 1)
    is_one = value < 2 if language == "fr" else value == 1  # noqa: PLR2004 - two are several
    return text("{n} day", language, n=n) if is_one else text("{n} days", language, n=n)
