"""What a notebook needs in one line: the served pages, or drawings that work offline."""

from typing import TYPE_CHECKING

from infopilot.app import paths
from infopilot.app.workbook import open_engagement
from infopilot.widgets.page import QuestionnairePage

if TYPE_CHECKING:
    from infopilot.widgets.incidents import Incidents
    from infopilot.widgets.preview import Preview
    from infopilot.widgets.results import Results


def questionnaire_page() -> QuestionnairePage:
    """Return the questionnaire of the engagement of this page, as the light page embeds it."""
    workbook = open_engagement(paths.engagement_of_page())
    return QuestionnairePage(workbook.questionnaire, paths.language_of_page())


def preview_page() -> "Preview":
    """Return the questionnaire of the engagement of this page, as each role will see it."""
    from infopilot.widgets.preview import Preview  # noqa: PLC0415 - ipywidgets

    workbook = open_engagement(paths.engagement_of_page())
    return Preview(workbook.questionnaire, workbook.engagement, paths.language_of_page())


def results_page() -> "Results":
    """Return the results of the engagement of this page."""
    from infopilot.app.comparing import comparisons  # noqa: PLC0415 - numpy
    from infopilot.app.priorities import shown_plan  # noqa: PLC0415 - numpy
    from infopilot.widgets.results import Results  # noqa: PLC0415 - pandas and altair

    workbook = open_engagement(paths.engagement_of_page())
    campaigns = [campaign.id for campaign in workbook.engagement.campaigns]
    answered = [campaign for campaign in campaigns if workbook.answers(campaign)]
    cards = {campaign: workbook.score(campaign) for campaign in answered or campaigns[-1:]}
    return Results(
        cards,
        questionnaire=workbook.questionnaire,
        engagement=workbook.engagement,
        method=workbook.method,
        language=paths.language_of_page(),
        facts={campaign: workbook.incident_facts(campaign) for campaign in campaigns},
        explain=workbook.explain,
        comparisons=comparisons(workbook, answered),
        plans={campaign: shown_plan(workbook, card) for campaign, card in cards.items()},
    )


def incidents_page() -> "Incidents":
    """Return the ticket log of the engagement of this page: import one, or read what it says."""
    from infopilot.app.ticket_desk import ticket_desk  # noqa: PLC0415 - duckdb and altair
    from infopilot.widgets.incidents import Incidents  # noqa: PLC0415 - ipywidgets

    workbook = open_engagement(paths.engagement_of_page())
    return Incidents(ticket_desk(workbook), workbook.engagement, paths.language_of_page())


def set_up_notebook() -> None:
    """Draw charts as SVG, which needs neither a network nor JavaScript."""
    from infopilot.views.theme import alt  # noqa: PLC0415 - altair

    alt.renderers.enable("svg")
