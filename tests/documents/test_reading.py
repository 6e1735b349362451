import os

import pytest

from infopilot.documents import content_hash, open_source
from infopilot.documents.reading import MAXIMUM_BYTES
from infopilot.model.errors import EngagementError, Place


def refusal(path):
    with pytest.raises(EngagementError) as caught:
        open_source(path, EngagementError)
    return caught.value


def test_a_source_knows_its_data_and_the_place_of_each_value(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("# a comment\nname: Morvan\nrooms:\n  - {id: R1}\n", encoding="utf-8")

    source = open_source(path, EngagementError)

    assert source.data == {"name": "Morvan", "rooms": [{"id": "R1"}]}
    assert source.place("rooms", 0, "id") == Place(str(path), 4, 10)
    assert source.place_of_key("rooms", 0, "id") == Place(str(path), 4, 6)
    assert source.place_of_key("rooms", 0) == Place(str(path), 4, 5)


def test_the_place_of_something_absent_is_that_of_its_closest_parent(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("a:\n  b: 1\n", encoding="utf-8")

    source = open_source(path, EngagementError)

    assert source.place("a", "nothing") == Place(str(path), 2, 3)


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: Morvan\n")

    assert open_source(path, EngagementError).data == {"name": "Morvan"}


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("absent.yaml", "the file does not exist"),
        ("nowhere/absent.yaml", "the folder of this file does not exist"),
        (".", "this is a folder"),
    ],
)
def test_what_is_not_a_file_is_told(tmp_path, name, what):
    error = refusal(tmp_path / name)

    assert str(error.what) == what
    assert error.where == Place(str(tmp_path / name))


def test_a_pipe_is_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")

    assert "ordinary file" in str(refusal(tmp_path / "pipe.yaml"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_without_permission_is_told(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("a: 1", encoding="utf-8")
    path.chmod(0)

    assert "cannot be read" in str(refusal(path))


def test_a_file_that_fails_while_it_is_read_is_told(tmp_path, monkeypatch):
    path = tmp_path / "a.yaml"
    path.write_text("a: 1", encoding="utf-8")

    def fail(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("pathlib.Path.open", fail)

    assert refusal(path).got == "Input/output error"


def test_a_file_beyond_the_size_limit_is_refused_and_one_at_it_is_read(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("a: " + "x" * (MAXIMUM_BYTES - 3), encoding="utf-8")
    assert len(str(open_source(path, EngagementError).data["a"])) == MAXIMUM_BYTES - 3

    path.write_text("a: " + "x" * (MAXIMUM_BYTES - 2), encoding="utf-8")

    assert "too large (expected at most 1000000 bytes)" in str(refusal(path))


def test_a_text_in_another_encoding_is_told_with_its_place(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes("name: Morvan\ntown: Décize".encode("cp1252"))

    error = refusal(path)

    assert error.where == Place(str(path), 2, 8)
    assert error.got == b"\xe9"
    assert "UTF-8" in str(error.hint)


def test_the_hash_forgets_comments_layout_and_the_order_of_keys(tmp_path):
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text("a: 1\nb: [x, 'y']\n", encoding="utf-8")
    two.write_text("# note\nb:\n  - x\n  - y\na: 1.0\n", encoding="utf-8")

    hashes = {content_hash(open_source(path, EngagementError).data) for path in (one, two)}

    assert len(hashes) == 1
    assert hashes.pop().startswith("sha256:")


@pytest.mark.parametrize("other", [{"a": 2}, {"a": "1"}, {"a": [1]}, {"b": 1}, {"a": 1.5}])
def test_the_hash_tells_contents_apart(other):
    assert content_hash(other) != content_hash({"a": 1})
