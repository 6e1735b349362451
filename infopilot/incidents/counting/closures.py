"""Closures that tell nothing of the work: clean-ups, a tool that closes by itself, machines."""

from datetime import UTC, datetime

import numpy as np

from infopilot.incidents.counting.counts import Log, tally
from infopilot.incidents.counting.cubes import Cube, cube
from infopilot.model.incidents import AdministrativeClosure, AutoClose
from infopilot.model.method import IncidentMethod
from infopilot.scoring.service.closures import bursts, usual_delay


def count_administrative_closures(
    log: Log, method: IncidentMethod
) -> tuple[AdministrativeClosure, ...]:
    """Bursts of closures within minutes, far above the usual rhythm: shown, never removed.

    A service level is that of the incidents closed between the first and the last minute, over
    those that tell. See `infopilot.scoring.service.closures.bursts`.
    """
    return administrative_closures(cube(log.closed, "closed_minute", "sla_met"), method)


def administrative_closures(
    seen: Cube, method: IncidentMethod
) -> tuple[AdministrativeClosure, ...]:
    """As `count_administrative_closures`, of closed incidents already counted."""
    minutes = np.array(seen.values("closed_minute"), dtype=np.float64).astype(np.int64)
    every, telling, met = (
        seen.where(rows).sums("closed_minute")
        for rows in (seen.known(), seen.known("sla_met"), seen.among("sla_met", {True}))
    )
    found = bursts(
        minutes,
        every,
        window=method.closure_window_minutes,
        times=method.closure_times_usual,
        minimum=method.closure_minimum,
    )
    closures = []
    for first, last in found:
        inside = (minutes >= first) & (minutes <= last)
        judged = int(telling[inside].sum())
        closures.append(
            AdministrativeClosure(
                start=_moment(first),
                end=_moment(last),
                incidents=int(every[inside].sum()),
                sla_met_share=int(met[inside].sum()) / judged if judged else None,
            )
        )
    return tuple(closures)


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


def _moment(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)
