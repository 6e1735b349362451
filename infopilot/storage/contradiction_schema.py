"""Which answers are set against which facts, as ``method.yaml`` says it."""

from string import Formatter
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from infopilot.documents import Document, Refusal
from infopilot.model.contradiction import ContradictionRule
from infopilot.model.text import LANGUAGES
from infopilot.storage.parameters import Level, LevelParameter, Parameter, PercentageParameter
from infopilot.storage.questionnaire_schema import TextDocument, Words

DIMENSION, STRUCTURAL = "D6", "S"
ROOM = ("level", "found", "percent")


def _has_known_room(sentence: TextDocument) -> TextDocument:
    for language in LANGUAGES:
        words = sentence.to_model().pick(language)
        try:
            asked = [name for _, name, _, _ in Formatter().parse(words) if name is not None]
        except ValueError:
            asked = [""]
        if not set(asked) <= set(ROOM):
            raise Refusal(
                "a sentence has room for {known} only",
                known=", ".join(f"{{{name}}}" for name in ROOM),
            )
    return sentence


SentenceDocument = Annotated[TextDocument, AfterValidator(_has_known_room)]


class ThresholdDocument(Document):
    """A declared level, and the finding that does not fit it."""

    declared: Level
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _has_one_end(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise Refusal("at_least or at_most is needed, one of the two")
        return self


class ThresholdParameter(Parameter[ThresholdDocument]):
    """From where an answer contradicts a fact."""


class PairDocument(Document):
    """A question and what it is set against: a structural fact or a measure of the ticket log."""

    question: Words
    found_in: Words
    sentence: SentenceDocument
    """Room for {level}, {found} and {percent}."""
    threshold: ThresholdParameter

    def to_model(self) -> ContradictionRule:
        """The rule as the model holds it."""
        ends = self.threshold.value
        return ContradictionRule(
            question=self.question,
            found_in=self.found_in,
            sentence=self.sentence.to_model(),
            declared=ends.declared,
            at_least=ends.at_least,
            at_most=ends.at_most,
        )


class ContradictionDocument(Document):
    """From where what is declared contradicts what is found."""

    declared_level: LevelParameter
    found_score: PercentageParameter
    sentence: SentenceDocument
    pairs: Annotated[dict[str, PairDocument], Field(default_factory=dict)]

    def to_model(self) -> tuple[ContradictionRule, ...]:
        """Every rule: reversibility as a whole, then question by question."""
        whole = ContradictionRule(
            question=DIMENSION,
            found_in=STRUCTURAL,
            sentence=self.sentence.to_model(),
            declared=self.declared_level.value,
            at_least=self.found_score.value,
        )
        return whole, *(pair.to_model() for pair in self.pairs.values())
