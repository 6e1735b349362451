r"""What can be solved for from published sums: the rule that keeps small groups anonymous.

Each published mean of users is a sum over a set of answers. Answers that belong to exactly the same
published sets cannot be told apart: they make a class, and a set is a union of classes. Whatever
somebody adds and subtracts, the result is

.. math:: \sum_t c_t \sum_{a \in S_t} x_a = \sum_{classes\ C} (c \cdot p_C) \sum_{a \in C} x_a

with ``p_C`` the 0/1 row that tells to which sets class C belongs. It betrays a small group when the
classes with a coefficient other than 0 hold fewer than k people. This one rule covers totals,
departments (complementary suppression) and successive publications.

References
----------
L. H. Cox, "Suppression methodology and statistical disclosure control", Journal of the American
Statistical Association 75 (1980), pages 377-385.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from infopilot.model.publication import Mark, Marks

Row = tuple[int, ...]
MOST_SMALL_CLASSES = 12


def classes(sets: Sequence[Marks]) -> dict[Row, Marks]:
    """Answers that belong to the same of ``sets``, by the 0/1 row that tells which.

    Examples
    --------
    >>> a, b = Mark("u1", "a"), Mark("u2", "b")
    >>> {row: len(marks) for row, marks in classes([frozenset({a, b}), frozenset({a})]).items()}
    {(1, 1): 1, (1, 0): 1}
    """
    grouped: dict[Row, set[Mark]] = {}
    for mark in sorted(frozenset().union(*sets)):
        row = tuple(int(mark in one) for one in sets)
        grouped.setdefault(row, set()).add(mark)
    return {row: frozenset(marks) for row, marks in grouped.items()}


def rank(rows: Iterable[Row]) -> int:
    """How many of ``rows`` are independent, exactly.

    Examples
    --------
    >>> rank([(1, 1, 0), (1, 0, 1), (2, 1, 1)])
    2
    """
    left = list(rows)
    found = 0
    while left:
        last = left.pop()
        pivot = next((column for column, cell in enumerate(last) if cell), None)
        if pivot is not None:
            found += 1
            left = [_cleared(row, last, pivot) for row in left]
    return found


def betrays(sets: Sequence[Marks], values: Mapping[str, str], minimum: int) -> bool:
    """Whether the sums over ``sets``, all published, tell something of too few people.

    Parameters
    ----------
    sets
        Answers behind each published figure of one question, of earlier publications too.
    values
        What was answered, by the id of the answer; erased answers are not in it.
    minimum
        Smallest number of people that a figure may speak of, at least 1.

    Returns
    -------
    bool
        True when some combination of the sums involves at least one and fewer than ``minimum``
        people; or when the sum of a class, of a set or of what one set has more than another can be
        found and everybody in it answered the same, which would tell what each of them answered.
    """
    if values and any(is_unanimous(one, values) for one in (*sets, *_differences(sets))):
        return True
    parts = classes(sets)
    suspects = list(_small(parts, minimum))
    suspects += [(row,) for row, marks in parts.items() if is_unanimous(marks, values)]
    if not suspects:
        return False
    independent = rank(parts)
    return any(_without(some, parts) < independent for some in suspects)


def is_unanimous(marks: Iterable[Mark], values: Mapping[str, str]) -> bool:
    """Whether all of ``marks`` are known and stand for the same answer.

    Examples
    --------
    >>> is_unanimous([Mark("u1", "a"), Mark("u2", "b")], {"a": "3", "b": "3"})
    True
    """
    given = {values.get(mark.answer) for mark in marks}
    return len(given) == 1 and None not in given


def _differences(sets: Sequence[Marks]) -> Iterator[Marks]:
    """What each of ``sets`` has more than another that it contains."""
    return (more - less for more in sets for less in sets if less < more)


def _cleared(row: Row, last: Row, pivot: int) -> Row:
    """``row`` without its share of ``last``: 0 at ``pivot``, in whole numbers."""
    own, other = row[pivot], last[pivot]
    return tuple(other * a - own * b for a, b in zip(row, last, strict=True)) if own else row


def _without(hidden: Collection[Row], parts: Collection[Row]) -> int:
    """Rank of the rows but ``hidden``: when lower, some combination bears on ``hidden`` alone."""
    return rank(row for row in parts if row not in hidden)


def _small(parts: Mapping[Row, Marks], minimum: int) -> Iterator[tuple[Row, ...]]:
    """Every few classes that count fewer than ``minimum`` people together; the first alone suffice.

    Past a dozen of small classes, all of them at once: more careful than needed, and quick.
    """
    small = [row for row, marks in parts.items() if _people([marks]) < minimum]
    if len(small) > MOST_SMALL_CLASSES:
        yield tuple(small)
        return
    for size in range(1, len(small) + 1):
        for some in combinations(small, size):
            if _people(parts[row] for row in some) < minimum:
                yield some


def _people(parts: Iterable[Marks]) -> int:
    return len({mark.respondent for marks in parts for mark in marks})
