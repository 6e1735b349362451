"""Choosing a set of candidates: the published example, limits, ties, and what never fails."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.errors import ScoringError
from infopilot.scoring.priorities.selection import (
    Candidate,
    Search,
    best_subset,
    problem_of,
    select,
    stepwise,
    swapped,
)

# METHOD 6.7, oracle O15 "whatif": dimension, item moved, levels, days.
WEIGHTS = {"D1": 0.4, "D2": 0.3, "D3": 0.3}
ITEMS = {"D1": (1, 4), "D2": (2, 3), "D3": (3, 3)}
MOVES = {"a": ("D1", 0, 2, 5), "b": ("D1", 1, 1, 2), "c": ("D2", 0, 1, 3), "d": ("D3", 1, 1, 1)}
CANDIDATES = [Candidate(id=key, days=days) for key, (*_, days) in MOVES.items()]


def capped_mean(chosen):
    """The weighted mean of the dimensions of O15 under the cap rule, key item first."""
    items = {key: list(levels) for key, levels in ITEMS.items()}
    for bit, (dimension, item, levels, _) in enumerate(MOVES.values()):
        items[dimension][item] += levels if chosen >> bit & 1 else 0
    scores = {key: min(sum(levels) / 2, 1 + levels[0]) for key, levels in items.items()}
    return (sum(WEIGHTS[key] * score for key, score in scores.items()),)


def additive(*points):
    """A worth that adds up, for tests of the limits."""

    def worth(chosen):
        return (float(sum(p for bit, p in enumerate(points) if chosen >> bit & 1)),)

    return worth


def three(**changes):
    """Candidates x, y, z of one day each, or of the days given."""
    return [Candidate(id=key, days=changes.get(key, 1)) for key in "xyz"]


def test_gains_of_oracle_o15_are_those_of_the_cap_rule():
    base = capped_mean(0)[0]
    gains = [capped_mean(1 << bit)[0] - base for bit in range(4)]

    assert base == pytest.approx(2.45, abs=1e-6)
    assert gains == pytest.approx([0.6, 0, 0.15, 0.15], abs=1e-6)


@pytest.mark.parametrize(
    ("budget", "best", "value"), [(8, ("a", "b", "d"), 3.4), (7, ("a", "b"), 3.25)]
)
def test_the_exact_search_finds_the_optimum_of_oracle_o15(budget, best, value):
    found = select(CANDIDATES, capped_mean, budget=budget)
    chosen = sum(1 << "abcd".index(key) for key in best)

    assert (found.chosen, found.search) == (best, Search.EXACT)
    assert capped_mean(chosen)[0] == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(("budget", "chosen", "value"), [(8, "abd", 3.4), (7, "ad", 3.2)])
def test_the_steps_alone_find_what_oracle_o15_says_of_greedy(budget, chosen, value):
    problem = problem_of(CANDIDATES, capped_mean, budget=budget, most=None)
    found = stepwise(problem)

    assert "".join(one.id for one in problem.members(found)) == chosen
    assert capped_mean(found)[0] == pytest.approx(value, abs=1e-6)


def test_swaps_mend_what_the_steps_miss():
    found = select(CANDIDATES, capped_mean, budget=7, exact_subsets=15)

    assert (found.chosen, found.search) == (("a", "b"), Search.GREEDY)


@pytest.mark.parametrize(("subsets", "search"), [(16, Search.EXACT), (15, Search.GREEDY)])
def test_all_sets_are_tried_up_to_a_number_of_sets(subsets, search):
    assert select(CANDIDATES, capped_mean, exact_subsets=subsets).search is search


@pytest.mark.parametrize(("count", "search"), [(15, Search.EXACT), (16, Search.GREEDY)])
def test_fifteen_candidates_are_tried_in_all_sets_by_default(count, search):
    candidates = [Candidate(id=f"A{place:02}", days=1) for place in range(count)]

    assert select(candidates, lambda chosen: (float(chosen & 1),)).search is search


def test_the_sets_that_are_counted_are_those_small_enough():
    found = select(CANDIDATES, capped_mean, most=1, exact_subsets=5)

    assert (found.chosen, found.search) == (("a",), Search.EXACT)


@pytest.mark.parametrize("search", [best_subset, stepwise, lambda p: swapped(p, 0)])
@pytest.mark.parametrize(
    ("budget", "most", "chosen"),
    [(None, None, "xyz"), (2, None, "xy"), (1.999, None, "x"), (None, 1, "x"), (None, 0, "")],
)
def test_the_limits_are_kept(search, budget, most, chosen):
    problem = problem_of(three(), additive(3, 2, 1), budget=budget, most=most)

    assert "".join(one.id for one in problem.members(search(problem))) == chosen


@pytest.mark.parametrize("search", [best_subset, stepwise, lambda p: swapped(p, 0)])
def test_sums_of_decimals_do_not_break_a_budget(search):
    problem = problem_of(three(x=0.1, y=0.1, z=0.1), additive(1, 1, 1), budget=0.3, most=None)

    assert search(problem) == 0b111


@pytest.mark.parametrize("search", [best_subset, stepwise])
def test_what_gains_nothing_is_not_chosen(search):
    problem = problem_of(three(), additive(1, 0, 0), budget=None, most=None)

    assert search(problem) == 0b001


@pytest.mark.parametrize("search", [best_subset, stepwise, lambda p: swapped(p, 0)])
@pytest.mark.parametrize(
    ("worth", "days", "chosen"),
    [
        (lambda s: (float(bool(s)), float(s >> 2 & 1)), {}, "z"),
        (lambda s: (float(bool(s)), 0.0), {"x": 2, "z": 2}, "y"),
        (lambda s: (float(bool(s)), 0.0), {}, "x"),
    ],
    ids=["the second figure", "fewer days", "the first id"],
)
def test_ties_go_to(search, worth, days, chosen):
    problem = problem_of(three(**days), worth, budget=None, most=1)

    assert "".join(one.id for one in problem.members(search(problem))) == chosen


@pytest.mark.parametrize("search", [best_subset, stepwise, lambda p: swapped(p, 0)])
def test_a_candidate_brings_what_it_requires(search):
    chain = [
        Candidate(id="x", days=1, requires=frozenset({"y"})),
        Candidate(id="y", days=1, requires=frozenset({"z"})),
        Candidate(id="z", days=1),
    ]
    worth = additive(5, 0, 0)

    assert search(problem_of(chain, worth, budget=3, most=None)) == 0b111
    assert search(problem_of(chain, worth, budget=2, most=None)) == 0
    assert search(problem_of(chain, worth, budget=None, most=2)) == 0


def test_a_swap_takes_out_those_that_require_what_leaves():
    pair = [
        Candidate(id="x", days=1),
        Candidate(id="y", days=1, requires=frozenset({"x"})),
        Candidate(id="z", days=2),
    ]
    problem = problem_of(pair, additive(1, 1, 3), budget=2, most=None)

    assert swapped(problem, 0b011) == 0b100


def test_two_that_gain_only_together_are_found_by_swaps():
    problem = problem_of(three(), lambda s: (float(s & 3 == 3),), budget=None, most=2)

    assert stepwise(problem) == 0
    assert swapped(problem, 0) == 0b011


@pytest.mark.parametrize("budget", [0, -1, float("nan"), float("inf")])
def test_a_budget_is_a_number_of_days_above_0(budget):
    with pytest.raises(ScoringError, match="number of days above 0"):
        select(three(), additive(1, 1, 1), budget=budget)


@pytest.mark.parametrize("days", [0, -1, float("nan"), float("inf")])
def test_a_candidate_takes_days(days):
    with pytest.raises(ScoringError, match="y: not a number of days"):
        select(three(y=days), additive(1, 1, 1))


@pytest.mark.parametrize(
    ("candidates", "words"),
    [
        ([Candidate(id="x", days=1)] * 2, "same id"),
        ([Candidate(id="x", days=1, requires=frozenset({"q", "p"}))], "x: requires.*'p'"),
        ([Candidate(id="x", days=1, requires=frozenset({"x"}))], "round in a circle"),
    ],
)
def test_candidates_that_do_not_hold_together_are_refused(candidates, words):
    with pytest.raises(ScoringError, match=words):
        select(candidates, additive(1, 1))


@st.composite
def problems(draw):
    """Up to seven candidates with points that may clash, and both limits."""
    count = draw(st.integers(1, 7))
    points = [draw(st.integers(0, 9)) for _ in range(count)]
    clashes = draw(st.sets(st.integers(0, (1 << count) - 1), max_size=4))
    candidates = [
        Candidate(
            id=f"A{place}",
            days=draw(st.sampled_from([0.5, 1, 2, 3.5])),
            requires=frozenset(
                f"A{other}" for other in range(place) if draw(st.integers(0, 9)) == 0
            ),
        )
        for place in range(count)
    ]

    def worth(chosen):
        lost = sum(1 for clash in clashes if clash & chosen == clash)
        return (float(sum(p for bit, p in enumerate(points) if chosen >> bit & 1) - lost),)

    return candidates, worth, draw(st.sampled_from([None, 1, 4, 7])), draw(st.integers(0, 7))


def is_allowed(problem, chosen):
    members = problem.members(chosen)
    ids = {one.id for one in members}
    required = {each for one in members for each in one.requires}
    fits = len(members) <= problem.most and sum(one.days for one in members) <= problem.budget
    return fits and required <= ids


@given(problems())
def test_the_exact_search_is_the_best_of_all_allowed_sets(case):
    candidates, worth, budget, most = case
    problem = problem_of(candidates, worth, budget=budget, most=most)
    allowed = [s for s in range(1 << len(candidates)) if is_allowed(problem, s)]

    assert best_subset(problem) == min(allowed, key=problem.rank)


@given(problems())
def test_searches_keep_the_limits_and_exact_is_never_below_greedy(case):
    candidates, worth, budget, most = case
    problem = problem_of(candidates, worth, budget=budget, most=most)
    steps = stepwise(problem)
    better, exact = swapped(problem, steps), best_subset(problem)

    assert all(is_allowed(problem, found) for found in (steps, better, exact))
    assert worth(exact) >= worth(better) >= worth(steps) >= worth(0)


@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_candidates_changes_nothing(case, random):
    candidates, worth, budget, most = case
    mixed = random.sample(range(len(candidates)), len(candidates))

    def mixed_worth(chosen):
        return worth(sum(1 << place for bit, place in enumerate(mixed) if chosen >> bit & 1))

    for subsets in (1, 1 << 7):
        limits = {"budget": budget, "most": most, "exact_subsets": subsets}
        one = select(candidates, worth, **limits)
        other = select([candidates[place] for place in mixed], mixed_worth, **limits)
        assert sorted(one.chosen) == sorted(other.chosen)


def test_a_problem_of_the_size_of_the_library_is_solved_at_once():
    points = [bit % 7 + bit / 100 for bit in range(26)]
    candidates = [Candidate(id=f"A{bit:02}", days=1 + bit % 3) for bit in range(26)]
    worth = additive(*points)
    best = max(combinations(range(26), 2), key=lambda pair: sum(points[bit] for bit in pair))

    found = select(candidates, worth, most=2, exact_subsets=352)

    assert found.search is Search.EXACT
    assert found.chosen == tuple(f"A{bit:02}" for bit in best)
