"""What the first charts of a log show: counts by month, by person, by hand-over, by age."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from narwhals.typing import IntoFrame

from infopilot.incidents.counting.counts import DAY, Log, open_log, summarise, tally

MONTHS = 12
MANY_HAND_OVERS = 5
AGE_BOUNDS = (7, 30, 90, 180)


@dataclass(frozen=True, slots=True)
class Month:
    """Incidents opened in a month such as ``2026-03``; ``blocking`` is None when none tells."""

    month: str
    incidents: int
    blocking: int | None


@dataclass(frozen=True, slots=True)
class HandOvers:
    """Closed incidents that changed hands ``times`` (five: or more) and tell their service level.

    ``met`` of the ``n`` met it.
    """

    times: int
    n: int
    met: int

    @property
    def share(self) -> float:
        """Share whose service level was met, from 0 to 1."""
        return self.met / self.n


@dataclass(frozen=True, slots=True)
class Age:
    """Open incidents older than ``over`` days, up to ``up_to`` (None: without end)."""

    over: int
    up_to: int | None
    incidents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The counts that the first charts draw; what no incident tells is empty.

    ``holders`` are the closed incidents of each person, most first and without a name.
    """

    months: tuple[Month, ...]
    holders: tuple[int, ...]
    hand_overs: tuple[HandOvers, ...]
    ages: tuple[Age, ...]


def count_overview(table: IntoFrame) -> Overview:
    """Count the incidents of a canonical table, of any engine; requests are never counted."""
    log = open_log(table)
    return Overview(
        months=tuple(_months(log)),
        holders=_holders(log),
        hand_overs=tuple(_hand_overs(log)),
        ages=_ages(log),
    )


def _months(log: Log) -> Iterator[Month]:
    """Every month from the first to the last; one without incidents is a zero, not a gap."""
    seen: defaultdict[str, Counter[bool | None]] = defaultdict(Counter)
    for (month, stops), count in tally(log.incidents, "opened_month", "blocking").items():
        if month is not None:
            seen[str(month)][None if stops is None else bool(stops)] += count
    is_told = any(key is not None for counts in seen.values() for key in counts)
    for month in _calendar(min(seen), max(seen)) if seen else ():
        counts = seen.get(month, Counter())
        yield Month(month, counts.total(), counts[True] if is_told else None)


def _calendar(first: str, last: str) -> Iterator[str]:
    year, month = map(int, first.split("-"))
    while (shown := f"{year:04}-{month:02}") <= last:
        yield shown
        year, month = (year, month + 1) if month < MONTHS else (year + 1, 1)


def _holders(log: Log) -> tuple[int, ...]:
    people: Counter[str] = Counter()
    for (resolver, is_machine), count in tally(log.closed, "resolver", "system_account").items():
        if resolver is not None and not is_machine:
            people[str(resolver)] += count
    return tuple(sorted(people.values(), reverse=True))


def _hand_overs(log: Log) -> Iterator[HandOvers]:
    told: Counter[int] = Counter()
    met: Counter[int] = Counter()
    for (is_met, times), count in tally(log.closed, "sla_met", "reassignments").items():
        if is_met is not None and times is not None:
            shown = min(int(float(str(times))), MANY_HAND_OVERS)
            told[shown] += count
            met[shown] += count if is_met else 0
    for times in sorted(told):
        yield HandOvers(times, told[times], met[times])


def _ages(log: Log) -> tuple[Age, ...]:
    reference = summarise(log).last_minute or 0
    counts: Counter[int] = Counter()
    for (minute,), count in tally(log.open, "opened_minute").items():
        days = (reference - int(float(str(minute)))) / DAY
        counts[sum(days > bound for bound in AGE_BOUNDS)] += count
    if not counts:
        return ()
    bounds = (0, *AGE_BOUNDS, None)
    return tuple(
        Age(over or 0, up_to, counts[rank]) for rank, (over, up_to) in enumerate(pairwise(bounds))
    )
