"""Commands on a questionnaire: ``questionnaire export``, for people without a network."""

from pathlib import Path
from typing import Annotated

import typer

from infopilot.app.workbook import open_engagement
from infopilot.cli.options import (
    FRENCH,
    AsJson,
    CampaignOption,
    Folder,
    Lang,
    command_group,
    show,
    t,
)
from infopilot.model.people import Role
from infopilot.storage.engagements import write_text
from infopilot.widgets.offline import offline_page
from infopilot.widgets.session import Session

group = command_group(t("The questionnaire, as a file."))


@group.callback()
def questionnaire() -> None:
    """Keep ``export`` a command of its own while it is the only one."""


@group.command(help=t("Write the questionnaire as one file that needs no network."))
def export(  # noqa: PLR0913 - the options of the command
    directory: Folder,
    role: Annotated[Role, typer.Option(help=t("Role of those who will answer"))],
    out: Annotated[Path, typer.Option(metavar="FILE.html", help=t("File to write"))],
    campaign: CampaignOption = None,
    department: Annotated[str, typer.Option(help=t("Department of those who will answer"))] = "",
    *,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """Write a file that anybody can open, answer and hand back; any number of people may use it."""
    workbook = open_engagement(directory)
    engagement = workbook.engagement
    session = Session(
        company=engagement.company.name,
        provider=engagement.provider_names,
        campaign=engagement.campaign(campaign).id,
        role=role,
        department=department,
        minimum_group=workbook.method.anonymity.minimum_group,
    )
    page = offline_page(workbook.questionnaire, session, lang.value)
    write_text(out, page)
    show(
        {"file": str(out), "bytes": len(page.encode()), "role": role.value},
        lambda: [
            t("Questionnaire in {file}: send it, or put it on a USB stick.", file=str(out)),
            t("Next: infopilot answers import {path} FILE.json", path=str(directory)),
        ],
        as_json=as_json,
    )
