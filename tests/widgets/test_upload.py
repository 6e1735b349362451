"""A file in pieces: in order, whole, within its limit, under a name of ours."""

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.errors import IncidentDataError
from infopilot.widgets.upload import PIECE, Upload, displayed_name

LIMIT = 3 * PIECE


@pytest.fixture
def upload():
    opened = []

    def start(name="tickets.csv", size=10, limit=LIMIT):
        opened.append(Upload(name, size, limit))
        return opened[-1]

    yield start
    for each in opened:
        each.close()


def test_pieces_make_the_file_again(upload):
    content = bytes(range(256)) * 6000
    sent = upload(size=len(content))
    for rank, start in enumerate(range(0, len(content), PIECE)):
        sent.take(rank, memoryview(content)[start : start + PIECE])

    assert sent.finish().read_bytes() == content


def test_the_folder_is_private_and_goes_away(upload):
    sent = upload()
    folder = sent.path.parent

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    sent.close()
    assert not folder.exists()


@pytest.mark.parametrize("rank", [1, -1, "0", None, 0.5])
def test_a_piece_out_of_order_is_refused(upload, rank):
    with pytest.raises(IncidentDataError, match="did not arrive whole"):
        upload().take(rank, b"0123456789")


def test_a_piece_twice_is_refused(upload):
    sent = upload()
    sent.take(0, b"01234")

    with pytest.raises(IncidentDataError, match="did not arrive whole"):
        sent.take(0, b"56789")


@pytest.mark.parametrize("piece", [b"", b"0123456789a", b"x" * (PIECE + 1)])
def test_a_piece_of_another_size_than_announced_is_refused(upload, piece):
    with pytest.raises(IncidentDataError, match="did not arrive whole"):
        upload().take(0, piece)


def test_half_a_file_is_no_file(upload):
    sent = upload()
    sent.take(0, b"01234")

    with pytest.raises(IncidentDataError, match="did not arrive whole"):
        sent.finish()


@pytest.mark.parametrize("size", [LIMIT + 1, 10**15])
def test_a_file_over_the_limit_is_refused_before_its_first_byte(upload, size):
    with pytest.raises(IncidentDataError, match="too large"):
        upload(size=size)


@pytest.mark.parametrize("size", [0, -1, None, "10", 1.5, True])
def test_what_is_no_size_is_refused(upload, size):
    with pytest.raises(IncidentDataError, match="empty"):
        upload(size=size)


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("../../etc/cron.d/job.csv", ".csv"),
        ("C:\\Users\\me\\Tickets.XLSX", ".xlsx"),
        ("journal.csv.gz", ".gz"),
        ("script.py", ""),
        ("", ""),
        (".csv", ""),
        ("a" * 5000, ""),
        ("nul\0byte.csv", ".csv"),
    ],
)
def test_a_name_is_never_part_of_a_path(upload, name, ending):
    sent = upload(name=name)

    assert sent.path.name == f"export{ending}"


@given(st.text() | st.integers() | st.none())
def test_a_displayed_name_is_short_and_plain(name):
    shown = displayed_name(name)

    assert len(shown) <= 80
    assert shown.isprintable() or not shown
    assert "/" not in shown
    assert "\\" not in shown
