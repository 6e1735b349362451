"""What a ticket log says of the experience of users: ratings, time lost, stoppages."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """Closed incidents that tell both verdicts: service level met or missed, and the rating.

    Neutral ratings are neither satisfied nor dissatisfied.
    """

    met_satisfied: int = 0
    met_neutral: int = 0
    met_dissatisfied: int = 0
    missed_satisfied: int = 0
    missed_neutral: int = 0
    missed_dissatisfied: int = 0

    @property
    def met(self) -> int:
        """Rated incidents whose service level was met."""
        return self.met_satisfied + self.met_neutral + self.met_dissatisfied

    @property
    def missed(self) -> int:
        """Rated incidents whose service level was missed."""
        return self.missed_satisfied + self.missed_neutral + self.missed_dissatisfied

    @property
    def n(self) -> int:
        """Incidents that tell both."""
        return self.met + self.missed


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """The two verdicts on the closed incidents opened in one quarter."""

    told: int
    met: int
    rated: int
    satisfied: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SatisfactionFacts:
    """How the users who rated a closed incident felt.

    ``rated`` of the closed incidents have a rating (``return_share`` of them). ``verdicts`` crosses
    the ratings with the service level, where both are told. ``by_quarter`` goes by the quarter of
    opening, such as 2026-Q1.
    """

    rated: int
    satisfied: int
    dissatisfied: int
    return_share: float | None
    satisfied_share: float | None
    verdicts: Verdicts
    by_quarter: Mapping[str, Quarter] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryLoss:
    """Working time lost to the incidents of one category; None when incidents do not tell it."""

    category: str | None
    incidents: int
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LostTimeFacts:
    """Working time lost, as users report it with the closed incidents that tell it.

    ``main_incidents`` is the fewest incidents that make up the share of the method (80 %) of the
    minutes, ``top_share`` what the most costly part of them (20 %) makes up. ``categories`` come
    by falling minutes.
    """

    n: int
    minutes: float | None
    main_incidents: int | None
    top_share: float | None
    categories: tuple[CategoryLoss, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppageFacts:
    """Blocking incidents of the last days of the log, the same window that users are asked about.

    ``n`` were opened during the last ``window_days``; ``minutes`` is how long blocking incidents
    were going on within them, in calendar minutes, each for one person.
    """

    n: int
    window_days: int
    minutes: float | None
