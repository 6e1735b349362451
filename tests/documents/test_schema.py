from datetime import date
from typing import Annotated

import pytest
from pydantic import AfterValidator, Field

from infopilot.documents import Document, Refusal, read_document
from infopilot.model.errors import EngagementError, IncidentDataError, Place
from infopilot.model.people import Role
from infopilot.views.messages import explain


def _even(number):
    if number % 2:
        raise Refusal(
            "{number} is odd", expected="an even number", hint="take the next one", number=number
        )
    return number


def _picky(text):
    if text == "wrong":
        raise ValueError("not that word")
    return text


class Room(Document):
    """A part of a house."""

    id: str
    opened: date | None = None
    seats: Annotated[int, AfterValidator(_even)] = 2
    nickname: Annotated[str, AfterValidator(_picky)] = ""


class House(Document):
    """A document with a value of every kind."""

    name: Annotated[str, Field(min_length=1)]
    share: Annotated[float, Field(ge=0, le=1)] = 0.5
    rooms: tuple[Room, ...] = ()
    by_role: dict[Role, Room] = Field(default_factory=dict)
    roles: frozenset[Role] = frozenset()
    either: Room | int | None = None
    steps: Annotated[tuple[Room, ...], Field(min_length=1)] | None = None


@pytest.fixture
def read(tmp_path):
    path = tmp_path / "house.yaml"

    def read(text, error=EngagementError):
        path.write_text(text, encoding="utf-8")
        return read_document(path, House, error)

    return read


@pytest.fixture
def refusal(read):
    def refusal(text):
        with pytest.raises(EngagementError) as caught:
            read(text)
        return caught.value

    return refusal


def test_a_document_is_read_with_its_types(read):
    house = read("name: Morvan\nrooms: [{id: R1, opened: 2026-03-01}]\nroles: [leader]\nshare: 1")

    assert house.rooms[0].opened == date(2026, 3, 1)
    assert house.roles == {Role.LEADER}
    assert house.share == 1.0


def test_the_error_is_of_the_class_that_the_caller_gives(read):
    with pytest.raises(IncidentDataError):
        read("a: b: c", IncidentDataError)
    with pytest.raises(IncidentDataError):
        read("name: 3", IncidentDataError)


def test_an_unknown_key_is_told_with_its_place_and_the_closest_name(refusal):
    error = refusal("name: Morvan\nshares: 0.5")

    assert (error.where.line, error.where.column) == (2, 1)
    assert "unknown key 'shares' (expected one of name, share, rooms" in str(error)
    assert str(error).endswith("Hint: did you mean 'share'?")


def test_an_unknown_key_without_resemblance_has_no_hint(refusal):
    assert refusal("name: Morvan\nzzz: 1").hint is None


def test_known_keys_are_those_of_the_place(refusal):
    for text in (
        "name: M\nrooms: [{id: R1}, {id: R2, seat: 2}]",
        "name: M\nby_role: {leader: {id: R1, seat: 2}}",
        "name: M\neither: {id: R1, seat: 2}",
    ):
        error = refusal(text)

        assert "unknown key 'seat'" in str(error)
        assert "id, opened, seats, nickname" in str(error)


def test_a_misspelt_key_is_told_before_the_key_that_it_leaves_missing(refusal):
    error = refusal("nme: Morvan\nshare: 0.1")

    assert "unknown key 'nme', the first of 2 problems on line 1 (" in str(error)


def test_a_missing_key_is_told_where_its_mapping_starts(refusal):
    error = refusal("name: M\nrooms:\n  - id: R1\n  - seats: 4")

    assert (error.where.line, error.where.column) == (4, 5)
    assert "the key 'id' is missing" in str(error)


@pytest.mark.parametrize(
    ("text", "line", "expected", "got"),
    [
        ("name: 3", 1, "a text", 3),
        ("name: ''", 1, "a text that is not empty", ""),
        ("name: M\nshare: '0.5'", 2, "a number", "0.5"),
        ("name: M\nshare: true", 2, "a number", True),
        ("name: M\nshare: .nan", 2, "a number", ".nan"),
        ("name: M\nshare: 2", 2, "a number of at most 1", 2),
        ("name: M\nshare: -1", 2, "a number of at least 0", -1),
        ("name: M\nrooms: 3", 2, "a list", 3),
        ("name: M\nrooms: [R1]", 2, "a mapping of keys to values", "R1"),
        ("name: M\nrooms:\n - id: R\n   seats: 2.5", 4, "a whole number", 2.5),
        ("name: M\nrooms:\n - id: R\n   opened: 2026-02-30", 4, "a date such as", "2026-02-30"),
        ("name: M\nroles: [boss]", 2, "one of leader, it_referent", "boss"),
        ("name: M\nby_role: {boss: {id: R}}", 2, "one of leader, it_referent", "boss"),
    ],
)
def test_a_wrong_value_is_told_with_what_was_expected(refusal, text, line, expected, got):
    error = refusal(text)

    assert error.where.line == line
    assert str(error.expected).startswith(expected)
    assert error.got == got


def test_a_collection_is_not_repeated_in_the_message(refusal):
    assert refusal("name: {a: [1, 2, 3]}").got is None


def test_a_list_is_not_said_to_be_short_because_a_part_of_it_is_refused(refusal):
    assert "the first of" not in str(refusal("name: M\nsteps: [{id: 3}]"))
    assert str(refusal("name: M\nsteps: []").expected) == "a list of at least 1"


def test_a_refusal_of_ours_keeps_its_words(refusal):
    error = refusal("name: M\nrooms: [{id: R1, seats: 3}]")

    assert str(error).endswith("3 is odd (expected an even number; got 3). Hint: take the next one")


def test_another_refusal_is_told_as_it_comes(refusal):
    assert "not that word" in str(refusal("name: M\nrooms: [{id: R1, nickname: wrong}]"))


def test_the_first_of_several_problems_is_told_with_the_lines_of_the_others(refusal):
    error = refusal("name: 1\nshare: 2\nrooms: 3\nroles: 4\nby_role: 5")

    assert error.where.line == 1
    assert "'name' cannot be read, the first of 5 problems on lines 1, 2, 3… (" in str(error)
    assert "\n" not in str(error)


def test_the_first_of_several_problems_is_told_in_french_too(refusal):
    error = refusal("name: 1\nshare: 2")

    told = explain(error, "fr")

    assert "'name' ne peut pas être lu, le premier de 2 problèmes, lignes 1, 2" in told
    assert "attendu\N{NO-BREAK SPACE}: un texte" in told


def test_places_name_the_file(refusal, tmp_path):
    assert refusal("name: 3").where == Place(str(tmp_path / "house.yaml"), 1, 7)
