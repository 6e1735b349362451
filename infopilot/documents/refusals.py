"""What pydantic refuses, told as our errors are: what, where, expected, got, hint."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from infopilot.documents.reading import Source
from infopilot.model.errors import Place

Step = str | int
Part = Mapping[str, object]
EXPECTED: Mapping[str, str] = {
    "bool_type": "true or false",
    "date_from_datetime_parsing": "a date such as 2026-03-01",
    "date_parsing": "a date such as 2026-03-01",
    "date_type": "a date such as 2026-03-01",
    "dict_type": "a mapping of keys to values",
    "enum": "one of {choices}",
    "finite_number": "a number",
    "float_type": "a number",
    "frozen_set_type": "a list",
    "greater_than": "a number above {gt:g}",
    "greater_than_equal": "a number of at least {ge:g}",
    "int_from_float": "a whole number",
    "int_type": "a whole number",
    "less_than": "a number below {lt:g}",
    "less_than_equal": "a number of at most {le:g}",
    "list_type": "a list",
    "literal_error": "one of {choices}",
    "mapping_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "set_type": "a list",
    "string_pattern_mismatch": "a text of the form {pattern}",
    "string_too_long": "a text of at most {max_length} characters",
    "string_too_short": "a text that is not empty",
    "string_type": "a text",
    "too_long": "a list of at most {max_length}",
    "too_short": "a list of at least {min_length}",
    "tuple_type": "a list",
}


class Refusal(ValueError):  # noqa: N818 - said of a value, and told again as an InfopilotError
    """What a validator of ours says of a value that it refuses."""

    def __init__(
        self, what: str, *, expected: str | None = None, hint: str | None = None, **facts: object
    ) -> None:
        super().__init__(what)
        self.what, self.expected, self.hint, self.facts = what, expected, hint, facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong in a document, with its place."""

    what: str
    where: Place
    expected: str | None = None
    got: object = None
    hint: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


def is_echo(details: ErrorDetails) -> bool:
    """Whether a list is only said to be short because some of its parts were refused."""
    return details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]


def problem_of(details: ErrorDetails, source: Source, schema: type[BaseModel]) -> Problem:
    """What pydantic tells in ``details`` of a ``source``, in our words."""
    path, kind = source.known_path(details["loc"]), details["type"]
    if kind == "missing":
        return _missing_key(details, source)
    if kind == "extra_forbidden":
        return _unknown_key(details, source, schema)
    where = source.place(*path)
    if details["loc"][-1:] == ("[key]",):
        where = source.place_of_key(*path)
    reason = details.get("ctx", {}).get("error")
    if isinstance(reason, Refusal):
        return Problem(
            what=reason.what,
            where=where,
            expected=reason.expected,
            got=_short(details["input"]),
            hint=reason.hint,
            facts=reason.facts,
        )
    return _wrong_value(details, where, path)


def _missing_key(details: ErrorDetails, source: Source) -> Problem:
    *parent, key = details["loc"]
    return Problem(
        what="the key {key!r} is missing",
        where=source.place(*source.known_path(tuple(parent))),
        facts={"key": str(key)},
    )


def _unknown_key(details: ErrorDetails, source: Source, schema: type[BaseModel]) -> Problem:
    path = source.known_path(details["loc"])
    key = str(path[-1])
    known = _known_keys(schema, path[:-1])
    close = get_close_matches(key, known, n=1)
    return Problem(
        what="unknown key {key!r}",
        where=source.place_of_key(*path),
        expected="one of {known}" if known else None,
        hint="did you mean {close!r}?" if close else None,
        facts={"key": key, "known": ", ".join(known), "close": "".join(close)},
    )


def _wrong_value(details: ErrorDetails, where: Place, path: tuple[Step, ...]) -> Problem:
    name = ".".join([step for step in path if isinstance(step, str)][-2:])
    expected = EXPECTED.get(details["type"])
    facts = {**details.get("ctx", {}), "key": name, "reason": details["msg"]}
    facts["choices"] = str(facts.pop("expected", "")).replace(" or ", ", ").replace("'", "")
    return Problem(
        what="{key!r} cannot be read" if expected else "{key!r} cannot be read: {reason}",
        where=where,
        expected=expected,
        got=_short(details["input"]),
        facts=facts,
    )


def _short(value: object) -> object:
    """``value`` as an error shows it: of a collection, its kind is enough."""
    return None if isinstance(value, dict | list) else value


def _known_keys(schema: type[BaseModel], path: tuple[Step, ...]) -> list[str]:
    """Keys that ``schema`` knows at ``path``, as its JSON Schema lists them."""
    whole = schema.model_json_schema()
    parts = _alternatives(whole, whole)
    for step in path:
        inside = [part for parent in parts for part in _children(parent, step)]
        parts = [plain for part in inside for plain in _alternatives(part, whole)]
    return list(dict.fromkeys(key for part in parts for key in _mapping(part, "properties")))


def _alternatives(part: Part, whole: Part) -> list[Part]:
    """``part`` without references, one by one when there is a choice."""
    if "$ref" in part:
        name = str(part["$ref"]).rpartition("/")[2]
        return _alternatives(_mapping(_mapping(whole, "$defs"), name), whole)
    choices = part.get("anyOf", part.get("oneOf"))
    if isinstance(choices, list):
        return [plain for choice in choices for plain in _alternatives(choice, whole)]
    return [part]


def _children(part: Part, step: Step) -> list[Part]:
    if isinstance(step, int):
        return [_mapping(part, "items")]
    named = _mapping(part, "properties")
    return [_mapping(named, step) if step in named else _mapping(part, "additionalProperties")]


def _mapping(part: Part, key: str) -> Part:
    inner = part.get(key)
    return inner if isinstance(inner, dict) else {}
