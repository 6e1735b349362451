"""What stays of the facts of a small log: counts, and why there is nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from infopilot.model.experience import Verdicts
from infopilot.model.incidents import IncidentFacts
from infopilot.model.text import Message

COUNTS = frozenset(
    {"incidents", "closed", "n", "distinct", "open", "reopened"}
    | {"rated", "satisfied", "dissatisfied", "window_days"}
    | {each.name for each in fields(Verdicts)}
)
KEPT = frozenset({"period", "excluded_accounts", "administrative_closures", "reasons"})


def counts_only(facts: IncidentFacts, minimum: int) -> IncidentFacts:
    """``facts`` as they are from ``minimum`` closed incidents on; below, counts only.

    Every share, index, median and interval is then None (or an empty mapping), its reason beside
    those of the figures that were missing anyway.
    """
    if facts.closed >= minimum:
        return facts
    few = only_counts(facts.closed, minimum)
    changes: dict[str, Any] = {}
    reasons = dict(facts.reasons)
    for each in fields(facts):
        value = getattr(facts, each.name)
        if each.name in COUNTS | KEPT or value is None:
            continue
        if each.name == "replicates":
            changes[each.name] = None
            continue
        bare = _bare(value, each.name)
        changes[each.name] = bare.value
        for name in bare.emptied:
            reasons.setdefault(name, few)
    return replace(facts, **changes, reasons=reasons)


def only_counts(closed: int, minimum: int) -> Message:
    """Why a log with ``closed`` closed incidents gives nothing but counts."""
    return Message(
        "{closed} closed incidents: below {minimum}, only counts are given",
        {"closed": closed, "minimum": minimum},
    )


@dataclass(frozen=True, slots=True)
class _Bare:
    """A value without its figures, and the names of those."""

    value: object
    emptied: tuple[str, ...]


def _bare(value: object, name: str) -> _Bare:
    """``value`` without what is not a count; a value made only of figures is emptied whole."""
    if is_dataclass(value) and not isinstance(value, type):
        names = [each.name for each in fields(value)]
        if not COUNTS.intersection(names):
            return _Bare(None, (name,))
        parts = {
            part: _bare(getattr(value, part), f"{name}.{part}")
            for part in names
            if part not in COUNTS
        }
        emptied = tuple(key for part in parts.values() for key in part.emptied)
        return _Bare(replace(value, **{key: bare.value for key, bare in parts.items()}), emptied)
    if isinstance(value, Mapping):
        # The shares that a bus factor is asked of are the method's, not a figure.
        kept = value if name.endswith("bus_factor") else {}
        return _Bare(dict.fromkeys(kept), (name,) if value else ())
    if isinstance(value, tuple):
        return _Bare((), (name,) if value else ())
    return _Bare(None, () if value is None else (name,))
