"""Shares of users above a threshold: where they would tell on which side each of a group stands."""

from collections.abc import Iterable, Mapping

from infopilot.model.answers import Answer
from infopilot.model.publication import Cell
from infopilot.scoring.disclosure.partition import betrays


def tells_sides(
    cells: Iterable[Cell], users: Mapping[str, Answer], *, threshold: int, minimum: int
) -> bool:
    """Whether the share of users who answered ``threshold`` or more tells what some of them said.

    Parameters
    ----------
    cells
        What is published of one question, and what was before: the share of each is taken as shown.
    users
        Users' answers by id, erased ones left out.
    threshold
        From which answer on a user stands above.
    minimum
        Smallest number of users that a figure may speak of.

    Returns
    -------
    bool
        True when all of a group whose share can be found stand on the same side; named people,
        whose answers are known, do not hide them.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from infopilot.model.publication import Mark
    >>> marks = frozenset(Mark(f"u{n}", f"a{n}") for n in range(5))
    >>> users = {f"a{n}": SimpleNamespace(level=level) for n, level in enumerate([7, 8, 9, 10, 7])}
    >>> cells = [Cell(given=marks, counted=marks)]
    >>> [tells_sides(cells, users, threshold=t, minimum=5) for t in (7, 8)]
    [True, False]
    """
    sets = {cell.counted for cell in cells}
    sides = {
        identifier: str(answer.level >= threshold)
        for identifier, answer in users.items()
        if answer.level is not None
    }
    return betrays(sorted(sets, key=sorted), sides, minimum)
