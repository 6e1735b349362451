"""The worksheet of what leaving a provider would cost, and how long it would take."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from infopilot.model.estimate import Estimate


class CostLine(StrEnum):
    """One line of the exit-cost worksheet."""

    DOUBLE_RUN = "double_run"
    MIGRATION = "migration"
    TOOLS = "tools"
    DOCUMENTATION = "documentation"
    TRAINING = "training"
    PRODUCTIVITY_LOSS = "productivity_loss"


class ExitReading(StrEnum):
    """How an exit cost reads beside the anchors of the method."""

    LIGHT = "light"
    ORDINARY = "ordinary"
    HEAVY = "heavy"
    SEVERE = "severe"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreePoint:
    """A quantity that is estimated: at the lowest, most likely, at the highest."""

    low: float
    likely: float
    high: float

    def times(self, other: "ThreePoint") -> "ThreePoint":
        """The product of two quantities, none of them negative."""
        return ThreePoint(
            low=self.low * other.low,
            likely=self.likely * other.likely,
            high=self.high * other.high,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitCostSheet:
    """What was filled in; euros, months, and None for what is not known.

    A line that costs nothing is stated as 0; a line that is not stated is unknown.
    """

    annual_spend: float | None = None
    lines: Mapping[CostLine, ThreePoint | None] = field(default_factory=dict)
    months_to_switch: ThreePoint | None = None
    tolerable_months: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitAnchors:
    """Exit costs, as ratios of the yearly spend, that others are read against."""

    light: float
    ordinary: float
    severe: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitCost:
    """What leaving would come to.

    ``total`` in euros, ``ratio`` of the yearly spend (1 is one year), ``lines`` in euros,
    ``switch_ratio`` of the tolerable time (1 is just in time), ``months`` to switch.
    """

    total: Estimate
    ratio: Estimate
    reading: ExitReading | None
    lines: Mapping[CostLine, Estimate]
    months: Estimate
    tolerable_months: float | None
    switch_ratio: Estimate
