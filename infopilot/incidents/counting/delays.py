"""How long incidents last, how long they wait, and how old the open ones are."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from infopilot.incidents.counting.counts import DAY
from infopilot.incidents.counting.cubes import Cube, Key
from infopilot.model.incidents import Backlog, ThirdParties
from infopilot.model.method import IncidentMethod
from infopilot.scoring.statistics.intervals import kaplan_meier_median

OLD_DAYS = 30
Minutes = Counter[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """Minutes from opening to resolution, in calendar time."""

    median: float | None
    median_by_priority: Mapping[str, float]
    p90_by_priority: Mapping[str, float]
    waiting_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockingDelays:
    """How many blocking incidents there are, and how long they last."""

    n: int
    told: int
    median_km: float | None
    p90: float | None


def quantile(counts: Mapping[float, int], share: float) -> float | None:
    r"""Quantile of values given with how often they occur; None without any.

    .. math:: x_{(\lfloor h \rfloor)} + (h - \lfloor h \rfloor)
       (x_{(\lfloor h \rfloor + 1)} - x_{(\lfloor h \rfloor)}) \qquad h = (n - 1)\,share

    Straight lines between order statistics, counted from 0: definition 7 of R. J. Hyndman and
    Y. Fan, "Sample quantiles in statistical packages", 1996.

    Examples
    --------
    >>> quantile({4: 1, 6: 1, 8: 1, 10: 1, 20: 1}, 0.9)
    16.0
    >>> quantile({2: 3, 7: 1}, 0.5)
    2.0
    """
    values = sorted(counts)
    reached = list(accumulate(counts[value] for value in values))
    if not reached or not reached[-1]:
        return None
    rank, part = divmod((reached[-1] - 1) * share, 1)
    low, high = (
        float(values[bisect_right(reached, min(int(rank) + step, reached[-1] - 1))])
        for step in (0, 1)
    )
    return low + part * (high - low)


def count_delays(endings: Cube, waits: Mapping[int, tuple[int, int]]) -> Delays:
    r"""Median and P90 of the minutes to resolve, of closed incidents with a resolution date.

    Waiting share: time spent waiting for users over time to resolve, summed over the closed
    incidents that tell both; ``waits`` gives the two sums by week, in one unit.

    .. math:: \sum_i w_i / \sum_i t_i
    """
    seen = endings.by("priority", "minutes_to_resolve")
    every: Minutes = Counter()
    by_priority: defaultdict[str, Minutes] = defaultdict(Counter)
    for (priority, minutes), count in seen.items():
        if minutes is None:
            continue
        every[_float(minutes)] += count
        if priority is not None:
            by_priority[str(int(_float(priority)))][_float(minutes)] += count
    waited = sum(pair[0] for pair in waits.values())
    resolving = sum(pair[1] for pair in waits.values())
    return Delays(
        median=quantile(every, 0.5),
        median_by_priority=_quantiles(by_priority, 0.5),
        p90_by_priority=_quantiles(by_priority, 0.9),
        waiting_share=waited / resolving if resolving else None,
    )


def count_blocking(endings: Cube, going: Cube, reference_minute: int) -> BlockingDelays:
    """Kaplan-Meier median and P90 of the minutes to resolve of blocking incidents.

    Open incidents are censored at ``reference_minute``: they last longer than that. Closed ones
    without a resolution date tell no duration. ``n`` counts all blocking incidents, ``told``
    those of all incidents that tell whether they block.
    """
    ended = endings.by("blocking", "minutes_to_resolve")
    still = going.by("blocking", "opened_minute")
    resolved: Minutes = Counter()
    for (stops, minutes), count in ended.items():
        if stops and minutes is not None:
            resolved[_float(minutes)] += count
    lasting = _ages(Counter({key: n for key, n in still.items() if key[0]}), reference_minute)
    both = [*ended.items(), *still.items()]
    return BlockingDelays(
        n=sum(count for key, count in both if key[0]),
        told=sum(count for key, count in both if key[0] is not None),
        median_km=kaplan_meier_median(
            [*resolved, *lasting],
            [True] * len(resolved) + [False] * len(lasting),
            [*resolved.values(), *lasting.values()],
        ),
        p90=quantile(resolved, 0.9),
    )


def count_backlog(going: Cube, reference_minute: int, method: IncidentMethod) -> Backlog:
    """Open incidents and their ages in days at ``reference_minute``: median, P90, share over 30.

    Ages need a minimum of open incidents; below it only their number is given. Incidents opened
    after the reference are not open yet.
    """
    ages = _ages(going.by("blocking", "opened_minute"), reference_minute)
    n = ages.total()
    if n < max(1, method.backlog_minimum):
        return Backlog(open=n, median_age_days=None, p90_age_days=None, share_over_30d=None)
    days: Minutes = Counter()
    for minutes, count in ages.items():
        days[minutes / DAY] += count
    old = sum(count for age, count in days.items() if age > OLD_DAYS)
    return Backlog(
        open=n,
        median_age_days=quantile(days, 0.5),
        p90_age_days=quantile(days, 0.9),
        share_over_30d=old / n,
    )


def count_third_parties(endings: Cube, levels: Cube) -> ThirdParties | None:
    """Closed incidents that were ever in a state of waiting for a third party, and the others.

    Their number, the median minutes to resolve of both, the share of service levels met of the
    former. A third party hardly shows in the field that names one. None if no incident tells.
    """
    waited = Counter(dict(endings.by("vendor_waited_for")))
    if not any(key != (None,) for key in waited):
        return None
    minutes: defaultdict[object, Minutes] = defaultdict(Counter)
    for (vendor, lasted), count in endings.by("vendor_waited_for", "minutes_to_resolve").items():
        if lasted is not None:
            minutes[vendor][_float(lasted)] += count
    seen = levels.by("vendor_waited_for", "sla_met")
    told = seen[True, True] + seen[True, False]
    return ThirdParties(
        incidents=waited[(True,)],
        median_minutes=quantile(minutes[True], 0.5),
        others_median_minutes=quantile(minutes[False], 0.5),
        sla_met_share=seen[True, True] / told if told else None,
    )


def _ages(opened: Counter[Key], reference_minute: int) -> Minutes:
    ages: Minutes = Counter()
    for (_, minute), count in opened.items():
        if minute is None:
            continue
        age = reference_minute - _float(minute)
        if age >= 0:
            ages[age] += count
    return ages


def _quantiles(by_priority: Mapping[str, Minutes], share: float) -> dict[str, float]:
    found = {key: quantile(counts, share) for key, counts in sorted(by_priority.items())}
    return {key: value for key, value in found.items() if value is not None}


def _float(value: object) -> float:
    return float(value) if isinstance(value, int | float) else float(str(value))
