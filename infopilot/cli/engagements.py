"""Commands on an engagement as a whole: ``new``, ``score``, ``check``."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from infopilot.app.checking import check_path
from infopilot.app.workbook import new_engagement, open_engagement
from infopilot.cli.options import FRENCH, AsJson, CampaignOption, Folder, Lang, show, t
from infopilot.model.engagement import Campaign, Company, Provider
from infopilot.model.errors import EngagementError
from infopilot.model.text import Language
from infopilot.views.messages import render

ALL = "all"


def new(  # noqa: PLR0913 - the options of the contract
    directory: Folder,
    company: Annotated[str, typer.Option(help=t("Name of the company"))],
    headcount: Annotated[int, typer.Option(help=t("Number of people in the company"))],
    provider: Annotated[str, typer.Option(help=t("Name of the IT provider"))],
    questionnaire: Annotated[
        Path | None, typer.Option(help=t("Your own questionnaire (folder or questionnaire.yaml)"))
    ] = None,
    *,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """Make an engagement and show its passphrase, once."""
    if headcount < 1:
        raise EngagementError(
            "--headcount: not a number of people", expected="1 or more", got=headcount
        )
    made = new_engagement(
        directory,
        company=Company(name=company, headcount=headcount),
        provider=Provider(name=provider),
        campaigns=(Campaign(id="T0", opened_on=date.today()),),  # noqa: DTZ011 - a local day
        questionnaire=questionnaire,
        language=lang.value,
    )
    path = str(made.workbook.folder.path)
    show(
        {"engagement": path, "passphrase": made.passphrase},
        lambda: [
            t("Engagement made in {path}.", path=path),
            t("The consultant’s passphrase, shown only once: {words}", words=made.passphrase),
            t("Next: infopilot invite {path} --campaign T0 --role leader", path=path),
        ],
        as_json=as_json,
    )


def score(
    directory: Folder,
    campaign: CampaignOption = None,
    *,
    why: Annotated[
        str | None,
        typer.Option(
            metavar="SCORE", help=t("Explain one score (such as D1 or role_clarity), or all")
        ),
    ] = None,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """Score a campaign."""
    from infopilot.views.scorecards import score_document, score_lines  # noqa: PLC0415 - pandas
    from infopilot.views.why_document import why_document, why_lines  # noqa: PLC0415 - pandas

    workbook = open_engagement(directory)
    questionnaire, method = workbook.questionnaire, workbook.method
    language: Language = lang.value
    explained = {} if why is None else workbook.explain(campaign, only=None if why == ALL else why)
    card = workbook.score(campaign)
    document = score_document(card, workbook.engagement.company.name, language)
    if explained:
        document["why"] = why_document(explained, method, language)

    def lines() -> list[str]:
        if not explained:
            return score_lines(card, questionnaire, language)
        each = (why_lines(one, questionnaire, method, language) for one in explained.values())
        return [line for told in each for line in told]

    show(document, lines, as_json=as_json)


def check(
    path: Annotated[Path, typer.Argument(metavar="PATH", help=t("What to check"))],
    *,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """Check what lies at a path."""
    finding = check_path(path)
    sentences = [render(sentence, lang.value) for sentence in finding.sentences]
    show({"kind": finding.kind, "holds": sentences}, lambda: sentences, as_json=as_json)
