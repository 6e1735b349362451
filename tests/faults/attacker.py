"""Somebody who solves what was published for the answers of a few users.

The attacker knows the method, who answered what question and when, what every named person
answered, and which answers stand behind each figure: more than anybody will. Unknown are what users
answered. Each published figure is a linear equation in these; the attacker writes them all down,
for all publications, and looks for a combination that involves fewer than k users.

That the equations are those of the figures is checked: each is applied to the true answers, and has
to give what was published.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from math import isclose

from infopilot.model.people import Group, Role
from infopilot.scoring.maturity.sheets import sheet

PRIME = (1 << 61) - 1
DIGITS = 10


@dataclass
class Knowledge:
    """Equations on users' levels, and on whether they could tell; true answers, to check them.

    An unknown is a question and a mark: one respondent's one answer. Each equation maps unknowns to
    coefficients.
    """

    method: object
    levels: list[dict] = field(default_factory=list)
    statuses: list[dict] = field(default_factory=list)
    truth: dict = field(default_factory=dict)
    checked: int = 0

    def read(self, card, document, company, questionnaire):
        """Take in one publication: ``document`` is its JSON, ``card`` what the page also shows."""
        for answer in company.answers:
            self.truth.setdefault((answer.respondent, answer.question, answer.value), answer.id)
        values = {identifier: value for (_, _, value), identifier in self.truth.items()}
        for dimension in questionnaire.dimensions:
            self._read_dimension(card, document, dimension, company, values)
        self._read_departments(card, document, values)

    def _read_dimension(self, card, document, dimension, company, values):
        cells = {
            q.id: card.publication[q.id] for q in dimension.questions if q.id in card.publication
        }
        named = _named_sheets(company, dimension, self.method)
        figures = _figures(dimension, cells, named, self.method)
        published = document["maturity"][dimension.id]
        shown = {"user": published["by_role"].get("user"), "uncapped": published["uncapped"]}
        shown |= {part.id: part.value for part in card.maturity[dimension.id].contributions}
        if published["capped_by"]:
            shown["cap"] = published["value"] - self.method.maturity.key_headroom
            figures["cap"] = figures[published["capped_by"]]
        for name, value in shown.items():
            if value is not None and name in figures:
                self._note(*figures[name], value, values)
        for question, cell in cells.items():
            users = card.agreement[question].users
            if users.value is not None:
                self._note(_mean(question, cell.counted), 0, users.value, values)
                assert users.n == len(cell.counted)
        # Coverage and "I don't know" add questions up; the attacker is given each one by itself.
        self.statuses.extend(
            {(question, mark): Fraction(1) for mark in cell.given}
            for question, cell in cells.items()
        )

    def _read_departments(self, card, document, values):
        for item, cell in card.publication.items():
            company = document["departments"]["company"].get(item)
            if company is not None:
                self._note(_mean(item, cell.counted), 0, company["value"], values)
            for name, marks in cell.departments.items():
                figure = document["departments"]["by_department"][name][item]
                self._note(_mean(item, marks), 0, figure["value"], values)
                assert figure["n"] == len(marks)

    def _note(self, row, constant, published, values):
        """Keep an equation, once it is seen to be that of the figure."""
        told = constant + sum(part * int(values[mark.answer]) for (_, mark), part in row.items())
        assert isclose(told, published, abs_tol=10**-DIGITS * 2), (float(told), published)
        self.checked += 1
        if row:
            self.levels.append(row)

    def recovered(self, minimum):
        """Groups of fewer than ``minimum`` users that can be solved for, and unanimous ones."""
        values = {identifier: value for (_, _, value), identifier in self.truth.items()}
        small = solvable_groups(self.levels, minimum) + solvable_groups(self.statuses, minimum)
        return small, unanimous_groups(self.levels, values)


def _named_sheets(company, dimension, method):
    """The complete sheets of named people whose answers are graded."""
    people = defaultdict(dict)
    for answer in company.answers:
        if answer.role is not Role.USER:
            people[answer.respondent][answer.question] = answer
    sheets = [
        sheet(dimension, given, method.maturity.undemonstrated_ceiling) for given in people.values()
    ]
    return [each for each in sheets if each.is_valid(method.maturity.minimum_answered)]


def _figures(dimension, cells, named, method):
    """Each published figure as (row of coefficients, known part)."""
    weights = {question.id: Fraction(question.weight) for question in dimension.questions}
    omegas = {g: Fraction(str(w)) for g, w in method.maturity.group_weights.items() if w}
    means = defaultdict(dict)
    for group in omegas:
        for question in weights:
            known = [
                Fraction(each.levels[question])
                for each in named
                if each.role.group is group and question in each.levels
            ]
            marks = cells[question].counted if group is Group.USERS and question in cells else ()
            if known or marks:
                n = len(known) + len(marks)
                means[group][question] = (
                    {(question, m): Fraction(1, n) for m in marks},
                    sum(known) / n,
                )
    figures = {}
    for question in weights:
        parts = [(omegas[g], given[question]) for g, given in means.items() if question in given]
        figures[question] = _weighted(parts)
    groups = [
        (omegas[group], _weighted([(weights[q], mean) for q, mean in given.items()]))
        for group, given in means.items()
    ]
    figures["uncapped"] = _weighted(groups)
    users = [(weights[q], (_mean(q, cell.counted), Fraction(0))) for q, cell in cells.items()]
    figures["user"] = _weighted(users)
    return figures


def _weighted(parts):
    """Weighted mean of (row, known part)."""
    total = sum(weight for weight, _ in parts)
    row, constant = defaultdict(Fraction), Fraction(0)
    for weight, (coefficients, known) in parts:
        constant += weight * known / total
        for unknown, part in coefficients.items():
            row[unknown] += weight * part / total
    return dict(row), constant


def _mean(question, marks):
    return {(question, mark): Fraction(1, len(marks)) for mark in marks}


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


def rank(columns):
    """Rank modulo a large prime: never more than the true one, and less with chance 1e-18."""
    left = [list(column) for column in columns]
    found = 0
    while left:
        pivot_row = left.pop()
        pivot = next((i for i, cell in enumerate(pivot_row) if cell), None)
        if pivot is None:
            continue
        found += 1
        inverse = pow(pivot_row[pivot], -1, PRIME)
        for row in left:
            if row[pivot]:
                factor = row[pivot] * inverse % PRIME
                row[:] = [(a - factor * b) % PRIME for a, b in zip(row, pivot_row, strict=True)]
    return found


def solvable_groups(rows, minimum):
    """Sets of fewer than ``minimum`` people on whom alone some combination of equations bears.

    Equations on each question are known by themselves, so looking question by question is enough.
    """
    by_question = defaultdict(list)
    grouped = classes(_distinct(rows))
    for column, unknowns in grouped.items():
        if len({mark.respondent for _, mark in unknowns}) < minimum:
            by_question[unknowns[0][0]].append(column)
    small = [column for columns in by_question.values() for column in columns]
    full = rank(grouped)
    if not small or rank([c for c in grouped if c not in set(small)]) == full:
        return []
    return [
        some
        for columns in by_question.values()
        for size in range(1, len(columns) + 1)
        for some in combinations(columns, size)
        if len({m.respondent for c in some for _, m in grouped[c]}) < minimum
        and rank([c for c in grouped if c not in some]) < full
    ]


def unanimous_groups(rows, values):
    """Classes whose sum can be found and where everybody answered the same."""
    grouped = classes(_distinct(rows))
    full = rank(grouped)
    return [
        unknowns
        for column, unknowns in grouped.items()
        if len({values[mark.answer] for _, mark in unknowns}) == 1
        and rank([other for other in grouped if other != column]) < full
    ]


def _distinct(rows):
    return [dict(items) for items in {tuple(sorted(row.items())): None for row in rows}]
