"""What can be answered: the item ids of a questionnaire and the values that each accepts."""

from dataclasses import dataclass
from enum import StrEnum

from infopilot.model.decisions import Actor
from infopilot.model.errors import AnswerError
from infopilot.model.people import Role

DONT_KNOW = "dont_know"
NOT_APPLICABLE = "not_applicable"


class ItemKind(StrEnum):
    """How an item is answered."""

    LEVEL = "level"
    ACCOUNTABLE = "accountable"
    RESPONSIBLE = "responsible"
    FELT = "felt"
    RATING = "rating"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to answer: its kind, its range and the roles that are asked."""

    id: str
    kind: ItemKind
    roles: frozenset[Role]
    minimum: int = 1
    maximum: int = 5

    def accept(self, value: str) -> str:
        """Return ``value`` in its canonical form, or raise `AnswerError`.

        >>> item = Item(id="K01.R", kind=ItemKind.RESPONSIBLE, roles=frozenset())
        >>> item.accept("PRE|DIR")
        'DIR|PRE'
        """
        if value == DONT_KNOW:
            return value
        if value == NOT_APPLICABLE and self.kind is ItemKind.LEVEL:
            return value
        if self.kind is ItemKind.ACCOUNTABLE:
            return self._actor(value)
        if self.kind is ItemKind.RESPONSIBLE:
            named = {self._actor(part) for part in value.split("|")}
            return "|".join(actor for actor in Actor if actor in named)
        return self._number(value)

    def _actor(self, value: str) -> str:
        if value not in set(Actor):
            raise AnswerError(
                "{id}: not an actor of the decision map",
                expected="one of {actors}, or dont_know",
                got=value,
                id=self.id,
                actors=", ".join(Actor),
            )
        return value

    def _number(self, value: str) -> str:
        if not (value.isascii() and value.isdigit() and len(value) <= 5  # noqa: PLR2004 - no huge integers
                and self.minimum <= int(value) <= self.maximum):  # fmt: skip
            raise AnswerError(
                "{id}: not an answer of this question",
                expected="a whole number from {minimum} to {maximum}, or dont_know",
                got=value,
                id=self.id,
                minimum=self.minimum,
                maximum=self.maximum,
            )
        return str(int(value))
