"""The command on what to do first: ``actions``."""

from typing import Annotated

import typer

from infopilot.app.priorities import engagement_plan
from infopilot.app.workbook import open_engagement
from infopilot.cli.options import FRENCH, AsJson, CampaignOption, Folder, Lang, show, t
from infopilot.views.plans import plan_document, plan_lines

Budget = Annotated[
    float | None,
    typer.Option(
        "--budget-days", help=t("Days that the actions may take, recurring ones included")
    ),
]


def actions(
    directory: Folder,
    budget_days: Budget = None,
    campaign: CampaignOption = None,
    *,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """Say what to do first."""
    workbook = open_engagement(directory)
    plan = engagement_plan(workbook, campaign, budget=budget_days)
    asked = workbook.questionnaire
    show(
        plan_document(plan, workbook.engagement.company.name, asked, lang.value),
        lambda: plan_lines(plan, asked, lang.value),
        as_json=as_json,
    )
