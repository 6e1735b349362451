"""A mapping that was written for somebody to correct, told."""

from infopilot.incidents.mappings.corrections import lacking_columns
from infopilot.incidents.mappings.mapping import Mapping
from infopilot.model.text import Language
from infopilot.views.messages import text

TITLE = ": what its export calls things."
SATISFACTION = "# satisfaction: {worst: 1, best: 5}"
SLA = "# sla: met"


def commented(written: str, mapping: Mapping, language: Language) -> str:
    """A mapping as it was ``written``, its comments in ``language``, and what is left to say.

    Only a person can say what yes means in a column of service levels, and which note is the best:
    where the mapping does not, an example is there to be taken out of its comment.
    """
    lines = [_comment(line, language) for line in written.splitlines()]
    if mapping.columns.sla_met and mapping.sla is None:
        told = text(
            "If the column of service levels is filled: what yes means, met or breached. Take the "
            "first # of the next line away.",
            language,
        )
        lines += ["", f"# {told}", SLA]
    if mapping.columns.satisfaction and mapping.satisfaction is None:
        told = text(
            "If users rate: the worst and the best note; a scale may go down. Take the first # of "
            "the next line away.",
            language,
        )
        lines += ["", f"# {told}", SATISFACTION]
    return "\n".join(lines) + "\n"


def _comment(line: str, language: Language) -> str:
    if not line.startswith("# "):
        return line
    said = line.removeprefix("# ")
    if said.endswith(TITLE):
        tool = said.removesuffix(TITLE)
        return "# " + text("{tool}: what its export calls things.", language, tool=tool)
    return f"# {text(said, language)}"


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
