"""JSON Schemas of the files that people edit, so that an editor helps while they type."""

import json
from collections.abc import Mapping
from pathlib import Path

from infopilot.documents import Document
from infopilot.storage.actions import ActionsDocument
from infopilot.storage.method_schema import MethodDocument
from infopilot.storage.questionnaire_schema import (
    DecisionsDocument,
    DimensionDocument,
    FeltClarityDocument,
    MeasuresDocument,
    QuestionnaireDocument,
)

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SCHEMAS: Mapping[str, type[Document]] = {
    "actions": ActionsDocument,
    "decisions": DecisionsDocument,
    "dimension": DimensionDocument,
    "felt-clarity": FeltClarityDocument,
    "measures": MeasuresDocument,
    "method": MethodDocument,
    "questionnaire": QuestionnaireDocument,
}


def editor_schemas() -> dict[str, str]:
    """The content of each schema file, by file name."""
    return {f"{name}.json": _schema_text(document) for name, document in SCHEMAS.items()}


def write_editor_schemas(folder: Path) -> None:
    """Write every schema into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in editor_schemas().items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")


def _schema_text(document: type[Document]) -> str:
    schema = {"$schema": DRAFT, **_untitled(document.model_json_schema())}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _untitled(schema: Mapping[str, object]) -> dict[str, object]:
    """``schema`` without the titles that pydantic makes of names: an editor shows the names."""
    return {
        key: _untitled_part(part)
        for key, part in schema.items()
        if key != "title" or not isinstance(part, str)
    }


def _untitled_part(part: object) -> object:
    if isinstance(part, list):
        return [_untitled_part(inner) for inner in part]
    return _untitled(part) if isinstance(part, dict) else part
