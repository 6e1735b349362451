"""The ticket log at two times: service levels met, users satisfied, incidents that block."""

from collections.abc import Sequence
from statistics import fmean

from infopilot.model.comparison import (
    Basis,
    Change,
    CountChange,
    Quarter,
    ServiceChange,
    ShareChange,
)
from infopilot.model.estimate import Estimate
from infopilot.model.method import Method
from infopilot.model.periods import Period, ServiceRecord
from infopilot.model.text import Message
from infopilot.scoring.comparison.readings import (
    BEYOND_CHANCE,
    CHANCE,
    by_interval,
    not_compared,
)
from infopilot.scoring.statistics.rates import count_ratio, share_difference, u_chart

NO_RATING = Message("the log of one of the two years tells nothing of it")
NO_QUARTER = Message("the log does not cover a whole quarter before each campaign")
NOT_BLOCKING = Message("the log does not tell which incidents blocked somebody")


def service_change(before: ServiceRecord, after: ServiceRecord, method: Method) -> ServiceChange:
    """How the service changed from one campaign's log to the other's.

    Shares are over the twelve months before each campaign. Where the two years overlap, they hold
    some of the same tickets: their difference is then understated, its interval too wide.
    Quarters never overlap: those after begin when the year before has ended.
    """
    shared = before.year.end - after.year.start
    return ServiceChange(
        sla=share_change(_sla(before.year), _sla(after.year)),
        satisfied=share_change(_satisfied(before.year), _satisfied(after.year)),
        blocking=blocking_change(before, after, method),
        overlap=max(0, shared.days),
    )


def share_change(before: tuple[int, int], after: tuple[int, int]) -> ShareChange:
    """A share of tickets at two times, ``(k, n)``, read when its interval excludes 0."""
    if not before[1] or not after[1]:
        was, now = (k / n if n else None for k, n in (before, after))
        change = not_compared(was, now, NO_RATING)
    else:
        difference = share_difference(before, after)
        change = by_interval(before[0] / before[1], after[0] / after[1], difference, 0)
    return ShareChange(change=change, before=before, after=after)


def blocking_change(before: ServiceRecord, after: ServiceRecord, method: Method) -> CountChange:
    """Blocking incidents per quarter, over as many quarters as the method and the log have.

    Read when the interval of the ratio excludes 1.
    """
    most = method.comparison.quarters
    first = list(before.quarters)[-most:]
    then = [q for q in after.quarters if q.start >= before.year.end][-most:]
    counts = [[q.blocking for q in quarters] for quarters in (first, then)]
    told = [[count for count in side if count is not None] for side in counts]
    if not first or not then:
        return _no_count(NO_QUARTER)
    if len(told[0]) < len(first) or len(told[1]) < len(then):
        return _no_count(NOT_BLOCKING)
    ratio = count_ratio(sum(told[0]), sum(told[1]), len(then) / len(first))
    return CountChange(
        change=_per_quarter(fmean(told[0]), fmean(told[1]), ratio),
        ratio=ratio,
        last=(told[0][-1], told[1][-1]),
        quarters=_quarters(first, then, [*told[0], *told[1]]),
    )


def _per_quarter(before: float, after: float, ratio: Estimate) -> Change:
    if ratio.low is None or ratio.high is None:
        return not_compared(before, after, ratio.reason or CHANCE)
    is_readable = ratio.high < 1 or ratio.low > 1
    return Change(
        before=before,
        after=after,
        difference=Estimate(
            value=after - before,
            low=before * (ratio.low - 1),
            high=before * (ratio.high - 1),
            range=ratio.range,
            n=ratio.n,
        ),
        is_readable=is_readable,
        basis=Basis.INTERVAL if is_readable else None,
        reason=BEYOND_CHANCE if is_readable else CHANCE,
    )


def _quarters(
    first: Sequence[Period], then: Sequence[Period], counts: Sequence[int]
) -> tuple[Quarter, ...]:
    chart = u_chart(counts, [1] * len(counts))
    return tuple(
        Quarter(
            start=quarter.start.date(),
            end=quarter.end.date(),
            count=counts[place],
            is_after=place >= len(first),
            lower=chart.lower[place],
            upper=chart.upper[place],
            is_outside=place in chart.outside,
        )
        for place, quarter in enumerate([*first, *then])
    )


def _no_count(reason: Message) -> CountChange:
    return CountChange(
        change=not_compared(None, None, reason), ratio=Estimate(value=None, reason=reason)
    )


def _sla(year: Period) -> tuple[int, int]:
    return year.sla_met, year.sla_told


def _satisfied(year: Period) -> tuple[int, int]:
    return year.satisfied, year.rated
