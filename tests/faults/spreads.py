"""Ends of intervals as equations: sums of squares, and of products of one person's answers.

An interval is its middle and a number of times the spread of what each user brings; the attacker
knows all but that spread, and so finds the sum of the squares of what users bring.
"""

from fractions import Fraction
from math import isclose, sqrt

from infopilot.model.people import Group
from infopilot.scoring.statistics.distributions import student_quantile
from infopilot.scoring.statistics.means import TWO_SIDED_95
from tests.faults.unknowns import added, level, squared

LOWEST, HIGHEST = 1.0, 5.0


def read_own_range(knowledge, seen, published):
    """The interval of the mean of users alone."""
    ends = published["by_role_range"]["user"]
    if ends["low"] is None:
        return
    middle = published["by_role"]["user"]
    total = sum(seen.weights[question] for question in seen.counted)
    weights = {question: seen.weights[question] / total for question in seen.counted}
    brought = _brought(knowledge, seen, weights, with_named=False)
    half = half_width(knowledge, brought)
    assert isclose(ends["low"], max(LOWEST, middle - half), abs_tol=1e-8)
    if ends["low"] > LOWEST or ends["high"] < HIGHEST:
        note_squares(knowledge, "users’ interval", brought)


def read_grade_range(knowledge, seen, published):
    """The interval of a grade: each end is that of the grade, or of a key question."""
    if published["low"] is None:
        return
    candidates = [
        _of_grade(knowledge, seen),
        *(_of_key(knowledge, seen, k) for k in seen.key_questions()),
    ]
    for end, way, cut in (("low", -1, LOWEST), ("high", 1, HIGHEST)):
        ends = [(middle + way * half_width(knowledge, b), b) for middle, b in candidates]
        first = min(ends, key=lambda one: one[0])
        bound = first[0] if way < 0 or first[0] < cut else cut
        assert isclose(
            published[end], max(bound, cut) if way < 0 else min(bound, cut), abs_tol=1e-8
        )
        if (published[end] - cut) * way < 0:
            note_squares(knowledge, "interval", first[1])


def note_squares(knowledge, kind, brought):
    """Keep the sum of squares of what each user brings."""
    form = added((1, squared(one)) for one in brought)
    true = sum(knowledge.told(one) ** 2 for one in brought)
    knowledge.note(kind, form, float(true), 1e-6)


def half_width(knowledge, brought, known=()):
    """Half the interval of a mean over users, and ``known`` values beside them."""
    values = [float(knowledge.told(one)) for one in brought] + [float(each) for each in known]
    n, middle = len(values), sum(values) / len(values)
    spread = sqrt(sum((value - middle) ** 2 for value in values) / (n - 1) / n)
    return student_quantile(TWO_SIDED_95, n - 1) * spread


def _of_grade(knowledge, seen):
    means = seen.means()
    given = means.get(Group.USERS, {})
    total = sum(seen.weights[question] for question in given)
    share = seen.omegas[Group.USERS] / sum(seen.omegas[group] for group in means)
    weights = {question: share * seen.weights[question] / total for question in given}
    return float(knowledge.told(seen.grade())), _brought(knowledge, seen, weights)


def _of_key(knowledge, seen, key):
    means = seen.means()
    groups = [group for group, given in means.items() if key in given]
    weights = {}
    if key in means.get(Group.USERS, {}):
        weights = {key: seen.omegas[Group.USERS] / sum(seen.omegas[group] for group in groups)}
    middle = float(knowledge.told(seen.question(key))) + seen.method.maturity.key_headroom
    return middle, _brought(knowledge, seen, weights)


def _brought(knowledge, seen, weights, *, with_named=True):
    """What each user brings to a mean, as a form in the user's own answers."""
    marks = {}
    for question, counted in seen.counted.items():
        for mark in counted:
            marks.setdefault(mark.respondent, {})[question] = mark
    n, scale = len(marks), {}
    for question, weight in weights.items():
        known = seen.known(Group.USERS, question) if with_named else []
        users = seen.counted.get(question, ())
        levels = [Fraction(knowledge.levels[mark.answer]) for mark in users]
        middle = sum(levels) / len(levels) if levels else Fraction(0)
        scale[question] = (n * weight / (len(users) + len(known)), middle)
    forms = []
    for own in marks.values():
        parts = [(scale[q], own[q], q) for q in weights if q in own]
        row = {level(q, mark): factor for (factor, _), mark, q in parts}
        forms.append(
            (row, -sum((factor * middle for (factor, middle), _, _ in parts), Fraction(0)))
        )
    return forms
