"""What the attacker does not know, and the forms that published figures are in it.

An unknown is a product of atoms; an atom is some function of one answer: function, question, mark.
All atoms of an unknown are of one person. A form is a row of coefficients and a known part.
"""

from collections import defaultdict
from fractions import Fraction


def level(question, mark, function="level"):
    """The unknown that one answer is, or some function of it."""
    return ((function, question, mark),)


def least(first, second):
    """The smaller of two answers of one person, each (question, mark)."""
    return (("least", *first), ("least", *second))


def worth(unknown, levels, functions):
    """What an unknown is worth, from the true ``levels`` by id of the answer."""
    if unknown[0][0] == "least":
        return min(levels[mark.answer] for _, _, mark in unknown)
    product = Fraction(1)
    for function, _, mark in unknown:
        product *= functions[function](levels[mark.answer])
    return product


def mean(question, marks, known=(), function="level"):
    """The form of the mean of users' answers, ``marks``, and of ``known`` values."""
    n = len(marks) + len(known)
    row = {level(question, mark, function): Fraction(1, n) for mark in marks}
    return row, sum(map(Fraction, known)) / n


def weighted(parts):
    """The weighted mean of forms, given as (weight, form)."""
    total = sum(weight for weight, _ in parts)
    return added((weight / total, form) for weight, form in parts)


def added(parts):
    """The sum of forms, each times a number, given as (number, form)."""
    row, constant = defaultdict(Fraction), Fraction(0)
    for factor, (own, known) in parts:
        constant += factor * known
        for unknown, part in own.items():
            row[unknown] += factor * part
    return {unknown: part for unknown, part in row.items() if part}, constant


def squared(form):
    """The square of a form in the answers of one person: a form in their products."""
    row, constant = form
    own, items = defaultdict(Fraction), list(row.items())
    for unknown, part in items:
        own[unknown] += 2 * constant * part
        for other, its in items:
            own[tuple(sorted(unknown + other))] += part * its
    return dict(own), constant**2


def told(form, levels, functions):
    """What a form is worth in truth."""
    row, constant = form
    return constant + sum(part * worth(one, levels, functions) for one, part in row.items())
