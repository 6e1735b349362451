"""What ``method.yaml`` says of one parameter: its value within bounds, its source, its reason."""

from typing import Annotated, Generic, Self, TypeVar

from pydantic import Field, model_validator

from infopilot.documents import Document, Refusal
from infopilot.model.method import Ramp, WeightedRamp
from infopilot.storage.questionnaire_schema import TextDocument, Words

T = TypeVar("T")
Share = Annotated[float, Field(ge=0, le=1)]
PositiveShare = Annotated[float, Field(gt=0, le=1)]
Percentage = Annotated[float, Field(ge=0, le=100)]
Weight = Annotated[float, Field(ge=0)]
Level = Annotated[float, Field(ge=1, le=5)]
Count = Annotated[int, Field(ge=1)]
SMALLEST_GROUP = 3


class Parameter(Document, Generic[T]):
    """One parameter: its value, where it comes from ("convention" when from us), and why."""

    value: T
    source: Words
    rationale: TextDocument


class RampDocument(Document):
    """A scale from green (0: free, smooth) to red (1: captive, rough)."""

    green: float
    red: float

    @model_validator(mode="after")
    def _has_two_ends(self) -> Self:
        if self.green == self.red:
            raise Refusal("a ramp needs two different ends", expected="green different from red")
        return self

    def to_model(self) -> Ramp:
        """The ramp as the model holds it."""
        return Ramp(green=self.green, red=self.red)


class ShareParameter(Parameter[Share]):
    """A share from 0 to 1."""


class PercentageParameter(Parameter[Percentage]):
    """A score from 0 to 100."""


class WeightParameter(Parameter[Weight]):
    """A weight; 0 leaves something out."""


class ChangeParameter(Parameter[Annotated[float, Field(gt=0, lt=1)]]):
    """How far something is moved, as a share of it: neither 0 nor the whole."""


class LevelParameter(Parameter[Level]):
    """A level of maturity, from 1 to 5."""


class CeilingParameter(Parameter[Annotated[int, Field(ge=1, le=5)]]):
    """A whole level, from 1 to 5."""


class HeadroomParameter(Parameter[Annotated[float, Field(ge=0, le=4)]]):
    """A number of levels."""


class LevelsParameter(Parameter[Annotated[float, Field(gt=0, le=4)]]):
    """A number of levels above 0."""


class SampleParameter(Parameter[Annotated[int, Field(ge=2)]]):
    """A number of answers whose spread can be told: two at least."""


class CountParameter(Parameter[Count]):
    """A number of answers or of incidents."""


class RatingParameter(Parameter[Annotated[int, Field(ge=1, le=10)]]):
    """A rating out of ten."""


class LevelHoursParameter(
    Parameter[Annotated[tuple[Weight, ...], Field(min_length=5, max_length=5)]]
):
    """A number of hours for each level, from 1 to 5."""


class TimesParameter(Parameter[Annotated[float, Field(gt=1)]]):
    """How many times the usual, more than once."""


class HoursParameter(Parameter[Annotated[int, Field(ge=0, le=12)]]):
    """A few whole hours, half a day at most."""


class WeekHoursParameter(Parameter[Annotated[float, Field(gt=0, le=168)]]):
    """A number of hours in a week, above 0."""


class FloorParameter(Parameter[Annotated[int, Field(ge=SMALLEST_GROUP)]]):
    """A number of people, never under three."""


class CriticalityParameter(Parameter[Annotated[int, Field(ge=1, le=3)]]):
    """The weight of a decision, from 1 to 3."""


class CountsParameter(Parameter[Annotated[tuple[Count, ...], Field(min_length=1)]]):
    """Several numbers of lines."""


class SharesParameter(Parameter[Annotated[tuple[PositiveShare, ...], Field(min_length=1)]]):
    """Shares above 0."""


class ChoicesParameter(Parameter[Annotated[dict[str, Share], Field(min_length=2)]]):
    """How much captivity each choice means, from 0 to 1."""


class RampParameter(Parameter[RampDocument]):
    """A ramp."""


class GradeParameter(Parameter[Annotated[float, Field(ge=1, le=5)]]):
    """A grade, from 1 to 5."""


class RatioParameter(Parameter[Annotated[float, Field(gt=0)]]):
    """A ratio above 0."""


class WeightedRampDocument(Document):
    """A measure in an index: its weight and its ramp."""

    weight: WeightParameter
    ramp: RampParameter

    def to_model(self) -> WeightedRamp:
        """The weighted ramp as the model holds it."""
        return WeightedRamp(weight=self.weight.value, ramp=self.ramp.value.to_model())
