"""A cube says the same of a table, whichever engine made it and however it writes unknown."""

from collections import Counter
from decimal import Decimal

import narwhals as nw
import numpy as np
import polars as pl
import pytest

from infopilot.incidents.counting.cubes import cube, plain

ROWS = [
    ("a", 3, True),
    ("b", None, True),
    (None, 3, False),
    ("a", 3, True),
    ("a", 12, None),
]
ENGINES = {
    "polars": lambda frame: frame,
    "pandas": lambda frame: frame.to_pandas(),
    "pyarrow": lambda frame: frame.to_arrow(),
}


@pytest.fixture(params=ENGINES)
def counted(request):
    frame = pl.DataFrame(ROWS, schema=["who", "times", "met"], orient="row")
    table = nw.from_native(ENGINES[request.param](frame))
    return cube(
        table.lazy("duckdb") if request.param == "pyarrow" else table.lazy(), *frame.columns
    )


def test_combinations_are_counted_with_what_is_unknown(counted):
    assert counted.total() == 5
    assert counted.by("who", "times", "met") == Counter(ROWS)
    assert counted.by("met") == {(True,): 3, (False,): 1, (None,): 1}
    assert counted.values("times") == (3, 12)


def test_rows_are_chosen_by_what_they_hold(counted):
    assert counted.where(counted.known("who", "times")).total() == 3
    assert counted.where(counted.among("who", {"a", "c"})).by("who") == {("a",): 3}
    assert counted.where(~counted.among("met", {True})).total() == 2


def test_sums_and_matrices_hold_known_values_only(counted):
    assert counted.sums("who").tolist() == [3, 1]
    assert counted.matrix("who", "times").tolist() == [[2, 1], [0, 0]]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("1.5"), 1.5),
        (np.float64("nan"), None),
        (np.int64(4), 4),
        (np.bool_(1), True),
        (None, None),
        (["a"], None),
        ("a", "a"),
    ],
)
def test_values_are_told_as_python_has_them(value, expected):
    assert plain(value) == expected
