"""``actions.yaml`` to the model: the action library, checked against what it moves."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Annotated

from pydantic import Field

from infopilot.documents import Document, Problem, Source, open_source, told, validated
from infopilot.model.actions import Action, Target
from infopilot.model.errors import QuestionnaireError, ScoringError
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import FactDefinition, Method
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.text import Message
from infopilot.scoring.dependency.structural import fact_position
from infopilot.storage.questionnaire_schema import (
    Actors,
    Identifier,
    Level,
    TextDocument,
    Words,
    optional_text,
)

INDICATORS = frozenset(field.name for field in fields(IncidentFacts))
SHOWN = 5
THINGS: Mapping[str, str] = {
    "targets": "question",
    "decisions": "decision",
    "facts": "structural fact",
    "indicators": "indicator",
    "prerequisites": "action",
}


class TargetDocument(Document):
    """The level that an action brings a question to."""

    question: Identifier
    level: Level


class ActionDocument(Document):
    """One action: what it moves, what it costs and how it starts."""

    id: Identifier
    text: TextDocument
    targets: tuple[TargetDocument, ...] = ()
    decisions: tuple[Identifier, ...] = ()
    """Decisions of the map that it settles."""
    facts: tuple[Identifier, ...] = ()
    """Structural facts that it frees."""
    reaches: dict[Identifier, str | float] = Field(default_factory=dict)
    """What it brings some of these facts to, where that is short of the freest state."""
    learns: tuple[Identifier, ...] = ()
    """Those of these facts that it only makes known."""
    indicators: tuple[Identifier, ...] = ()
    """Indicators of the ticket log that it should improve."""
    role_clarity: bool = False
    """Whether it settles the whole decision map."""
    effort_days: Annotated[float, Field(gt=0)]
    """Person-days of the first quarter."""
    recurring_days_per_quarter: Annotated[float, Field(ge=0)] = 0.0
    owners: Actors
    first_step: TextDocument
    """What can be done within fifteen days."""
    evidence: TextDocument
    prerequisites: tuple[Identifier, ...] = ()
    advice: TextDocument | None = None

    def to_model(self) -> Action:
        """The action as the model holds it."""
        return Action(
            id=self.id,
            text=self.text.to_model(),
            targets=tuple(Target(question=t.question, level=t.level) for t in self.targets),
            decisions=self.decisions,
            facts=self.facts,
            reaches=dict(self.reaches),
            learns=self.learns,
            indicators=self.indicators,
            role_clarity=self.role_clarity,
            effort_days=self.effort_days,
            recurring_days_per_quarter=self.recurring_days_per_quarter,
            owners=self.owners,
            first_step=self.first_step.to_model(),
            evidence=self.evidence.to_model(),
            prerequisites=self.prerequisites,
            advice=optional_text(self.advice),
        )


class ActionsDocument(Document):
    """The action library."""

    version: Words
    actions: Annotated[tuple[ActionDocument, ...], Field(min_length=1)]


def load_actions(path: Path, questionnaire: Questionnaire, method: Method) -> tuple[Action, ...]:
    """Read the action library at ``path``.

    Raises
    ------
    QuestionnaireError
        If the file has not the expected shape, if an action moves something that
        ``questionnaire`` or ``method`` does not know, or if prerequisites turn in a circle.
    """
    source = open_source(path, QuestionnaireError)
    actions = validated(source, ActionsDocument, QuestionnaireError).actions
    known = {
        "targets": frozenset(question.id for question in questionnaire.questions()),
        "decisions": frozenset(decision.id for decision in questionnaire.decisions),
        "facts": frozenset(fact.id for fact in method.dependency.facts),
        "indicators": INDICATORS,
        "prerequisites": frozenset(action.id for action in actions),
    }
    problems = [
        *_repeated_ids(actions, source),
        *_unknown_references(actions, source, known),
        *_wrong_facts(actions, source, method),
        *_circles(actions, source),
    ]
    if problems:
        raise told(problems, QuestionnaireError)
    return tuple(action.to_model() for action in actions)


def _repeated_ids(actions: tuple[ActionDocument, ...], source: Source) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, action in enumerate(actions):
        if action.id in first:
            line = source.place("actions", first[action.id], "id").line
            yield Problem(
                what="the id {id!r} is used twice",
                where=source.place("actions", index, "id"),
                hint="it already names something in {file}, line {line}",
                facts={"id": action.id, "file": source.file, "line": line},
            )
        first.setdefault(action.id, index)


def _unknown_references(
    actions: tuple[ActionDocument, ...], source: Source, known: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    for index, action in enumerate(actions):
        for key, place, named in _references(action):
            if named not in known[key]:
                yield Problem(
                    what="action {id!r} names an unknown {thing}",
                    where=source.place("actions", index, *place),
                    expected="one of {known}",
                    got=named,
                    facts={
                        "id": action.id,
                        "thing": Message(THINGS[key]),
                        "known": ", ".join(_closest(named, known[key])),
                    },
                )


def _references(action: ActionDocument) -> Iterator[tuple[str, tuple[str | int, ...], str]]:
    for index, target in enumerate(action.targets):
        yield "targets", ("targets", index, "question"), target.question
    for key in ("decisions", "facts", "indicators", "prerequisites"):
        for index, named in enumerate(getattr(action, key)):
            yield key, (key, index), named


def _wrong_facts(
    actions: tuple[ActionDocument, ...], source: Source, method: Method
) -> Iterator[Problem]:
    """What is reached or learned of a fact that is not listed, or not as the fact is stated."""
    definitions = {fact.id: fact for fact in method.dependency.facts}
    for index, action in enumerate(actions):
        places: list[tuple[str, str | int, str]] = [
            *(("learns", rank, fact) for rank, fact in enumerate(action.learns)),
            *(("reaches", fact, fact) for fact in action.reaches),
        ]
        for key, inside, fact in places:
            if fact not in action.facts:
                yield Problem(
                    what="action {id!r} does not list this structural fact in facts",
                    where=source.place("actions", index, key, inside),
                    got=fact,
                    facts={"id": action.id},
                )
        for fact, value in action.reaches.items():
            if fact in definitions and not _is_stated(definitions[fact], value):
                yield Problem(
                    what="not a value of the structural fact {fact}",
                    where=source.place("actions", index, "reaches", fact),
                    got=value,
                    facts={"fact": fact},
                )


def _is_stated(definition: FactDefinition, value: str | float) -> bool:
    try:
        fact_position(definition, value)
    except ScoringError:
        return False
    return True


def _closest(named: str, known: frozenset[str]) -> list[str]:
    """A few known names: those that look like ``named``, or the first ones."""
    names = sorted(known)
    more = ["…"] if len(names) > SHOWN else []
    return get_close_matches(named, names, n=SHOWN, cutoff=0.4) or names[:SHOWN] + more


def _circles(actions: tuple[ActionDocument, ...], source: Source) -> Iterator[Problem]:
    graph = {action.id: action.prerequisites for action in actions}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        names = circle.args[1]
        index = next(index for index, action in enumerate(actions) if action.id == names[0])
        yield Problem(
            what="prerequisites go round in a circle: {circle}",
            where=source.place("actions", index, "prerequisites"),
            facts={"circle": " → ".join(reversed(names))},
        )
