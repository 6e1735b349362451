"""Whether the figures and the people tell the same story: measures that are never blended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from infopilot.model.estimate import Estimate
from infopilot.model.experience import LostTimeFacts, Quarter
from infopilot.model.text import Message


class Light(StrEnum):
    """How one side stands by its thresholds."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class PerceptionStatus(StrEnum):
    """How the service level stands beside what people live.

    WATERMELON: green outside, red inside. STRAWBERRY: red outside, and people are happy.
    FLATTERING and SEVERE: the service level is one step better, or worse, than the experience.
    """

    ALIGNED = "aligned"
    WATERMELON = "watermelon"
    STRAWBERRY = "strawberry"
    FLATTERING = "flattering"
    SEVERE = "severe"


class ExperienceSource(StrEnum):
    """Who the share of satisfied users comes from: ratings of incidents, or people asked."""

    RATINGS = "ratings"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedGap:
    """Share of service levels met minus share of satisfied users, on the same incidents.

    ``unmatched_met`` were met without satisfaction, ``unmatched_missed`` missed with satisfaction.
    ``p_value`` is that of the exact test of McNemar; ``standard_error`` is of the gap. All are None
    where there is no gap, for the reason of ``estimate``.
    """

    estimate: Estimate
    unmatched_met: int | None = None
    unmatched_missed: int | None = None
    standard_error: float | None = None
    p_value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeRisk:
    """How much likelier users are dissatisfied when the service level was missed.

    ``tells_apart`` is whether the interval leaves out 1: only then does the service level tell
    who is dissatisfied. ``phi`` is the same association from -1 to 1.
    """

    estimate: Estimate
    phi: Estimate
    tells_apart: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LostTime:
    """Working time lost, or the reason why the log does not tell it.

    ``main_share`` is the share of the minutes that its main incidents make up, by the method.
    """

    facts: LostTimeFacts | None = None
    main_share: float | None = None
    reason: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Which share of the stoppages that users declare left a ticket.

    ``tickets`` for ``staff`` people, ``declared`` by ``respondents``, over the same days;
    ``reported`` is the share that users say they reported.
    """

    estimate: Estimate
    reported: Estimate
    tickets: int | None = None
    staff: int | None = None
    declared: int | None = None
    respondents: int = 0
    window_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """Availability as users feel it, and as the log records it: shares from 0 to 1."""

    perceived: Estimate
    recorded: Estimate


class ViewedBy(StrEnum):
    """Whose view the provider's is crossed with."""

    CLIENT = "client"
    USERS = "users"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossedView:
    """One question as both sides see it: mean levels, and the provider's minus the other's."""

    question: str
    against: ViewedBy
    provider: float
    provider_answers: int
    other: float
    other_answers: int
    difference: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class PerceptionGap:
    """Figures beside what people live: four measures, and what surrounds them.

    ``satisfied`` is the share of rated incidents whose users are satisfied; ``bounds`` what it
    could be if those who did not rate were all dissatisfied, or all satisfied (only when few
    rate). ``crossed`` holds every shared question, the widest difference first; those from
    ``listed_from`` levels apart are to be discussed.
    """

    status: PerceptionStatus | None
    sla: Light | None
    experience: Light | None
    experience_source: ExperienceSource | None
    sla_met: Estimate
    sla_target: float
    satisfied: Estimate
    bounds: Estimate | None
    return_share: float | None
    paired: PairedGap
    watermelon_rate: Estimate
    relative_risk: RelativeRisk
    lost_time: LostTime
    trace: Trace
    availability: Availability
    satisfied_people: Estimate
    user_experience: Estimate
    listed_from: float
    crossed: tuple[CrossedView, ...] = ()
    by_quarter: Mapping[str, Quarter] = field(default_factory=dict)
    reason: Message | None = None

    @property
    def listed(self) -> tuple[CrossedView, ...]:
        """The questions that the two sides see a level apart, or the method's figure, or more."""
        return tuple(
            view
            for view in self.crossed
            if view.difference.value is not None and abs(view.difference.value) >= self.listed_from
        )
