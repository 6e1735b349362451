"""Inviting people to answer: links that are shown once."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from infopilot.app.workbook import Workbook
from infopilot.model.errors import AccessError
from infopilot.model.people import Respondent, Role
from infopilot.storage.access import Invitation


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link for one respondent; its code is kept nowhere."""

    role: Role
    respondent: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """Who is invited; the name is for named roles, the department for users."""

    role: Role
    name: str = ""
    department: str = ""


def invite(
    workbook: Workbook, campaign: str | None, invitee: Invitee, *, url: str, count: int = 1
) -> list[Link]:
    """Make ``count`` invitations and return their links, which start with ``url``.

    Somebody named as in an earlier campaign keeps the same id, so that both can be compared.
    """
    campaign_id = workbook.engagement.campaign(campaign).id
    links = []
    for _ in range(count):
        respondent = Respondent(
            id=_known_id(workbook, invitee) or f"{invitee.role.value}-{secrets.token_hex(4)}",
            role=invitee.role,
            department=invitee.department,
            name=invitee.name,
        )
        code = workbook.invitations.create(respondent, campaign_id, now=datetime.now(UTC))
        links.append(
            Link(role=invitee.role, respondent=respondent.id, url=f"{url.rstrip('/')}/i/{code}")
        )
    return links


def look_up(workbook: Workbook, code_or_link: str) -> Invitation:
    """Return the invitation behind a code, or behind a link that somebody reports as broken."""
    code = code_or_link.rstrip("/").rsplit("/", 1)[-1]
    try:
        return workbook.invitations.find(code, now=datetime.now(UTC))
    except AccessError as error:
        error.got = f"{code[:4]}…"
        raise


def _known_id(workbook: Workbook, invitee: Invitee) -> str | None:
    if not invitee.name or not invitee.role.is_named:
        return None
    for invitation in workbook.invitations.respondents():
        known = invitation.respondent
        if known.role is invitee.role and known.name == invitee.name:
            return known.id
    return None
