"""Commands on answers: ``answers import``, ``answers export``."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from infopilot.app import answer_files
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
from infopilot.model.people import Role
from infopilot.storage.exchange import write_answers

group = command_group(t("Answers: import and export."))


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
    """Export every answer; a file that holds users’ answers is told to be for nobody else."""
    del lang
    workbook = open_engagement(directory)
    answers = workbook.answers()
    target = out or directory / f"answers.{form.value}"
    write_answers(answers, target, form.value)
    if any(answer.role is Role.USER for answer in answers):
        print(
            t(
                "{file} holds users’ answers one by one, with their department and their time: it "
                "is for whoever keeps the engagement. Do not hand it to the client or to the "
                "provider.",
                file=str(target),
            ),
            file=sys.stderr,
        )
    show(
        {"file": str(target), "answers": len(answers)},
        lambda: [t("{answers} answers in {file}", answers=len(answers), file=str(target))],
        as_json=as_json,
    )
