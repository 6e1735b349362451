"""Inviting people to answer: links that are shown once, ended or sent again."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from infopilot.app.workbook import Workbook
from infopilot.model.errors import AccessError
from infopilot.model.people import Respondent, Role
from infopilot.storage.access import Invitation
from infopilot.storage.groups import GroupLink


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link for one respondent; its code is kept nowhere."""

    role: Role
    respondent: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkForGroup:
    """A link for the users of a department; its code is kept nowhere."""

    group: str
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
    respondents = (
        Respondent(
            id=_known_id(workbook, invitee) or f"{invitee.role.value}-{secrets.token_hex(4)}",
            role=invitee.role,
            department=invitee.department,
            name=invitee.name,
        )
        for _ in range(count)
    )
    return [_link(workbook, respondent, campaign_id, url) for respondent in respondents]


def invite_group(
    workbook: Workbook,
    campaign: str | None,
    invitee: Invitee,
    *,
    url: str,
    places: int | None = None,
) -> LinkForGroup:
    """Make a link for all users of a department; as many places as the company has people."""
    if invitee.role is not Role.USER or invitee.name:
        raise AccessError(
            "a group link is for users, who have no name here",
            expected="--role user --department D, without --name",
        )
    group, code = workbook.groups.create(
        workbook.engagement.campaign(campaign).id,
        department=invitee.department,
        places=places or workbook.engagement.company.headcount,
        now=datetime.now(UTC),
    )
    return LinkForGroup(group=group, url=_url(url, code))


def look_up(workbook: Workbook, code_or_link: str) -> Invitation | GroupLink:
    """Return what a code or a link opens, or opened before it ended."""
    code = code_or_link.split("?", maxsplit=1)[0].rstrip("/").rsplit("/", 1)[-1]
    found = workbook.invitations.look_up(code) or workbook.groups.look_up(code)
    if found is None:
        raise AccessError(
            "this code belongs to no invitation of this engagement",
            expected="the whole code, or the whole link, as it was sent",
            got=f"{code[:4]}…",
            hint="infopilot invitations list tells who was invited",
        )
    return found


def find(workbook: Workbook, who: str, campaign: str | None) -> Invitation | GroupLink:
    """Return the invitation of a respondent or of a group, by its id, a code or a link."""
    wanted = workbook.engagement.campaign(campaign).id
    for invitation in invited(workbook):
        if invitation.respondent.id == who and invitation.campaign == wanted:
            return invitation
    found = look_up(workbook, who)
    if campaign is not None and found.campaign != campaign:
        raise AccessError(
            "this invitation is for another campaign", expected=campaign, got=found.campaign
        )
    return found


def revoke(workbook: Workbook, found: Invitation | GroupLink) -> None:
    """End every link of a respondent, and every session; or close a group to newcomers."""
    now = datetime.now(UTC)
    if isinstance(found, GroupLink):
        workbook.groups.revoke(found.id, now=now)
    else:
        workbook.invitations.revoke(found.respondent.id, found.campaign, now=now)


def resend(workbook: Workbook, found: Invitation | GroupLink, *, url: str) -> Link | LinkForGroup:
    """Return a new link in place of the old ones: same respondent or group, same answers."""
    if isinstance(found, GroupLink):
        code = workbook.groups.renew(found.id, now=datetime.now(UTC))
        return LinkForGroup(group=found.id, url=_url(url, code))
    revoke(workbook, found)
    return _link(workbook, found.respondent, found.campaign, url)


def invited(workbook: Workbook) -> list[Invitation]:
    """One invitation a respondent and campaign, the one that ends last."""
    latest: dict[tuple[str, str], Invitation] = {}
    for each in workbook.invitations.respondents():
        key = (each.campaign, each.respondent.id)
        if key not in latest or latest[key].expires_at < each.expires_at:
            latest[key] = each
    return list(latest.values())


def invited_by_themselves(workbook: Workbook) -> list[Invitation]:
    """Those invited by a link of their own; who entered by a group link is nobody's business."""
    grouped = workbook.groups.respondents()
    return [each for each in invited(workbook) if each.respondent.id not in grouped]


def _link(workbook: Workbook, respondent: Respondent, campaign: str, url: str) -> Link:
    code = workbook.invitations.create(respondent, campaign, now=datetime.now(UTC))
    return Link(role=respondent.role, respondent=respondent.id, url=_url(url, code))


def _url(door: str, code: str) -> str:
    return f"{door.rstrip('/')}/i/{code}"


def _known_id(workbook: Workbook, invitee: Invitee) -> str | None:
    if not invitee.name or not invitee.role.is_named:
        return None
    for invitation in workbook.invitations.respondents():
        known = invitation.respondent
        if known.role is invitee.role and known.name == invitee.name:
            return known.id
    return None
