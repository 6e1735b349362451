"""Every pass that the facts ask of an engine, each over the few columns that go together."""

from collections.abc import Mapping
from dataclasses import dataclass

import narwhals as nw
import numpy as np

from infopilot.incidents.counting.counts import (
    ENDED,
    Log,
    Summary,
    days_since_previous,
    summarise,
    waiting_seconds,
)
from infopilot.incidents.counting.cubes import Coded, Cube, Integers, cube
from infopilot.incidents.counting.indicators import tells_recurrence
from infopilot.model.method import IncidentMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What an engine counted of a log: all that the facts and their intervals need.

    ``people``, ``sides``, ``groups``, ``levels``, ``endings``, ``closings``, ``delays``,
    ``judged`` and ``losses`` count the closed incidents, ``going`` the open ones, ``moves`` all,
    ``stops`` the blocking ones. ``gaps`` is None where too few
    incidents tell what broke.
    """

    summary: Summary
    people: Cube
    groups: Cube
    sides: Cube
    stops: Cube
    levels: Cube
    endings: Cube
    going: Cube
    moves: Cube
    closings: Cube
    delays: Cube
    judged: Cube
    losses: Cube
    stoppages: Cube
    gaps: Cube | None
    waits: Mapping[int, tuple[int, int]]

    @property
    def incidents(self) -> int:
        """How many incidents there are."""
        return self.moves.total()

    @property
    def closed(self) -> int:
        """How many of them are resolved or closed."""
        return self.moves.where(self.moves.among("status_group", ENDED)).total()

    @property
    def weeks(self) -> tuple[int, ...]:
        """Weeks in which an incident was opened, rising."""
        return tuple(int(float(str(week))) for week in self.moves.values("week"))

    @property
    def span(self) -> int:
        """How many weeks there are from the first to the last of them."""
        return self.weeks[-1] - self.weeks[0] + 1 if self.weeks else 0

    def weekly(self, counted: Cube) -> Cube:
        """``counted`` with one code per week of the log, also those that it does not hold."""
        weeks = self.weeks
        own = [weeks.index(int(float(str(week)))) for week in counted.values("week")]
        codes: Integers = np.array([*own, -1], dtype=np.int64)[counted.codes("week")]
        columns = dict(counted.columns) | {"week": Coded(weeks, codes)}
        return Cube(columns, counted.held)


def count(log: Log, method: IncidentMethod) -> Counts:
    """Ask the engine of ``log`` for everything: sixteen passes at most."""
    closed, summary = log.closed, summarise(log)
    moves = cube(
        log.incidents,
        "week",
        "status_group",
        "reassignments",
        "ping_pong",
        "reopenings",
        "blocking",
    )
    return Counts(
        summary=summary,
        people=cube(closed, "week", "resolver", "category", "blocking", "system_account"),
        groups=cube(closed, "resolver_group"),
        sides=cube(closed, "week", "organisation", "category", "knowledge"),
        stops=cube(
            closed.filter(nw.col("blocking").is_in([True])),
            "organisation",
            "category",
            "minutes_to_resolve",
        ),
        levels=cube(
            closed,
            "week",
            "sla_met",
            "priority",
            "reassignments",
            "opened_month",
            "vendor_waited_for",
        ),
        endings=cube(
            closed, "week", "minutes_to_resolve", "priority", "blocking", "vendor_waited_for"
        ),
        going=cube(log.open, "week", "opened_minute", "blocking"),
        moves=moves,
        closings=cube(closed, "closed_minute", "sla_met"),
        delays=cube(closed, "hours_to_close"),
        judged=cube(closed, "sla_met", "satisfaction", "opened_month"),
        losses=cube(closed, "lost_minutes", "category"),
        stoppages=cube(log.blocking, "opened_minute", "minutes_to_resolve", "status_group"),
        gaps=days_since_previous(log)
        if tells_recurrence(summary.telling_item, moves.total(), method)
        else None,
        waits=waiting_seconds(log),
    )
