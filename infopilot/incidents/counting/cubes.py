"""What an engine counted, once: how many incidents hold each combination of some columns."""

import math
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import narwhals as nw
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Frame = nw.LazyFrame[Any]
Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]
Key = tuple[object, ...]
HELD = "rows_held"
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Coded:
    """One column: its known values, rising, and the place of each row's value among them."""

    values: tuple[object, ...]
    codes: Integers


@dataclass(frozen=True, slots=True)
class Cube:
    """Rows are combinations of values, ``held`` says how many incidents hold each.

    Their order is that of the engine: ask for sums, never for a row.
    """

    columns: Mapping[str, Coded]
    held: Integers

    def total(self) -> int:
        """How many incidents were counted."""
        return int(self.held.sum())

    def codes(self, name: str) -> Integers:
        """Place of each row's value among `values`; -1 where it is unknown."""
        return self.columns[name].codes

    def values(self, name: str) -> tuple[object, ...]:
        """Known values of a column, rising."""
        return self.columns[name].values

    def known(self, *names: str) -> Truths:
        """Which rows tell all of these columns."""
        told = np.ones(len(self.held), dtype=np.bool_)
        for name in names:
            told &= self.codes(name) != UNKNOWN
        return told

    def among(self, name: str, wanted: Collection[object]) -> Truths:
        """Which rows hold one of these values."""
        places = [place for place, value in enumerate(self.values(name)) if value in wanted]
        return np.isin(self.codes(name), places)

    def where(self, rows: Truths) -> "Cube":
        """Only some rows."""
        columns = {
            name: Coded(column.values, column.codes[rows]) for name, column in self.columns.items()
        }
        return Cube(columns, self.held[rows])

    def by(self, *names: str) -> Counter[Key]:
        """How many incidents hold each combination of values; unknown is None."""
        place = np.zeros(len(self.held), dtype=np.int64)
        for name in names:
            place = place * (len(self.values(name)) + 1) + self.codes(name) + 1
        places, rows = np.unique(place, return_inverse=True)
        sums = np.zeros(len(places), dtype=np.int64)
        np.add.at(sums, rows, self.held)
        keys: list[list[object]] = []
        for name in reversed(names):
            places, codes = np.divmod(places, len(self.values(name)) + 1)
            words = (None, *self.values(name))
            keys.append([words[code] for code in codes.tolist()])
        return Counter(dict(zip(zip(*reversed(keys), strict=True), sums.tolist(), strict=True)))

    def sums(self, name: str) -> Integers:
        """How many incidents hold each known value of a column."""
        seen = self.known(name)
        counted = np.zeros(len(self.values(name)), dtype=np.int64)
        np.add.at(counted, self.codes(name)[seen], self.held[seen])
        return counted

    def matrix(self, rows: str, columns: str) -> Integers:
        """How many incidents hold each value of ``rows`` with each of ``columns``, where known."""
        shape = len(self.values(rows)), len(self.values(columns))
        seen = self.known(rows, columns)
        counted = np.zeros(shape, dtype=np.int64)
        np.add.at(counted, (self.codes(rows)[seen], self.codes(columns)[seen]), self.held[seen])
        return counted


def cube(frame: Frame, *columns: str) -> Cube:
    """Count the rows of ``frame`` by combination of values, in one pass of its engine."""
    counted = frame.group_by(*columns, drop_null_keys=False).agg(nw.len().alias(HELD)).collect()
    held = np.asarray(counted[HELD].to_numpy(), dtype=np.int64)
    return Cube({name: _coded(counted[name].to_arrow()) for name in columns}, held)


def plain(value: object) -> object:
    """``value`` as Python has it; engines write unknown as None, NaN, NaT or NA."""
    if isinstance(value, Decimal):
        return float(value)
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and math.isnan(value):
        return None
    return value if isinstance(value, str | bool | int | float) else None


def _coded(column: pa.Array | pa.ChunkedArray) -> Coded:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_integer(whole.type) or pa.types.is_floating(whole.type):
        return _coded_numbers(whole)
    encoded = whole.dictionary_encode()
    words = [plain(word) for word in encoded.dictionary.to_pylist()]
    values = sorted({word for word in words if word is not None}, key=_in_order)
    places = {value: place for place, value in enumerate(values)}
    # The last place stands for what the engine itself left out.
    moved = [places.get(word, UNKNOWN) for word in words] + [UNKNOWN]
    indices = encoded.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)
    return Coded(tuple(values), np.array(moved, dtype=np.int64)[indices.astype(np.int64)])


def _coded_numbers(column: pa.Array) -> Coded:
    """Whole numbers are told as such, whichever way an engine holds them beside unknown ones."""
    numbers = column.cast(pa.float64()).fill_null(math.nan).to_numpy(zero_copy_only=False)
    known = ~np.isnan(numbers)
    values, places = np.unique(numbers[known], return_inverse=True)
    codes = np.full(len(numbers), UNKNOWN, dtype=np.int64)
    codes[known] = places
    whole = np.isfinite(values).all() and (values == np.floor(values)).all()
    return Coded(tuple((values.astype(np.int64) if whole else values).tolist()), codes)


def _in_order(value: object) -> Any:  # noqa: ANN401 - values of one column compare
    return value
