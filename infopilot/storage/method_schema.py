"""The shape of ``method.yaml``: every parameter has a value, a source and a reason."""

from typing import Annotated, Generic, Self, TypeVar

from pydantic import AfterValidator, Field, model_validator

from infopilot.documents import Document, Refusal
from infopilot.model.method import BadgeRule, FactDefinition, FactKind, Ramp, WeightedRamp
from infopilot.model.people import Group
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


class BadgeDocument(Document):
    """What a figure must satisfy to carry a confidence letter."""

    minimum_answered: Share
    maximum_dont_know: Share
    minimum_verified_keys: Share = 0.0
    minimum_shown: Share = 0.0

    def to_model(self, letter: str) -> BadgeRule:
        """The rule as the model holds it."""
        return BadgeRule(letter=letter, **self.model_dump())


class ChangeParameter(Parameter[Annotated[float, Field(gt=0, lt=1)]]):
    """How far something is moved, as a share of it: neither 0 nor the whole."""


class ShareParameter(Parameter[Share]):
    """A share from 0 to 1."""


class PercentageParameter(Parameter[Percentage]):
    """A score from 0 to 100."""


class WeightParameter(Parameter[Weight]):
    """A weight; 0 leaves something out."""


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


class TimesParameter(Parameter[Annotated[float, Field(gt=1)]]):
    """How many times the usual, more than once."""


class HoursParameter(Parameter[Annotated[int, Field(ge=0, le=12)]]):
    """A few whole hours, half a day at most."""


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


class BadgeParameter(Parameter[BadgeDocument]):
    """What a confidence letter asks."""


def _some_weight(weights: dict[Group, WeightParameter]) -> dict[Group, WeightParameter]:
    if not any(weight.value for weight in weights.values()):
        raise Refusal("all the weights are 0", expected="at least one weight above 0")
    return weights


class MaturityDocument(Document):
    """Parameters of the maturity profile."""

    group_weights: Annotated[dict[Group, WeightParameter], AfterValidator(_some_weight)]
    minimum_answered: ShareParameter
    undemonstrated_ceiling: CeilingParameter
    key_headroom: HeadroomParameter
    badges: Annotated[dict[str, BadgeParameter], Field(min_length=1)]

    @model_validator(mode="after")
    def _weighs_every_group(self) -> Self:
        missing = [group.value for group in Group if group not in self.group_weights]
        if missing:
            raise Refusal("groups without a weight: {missing}", missing=", ".join(missing))
        return self


class ClarityWeights(Document):
    """Weights of the three components of role clarity."""

    agreement: WeightParameter
    coverage: WeightParameter
    conformity: WeightParameter


class SensitivityDocument(Document):
    """How far each weight is moved to see what a score owes to it."""

    weight_change: ChangeParameter


class RoleClarityDocument(Document):
    """Parameters of role clarity, its patterns and its red lines."""

    weights: ClarityWeights
    tolerated_credit: ShareParameter
    pattern_threshold: ShareParameter
    vacuum_threshold: ShareParameter
    crossing_threshold: ShareParameter
    red_line_weight: CriticalityParameter
    minimum_weight_answered: ShareParameter
    minimum_answers: CountParameter
    resampled_from: CountParameter


class AgreementDocument(Document):
    """When answers to one question may be called an agreement."""

    minimum_answers: CountParameter
    significance: ShareParameter


class FactDocument(Document):
    """One structural fact: how it is stated and how much captivity it means."""

    text: TextDocument
    evidence: TextDocument
    kind: FactKind
    """share: a number from 0 to 1; choice: one of choices; number: goes through the ramp."""
    weight: WeightParameter
    choices: ChoicesParameter | None = None
    choice_labels: dict[str, TextDocument] = Field(default_factory=dict)
    ramp: RampParameter | None = None

    @model_validator(mode="after")
    def _is_stated_by_its_kind(self) -> Self:
        if (self.kind is FactKind.CHOICE) != (self.choices is not None):
            raise Refusal("choices go with the kind choice, and only with it")
        if (self.kind is FactKind.NUMBER) != (self.ramp is not None):
            raise Refusal("a ramp goes with the kind number, and only with it")
        if set(self.choice_labels) != set(self.choices.value if self.choices else ()):
            raise Refusal("choices and choice_labels name different choices")
        return self

    def to_model(self, fact_id: str) -> FactDefinition:
        """The fact as the model holds it."""
        return FactDefinition(
            id=fact_id,
            text=self.text.to_model(),
            evidence=self.evidence.to_model(),
            kind=self.kind,
            weight=self.weight.value,
            choices=dict(self.choices.value) if self.choices else {},
            choice_labels={name: label.to_model() for name, label in self.choice_labels.items()},
            ramp=self.ramp.value.to_model() if self.ramp else None,
        )


