"""Plain data to a validated value; what pydantic refuses is told in our words, with its place."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from infopilot.documents.reading import Source, open_source
from infopilot.documents.refusals import Problem, is_echo, problem_of
from infopilot.model.errors import InfopilotError
from infopilot.model.text import Message

M = TypeVar("M", bound=BaseModel)
SHOWN = 3
SEVERAL = "{problem}, the first of {count} problems on lines {lines}"
SEVERAL_ON_ONE = "{problem}, the first of {count} problems on line {lines}"


class Document(BaseModel):
    """A part of a document: its keys are known, its numbers finite, its texts never converted."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


def read_document(path: Path, schema: type[M], error: type[InfopilotError]) -> M:
    """Read the document at ``path`` as a ``schema``; any trouble is told as an ``error``."""
    return validated(open_source(path, error), schema, error)


def validated(source: Source, schema: type[M], error: type[InfopilotError]) -> M:
    """``source`` as a ``schema``; its problems are told as one ``error``."""
    try:
        # Read as JSON, lists become tuples and texts become enums or dates, but "3" stays a text.
        return schema.model_validate_json(json.dumps(source.data), strict=True)
    except ValidationError as trouble:
        problems = [
            problem_of(details, source, schema)
            for details in trouble.errors()
            if not is_echo(details)
        ]
    # A misspelt key is also a missing one: its own place says more.
    raise told(sorted(problems, key=lambda problem: "close" not in problem.facts), error)


def told(problems: Sequence[Problem], error: type[InfopilotError]) -> InfopilotError:
    """One ``error`` for ``problems``: the first in full, the lines of two more, a count."""
    first = problems[0]
    what, facts = first.what, dict(first.facts)
    if len(problems) > 1:
        lines = list(dict.fromkeys(str(problem.where.line) for problem in problems))
        what = SEVERAL if len(lines) > 1 else SEVERAL_ON_ONE
        facts["problem"] = Message(first.what, first.facts)
        facts["count"] = len(problems)
        facts["lines"] = ", ".join(lines[:SHOWN]) + ("…" if len(lines) > SHOWN else "")
    return error(
        what, where=first.where, expected=first.expected, got=first.got, hint=first.hint, **facts
    )
