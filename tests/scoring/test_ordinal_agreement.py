"""Agreement on levels: oracle O6, and what holds for any levels."""

from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.errors import ScoringError
from infopilot.scoring.agreement.levels import (
    a_wg,
    ad_mean,
    ad_median,
    consensus,
    reported,
    rwg,
    rwg_j,
)

LEVELS = st.lists(st.integers(1, 5), min_size=1, max_size=12)

# Oracle O6, five levels: recomputed figures, 1e-6.
O6 = [
    # levels, raw rWG, reported rWG, AD from the mean, AD from the median, a_wg, consensus
    ([4, 4, 4, 4, 4], 1, 1, 0, 0, 1, 1),
    ([3, 4, 4, 5, 4], 0.75, 0.75, 0.4, 0.4, 0.7333333333, 0.8339850003),
    ([2, 3, 3, 4, 4], 0.65, 0.65, 0.64, 0.6, 0.7171717172, 0.7387138949),
    ([1, 2, 3, 4, 5], -0.25, 0, 1.2, 1.2, 0, 0.4339850003),
    ([1, 5, 1, 5], -1.6666666667, 0, 2, 2, -1, 0),
    ([1, 1, 5, 5, 5], -1.4, 0, 1.92, 1.6, -1, 0.0290494055),
    ([4, 5, 5], 0.8333333333, 0.8333333333, 0.4444444444, 0.3333333333, 0.6363636364, 0.8286346100),
    ([2, 4], 0, 0, 1, 1, 0.5, 0.5849625007),
]


@pytest.mark.parametrize("row", O6, ids=lambda row: "-".join(map(str, row[0])))
def test_every_index_reproduces_oracle_o6(row):
    levels, *expected = row
    raw = rwg(levels)
    computed = (
        raw.value,
        reported(raw),
        ad_mean(levels),
        ad_median(levels),
        a_wg(levels).value,
        consensus(levels),
    )

    assert computed == pytest.approx(tuple(expected), abs=1e-6)
    assert raw.n == a_wg(levels).n == len(levels)


def test_consensus_reproduces_the_published_seven_point_example():
    """R package agrmt, documentation of consensus()."""
    counts = (30, 40, 210, 130, 530, 50, 10)
    levels = [level for level, count in enumerate(counts, start=1) for _ in range(count)]

    assert consensus(levels, 7) == pytest.approx(0.7256876, abs=1e-6)


def test_rwg_j_reproduces_oracle_o6():
    rows = [[4, 4, 5, 4], [4, 3, 4, 4], [5, 4, 4, 3], [4, 4, 5, 5], [3, 4, 4, 4]]
    together = rwg_j(rows)

    assert together.value == pytest.approx(0.945455, abs=1e-6)
    assert together.n == 5


@pytest.mark.parametrize(
    ("questions", "expected"), [(1, 0.5), (2, 2 / 3), (4, 0.8), (5, 5 / 6), (10, 10 / 11)]
)
def test_rwg_j_grows_with_the_number_of_questions_alone(questions, expected):
    """A mean variance of 1 on five levels: METHOD 3.8."""
    rows = [[3] * questions, [2] * questions, [4] * questions]

    assert rwg_j(rows).value == pytest.approx(expected, abs=1e-3)


def test_rwg_j_stops_where_its_formula_leaves_its_range():
    at_chance = rwg_j([[2, 4], [4, 2]])
    beyond = rwg_j([[1, 4], [4, 2]])

    assert at_chance.value == 0
    assert beyond.value is None
    assert beyond.n == 2
    assert str(beyond.reason) == "answers are further apart than chance would put them"


@pytest.mark.parametrize("rows", [[], [[4, 4]], [[], []]])
def test_rwg_j_takes_two_people_and_a_question(rows):
    together = rwg_j(rows)

    assert together.value is None
    assert together.n == len(rows)
    assert str(together.reason) == "at least two answers are needed"


def test_rwg_j_refuses_rows_of_different_lengths():
    with pytest.raises(ScoringError, match="the same questions"):
        rwg_j([[4, 4], [4]])


@pytest.mark.parametrize("index", [rwg, a_wg])
def test_an_index_of_one_answer_is_unknown(index):
    alone = index([3])

    assert alone.value is None
    assert reported(alone) is None
    assert alone.n == 1
    assert str(alone.reason) == "at least two answers are needed"


@pytest.mark.parametrize(("levels", "categories"), [([1, 1], 5), ([5, 5, 5], 5), ([7, 7], 7)])
def test_a_wg_is_unknown_at_the_ends_of_the_scale(levels, categories):
    index = a_wg(levels, categories)

    assert index.value is None
    assert index.n == len(levels)
    assert str(index.reason) == "everybody chose the same end of the scale"


def test_a_longer_scale_is_counted_as_such():
    assert rwg([1, 3], 7).value == pytest.approx(1 - 2 / 4)
    assert a_wg([6, 7, 7], 7).value == pytest.approx(1 - 2 / 3 / ((8 * 20 / 3 - 400 / 9 - 7) * 1.5))


@pytest.mark.parametrize("wrong", [[0, 3], [3, 6]])
@pytest.mark.parametrize("index", [rwg, a_wg, consensus])
def test_a_level_off_the_scale_is_refused(index, wrong):
    with pytest.raises(ScoringError, match=r"not on the scale.*1 to 5"):
        index(wrong)


@pytest.mark.parametrize("index", [rwg, a_wg, consensus, ad_mean, ad_median])
def test_no_level_at_all_is_refused(index):
    with pytest.raises(ScoringError, match="no level was given"):
        index([])


@given(LEVELS, st.randoms(use_true_random=False))
def test_what_holds_for_any_levels(levels, random):
    shuffled = random.sample(levels, len(levels))

    assert 0 <= ad_median(levels) <= ad_mean(levels) + 1e-12 <= 2 + 1e-9
    assert -1e-9 <= consensus(levels) <= 1
    assert consensus(shuffled) == pytest.approx(consensus(levels))
    assert ad_median(shuffled) == pytest.approx(ad_median(levels))
    assert (ad_median(levels) == 0) == (len(set(levels)) == 1)
    # The scale read backwards tells the same.
    assert consensus([6 - level for level in levels]) == pytest.approx(consensus(levels))


@given(LEVELS.filter(lambda levels: len(levels) > 1 and 1 < fmean(levels) < 5))
def test_a_wg_lies_between_the_widest_spread_and_unanimity(levels):
    """Its lower end is reached by answers at both ends only."""
    index = a_wg(levels).value

    assert index <= 1
    assert (index == 1) == (len(set(levels)) == 1)
    assert index >= -1 - 1e-9
