import os
import sys
from types import SimpleNamespace

import pytest

from infopilot.incidents.files.limits import Limits
from infopilot.incidents.files.reading import open_table, read_records
from infopilot.model.errors import IncidentDataError

TEXT = 'id;titre\n1;été\n2;"deux\nlignes"\n'


def read(path, **limits):
    with open_table(path, Limits(**limits)) as file:
        table = read_records(file)
        rows = table.relation.order("source_row").fetchall()
    told = {"columns": file.columns, "rows": table.rows, "rejected": table.rejected}
    return SimpleNamespace(layout=table.layout, **told), rows


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("utf-16", "utf-16")],
)
def test_the_encoding_is_detected_and_told(text_file, encoding, told):
    table, rows = read(text_file(TEXT, encoding=encoding))

    assert table.layout.encoding == told
    assert rows == [("1", "été", 1), ("2", "deux\nlignes", 2)]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found_on_the_header(text_file, separator):
    table, rows = read(text_file(f"id{separator}titre\n1{separator}un, deux\n".replace(", ", " ")))

    assert table.layout.separator == separator
    assert rows == [("1", "un deux", 1)]


def test_a_separator_inside_quotes_does_not_count(text_file):
    table, _ = read(text_file('id;"a,b,c,d"\n1;2\n'))

    assert table.columns == ("id", "a,b,c,d")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(text_file, end):
    _, rows = read(text_file(TEXT.replace("\n", end)))

    assert [row[0] for row in rows] == ["1", "2"]


def test_blank_lines_and_the_separator_line_of_excel_come_before_the_header(text_file):
    table, rows = read(text_file("\n\nsep=;\n" + TEXT))

    assert table.columns == ("id", "titre")
    assert len(rows) == 2


def test_a_header_on_two_lines_is_one_header(text_file):
    table, rows = read(text_file('id;"date\nd\'ouverture"\n1;2\n'))

    assert table.columns == ("id", "date d'ouverture")
    assert rows == [("1", "2", 1)]


def test_a_trailing_separator_adds_no_column(text_file):
    table, rows = read(text_file('"id";"titre";\n"1";"a";\n'))

    assert table.columns == ("id", "titre")
    assert table.layout.trailing_separator
    assert rows == [("1", "a", 1)]


def test_broken_lines_are_rejected_and_never_shifted(text_file):
    table, rows = read(text_file("id;a\n1;x\n2\n3;y\n4;z;w\n5;t\n"))

    assert rows == [("1", "x", 1), ("3", "y", 3), ("5", "t", 5)]
    assert [(row.source_row, row.reason) for row in table.rejected] == [
        (2, "missing_columns"),
        (4, "too_many_columns"),
    ]
    assert table.rows == 5


def test_a_record_that_is_wrong_in_two_ways_is_one_record(text_file):
    table, rows = read(text_file('id;a;b\n1;x;y\n2;"z" w\n3;x;y\n'))

    assert [row.source_row for row in table.rejected] == [2]
    assert [row[0] for row in rows] == ["1", "3"]
    assert table.rows == 3


def test_empty_lines_are_not_rows(text_file):
    table, _ = read(text_file("id;a\n1;x\n;\n\n2;y\n;\n"))

    assert table.rows == 2


def test_nul_characters_are_removed_and_counted(text_file):
    table, rows = read(text_file("id;a\n1;x\0y\n"))

    assert table.layout.nul_characters == 1
    assert rows[0][1] == "xy"


@pytest.mark.parametrize("name", ["export.zip", "export.csv.gz"])
def test_one_text_in_an_archive_is_read(packed_file, name):
    table, rows = read(packed_file(TEXT.encode(), name))

    assert table.layout.kind in {"zip", "gz"}
    assert len(rows) == 2


def test_a_workbook_is_read_as_texts(workbook):
    rows = (
        "<row/><row><c t='inlineStr'><is><t>ID</t></is></c><c t='inlineStr'><is><t>X</t></is></c>"
        "</row><row><c><v>5732943</v></c><c t='b'><v>1</v></c></row>"
    )
    table, read_rows = read(workbook(rows))

    assert (table.layout.kind, table.layout.sheet) == ("xlsx", "Tickets")
    assert read_rows == [("5732943", "true", 1)]


def test_a_workbook_whose_cells_are_far_apart_is_refused(workbook):
    rows = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'/></row>"
    path = workbook(rows.replace("<c r='XFD1048576'/>", "<c r='XFD1048576'><v>2</v></c>"))

    with pytest.raises(IncidentDataError, match="too many columns"):
        read(path)


def test_an_inflated_size_is_counted_while_inflating(packed_file):
    path = packed_file(b"id;a\n" + b"1;x\n" * 10_000, "bomb.csv.gz")

    with pytest.raises(IncidentDataError, match="too large"):
        read(path, bytes=20_000)


def test_too_many_columns_are_refused_on_the_first_line(text_file):
    with pytest.raises(IncidentDataError, match="too many columns"):
        read(text_file(";".join(map(str, range(1000))) + "\n"))


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(IncidentDataError, match="does not exist"):
        read(tmp_path / "nowhere.csv")


def test_a_folder_is_told(tmp_path):
    with pytest.raises(IncidentDataError, match="folder"):
        read(tmp_path)


def test_an_empty_file_is_told(text_file):
    with pytest.raises(IncidentDataError, match="empty"):
        read(text_file(""))


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes on this system")
def test_a_pipe_does_not_make_the_reader_wait(tmp_path):
    pipe = tmp_path / "export.csv"
    os.mkfifo(pipe)

    with pytest.raises(IncidentDataError, match="ordinary file"):
        read(pipe)


def test_a_link_is_followed_to_an_ordinary_file(text_file, tmp_path):
    link = tmp_path / "link.csv"
    link.symlink_to(text_file(TEXT))

    assert read(link)[0].rows == 2


def test_a_name_is_not_a_pattern(text_file):
    text_file("id;a\n9;z\n", name="other.csv")

    assert read(text_file(TEXT, name="*.csv"))[0].rows == 2


@pytest.mark.parametrize("name", ["export.xlsx", "export.ods", "export.zip", "export.gz"])
def test_a_text_with_the_name_of_something_else_is_told(text_file, name):
    with pytest.raises(IncidentDataError, match="not what its name says"):
        read(text_file(TEXT, name=name))


@pytest.mark.parametrize("content", [b"%PDF-1.7 x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_stranger_is_told(tmp_path, content):
    path = tmp_path / "export.csv"
    path.write_bytes(content)

    with pytest.raises(IncidentDataError, match="not a ticket export"):
        read(path)
