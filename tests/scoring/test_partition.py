"""What can be solved for from sums, on cases small enough to be solved by hand."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.publication import Mark
from infopilot.scoring.disclosure import partition
from infopilot.scoring.disclosure.partition import betrays, classes, is_unanimous, rank

VARIED = {str(n): str(n % 2) for n in range(100)}


def people(*numbers):
    return frozenset(Mark(f"u{n}", str(n)) for n in numbers)


def first(n):
    return people(*range(n))


def test_answers_of_the_same_sets_make_a_class():
    found = classes([first(4), people(2, 3, 4), first(5)])

    assert found == {
        (1, 0, 1): people(0, 1),
        (1, 1, 1): people(2, 3),
        (0, 1, 1): people(4),
    }


def test_nothing_published_has_no_class():
    assert classes([]) == {}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], 0),
        ([(0, 0)], 0),
        ([(1, 0), (0, 1)], 2),
        ([(1, 1), (1, 1)], 1),
        ([(1, 1, 0), (0, 1, 1), (1, 0, 1)], 3),
        ([(1, 1, 0), (0, 1, 1), (1, 0, -1)], 2),
    ],
)
def test_rank(rows, expected):
    assert rank(rows) == expected


@pytest.mark.parametrize(("n", "expected"), [(1, True), (4, True), (5, False), (6, False)])
def test_a_figure_of_fewer_than_five_betrays(n, expected):
    assert betrays([first(n)], VARIED, 5) is expected


def test_nothing_betrays_nobody():
    assert betrays([], VARIED, 5) is False


def test_o15_one_hidden_group_is_the_total_less_the_others():
    """METHOD 6.5 (O15): groups of 12, 9 and 3 with k = 5: hide 3, and 9 with it."""
    twelve, nine, total = first(12), people(*range(12, 21)), first(24)

    assert betrays([total, twelve, nine], VARIED, 5)
    assert not betrays([total, twelve], VARIED, 5)
    assert betrays([total, nine, people(21, 22, 23)], VARIED, 5)


@pytest.mark.parametrize(("late", "expected"), [(1, True), (4, True), (5, False), (0, False)])
def test_late_answers_are_the_difference_of_two_publications(late, expected):
    assert betrays([first(10), first(10 + late)], VARIED, 5) is expected


def test_one_who_leaves_among_four_who_come_is_not_found():
    before, after = first(10), first(14) - first(1)

    assert not betrays([before, after], VARIED, 5)
    assert betrays([before, after - people(13)], VARIED, 5)


def test_who_changes_their_mind_is_one_person_not_two():
    changed = frozenset(Mark(f"u{n}", f"again-{n}") for n in range(4))
    fifth = frozenset({Mark("u4", "again-4")})
    values = VARIED | {f"again-{n}": str(n % 2) for n in range(5)}

    assert betrays([first(12), first(12) - first(4) | changed], values, 5)
    assert not betrays([first(12), first(12) - first(5) | changed | fifth], values, 5)


def test_three_publications_betray_what_no_two_of_them_do():
    stay, five, six, one = (
        people(*range(20)),
        people(*range(20, 25)),
        people(*range(30, 36)),
        people(40),
    )
    published = [stay | five, stay | five | six, stay | six | one, stay]

    assert all(not betrays(list(pair), VARIED, 5) for pair in combinations(published, 2))
    assert betrays(published, VARIED, 5)
    assert not betrays([*published[:2], stay | six, stay], VARIED, 5)


def test_all_the_same_would_tell_what_each_answered():
    same = dict.fromkeys(VARIED, "3")

    assert betrays([first(9)], same, 5)
    assert not betrays([first(9)], same | {"8": "4"}, 5)


def test_all_the_same_is_told_of_what_can_be_found_only():
    same = dict.fromkeys(map(str, range(8)), "3") | {str(n): str(n) for n in range(8, 30)}

    assert betrays([first(20), people(*range(8, 20))], same, 5)
    assert not betrays([first(20), first(20) - people(7) | people(20, 21, 22, 23)], same, 5)


def test_erased_answers_are_not_known_to_be_the_same():
    assert not is_unanimous(people(98, 99, 100), {"98": "3", "99": "3"})
    assert not is_unanimous(people(101, 102), {})
    assert is_unanimous(people(98, 99), {"98": "3", "99": "3"})
    assert not is_unanimous(people(98, 99), {"98": "3", "99": "4"})


def test_past_a_dozen_of_small_classes_care_replaces_search(monkeypatch):
    sets = [first(20), first(19) | people(20, 21, 22, 23)]

    assert not betrays(sets, VARIED, 5)

    monkeypatch.setattr(partition, "MOST_SMALL_CLASSES", 1)

    assert betrays(sets, VARIED, 5)


@given(st.lists(st.sets(st.integers(0, 6), min_size=1), min_size=1, max_size=4))
def test_a_search_over_combinations_agrees(sets):
    """Small whole coefficients find by trial what the ranks of the rows find by algebra."""
    minimum = 3
    marked = [people(*some) for some in sets]
    different = {str(n): str(n) for n in range(7)}
    found = any(
        0
        < len({n for n in range(7) if sum(c for c, s in zip(cs, sets, strict=True) if n in s)})
        < minimum
        for cs in product(range(-2, 3), repeat=len(sets))
    )

    assert betrays(marked, different, minimum) == found


def group(letter, size, answers):
    """Marks of a few people, and what they answered."""
    marks = [Mark(f"{letter}{n}", f"{letter}{n}") for n in range(size)]
    return frozenset(marks), {
        mark.answer: answers[n % len(answers)] for n, mark in enumerate(marks)
    }


def test_a_set_on_which_all_answer_the_same_is_refused_whatever_its_classes():
    old, said = group("a", 8, "3")
    new, more = group("b", 6, "3")
    erased = frozenset({Mark("erased-1", "erased-1")})

    assert betrays([old | erased, old | new], said | more, 5)
    assert not betrays([old | erased, old | new], said | {**more, "b0": "4"}, 5)


def test_what_one_set_has_more_than_another_is_refused_when_all_answer_the_same():
    first, said = group("a", 5, "12")
    some, more = group("b", 5, "3")
    others, same = group("c", 5, "3")
    apart, rest = group("d", 5, "45")
    sets = [first, first | some | others, some | apart]
    values = said | more | same | rest

    assert betrays(sets, values, 5)
    assert not betrays(sets, {**values, "c0": "4"}, 5)
