"""What a mapping decides and a reader should know before the figures."""

from collections.abc import Sequence

from infopilot.incidents.mappings import Mapping
from infopilot.incidents.recognition import Matched
from infopilot.model.text import Message


def assumptions(
    mapping: Mapping, matched: Matched, formats: dict[str, str], states: Sequence[str | None]
) -> tuple[Message, ...]:
    """The choices of ``mapping`` that the figures rest on, in sentences.

    ``states`` is what each status or activity of the file means.
    """
    known = matched.positions
    said = [
        Message(
            "dates are read as {formats}, in the time zone {zone}",
            {"formats": ", ".join(dict.fromkeys(formats.values())), "zone": mapping.timezone},
        )
    ]
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
        said.append(Message(SLA[mapping.sla], {"header": matched.headers["sla_met"]}))
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
    "met": "yes in “{header}” means that the service level was met",
    "breached": "yes in “{header}” means that the service level was missed",
}
DEFAULT_TYPE = {
    "incident": "the file does not tell incidents from requests: all count as incidents",
    "request": "the file does not tell incidents from requests: all count as requests",
}


def _events(matched: Matched, states: Sequence[str | None]) -> list[Message]:
    said = [Message("the log tells {count} different activities or states", {"count": len(states)})]
    if "opened_at" not in matched.positions:
        said.append(Message("an incident opens with its first event"))
    ends = {"solved", "closed"}
    if not ends & set(states) and not {"resolved_at", "closed_at"} & set(matched.positions):
        said.append(Message("nothing in the log says when an incident ends: all count as open"))
    return said


def _organisations(mapping: Mapping) -> list[Message]:
    rules = mapping.organisations
    said = []
    if rules.default:
        said.append(
            Message(
                "whoever resolved counts as {organisation} unless a rule of the mapping says "
                "otherwise",
                {"organisation": rules.default.value},
            )
        )
    if rules.vendor_when_waited_for:
        said.append(Message("a third party that was waited for counts as the one who resolved"))
    return said
