"""Corrections to a mapping: each gives another one, checked, and leaves the first as it was."""

from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from typing import Literal

from pydantic import ValidationError

from infopilot.documents import Refusal
from infopilot.incidents.mappings.mapping import Columns, Mapping, Priority, Statuses, fold
from infopilot.incidents.mappings.mapping import Satisfaction as Scale
from infopilot.incidents.mappings.questions import Question, scale_of
from infopilot.incidents.mappings.recognition import needed_columns
from infopilot.model.errors import IncidentDataError

State = Literal["open", "waiting", "waiting_user", "waiting_vendor", "solved", "closed"]


def correct(  # noqa: PLR0913 - one argument for each thing that people correct
    mapping: Mapping,
    *,
    columns: Lookup[str, str | None] | None = None,
    shape: Literal["incidents", "events"] | None = None,
    dates: Sequence[str] | None = None,
    sla: Literal["met", "breached"] | None = None,
    satisfaction: Scale | None = None,
    decimal: Literal[",", "."] | None = None,
    timezone: str | None = None,
    types_default: Literal["incident", "request"] | None = None,
    blocking_priority_at_most: int | None = None,
    statuses: Lookup[str, State] | None = None,
    priorities: Lookup[str, Priority] | None = None,
) -> Mapping:
    """``mapping`` with what is given changed; raise `IncidentDataError` if it cannot be so.

    Parameters
    ----------
    columns
        The one header that holds each canonical column; None for a column that is left aside. A
        header is taken away from the column that held it before.
    dates
        The only formats that dates may have, the first one preferred.
    statuses, priorities
        What each word of the tool means; a word leaves what it meant before.

    Examples
    --------
    >>> label, nothing = {"fr": "x", "en": "x"}, {"columns": ["No"], "enough": 1}
    >>> mine = Mapping(id="own", tool="x", language="fr", label=label, fingerprint=nothing,
    ...     columns={"id": ["No"]}, dates=["%d/%m/%Y"])
    >>> correct(mine, statuses={"Fini": "closed"}).statuses.closed
    ('Fini',)
    """
    given = {
        "shape": shape,
        "dates": tuple(dates) if dates is not None else None,
        "sla": sla,
        "satisfaction": satisfaction.model_dump() if satisfaction else None,
        "decimal": decimal,
        "timezone": timezone,
        "blocking_priority_at_most": blocking_priority_at_most,
    }
    changed = {name: value for name, value in given.items() if value is not None}
    if columns:
        changed["columns"] = _placed(mapping.columns, columns)
    if types_default:
        changed["types"] = mapping.types.model_dump() | {"default": types_default}
    if statuses:
        changed["statuses"] = _worded(mapping.statuses.model_dump(), statuses, Statuses)
    if priorities:
        changed["priorities"] = _worded(
            {str(level): words for level, words in mapping.priorities.items()}, priorities, None
        )
    return _checked(mapping.model_dump() | changed)


def answered(mapping: Mapping, question: Question, option: str | None) -> Mapping:
    """``mapping`` with the answer to ``question``; None leaves the column aside."""
    if option is None:
        return correct(mapping, columns={question.field: None})
    if option not in question.options:
        raise IncidentDataError(
            "this is not one of the answers",
            expected="one of {choices}",
            got=option,
            choices=", ".join(question.options),
        )
    if question.code == "sla_polarity":
        return correct(mapping, sla="met" if option == "met" else "breached")
    if question.code == "satisfaction_direction":
        return correct(mapping, satisfaction=scale_of(option))
    if question.code == "decimal_sign":
        return correct(mapping, decimal="," if option == "," else ".")
    refused = set(question.options) - {option}
    return correct(mapping, dates=[each for each in mapping.dates if each not in refused])


def lacking_columns(mapping: Mapping) -> tuple[str, ...]:
    """Needed canonical columns that ``mapping`` names no header for: it is being made."""
    return tuple(name for name in needed_columns(mapping) if not getattr(mapping.columns, name))


def _placed(known: Columns, columns: Lookup[str, str | None]) -> dict[str, tuple[str, ...]]:
    placed: dict[str, tuple[str, ...]] = known.model_dump()
    for name, header in columns.items():
        if name not in placed:
            raise IncidentDataError(
                "{name!r} is not a canonical column",
                expected="one of {choices}",
                name=name,
                choices=", ".join(placed),
            )
        if header is not None:
            placed = {
                other: tuple(each for each in headers if fold(each) != fold(header))
                for other, headers in placed.items()
            }
        placed[name] = () if header is None else (header,)
    return placed


def _worded(
    known: dict[str, tuple[str, ...]], given: Lookup[str, str], schema: type[Statuses] | None
) -> dict[str, tuple[str, ...]]:
    folded = {fold(word) for word in given}
    kept = {
        meaning: tuple(word for word in words if fold(word) not in folded)
        for meaning, words in known.items()
    }
    for word, meaning in given.items():
        if schema and meaning not in schema.model_fields:
            raise IncidentDataError(
                "{name!r} is not a state",
                expected="one of {choices}",
                name=meaning,
                choices=", ".join(schema.model_fields),
            )
        kept[meaning] = (*kept.get(meaning, ()), word)
    return {meaning: words for meaning, words in kept.items() if words or schema}


def _checked(content: dict[str, object]) -> Mapping:
    try:
        return Mapping.model_validate(content)
    except ValidationError as trouble:
        details = trouble.errors()[0]
    key = ".".join(str(step) for step in details["loc"])
    reason = details.get("ctx", {}).get("error")
    if isinstance(reason, Refusal):
        raise IncidentDataError(
            reason.what, expected=reason.expected, got=details["input"], hint=reason.hint
        )
    raise IncidentDataError(
        "{key!r} cannot be read: {reason}", got=details["input"], key=key, reason=details["msg"]
    )
