"""Every weight, threshold and mapping that scores depend on; read from ``method.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from infopilot.model.contradiction import ContradictionRule
from infopilot.model.errors import ScoringError
from infopilot.model.exit_cost import ExitAnchors
from infopilot.model.people import Group
from infopilot.model.text import Text


@dataclass(frozen=True, slots=True)
class Ramp:
    """A measure turned into 0 (``green``, free) to 1 (``red``, captive), straight in between.

    >>> Ramp(green=4, red=1.3).position(3.791667)
    0.0771...
    """

    green: float
    red: float

    def __post_init__(self) -> None:
        if self.green == self.red:
            raise ScoringError("a ramp needs two different ends", got=(self.green, self.red))

    def position(self, value: float) -> float:
        """Where ``value`` stands between green (0) and red (1), clipped."""
        return min(1.0, max(0.0, (value - self.green) / (self.red - self.green)))


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeRule:
    """What a figure must satisfy to carry a confidence letter; shares from 0 to 1."""

    letter: str
    minimum_answered: float
    maximum_dont_know: float
    minimum_verified_keys: float = 0.0
    minimum_shown: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MaturityMethod:
    """Parameters of the maturity profile."""

    group_weights: Mapping[Group, float]
    minimum_answered: float
    undemonstrated_ceiling: int
    key_headroom: float
    badges: tuple[BadgeRule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityMethod:
    """How far each weight is moved to see what a score owes to it; a share of the weight."""

    weight_change: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleClarityMethod:
    """Parameters of role clarity, its patterns and its red lines."""

    agreement_weight: float
    coverage_weight: float
    conformity_weight: float
    tolerated_credit: float
    pattern_threshold: float
    vacuum_threshold: float
    crossing_threshold: float
    red_line_weight: int
    minimum_weight_answered: float
    minimum_answers: int
    resampled_from: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementMethod:
    """When answers to one question may be called an agreement."""

    minimum_answers: int
    significance: float


class FactKind(StrEnum):
    """How a structural fact is stated."""

    SHARE = "share"
    CHOICE = "choice"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDefinition:
    """One structural fact (S1 to S12): how it is stated and how much captivity it means.

    A SHARE is stated as 0 to 1 and is its own position; a CHOICE is one of ``choices``;
    a NUMBER goes through ``ramp``.
    """

    id: str
    text: Text
    weight: float
    kind: FactKind
    evidence: Text
    choices: Mapping[str, float] = field(default_factory=dict)
    choice_labels: Mapping[str, Text] = field(default_factory=dict)
    ramp: Ramp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedRamp:
    """A ramp and its weight in an index."""

    weight: float
    ramp: Ramp


@dataclass(frozen=True, slots=True, kw_only=True)
class DependencyMethod:
    """Parameters of structural and experienced dependency, and of friction.

    ``experienced`` keys: effective_resolvers, sole_holder_share, undocumented_exclusivity,
    knowledge_share, blocking_median_hours. ``friction`` keys: reassigned_twice_share,
    ping_pong_share, reopened_share, recurrence_30d, waiting_share. ``services`` keys:
    no_client_admin, documentation_months, substitution_difficulty, cloud_clause,
    commitment_months.
    """

    facts: tuple[FactDefinition, ...]
    structural_weight: float
    experienced_weight: float
    minimum_known_weight: float
    experienced: Mapping[str, WeightedRamp]
    friction: Mapping[str, WeightedRamp]
    minimum_incidents: int
    quadrant_threshold: float
    services: Mapping[str, WeightedRamp]
    service_threshold: float
    exit_cost: ExitAnchors
    contradictions: tuple[ContradictionRule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentMethod:
    """Parameters of the incident indicators."""

    sole_holder_share: float
    sole_holder_minimum: int
    backlog_minimum: int
    bus_factor_shares: tuple[float, ...]
    minimum_incidents: int
    minimum_told: float
    minimum_weeks: int
    closure_window_minutes: int
    closure_times_usual: float
    closure_minimum: int
    auto_close_share: float
    auto_close_early_hours: int
    auto_close_late_hours: int
    satisfied_from: float
    dissatisfied_to: float
    lost_time_main_share: float
    lost_time_top_share: float
    stoppage_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PerceptionMethod:
    """Parameters of the perception gap; shares from 0 to 1.

    ``lost_hours`` go by level of the question on lost time, from level 1 to level 5;
    ``opening_hours`` are those of one week.
    """

    sla_target: float
    sla_margin: float
    satisfied_green: float
    satisfied_amber: float
    satisfied_rating: int
    minimum_rated: int
    low_return: float
    crossed_difference: float
    crossed_minimum: int
    lost_hours: tuple[float, ...]
    opening_hours: float
    satisfaction_weight: float
    lost_time_weight: float
    availability_weight: float
    lost_hours_ramp: Ramp


@dataclass(frozen=True, slots=True, kw_only=True)
class TrapMethod:
    """From which figures on the export doctor speaks of a trap; shares from 0 to 1."""

    minimum_tickets: int
    sla_at_closure_share: float
    sla_one_sided_minimum: int
    robot_share: float
    robot_times_next: float
    robot_minute_share: float
    machine_share: float
    mostly_requests_share: float
    request_words_share: float
    flat_priority_share: float
    row_limits: tuple[int, ...]
    asked_days: int
    minimum_days: int
    thin_month_share: float
    thin_month_busiest: int
    after_fact_minutes: int
    after_fact_share: float
    same_date_share: float
    test_titles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnonymityMethod:
    """Under which size a group of users is not shown."""

    minimum_group: int
    floor: int
    minimum_distribution: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrioritiesMethod:
    """How actions are weighed against each other, and how many are chosen.

    The three weights are those of points out of 100: of maturity, of role clarity, and of
    structural dependency taken away.
    """

    maturity_weight: float
    role_clarity_weight: float
    structural_weight: float
    maximum_actions: int
    quarters: int
    exact_subsets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplingMethod:
    """From how many users on a mean has a margin, and the margin aimed at, in levels."""

    minimum_users: int
    precision: float
    usual_spread: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonMethod:
    """From which change on two campaigns are said to differ."""

    smallest_level_change: float
    smallest_point_change: float
    quarters: int


@dataclass(frozen=True, slots=True)
class Rationale:
    """Why a parameter has its value, and where it comes from ("convention" when from us)."""

    source: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """All parameters with their rationales; ``hash`` is that of the file's content."""

    version: str
    hash: str
    maturity: MaturityMethod
    sensitivity: SensitivityMethod
    role_clarity: RoleClarityMethod
    agreement: AgreementMethod
    dependency: DependencyMethod
    incidents: IncidentMethod
    perception: PerceptionMethod
    traps: TrapMethod
    anonymity: AnonymityMethod
    sampling: SamplingMethod
    comparison: ComparisonMethod
    priorities: PrioritiesMethod
    rationales: Mapping[str, Rationale] = field(default_factory=dict, repr=False)
