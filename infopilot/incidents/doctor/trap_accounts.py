"""Traps about who did the work: robots, machines, one person under two names."""

import re
from collections import defaultdict
from collections.abc import Iterator

from infopilot.incidents.doctor.trap_counts import LINES_TOLD
from infopilot.incidents.doctor.trap_export import Export
from infopilot.incidents.doctor.traps import Trap
from infopilot.incidents.mappings.mapping import fold

BETWEEN_WORDS = re.compile(r"[\W_]+")
ROUND_MINUTES = 5


def robot_account(export: Export) -> Iterator[Trap]:
    """An account far ahead of the others, whose work falls at one minute of the hour."""
    events = "actor" in export.report.columns and export.report.mapping.shape == "events"
    seen = export.counts.busiest_account(events=events)
    if seen is None or not seen["next_updates"] or not export.has_times:
        return
    names = ("updates", "all_updates", "next_updates", "own", "everybody", "line", "minute")
    updates, everyone, following, own, everybody, row, minute = (int(seen[n] or 0) for n in names)
    if not events and minute % ROUND_MINUTES == 0:
        return  # times that people type are round
    share, at_minute = updates / everyone, own / updates
    others = (everybody - own) / (everyone - updates)
    method = export.method
    if (
        export.enough(updates)
        and share >= method.robot_share
        and updates >= method.robot_times_next * following
        and at_minute >= method.robot_minute_share
        and others <= at_minute / 2
    ):
        figures = {
            "updates": updates,
            "all_updates": everyone,
            "updates_share": share,
            "minute": minute,
            "at_minute_share": at_minute,
            "others_share": others,
        }
        yield Trap(code="robot_account", figures=figures, lines=export.lines((row,)))


def machines(export: Export) -> Iterator[Trap]:
    """Resolvers and requesters whose names are those of machines."""
    declared = tuple(fold(name) for name in export.report.mapping.system_accounts)
    for field, (seen, rows) in sorted(export.counts.machines(declared).items(), reverse=True):
        everybody, tickets = int(seen["everybody"] or 0), int(seen["tickets"] or 0)
        if export.enough(everybody) and tickets / everybody >= export.method.machine_share:
            figures = {
                "tickets": tickets,
                "tickets_share": tickets / everybody,
                "accounts": int(seen["accounts"] or 0),
            }
            yield Trap(code=f"machine_{field}s", figures=figures, lines=export.lines(rows))


def two_spellings(export: Export) -> Iterator[Trap]:
    """Names that hold the same words in another order, or an address made of them."""
    spelled: defaultdict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for name, row in export.counts.resolvers():
        words = tuple(sorted(BETWEEN_WORDS.sub(" ", fold(name.partition("@")[0])).split()))
        if len(words) > 1:
            spelled[words].setdefault(fold(name), row)
    twice = [rows for rows in spelled.values() if len(rows) > 1]
    if twice:
        figures = {"people": len(twice), "spellings": sum(map(len, twice))}
        first = tuple(sorted(twice[0].values())[:LINES_TOLD])
        yield Trap(code="two_spellings", figures=figures, lines=export.lines(first))