class WeightedRampDocument(Document):
    """A measure in an index: its weight and its ramp."""

    weight: WeightParameter
    ramp: RampParameter

    def to_model(self) -> WeightedRamp:
        """The weighted ramp as the model holds it."""
        return WeightedRamp(weight=self.weight.value, ramp=self.ramp.value.to_model())


class MixDocument(Document):
    """How structural and experienced dependency are put together."""

    structural: WeightParameter
    experienced: WeightParameter


class ExperiencedDocument(Document):
    """Measures of experienced dependency."""

    effective_resolvers: WeightedRampDocument
    sole_holder_share: WeightedRampDocument
    undocumented_exclusivity: WeightedRampDocument
    knowledge_share: WeightedRampDocument
    blocking_median_hours: WeightedRampDocument


class FrictionDocument(Document):
    """Measures of friction."""

    reassigned_twice_share: WeightedRampDocument
    ping_pong_share: WeightedRampDocument
    reopened_share: WeightedRampDocument
    recurrence_30d: WeightedRampDocument
    waiting_share: WeightedRampDocument


class ContradictionDocument(Document):
    """From where what is declared contradicts what is found."""

    declared_level: LevelParameter
    found_score: PercentageParameter


class DependencyDocument(Document):
    """Parameters of structural and experienced dependency, and of friction."""

    facts: Annotated[dict[str, FactDocument], Field(min_length=1)]
    mix: MixDocument
    minimum_known: ShareParameter
    experienced: ExperiencedDocument
    friction: FrictionDocument
    minimum_incidents: CountParameter
    quadrant_threshold: PercentageParameter
    contradiction: ContradictionDocument


class IncidentsDocument(Document):
    """Parameters of the incident indicators."""

    sole_holder_share: ShareParameter
    sole_holder_minimum: CountParameter
    backlog_minimum: CountParameter
    bus_factor_shares: SharesParameter
    minimum_incidents: CountParameter
    minimum_told: ShareParameter
    minimum_weeks: CountParameter
    closure_window_minutes: CountParameter
    closure_times_usual: TimesParameter
    closure_minimum: CountParameter
    auto_close_share: ShareParameter
    auto_close_early_hours: HoursParameter
    auto_close_late_hours: HoursParameter


class TrapsDocument(Document):
    """From which figures on the export doctor speaks of a trap."""

    minimum_tickets: CountParameter
    sla_at_closure_share: ShareParameter
    sla_one_sided_minimum: CountParameter
    robot_share: ShareParameter
    robot_times_next: TimesParameter
    robot_minute_share: ShareParameter
    machine_share: ShareParameter
    request_words_share: ShareParameter
    flat_priority_share: ShareParameter
    row_limits: CountsParameter
    asked_days: CountParameter
    minimum_days: CountParameter
    thin_month_share: ShareParameter
    thin_month_busiest: CountParameter
    after_fact_minutes: CountParameter
    after_fact_share: ShareParameter
    same_date_share: ShareParameter
    test_titles: CountParameter


class AnonymityDocument(Document):
    """Under which size a group of users is not shown; never under three."""

    minimum_group: CountParameter
    floor: FloorParameter
    minimum_distribution: CountParameter

    @model_validator(mode="after")
    def _stands_on_its_floor(self) -> Self:
        if min(self.minimum_group.value, self.minimum_distribution.value) < self.floor.value:
            raise Refusal(
                "groups smaller than {floor} must never be shown",
                expected="minimum_group and minimum_distribution of at least {floor}",
                floor=self.floor.value,
            )
        return self


class GainWeights(Document):
    """Weights of what actions gain, per point out of 100."""

    maturity: WeightParameter
    role_clarity: WeightParameter
    structural: WeightParameter

    @model_validator(mode="after")
    def _weighs_something(self) -> Self:
        if not self.maturity.value + self.role_clarity.value + self.structural.value:
            raise Refusal("all the weights are 0", expected="at least one weight above 0")
        return self


class PrioritiesDocument(Document):
    """How actions are weighed against each other, and how many are chosen."""

    weights: GainWeights
    maximum_actions: CountParameter
    quarters: CountParameter
    exact_subsets: CountParameter


class SamplingDocument(Document):
    """From how many users on a mean has a margin, and the margin aimed at."""

    minimum_users: SampleParameter
    precision: LevelsParameter
    usual_spread: LevelsParameter


class ComparisonDocument(Document):
    """From which change on two campaigns are said to differ."""

    smallest_level_change: HeadroomParameter
    smallest_point_change: PercentageParameter
    quarters: CountParameter
    satisfied_from: ShareParameter


class MethodDocument(Document):
    """All parameters of the method."""

    version: Words
    maturity: MaturityDocument
    sensitivity: SensitivityDocument
    role_clarity: RoleClarityDocument
    agreement: AgreementDocument
    dependency: DependencyDocument
    incidents: IncidentsDocument
    traps: TrapsDocument
    anonymity: AnonymityDocument
    sampling: SamplingDocument
    comparison: ComparisonDocument
    priorities: PrioritiesDocument
