"""Which few people can be solved for, when all that is published is put together.

A row maps unknowns to coefficients: one published figure. Sums are taken modulo a prime, so that
ranks are exact but for a chance of one in a thousand million.
"""

from collections import defaultdict

import numpy as np

PRIME = (1 << 31) - 1
MOST_UNIONS = 300_000


def classes(rows):
    """Unknowns that every equation treats alike, by their column of coefficients."""
    columns = defaultdict(lambda: [0] * len(rows))
    for rank, row in enumerate(rows):
        for unknown, part in row.items():
            columns[unknown][rank] = part.numerator * pow(part.denominator, -1, PRIME) % PRIME
    grouped = defaultdict(list)
    for unknown, column in columns.items():
        grouped[tuple(column)].append(unknown)
    return grouped


def reduced(matrix):
    """The reduced echelon form modulo the prime, without rows of 0."""
    left = np.array(matrix, dtype=np.int64) % PRIME
    done = 0
    for column in range(left.shape[1]):
        rows = np.flatnonzero(left[done:, column])
        if not len(rows):
            continue
        pivot = done + rows[0]
        left[[done, pivot]] = left[[pivot, done]]
        left[done] = left[done] * pow(int(left[done, column]), -1, PRIME) % PRIME
        others = np.flatnonzero(left[:, column])
        others = others[others != done]
        left[others] = (left[others] - left[others, column, None] * left[done] % PRIME) % PRIME
        done += 1
        if done == len(left):
            break
    return left[:done]


def rank(matrix):
    """How many rows are independent."""
    return len(reduced(matrix)) if matrix.size else 0


def solved(rows, minimum, *values):
    """(sets of fewer than ``minimum`` people solved for, classes found to be unanimous).

    Each of ``values`` gives what each unknown that may not be unanimous is worth; others are not
    in it.
    """
    rows = _distinct(rows)
    grouped = classes(rows)
    if not grouped:
        return [], []
    keys = list(grouped)
    people = [frozenset(one[0][2].respondent for one in grouped[key]) for key in keys]
    matrix = np.array(keys, dtype=np.int64).T
    small = np.array([len(some) < minimum for some in people])
    full = rank(matrix)
    alike = [
        grouped[key]
        for column, key in enumerate(keys)
        if any(_are_alike(grouped[key], worth) for worth in values)
        and rank(np.delete(matrix, column, axis=1)) < full
    ]
    return _few(matrix, small, people, minimum), alike


def _are_alike(unknowns, values):
    return len({values.get(one) for one in unknowns}) == 1 and values.get(unknowns[0]) is not None


def _few(matrix, small, people, minimum):
    """Sets of fewer than ``minimum`` people whom alone some combination of rows bears on."""
    # Each row with its own mark: what is left once the large classes are cleared is a combination.
    large = matrix[:, ~small]
    cleared = reduced(np.hstack([large, matrix[:, small]]))
    left = cleared[~cleared[:, : large.shape[1]].any(axis=1), large.shape[1] :]
    if not len(left):
        return []
    concerned = [some for some, is_small in zip(people, small, strict=True) if is_small]
    used = [column for column in range(left.shape[1]) if left[:, column].any()]
    everybody = sorted(frozenset().union(*(concerned[column] for column in used)))
    if len(everybody) < minimum:
        return [everybody]
    if len(left) == 1:
        return []
    return [
        sorted(some)
        for some in _unions({concerned[column] for column in used}, minimum)
        if rank(left[:, [c for c in used if not concerned[c] <= some]]) < len(left)
    ]


def _unions(sets, minimum):
    """The largest unions of ``sets`` that hold fewer than ``minimum`` people."""
    found, left, largest = {frozenset()}, [frozenset()], []
    while left:
        some = left.pop()
        more = {some | one for one in sets} - {some}
        small = {one for one in more if len(one) < minimum}
        if not small:
            largest.append(some)
        left += small - found
        found |= small
        assert len(found) <= MOST_UNIONS, len(sets)
    return largest


def _distinct(rows):
    return [dict(items) for items in {tuple(sorted(row.items())): None for row in rows if row}]
