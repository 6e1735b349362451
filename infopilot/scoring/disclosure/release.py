"""Which answers of users may be scored and shown, so that no small group can be solved for.

Users are anonymous and everybody else is named: a figure that mixes both gives away the users' part
to whoever knows the rest. So control comes before scoring: for each question, either a set of
users' answers that is safe to publish enters every figure, or none does. What is safe takes into
account everything that was published before (see `partition`).

Answers that could not be published yet wait. Three releases of a theme are tried, and the one that
shows the most questions is kept, the most recent on equal terms: the answers as they are now; those
of the last publication and of people who were not in it; those of the last publication.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from infopilot.model.answers import Answer
from infopilot.model.method import Method
from infopilot.model.people import Role
from infopilot.model.publication import Cell, Mark, Marks, Publication, Release
from infopilot.model.questionnaire import LEVELS, Dimension, Questionnaire
from infopilot.model.text import Message
from infopilot.scoring.answers import answers_by_respondent, newest_answers
from infopilot.scoring.disclosure.departments import (
    department_view,
    experience_items,
    shown_departments,
)
from infopilot.scoring.disclosure.partition import betrays
from infopilot.scoring.disclosure.sides import tells_sides
from infopilot.scoring.disclosure.spreads import told_rises, with_spreads
from infopilot.scoring.maturity.sheets import sheet

Cells = dict[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Questions that are released together: a dimension (``None`` for a measure) and their ids."""

    questions: tuple[str, ...]
    dimension: Dimension | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What was published before, oldest first, and how answers are judged."""

    earlier: Sequence[Publication]
    method: Method
    values: Mapping[str, str]

    @property
    def minimum(self) -> int:
        """Smallest number of users that a figure may speak of."""
        return self.method.anonymity.minimum_group

    def cells(self, question: str) -> list[Cell]:
        """What was published of ``question``, oldest first."""
        return [cells[question] for cells in self.earlier if question in cells]

    def last(self, theme: Theme) -> Marks:
        """The answers to the questions of ``theme`` that the last publication holds."""
        cells = self.earlier[-1] if self.earlier else {}
        return frozenset().union(*(cells[q].given for q in theme.questions if q in cells))

    def is_safe(self, question: str, cell: Cell) -> bool:
        """Whether ``cell`` may be published beside everything that was."""
        known = self.cells(question)
        means = {cell.counted}.union(*(one.means for one in known))
        given = {cell.given, *(one.given for one in known)}
        return len(cell.counted) >= self.minimum and not any(
            betrays(sorted(sets, key=sorted), self.values, self.minimum) for sets in (means, given)
        )


def disclose(
    questionnaire: Questionnaire,
    answers: Iterable[Answer],
    method: Method,
    earlier: Sequence[Publication] = (),
) -> Release:
    """The answers of one campaign that may be scored, and what they publish of users.

    Parameters
    ----------
    questionnaire
        What was asked.
    answers
        Every answer that the campaign still holds, oldest first: those that were replaced are
        needed to tell what was published before. Those to unknown questions are left out.
    method
        Smallest group, and when a respondent's sheet counts.
    earlier
        What was published of this campaign before, oldest first.

    Returns
    -------
    Release
        Named people's newest answers as they are; users' answers to the questions that can be
        published, without their evidence and comments, and without the levels of incomplete
        sheets: every figure of users is one of the same people. Whoever answered once as a user is
        one.
    """
    given = [answer for answer in answers if answer.question in questionnaire.items]
    anonymous = {answer.respondent for answer in given if answer.role is Role.USER}
    users = _marked(answer for answer in given if answer.respondent in anonymous)
    past = Past(earlier=earlier, method=method, values={a.id: a.value for a in users})
    cells: Cells = {}
    seen: set[Mark] = set()
    for theme in themes(questionnaire):
        found, looked_at = _released(theme, users, past)
        cells |= found
        seen |= looked_at
    by_id = {answer.id: answer for answer in users}
    cells |= _with_departments(questionnaire, cells, by_id, past)
    cells, bare = with_spreads(questionnaire, cells, earlier, method.anonymity.minimum_distribution)
    kept = {mark.answer for cell in cells.values() for mark in cell.given}
    newest = newest_answers(users)
    released = {(a.respondent, a.question): a for a in users if a.id in kept}
    withheld = _withheld(questionnaire, newest, cells, past)
    named = [a for a in newest_answers(given) if a.respondent not in anonymous]
    return Release(
        questionnaire=_without(questionnaire, withheld),
        answers=(*named, *released.values()),
        publication=cells,
        withheld=withheld,
        departments=department_view(questionnaire, cells, by_id),
        without_margin=bare,
        told_rises=_told_rises(questionnaire, cells, by_id, past, bare),
        one_sided=frozenset(
            measure.id
            for measure in questionnaire.measures
            if measure.id in cells and _is_one_sided(measure.id, cells[measure.id], by_id, past)
        ),
        waiting=sum(
            answer.question in cells and Mark(answer.respondent, answer.id) not in seen
            for answer in newest
        ),
    )


def themes(questionnaire: Questionnaire) -> list[Theme]:
    """What is released together: a dimension, since a sheet counts as a whole; or one measure."""
    dimensions = (
        Theme(dimension=each, questions=tuple(q.id for q in each.questions if q.weight > 0))
        for each in questionnaire.dimensions
    )
    return [*dimensions, *(Theme(questions=(each.id,)) for each in questionnaire.measures)]


def _marked(answers: Iterable[Answer]) -> list[Answer]:
    """Users' answers without comment nor evidence, under one id as long as they say the same."""
    first: dict[tuple[str, str, str], str] = {}
    marked = []
    for answer in answers:
        key = (answer.respondent, answer.question, answer.value)
        own = first.setdefault(key, answer.id)
        marked.append(replace(answer, id=own, role=Role.USER, comment="", evidence=None))
    return marked


