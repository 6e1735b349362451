"""Which tool an export comes from, and which of its columns holds what."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from infopilot.incidents.files.headers import Fit
from infopilot.incidents.files.reading import Layout
from infopilot.incidents.mappings.likeness import closest
from infopilot.incidents.mappings.mapping import ALTERNATIVE, Mapping, fold
from infopilot.model.errors import IncidentDataError
from infopilot.model.text import Message

GROUP_SEPARATOR = " - "
SHOWN = 40
LACKING = {
    "id": "the file does not number its tickets",
    "opened_at": "the file does not say when tickets were opened",
    "updated_at": "the file does not say when each event happened",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why an export is taken for one of a tool."""

    found: tuple[str, ...]
    missing: tuple[str, ...]
    enough: int
    named: bool = False

    @property
    def message(self) -> Message:
        """The evidence in a sentence."""
        if self.named:
            return Message(
                "mapping named by hand; {found} of its {known} typical columns are there",
                {"found": len(self.found), "known": len(self.found) + len(self.missing)},
            )
        return Message(
            "{found} of {known} typical columns are there ({enough} are enough)",
            {
                "found": len(self.found),
                "known": len(self.found) + len(self.missing),
                "enough": self.enough,
            },
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Where each canonical column is found, and the headers that are left.

    ``close`` gives the name that a header was taken for, where it is not written the same.
    """

    positions: dict[str, int]
    headers: dict[str, str]
    close: dict[str, str]
    ignored: tuple[str, ...]
    unmapped: tuple[str, ...]


def recognise(
    columns: Sequence[str], mappings: Sequence[Mapping], layout: Layout | None = None
) -> tuple[Mapping, Evidence]:
    """Find the mapping that fits ``columns`` best, with the evidence; or raise.

    A single mapping was named by hand and is taken as it is. Two generations of a tool that use
    the same headers are told apart by how lines end in ``layout``.
    """
    seen = [(mapping, _evidence(columns, mapping)) for mapping in mappings]
    if len(seen) == 1:
        mapping, evidence = seen[0]
        return mapping, Evidence(
            found=evidence.found, missing=evidence.missing, enough=evidence.enough, named=True
        )
    fitting = [each for each in seen if len(each[1].found) >= each[1].enough]
    if not fitting:
        raise _unknown_layout(columns, seen, layout)
    return max(fitting, key=lambda each: _strength(each[0], each[1], layout))


def header_fit(mappings: Sequence[Mapping]) -> Fit:
    """How well any of ``mappings`` knows a header: 1 where just enough of it is there."""

    def fit(columns: Sequence[str]) -> float:
        seen = (_evidence(columns, mapping) for mapping in mappings)
        return max((len(each.found) / each.enough for each in seen), default=0)

    return fit


def match_columns(mapping: Mapping, columns: Sequence[str], file: str) -> Matched:
    """Place the columns of ``mapping``; raise if one is twice or if a needed one is missing."""
    positions: dict[str, int] = {}
    for name in type(mapping.columns).model_fields:
        aliases: tuple[str, ...] = getattr(mapping.columns, name)
        place = _place(aliases, columns, file, mapping)
        if place is not None:
            positions[name] = place
    close = _place_close(mapping, columns, positions)
    _check_needed(mapping, positions, columns, file)
    read = {columns[place] for place in positions.values()} if mapping.repeated_headers else set()
    left = [
        name
        for place, name in enumerate(columns)
        if name and name not in read and place not in positions.values()
    ]
    known = {fold(name) for name in mapping.ignored}
    ignored = tuple(name for name in left if known & _names(name, grouped=mapping.grouped_headers))
    return Matched(
        positions=positions,
        headers={name: columns[place] for name, place in positions.items()},
        close=close,
        ignored=tuple(dict.fromkeys(ignored)),
        unmapped=tuple(dict.fromkeys(name for name in left if name not in ignored)),
    )


def _evidence(columns: Sequence[str], mapping: Mapping) -> Evidence:
    grouped = mapping.grouped_headers
    seen = {name for column in columns for name in _names(column, grouped=grouped)}
    typical = [names.split(ALTERNATIVE) for names in mapping.fingerprint.columns]
    found = [next((name for name in names if fold(name) in seen), None) for names in typical]
    return Evidence(
        found=tuple(name for name in found if name is not None),
        missing=tuple(names[0] for names, name in zip(typical, found, strict=True) if name is None),
        enough=mapping.fingerprint.enough,
    )


def _strength(mapping: Mapping, evidence: Evidence, layout: Layout | None) -> tuple[float, bool]:
    expected = mapping.fingerprint.trailing_separator
    fits = layout is not None and expected is layout.trailing_separator
    return len(evidence.found) / len(mapping.fingerprint.columns), fits


@lru_cache(maxsize=1024)
def _names(column: str, *, grouped: bool) -> frozenset[str]:
    """What a header may be called: the whole, and the last part of "Group - Column"."""
    whole = fold(column)
    return frozenset({whole, fold(column.rpartition(GROUP_SEPARATOR)[2])} if grouped else {whole})


def _place(
    aliases: Sequence[str], columns: Sequence[str], file: str, mapping: Mapping
) -> int | None:
    grouped = mapping.grouped_headers
    for alias in aliases:
        wanted = fold(alias)
        places = [i for i, name in enumerate(columns) if wanted in _names(name, grouped=grouped)]
        whole = [i for i in places if wanted in _names(columns[i], grouped=False)]
        for found in (whole, places):
            if len(found) == 1 or (found and mapping.repeated_headers):
                return found[0]
            if found:
                raise IncidentDataError(
                    "several columns could be {alias!r}",
                    where=file,
                    expected="one column of this name",
                    got=[columns[i] for i in found],
                    hint="name the right one in a mapping, or remove the others",
                    alias=alias,
                )
    return None


def _place_close(
    mapping: Mapping, columns: Sequence[str], positions: dict[str, int]
) -> dict[str, str]:
    """Add to ``positions`` the columns whose headers are nearly those expected, and say which."""
    grouped = mapping.grouped_headers
    known = {fold(name) for name in known_headers(mapping)}
    strange = {
        name: place
        for place, name in enumerate(columns)
        if name and columns.count(name) == 1 and not known & _names(name, grouped=grouped)
    }
    close: dict[str, str] = {}
    for field in type(mapping.columns).model_fields:
        # A column that the file calls by its name needs no other.
        if field not in positions:
            found = closest(getattr(mapping.columns, field), strange)
            if found:
                close[field], header = found
                positions[field] = strange.pop(header)
    return close


def known_headers(mapping: Mapping) -> set[str]:
    """Every header that ``mapping`` says something of."""
    fields = type(mapping.columns).model_fields
    typical = (name for names in mapping.fingerprint.columns for name in names.split(ALTERNATIVE))
    aliases = (alias for field in fields for alias in getattr(mapping.columns, field))
    return {*aliases, *mapping.ignored, *typical}


def needed_columns(mapping: Mapping) -> tuple[str, ...]:
    """Canonical columns that a file must have; an event log opens with its first event."""
    return ("id", "updated_at" if mapping.shape == "events" else "opened_at")


def _check_needed(
    mapping: Mapping, positions: dict[str, int], columns: Sequence[str], file: str
) -> None:
    for name in needed_columns(mapping):
        if name not in positions:
            aliases = ", ".join(getattr(mapping.columns, name))
            raise IncidentDataError(
                LACKING[name],
                where=file,
                expected="a column {aliases}; this file has {columns}"
                if aliases
                else "one of its columns: {columns}",
                hint="add this column to the export, or name it in a mapping",
                aliases=aliases,
                columns=_listed(columns),
            )


def _unknown_layout(
    columns: Sequence[str], seen: Sequence[tuple[Mapping, Evidence]], layout: Layout | None
) -> IncidentDataError:
    where = layout.file if layout else None
    if not seen:
        return IncidentDataError("there is no mapping to recognise this file with", where=where)
    mapping, evidence = max(seen, key=lambda each: len(each[1].found) / each[1].enough)
    return IncidentDataError(
        "no known tool writes these columns: {columns}",
        where=where,
        expected="for {tool}, which is the closest, {count} more of: {missing}"
        if evidence.found
        else None,
        hint="“infopilot tickets mapping” writes a first mapping: correct it, then name it with "
        "--mapping",
        columns=_listed(columns),
        tool=mapping.tool,
        count=evidence.enough - len(evidence.found),
        missing=_listed(evidence.missing),
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(name[:SHOWN] for name in names[:SHOWN] if name)
    return shown + ("…" if len(names) > SHOWN else "")
