"""The headers of an export and a few values under each, for whoever says what a column holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from infopilot.incidents.files.headers import Fit
from infopilot.incidents.files.limits import Limits
from infopilot.incidents.files.reading import (
    DEFAULT_LIMITS,
    Layout,
    SourceTable,
    open_table,
    read_records,
)

SAMPLES = 3
ROWS_LOOKED_AT = 1_000
WORDS_AT_MOST = 30
LENGTH_AT_MOST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Peek:
    """What an export looks like, whatever tool it is from.

    ``samples`` are the first distinct values under each header; ``words`` all the values of the
    headers that have few, most frequent first: states and priorities are words of the tool.
    """

    layout: Layout
    columns: tuple[str, ...]
    rows: int
    samples: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]


def peek(source: Path, limits: Limits = DEFAULT_LIMITS, fit: Fit | None = None) -> Peek:
    """Look at an export without keeping anything of it; raise `IncidentDataError`."""
    with open_table(source, limits, fit) as opened:
        table = read_records(opened)
        rows = table.relation.limit(ROWS_LOOKED_AT).fetchall()
        named = [(place, name) for place, name in enumerate(opened.columns) if name]
        return Peek(
            layout=table.layout,
            columns=tuple(dict.fromkeys(name for _, name in named)),
            rows=table.rows,
            samples={
                name: tuple(_distinct(row[place] for row in rows))
                for place, name in reversed(named)
            },
            words={name: found for place, name in named if (found := _words(table, place))},
        )


def _distinct(values: Iterable[str | None]) -> list[str]:
    found: dict[str, None] = {}
    for value in values:
        shown = " ".join((value or "").split())
        if shown:
            found[shown if len(shown) <= LENGTH_AT_MOST else f"{shown[: LENGTH_AT_MOST - 1]}…"] = (
                None
            )
        if len(found) == SAMPLES:
            break
    return list(found)


def _words(table: SourceTable, place: int) -> tuple[str, ...]:
    """Every value of one column, trimmed; nothing when there are many."""
    counted = table.relation.aggregate(f"trim(c{place}) as word, count(*) as held")
    few = counted.filter("word <> ''").limit(WORDS_AT_MOST + 1).fetchall()
    if len(few) > WORDS_AT_MOST:
        return ()
    return tuple(word for word, _ in sorted(few, key=lambda each: (-each[1], each[0])))
