"""One dimension as the attacker sees it: users' marks, named sheets, the forms of its figures."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from fractions import Fraction

from infopilot.model.people import Group, Role
from infopilot.scoring.maturity.sheets import sheet
from tests.faults.unknowns import added, mean, weighted


@dataclass(frozen=True)
class Graded:
    """What makes the figures of a dimension: users' marks by question, named people's sheets.

    ``floors`` are the levels that questions have risen to; ``told_rises`` those where the mean of
    users rises, and ``told`` what a form is worth, which tells whether it is above its floor.
    """

    dimension: object
    method: object
    counted: dict
    named: list
    floors: dict = field(default_factory=dict)
    told_rises: frozenset = frozenset()
    told: object = None

    @property
    def weights(self):
        """Weight of each question."""
        return {question.id: Fraction(question.weight) for question in self.dimension.questions}

    @property
    def omegas(self):
        """Weight of each group that makes the grade."""
        given = self.method.maturity.group_weights.items()
        return {group: Fraction(str(weight)) for group, weight in given if weight}

    def without(self, role, respondent=None):
        """The same without all people of a role, or one of them."""
        named = [
            one
            for one in self.named
            if one.role is not role or respondent not in {None, one.respondent}
        ]
        return replace(self, counted={} if role is Role.USER else self.counted, named=named)

    def of(self, roles):
        """The same with some roles alone."""
        left = self
        for role in set(Role) - set(roles):
            left = left.without(role)
        return left

    def only(self, questions):
        """The same on some of the questions."""
        asked = tuple(each for each in self.dimension.questions if each.id in questions)
        counted = {q: marks for q, marks in self.counted.items() if q in questions}
        return replace(self, dimension=replace(self.dimension, questions=asked), counted=counted)

    def known(self, group, question, *, declared=False):
        """What the named people of a group answered to a question."""
        sheets = [each for each in self.named if each.role.group is group]
        given = [each.declared if declared else each.levels for each in sheets]
        return [each[question] for each in given if question in each]

    def means(self, *, declared=False):
        """The form of the mean of each question in each group."""
        means = defaultdict(dict)
        for group in self.omegas:
            for question in self.weights:
                known = self.known(group, question, declared=declared)
                marks = self.counted.get(question, ()) if group is Group.USERS else ()
                if known or marks:
                    means[group][question] = self._mean(question, marks, known)
        return means

    def grade(self, *, declared=False):
        """The form of the grade without its cap."""
        means = self.means(declared=declared).items()
        return weighted(
            [
                (self.omegas[group], weighted([(self.weights[q], m) for q, m in given.items()]))
                for group, given in means
            ]
        )

    def question(self, question):
        """The form of the mean of a question over the groups."""
        means = self.means().items()
        return weighted([(self.omegas[g], m[question]) for g, m in means if question in m])

    def points(self, question):
        """The form of what a question adds to the grade."""
        means = self.means()
        total = sum(self.omegas[group] for group in means)
        return added(
            (self.omegas[g] * self.weights[question] / total / self._total(m), m[question])
            for g, m in means.items()
            if question in m
        )

    def own(self):
        """The form of the mean of users alone."""
        return weighted([(self.weights[q], mean(q, m)) for q, m in self.counted.items()])

    def key_questions(self):
        """The key questions that somebody answered."""
        known = {question for given in self.means().values() for question in given}
        return [q.id for q in self.dimension.questions if q.key and q.id in known]

    def values(self):
        """The forms that the grade may be: uncapped, or under each key question."""
        headroom = ({}, Fraction(self.method.maturity.key_headroom))
        caps = [added([(1, self.question(key)), (1, headroom)]) for key in self.key_questions()]
        return [self.grade(), *caps] if self.means() else []

    def _total(self, given):
        return sum(self.weights[question] for question in given)

    def _mean(self, question, marks, known):
        floor = self.floors.get(question)
        if floor is None:
            return mean(question, marks, known)
        if marks and (question, floor) in self.told_rises:
            now = mean(question, marks, known)
            return now if self.told(now) >= floor else ({}, Fraction(floor))
        return mean(question, marks, [max(each, floor) for each in known], f"to{floor}")


def named_sheets(company, dimension, method):
    """The complete sheets of named people."""
    people = defaultdict(dict)
    for answer in company.answers:
        if answer.role is not Role.USER:
            people[answer.respondent][answer.question] = answer
    sheets = [
        sheet(dimension, given, method.maturity.undemonstrated_ceiling) for given in people.values()
    ]
    return [each for each in sheets if each.is_valid(method.maturity.minimum_answered)]
