"""What is asked: dimensions, anchored questions, the decision map, felt clarity, user measures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from infopilot.model.decisions import Decision
from infopilot.model.errors import AnswerError
from infopilot.model.items import Item, ItemKind
from infopilot.model.people import Role
from infopilot.model.text import Text

LEVELS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One anchored question; ``anchors`` go from level 1 to level 5, each one includes the last."""

    id: str
    text: Text
    anchors: tuple[Text, ...]
    roles: frozenset[Role]
    key: bool = False
    weight: float = 1.0
    provider_text: Text | None = None
    evidence: Text | None = None
    hint: Text | None = None
    references: tuple[str, ...] = ()
    no_action_because: Text | None = None

    def text_for(self, role: Role) -> Text:
        """The question as this role reads it: the provider is asked about this client."""
        return self.provider_text if role is Role.PROVIDER and self.provider_text else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One theme of maturity, its five levels in a sentence each, and its questions."""

    id: str
    name: Text
    levels: tuple[Text, ...]
    questions: tuple[Question, ...]
    weight: float = 1.0
    short: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeltStatement:
    """A statement on clarity as it is felt, from 1 (never true) to 5 (always true)."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number that a user gives: a rating from 0 to 10, or a count over the last 30 days."""

    id: str
    text: Text
    kind: ItemKind
    minimum: int
    maximum: int
    low_label: Text | None = None
    high_label: Text | None = None
    hint: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """All that can be asked in a campaign; ``hash`` is that of its content."""

    id: str
    version: str
    hash: str
    title: Text
    dimensions: tuple[Dimension, ...]
    level_names: tuple[Text, ...]
    decisions: tuple[Decision, ...]
    decision_roles: frozenset[Role]
    short_decision_roles: frozenset[Role]
    felt: tuple[FeltStatement, ...]
    felt_labels: tuple[Text, ...]
    felt_roles: frozenset[Role]
    measures: tuple[Measure, ...]
    measure_roles: frozenset[Role]
    actor_names: Mapping[str, Text]
    role_names: Mapping[Role, Text]
    items: Mapping[str, Item] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", {item.id: item for item in self._all_items()})

    def questions(self) -> Iterator[Question]:
        """Every anchored question, dimension by dimension."""
        for dimension in self.dimensions:
            yield from dimension.questions

    def items_for(self, role: Role) -> list[Item]:
        """The items that ``role`` is asked, in the order of the page."""
        return [item for item in self.items.values() if role in item.roles]

    def item(self, item_id: str) -> Item:
        """The item of this id, or `AnswerError`."""
        if item_id not in self.items:
            raise AnswerError(
                "unknown question",
                expected="a question of {questionnaire}",
                got=item_id,
                hint="infopilot check lists what a questionnaire holds",
                questionnaire=self.id,
            )
        return self.items[item_id]

    def for_role(self, role: Role) -> "Questionnaire":
        """The same questionnaire with only what ``role`` is asked; its ``hash`` stays."""
        asked = {item.id for item in self.items_for(role)}
        dimensions = (
            replace(each, questions=tuple(q for q in each.questions if q.id in asked))
            for each in self.dimensions
        )
        return replace(
            self,
            dimensions=tuple(each for each in dimensions if each.questions),
            decisions=tuple(each for each in self.decisions if f"{each.id}.A" in asked),
            felt=tuple(each for each in self.felt if each.id in asked),
            measures=tuple(each for each in self.measures if each.id in asked),
        )

    def _all_items(self) -> Iterator[Item]:
        for question in self.questions():
            yield Item(id=question.id, kind=ItemKind.LEVEL, roles=question.roles)
        for decision in self.decisions:
            short = self.short_decision_roles if decision.core else frozenset()
            roles = self.decision_roles | short
            yield Item(id=f"{decision.id}.A", kind=ItemKind.ACCOUNTABLE, roles=roles)
            yield Item(id=f"{decision.id}.R", kind=ItemKind.RESPONSIBLE, roles=roles)
        for statement in self.felt:
            yield Item(id=statement.id, kind=ItemKind.FELT, roles=self.felt_roles)
        for measure in self.measures:
            yield Item(
                id=measure.id,
                kind=measure.kind,
                roles=self.measure_roles,
                minimum=measure.minimum,
                maximum=measure.maximum,
            )
