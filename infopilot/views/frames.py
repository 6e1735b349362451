"""How our tables are made of rows, and read back row by row."""

from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace

import pandas as pd

Row = Mapping[str, object]


def tidy(
    rows: Sequence[Row],
    columns: Sequence[str],
    *,
    numeric: Sequence[str],
    flags: Sequence[str] = (),
) -> pd.DataFrame:
    """A table of ``rows``: ``numeric`` columns are floats (NaN is unknown), ``flags`` are booleans.

    Every other column keeps its objects as they are, None being unknown.

    >>> tidy([{"a": None, "b": None}], ("a", "b"), numeric=("b",)).to_dict("records")
    [{'a': None, 'b': nan}]
    """
    table = pd.DataFrame([dict(row) for row in rows], columns=list(columns), dtype=object)
    return table.astype(dict.fromkeys(numeric, float) | dict.fromkeys(flags, bool))


def records(table: pd.DataFrame) -> Iterator[SimpleNamespace]:
    """The rows of ``table``, each column an attribute.

    >>> [row.a for row in records(pd.DataFrame({"a": [1, 2]}))]
    [1, 2]
    """
    for row in table.to_dict("records"):
        yield SimpleNamespace(**{str(name): value for name, value in row.items()})
