from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from infopilot.views.labels import Box, Mark, _disc, _label, label_sides

SIDE = 400.0
places = st.floats(min_value=10, max_value=SIDE - 10)
clouds = st.lists(st.builds(Mark, places, places, st.just(8.0), st.just("K01, K02")), max_size=12)


@given(clouds)
def test_no_label_is_written_over_another_or_over_a_mark(marks):
    chosen = zip(marks, label_sides(marks, SIDE), strict=True)
    labels = [_label(mark, side) for mark, side in chosen if side is not None]

    assert not any(one.meets(other) for one, other in combinations(labels, 2))
    assert not any(label.meets(_disc(mark)) for label in labels for mark in marks)
    assert all(label.fits(SIDE) for label in labels)


def test_a_lone_mark_has_its_label_on_the_right():
    assert label_sides([Mark(100, 100, 8, "K01")], SIDE) == ["right"]


def test_a_label_turns_away_from_the_edge():
    assert label_sides([Mark(SIDE - 10, 100, 8, "K01")], SIDE) == ["left"]


def test_a_label_goes_around_what_is_written():
    """Names of corners stand in the square before the marks do."""
    mark = Mark(100, 40, 8, "K01")
    right, below = (_label(mark, side) for side in ("right", "below"))

    assert label_sides([mark], SIDE, [right]) == ["left"]
    assert label_sides([mark], SIDE, [Box(0, 0, SIDE, right.bottom)]) == ["below"]
    assert label_sides([mark], SIDE, [Box(0, 0, SIDE, below.bottom)]) == [None]
