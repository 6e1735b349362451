import pytest

from infopilot.model.errors import (
    AnswerError,
    InfopilotError,
    Place,
    QuestionnaireError,
    compose,
    shorten,
)


def test_an_error_says_what_where_expected_got_and_a_hint():
    error = QuestionnaireError(
        "question {id!r}: levels must rise",
        where=Place("governance.yaml", 12, "anchors"),
        expected="{n} texts",
        got=[0, 2, 1],
        hint="see {id}",
        id="RD1",
        n=5,
    )

    assert str(error) == (
        "governance.yaml, line 12, column anchors: question 'RD1': levels must rise "
        "(expected 5 texts; got [0, 2, 1]). Hint: see RD1"
    )


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (AnswerError("too late"), "too late"),
        (AnswerError("too late", where="answers.csv"), "answers.csv: too late"),
        (AnswerError("too late", expected="sooner"), "too late (expected sooner)"),
        (AnswerError("too late", got=0), "too late (got 0)"),
        (AnswerError("two\nlines"), "two lines"),
    ],
)
def test_parts_that_are_not_told_leave_no_trace(error, expected):
    assert str(error) == expected


def test_every_part_but_what_came_is_rendered_in_the_reader_s_words():
    error = AnswerError("late", expected="sooner", got="LATE", hint="hurry")
    words = {"expected": "attendu", "got": "reçu", "hint": "Conseil", "colon": " : "}
    said = compose(error, lambda message: str(message).upper(), {**words, "semicolon": " ; "})

    assert said == "LATE (attendu SOONER ; reçu 'LATE'). Conseil : HURRY"


def test_an_error_is_caught_as_its_family():
    with pytest.raises(InfopilotError, match="late"):
        raise AnswerError("late")


def test_a_long_value_is_cut_in_its_middle():
    shown = shorten("a" * 100 + "z" * 100)

    assert len(shown) == 79
    assert shown.startswith("'aaa")
    assert shown.endswith("zzz'")
    assert "…" in shown


def test_a_short_value_is_shown_whole():
    assert shorten("é") == "'é'"
