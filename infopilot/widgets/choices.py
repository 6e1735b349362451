"""What somebody said of a file in the form of the incidents page."""

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from typing import cast

from infopilot.incidents.mappings.corrections import State, answered, correct
from infopilot.incidents.mappings.mapping import Mapping, Priority
from infopilot.views.examined import Examined


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the form holds.

    ``columns`` gives the header of each canonical column ("" for none), ``answer`` the option
    chosen for the question that was asked ("" to leave the column aside, None without an answer).
    """

    columns: Map[str, str] = field(default_factory=dict)
    statuses: Map[str, str] = field(default_factory=dict)
    priorities: Map[str, str] = field(default_factory=dict)
    shape: str | None = None
    answer: str | None = None


def read_choices(sent: object) -> Choices:
    """The choices that a page sent; whatever is not a text is left out."""
    parts = sent if isinstance(sent, dict) else {}
    single = _texts({name: parts.get(name) for name in ("shape", "answer")})
    return Choices(
        columns=_texts(parts.get("columns")),
        statuses=_texts(parts.get("statuses")),
        priorities=_texts(parts.get("priorities")),
        shape=single.get("shape"),
        answer=single.get("answer"),
    )


def corrected(examined: Examined, choices: Choices) -> Mapping:
    """The mapping of ``examined`` with ``choices``; raise `IncidentDataError` if it cannot be.

    What was not touched keeps all the names that the mapping knows for it.
    """
    changed = {
        name: header or None
        for name, header in choices.columns.items()
        if header != examined.headers.get(name, "")
    }
    shape = choices.shape
    mapping = correct(
        examined.mapping,
        columns=changed,
        shape="events" if shape == "events" else "incidents" if shape == "incidents" else None,
        statuses=cast("Map[str, State]", choices.statuses),
        priorities=cast("Map[str, Priority]", choices.priorities),
    )
    if examined.question and choices.answer is not None:
        return answered(mapping, examined.question, choices.answer or None)
    return mapping


def _texts(sent: object) -> dict[str, str]:
    pairs = sent.items() if isinstance(sent, dict) else ()
    return {key: value for key, value in pairs if isinstance(key, str) and isinstance(value, str)}
