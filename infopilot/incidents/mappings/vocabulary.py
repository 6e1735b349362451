"""What a mapping leaves unsaid about a file: states and priorities that it does not know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from infopilot.incidents.files.peek import Peek
from infopilot.incidents.mappings.mapping import OLD_PREFIX, STATES, Mapping, fold
from infopilot.incidents.mappings.recognition import GROUP_SEPARATOR


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownWords:
    """Words of one file that the mapping does not know, most frequent first."""

    statuses: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()


def unknown_words(mapping: Mapping, headers: dict[str, str], peek: Peek) -> UnknownWords:
    """The states and priorities of ``peek`` that somebody must explain; none is guessed."""
    states = (word for state in STATES for word in getattr(mapping.statuses, state))
    ranks = (word for words in mapping.priorities.values() for word in words)
    return UnknownWords(
        statuses=_unknown(peek.words.get(headers.get("status", ""), ()), states, mapping),
        priorities=_unknown(peek.words.get(headers.get("priority", ""), ()), ranks, mapping),
    )


def headers_of(mapping: Mapping, columns: Sequence[str]) -> dict[str, str]:
    """The header of each canonical column of ``mapping``, where one of its names is there."""
    found = {}
    for name in type(mapping.columns).model_fields:
        for alias in getattr(mapping.columns, name):
            header = next((each for each in columns if fold(each) == fold(alias)), None)
            if header is not None:
                found[name] = header
                break
    return found


def aliases(mappings: Iterable[Mapping], fields: Iterable[str]) -> frozenset[str]:
    """Every name that ``mappings`` know for ``fields``, folded."""
    known = tuple(mappings)
    return frozenset(
        fold(alias)
        for field in fields
        for mapping in known
        for alias in getattr(mapping.columns, field, ())
    )


def is_named(header: str, names: frozenset[str]) -> bool:
    """Whether a header is one of ``names``, whole or behind the name of its group."""
    return bool({fold(header), fold(header.rpartition(GROUP_SEPARATOR)[2])} & names)


def _unknown(words: Iterable[str], known: Iterable[str], mapping: Mapping) -> tuple[str, ...]:
    told = {fold(word) for word in (*known, *mapping.missing)}
    return tuple(word for word in words if fold(word.removeprefix(OLD_PREFIX)) not in told)
