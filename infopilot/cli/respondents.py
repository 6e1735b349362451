"""Commands on answers: ``answers import``, ``answers export``."""

from pathlib import Path
from typing import Annotated

import typer

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
from infopilot.storage.exchange import read_answers, write_answers

group = command_group(t("Answers: import and export."))


@group.command("import", help=t("Read answers in the long format."))
def import_answers(
    directory: Folder, file: File, *, as_json: AsJson = False, lang: Lang = FRENCH
) -> None:
    """Import a file of answers; a file imported twice adds nothing."""
    del lang
    workbook = open_engagement(directory)
    answers = read_answers(file, workbook.rules, workbook.engagement.campaigns)
    before = len(workbook.answers())
    workbook.store.append(answers)
    added = len(workbook.answers()) - before
    show(
        {"read": len(answers), "added": added},
        lambda: [t("{read} answers read, {added} added.", read=len(answers), added=added)],
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
