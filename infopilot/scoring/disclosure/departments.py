"""What users live with, department by department; those that would betray a few people are hidden.

The company's figure is published too, so that one hidden department could be found again by
difference: then the next smallest is hidden with it, until what is hidden together counts enough
people (see `partition`, which judges earlier publications in the same way).
"""

from collections.abc import Mapping, Sequence
from statistics import fmean

from infopilot.model.answers import Answer
from infopilot.model.estimate import Estimate
from infopilot.model.people import Role
from infopilot.model.publication import Cell, DepartmentView, Marks, Publication
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
    published = {
        cell.counted,
        *(marks for one in known for marks in (one.counted, *one.departments.values())),
    }
    stay = {**current, **before}
    options = [current] if stay == current else [current, stay]
    return max((_without_smallest(one, published, values, minimum) for one in options), key=len)


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
    departments = {users[mark.answer].department for mark in marks} - {""}
    return {
        name: frozenset(mark for mark in marks if users[mark.answer].department == name)
        for name in sorted(departments)
    }


def _without_smallest(
    shown: Shown, published: set[Marks], values: Mapping[str, str], minimum: int
) -> Shown:
    """What is left of ``shown`` once the smallest are taken away until nobody is betrayed."""
    left = dict(shown)
    while left and betrays(sorted({*published, *left.values()}, key=sorted), values, minimum):
        del left[min(left, key=lambda name: (len(left[name]), name))]
    return left


def _figure(marks: Marks | None, users: Mapping[str, Answer]) -> Estimate:
    if marks is None:
        return Estimate(value=None, reason=HIDDEN)
    levels = [users[mark.answer].level for mark in marks]
    return Estimate(value=fmean(level for level in levels if level is not None), n=len(marks))
