"""Commands on invitations: ``invite``, and ``invitations`` to list, check, revoke and resend."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from infopilot.app import invitations
from infopilot.app.invitations import Invitee, Link, LinkForGroup
from infopilot.app.workbook import Workbook, open_engagement
from infopilot.cli.options import (
    FRENCH,
    AsJson,
    CampaignOption,
    Folder,
    Lang,
    Languages,
    command_group,
    show,
    t,
)
from infopilot.model.errors import AccessError
from infopilot.model.people import Role
from infopilot.storage.access import Invitation
from infopilot.storage.engagements import write_text
from infopilot.storage.groups import GroupLink
from infopilot.views.messages import day
from infopilot.views.qr import qr_svg

group = command_group(t("Invitations: list, check, revoke, resend."))
LOCAL_DOOR = "http://127.0.0.1:8866"
Url = Annotated[str, typer.Option(help=t("Address of the respondents’ door"))]
QrFolder = Annotated[
    Path | None,
    typer.Option("--qr", metavar="FOLDER", help=t("Also write each link there as a QR code (SVG)")),
]
Who = Annotated[
    str, typer.Argument(metavar="WHO", help=t("Id of a respondent or of a group, code or link"))
]
CodeOrLink = Annotated[str, typer.Argument(metavar="CODE", help=t("Code or link, as it was sent"))]
Row = dict[str, object]


def invite(  # noqa: PLR0913 - the options of the contract
    directory: Folder,
    *,
    campaign: CampaignOption = None,
    role: Annotated[Role | None, typer.Option(help=t("Role of the person invited"))] = None,
    name: Annotated[str, typer.Option(help=t("Name of the person, for roles shown by name"))] = "",
    department: Annotated[str, typer.Option(help=t("Department of the person"))] = "",
    count: Annotated[
        int | None,
        typer.Option(min=1, max=1000, help=t("Number of links, or of places of a group link")),
    ] = None,
    for_group: Annotated[
        bool, typer.Option("--group", help=t("One link for all users of the department"))
    ] = False,
    url: Url = LOCAL_DOOR,
    qr: QrFolder = None,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """Make links."""
    del lang
    workbook = open_engagement(directory)
    if role is None:
        raise AccessError(
            "--role is missing",
            expected="one of {roles}",
            roles=", ".join(role.value for role in Role),
        )
    _make_folder(qr)
    invitee = Invitee(role=role, name=name, department=department)
    made: list[Link] | list[LinkForGroup]
    if for_group:
        made = [invitations.invite_group(workbook, campaign, invitee, url=url, places=count)]
    else:
        made = invitations.invite(workbook, campaign, invitee, url=url, count=count or 1)
    _hand_over(made, qr, as_json=as_json)


@group.command("list", help=t("Tell who was invited, and until when."))
def list_invitations(
    directory: Folder,
    campaign: Annotated[str | None, typer.Option(help=t("Campaign; all by default"))] = None,
    *,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """List people and groups; no code is kept that could be shown."""
    workbook = open_engagement(directory)
    wanted = campaign and workbook.engagement.campaign(campaign).id
    everybody: list[Invitation | GroupLink] = [
        *invitations.invited_by_themselves(workbook),
        *workbook.groups.links(),
    ]
    rows = [_row(each) for each in everybody if wanted in {None, each.campaign}]
    show(
        {"invitations": rows},
        lambda: [_told(row, lang) for row in rows] or [t("Nobody has been invited yet.")],
        as_json=as_json,
    )


@group.command("check", help=t("Say what a reported code or link opens."))
def check(
    directory: Folder, code: CodeOrLink, *, as_json: AsJson = False, lang: Lang = FRENCH
) -> None:
    """Look up a code or a link that somebody reports as broken."""
    row = _row(invitations.look_up(open_engagement(directory), code))
    show(row, lambda: [_told(row, lang)], as_json=as_json)


@group.command("revoke", help=t("End the links of a respondent, or close a group link."))
def revoke(
    directory: Folder,
    who: Who,
    campaign: CampaignOption = None,
    *,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """Revoke; answers are kept."""
    workbook = open_engagement(directory)
    found = invitations.find(workbook, who, campaign)
    invitations.revoke(workbook, found)
    row = _row(_again(workbook, found))
    show(row, lambda: [_told(row, lang), _consequence(found)], as_json=as_json)


@group.command("resend", help=t("Replace the links of a respondent or of a group by a new one."))
def resend(  # noqa: PLR0913 - as invite
    directory: Folder,
    who: Who,
    campaign: CampaignOption = None,
    *,
    url: Url = LOCAL_DOOR,
    qr: QrFolder = None,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """Revoke, then make a new link for the same respondent or group."""
    del lang
    workbook = open_engagement(directory)
    found = invitations.find(workbook, who, campaign)
    _make_folder(qr)
    made = invitations.resend(workbook, found, url=url)
    _hand_over([made], qr, as_json=as_json)


def _hand_over(made: Sequence[Link | LinkForGroup], qr: Path | None, *, as_json: bool) -> None:
    """Show links, the only time that their codes are known."""
    for number, link in enumerate(made):
        owner = _owner(link)
        again = number - next(i for i, each in enumerate(made) if _owner(each) == owner)
        if qr:
            write_text(qr / f"{owner}{f'-{again + 1}' if again else ''}.svg", qr_svg(link.url))
    show(
        {"links": [_document(link) for link in made]},
        lambda: [t("Links, shown only once:"), *(f"  {link.url}" for link in made)],
        as_json=as_json,
    )


def _document(link: Link | LinkForGroup) -> dict[str, object]:
    if isinstance(link, LinkForGroup):
        return {"role": Role.USER.value, "url": link.url, "group": link.group}
    return {"role": link.role.value, "url": link.url, "respondent": link.respondent}


def _owner(link: Link | LinkForGroup) -> str:
    return link.group if isinstance(link, LinkForGroup) else link.respondent


def _make_folder(folder: Path | None) -> None:
    """Make the folder of QR codes before any code is made that could then not be written."""
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AccessError(
            "QR codes cannot be written there", where=str(folder), expected="a folder"
        ) from error


def _again(workbook: Workbook, found: Invitation | GroupLink) -> Invitation | GroupLink:
    who = found.id if isinstance(found, GroupLink) else found.respondent.id
    return invitations.find(workbook, who, found.campaign)


def _row(found: Invitation | GroupLink) -> Row:
    """What is told of an invitation: never a code; of a group, how many entered, not who."""
    until = {
        "campaign": found.campaign,
        "until": found.expires_at.isoformat(),
        "ended": found.expires_at <= datetime.now(UTC),
    }
    if isinstance(found, GroupLink):
        places = {"places": found.places, "taken": found.taken}
        owner = {"role": Role.USER.value, "group": found.id, "department": found.department}
        return owner | until | places
    whom = found.respondent
    owner = {"role": whom.role.value, "respondent": whom.id, "department": whom.department}
    return owner | {"name": whom.name} | until


def _told(row: Row, lang: Languages) -> str:
    """One line on an invitation."""
    facts: Row = {
        "id": row.get("respondent") or row.get("group"),
        "who": ", ".join(
            str(row[key]) for key in ("role", "name", "department", "campaign") if row.get(key)
        ),
        "day": day(datetime.fromisoformat(str(row["until"])).date(), lang.value),
    }
    told = (
        t("{id} ({who}): ended on {day}", **facts)
        if row["ended"]
        else t("{id} ({who}): open until {day}", **facts)
    )
    if "places" not in row:
        return told
    count = t("{taken} of {places} places taken", taken=row["taken"], places=row["places"])
    return f"{told}, {count}"


def _consequence(found: Invitation | GroupLink) -> str:
    if isinstance(found, GroupLink):
        return t("Nobody else can enter; those who entered keep their questionnaire.")
    return t("No link and no open page of this respondent can add an answer; answers are kept.")
