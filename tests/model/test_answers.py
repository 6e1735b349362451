from dataclasses import replace
from datetime import UTC, datetime

import pytest

from infopilot.model.answers import Answer, Evidence
from infopilot.model.decisions import Actor
from infopilot.model.people import Role


def answer(value):
    return Answer(
        id="a1",
        campaign="T0",
        respondent="r1",
        role=Role.LEADER,
        question="RD1",
        value=value,
        answered_at=datetime(2026, 1, 5, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("value", "level"), [("3", 3), ("dont_know", None), ("not_applicable", None), ("DIR", None)]
)
def test_only_a_number_is_a_level(value, level):
    assert answer(value).level == level


def test_not_knowing_is_not_the_same_as_not_applying():
    assert (answer("dont_know").is_dont_know, answer("dont_know").is_not_applicable) == (
        True,
        False,
    )
    assert answer("not_applicable").is_not_applicable
    assert not answer("not_applicable").is_dont_know


@pytest.mark.parametrize(
    ("value", "actors"),
    [
        ("DIR|PRE", {Actor.LEADER, Actor.PROVIDER}),
        ("PERSONNE", {Actor.NOBODY}),
        ("dont_know", set()),
    ],
)
def test_the_actors_that_an_answer_names(value, actors):
    assert answer(value).actors == actors


def test_answers_say_the_same_whenever_given_and_something_else_with_other_words():
    given = answer("3")

    assert given.says_the_same_as(
        replace(given, id="a2", answered_at=datetime(2026, 2, 1, tzinfo=UTC))
    )
    assert not given.says_the_same_as(answer("4"))
    assert not given.says_the_same_as(replace(given, comment="since March"))
    assert not given.says_the_same_as(replace(given, evidence=next(iter(Evidence))))
