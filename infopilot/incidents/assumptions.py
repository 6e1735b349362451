"""What a mapping decides and a reader should know before the figures."""

from infopilot.incidents.mappings import Mapping
from infopilot.incidents.recognition import Matched
from infopilot.model.text import Message


def assumptions(mapping: Mapping, matched: Matched, formats: dict[str, str]) -> tuple[Message, ...]:
    """The choices of ``mapping`` that the figures rest on, in sentences."""
    known = matched.positions
    said = [
        Message(
            "dates are read as {formats}, in the time zone {zone}",
            {"formats": ", ".join(dict.fromkeys(formats.values())), "zone": mapping.timezone},
        )
    ]
    if "sla_met" in known:
        said.append(Message(SLA[mapping.sla], {"header": matched.headers["sla_met"]}))
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
