"""The shape of ``method.yaml``: every parameter has a value, a source and a reason."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from infopilot.documents import Document, Refusal
from infopilot.model.method import BadgeRule, FactDefinition, FactKind
from infopilot.model.people import Group
from infopilot.storage.contradiction_schema import ContradictionDocument
from infopilot.storage.incident_method_schema import (
    IncidentsDocument,
    PerceptionDocument,
    TrapsDocument,
)
from infopilot.storage.parameters import (
    CeilingParameter,
    ChangeParameter,
    ChoicesParameter,
    CountParameter,
    CriticalityParameter,
    FloorParameter,
    HeadroomParameter,
    LevelsParameter,
    Parameter,
    PercentageParameter,
    RampParameter,
    SampleParameter,
    Share,
    ShareParameter,
    WeightedRampDocument,
    WeightParameter,
)
from infopilot.storage.questionnaire_schema import TextDocument, Words
from infopilot.storage.register_method_schema import ExitAnchorsDocument, ServicesDocument


class BadgeDocument(Document):
    """What a figure must satisfy to carry a confidence letter."""

    minimum_answered: Share
    maximum_dont_know: Share
    minimum_verified_keys: Share = 0.0
    minimum_shown: Share = 0.0

    def to_model(self, letter: str) -> BadgeRule:
        """The rule as the model holds it."""
        return BadgeRule(letter=letter, **self.model_dump())


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


class DependencyDocument(Document):
    """Parameters of structural and experienced dependency, and of friction."""

    facts: Annotated[dict[str, FactDocument], Field(min_length=1)]
    mix: MixDocument
    minimum_known: ShareParameter
    experienced: ExperiencedDocument
    friction: FrictionDocument
    minimum_incidents: CountParameter
    quadrant_threshold: PercentageParameter
    services: ServicesDocument
    exit_cost: ExitAnchorsDocument
    contradiction: ContradictionDocument


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


class MethodDocument(Document):
    """All parameters of the method."""

    version: Words
    maturity: MaturityDocument
    sensitivity: SensitivityDocument
    role_clarity: RoleClarityDocument
    agreement: AgreementDocument
    dependency: DependencyDocument
    incidents: IncidentsDocument
    perception: PerceptionDocument
    traps: TrapsDocument
    anonymity: AnonymityDocument
    sampling: SamplingDocument
    comparison: ComparisonDocument
    priorities: PrioritiesDocument
