"""The errors that infopilot raises on purpose: each says what, where, expected, got and a hint.

InfopilotError
├── QuestionnaireError   a questionnaire, the method or the actions cannot be read
├── AnswerError          an answer does not fit its question
├── EngagementError      a folder is not an engagement, or one is already there
├── AccessError          an invitation code or a passphrase opens nothing
├── IncidentDataError    a ticket export or its mapping cannot be read
├── ScoringError         a score is asked of values outside its range
└── ServingError         a page cannot be served

Messages are English templates; ``views.messages.explain`` gives them in the reader's language.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from infopilot.model.text import Message

Renderer = Callable[[Message], str]
Words = Mapping[str, str]
ENGLISH: Words = {
    "line": "line",
    "column": "column",
    "expected": "expected",
    "got": "got",
    "hint": "Hint",
    "colon": ": ",
    "semicolon": "; ",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is wrong: a file, and in it a line and a column (number or name)."""

    file: str
    line: int | None = None
    column: int | str | None = None


class InfopilotError(Exception):
    """Bad input, told in one line.

    ``what``, ``expected`` and ``hint`` are English templates filled with ``facts``;
    ``got`` is shown as it came, shortened.

    >>> error = AnswerError("unknown question {id!r}", id="XX9", hint="see the questionnaire")
    >>> str(error)
    "unknown question 'XX9'. Hint: see the questionnaire"
    """

    def __init__(
        self,
        what: str,
        *,
        where: Place | str | None = None,
        expected: str | None = None,
        got: object = None,
        hint: str | None = None,
        **facts: object,
    ) -> None:
        super().__init__(what)
        self.what = Message(what, facts)
        self.where = Place(where) if isinstance(where, str) else where
        self.expected = Message(expected, facts) if expected else None
        self.got = got
        self.hint = Message(hint, facts) if hint else None

    def __str__(self) -> str:
        return compose(self, str, ENGLISH)


def shorten(value: object, limit: int = 80) -> str:
    """``repr(value)``, cut in its middle beyond ``limit`` characters."""
    shown = repr(value)
    return shown if len(shown) <= limit else f"{shown[: limit - 12]}…{shown[-10:]}"


def compose(
    error: InfopilotError, render: Renderer, words: Words, show: Callable[[object], str] = shorten
) -> str:
    """One line of text from the parts of ``error``, in the language of ``render`` and ``words``.

    ``show`` writes the value that was got.
    """
    parts = []
    if error.where:
        place = [error.where.file]
        if error.where.line is not None:
            place.append(f"{words['line']} {error.where.line}")
        if error.where.column is not None:
            place.append(f"{words['column']} {error.where.column}")
        parts.append(", ".join(place) + words["colon"])
    parts.append(render(error.what))
    asides = [f"{words['expected']} {render(error.expected)}"] if error.expected else []
    if error.got is not None:
        asides.append(f"{words['got']} {show(error.got)}")
    if asides:
        parts.append(f" ({words['semicolon'].join(asides)})")
    if error.hint:
        parts.append(f". {words['hint']}{words['colon']}{render(error.hint)}")
    return " ".join("".join(parts).split("\n"))


class QuestionnaireError(InfopilotError):
    """A questionnaire, the method or the actions cannot be read."""


class AnswerError(InfopilotError):
    """An answer does not fit its question."""


class EngagementError(InfopilotError):
    """A folder is not an engagement, or one is already there."""


class AccessError(InfopilotError):
    """An invitation code or a passphrase opens nothing."""


class IncidentDataError(InfopilotError):
    """A ticket export or its mapping cannot be read."""


class ScoringError(InfopilotError):
    """A score is asked of values outside its range."""


class ServingError(InfopilotError):
    """A page cannot be served."""
