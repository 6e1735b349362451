"""The line that is told is the one that a spreadsheet shows when it opens the file."""

import csv
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infopilot.incidents.files.containers import CHUNK
from infopilot.incidents.files.lines import blank_records
from infopilot.incidents.files.reading import open_table, read_records


def told_lines(path):
    """First cell of each record that is kept and the line of each one that is not."""
    with open_table(path) as file:
        table = read_records(file)
        above = table.layout.lines_before
        rows = table.relation.order("source_row").fetchall()
        kept = {row[0]: row[-1] + above for row in rows}
        return kept, [row.source_row + above for row in table.rejected]


@pytest.mark.parametrize(
    ("text", "kept", "rejected"),
    [
        ("id;a\n1;x\n2;y\n", {"1": 2, "2": 3}, []),
        ("\n\nid;a\n1;x\n2\n3;y\n", {"1": 4, "3": 6}, [5]),
        ("sep=;\nid;a\n1;x\n2\n", {"1": 2}, [3]),
        ('id;"a\nb"\n1;"x\n\ny"\n2;y;z\n3;t\n', {"1": 2, "3": 4}, [3]),
        ("id;a\n\n1;x\n\n\n2;y;z\n3;t\n\n4;u\n", {"1": 3, "3": 7, "4": 9}, [6]),
        ("id;a\r\n\r\n1;x\r\n;\r\n2;y\r\n", {"1": 3, "2": 5}, []),
        ("id;a\n1;x\n\n2;y", {"1": 2, "2": 4}, []),
    ],
    ids=[
        *("plain", "blank above", "sep=", "lines in a cell", "blank between"),
        *("carriage returns", "last line without an end"),
    ],
)
def test_the_line_is_the_one_that_a_spreadsheet_shows(text_file, text, kept, rejected):
    assert told_lines(text_file(text)) == (kept, rejected)


def test_the_rows_above_the_header_of_a_sheet_count(workbook):
    def row(number, *cells):
        texts = "".join(f"<c t='inlineStr'><is><t>{cell}</t></is></c>" for cell in cells)
        return f"<row r='{number}'>{texts}</row>"

    path = workbook(row(3, "ID", "X") + row(4, "1", "a") + row(6, "2", "b"))

    assert told_lines(path) == ({"1": 4, "2": 6}, [])


def test_a_record_that_breaks_two_rules_is_rejected_once(text_file):
    with open_table(text_file('id;a\n1;"x"y;3;4\n2;z\n')) as file:
        table = read_records(file)
        assert [row.source_row for row in table.rejected] == [1]
        assert table.rows == 2


CELLS = st.text(alphabet='ab \n"', max_size=6)
LINES = st.lists(st.none() | st.lists(CELLS, min_size=1, max_size=3), max_size=25)


@settings(deadline=None, max_examples=60)
@given(
    lines=LINES,
    end=st.sampled_from(["\n", "\r\n"]),
    blank=st.integers(0, 2),
    written=st.tuples(st.booleans(), st.sampled_from(["utf-8", "utf-16"])),
)
def test_lines_are_those_that_a_csv_reader_counts(tmp_path_factory, lines, end, blank, written):
    """Any mix of empty lines, cells on several lines and records of the wrong width."""
    is_ended, encoding = written
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator=end, quoting=csv.QUOTE_ALL)
    text.write(end * blank)
    writer.writerow(["id", "note"])
    expected_kept, expected_rejected = {}, []
    for line, cells in enumerate([["first", ""], *lines], start=blank + 2):
        if cells is None:
            text.write(end)
            continue
        name = f"t{line}"
        writer.writerow([name, *cells[1:]])
        # A separator after the last cell adds no cell.
        if len(cells) == 2 or (len(cells) == 3 and not cells[2]):
            expected_kept[name] = line
        else:
            expected_rejected.append(line)
    path = tmp_path_factory.mktemp("lines") / "export.csv"
    whole = text.getvalue()
    path.write_text(whole if is_ended else whole.removesuffix(end), encoding=encoding, newline="")

    assert told_lines(path) == (expected_kept, expected_rejected)


def test_empty_lines_on_both_sides_of_a_block_are_found(tmp_path):
    """The file is looked at block by block."""
    path = tmp_path / "export.csv"
    first = b"id;a\n" + b"1;xxxxx\n" * (CHUNK // 8 - 1) + b"2;\n"
    path.write_bytes(first + b"\n2;y\n")

    assert len(first) == CHUNK
    assert blank_records(path, ";", 1) == [CHUNK // 8 + 1]
