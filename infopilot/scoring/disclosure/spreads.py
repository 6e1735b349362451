r"""How users' answers spread: margins, and rises, where they would tell of too few people.

A mean tells a sum; a margin tells a sum of squares and of products as well, and the rise that an
action would bring tells who stands below a level: these are parts of a distribution. A distribution
takes ``minimum_distribution`` people, and so does whatever can be found by adding and subtracting
those that were shown, of one publication after the other.

A variance adds up products of one person's answers to two questions, over those who answered both:
sets that the rule on each question does not control. With ``P_t`` the people who answered both at
publication t, every margin is made of

.. math:: \sum_{u \in P_t} x_{ui} x_{uj} \qquad \sum_{u \in P_t} x_{ui}

so it is enough that no combination of the sums over the ``P_t`` bears on a few people (see
`partition`), each product being taken as if it had been published by itself.

The interval of a comparison adds the covariance of two campaigns: products over those who answered
one question before and one after, ``P``; and with them those who answered it at one time alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations_with_replacement, product

from infopilot.model.answers import Answer
from infopilot.model.method import AnonymityMethod
from infopilot.model.publication import Cell, Mark, Marks, Publication
from infopilot.model.questionnaire import LEVELS, Questionnaire
from infopilot.scoring.disclosure.partition import betrays
from infopilot.scoring.disclosure.sides import tells_sides
from infopilot.scoring.perception.user_measures import EXPERIENCE, PARTS

Cells = Mapping[str, Cell]


def with_spreads(
    questionnaire: Questionnaire, cells: Cells, earlier: Sequence[Publication], minimum: int
) -> tuple[dict[str, Cell], frozenset[str]]:
    """``cells`` with the answers whose spread is shown, and the ids of what has no margin.

    Parameters
    ----------
    questionnaire
        What was asked: margins are those of dimensions, of measures and of the user experience.
    cells
        What is about to be published, by question.
    earlier
        What was published before, oldest first; only what had a margin counts.
    minimum
        Smallest number of users whose spread may be shown.
    """
    groups = {each.id: tuple(q.id for q in each.questions) for each in questionnaire.dimensions}
    groups |= {measure.id: (measure.id,) for measure in questionnaire.measures}
    groups[EXPERIENCE] = PARTS
    tried = {key: replace(cell, spread=cell.counted) for key, cell in cells.items()}
    bare = frozenset(
        name
        for name, questions in groups.items()
        if tells_products(questions, [*earlier, tried], minimum)
    )
    shown = {q for name, questions in groups.items() if name not in bare for q in questions}
    kept = {key: tried[key] if key in shown else cell for key, cell in cells.items()}
    return kept, bare


def tells_products(
    questions: Sequence[str], publications: Sequence[Publication], minimum: int
) -> bool:
    """Whether margins over ``questions`` would tell on fewer than ``minimum`` users.

    Examples
    --------
    >>> def cell(question, *people):
    ...     marks = frozenset(Mark(person, f"{question}-{person}") for person in people)
    ...     return Cell(given=marks, counted=marks, spread=marks)
    >>> first, then = cell("Q1", *"abcde"), cell("Q2", *"bcdef")
    >>> tells_products(["Q1", "Q2"], [{"Q1": first, "Q2": then}], 5)
    True
    >>> tells_products(["Q1", "Q2"], [{"Q1": first, "Q2": first}], 5)
    False
    """
    return any(
        betrays(_together(pair, publications), {}, minimum)
        for pair in combinations_with_replacement(questions, 2)
    )


def tells_pairs(
    questions: Sequence[str],
    before: Sequence[Publication],
    after: Sequence[Publication],
    anonymity: AnonymityMethod,
) -> bool:
    """Whether the covariance of two campaigns would tell on too few users.

    ``before`` and ``after`` are the publications of each, all of them held to have been compared
    with each other. What those who answered both times say in all is held to be told too, beside
    the means of their campaign and of its departments. True where nobody answered both times:
    there is nothing to show.

    Examples
    --------
    >>> rule = AnonymityMethod(minimum_group=5, floor=3, minimum_distribution=8)
    >>> def published(people):
    ...     marks = frozenset(Mark(person, f"Q-{person}") for person in people)
    ...     return [{"Q": Cell(given=marks, counted=marks, spread=marks)}]
    >>> [tells_pairs(["Q"], published("abcdefghi"), published(then), rule)
    ...     for then in ("abcdefghi", "abcdefgh")]
    [False, True]
    """
    known = [_by_question(questions, publications) for publications in (before, after)]
    pairs = {
        (first, then): {_both(*pair) for pair in product(was, now)} - {frozenset()}
        for (first, was), (then, now) in product(*(each.items() for each in known))
    }
    if not any(pairs.values()):
        return True
    spreads, means = list(pairs.values()), []
    for mine, others, publications in (known[0], known[1], before), (known[1], known[0], after):
        for question, own in mine.items():
            stayed = {_of_whom(one, other) for one in own for other in _everybody(others)}
            spreads.append(own | stayed)
            means.append(_means(question, publications) | stayed)
    rules = (spreads, anonymity.minimum_distribution), (means, anonymity.minimum_group)
    return any(
        betrays(_ordered(sets - {frozenset()}), {}, minimum)
        for told, minimum in rules
        for sets in told
    )


def told_rises(
    questions: Iterable[str],
    cells: Cells,
    earlier: Sequence[Publication],
    users: Mapping[str, Answer],
    minimum: int,
) -> frozenset[tuple[str, int]]:
    """The (question, level) where bringing users to the level tells on which side some stand.

    ``minimum`` is the smallest number of users that a figure may speak of; ``users`` are their
    answers by id, erased ones left out.
    """
    found = set()
    for question in questions:
        known = [each[question] for each in (*earlier, cells) if question in each]
        told = {
            level: tells_sides(known, users, threshold=level, minimum=minimum)
            for level in LEVELS[1:]
        }
        last = LEVELS[-1]
        found |= {
            (question, level)
            for level in LEVELS[1:]
            if level == last or told[level] or told[level + 1]
        }
    return frozenset(found)


def _together(pair: tuple[str, str], publications: Sequence[Publication]) -> list[Marks]:
    """Those whose answers to both questions spread, by publication; each pair as one mark."""
    found = {
        _both(cells[pair[0]].spread, cells[pair[1]].spread)
        for cells in publications
        if all(question in cells for question in pair)
    }
    return _ordered(found - {frozenset()})


def _both(first: Marks, second: Marks) -> Marks:
    other = {mark.respondent: mark.answer for mark in second}
    return frozenset(
        Mark(mark.respondent, f"{mark.answer} {other[mark.respondent]}")
        for mark in first
        if mark.respondent in other
    )


def _by_question(
    questions: Sequence[str], publications: Sequence[Publication]
) -> dict[str, set[Marks]]:
    """What was published of each question with a margin."""
    return {
        question: {cells[question].spread for cells in publications if question in cells}
        - {frozenset()}
        for question in questions
    }


def _means(question: str, publications: Sequence[Publication]) -> set[Marks]:
    """What was published of a question as means, of the company and of departments."""
    return set().union(*(each[question].means for each in publications if question in each))


def _everybody(published: Mapping[str, set[Marks]]) -> set[Marks]:
    """Those who answered each question, and those who answered any."""
    sets = set[Marks]().union(*published.values())
    return {*sets, frozenset[Mark]().union(*sets)}


def _of_whom(marks: Marks, others: Marks) -> Marks:
    """Those of ``marks`` whose respondents are among ``others`` too."""
    people = {mark.respondent for mark in others}
    return frozenset(mark for mark in marks if mark.respondent in people)


def _ordered(sets: Iterable[Marks]) -> list[Marks]:
    return sorted(sets, key=sorted)
