"""The commands together, and what happens when one of them is refused its input."""

import sys

from infopilot.cli import (
    actions,
    comparisons,
    engagements,
    invitations,
    questionnaires,
    respondents,
    serving,
    ticket_logs,
)
from infopilot.cli.options import LANGUAGE, command_group, t
from infopilot.model.errors import InfopilotError
from infopilot.views.messages import explain

BAD_INPUT = 2

app = command_group(t("Assess how an SME steers its outsourced IT."))
app.command(help=t("Make the fictional engagement, serve it and open it."))(serving.demo)
app.command(help=t("Make a new engagement."))(engagements.new)
app.command(help=t("Make invitation links."))(invitations.invite)
app.command(help=t("Open both doors of an engagement."))(serving.serve)
app.command(help=t("Score a campaign."))(engagements.score)
app.command(help=t("Say what changed between two campaigns."))(comparisons.compare)
app.command(help=t("Say what to do first, within a budget of days."))(actions.actions)
app.command(help=t("Check a questionnaire, a mapping or an engagement."))(engagements.check)
app.command(hidden=True)(serving.door)
app.add_typer(ticket_logs.group, name="tickets")
app.add_typer(respondents.group, name="answers")
app.add_typer(questionnaires.group, name="questionnaire")
app.add_typer(invitations.group, name="invitations")


def main() -> None:
    """Run a command; tell bad input in one line and exit with 2."""
    try:
        app()
    except InfopilotError as error:
        print(explain(error, LANGUAGE), file=sys.stderr)
        sys.exit(BAD_INPUT)
