"""What somebody said of a file in the form of the incidents page."""

from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from infopilot.incidents.corrections import correct
from infopilot.incidents.mappings import Mapping
from infopilot.views.examined import Examined


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The header of each canonical column ("" for none), and what words and questions mean."""

    columns: Map[str, str] = field(default_factory=dict)
    statuses: Map[str, str] = field(default_factory=dict)
    priorities: Map[str, str] = field(default_factory=dict)
    answer: str | None = None


def read_choices(sent: object) -> Choices:
    """The choices that a page sent; whatever is not a text is left out."""
    parts = sent if isinstance(sent, dict) else {}
    answer = parts.get("answer")
    return Choices(
        columns=_texts(parts.get("columns")),
        statuses=_texts(parts.get("statuses")),
        priorities=_texts(parts.get("priorities")),
        answer=answer if isinstance(answer, str) else None,
    )


def _texts(sent: object) -> dict[str, str]:
    pairs = sent.items() if isinstance(sent, dict) else ()
    return {key: value for key, value in pairs if isinstance(key, str) and isinstance(value, str)}


def corrected(examined: Examined, choices: Choices) -> Mapping:
    """The mapping of ``examined`` with ``choices``; raise `IncidentDataError` if it cannot be."""
    raise NotImplementedError
