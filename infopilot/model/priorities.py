"""What to do first: where the scores stand, what each action would change, which ones to choose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from infopilot.model.actions import Action
from infopilot.model.text import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The scores with some actions done; ``mean`` is that of the dimensions, by their weights.

    A score that is None has its reason in ``reasons``, under its name. ``structural`` and
    ``dependency`` go from 0 (free) to 100 (captive). ``points`` is what actions are chosen by, of
    the scores that are known; None when none is.
    """

    maturity: Mapping[str, float]
    mean: float | None
    role_clarity: float | None
    structural: float | None
    dependency: float | None
    points: float | None
    reasons: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gains:
    """What changes between two standings, counted so that more is better.

    ``maturity`` holds the dimensions that move, in levels; ``structural`` and ``dependency`` are
    the points that dependency loses. None where the score is None.
    """

    maturity: Mapping[str, float]
    mean: float | None
    role_clarity: float | None
    structural: float | None
    dependency: float | None
    points: float | None


class Cause(StrEnum):
    """Why an action gains nothing, or was not chosen."""

    REACHED = "reached"
    CAPPED = "capped"
    UNKNOWN = "unknown"
    PREREQUISITE = "prerequisite"
    BUDGET = "budget"
    NOTHING_MORE = "nothing_more"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The days of an action: of its first quarter, of each next one, and all that are counted."""

    first: float
    recurring: float
    counted: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """An action done alone: its gains, its days, and why it gains nothing when it does not.

    ``held_by`` are the key questions that keep a dimension from gaining what the action brings.
    """

    action: Action
    cost: Cost
    gains: Gains
    cause: Cause | None = None
    reason: Message | None = None
    held_by: tuple[str, ...] = ()

    @property
    def per_day(self) -> float | None:
        """Points a day; None where no score is known."""
        points = self.gains.points
        return None if points is None else points / self.cost.counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A chosen action: what it adds to those before it, which caps it lifts, what it opens.

    ``lifts`` are questions that held a dimension back; ``opens`` are chosen actions that need it.
    """

    weighed: Weighed
    gains: Gains
    lifts: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()

    @property
    def per_day(self) -> float | None:
        """Points a day, after those before it; None where no score is known."""
        points = self.gains.points
        return None if points is None else points / self.weighed.cost.counted


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An action that was not chosen, and why."""

    action: Action
    cause: Cause
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The actions to begin with, in order, and how all of them compare.

    ``exact``: every set of actions was tried, so no other is worth more.
    """

    campaign: str
    budget: float | None
    most: int
    steps: tuple[Step, ...]
    ranked: tuple[Weighed, ...]
    left_out: tuple[LeftOut, ...]
    exact: bool
    before: Standing
    after: Standing

    @property
    def days(self) -> float:
        """Days of all the chosen actions, as they are counted in a budget."""
        return sum(step.weighed.cost.counted for step in self.steps)
