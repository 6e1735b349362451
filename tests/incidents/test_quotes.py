"""A quote that is never closed takes its own line with it, and hides no other."""

import csv
from io import StringIO

import pytest

from infopilot.incidents.files.reading import open_table, read_records
from infopilot.model.errors import IncidentDataError

HEADER = "id;note;at;who\n"


def read(path):
    """First cells of the records that are kept, ranks of those that are not, and both counted."""
    with open_table(path) as file:
        table = read_records(file)
        rows = table.relation.order("source_row").fetchall()
        rejected = {row.source_row: row.reason for row in table.rejected}
        return {row[0]: row[-1] for row in rows}, rejected, table.rows


def test_a_quote_that_is_never_closed_hides_nothing(text_file):
    lines = [f"{n};panne;lundi;Bob\n" for n in range(1, 1001)]
    lines[4] = '5;"panne;lundi;Bob\n'

    kept, rejected, rows = read(text_file(HEADER + "".join(lines)))

    assert (len(kept), rejected, rows) == (999, {5: "unquoted_value"}, 1000)
    assert kept["6"] == 6
    assert kept["1000"] == 1000


@pytest.mark.parametrize(
    ("text", "kept", "rejected"),
    [
        ('1;"a;b;c\n2;"x";y;z\n3;d;e;f\n', {"2": 2, "3": 3}, [1]),
        ('1;"a;b;c\n2;x;y;z\n3;24" d;e;f\n', {"2": 2, "3": 3}, [1]),
        ('1;"a;b;c\n2;x;y;z\n3;24";e;f\n', {"2": 2, "3": 3}, [1]),
        ('1;"a\nb";x;"y\n2;d;e;f\n', {"2": 2}, [1]),
        ('1;"a "b" c";d;e\n2;d;e;f\n', {"2": 2}, [1]),
        ('1;a;b;"c\n\n2;d;e;f\n', {"2": 3}, [1]),
        ('1;a;b;"c', {}, [1]),
    ],
    ids=[
        "before a quoted cell",
        "before a sign",
        "closed far away",
        "second cell of a record",
        "inside of a cell",
        "above an empty line",
        "at the end of the file",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_only_the_line_of_the_quote_is_lost(text_file, text, kept, rejected, end):
    found, lost, rows = read(text_file((HEADER + text).replace("\n", end)))

    assert (found, [*lost]) == (kept, rejected)
    assert set(lost.values()) == {"unquoted_value"}
    assert rows == len(kept) + len(rejected)


@pytest.mark.parametrize(
    "cell", ["a\nb", 'il dit "non"\net "oui"', "a;b;c\nd", "\n\n\n", '"\n"', "x\n" * 500, "1;2;3\n"]
)
@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_cell_of_several_lines_is_one_cell(text_file, cell, place):
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    cells = ["1", "a", "b", "c"]
    cells[place] = cell
    writer.writerow(cells)

    kept, rejected, rows = read(text_file(HEADER + text.getvalue() + "2;d;e;f\n"))

    assert (kept, rejected, rows) == ({"1": 1, "2": 2}, {}, 2)


def test_a_header_whose_quote_is_not_closed_is_refused(text_file):
    path = text_file('id;note;at;"who\n1;a;b;c\n')

    with pytest.raises(IncidentDataError, match="header cannot be cut"), open_table(path):
        pass
