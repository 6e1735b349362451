"""A mapping that was written for somebody to correct, told."""

from infopilot.incidents.mappings.corrections import lacking_columns
from infopilot.incidents.mappings.mapping import Mapping
from infopilot.model.text import Language
from infopilot.views.messages import text


def mapping_document(mapping: Mapping, place: str) -> dict[str, object]:
    """Where the mapping is, and what it names no header for."""
    return {"mapping": mapping.id, "file": place, "missing": list(lacking_columns(mapping))}


def mapping_lines(mapping: Mapping, place: str, language: Language) -> list[str]:
    """Where the mapping is, what is left to say, what to do next."""
    label = getattr(mapping.label, language)
    lines = [text("{label}: written in {file}.", language, label=label, file=place)]
    if lacking := lacking_columns(mapping):
        columns = ", ".join(lacking)
        lines.append(text("Left to name: the headers of {columns}.", language, columns=columns))
    lines.append(
        text(
            "Correct it, then: infopilot tickets inspect EXPORT --mapping {file}",
            language,
            file=place,
        )
    )
    return lines
