"""The share of reported stoppages, where it would tell what each of some users did."""

from dataclasses import replace

import pytest

from infopilot.model.items import ItemKind
from infopilot.model.publication import Cell, Mark
from infopilot.scoring.perception.reported import tells_reports
from infopilot.scoring.scorecard import scorecard

ALL = ((1, 1), (2, 3), (0, 0), (3, 3), (1, 2))
NOTHING = ((1, 0), (2, 0), (0, 2), (3, 0), (1, 0))
MIXED = ((1, 1), (2, 0), (0, 0), (3, 3), (1, 2))


@pytest.fixture(scope="module")
def questionnaire(ask, form):
    counts = (
        replace(form({}).measures[0], id=question, kind=ItemKind.COUNT)
        for question in ("BLOC", "SIGN")
    )
    return replace(form({"D1": (ask("R1"),)}), measures=tuple(counts))


def told(say, pairs, start=0):
    return [
        answer
        for n, (stopped, reported) in enumerate(pairs, start)
        for answer in (say(f"USR{n:02}", "BLOC", stopped), say(f"USR{n:02}", "SIGN", reported))
    ]


def published(answers, question):
    mine = [answer for answer in answers if answer.question == question]
    marks = frozenset(Mark(answer.respondent, answer.id) for answer in mine)
    return Cell(given=marks, counted=marks)


def publication(answers):
    return {question: published(answers, question) for question in ("BLOC", "SIGN")}


def levels(answers):
    return {answer.id: answer.level for answer in answers}


def shown(questionnaire, method, answers, earlier=()):
    card = scorecard("T0", questionnaire, method=method, answers=answers, earlier=earlier)
    return card.perception_gap.trace.reported, card.publication


@pytest.mark.parametrize(("pairs", "expected"), [(ALL, True), (NOTHING, True), (MIXED, False)])
def test_all_or_nothing_tells_each_one(say, pairs, expected):
    answers = told(say, pairs)

    assert tells_reports([publication(answers)], levels(answers), 5) is expected


def test_too_few_people_are_told_whatever_they_reported(say):
    """Four are fewer than five, and so are the two who came since."""
    few = told(say, MIXED[:4])
    grown = told(say, (*MIXED, (2, 0), (3, 2)))
    early = [answer for answer in grown if answer.respondent < "USR05"]

    assert tells_reports([publication(few)], levels(few), 5)
    assert tells_reports([publication(early), publication(grown)], levels(grown), 5)


def test_where_there_is_no_share_nothing_is_told(say):
    answers = told(say, ALL)
    apart = [a for a in answers if (a.respondent, a.question) != ("USR01", "SIGN")]

    assert not tells_reports([publication(apart)], levels(apart), 5)
    assert not tells_reports([{}, {"BLOC": published(answers, "BLOC")}], levels(answers), 5)


def test_who_was_erased_is_like_nobody(say):
    answers = told(say, ALL)
    left = levels([answer for answer in answers if answer.respondent != "USR03"])

    assert not tells_reports([publication(answers)], left, 5)


def test_an_id_with_a_space_is_an_id(say):
    answers = told(say, MIXED)
    marks = {f"{key} {key}": level for key, level in levels(answers).items()}
    cells = {
        question: Cell(given=spaced, counted=spaced)
        for question, cell in publication(answers).items()
        if (spaced := frozenset(Mark(m.respondent, f"{m.answer} {m.answer}") for m in cell.counted))
    }

    assert not tells_reports([cells], marks, 5)


@pytest.mark.parametrize("pairs", [ALL, NOTHING])
def test_a_named_person_does_not_hide_what_all_users_did(questionnaire, say, method, pairs):
    answers = [*told(say, pairs), say("MET1", "BLOC", 4), say("MET1", "SIGN", 2)]
    hidden, _ = shown(questionnaire, method, answers)
    mixed, _ = shown(questionnaire, method, [*answers, *told(say, ((2, 1),), 9)])

    assert (hidden.value, hidden.n) == (None, 11)
    assert "same side" in str(hidden.reason)
    assert mixed.value is not None


def test_newcomers_who_all_reported_everything_are_not_told(questionnaire, say, method):
    early = told(say, MIXED)
    _, first = shown(questionnaire, method, early)
    same = [*early, *told(say, ALL, 5)]
    other = [*early, *told(say, MIXED, 5)]

    assert shown(questionnaire, method, same, [first])[0].value is None
    assert shown(questionnaire, method, same)[0].value == pytest.approx(12 / 14)
    assert shown(questionnaire, method, other, [first])[0].value == pytest.approx(10 / 14)
