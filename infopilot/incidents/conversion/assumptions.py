"""What a mapping decides and a reader should know before the figures."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime

from infopilot.incidents.mappings.mapping import Mapping, date_formats
from infopilot.incidents.mappings.recognition import Matched
from infopilot.model.incidents import Organisation
from infopilot.model.text import Message

# A day that cannot be a month, in a winter whose clocks do not change.
EXAMPLE = datetime(2026, 12, 31, 17, 45, tzinfo=UTC)


def assumptions(
    mapping: Mapping, matched: Matched, formats: dict[str, str], states: Sequence[str | None]
) -> tuple[Message, ...]:
    """The choices of ``mapping`` that the figures rest on, in sentences.

    ``states`` is what each status or activity of the file means.
    """
    known = matched.positions
    said = [*_dates(formats.values(), mapping.timezone)]
    said.extend(
        Message(
            "the column “{header}” is taken for “{alias}”: check it",
            {"header": matched.headers[name], "alias": alias},
        )
        for name, alias in matched.close.items()
    )
    if mapping.shape == "events":
        said.extend(_events(matched, states))
    if mapping.sla and "sla_met" in known:
        words = ", ".join(mapping.booleans.yes)
        said.append(
            Message(SLA[mapping.sla], {"words": words, "header": matched.headers["sla_met"]})
        )
    if mapping.reassignments == "holders" and "reassignments" in known:
        said.append(
            Message(
                "“{header}” counts who held the ticket: the hand-overs are one less",
                {"header": matched.headers["reassignments"]},
            )
        )
    if "type" not in known:
        said.append(Message(DEFAULT_TYPE[mapping.types.default]))
    if "blocking" not in known and mapping.blocking_priority_at_most and "priority" in known:
        said.append(
            Message(
                "an incident is blocking when its priority is {priority} or more urgent",
                {"priority": mapping.blocking_priority_at_most},
            )
        )
    said.extend(_organisations(mapping))
    return tuple(said)


SLA = {
    "met": "yes in “{header}” ({words}) means that the service level was met",
    "breached": "yes in “{header}” ({words}) means that the service level was missed",
}
DEFAULT_ORGANISATION = {
    Organisation.CLIENT: "whoever resolved works for the client, unless the mapping says otherwise",
    Organisation.PROVIDER: "whoever resolved works for the provider, unless the mapping says "
    "otherwise",
    Organisation.VENDOR: "whoever resolved works for a third party, unless the mapping says "
    "otherwise",
}
DEFAULT_TYPE = {
    "incident": "the file does not tell incidents from requests: all count as incidents",
    "request": "the file does not tell incidents from requests: all count as requests",
}


def _dates(formats: Collection[str], zone: str) -> Iterator[Message]:
    timed = dict.fromkeys(date_example(each) for each in formats if "%H" in each or "%I" in each)
    days = dict.fromkeys(date_example(each) for each in formats)
    if timed:
        yield Message(
            "31 December 2026 at 17:45 is written {examples}, in the time zone {zone}",
            {"examples": ", ".join(timed), "zone": zone},
        )
    if alone := [each for each in days if each not in timed]:
        yield Message(
            "31 December 2026 is written {examples}, without a time: it is read as midnight",
            {"examples": ", ".join(alone)},
        )


def date_example(candidate: str) -> str:
    """The last day of 2026, a quarter to six in the evening, as ``candidate`` writes it.

    >>> date_example("%d/%m/%Y %H:%M[:%S]"), date_example("%m/%d/%y %I:%M %p")
    ('31/12/2026 17:45', '12/31/26 05:45 PM')
    """
    return EXAMPLE.strftime(date_formats(candidate)[-1].replace("%-", "%"))


def _events(matched: Matched, states: Sequence[str | None]) -> list[Message]:
    said = [Message("the log tells {count} different activities or states", {"count": len(states)})]
    if "opened_at" not in matched.positions:
        said.append(Message("an incident opens with its first event"))
    if not any(states) and not {"resolved_at", "closed_at"} & set(matched.positions):
        said.append(Message("nothing in the log says whether an incident is over"))
    return said


def _organisations(mapping: Mapping) -> list[Message]:
    rules = mapping.organisations
    said = []
    if rules.default:
        said.append(Message(DEFAULT_ORGANISATION[rules.default]))
    if rules.vendor_when_waited_for:
        said.append(Message("a third party that was waited for counts as the one who resolved"))
    return said
