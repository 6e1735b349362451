"""Figures in words: what is unknown says so, never 0 and never NaN."""

from math import isnan

from infopilot.model.text import Language
from infopilot.views.messages import number, percent, text

DASH = "–"


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
