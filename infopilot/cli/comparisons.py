"""The command that sets two campaigns side by side: ``compare``."""

from typing import Annotated

import typer

from infopilot.app.workbook import open_engagement
from infopilot.cli.options import FRENCH, AsJson, Folder, Lang, show, t


def compare(
    directory: Folder,
    before: Annotated[str, typer.Argument(metavar="T0", help=t("The earlier campaign"))],
    after: Annotated[str, typer.Argument(metavar="T1", help=t("The later campaign"))],
    *,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """Say what changed from one campaign to another, and what of it may be read."""
    from infopilot.app.comparing import compare as compared  # noqa: PLC0415 - pandas, duckdb
    from infopilot.views.comparisons import comparison_document, comparison_lines  # noqa: PLC0415

    workbook = open_engagement(directory)
    changed = compared(workbook, before, after)
    show(
        comparison_document(
            changed, workbook.engagement.company.name, workbook.questionnaire, lang.value
        ),
        lambda: comparison_lines(changed, workbook.questionnaire, lang.value),
        as_json=as_json,
    )
