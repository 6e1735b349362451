"""What is declared against what is found: the pairs to compare, and those that disagree."""

from dataclasses import dataclass

from infopilot.model.errors import ScoringError
from infopilot.model.people import Side
from infopilot.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionRule:
    """From which declared level on, and for which finding, an answer does not fit the facts.

    ``question`` is a question or a dimension; ``found_in`` a structural fact (its position, from
    0 free to 1 captive), ``S`` (structural dependency) or a measure of the ticket log. The finding
    contradicts from ``at_least`` up, or from ``at_most`` down: exactly one of the two is given.
    ``sentence`` has room for ``{level}``, ``{found}`` and ``{percent}``.
    """

    question: str
    found_in: str
    sentence: Text
    declared: float
    at_least: float | None = None
    at_most: float | None = None

    def __post_init__(self) -> None:
        if (self.at_least is None) == (self.at_most is None):
            raise ScoringError(
                "{question}: a contradiction needs at_least or at_most, one of the two",
                question=self.question,
            )

    def contradicts(self, level: float, found: float) -> bool:
        """Whether a declared ``level`` does not fit what was ``found``."""
        if level < self.declared:
            return False
        if self.at_least is not None:
            return found >= self.at_least
        return self.at_most is not None and found <= self.at_most


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """One answer that does not fit the facts; it is a topic to discuss, not a fault.

    ``level`` is what ``side`` declares on average (None: a dimension, that of both), ``found``
    what ``found_in`` says: a position, an index out of 100 or a measure.
    """

    question: str
    side: Side | None
    level: float
    found_in: str
    found: float
    sentence: Text
