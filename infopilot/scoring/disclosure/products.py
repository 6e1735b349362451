r"""Margins of users' means: where the spread behind them would tell on a few people.

A variance of what users bring adds up products of one person's answers to two questions, over those
who answered both: sets that the rule on each question does not control. With ``P_t`` the people
who answered both at publication t, every margin is made of

.. math:: \sum_{u \in P_t} x_{ui} x_{uj} \qquad \sum_{u \in P_t} x_{ui}

so it is enough that no combination of the sums over the ``P_t`` bears on a few people (see
`partition`), each product being taken as if it had been published by itself.
"""

from collections.abc import Sequence
from itertools import combinations

from infopilot.model.publication import Mark, Marks, Publication
from infopilot.scoring.disclosure.partition import betrays


def tells_products(
    questions: Sequence[str], publications: Sequence[Publication], minimum: int
) -> bool:
    """Whether margins over ``questions`` would tell on fewer than ``minimum`` users.

    ``publications`` are what was published and what is about to be, all with their margins.

    Examples
    --------
    >>> from infopilot.model.publication import Cell
    >>> def cell(question, *people):
    ...     marks = frozenset(Mark(person, f"{question}-{person}") for person in people)
    ...     return Cell(given=marks, counted=marks)
    >>> first, then = cell("Q1", *"abcde"), cell("Q2", *"bcdef")
    >>> tells_products(["Q1", "Q2"], [{"Q1": first, "Q2": then}], 5)
    True
    >>> tells_products(["Q1", "Q2"], [{"Q1": first, "Q2": first}], 5)
    False
    """
    return any(
        betrays(_together(pair, publications), {}, minimum) for pair in combinations(questions, 2)
    )


def _together(pair: tuple[str, str], publications: Sequence[Publication]) -> list[Marks]:
    """Those who answered both questions, by publication; each pair of answers as one mark."""
    found = {
        _both(cells[pair[0]].counted, cells[pair[1]].counted)
        for cells in publications
        if all(question in cells for question in pair)
    }
    return sorted(found - {frozenset()}, key=sorted)


def _both(first: Marks, second: Marks) -> Marks:
    other = {mark.respondent: mark.answer for mark in second}
    return frozenset(
        Mark(mark.respondent, f"{mark.answer} {other[mark.respondent]}")
        for mark in first
        if mark.respondent in other
    )
