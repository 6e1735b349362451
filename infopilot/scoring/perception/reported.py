"""The share of stoppages that users say they reported: where it would tell what each of them did.

At 1, everybody in it reported all that stopped them; at 0, nobody reported anything. With what was
published before, so would the part of it that is of a few users, or of those who came since.
"""

from collections.abc import Iterable, Mapping

from infopilot.model.publication import Cell, Mark, Publication
from infopilot.scoring.disclosure.partition import betrays
from infopilot.scoring.perception.user_measures import REPORTED, STOPPED

EXTREMES = ("all", "none")
Pair = tuple[str, str]


def tells_reports(
    publications: Iterable[Publication], levels: Mapping[str, int], minimum: int
) -> bool:
    """Whether the share of reported stoppages tells what some users reported.

    Parameters
    ----------
    publications
        What was published and what is about to be: the share of each is taken as shown.
    levels
        Users' answers by id, erased ones left out.
    minimum
        Smallest number of users that a figure may speak of.

    Returns
    -------
    bool
        True when the share can be found of fewer than ``minimum`` users, or of a group who all
        reported everything, or nothing; named people, whose answers are known, do not hide them.

    Examples
    --------
    >>> def cell(question, numbers):
    ...     marks = frozenset(Mark(f"u{n}", f"{question}{n}") for n in numbers)
    ...     return Cell(given=marks, counted=marks)
    >>> cells = {question: cell(question, range(5)) for question in (STOPPED, REPORTED)}
    >>> stopped = {f"BLOC{n}": n for n in range(5)}
    >>> every = {f"SIGN{n}": n for n in range(5)}
    >>> tells_reports([cells], stopped | every, 5)
    True
    >>> tells_reports([cells], stopped | every | {"SIGN4": 3}, 5)
    False
    """
    found = [_pairs(cells) for cells in publications]
    answers = {mark.answer: pair for pairs in found for mark, pair in pairs.items()}
    sets = sorted({frozenset(pairs) for pairs in found if pairs}, key=sorted)
    return any(betrays(sets, _sides(answers, levels, extreme), minimum) for extreme in EXTREMES)


def _pairs(cells: Publication) -> dict[Mark, Pair]:
    """Users who make the share, both their answers as one mark; nobody where there is none."""
    stopped, reported = (_answers(cells.get(question)) for question in (STOPPED, REPORTED))
    if stopped.keys() != reported.keys():
        return {}
    pairs = {user: (answer, reported[user]) for user, answer in stopped.items()}
    return {Mark(user, repr(pair)): pair for user, pair in pairs.items()}


def _answers(cell: Cell | None) -> dict[str, str]:
    return {mark.respondent: mark.answer for mark in cell.counted} if cell else {}


def _sides(answers: Mapping[str, Pair], levels: Mapping[str, int], extreme: str) -> dict[str, str]:
    """``extreme`` for those who reported all, or nothing, of what stopped them; else themselves."""
    sides = {}
    for key, pair in answers.items():
        stopped, reported = (levels.get(answer) for answer in pair)
        if stopped is not None and reported is not None:
            said = min(stopped, reported)
            sides[key] = extreme if said == (stopped if extreme == "all" else 0) else key
    return sides
