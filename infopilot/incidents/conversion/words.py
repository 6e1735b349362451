"""Words of a tool to our own, and names to pseudonyms: each distinct text is looked at once."""

import base64
import hmac
from collections.abc import Callable, Iterator

from duckdb import ColumnExpression, DuckDBPyConnection

from infopilot.incidents.mappings.mapping import OLD_PREFIX, STATES, Mapping, fold

PSEUDONYM_CHARACTERS = 8
TABLES = {
    "words": """create table words as select
        unnest($fields::varchar[]) as field,
        unnest($words::varchar[]) as word,
        unnest($values::varchar[]) as value""",
    "states": """create table states as select
        unnest($fields::varchar[]) as field,
        unnest($words::varchar[]) as word,
        unnest($values::varchar[]) as value""",
}
KNOWN_WORDS = """
select distinct 'status', status from tickets where status is not null
union all select distinct 'type', type from tickets where type is not null
union all select distinct 'priority', priority from tickets where priority is not null
union all select distinct 'blocking', blocking from tickets where blocking is not null
union all select distinct 'knowledge', knowledge from tickets where knowledge is not null
union all select distinct 'sla_met', sla_met from tickets where sla_met is not null
union all select distinct 'satisfaction', satisfaction from tickets where satisfaction is not null
union all select distinct 'requester', requester from tickets where requester is not null
union all select distinct 'resolver', resolver from tickets where resolver is not null
"""
Reader = Callable[[str], str | None]


def pseudonym(name: str, key: bytes) -> str:
    """A short name that stands for a person and cannot be turned back without ``key``.

    Case, accents and spaces do not make another person.

    >>> pseudonym("Élodie  Martin", b"key") == pseudonym("elodie martin", b"key")
    True
    >>> pseudonym("Élodie Martin", b"key")
    'P-...'
    """
    digest = hmac.digest(key, fold(name).encode(), "sha256")
    code = base64.b32encode(digest).decode("ascii").lower()
    return f"P-{code[:PSEUDONYM_CHARACTERS]}"


def make_words(
    connection: DuckDBPyConnection, mapping: Mapping, key: bytes, *, keep_names: bool
) -> None:
    """Make the table ``words``: field, word, value; a null value for a word that is not known."""
    readers = _readers(mapping, key, keep_names=keep_names)
    known = connection.execute(KNOWN_WORDS).fetchall()
    fields, words = [field for field, _ in known], [word for _, word in known]
    _create(connection, "words", fields, words, [readers[field](word) for field, word in known])


def make_states(connection: DuckDBPyConnection, mapping: Mapping) -> None:
    """Make the table ``states``: what each status of an event log means."""
    read = _lookup(_states(mapping))
    known = connection.view("cells").select(ColumnExpression("status")).distinct().fetchall()
    words = [word for (word,) in known if word is not None]
    _create(connection, "states", ["status"] * len(words), words, [read(word) for word in words])


def known_states(connection: DuckDBPyConnection) -> list[str | None]:
    """What each status of the export means, None for those that the mapping does not know."""
    return [state for (state,) in connection.table("states").select("value").fetchall()]


def _create(
    connection: DuckDBPyConnection,
    name: str,
    fields: list[str],
    words: list[str],
    values: list[str | None],
) -> None:
    connection.execute(TABLES[name], {"fields": fields, "words": words, "values": values})


def _readers(mapping: Mapping, key: bytes, *, keep_names: bool) -> dict[str, Reader]:
    boolean = _lookup(_booleans(mapping))
    system = {fold(name) for name in mapping.system_accounts}

    def person(name: str) -> str:
        return name if keep_names or fold(name) in system else pseudonym(name, key)

    return {
        "status": _lookup(_states(mapping)),
        "type": _lookup(_types(mapping)),
        "priority": _lookup(_priorities(mapping)),
        "blocking": boolean,
        "knowledge": boolean if mapping.knowledge == "boolean" else lambda _word: "true",
        "sla_met": boolean if mapping.sla == "met" else lambda word: OPPOSITE[boolean(word)],
        "satisfaction": lambda word: _satisfaction(word, mapping),
        "requester": person,
        "resolver": person,
    }


OPPOSITE = {"true": "false", "false": "true", None: None}


def _lookup(pairs: Iterator[tuple[str, str]]) -> Reader:
    table = {fold(word): value for word, value in pairs}
    return lambda word: table.get(fold(word.removeprefix(OLD_PREFIX)))


def _states(mapping: Mapping) -> Iterator[tuple[str, str]]:
    for state in STATES:
        for word in getattr(mapping.statuses, state):
            yield word, state


def _types(mapping: Mapping) -> Iterator[tuple[str, str]]:
    yield from ((word, "incident") for word in mapping.types.incident)
    yield from ((word, "request") for word in mapping.types.request)


def _priorities(mapping: Mapping) -> Iterator[tuple[str, str]]:
    for priority, words in mapping.priorities.items():
        for word in words:
            yield word, priority


def _booleans(mapping: Mapping) -> Iterator[tuple[str, str]]:
    yield from ((word, "true") for word in mapping.booleans.yes)
    yield from ((word, "false") for word in mapping.booleans.no)


def _satisfaction(word: str, mapping: Mapping) -> str | None:
    """A note as a share of the scale; a scale may go down (1 is the best)."""
    scale = mapping.satisfaction
    if scale is None:
        return None
    notes = {fold(known): note for known, note in scale.words.items()}
    try:
        note = notes[fold(word)] if fold(word) in notes else float(word.replace(",", "."))
    except ValueError:
        return None
    share = (note - scale.worst) / (scale.best - scale.worst)
    return repr(share) if 0 <= share <= 1 else None
