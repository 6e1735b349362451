"""What users say in numbers, as the attacker reads it: measures and crossed views."""

from collections import defaultdict
from fractions import Fraction
from math import isclose

from infopilot.model.people import Role
from infopilot.model.perception import ViewedBy
from tests.faults.spreads import half_width, note_squares
from tests.faults.unknowns import added, least, level, mean

TOP = 10
EXTREMES = ("all", "none")
LIVING = {Role.USER, Role.BUSINESS}


def read_measures(knowledge, card, company):
    """Read the part of the gap that rests on people."""
    gap, marks = card.perception_gap, _marks(card)
    known = _known(company)
    if gap.satisfied_people.value is not None:
        happy = [
            int(x >= knowledge.method.perception.satisfied_rating) for x in known["SAT"].values()
        ]
        form = mean("SAT", marks["SAT"].values(), happy, "happy")
        knowledge.note("satisfied people", form, gap.satisfied_people.value)
    felt = gap.availability.perceived
    if felt.value is not None:
        users, business = marks["DISPO"].values(), list(known["DISPO"].values())
        knowledge.note("availability", mean("DISPO", users, business), TOP * felt.value)
        _read_interval(knowledge, felt, [_one("DISPO", m, 1, TOP) for m in users], business, TOP)
    if gap.trace.declared is not None:
        row = {level("BLOC", mark): Fraction(1) for mark in marks["BLOC"].values()}
        form = (row, Fraction(sum(known["BLOC"].values())))
        knowledge.note("declared", form, gap.trace.declared)
    _read_reported(knowledge, gap, marks, known)
    _read_experience(knowledge, gap, marks, known)
    for view in gap.crossed:
        if view.against is ViewedBy.USERS:
            users = card.publication[view.question].counted
            business = list(known[view.question].values())
            knowledge.note("crossed", mean(view.question, users, business), view.other)
            alone = view.provider_answers < knowledge.method.perception.crossed_minimum
            if view.difference.range is not None and alone:
                brought = [_one(view.question, mark, 1, 1) for mark in users]
                note_squares(knowledge, "crossed interval", brought)


def _read_reported(knowledge, gap, marks, known):
    if gap.trace.reported.value is None:
        return
    people = marks["BLOC"].keys() & marks["SIGN"].keys()
    business = known["BLOC"].keys() & known["SIGN"].keys()
    assert people == marks["BLOC"].keys() == marks["SIGN"].keys()
    said = sum(min(known["BLOC"][each], known["SIGN"][each]) for each in business)
    stopped = sum(knowledge.levels[marks["BLOC"][each].answer] for each in people)
    stopped += sum(known["BLOC"][each] for each in business)
    pairs = [(("BLOC", marks["BLOC"][each]), ("SIGN", marks["SIGN"][each])) for each in people]
    row = {least(*pair): Fraction(1, stopped) for pair in pairs}
    knowledge.note("reported", (row, Fraction(said, stopped)), gap.trace.reported.value)


def reports_at(extreme, rows, levels):
    """Who reported all, or nothing, of what stopped them: by the unknown that this is.

    Others are given a worth of their own: they are like nobody.
    """
    found = {}
    for one in {one for row in rows for one in row if one[0][0] == "least"}:
        stopped, reported = (levels[mark.answer] for _, _, mark in one)
        said = min(stopped, reported)
        found[one] = extreme if said == (stopped if extreme == "all" else 0) else one
    return found


def seen_at_an_end(rows, reports):
    """Groups whose reports, or what one group has more than another, are at an end of the share."""
    sets = {frozenset(row) for row in rows if all(one[0][0] == "least" for one in row)}
    sets |= {more - less for more in sets for less in sets if less < more}
    return [some for some in sets if {reports[one] for one in some} <= set(EXTREMES)]


def _read_experience(knowledge, gap, marks, known):
    seen, rules = gap.user_experience, knowledge.method.perception
    if seen.value is None:
        return
    weights = [
        Fraction(str(each))
        for each in (rules.satisfaction_weight, rules.lost_time_weight, rules.availability_weight)
    ]
    shares = [each / sum(weights) for each in weights]

    def index(own, function):
        return added(
            [
                (shares[0] / TOP, function("SAT", own[0], "level")),
                (shares[1], ({}, Fraction(1))),
                (-shares[1], function("RV5", own[1], "hours")),
                (shares[2] / TOP, function("DISPO", own[2], "level")),
            ]
        )

    def unknown(question, mark, function):
        return {level(question, mark, function): Fraction(1)}, Fraction(0)

    def told(_, value, function):
        return {}, Fraction(knowledge.functions[function](value))

    parts = ("SAT", "RV5", "DISPO")
    users = [[marks[q][each] for q in parts] for each in marks["SAT"]]
    business = set.intersection(*(set(known[q]) for q in parts))
    forms = [index(own, unknown) for own in users]
    rest = [index([known[q][each] for q in parts], told) for each in sorted(business)]
    n = len(forms) + len(rest)
    assert seen.n == n
    knowledge.note(
        "experience", added((Fraction(1, n), one) for one in [*forms, *rest]), seen.value
    )
    _read_interval(knowledge, seen, forms, [known for _, known in rest], 1)


def _read_interval(knowledge, seen, forms, known, top):
    """The interval of a mean from 0 to 1, cut at both ends."""
    if seen.range is None:
        return
    half = half_width(knowledge, forms, [Fraction(each) / top for each in known])
    assert isclose(seen.low, max(0.0, seen.value - half), abs_tol=1e-8)
    if seen.low > 0 or seen.high < 1:
        note_squares(knowledge, "measure interval", forms)


def _one(question, mark, weight, top):
    return {level(question, mark): Fraction(weight, top)}, Fraction(0)


def _marks(card):
    """Users' counted marks by question and respondent."""
    cells = card.publication.items()
    return defaultdict(
        dict, {q: {mark.respondent: mark for mark in cell.counted} for q, cell in cells}
    )


def _known(company):
    """What business contacts answered last, by question and respondent."""
    known = defaultdict(dict)
    for answer in company.answers:
        if answer.role is Role.BUSINESS:
            if answer.level is None:
                known[answer.question].pop(answer.respondent, None)
            else:
                known[answer.question][answer.respondent] = answer.level
    return known
