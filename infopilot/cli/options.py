"""The words that all commands share: options, and where their output goes."""

import json
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from infopilot.model.text import Language
from infopilot.views.messages import text


def _asked_language() -> Language:
    """Return the language of this command, known before its options are read: help needs it too."""
    arguments = "=".join(sys.argv)
    return "en" if "--lang=en" in arguments else "fr"


LANGUAGE = _asked_language()


def t(sentence: str, **facts: object) -> str:
    """``sentence`` in the language that this command was asked for."""
    return text(sentence, LANGUAGE, **facts)


class Languages(StrEnum):
    """Languages of messages."""

    FRENCH = "fr"
    ENGLISH = "en"


class Engines(StrEnum):
    """Engines that count incidents."""

    DUCKDB = "duckdb"
    PANDAS = "pandas"
    POLARS = "polars"
    SPARK = "spark"


class Formats(StrEnum):
    """Formats of answer files."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


Folder = Annotated[Path, typer.Argument(metavar="DIR", help=t("Folder of the engagement"))]
File = Annotated[Path, typer.Argument(metavar="FILE", help=t("File to read"))]
Lang = Annotated[Languages, typer.Option(help=t("Language of messages"))]
AsJson = Annotated[bool, typer.Option("--json", help=t("Print one JSON document"))]
Port = Annotated[int | None, typer.Option(help=t("Port of the respondents’ door"))]
ConsultantPort = Annotated[int | None, typer.Option(help=t("Port of the consultant’s door"))]
MappingFile = Annotated[Path | None, typer.Option(help=t("Mapping of columns (YAML)"))]
CampaignOption = Annotated[str | None, typer.Option(help=t("Campaign; the latest by default"))]
FRENCH = Languages.FRENCH


def command_group(help_text: str) -> typer.Typer:
    """Return a group of commands in our ways: no tracebacks in boxes, no completion script."""
    return typer.Typer(
        help=help_text,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )


def show(document: dict[str, object], lines: Callable[[], list[str]], *, as_json: bool) -> None:
    """Print ``document`` as JSON, or what it says in ``lines``."""
    if as_json:
        print(json.dumps(document, ensure_ascii=False, allow_nan=False))
    else:
        print("\n".join(lines()))
