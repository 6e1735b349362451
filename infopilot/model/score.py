"""What comes out: scores with their uncertainty, their contributions and the reasons of gaps.

A value that cannot be computed is None and ``reason`` says why; never 0, never NaN.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from infopilot.model.agreement import QuestionAgreement
from infopilot.model.black_box import BlackBox
from infopilot.model.contradiction import Contradiction
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.exit_cost import ExitCost
from infopilot.model.people import Role
from infopilot.model.perception import PerceptionGap
from infopilot.model.publication import DepartmentView, Publication
from infopilot.model.services import ServicePortfolio
from infopilot.model.text import Message
from infopilot.model.what_if import WhatIf

UNTOLD = Estimate(value=None, reason=Message("nobody told how clear roles feel"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One part of a score: what it is, its value, its weight and what it adds to the score."""

    id: str
    value: float | None
    weight: float
    points: float | None = None
    note: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaturityScore:
    """Maturity of one dimension, from 1 to 5.

    ``uncapped`` is the weighted mean of the groups, ``declared`` the same without the ceiling on
    undemonstrated answers, ``value`` what stays after the weakest key question ``capped_by``.
    ``low`` and ``high`` are what other users might have made of it; ``range_reason`` says why
    there is no such range. ``by_role_range`` says the same of each mean of ``by_role``.
    """

    dimension: str
    value: float | None
    level: int | None = None
    uncapped: float | None = None
    declared: float | None = None
    low: float | None = None
    high: float | None = None
    range: RangeKind | None = None
    range_reason: Message | None = None
    capped_by: str | None = None
    coverage: float = 0.0
    dont_know: float = 0.0
    confidence: str | None = None
    by_role: Mapping[str, float | None] = field(default_factory=dict)
    by_role_range: Mapping[str, Estimate] = field(default_factory=dict)
    contributions: tuple[Contribution, ...] = ()
    reason: Message | None = None


class Pattern(StrEnum):
    """How the two sides stand to each other on one decision."""

    HOT_POTATO = "hot_potato"
    DOUBLE_COMMAND = "double_command"
    VACUUM = "vacuum"
    ASSUMED = "assumed"
    DELEGATED = "delegated"
    SHARED = "shared"


class RedLine(StrEnum):
    """A breach of the frontier that no average may hide."""

    CROSSED = "crossed"
    VACUUM = "vacuum"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionClarity:
    """Role clarity of one decision: ``value`` 0 to 100, its components and shares 0 to 1."""

    decision: str
    weight: int
    value: float | None
    agreement: float | None = None
    within_client: float | None = None
    between_sides: float | None = None
    coverage: float | None = None
    conformity: float | None = None
    pattern: Pattern | None = None
    pattern_shares: Mapping[str, float] = field(default_factory=dict)
    red_line: RedLine | None = None
    one_sided: bool = False
    client_named: Mapping[str, int] = field(default_factory=dict)
    provider_named: Mapping[str, int] = field(default_factory=dict)
    client_answers: int = 0
    provider_answers: int = 0
    reason: Message | None = None

    @property
    def priority(self) -> float | None:
        """How much there is to discuss: ``weight (1 - agreement)``; None without agreement."""
        return None if self.agreement is None else self.weight * (1 - self.agreement)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleClarity:
    """Role clarity over the decision map, from 0 to 100.

    ``felt`` is clarity as the client's named respondents feel it, 0 to 100, with how sure it is in
    ``felt_estimate``; ``illusion`` is what it exceeds agreement by.
    """

    value: float | None
    agreement: float | None = None
    coverage: float | None = None
    conformity: float | None = None
    low: float | None = None
    high: float | None = None
    range: RangeKind | None = None
    felt_estimate: Estimate = UNTOLD
    illusion: float | None = None
    one_sided: bool = False
    decisions: tuple[DecisionClarity, ...] = ()
    reason: Message | None = None

    @property
    def felt(self) -> float | None:
        """Clarity as it is felt, 0 to 100."""
        return self.felt_estimate.value

    @property
    def to_discuss(self) -> tuple[DecisionClarity, ...]:
        """The decisions on which people differ, what weighs and divides most first."""
        divided = [each for each in self.decisions if each.priority]
        return tuple(sorted(divided, key=lambda each: -(each.priority or 0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuralDependency:
    """Dependency by the facts (access, ownership, contract, alternatives), from 0 to 100.

    ``computed`` facts come from the exit-cost worksheet: nobody stated them.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    coverage: float = 0.0
    contributions: tuple[Contribution, ...] = ()
    unknown: tuple[str, ...] = ()
    computed: tuple[str, ...] = ()
    reason: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperiencedDependency:
    """Dependency by the incidents (who resolves what, documented or not), from 0 to 100.

    Where ``value`` has no range, ``reason`` says why. ``incidents`` are those it was counted from,
    None without a log.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    range: RangeKind | None = None
    incidents: int | None = None
    contributions: tuple[Contribution, ...] = ()
    reason: Message | None = None


class Quadrant(StrEnum):
    """Structural against experienced dependency."""

    LATENT = "latent"
    CAPTIVE = "captive"
    FRICTION = "friction"
    SERENE = "serene"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """Dependency on the provider: both indices, their mix and where they stand together.

    ``services`` and ``exit_cost`` are None without a register and without a worksheet.
    """

    value: float | None
    structural: StructuralDependency
    experienced: ExperiencedDependency
    low: float | None = None
    high: float | None = None
    range: RangeKind | None = None
    quadrant: Quadrant | None = None
    services: ServicePortfolio | None = None
    exit_cost: ExitCost | None = None
    what_if: WhatIf | None = None
    contradictions: tuple[Contradiction, ...] = ()
    reason: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Friction:
    """How rough the service is (hand-offs, reopenings, waiting, recurrence), from 0 to 100.

    ``measures`` are the five figures of the log themselves, shares from 0 to 1. Without a range,
    ``reason`` says why.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    range: RangeKind | None = None
    measures: Mapping[str, Estimate] = field(default_factory=dict)
    contributions: tuple[Contribution, ...] = ()
    reason: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """All scores of one campaign; what is not computed is None with its reason."""

    campaign: str
    questionnaire_id: str
    questionnaire_hash: str
    method_hash: str
    respondents: Mapping[Role, int]
    maturity: Mapping[str, MaturityScore]
    role_clarity: RoleClarity
    dependency: Dependency
    friction: Friction
    black_box: BlackBox
    perception_gap: PerceptionGap | None = None
    publication: Publication = field(default_factory=dict)
    departments: DepartmentView = field(default_factory=DepartmentView)
    agreement: Mapping[str, QuestionAgreement] = field(default_factory=dict)
    warnings: tuple[Message, ...] = ()
