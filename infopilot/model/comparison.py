"""What changed from one campaign to another, and what of it may be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from infopilot.model.estimate import Estimate
from infopilot.model.people import Role
from infopilot.model.score import Pattern
from infopilot.model.text import Message


class Basis(StrEnum):
    """What lets a change be read."""

    INTERVAL = "interval"
    NAMED_ROLES = "named_roles"
    EVIDENCE = "evidence"
    FACTS = "facts"
    RANGES = "ranges"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One figure before and after.

    ``difference`` is after less before; ``is_readable`` is None when the figure cannot be
    compared; ``basis`` says what a readable change rests on, and ``reason`` says it, or its
    contrary, in words. ``is_small`` when it is under what the method calls a change.
    ``unknown_because`` says why each of ``before`` and ``after`` is None where ``reason`` does not.
    """

    before: float | None
    after: float | None
    difference: Estimate
    is_readable: bool | None
    reason: Message
    basis: Basis | None = None
    is_small: bool = False
    unknown_because: tuple[Message | None, Message | None] = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionChange:
    """One dimension, on the questions asked both times and the roles that answered both times.

    ``left_out`` answered enough once only; ``other_people`` are compared roles, of those who answer
    by name, in which not the same people answered both times.
    ``users`` counts the users before and after, ``pairs`` those known to be the same.
    ``evidence`` names the questions whose proof changed, ``moved`` those that moved as much as
    the method asks of a dimension.
    """

    dimension: str
    change: Change
    questions: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    left_out: tuple[Role, ...] = ()
    other_people: tuple[Role, ...] = ()
    users: tuple[int, int] = (0, 0)
    pairs: int = 0
    evidence: tuple[str, ...] = ()
    moved: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuralChange:
    """Dependency by the facts known both times, and which facts are not the same.

    ``changed`` holds what was stated before and after; ``learnt`` and ``lost`` are known at one
    campaign only, and count in neither figure. ``of_record`` are the two published figures, each
    on the facts known then, each None with its own reason in ``unknown_because``.
    """

    change: Change
    of_record: tuple[float | None, float | None] = (None, None)
    unknown_because: tuple[Message | None, Message | None] = (None, None)
    changed: Mapping[str, tuple[float | str, float | str]] = field(default_factory=dict)
    learnt: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareChange:
    """A share of tickets at two times: ``k`` of ``n``."""

    change: Change
    before: tuple[int, int]
    after: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """Blocking incidents of one quarter, and what chance allows around their mean."""

    start: date
    end: date
    count: int
    is_after: bool
    lower: float
    upper: float
    is_outside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CountChange:
    """Blocking incidents per quarter: ``ratio`` is how many times as many as before.

    ``change`` holds the means per quarter over all the quarters; ``last`` the counts of the last
    quarter before each campaign.
    """

    change: Change
    ratio: Estimate
    last: tuple[int, int] | None = None
    quarters: tuple[Quarter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceChange:
    """What the ticket log says of both years; ``overlap`` is how many days they share."""

    sla: ShareChange
    satisfied: ShareChange
    blocking: CountChange
    overlap: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireChange:
    """What was asked: questions by id that only one campaign asked, or asked otherwise.

    ``other_versions`` counts answers given to a version that is not at hand: their questions are
    taken as they read today.
    """

    common: int
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    other_versions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleChange:
    """Respondents of one role: how many before, after, and the same; None when not known.

    ``reason`` says why it is not known.
    """

    before: int
    after: int
    same: int | None
    reason: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionChange:
    """How the two sides stood to each other on one decision.

    ``unknown_because`` says why each of ``before`` and ``after`` is None.
    """

    decision: str
    before: Pattern | None
    after: Pattern | None
    unknown_because: tuple[Message | None, Message | None] = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two campaigns side by side, scored by the same method."""

    before: str
    after: str
    method_hash: str
    questionnaire: QuestionnaireChange
    people: Mapping[Role, PeopleChange]
    maturity: Mapping[str, DimensionChange]
    role_clarity: Change
    structural: StructuralChange
    experienced: Change
    friction: Change
    decisions: tuple[DecisionChange, ...] = ()
    service: ServiceChange | None = None
    warnings: tuple[Message, ...] = ()
