from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.scoring.agreement.naming import between_agreement, within_agreement

NAMES = st.lists(st.sampled_from(["DIR", "REF", "MET", "PRE", "PERSONNE", None]), max_size=10)


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (["DIR", "DIR", "DIR", "PRE"], 1 / 2),
        (["DIR", "REF", "REF", None], 1 / 6),
        (["PRE"] * 4, 1),
        (["PERSONNE", "PERSONNE"], 1),
        ([None, None], 0),
        (["DIR"], None),
        ([], None),
    ],
)
def test_agreement_within_a_side(named, expected):
    assert within_agreement(named) == expected


@pytest.mark.parametrize(
    ("client", "provider", "expected"),
    [
        (["DIR", "DIR", "DIR", "PRE"], ["DIR", "PRE"], 0.5),
        (["DIR", "REF", "REF", None], ["PERSONNE", "PERSONNE"], 0),
        ([None], [None], 0),
        (["DIR"], [], None),
        ([], ["PRE"], None),
    ],
)
def test_agreement_between_sides(client, provider, expected):
    assert between_agreement(client, provider) == expected


@pytest.mark.parametrize("people", [2, 3, 4, 5])
def test_chance_gives_a_fifth_whatever_the_number_of_people(people):
    draws = list(product("ABCDE", repeat=people))
    mean = sum(Fraction(within_agreement(draw)).limit_denominator(100) for draw in draws)

    assert mean / len(draws) == Fraction(1, 5)


@given(NAMES.filter(any))
def test_one_more_person_who_names_the_most_named_never_lowers_agreement(names):
    named = [name for name in names if name is not None]
    most_named = max(named, key=named.count)
    before, after = within_agreement(names), within_agreement([*names, most_named])

    assert before is None or (after is not None and after >= before - 1e-12)


@given(NAMES, NAMES, st.randoms(use_true_random=False))
def test_the_order_of_respondents_is_irrelevant(client, provider, random):
    shuffled = random.sample(client, len(client))

    assert within_agreement(shuffled) == within_agreement(client)
    assert between_agreement(shuffled, provider) == between_agreement(client, provider)
