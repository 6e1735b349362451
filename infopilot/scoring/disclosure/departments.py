"""What users live with, department by department; those that would betray a few people are hidden.

The company's figure is published too, so that one hidden department could be found again by
difference: then the next smallest is hidden with it, until what is hidden together counts enough
people (see `partition`, which judges earlier publications in the same way).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from statistics import fmean

from infopilot.model.answers import Answer
from infopilot.model.estimate import Estimate
from infopilot.model.people import Role
from infopilot.model.publication import Cell, DepartmentView, Mark, Marks, Publication
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.text import Message
from infopilot.scoring.disclosure.partition import betrays, is_unanimous

WHO_LIVES_WITH_IT = frozenset({Role.USER, Role.BUSINESS})
HIDDEN = Message("hidden: too few answers, here or in a department that could be deduced from it")
Shown = dict[str, Marks]


def experience_items(questionnaire: Questionnaire) -> list[str]:
    """Ids of what only those who live with the service are asked: measures, then questions."""
    questions = [
        question.id
        for question in questionnaire.questions()
        if question.weight > 0 and question.roles <= WHO_LIVES_WITH_IT
    ]
    return [*(measure.id for measure in questionnaire.measures), *questions]


def shown_departments(
    cell: Cell, known: Sequence[Cell], users: Mapping[str, Answer], minimum: int
) -> Shown:
    """The departments whose figure can be shown beside that of the company, with what is behind it.

    Parameters
    ----------
    cell
        What is about to be published of one question.
    known
        What was published of it before, oldest first.
    users
        Users' answers by id, erased ones left out.
    minimum
        Smallest number of users that a figure may speak of.

    Returns
    -------
    dict
        Answers by department. A department that cannot take its newest answers without betraying
        somebody may stay as it was last published.
    """
    values = {identifier: answer.value for identifier, answer in users.items()}
    current = {
        name: marks
        for name, marks in _by_department(cell.counted, users).items()
        if len(marks) >= minimum and not is_unanimous(marks, values)
    }
    last = known[-1].departments if known else {}
    before = {name: marks for name, marks in last.items() if all(m.answer in users for m in marks)}
    published = {cell.counted}.union(*(one.means for one in known))

    def is_safe(shown: Shown) -> bool:
        means = sorted({*published, *shown.values()}, key=sorted)
        told = _told([*known, replace(cell, departments=shown)], users)
        return not (betrays(means, values, minimum) or betrays(told, {}, minimum))

    stay = {**current, **before}
    options = [current] if stay == current else [current, stay]
    return max((_without_smallest(one, is_safe) for one in options), key=len)


def department_view(
    questionnaire: Questionnaire, publication: Publication, users: Mapping[str, Answer]
) -> DepartmentView:
    """The figures of ``publication`` by department: mean level, rating or count of users.

    Every department of a user behind the figures has its line, whether it is shown or not; people
    who gave no department have none.
    """
    items = [item for item in experience_items(questionnaire) if item in publication]
    behind = {mark.answer for item in items for mark in publication[item].given}
    names = sorted({users[answer].department for answer in behind} - {""})
    return DepartmentView(
        names=tuple(names),
        figures={
            item: {name: _figure(publication[item].departments.get(name), users) for name in names}
            for item in items
        },
        company={item: _figure(publication[item].counted, users) for item in items},
    )


def _by_department(marks: Marks, users: Mapping[str, Answer]) -> Shown:
    found: dict[str, set[Mark]] = {}
    for mark in marks:
        if mark.answer in users and users[mark.answer].department:
            found.setdefault(users[mark.answer].department, set()).add(mark)
    return {name: frozenset(found[name]) for name in sorted(found)}


def _without_smallest(shown: Shown, is_safe: Callable[[Shown], bool]) -> Shown:
    """What is left of ``shown`` once the smallest are taken away until nobody is betrayed."""
    left = dict(shown)
    while left and not is_safe(left):
        del left[min(left, key=lambda name: (len(left[name]), name))]
    return left


def _told(cells: Sequence[Cell], users: Mapping[str, Answer]) -> list[Marks]:
    """The sets of which it is told how many could answer, oldest cell first.

    The number of answers behind a figure tells how many of those asked gave none; a department
    that stays as it was tells nothing new.
    """
    sets, last = set[Marks](), Shown()
    for cell in cells:
        sets.add(cell.given)
        for name, marks in cell.departments.items():
            if last.get(name) != marks:
                sets.add(marks | _by_department(cell.given, users).get(name, marks))
            last[name] = marks
    return sorted(sets, key=sorted)


def _figure(marks: Marks | None, users: Mapping[str, Answer]) -> Estimate:
    if marks is None:
        return Estimate(value=None, reason=HIDDEN)
    levels = [users[mark.answer].level for mark in marks]
    return Estimate(value=fmean(level for level in levels if level is not None), n=len(marks))
