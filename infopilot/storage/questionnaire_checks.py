"""What the files of a questionnaire must say together, beyond the shape of each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from infopilot.documents import Document, Problem, Source
from infopilot.model.decisions import Actor
from infopilot.model.errors import Place
from infopilot.model.people import Role
from infopilot.storage.questionnaire_schema import (
    DecisionDocument,
    DecisionsDocument,
    DimensionDocument,
    FeltClarityDocument,
    MeasureDocument,
    MeasuresDocument,
    QuestionDocument,
    QuestionnaireDocument,
    StatementDocument,
)

D_co = TypeVar("D_co", bound=Document, covariant=True)
Identified = QuestionDocument | DecisionDocument | StatementDocument | MeasureDocument


@dataclass(frozen=True, slots=True)
class Part(Generic[D_co]):
    """One file of a questionnaire: its source, for the places, and what it says."""

    source: Source
    document: D_co


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """All the files of a questionnaire."""

    main: Part[QuestionnaireDocument]
    dimensions: tuple[Part[DimensionDocument], ...]
    decisions: Part[DecisionsDocument] | None
    felt: Part[FeltClarityDocument] | None
    measures: Part[MeasuresDocument] | None

    def all(self) -> tuple[Part[Document], ...]:
        """Every file that is there."""
        optional = (self.decisions, self.felt, self.measures)
        return (self.main, *self.dimensions, *(part for part in optional if part))


def questionnaire_problems(parts: Parts) -> Iterator[Problem]:
    """What the files of a questionnaire contradict, in reading order."""
    yield from _repeated_ids(parts)
    yield from _unnamed_roles(parts)
    yield from _missing_provider_texts(parts)
    if parts.decisions:
        yield from _unnamed_actors(parts.main)
        yield from _confused_decisions(parts.decisions)
        yield from _impossible_conditions(parts.decisions, parts.dimensions)
    if parts.measures:
        yield from _empty_ranges(parts.measures)


def _identified(parts: Parts) -> Iterator[tuple[str, Place]]:
    for part in parts.dimensions:
        yield part.document.id, part.source.place("id")
        yield from _ids(part.source, "questions", part.document.questions)
    if parts.decisions:
        yield from _ids(parts.decisions.source, "decisions", parts.decisions.document.decisions)
    if parts.felt:
        yield from _ids(parts.felt.source, "statements", parts.felt.document.statements)
    if parts.measures:
        yield from _ids(parts.measures.source, "measures", parts.measures.document.measures)


def _ids(source: Source, key: str, rows: Iterable[Identified]) -> Iterator[tuple[str, Place]]:
    for index, row in enumerate(rows):
        yield row.id, source.place(key, index, "id")


def _repeated_ids(parts: Parts) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for item_id, where in _identified(parts):
        if item_id not in first:
            first[item_id] = where
            continue
        yield Problem(
            what="the id {id!r} is used twice",
            where=where,
            hint="it already names something in {file}, line {line}",
            facts={"id": item_id, "file": first[item_id].file, "line": first[item_id].line},
        )


def _asked_roles(parts: Parts) -> Iterator[tuple[Iterable[Role], Place]]:
    for dimension in parts.dimensions:
        for index, question in enumerate(dimension.document.questions):
            yield question.roles, dimension.source.place("questions", index, "roles")
    if parts.decisions:
        yield parts.decisions.document.roles, parts.decisions.source.place("roles")
        short = parts.decisions.document.short_form_roles
        yield short, parts.decisions.source.place("short_form_roles")
    if parts.felt:
        yield parts.felt.document.roles, parts.felt.source.place("roles")
    if parts.measures:
        yield parts.measures.document.roles, parts.measures.source.place("roles")


def _unnamed_roles(parts: Parts) -> Iterator[Problem]:
    named = parts.main.document.roles
    for roles, where in _asked_roles(parts):
        for role in roles:
            if role not in named:
                yield Problem(
                    what="the role {role!r} is asked but has no name",
                    where=where,
                    hint="name it under roles in {file}",
                    facts={"role": role.value, "file": parts.main.source.file},
                )


def _missing_provider_texts(parts: Parts) -> Iterator[Problem]:
    for dimension in parts.dimensions:
        for index, question in enumerate(dimension.document.questions):
            if Role.PROVIDER in question.roles and question.provider_text is None:
                yield Problem(
                    what="question {id!r} is asked of the provider without a text for it",
                    where=dimension.source.place("questions", index),
                    expected="provider_text, the question about this client",
                    facts={"id": question.id},
                )


def _unnamed_actors(main: Part[QuestionnaireDocument]) -> Iterator[Problem]:
    missing = [actor.value for actor in Actor if actor not in main.document.actors]
    if missing:
        yield Problem(
            what="actors of the decision map have no name: {missing}",
            where=main.source.place("actors"),
            expected="a name for each of {actors}",
            facts={"missing": ", ".join(missing), "actors": ", ".join(Actor)},
        )


def _confused_decisions(part: Part[DecisionsDocument]) -> Iterator[Problem]:
    for index, decision in enumerate(part.document.decisions):
        condition = decision.tolerated_if
        named = [*decision.target, *decision.tolerated, *([condition.actor] if condition else [])]
        twice = dict.fromkeys(actor.value for actor in named if named.count(actor) > 1)
        if twice:
            yield Problem(
                what="decision {id!r}: {actors} is named more than once",
                where=part.source.place("decisions", index),
                hint="name each actor once among target, tolerated and tolerated_if",
                facts={"id": decision.id, "actors": ", ".join(twice)},
            )


def _impossible_conditions(
    part: Part[DecisionsDocument], dimensions: tuple[Part[DimensionDocument], ...]
) -> Iterator[Problem]:
    known = {question.id for each in dimensions for question in each.document.questions}
    for index, decision in enumerate(part.document.decisions):
        condition = decision.tolerated_if
        if condition and condition.question not in known:
            yield Problem(
                what="decision {id!r} depends on an unknown question",
                where=part.source.place("decisions", index, "tolerated_if", "question"),
                expected="a question of this questionnaire",
                got=condition.question,
                facts={"id": decision.id},
            )


def _empty_ranges(part: Part[MeasuresDocument]) -> Iterator[Problem]:
    for index, measure in enumerate(part.document.measures):
        if measure.minimum >= measure.maximum:
            yield Problem(
                what="measure {id!r} leaves no choice",
                where=part.source.place("measures", index, "maximum"),
                expected="a maximum above {minimum}",
                got=measure.maximum,
                facts={"id": measure.id, "minimum": measure.minimum},
            )
