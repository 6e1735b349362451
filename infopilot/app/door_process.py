"""Being one of the two doors: what runs in the process of each."""

import sys
from pathlib import Path

from infopilot.app import paths
from infopilot.app.workbook import open_engagement
from infopilot.model.text import Language
from infopilot.serving.address import Address
from infopilot.serving.consultants import Keys, open_consultant_door
from infopilot.serving.pages import LightPages, run_page_notebook
from infopilot.serving.respondents import Survey, open_respondent_door


def run_respondent_door(address: Address, engagement: Path, language: Language) -> None:
    """Be the process of the respondents' door."""
    workbook = open_engagement(engagement)
    notebook = paths.page_notebook("questionnaire")

    def render(page_language: Language) -> str:
        return run_page_notebook(notebook, paths.page_environment(engagement, page_language))

    pages = LightPages(render, title=workbook.engagement.company.name)
    # Answers are taken at once, also just after a crash; the first page is ready seconds later.
    pages.prepare(language)
    survey = Survey(
        engagement=workbook.engagement,
        rules=workbook.rules,
        store=workbook.store,
        invitations=workbook.invitations,
        pages=pages,
        minimum_group=workbook.method.anonymity.minimum_group,
    )
    open_respondent_door(address, survey)


def run_consultant_door(address: Address, engagement: Path, language: Language) -> None:
    """Be the process of the consultant's door; its one-time key comes by standard input."""
    workbook = open_engagement(engagement)
    keys = Keys(
        one_time=sys.stdin.buffer.readline().decode().strip(),
        passphrase_hash=workbook.folder.passphrase.read_text(encoding="ascii").strip(),
    )
    notebooks = paths.page_notebook("results").parent
    open_consultant_door(address, notebooks=notebooks, keys=keys, language=language)
