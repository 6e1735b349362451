"""Headers that are nearly those of a mapping: a slip of the keyboard, a plural, a lost article."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from infopilot.incidents.mappings.mapping import fold

# Two words are alike with one letter more or less in five, or one letter changed in ten: less lets
# "resolved" be "resolver" (88), more refuses "Agents" for "Agent" (91). Words of four letters and
# fewer must be the same: "TTO" is not "TTR".
ALIKE = 90
SHORTEST = 5
WORD = re.compile(r"[^\W_]+")
ARTICLES = frozenset(["a", "an", "d", "de", "des", "du", "l", "la", "le", "les", "of", "the"])


def is_close(header: str, alias: str) -> bool:
    """Whether ``header`` is ``alias`` with a slip: the same words, each of them alike.

    Words are compared one by one, in their order: a word more, a word less or another word is
    another column.

    >>> is_close("Date d'overture", "Date d’ouverture"), is_close("Techniciens", "Technicien")
    (True, True)
    >>> is_close("Temps de résolution", "Délai de résolution")
    False
    >>> is_close("SLA TTO dépassé ?", "SLA TTR dépassé ?"), is_close("resolved_by", "resolved_at")
    (False, False)
    """
    written, expected = _words(header), _words(alias)
    return bool(expected) and len(written) == len(expected) and all(map(_alike, written, expected))


def closest(aliases: Sequence[str], headers: Iterable[str]) -> tuple[str, str] | None:
    """The first alias that a header is close to, and the only such header; None if several are."""
    known = list(headers)
    for alias in aliases:
        close = [header for header in known if is_close(header, alias)]
        if close:
            return (alias, close[0]) if len(close) == 1 else None
    return None


def _alike(written: str, expected: str) -> bool:
    if min(len(written), len(expected)) < SHORTEST:
        return written == expected
    return fuzz.ratio(written, expected, score_cutoff=ALIKE) >= ALIKE


@lru_cache(maxsize=1024)
def _words(name: str) -> tuple[str, ...]:
    words = tuple(WORD.findall(fold(name)))
    return tuple(word for word in words if word not in ARTICLES) or words
