"""What chance alone gives: oracle O12 (METHOD 3.9), and every way to answer counted one by one."""

from collections import Counter
from itertools import product
from statistics import variance

import pytest

from infopilot.model.errors import ScoringError
from infopilot.scoring.agreement import chance
from infopilot.scoring.agreement.chance import chance_of_deviation, noise_floor
from infopilot.scoring.agreement.levels import ad_median
from infopilot.scoring.agreement.naming import within_agreement

# Oracle O12: n, smallest pair agreement significant at 5 % and its p, largest deviation from the
# median significant at 5 % and its p, chance of a deviation of 5/6 at most, chance of rWG >= .70.
O12 = [
    (2, None, None, None, None, 0.520, 0.520),
    (3, 1, 0.040, 0, 0.040, 0.520, 0.232),
    (4, 1, 0.008, 0, 0.008, 0.411, 0.098),
    (5, 0.600, 0.034, 0.20, 0.014, 0.408, 0.059),
    (6, 0.467, 0.027, 0.333, 0.019, 0.347, 0.045),
    (7, 0.429, 0.032, 0.429, 0.023, 0.173, 0.028),
    (8, 0.393, 0.037, 0.500, 0.024, 0.156, 0.021),
    (10, 0.333, 0.040, 0.600, 0.026, 0.139, 0.006),
]


@pytest.fixture(autouse=True)
def nothing_kept():
    """Each test counts by itself: no law of another one is used again."""
    for kept in (chance.noise_floor, chance._pair_law, chance._deviation_law):
        kept.cache_clear()


def close(expected):
    return expected if expected is None else pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("row", O12, ids=lambda row: f"{row[0]} people")
def test_the_noise_floor_reproduces_oracle_o12(row):
    n, pairs, pairs_chance, deviation, deviation_chance, usual_deviation, usual_rwg = row
    floor = noise_floor(n)

    assert (floor.n, floor.categories) == (n, 5)
    assert floor.pairs == close(pairs)
    assert floor.pairs_chance == close(pairs_chance)
    assert floor.deviation == close(deviation)
    assert floor.deviation_chance == close(deviation_chance)
    assert floor.usual_deviation == close(usual_deviation)
    assert floor.usual_rwg == close(usual_rwg)
    assert floor.expected_pairs == 0.2
    assert (floor.reason is None) == (deviation is not None)


def laws(n, categories):
    """Every way to answer, one by one."""
    pairs, deviations, close_enough, narrow = Counter(), Counter(), 0, 0
    for levels in product(range(1, categories + 1), repeat=n):
        pairs[round(within_agreement(levels), 9)] += 1
        deviations[round(ad_median(levels), 9)] += 1
        close_enough += ad_median(levels) <= categories / 6 + 1e-9
        narrow += 1 - variance(levels) / ((categories**2 - 1) / 12) >= 0.7 - 1e-9
    return pairs, deviations, close_enough, narrow


@pytest.mark.parametrize(("n", "categories"), [(2, 5), (3, 5), (5, 5), (6, 5), (4, 4), (5, 3)])
def test_the_laws_are_those_of_every_way_to_answer(n, categories):
    every = categories**n
    pairs, deviations, close_enough, narrow = laws(n, categories)
    floor = noise_floor(n, categories)

    assert floor.usual_deviation == pytest.approx(close_enough / every)
    assert floor.usual_rwg == pytest.approx(narrow / every)
    for deviation in deviations:
        expected = sum(ways for value, ways in deviations.items() if value <= deviation) / every
        assert chance_of_deviation(n, deviation, categories) == pytest.approx(expected)
    rare = [
        (value, tail)
        for value in pairs
        if (tail := sum(ways for other, ways in pairs.items() if other >= value) / every) <= 0.05
    ]
    assert (floor.pairs, floor.pairs_chance) == (pytest.approx(min(rare)) if rare else (None, None))


@pytest.mark.parametrize("categories", [2, 3, 5])
def test_the_mean_agreement_of_pairs_is_one_in_as_many_as_there_are_categories(categories):
    pairs, *_ = laws(4, categories)
    mean = sum(value * ways for value, ways in pairs.items()) / categories**4

    assert mean == pytest.approx(1 / categories)
    assert noise_floor(4, categories).expected_pairs == pytest.approx(mean)


def test_a_probability_that_equals_the_significance_is_significant():
    """Three equal answers of five come one time in 25."""
    assert noise_floor(3, significance=0.04).deviation == 0
    assert noise_floor(3, significance=0.04).pairs == 1
    assert noise_floor(3, significance=0.0399).deviation is None
    assert noise_floor(3, significance=0.0399).pairs is None


def test_where_chance_is_always_taken_for_agreement_anything_is():
    floor = noise_floor(2, significance=1)

    assert (floor.pairs, floor.pairs_chance) == (0, 1)
    assert (floor.deviation, floor.deviation_chance) == (2, 1)


def test_two_people_never_pass_the_floor():
    reason = "with 2 answers, even the same answer from all comes by chance too often"

    assert str(noise_floor(2).reason) == reason


def test_the_deviation_of_many_people_is_computed_too():
    """Half of 40 at random is about one level from the median; unanimity never comes."""
    assert chance_of_deviation(40, 2) == 1
    assert chance_of_deviation(40, 0) == pytest.approx(5.0**-39)
    assert 0.2 < chance_of_deviation(40, 1.2) < 0.8


def test_one_person_is_always_as_close():
    assert chance_of_deviation(1, 0) == 1


@pytest.mark.parametrize(("n", "categories"), [(1, 5), (0, 5), (3, 1)])
def test_chance_needs_two_people_and_two_categories(n, categories):
    with pytest.raises(ScoringError, match="chance cannot be told"):
        noise_floor(n, categories)


@pytest.mark.parametrize(("n", "categories"), [(0, 5), (3, 1)])
def test_the_chance_of_a_deviation_needs_them_too(n, categories):
    with pytest.raises(ScoringError, match="two people and two categories"):
        chance_of_deviation(n, 0, categories)
