"""Durations as tools and spreadsheets write them: decimals, thousands, and which is which."""

import pytest

from infopilot.incidents.conversion.canonical import import_tickets, open_canonical
from infopilot.incidents.mappings.corrections import answered, correct
from infopilot.incidents.mappings.questions import Undecided
from infopilot.model.errors import IncidentDataError
from tests.incidents.conftest import KEY, sheet_rows

HEADER = ["Id", "Created at", "Agent wait time in minutes", "On hold time in minutes"]


@pytest.fixture
def zendesk(mappings):
    return next(mapping for mapping in mappings if mapping.id == "zendesk")


@pytest.fixture
def waited(text_file, workbook, tmp_path, zendesk):
    """What tickets waited for users and for third parties, and the issues that were told."""

    def run(*cells, others=(), mapping=zendesk, sheet=False):
        pairs = [(cell, others[n] if n < len(others) else "") for n, cell in enumerate(cells)]
        lines = [[str(n), "2025-07-14 08:30", *pair] for n, pair in enumerate(pairs)]
        if sheet:
            path = workbook(sheet_rows(HEADER, *lines))
        else:
            path = text_file("\n".join(";".join(line) for line in (HEADER, *lines)))
        report = import_tickets(path, tmp_path / "x.parquet", mappings=[mapping], key=KEY)
        rows = open_canonical(tmp_path / "x.parquet").order("id").to_arrow_table().to_pylist()
        told = {(issue.code, issue.field): issue.count for issue in report.issues}
        users, vendors = "minutes_waiting_user", "minutes_waiting_vendor"
        return [row[users] for row in rows], [row[vendors] for row in rows], told

    return run


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1,234", "12,5"], [1.234, 12.5]),
        (["1,234", "12.5"], [1234, 12.5]),
        (["1,234", "1,234,567"], [1234, 1234567]),
        (["1.234", "12,5"], [1234, 12.5]),
        (["1.234", "0.5"], [1.234, 0.5]),
        (["1,234", "1,234.5"], [1234, 1234.5]),
        (["1 234", "1\N{NO-BREAK SPACE}234"], [1234, 1234]),
        (["1\N{NARROW NO-BREAK SPACE}234,5", "3"], [1234.5, 3]),
        (["45", "600"], [45, 600]),
        (["1234,567", "1,234"], [1234.567, 1.234]),
        (["0,125", "1,234"], [0.125, 1.234]),
    ],
)
def test_a_column_tells_its_decimals_from_its_thousands(waited, cells, expected):
    users, _, told = waited(*cells)

    assert users == pytest.approx(expected)
    assert told == {}


def test_another_column_of_the_file_decides(waited):
    users, vendors, _ = waited("1,234", others=["12.5"])

    assert (users, vendors) == ([1234], [12.5])


def test_what_no_column_tells_is_asked(waited, zendesk):
    cells = "1,234", "12,000"
    with pytest.raises(Undecided, match="cannot be told apart") as caught:
        waited(*cells)
    question = caught.value.question

    assert (question.code, question.field) == ("decimal_sign", "minutes_waiting_user")
    assert caught.value.where.column == question.header == HEADER[2]
    for option, minutes in ((",", [1.234, 12]), (".", [1234, 12000])):
        users, _, _ = waited(*cells, mapping=answered(zendesk, question, option))
        assert users == pytest.approx(minutes)
    with pytest.raises(IncidentDataError, match="not one of the answers"):
        answered(zendesk, question, ";")


def test_a_column_that_the_mapping_leaves_aside_is_not_asked_about(waited, zendesk):
    left = correct(zendesk, columns={"minutes_waiting_user": None})

    assert waited("1,234", mapping=left)[0] == [None]


def test_numbers_of_a_workbook_have_a_point(waited):
    assert waited("1.125", sheet=True)[0] == [1.125]
    with pytest.raises(Undecided):
        waited("1,125", sheet=True)


@pytest.mark.parametrize("cell", ["-5", "1,23,456", "12 min", "1e3", "1.2.3", "nan"])
def test_what_is_no_number_is_told(waited, cell):
    users, _, told = waited(cell, "3")

    assert users == [None, 3]
    assert told == {("unknown_value", "minutes_waiting_user"): 1}
