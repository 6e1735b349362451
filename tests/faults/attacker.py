"""Somebody who solves what was published for the answers of a few users.

The attacker knows the method, who answered what question and when, what every named person
answered, and which answers stand behind each figure: more than anybody will. Unknown are what users
answered. Each published figure is an equation in these, linear once squares, products and other
functions of one person's answers are unknowns of their own; the attacker writes them all down, for
all publications of a campaign, and looks for a combination that involves fewer than k users, or a
class of users who can be seen to have answered the same. Squares, products and what users would
rise to are parts of a distribution: of these alone, the attacker looks for a combination that
involves fewer users than a distribution takes, whatever else is in it.

What is read: grades (value, uncapped, declared, cap, users' own), contributions and their points,
users' means, departments, the four user measures (share of satisfied people, availability,
stoppages declared and reported, index of user experience), crossed views, what each action would
bring, what a score becomes without each named person, both sides of a comparison; and the ends of
intervals, as sums of squares and products (see `tests.faults.spreads`). That the equations are
those of the figures is checked: each is applied to the true answers, and has to give what was
published.

What is not written down:

- coverage and shares of "I don't know": they add questions up, and the attacker is given what they
  add by question, and by department;
- spans of moved weights: they are weighted sums of the means by question, which are given;
- the interval of a comparison with pairs holds products of answers of two campaigns: the attacker
  is given the sum of each question over the pairs, at either time.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import isclose

from infopilot.model.people import Role
from infopilot.scoring.priorities.effects import Basis
from infopilot.scoring.priorities.what_if import what_if
from infopilot.scoring.why.left_out import left_out, tells_on_few_users
from tests.faults.graded import Graded, named_sheets
from tests.faults.people_measures import EXTREMES, read_measures, reports_at, seen_at_an_end
from tests.faults.solver import solved
from tests.faults.spreads import read_grade_range, read_own_range
from tests.faults.unknowns import level, mean, told, worth

DIGITS = 10
RISES = {f"to{floor}" for floor in range(1, 6)}
HIDEABLE = {"level", "hours", "happy"} | RISES


@dataclass
class Knowledge:
    """Equations on users' answers, and on whether they could tell; true answers, to check them."""

    method: object
    rows: list[dict] = field(default_factory=list)
    spreads: list[dict] = field(default_factory=list)
    statuses: list[dict] = field(default_factory=list)
    levels: dict = field(default_factory=dict)
    last: dict = field(default_factory=dict)
    checked: int = 0
    kinds: dict = field(default_factory=lambda: defaultdict(int))

    @cached_property
    def functions(self):
        """The functions of one answer that figures add up, by name."""
        rules = self.method.perception
        hours = [Fraction(rules.lost_hours_ramp.position(each)) for each in rules.lost_hours]
        floors = {f"to{floor}": lambda x, floor=floor: max(x, floor) for floor in range(1, 6)}
        return floors | {
            "level": lambda x: x,
            "hours": lambda x: hours[x - 1],
            "happy": lambda x: int(x >= rules.satisfied_rating),
        }

    def remember(self, company):
        """Learn what was truly answered, by id of the answer, to check equations."""
        self.levels |= {a.id: a.level for a in company.answers if a.level is not None}

    def read(self, card, document, company, questionnaire):
        """Take in one publication: ``document`` is its JSON, ``card`` what the page also shows."""
        self.remember(company)
        for dimension in questionnaire.dimensions:
            self._read_dimension(card, document, dimension, company)
        self._read_departments(card, document, company)
        read_measures(self, card, company)

    def seen(self, dimension, card, company):
        """Everything that the forms of a dimension are made of."""
        cells = {
            q.id: card.publication[q.id] for q in dimension.questions if q.id in card.publication
        }
        return Graded(
            dimension=dimension,
            method=self.method,
            counted={question: cell.counted for question, cell in cells.items()},
            named=named_sheets(company, dimension, self.method),
        )

    def _read_dimension(self, card, document, dimension, company):
        seen = self.seen(dimension, card, company)
        published, score = document["maturity"][dimension.id], card.maturity[dimension.id]
        if published["uncapped"] is not None:
            self.note("grade", seen.grade(), published["uncapped"])
            self.note("declared", seen.grade(declared=True), published["declared"])
            self.note_one_of("value", seen.values(), published["value"])
            read_grade_range(self, seen, published)
        if published["by_role"].get("user") is not None:
            self.note("users", seen.own(), published["by_role"]["user"])
            read_own_range(self, seen, published)
        for part in score.contributions:
            if part.value is not None:
                self.note("question", seen.question(part.id), part.value)
            if part.points is not None:
                self.note("points", seen.points(part.id), part.points)
        for question, marks in seen.counted.items():
            users, cell = card.agreement[question].users, card.publication[question]
            assert users.n == len(marks)
            self.note("mean", mean(question, marks), users.value)
            self.note_statuses(question, cell.given)

    def _read_departments(self, card, document, company):
        homes = {answer.id: answer.department for answer in company.answers}
        for item, cell in card.publication.items():
            shown = document["departments"]["company"].get(item)
            if shown is not None:
                self.note("company", mean(item, cell.counted), shown["value"])
                self.note_statuses(item, cell.given)
            for name, marks in cell.departments.items():
                figure = document["departments"]["by_department"][name][item]
                self.note("department", mean(item, marks), figure["value"])
                assert figure["n"] == len(marks)
                # A department that stays as it was tells nothing of who came since.
                if self.last.get((item, name)) != marks:
                    there = {mark for mark in cell.given if homes[mark.answer] == name}
                    self.note_statuses(item, marks | there)
                self.last[item, name] = marks

    def read_plan(self, card, release, company, actions):
        """What each of ``actions`` would bring to each dimension, done alone and all together."""
        basis = Basis(
            questionnaire=release.questionnaire,
            method=self.method,
            scorecard=card,
            answers=release.answers,
            facts={},
            told_rises=release.told_rises,
        )
        what = what_if(basis, actions)
        for chosen in (*(1 << bit for bit in range(len(actions))), (1 << len(actions)) - 1):
            floors = {}
            for bit, action in enumerate(actions):
                for target in action.targets if chosen >> bit & 1 else ():
                    floors[target.question] = max(floors.get(target.question, 0), target.level)
            standing = what.standing(chosen)
            for dimension in release.questionnaire.dimensions:
                if dimension.id in standing.maturity:
                    seen = replace(
                        self.seen(dimension, card, company),
                        floors=floors,
                        told_rises=release.told_rises,
                        told=self.told,
                    )
                    self.note_one_of("action", seen.values(), standing.maturity[dimension.id])

    def read_why(self, card, company, material):
        """What each grade becomes without each named person, and without all users."""
        for dimension in material.questionnaire.dimensions:
            seen = self.seen(dimension, card, company)
            if tells_on_few_users(dimension.id, material):
                continue
            for one in left_out(dimension.id, material):
                named = [each.respondent for each in seen.named if each.role is one.role]
                left = [seen.without(one.role, gone) for gone in (named if one.rank else [None])]
                if one.value is not None:
                    forms = [form for each in left for form in each.values()]
                    self.note_one_of("why", forms, one.value)

    def read_change(self, change, side, told, dimension):
        """One side (0 before, 1 after) of a dimension of a comparison.

        ``told`` is the campaign of that side; users' answers to a question count where both
        campaigns publish some. The roles that both have are not told where there is nothing to
        compare: the attacker tries all.
        """
        shown = (change.change.before, change.change.after)[side]
        if shown is None:
            return
        seen = self.seen(dimension, told.card, told.company)
        common = {q: marks for q, marks in seen.counted.items() if q in told.common}
        seen = replace(seen.only(change.questions), counted=common)
        present = [change.roles] if change.roles else _subsets(Role)
        left = [seen.of(roles) for roles in present]
        self.note_one_of("comparison", [form for one in left for form in one.values()], shown)
        for question, means in change.moved.items():
            self.note("comparison", left[0].question(question), means[side])

    def note(self, kind, form, published, tolerance=10**-DIGITS * 2):
        """Keep an equation, once it is seen to be that of the figure."""
        true = float(self.told(form))
        assert isclose(true, published, rel_tol=tolerance, abs_tol=tolerance), (
            kind,
            true,
            published,
        )
        self.checked += 1
        self.kinds[kind] += 1
        if form[0]:
            self.rows.append(form[0])
            self.spreads.append({one: part for one, part in form[0].items() if is_spread(one)})

    def note_one_of(self, kind, forms, published):
        """Keep the equation of the form that gives the figure: the attacker is told which it is."""
        near = [form for form in forms if isclose(self.told(form), published, abs_tol=1e-9)]
        assert near, (kind, published, [float(self.told(form)) for form in forms])
        self.note(kind, near[0], published)

    def read_pairs(self, change, side, told):
        """Be given what those who answered both times say in all, where they make a pair.

        ``side`` is 0 before and 1 after; ``told`` are both campaigns.
        """
        own, other = (told[rank].card.publication for rank in (side, 1 - side))
        for question in change.questions if change.pairs else ():
            for again in change.questions:
                if question in own and again in other:
                    people = {mark.respondent for mark in other[again].counted}
                    stayed = [m for m in own[question].counted if m.respondent in people]
                    self.rows.append({level(question, mark): Fraction(1) for mark in stayed})
                    self.kinds["pairs"] += 1

    def note_statuses(self, question, marks):
        """Be given how many of ``marks`` could tell."""
        self.statuses.append({level(question, mark, "told"): Fraction(1) for mark in marks})

    def told(self, form):
        """What a form is worth in truth."""
        return told(form, self.levels, self.functions)

    def worths(self):
        """What each unknown that nobody should be seen to share is worth."""
        levels, functions = self.levels, self.functions
        return {
            one: worth(one, levels, functions)
            for row in self.rows
            for one in row
            if len(one) == 1 and one[0][0] in HIDEABLE
        }

    def recovered(self, anonymity):
        """Groups of too few users that can be solved for, unanimous ones, and too small spreads."""
        minimum = anonymity.minimum_group
        reports = [reports_at(extreme, self.rows, self.levels) for extreme in EXTREMES]
        small, alike = solved(self.rows, minimum, self.worths(), *reports)
        alike += [some for told in reports for some in seen_at_an_end(self.rows, told)]
        told = solved(self.statuses, minimum, {})[0]
        return small + told, alike, solved(self.spreads, anonymity.minimum_distribution, {})[0]


def is_spread(unknown):
    """Whether an unknown is a square, a product or a rise: a part of a distribution."""
    function = unknown[0][0]
    return function in RISES or (len(unknown) > 1 and function != "least")


def _subsets(roles):
    """Some of ``roles``, the most first."""
    sizes = range(len(roles), 0, -1)
    return [some for size in sizes for some in combinations(roles, size)]
