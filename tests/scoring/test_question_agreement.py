"""What may be said of the answers to one question, and of whom."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.agreement import AgreementWord, NamedLevel
from infopilot.model.answers import Evidence
from infopilot.model.method import AgreementMethod
from infopilot.model.people import Role
from infopilot.scoring.agreement.chance import noise_floor
from infopilot.scoring.agreement.levels import ad_median
from infopilot.scoring.agreement.questions import (
    agreement_word,
    question_agreement,
    question_agreements,
)


@pytest.mark.parametrize(
    ("levels", "word"),
    [
        ([4], "too_few"),
        ([4, 4], "unanimous"),
        ([4, 3], "too_few"),
        ([4, 2], "too_few"),  # rWG is 0 exactly: as far apart as chance, not further
        ([4, 1], "differing"),
        ([4, 4, 4], "unanimous"),
        ([4, 4, 2], "too_few"),
        ([4, 4, 4, 3], "too_few"),
        ([1, 1, 5, 5], "differing"),
        ([4, 4, 4, 4, 3], "beyond_chance"),
        ([4, 4, 4, 3, 3], "like_chance"),
        ([1, 2, 3, 4, 5], "differing"),
        ([5] * 5, "unanimous"),
        ([3, 3, 3, 4, 4, 3], "beyond_chance"),
        ([3, 3, 3, 4, 4, 2], "like_chance"),
    ],
)
def test_the_word_for_a_few_levels(levels, word, method):
    assert agreement_word(levels, method) == AgreementWord(word)


def test_the_thresholds_are_those_of_the_method(method):
    lenient = replace(method, agreement=AgreementMethod(minimum_answers=3, significance=0.3))
    none = replace(method, agreement=AgreementMethod(minimum_answers=1, significance=0.3))

    assert agreement_word([4, 4, 3], lenient) is AgreementWord.BEYOND_CHANCE
    assert agreement_word([4, 4, 3], method) is AgreementWord.TOO_FEW
    # 45 of the 3,125 ways that five people answer are as close as this: 0.0144 exactly.
    for significance, word in ((0.0144, "beyond_chance"), (0.0143, "like_chance")):
        rule = AgreementMethod(minimum_answers=5, significance=significance)
        strict = replace(method, agreement=rule)
        assert agreement_word([4, 4, 4, 4, 3], strict) == AgreementWord(word)
    assert agreement_word([4], none) is AgreementWord.TOO_FEW
    # One level apart: 13 of the 25 ways that two people answer are as close.
    assert agreement_word([4, 3], none) is AgreementWord.LIKE_CHANCE


@given(st.lists(st.integers(1, 5), min_size=1, max_size=9))
def test_below_five_answers_only_unanimity_is_called_agreement(method, levels):
    word = agreement_word(levels, method)
    agreed = word in {AgreementWord.UNANIMOUS, AgreementWord.BEYOND_CHANCE}

    if len(levels) < 5:
        assert agreed == (len(levels) > 1 and len(set(levels)) == 1)
    elif agreed:
        assert ad_median(levels) <= noise_floor(len(levels)).deviation + 1e-9


@pytest.fixture
def answers(say):
    return [
        say("PRE1", "RD1", 5),
        say("DIR1", "RD1", 4, Evidence.DECLARED),
        say("MET1", "RD1", "not_applicable"),
        say("REF2", "RD1", "dont_know"),
        say("REF1", "RD1", 2),
        *(say(f"USR{n}", "RD1", level) for n, level in enumerate([1, 2, 3, 3, 3])),
        say("USR9", "RD1", "dont_know"),
    ]


def test_the_named_are_shown_one_by_one_and_users_as_a_group(answers, ask, method):
    agreement = question_agreement(ask("RD1"), answers, method)

    assert agreement.question == "RD1"
    assert agreement.named == (
        NamedLevel("DIR1", Role.LEADER, 4),
        NamedLevel("REF1", Role.IT_REFERENT, 2),
        NamedLevel("REF2", Role.IT_REFERENT, None),
        NamedLevel("PRE1", Role.PROVIDER, 5),
    )
    assert (agreement.users.value, agreement.users.n) == (pytest.approx(2.4), 5)
    assert (agreement.n, agreement.dont_know, agreement.levels) == (3, 1, (2, 4, 5))
    assert (agreement.lowest, agreement.highest) == (2, 5)
    assert agreement.ad_median == pytest.approx(1)
    assert agreement.consensus == pytest.approx(0.503966, abs=1e-6)
    assert agreement.chance == pytest.approx(101 / 125)
    assert agreement.word is AgreementWord.DIFFERING
    assert agreement.reason is None


def test_four_users_stay_hidden(answers, ask, method):
    fewer = [answer for answer in answers if answer.respondent != "USR4"]
    users = question_agreement(ask("RD1"), fewer, method).users

    assert (users.value, users.n) == (None, None)
    assert str(users.reason) == "users’ answers stay hidden: fewer than 5 may be shown"


def test_a_question_that_is_not_for_users_says_so(answers, ask, method):
    managers = ask("RD1", roles=frozenset({Role.LEADER}))
    without = [answer for answer in answers if answer.role is not Role.USER]

    assert str(question_agreement(managers, without, method).users.reason) == (
        "users are not asked this question"
    )
    assert question_agreement(managers, answers, method).users.n == 5
    assert str(question_agreement(managers, answers[:6], method).users.reason).startswith(
        "users’ answers stay hidden"
    )


def test_users_never_enter_the_figures_of_the_named(answers, ask, method):
    without = [answer for answer in answers if answer.role is not Role.USER]
    alone, among = (question_agreement(ask("RD1"), given, method) for given in (without, answers))

    assert replace(alone, users=among.users) == among


def test_a_question_that_nobody_named_answered_says_so(say, ask, method):
    silent = question_agreement(ask("RD1"), [say("DIR1", "RD1", "dont_know")], method)

    assert silent.question == "RD1"
    assert str(silent.users.reason).startswith("users’ answers stay hidden")
    assert silent.word is AgreementWord.TOO_FEW
    assert (silent.n, silent.dont_know) == (0, 1)
    assert (silent.lowest, silent.highest, silent.ad_median) == (None, None, None)
    assert (silent.consensus, silent.chance) == (None, None)
    assert str(silent.reason) == "nobody who answers by name gave a level"


def test_every_question_has_its_agreement_in_the_order_of_the_questionnaire(
    answers, say, ask, form, method
):
    questionnaire = form({"D1": (ask("RD2"), ask("RD1")), "D2": (ask("AP1"),)})
    said = [*answers, say("DIR1", "SAT", 5)]
    agreement = question_agreements(questionnaire, said, method)

    assert list(agreement) == ["RD2", "RD1", "AP1"]
    assert agreement["RD1"] == question_agreement(ask("RD1"), answers, method)
    assert agreement["AP1"].named == ()
