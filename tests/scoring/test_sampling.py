"""Users as a sample whose mean is the score, capped or not: by hand."""

from statistics import fmean

import pytest

from infopilot.scoring.answers import answers_by_respondent
from infopilot.scoring.maturity.grades import capped
from infopilot.scoring.maturity.profiles import group_means, profile
from infopilot.scoring.maturity.sampling import value_sample

KEYS = [1, 2, 1, 2, 1, 1, 2, 2]


@pytest.fixture(scope="module")
def sampled(ask, form, say, method):
    """The sample of users who give these pairs of levels; the second question is a key one."""

    def make(pairs, others=(), users=None):
        asked = form({"D1": (ask("RD1"), ask("RD2", key=True))}).dimensions[0]
        people = [(f"USR{rank}", pair) for rank, pair in enumerate(pairs)]
        given = [
            say(person, question, level)
            for person, pair in (*people, *others)
            for question, level in zip(("RD1", "RD2"), pair, strict=True)
        ]
        seen = profile(asked, answers_by_respondent(given).values(), method, users)
        means = group_means(seen)
        value, capped_by = capped(seen, means)
        return value, capped_by, value_sample(seen, means, capped_by, value)

    return make


def test_users_alone_are_their_own_means(sampled):
    value, capped_by, sample = sampled([(level, level + 1) for level in KEYS], users=80)

    assert (value, capped_by, sample.population) == (2, None, 80)
    assert sample.values == pytest.approx(
        {f"USR{rank}": level + 0.5 for rank, level in enumerate(KEYS)}
    )


def test_a_named_person_moves_the_middle_and_lessens_what_each_user_weighs(sampled):
    """The leader weighs 0.35 and users 0.25 of 0.6 in all."""
    value, _, sample = sampled([(level, level) for level in KEYS], [("DIR1", (3, 3))])

    assert value == pytest.approx((0.35 * 3 + 0.25 * 1.5) / 0.6)
    assert fmean(sample.values.values()) == pytest.approx(value)
    assert sample.values["USR1"] - sample.values["USR0"] == pytest.approx(0.25 / 0.6)


def test_users_who_set_the_cap_move_it_by_their_answer_to_that_question(sampled):
    value, capped_by, sample = sampled([(5, level) for level in KEYS])

    assert (value, capped_by, sample.population) == (2.5, "RD2", None)
    assert sample.values == pytest.approx(
        {f"USR{rank}": level + 1 for rank, level in enumerate(KEYS)}
    )


def test_answers_apart_from_the_key_question_move_no_cap(sampled):
    _, capped_by, sample = sampled([(4 + rank % 2, 1) for rank in range(8)])

    assert capped_by == "RD2"
    assert set(sample.values.values()) == {2}
