"""Closures that tell nothing of the work: clean-ups, a tool that closes by itself, machines."""

from collections import Counter
from datetime import UTC, datetime

from infopilot.incidents.counts import Log, tally
from infopilot.incidents.cubes import Cube, cube
from infopilot.model.incidents import AdministrativeClosure, AutoClose
from infopilot.model.method import IncidentMethod
from infopilot.scoring.closures import bursts, usual_delay


def count_administrative_closures(
    log: Log, method: IncidentMethod
) -> tuple[AdministrativeClosure, ...]:
    """Bursts of closures within minutes, far above the usual rhythm: shown, never removed.

    A service level is that of the incidents closed between the first and the last minute, over
    those that tell. See `infopilot.scoring.closures.bursts`.
    """
    return administrative_closures(cube(log.closed, "closed_minute", "sla_met"), method)


def administrative_closures(
    seen: Cube, method: IncidentMethod
) -> tuple[AdministrativeClosure, ...]:
    """As `count_administrative_closures`, of closed incidents already counted."""
    minutes: Counter[int] = Counter()
    told: Counter[int] = Counter()
    met: Counter[int] = Counter()
    for (minute, kept), count in seen.by("closed_minute", "sla_met").items():
        if not isinstance(minute, int | float):
            continue
        minutes[int(minute)] += count
        told[int(minute)] += 0 if kept is None else count
        met[int(minute)] += count if kept else 0
    found = bursts(
        minutes,
        window=method.closure_window_minutes,
        times=method.closure_times_usual,
        minimum=method.closure_minimum,
    )
    return tuple(
        AdministrativeClosure(
            start=_moment(first),
            end=_moment(last),
            incidents=_between(minutes, first, last),
            sla_met_share=_share(_between(met, first, last), _between(told, first, last)),
        )
        for first, last in found
    )


def count_auto_close(log: Log, method: IncidentMethod) -> AutoClose | None:
    """The delay after which the tool closes by itself, and the share of incidents that it closes.

    The share is over all closed (resolved or closed) incidents, also those without a resolution
    date, which cannot be seen closing: it is a lower bound. On the public ServiceNow log 20,101
    of 24,918 close 119 to 123 hours after their resolution. None when no delay stands out.
    """
    return auto_close(cube(log.closed, "hours_to_close"), method)


def auto_close(seen: Cube, method: IncidentMethod) -> AutoClose | None:
    """As `count_auto_close`, of closed incidents already counted."""
    told = seen.by("hours_to_close").items()
    hours = {int(h): n for (h,), n in told if isinstance(h, int | float)}
    found = usual_delay(
        hours,
        seen.total(),
        early=method.auto_close_early_hours,
        late=method.auto_close_late_hours,
        share=method.auto_close_share,
    )
    return AutoClose(delay_days=found[0], share=found[1]) if found else None


def system_accounts(log: Log) -> tuple[str, ...]:
    """Machines that resolved incidents, by name: shown, and never counted among people."""
    seen = tally(log.closed.filter("system_account"), "resolver")
    return tuple(sorted(str(name) for (name,) in seen if name is not None))


def _between(counts: Counter[int], first: int, last: int) -> int:
    return sum(count for minute, count in counts.items() if first <= minute <= last)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _moment(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)