def _released(theme: Theme, users: Sequence[Answer], past: Past) -> tuple[Cells, Marks]:
    """The cells of a theme, and all the answers that were looked at to make them."""
    mine = [answer for answer in users if answer.question in theme.questions]
    now = newest_answers(mine)
    last = {mark.answer for mark in past.last(theme)}
    before = list({answer.id: answer for answer in mine if answer.id in last}.values())
    known = {answer.respondent for answer in before}
    grown = [*before, *(answer for answer in now if answer.respondent not in known)]
    options = {_marks(some): some for some in (before, grown, now)}
    # The last one is the most recent; on equal terms it is kept.
    tried = [(_cells(theme, options[key], past), key) for key in reversed(options)]
    return max(tried, key=lambda one: len(one[0]))


def _cells(theme: Theme, answers: Sequence[Answer], past: Past) -> Cells:
    """Cells of the questions that can be published."""
    counted = _counted(theme, answers, past.method)
    levels = _marks(counted)
    cells = {
        question: Cell(
            given=_marks(
                answer
                for answer in answers
                if answer.question == question
                and (answer.level is None or Mark(answer.respondent, answer.id) in levels)
            ),
            counted=_marks(answer for answer in counted if answer.question == question),
        )
        for question in theme.questions
    }
    return {question: cell for question, cell in cells.items() if past.is_safe(question, cell)}


def _counted(theme: Theme, answers: Iterable[Answer], method: Method) -> list[Answer]:
    """The answers whose levels make means: those of complete sheets, whatever is shown of them."""
    if theme.dimension is None:
        return [answer for answer in answers if answer.level is not None]
    counted: list[Answer] = []
    for given in answers_by_respondent(answers).values():
        one = sheet(theme.dimension, given, method.maturity.undemonstrated_ceiling)
        if one.is_complete(method.maturity.minimum_answered):
            counted.extend(given[question] for question in one.levels)
    return counted


def _marks(answers: Iterable[Answer]) -> Marks:
    return frozenset(Mark(answer.respondent, answer.id) for answer in answers)


def _with_departments(
    questionnaire: Questionnaire, cells: Cells, users: Mapping[str, Answer], past: Past
) -> Cells:
    """The cells that are also published by department."""
    return {
        item: replace(
            cells[item],
            departments=shown_departments(cells[item], past.cells(item), users, past.minimum),
        )
        for item in experience_items(questionnaire)
        if item in cells
    }


def _is_one_sided(item: str, cell: Cell, users: Mapping[str, Answer], past: Past) -> bool:
    return tells_sides(
        [cell, *past.cells(item)],
        users,
        threshold=past.method.perception.satisfied_rating,
        minimum=past.minimum,
    )


def _told_rises(
    questionnaire: Questionnaire,
    cells: Cells,
    users: Mapping[str, Answer],
    past: Past,
    bare: frozenset[str],
) -> frozenset[tuple[str, int]]:
    """Where a rise would tell of a few: without a margin, any; elsewhere, where sides show."""
    hidden, shown = set(), []
    for dimension in questionnaire.dimensions:
        asked = [question.id for question in dimension.questions if question.id in cells]
        if dimension.id in bare:
            hidden |= {(question, level) for question in asked for level in LEVELS}
        else:
            shown += asked
    return frozenset(hidden) | told_rises(shown, cells, past.earlier, users, past.minimum)


def _withheld(
    questionnaire: Questionnaire, newest: Iterable[Answer], cells: Cells, past: Past
) -> dict[str, Message]:
    """Why each question that users answered is not published."""
    asked = {question for theme in themes(questionnaire) for question in theme.questions}
    reasons = {}
    for question in sorted({answer.question for answer in newest} & asked - set(cells)):
        template = (
            "hidden until enough users’ answers have changed since the last publication"
            if past.cells(question)
            else "hidden: fewer than {k} users answered, or all of them the same"
        )
        reasons[question] = Message(template, {"k": past.minimum})
    return reasons


def _without(questionnaire: Questionnaire, withheld: Iterable[str]) -> Questionnaire:
    """The questionnaire that does not ask users what is ``withheld``."""
    hidden = set(withheld)
    if not hidden:
        return questionnaire
    dimensions = tuple(_asked(each, hidden) for each in questionnaire.dimensions)
    return replace(questionnaire, dimensions=dimensions)


def _asked(dimension: Dimension, hidden: set[str]) -> Dimension:
    questions = (
        replace(each, roles=each.roles - {Role.USER}) if each.id in hidden else each
        for each in dimension.questions
    )
    return replace(dimension, questions=tuple(questions))
