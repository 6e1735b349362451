"""The shape of the files of a questionnaire, as people write them."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from infopilot.documents import Document, Refusal
from infopilot.model.decisions import Actor, Condition, Decision
from infopilot.model.items import ItemKind
from infopilot.model.people import Role
from infopilot.model.questionnaire import LEVELS, Dimension, FeltStatement, Measure, Question
from infopilot.model.text import Text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise Refusal("a text is empty", expected="a text that is not empty")
    return text


def _file_name(name: str) -> str:
    if not name.endswith(".yaml") or "/" in name or "\\" in name:
        raise Refusal(
            "{name!r} is not a file of this folder",
            expected="the name of a .yaml file that stands beside this one",
            name=name,
        )
    return name


def _named_actors(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    if Actor.NOBODY in actors:
        raise Refusal("a decision cannot be meant for nobody", expected="actors of the map")
    return actors


Words = Annotated[str, Field(min_length=1), AfterValidator(_not_blank)]
FileName = Annotated[str, AfterValidator(_file_name)]
Identifier = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,39}$")]
Level = Annotated[int, Field(ge=LEVELS[0], le=LEVELS[-1])]
Weight = Annotated[float, Field(gt=0)]
Roles = Annotated[tuple[Role, ...], Field(min_length=1)]
SomeActors = Annotated[tuple[Actor, ...], AfterValidator(_named_actors)]
Actors = Annotated[SomeActors, Field(min_length=1)]


class TextDocument(Document):
    """One text in French and in English."""

    fr: Words
    en: Words

    def to_model(self) -> Text:
        """The text as the model holds it."""
        return Text(self.fr, self.en)


FiveTexts = Annotated[
    tuple[TextDocument, ...], Field(min_length=len(LEVELS), max_length=len(LEVELS))
]


def optional_text(document: TextDocument | None) -> Text | None:
    """The text as the model holds it, if there is one."""
    return document.to_model() if document else None


def texts(documents: tuple[TextDocument, ...]) -> tuple[Text, ...]:
    """The texts as the model holds them."""
    return tuple(document.to_model() for document in documents)


class QuestionnaireDocument(Document):
    """questionnaire.yaml: what a questionnaire is made of."""

    id: Identifier
    version: Words
    title: TextDocument
    level_names: FiveTexts
    dimensions: Annotated[tuple[FileName, ...], Field(min_length=1)]
    decisions: FileName | None = None
    felt_clarity: FileName | None = None
    measures: FileName | None = None
    roles: dict[Role, TextDocument]
    actors: dict[Actor, TextDocument] = Field(default_factory=dict)


class QuestionDocument(Document):
    """One anchored question; its anchors go from level 1 to level 5."""

    id: Identifier
    key: bool = False
    """Whether this question holds its whole dimension back."""
    weight: Weight = 1.0
    roles: Roles
    text: TextDocument
    provider_text: TextDocument | None = None
    """The question as the provider reads it; needed when the provider is asked."""
    hint: TextDocument | None = None
    anchors: FiveTexts
    evidence: TextDocument | None = None
    """What shows that a level is reached."""
    references: tuple[Words, ...] = ()
    no_action_because: TextDocument | None = None
    """Why no action of the library moves this question."""

    def to_model(self) -> Question:
        """The question as the model holds it."""
        return Question(
            id=self.id,
            key=self.key,
            weight=self.weight,
            roles=frozenset(self.roles),
            text=self.text.to_model(),
            provider_text=optional_text(self.provider_text),
            hint=optional_text(self.hint),
            anchors=texts(self.anchors),
            evidence=optional_text(self.evidence),
            references=self.references,
            no_action_because=optional_text(self.no_action_because),
        )


class DimensionDocument(Document):
    """One theme of maturity and its questions."""

    id: Identifier
    name: TextDocument
    short: TextDocument | None = None
    weight: Weight = 1.0
    levels: FiveTexts
    questions: Annotated[tuple[QuestionDocument, ...], Field(min_length=1)]

    def to_model(self) -> Dimension:
        """The dimension as the model holds it."""
        return Dimension(
            id=self.id,
            name=self.name.to_model(),
            short=optional_text(self.short),
            weight=self.weight,
            levels=texts(self.levels),
            questions=tuple(question.to_model() for question in self.questions),
        )


class ConditionDocument(Document):
    """An actor is tolerated only once a question has reached a level."""

    actor: Actor
    question: Identifier
    level: Level


class DecisionDocument(Document):
    """One decision of the map."""

    id: Identifier
    text: TextDocument
    weight: Annotated[int, Field(ge=1, le=3)]
    core: bool
    """Whether the short form asks it."""
    target: Actors
    """Who may have the last word."""
    tolerated: SomeActors = ()
    """Who may have it for half of the credit."""
    responsible: Actors
    """Who is expected to do."""
    tolerated_if: ConditionDocument | None = None
    note: TextDocument | None = None

    def to_model(self) -> Decision:
        """The decision as the model holds it."""
        condition = self.tolerated_if
        return Decision(
            id=self.id,
            text=self.text.to_model(),
            weight=self.weight,
            core=self.core,
            target=frozenset(self.target),
            tolerated=frozenset(self.tolerated),
            responsible=frozenset(self.responsible),
            tolerated_if=Condition(**condition.model_dump()) if condition else None,
            note=optional_text(self.note),
        )


class DecisionsDocument(Document):
    """The decision map: who is asked, and the decisions."""

    roles: Roles
    short_form_roles: tuple[Role, ...] = ()
    decisions: Annotated[tuple[DecisionDocument, ...], Field(min_length=1)]


class StatementDocument(Document):
    """A statement on clarity as it is felt."""

    id: Identifier
    text: TextDocument

    def to_model(self) -> FeltStatement:
        """The statement as the model holds it."""
        return FeltStatement(id=self.id, text=self.text.to_model())


class FeltClarityDocument(Document):
    """Felt clarity: who is asked, the labels from never true to always true, the statements."""

    roles: Roles
    labels: FiveTexts
    statements: Annotated[tuple[StatementDocument, ...], Field(min_length=1)]


class MeasureDocument(Document):
    """A number that a user gives."""

    id: Identifier
    kind: Literal["rating", "count"]
    minimum: Annotated[int, Field(ge=0)]
    maximum: Annotated[int, Field(ge=1, le=99_999)]
    text: TextDocument
    low_label: TextDocument | None = None
    high_label: TextDocument | None = None
    hint: TextDocument | None = None

    def to_model(self) -> Measure:
        """The measure as the model holds it."""
        return Measure(
            id=self.id,
            kind=ItemKind(self.kind),
            minimum=self.minimum,
            maximum=self.maximum,
            text=self.text.to_model(),
            low_label=optional_text(self.low_label),
            high_label=optional_text(self.high_label),
            hint=optional_text(self.hint),
        )


class MeasuresDocument(Document):
    """Numbers that users give: who is asked, and the measures."""

    roles: Roles
    measures: Annotated[tuple[MeasureDocument, ...], Field(min_length=1)]
