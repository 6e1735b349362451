"""Reports and errors as data that can be sent between processes, and that cannot execute."""

import json
from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from infopilot.incidents.mappings.questions import Question, Undecided
from infopilot.model.errors import IncidentDataError, Place, shorten
from infopilot.model.text import Message

T = TypeVar("T")
MESSAGE = {"template", "facts"}
Document = Mapping[str, object]


class Shown(str):
    """A value that was shown on the other side: its text is what is shown of it here."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def dump(value: object) -> object:
    """``value``, a dataclass, as plain data for `json.dumps`."""
    return TypeAdapter(type(value)).dump_python(value) if is_dataclass(value) else value


def dumps(document: Document) -> str:
    """One line of JSON; what JSON does not know is written as text."""
    return json.dumps(document, default=str)


def loads(line: str | bytes) -> dict[str, object]:
    """One line of JSON, its messages being `Message` wherever they are; raise ValueError."""
    document = json.loads(line, object_hook=_messages)
    return document if isinstance(document, dict) else {}


def validated(data: object, kind: type[T]) -> T:
    """``data`` as a ``kind``; raise ValueError."""
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as trouble:
        raise ValueError(str(trouble)) from None


def error_document(error: IncidentDataError) -> dict[str, object]:
    """The parts of ``error``."""
    return {
        "what": dump(error.what),
        "where": dump(error.where),
        "expected": dump(error.expected),
        "hint": dump(error.hint),
        "got": None if error.got is None else shorten(error.got),
        "question": dump(error.question) if isinstance(error, Undecided) else None,
    }


def error_from(data: object) -> IncidentDataError:
    """The error that ``data`` holds the parts of; raise ValueError."""
    parts = validated(data, dict[str, object])
    what = validated(parts.get("what"), Message)
    where = validated(parts.get("where"), Place | None)  # type: ignore[arg-type]
    expected, hint = (parts.get(name) for name in ("expected", "hint"))
    told: dict[str, Any] = {
        "where": where,
        "expected": expected.template if isinstance(expected, Message) else None,
        "got": None if parts.get("got") is None else Shown(parts["got"]),
        "hint": hint.template if isinstance(hint, Message) else None,
        **what.facts,
    }
    if parts.get("question"):
        return Undecided(what.template, validated(parts["question"], Question), **told)
    return IncidentDataError(what.template, **told)


def _messages(data: dict[str, object]) -> object:
    if data.keys() == MESSAGE and isinstance(data["facts"], dict):
        return Message(str(data["template"]), data["facts"])
    return data
