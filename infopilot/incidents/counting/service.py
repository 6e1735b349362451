"""How smooth the service is: hand-overs, reopenings, recurrence, service levels."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from infopilot.incidents.counting.counts import ENDED
from infopilot.incidents.counting.cubes import Cube, Key
from infopilot.model.incidents import SlaFacts

TWICE = 2
MANY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOvers:
    """How incidents change hands, all of them counted, open or closed."""

    mean: float | None
    twice_share: float | None
    ping_pong_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopenings:
    """Closed incidents that were reopened."""

    count: int | None
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """Days since the last incident of the same category and item; ``told`` tell both."""

    told: int
    days: Mapping[int, int]

    def share(self, within: int) -> float | None:
        """Share of incidents with an earlier one of the same kind, at most ``within`` days ago."""
        again = sum(count for days, count in self.days.items() if days <= within)
        return again / self.told if self.told else None


def count_hand_overs(moved: Cube) -> HandOvers:
    """Mean of reassignments, share with two or more, share that go straight back.

    Over the incidents that tell; ping-pong is a path such as A > B > A, unknown groups skipped.
    """
    moves = _known(moved.by("reassignments"))
    n = moves.total()
    returns = _known(moved.by("ping_pong"))
    return HandOvers(
        mean=sum(_whole(move) * count for move, count in moves.items()) / n if n else None,
        twice_share=_part(moves, lambda move: _whole(move) >= TWICE),
        ping_pong_share=_part(returns, bool),
    )


def count_reopenings(moved: Cube) -> Reopenings:
    """Closed incidents reopened at least once: their number and share over those that tell."""
    seen = _known(moved.where(moved.among("status_group", ENDED)).by("reopenings"))
    again = sum(count for times, count in seen.items() if _whole(times) >= 1)
    n = seen.total()
    return Reopenings(count=again if n else None, share=again / n if n else None)


def count_recurrence(gaps: Cube) -> Recurrence:
    """Days since the previous incident of the same category and configuration item."""
    seen = gaps.by("days")
    days = {_whole(key[0]): count for key, count in seen.items() if key[0] is not None}
    return Recurrence(told=seen.total(), days=days)


def count_service_levels(levels: Cube) -> SlaFacts | None:
    """Share of closed incidents whose service level was met, counted once per incident.

    Also by priority, by number of reassignments (five and more together) and by month of opening:
    an average over priorities hides the critical ones. None if no incident tells.
    """
    seen = levels.by("sla_met", "priority", "reassignments", "opened_month")
    told = Counter({key: count for key, count in seen.items() if key[0] is not None})
    if not told:
        return None
    return SlaFacts(
        n=told.total(),
        met_share=sum(count for key, count in told.items() if key[0]) / told.total(),
        by_priority=_met_by(told, 1),
        by_reassignments=_met_by(told, 2),
        by_month=_met_by(told, 3),
    )


def _met_by(told: Counter[Key], place: int) -> dict[str, float]:
    met: defaultdict[str, int] = defaultdict(int)
    total: defaultdict[str, int] = defaultdict(int)
    for key, count in told.items():
        if key[place] is not None:
            total[_label(key[place], place)] += count
            met[_label(key[place], place)] += count if key[0] else 0
    return {label: met[label] / total[label] for label in sorted(total)}


def _label(value: object, place: int) -> str:
    if isinstance(value, str):
        return value
    number = _whole(value)
    return f"{MANY}+" if place == TWICE and number >= MANY else str(number)


def _known(seen: Counter[Key]) -> Counter[object]:
    return Counter({key[0]: count for key, count in seen.items() if key[0] is not None})


def _part(seen: Counter[object], counts: Callable[[object], bool]) -> float | None:
    n = seen.total()
    return sum(count for value, count in seen.items() if counts(value)) / n if n else None


def _whole(value: object) -> int:
    return int(float(str(value)))
