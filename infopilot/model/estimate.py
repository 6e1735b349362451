"""A figure with what is known of its uncertainty."""

from dataclasses import dataclass
from enum import StrEnum

from infopilot.model.text import Message


class RangeKind(StrEnum):
    """What the low and high ends of a figure stand for."""

    LEAVE_ONE_OUT = "leave_one_out"
    IGNORANCE = "ignorance"
    CONFIDENCE_95 = "confidence_95"
    BOOTSTRAP_95 = "bootstrap_95"
    COMBINED = "combined"
    BOUNDS = "bounds"
    WEIGHTS = "weights"


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure, the range it may lie in, how many observations it rests on.

    ``value`` is None when it cannot be told, and ``reason`` says why. ``low`` and ``high`` are of
    the kind ``range``; without a range, ``reason`` may say why there is none.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    range: RangeKind | None = None
    n: int | None = None
    reason: Message | None = None
