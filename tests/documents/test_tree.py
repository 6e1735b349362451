from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.documents.syntax import Mark, Syntax
from infopilot.documents.tree import MAXIMUM_DEPTH, parse_tree


def trouble(text):
    with pytest.raises(Syntax) as caught:
        parse_tree(text)
    return caught.value


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1", 1),
        ("-3", -3),
        ("0.5", 0.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("yes", "yes"),
        ("no", "no"),
        ("'1'", "1"),
        ('""', ""),
        ("2026-03-01", "2026-03-01"),
        ("12:30", "12:30"),
        (".nan", ".nan"),
        ("1e999", "1e999"),
        ("9" * 5000, "9" * 5000),
        ("[]", []),
        ("{}", {}),
    ],
)
def test_scalars_follow_yaml_1_2_and_numbers_stay_finite(written, read):
    found = parse_tree(f"key: {written}").data["key"]

    assert found == read
    assert type(found) is type(read)


def test_keys_are_texts():
    assert parse_tree("1: a\ntrue: b").data == {"1": "a", "true": "b"}


def test_a_key_given_twice_is_told_with_both_lines():
    error = trouble("a: 1\nb: 2\na: 3")

    assert error.mark == Mark(3, 1)
    assert error.facts == {"key": "a", "line": 1}


def test_the_same_key_in_two_mappings_is_fine():
    assert parse_tree("x: {a: 1}\ny: {a: 1}").data["y"] == {"a": 1}


@pytest.mark.parametrize(
    ("text", "mark", "words"),
    [
        ("", Mark(1, 1), "empty"),
        ("# only a comment\n", Mark(1, 1), "empty"),
        ("- 1\n- 2", Mark(1, 1), "does not hold keys"),
        ("just a text", Mark(1, 1), "does not hold keys"),
        ("a: 1\n---\nb: 2", Mark(2, 1), "second document"),
        ("a: &x 1\nb: 2", Mark(1, 4), "anchors"),
        ("a: &x [1]", Mark(1, 4), "anchors"),
        ("a: *x", Mark(1, 4), "aliases"),
        ("a: !!python/object:os.system x", Mark(1, 4), "tags"),
        ("a: !x [1]", Mark(1, 4), "tags"),
        ("? [a]\n: 1", Mark(1, 3), "a key is a list"),
        ("a: b: c", Mark(1, 5), "second colon"),
        ("a:\n\tb: 1", Mark(2, 1), "tab"),
        ("ok: 1\na: 'x\nb: 2", Mark(2, 4), "never closed"),
        ('a: "\\q"', Mark(1, 6), "escape"),
        ('a: "\\UFFFFFFFF"', Mark(1, 1), "names no character"),
        ('a: "\\ud800"', Mark(1, 4), "half a character"),
        ("a: [1, 2", Mark(1, 4), "not YAML"),
        ("a: 1\nb: x\x07y", Mark(2, 5), "control character"),
    ],
)
def test_what_is_not_a_document_is_told_with_its_place(text, mark, words):
    error = trouble(text)

    assert words in error.what
    assert error.mark == mark


def test_depth_has_a_limit():
    inside = MAXIMUM_DEPTH - 1
    parse_tree("a: " + "[" * inside + "]" * inside)

    error = trouble("a: " + "[" * (inside + 1))

    assert "too many levels" in error.what


def test_a_hostile_depth_meets_the_limit_and_not_the_stack():
    assert "too many levels" in trouble("a: " + "[" * 100_000).what
    assert "too many levels" in trouble("a: " + "{a: " * 100_000).what


@given(
    st.text(alphabet=st.sampled_from(list("ab:-[]{}&*!|>'\"#%@, \n\t?~0.\\é\u2028")), max_size=40)
)
def test_any_text_is_read_or_refused(text):
    with suppress(Syntax):
        assert isinstance(parse_tree(text).data, dict)
