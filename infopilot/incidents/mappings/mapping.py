"""What each tool calls things: mapping files, one per tool and language, contributed like code."""

import re
import unicodedata
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from infopilot.documents import Document, Refusal, read_document
from infopilot.model.errors import IncidentDataError
from infopilot.model.incidents import Organisation

Words = tuple[Annotated[str, Field(min_length=1)], ...]
Priority = Literal["1", "2", "3", "4", "5"]
Unit = Literal["seconds", "minutes", "hours", "days", "clock", "sentence"]
OPTIONAL_PART = re.compile(r"\[(.*?)\]")
DATE_PARTS = (("%Y", "%y"), ("%m", "%b", "%B"), ("%d",))
DATE_CODES = re.compile(r"%(-?[aAbBdfgHIjmMpSyY]|%)|[^%]")
# Dates that end so say themselves in which zone they are.
UTC_MARKS = ("Z", "UTC", "+00:00", "+0000")
ALTERNATIVE = " | "


def fold(words: str) -> str:
    """``words`` without what people write in several ways: case, accents, quotes, spaces.

    >>> fold("Date d’ouverture "), fold("Clôturé")
    ("date d'ouverture", 'cloture')
    """
    plain = unicodedata.normalize("NFKD", words.replace("’", "'").casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def date_formats(candidate: str) -> list[str]:
    """Formats that one candidate stands for, its parts in brackets being optional.

    >>> date_formats("%d/%m/%Y %H:%M[:%S]")
    ['%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M']
    """
    if not OPTIONAL_PART.search(candidate):
        return [candidate]
    with_part = OPTIONAL_PART.sub(r"\1", candidate, count=1)
    without = OPTIONAL_PART.sub("", candidate, count=1)
    return [*date_formats(with_part), *date_formats(without)]


def _date_format(candidate: str) -> str:
    if not all(any(code in candidate for code in codes) for codes in DATE_PARTS):
        raise Refusal("a date needs a day, a month and a year", expected="%d, %m and %Y")
    if DATE_CODES.sub("", candidate):
        raise Refusal(
            "a date is written with a code that is not known",
            expected="codes such as %d, %m or %b, %Y or %y, %H or %I with %p, %M, %S, %f",
            hint="dates in UTC end with one of Z, UTC, +00:00, written as it is",
        )
    return candidate


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise Refusal("unknown time zone", expected="a name such as Europe/Paris") from None
    return name


class Label(Document):
    """The name of the tool and of its export, as people read it."""

    fr: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Fingerprint(Document):
    """What recognises the export: column names, how many are enough, how its lines end."""

    columns: Words
    """Typical headers; several names of one column are separated by " | "."""
    enough: int = Field(ge=1)
    trailing_separator: bool | None = None


class Columns(Document):
    """For each canonical column, the headers that hold it, the preferred one first.

    ``id`` and ``opened_at`` are empty only while a mapping is being made, and in event logs, where
    the first event is the opening.
    """

    id: Words = ()
    opened_at: Words = ()
    type: Words = ()
    title: Words = ()
    status: Words = ()
    first_response_at: Words = ()
    resolved_at: Words = ()
    closed_at: Words = ()
    updated_at: Words = ()
    priority: Words = ()
    blocking: Words = ()
    category: Words = ()
    configuration_item: Words = ()
    service: Words = ()
    site: Words = ()
    department: Words = ()
    requester: Words = ()
    resolver: Words = ()
    resolver_group: Words = ()
    path: Words = ()
    reassignments: Words = ()
    reopenings: Words = ()
    knowledge: Words = ()
    sla_met: Words = ()
    satisfaction: Words = ()
    minutes_waiting_user: Words = ()
    minutes_waiting_vendor: Words = ()
    lost_minutes: Words = ()
    vendor: Words = ()
    """The third party in charge: an incident that has one was resolved by a vendor."""
    event_order: Words = ()
    """In an event log, what orders the events of one minute."""
    actor: Words = ()
    """In an event log, the account that made the update: it shows robots, it is never kept."""


class Durations(Document):
    """How durations are written."""

    minutes_waiting_user: Unit = "minutes"
    minutes_waiting_vendor: Unit = "minutes"
    lost_minutes: Unit = "minutes"


class Statuses(Document):
    """Words of the tool for each state."""

    open: Words = ()
    waiting: Words = ()
    waiting_user: Words = ()
    waiting_vendor: Words = ()
    solved: Words = ()
    closed: Words = ()


STATES = tuple(Statuses.model_fields)
# Some versions of GLPI write it before a status.
OLD_PREFIX = "__ "


class Types(Document):
    """Words for incidents and requests; ``default`` is for a ticket that does not say."""

    incident: Words = ()
    request: Words = ()
    default: Literal["incident", "request"] = "incident"


class Booleans(Document):
    """Words for yes and no."""

    yes: Words = ("true", "yes", "oui", "vrai", "1")
    no: Words = ("false", "no", "non", "faux", "0")


class Satisfaction(Document):
    """The two ends of the scale, and the note that each word stands for."""

    worst: float
    best: float
    words: dict[str, float] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_a_length(self) -> Self:
        if self.worst == self.best:
            raise Refusal("a scale needs two different ends")
        return self


class OrganisationRule(Document):
    """Who works for which organisation, told by words in a column (case and accents ignored)."""

    organisation: Organisation
    column: Literal["resolver", "resolver_group", "vendor"]
    contains: Words = ()
    equals: Words = ()


class Organisations(Document):
    """Rules in order, the first that fits wins; then third parties; then ``default``."""

    default: Organisation | None = Organisation.PROVIDER
    rules: tuple[OrganisationRule, ...] = ()
    vendor_when_waited_for: bool = False
    """Whether passing through a ``waiting_vendor`` state means that a third party resolved it."""


class Mapping(Document):
    """What one export of one tool calls things."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    tool: str = Field(min_length=1)
    language: Literal["fr", "en"]
    label: Label
    shape: Literal["incidents", "events"] = "incidents"
    fingerprint: Fingerprint
    columns: Columns
    ignored: Words = ()
    """Headers that are known and not used."""
    repeated_headers: bool = False
    """Whether several columns may have one name (Jira); the first one is read."""
    grouped_headers: bool = False
    """Whether headers read "Group - Column" (GLPI)."""
    escaped_quote: str | None = None
    html_entities: bool = False
    missing: Words = ()
    cell_separator: str | None = None
    """What separates several values of one cell; resolvers: the first is the main one."""
    dates: tuple[Annotated[str, AfterValidator(_date_format)], ...] = Field(min_length=1)
    timezone: Annotated[str, AfterValidator(_timezone)] = "Europe/Paris"
    types: Types = Types()
    statuses: Statuses = Statuses()
    priorities: dict[Priority, Words] = Field(default_factory=dict)
    blocking_priority_at_most: int | None = Field(default=None, ge=1, le=5)
    booleans: Booleans = Booleans()
    knowledge: Literal["boolean", "presence"] = "boolean"
    reassignments: Literal["moves", "holders"] = "moves"
    """Whether the column counts hand-overs, or all who held the ticket: one more (Zendesk)."""
    sla: Literal["met", "breached"] | None = None
    """What yes means in ``sla_met``; asked if the column is filled and the mapping does not say."""
    satisfaction: Satisfaction | None = None
    """Asked too, if the column is filled."""
    durations: Durations = Durations()
    decimal: Literal[",", "."] | None = None
    """The decimal sign of durations; voted on each column, and asked, if the mapping is silent."""
    organisations: Organisations = Organisations()
    system_accounts: Words = ()


def load_mapping(path: Path) -> Mapping:
    """Read a mapping; raise `IncidentDataError` with the line of what is wrong."""
    return read_document(path, Mapping, IncidentDataError)


def load_mappings(folder: Path) -> list[Mapping]:
    """Read every mapping of a folder."""
    if not folder.is_dir():
        raise IncidentDataError("there are no mappings here", where=str(folder))
    return [load_mapping(path) for path in sorted(folder.glob("*.yaml"))]
