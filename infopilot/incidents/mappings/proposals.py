"""A first mapping for a layout that no mapping knows: best guesses, for somebody to correct."""

from collections import Counter
from collections.abc import Iterable, Sequence

from pydantic import TypeAdapter

from infopilot.incidents.mappings.likeness import closest
from infopilot.incidents.mappings.mapping import (
    Columns,
    Fingerprint,
    Label,
    Mapping,
    Priority,
    Statuses,
    Types,
    Words,
    fold,
)
from infopilot.incidents.mappings.recognition import known_headers

OWN = "own"
FIELDS = tuple(Columns.model_fields)
DATE_ORDERS = ("%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%Y", "%Y/%m/%d")
SHORT_ORDERS = ("%d/%m/%y", "%m/%d/%y", "%d/%b/%y", "%d-%b-%y", "%d %b %Y", "%d-%b-%Y")
CLOCKS = (" %H:%M[:%S]", " %I:%M[:%S] %p", "")
ISO = (
    "%Y-%m-%dT%H:%M[:%S]",
    "%Y-%m-%dT%H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dT%H:%M:%S.%fZ",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%d %H:%M:%S UTC",
    "%Y-%m-%d %H:%M:%S+00:00",
)
DATES = (*(day + clock for clock in CLOCKS for day in (*DATE_ORDERS, *SHORT_ORDERS)), *ISO)
Aliases = dict[str, Counter[str]]
Priorities = TypeAdapter(dict[Priority, Words])


def propose(columns: Sequence[str], mappings: Sequence[Mapping]) -> Mapping:
    """A mapping for a file with ``columns``, from what all ``mappings`` call things.

    A canonical column takes the header that most mappings use for it, failing that one that is
    written nearly so; no header serves twice; what cannot be guessed stays empty. Words on which
    two mappings disagree are left out, and so is what only a person can say: the polarity of
    service levels and the direction of satisfaction.
    """
    names = tuple(name for name in dict.fromkeys(columns) if name)
    headers = [name for name in names if columns.count(name) == 1]
    incidents = [mapping for mapping in mappings if mapping.shape == "incidents"]
    placed = _guessed(headers, incidents)
    folded = {fold(header) for header in headers}
    nearest = max(incidents, key=lambda each: _shared(folded, each), default=None)
    return Mapping(
        id=OWN,
        tool=OWN,
        language=nearest.language if nearest else "fr",
        label=Label(fr="Correspondance faite pour ce fichier", en="Mapping made for this file"),
        fingerprint=Fingerprint(columns=names, enough=max(1, len(names) // 2)),
        columns=Columns(**{field: (header,) for field, header in placed.items()}),
        dates=DATES,
        types=Types.model_validate(_agreed(incidents, "types", ("incident", "request"))),
        statuses=Statuses(**_agreed(incidents, "statuses", tuple(Statuses.model_fields))),
        priorities=Priorities.validate_python(_agreed_priorities(incidents)),
    )


def _guessed(headers: Sequence[str], mappings: Sequence[Mapping]) -> dict[str, str]:
    aliases = _aliases(mappings)
    folded = [fold(header) for header in headers]
    votes = [
        (-aliases[field][name], rank, place)
        for rank, field in enumerate(FIELDS)
        for place, name in enumerate(folded)
        if aliases[field][name]
    ]
    placed: dict[str, str] = {}
    for _, rank, place in sorted(votes):
        if FIELDS[rank] not in placed and headers[place] not in placed.values():
            placed[FIELDS[rank]] = headers[place]
    known = {fold(name) for mapping in mappings for name in known_headers(mapping)}
    strange = [header for header in headers if fold(header) not in known]
    for field in FIELDS:
        if field not in placed:
            found = closest([name for name, _ in aliases[field].most_common()], strange)
            if found:
                placed[field] = found[1]
                strange.remove(found[1])
    return placed


def _aliases(mappings: Sequence[Mapping]) -> Aliases:
    """For each canonical column, how many mappings call it by each name."""
    counted: Aliases = {field: Counter() for field in FIELDS}
    for mapping in mappings:
        for field in FIELDS:
            counted[field].update({fold(alias) for alias in getattr(mapping.columns, field)})
    return counted


def _shared(folded: set[str], mapping: Mapping) -> int:
    return len(folded & {fold(name) for name in known_headers(mapping)})


def _agreed(
    mappings: Sequence[Mapping], part: str, meanings: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    pairs = (
        (word, meaning)
        for mapping in mappings
        for meaning in meanings
        for word in getattr(getattr(mapping, part), meaning)
    )
    return _undisputed(pairs)


def _agreed_priorities(mappings: Sequence[Mapping]) -> dict[str, tuple[str, ...]]:
    return _undisputed(
        (word, level)
        for mapping in mappings
        for level, words in mapping.priorities.items()
        for word in words
    )


def _undisputed(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Words by meaning, without those that mean two things."""
    meanings: dict[str, set[str]] = {}
    spelt: dict[str, str] = {}
    for word, meaning in pairs:
        meanings.setdefault(fold(word), set()).add(meaning)
        spelt.setdefault(fold(word), word)
    agreed: dict[str, tuple[str, ...]] = {}
    for word, meant in meanings.items():
        if len(meant) == 1:
            (meaning,) = meant
            agreed[meaning] = (*agreed.get(meaning, ()), spelt[word])
    return agreed
