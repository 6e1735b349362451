"""Validating what people wrote: a questionnaire, a mapping or an engagement."""

from dataclasses import dataclass
from pathlib import Path

from infopilot.app.priorities import action_library
from infopilot.app.workbook import open_engagement
from infopilot.model.errors import EngagementError, Place
from infopilot.model.text import Message
from infopilot.storage.engagements import DESCRIPTION
from infopilot.storage.method import load_method
from infopilot.storage.questionnaires import FILE_NAME, load_questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was checked and what it holds."""

    kind: str
    sentences: tuple[Message, ...]


def check_path(path: Path) -> Finding:
    """Check whatever lies at ``path``; raise the error that says what is wrong with it."""
    if (path / DESCRIPTION).is_file():
        return _engagement(path)
    if path.name == FILE_NAME or (path / FILE_NAME).is_file():
        return _questionnaire(path)
    if path.name == "method.yaml":
        method = load_method(path)
        return Finding(
            kind="method",
            sentences=(Message("Method {version}, {hash}", vars_of(method.version, method.hash)),),
        )
    if path.suffix in {".yaml", ".yml"} and path.exists():
        return _mapping(path)
    raise EngagementError(
        "there is nothing to check here" if path.exists() else "no such file or folder",
        where=Place(str(path)),
        expected="an engagement, a questionnaire, a mapping or a method",
    )


def vars_of(version: str, content_hash: str) -> dict[str, object]:
    """Return the facts of a version and of a shortened hash."""
    return {"version": version, "hash": content_hash[:19]}


def _questionnaire(path: Path) -> Finding:
    asked = load_questionnaire(path)
    return Finding(
        kind="questionnaire",
        sentences=(
            Message(
                "Questionnaire {id} {version}, {hash}",
                {"id": asked.id} | vars_of(asked.version, asked.hash),
            ),
            Message(
                "{questions} questions in {dimensions} dimensions, {decisions} decisions",
                {
                    "questions": sum(1 for _ in asked.questions()),
                    "dimensions": len(asked.dimensions),
                    "decisions": len(asked.decisions),
                },
            ),
        ),
    )


def _engagement(path: Path) -> Finding:
    workbook = open_engagement(path)
    answers = workbook.answers()
    altered = workbook.store.first_altered_row()
    if altered is not None:
        raise EngagementError(
            "an answer was altered outside infopilot",
            where=Place(str(workbook.folder.answers), altered),
            expected="answers as they were written",
            hint="restore the last backup of this file",
        )
    facts = {each.id: workbook.structural_facts(each.id) for each in workbook.engagement.campaigns}
    return Finding(
        kind="engagement",
        sentences=(
            Message(
                "Engagement {company}, campaigns {campaigns}",
                {"company": workbook.engagement.company.name, "campaigns": ", ".join(facts)},
            ),
            Message("{answers} answers, all as they were written", {"answers": len(answers)}),
            Message("{actions} actions to choose from", {"actions": len(action_library(workbook))}),
            Message(
                "{services} services in the register",
                {"services": len(workbook.registers().services)},
            ),
        ),
    )


def _mapping(path: Path) -> Finding:
    from infopilot.incidents.mappings.corrections import lacking_columns  # noqa: PLC0415 - duckdb
    from infopilot.incidents.mappings.mapping import load_mapping  # noqa: PLC0415 - duckdb

    mapping = load_mapping(path)
    sentences = [Message("Mapping {id} ({tool})", {"id": mapping.id, "tool": mapping.tool})]
    if lacking := lacking_columns(mapping):
        sentences.append(
            Message(
                "it is not finished: no header is named for {columns}",
                {"columns": ", ".join(lacking)},
            )
        )
    return Finding(kind="mapping", sentences=tuple(sentences))
