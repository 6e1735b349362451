"""A questionnaire on disk to the model: a folder of YAML files that consultants edit."""

from pathlib import Path
from typing import TypeVar

from infopilot.documents import Document, content_hash, open_source, told, validated
from infopilot.model.errors import QuestionnaireError
from infopilot.model.questionnaire import Questionnaire
from infopilot.storage.questionnaire_checks import Part, Parts, questionnaire_problems
from infopilot.storage.questionnaire_schema import (
    DecisionsDocument,
    DimensionDocument,
    FeltClarityDocument,
    MeasuresDocument,
    QuestionnaireDocument,
    texts,
)

FILE_NAME = "questionnaire.yaml"
D = TypeVar("D", bound=Document)


def load_questionnaire(path: Path) -> Questionnaire:
    """Read the questionnaire at ``path``: its folder, or the ``questionnaire.yaml`` in it.

    Raises
    ------
    QuestionnaireError
        If a file is missing, has not the expected shape, or contradicts another one.
    """
    parts = _read_parts(path / FILE_NAME if path.is_dir() else path)
    problems = list(questionnaire_problems(parts))
    if problems:
        raise told(problems, QuestionnaireError)
    return _questionnaire(parts)


def _read_parts(path: Path) -> Parts:
    main = _read(path, QuestionnaireDocument)
    about, folder = main.document, path.parent
    return Parts(
        main=main,
        dimensions=tuple(_read(folder / name, DimensionDocument) for name in about.dimensions),
        decisions=_read_if_named(folder, about.decisions, DecisionsDocument),
        felt=_read_if_named(folder, about.felt_clarity, FeltClarityDocument),
        measures=_read_if_named(folder, about.measures, MeasuresDocument),
    )


def _read(path: Path, schema: type[D]) -> Part[D]:
    source = open_source(path, QuestionnaireError)
    return Part(source, validated(source, schema, QuestionnaireError))


def _read_if_named(folder: Path, name: str | None, schema: type[D]) -> Part[D] | None:
    return _read(folder / name, schema) if name else None


def _questionnaire(parts: Parts) -> Questionnaire:
    about = parts.main.document
    decisions = parts.decisions.document if parts.decisions else None
    felt = parts.felt.document if parts.felt else None
    measures = parts.measures.document if parts.measures else None
    return Questionnaire(
        id=about.id,
        version=about.version,
        hash=_fingerprint(parts),
        title=about.title.to_model(),
        dimensions=tuple(part.document.to_model() for part in parts.dimensions),
        level_names=texts(about.level_names),
        decisions=tuple(each.to_model() for each in decisions.decisions) if decisions else (),
        decision_roles=frozenset(decisions.roles if decisions else ()),
        short_decision_roles=frozenset(decisions.short_form_roles if decisions else ()),
        felt=tuple(each.to_model() for each in felt.statements) if felt else (),
        felt_labels=texts(felt.labels) if felt else (),
        felt_roles=frozenset(felt.roles if felt else ()),
        measures=tuple(each.to_model() for each in measures.measures) if measures else (),
        measure_roles=frozenset(measures.roles if measures else ()),
        actor_names={actor.value: name.to_model() for actor, name in about.actors.items()},
        role_names={role: name.to_model() for role, name in about.roles.items()},
    )


def _fingerprint(parts: Parts) -> str:
    return content_hash({Path(part.source.file).name: part.source.data for part in parts.all()})
