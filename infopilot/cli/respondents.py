"""Commands on people and their answers: ``invite``, ``answers import``, ``answers export``."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from infopilot.app import answer_files, invitations
from infopilot.app.invitations import Invitee, Link, look_up
from infopilot.app.workbook import open_engagement
from infopilot.cli.options import (
    FRENCH,
    AsJson,
    File,
    Folder,
    Formats,
    Lang,
    command_group,
    show,
    t,
)
from infopilot.model.errors import AccessError
from infopilot.model.people import Role
from infopilot.storage.exchange import write_answers
from infopilot.views.messages import day

group = command_group(t("Answers: import and export."))
LOCAL_DOOR = "http://127.0.0.1:8866"


def invite(  # noqa: PLR0913 - the options of the contract
    directory: Folder,
    *,
    campaign: Annotated[str | None, typer.Option(help=t("Campaign; the latest by default"))] = None,
    role: Annotated[Role | None, typer.Option(help=t("Role of the person invited"))] = None,
    name: Annotated[str, typer.Option(help=t("Name of the person, for roles shown by name"))] = "",
    department: Annotated[str, typer.Option(help=t("Department of the person"))] = "",
    count: Annotated[int, typer.Option(min=1, max=1000, help=t("Number of links to make"))] = 1,
    url: Annotated[str, typer.Option(help=t("Address of the respondents’ door"))] = LOCAL_DOOR,
    code: Annotated[
        str | None, typer.Option("--check", metavar="CODE", help=t("Only look up a code or a link"))
    ] = None,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """Make links, or say what a reported link opens."""
    workbook = open_engagement(directory)
    if code is not None:
        found = look_up(workbook, code)
        facts = {
            "role": found.respondent.role.value,
            "campaign": found.campaign,
            "respondent": found.respondent.id,
            "until": found.expires_at.isoformat(),
        }
        until = day(found.expires_at.date(), lang.value)
        show(
            dict(facts),
            lambda: [
                t(
                    "{role}, {campaign}: opens the questionnaire until {day}",
                    **facts | {"day": until},
                )
            ],
            as_json=as_json,
        )
        return
    if role is None:
        raise AccessError(
            "--role is missing",
            expected="one of {roles}",
            roles=", ".join(role.value for role in Role),
        )
    invitee = Invitee(role=role, name=name, department=department)
    links = invitations.invite(workbook, campaign, invitee, url=url, count=count)
    show({"links": [_link(link) for link in links]}, lambda: _told(links), as_json=as_json)


def _link(link: Link) -> dict[str, str]:
    return {"role": link.role.value, "url": link.url, "respondent": link.respondent}


def _told(links: list[Link]) -> list[str]:
    return [t("Links, shown only once:"), *(f"  {link.url}" for link in links)]


@group.command("import", help=t("Read answers: the long format, or a respondent’s own file."))
def import_answers(
    directory: Folder,
    file: File,
    *,
    any_version: Annotated[
        bool,
        typer.Option("--any-version", help=t("Take a file made for another version too")),
    ] = False,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """Import a file of answers; a file imported twice adds nothing."""
    del lang
    imported = answer_files.import_answers(
        open_engagement(directory), file, any_version=any_version
    )
    facts = asdict(imported)
    show(
        facts,
        lambda: [
            t("{read} answers read, {added} added.", **facts),
            *([t("{older} left out: newer ones are there.", **facts)] if imported.older else []),
        ],
        as_json=as_json,
    )


@group.command("export", help=t("Write answers in the long format."))
def export_answers(
    directory: Folder,
    form: Annotated[Formats, typer.Option("--format", help=t("Format of the file"))] = Formats.CSV,
    out: Annotated[
        Path | None, typer.Option(help=t("File to write; DIR/answers.* by default"))
    ] = None,
    *,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """Export every answer."""
    del lang
    workbook = open_engagement(directory)
    answers = workbook.answers()
    target = out or directory / f"answers.{form.value}"
    write_answers(answers, target, form.value)
    show(
        {"file": str(target), "answers": len(answers)},
        lambda: [t("{answers} answers in {file}", answers=len(answers), file=str(target))],
        as_json=as_json,
    )
