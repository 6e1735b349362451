"""How close answers are to each other: what a question shows, and what chance alone would give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from infopilot.model.estimate import Estimate
from infopilot.model.people import Role
from infopilot.model.text import Message


class AgreementWord(StrEnum):
    """What may be said of the answers of a few people to one question."""

    UNANIMOUS = "unanimous"
    BEYOND_CHANCE = "beyond_chance"
    LIKE_CHANCE = "like_chance"
    DIFFERING = "differing"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class NamedLevel:
    """The level that one named respondent answered; None for "I don't know"."""

    respondent: str
    role: Role
    level: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAgreement:
    """How close the named respondents' answers to one question are.

    ``n`` answers with a level go from ``lowest`` to ``highest``; ``ad_median`` is in levels,
    ``consensus`` from 0 to 1, ``chance`` is how often ``n`` answers at random would be as close.
    They are None, with ``reason``, when nobody named gave a level. ``users`` is the mean level of
    the users, as a group only.
    """

    question: str
    named: tuple[NamedLevel, ...]
    users: Estimate
    word: AgreementWord
    lowest: int | None = None
    highest: int | None = None
    ad_median: float | None = None
    consensus: float | None = None
    chance: float | None = None
    reason: Message | None = None

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels answered, rising."""
        return tuple(sorted(each.level for each in self.named if each.level is not None))

    @property
    def n(self) -> int:
        """How many named respondents gave a level."""
        return len(self.levels)

    @property
    def dont_know(self) -> int:
        """How many named respondents could not tell."""
        return len(self.named) - self.n


@dataclass(frozen=True, slots=True, kw_only=True)
class NoiseFloor:
    """What ``n`` people who answer at random reach, all categories being as likely.

    ``pairs`` is the smallest chance that two of them agree, ``deviation`` the largest mean
    deviation from the median (in levels), that chance reaches at most one time in twenty (or as
    ``significance`` said), with their exact probabilities; None where even unanimity is commoner.
    ``usual_deviation`` and ``usual_rwg`` are how often chance passes the usual cut-offs.
    """

    n: int
    categories: int
    expected_pairs: float
    pairs: float | None
    pairs_chance: float | None
    deviation: float | None
    deviation_chance: float | None
    usual_deviation: float
    usual_rwg: float
    reason: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kappa:
    """Agreement of several raters on categories, corrected for chance.

    ``observed`` and ``expected`` are shares of pairs; ``free_marginal`` takes every category for
    as likely; ``z`` and ``chance`` test that agreement is no better than chance. ``value``, ``z``
    and ``chance`` are None, with ``reason``, when only one category was used.
    """

    value: float | None
    observed: float
    expected: float
    free_marginal: float
    z: float | None = None
    chance: float | None = None
    reason: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concordance:
    """Whether several people rank things alike, from 0 to 1, and how often chance does as well."""

    value: float | None
    chi_squared: float | None = None
    freedom: int = 0
    chance: float | None = None
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class AgreedDecision:
    """What the workshop settled for one decision: who has the last word, who does."""

    decision: str
    accountable: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedMap:
    """Whether the minutes can be closed: every decision has one holder and somebody who does.

    ``coverage`` is a share, None with ``reason`` when there is no decision; ``missing`` says, by
    decision, what is still to be settled.
    """

    coverage: float | None
    decisions: int
    missing: Mapping[str, tuple[Message, ...]] = field(default_factory=dict)
    reason: Message | None = None

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to settle."""
        return self.coverage is not None and not self.missing
