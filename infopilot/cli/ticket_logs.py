"""Commands on ticket logs: ``tickets inspect``, ``tickets import``, ``tickets facts``."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress as Bar

from infopilot.app.workbook import open_engagement
from infopilot.cli.options import (
    FRENCH,
    LANGUAGE,
    AsJson,
    Engines,
    File,
    Folder,
    Lang,
    MappingFile,
    command_group,
    show,
    t,
)
from infopilot.incidents.files.limits import Limits
from infopilot.incidents.files.progress import OnProgress, Progress
from infopilot.views.messages import render

Large = Annotated[
    bool, typer.Option("--large", help=t("Lift the limits, for a large file that you trust"))
]
group = command_group(t("Ticket logs: inspect, import, count."))


@group.command("inspect", help=t("Say what an export is and what it allows to compute."))
def inspect_export(
    file: File,
    mapping: MappingFile = None,
    *,
    large: Large = False,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """Inspect an export; write nothing."""
    from infopilot.app.tickets import inspect_file  # noqa: PLC0415 - duckdb
    from infopilot.views.doctor import inspection_document, inspection_lines  # noqa: PLC0415

    with _progress_bar() as on_progress:
        found = inspect_file(file, mapping, limits=_limits(large=large), on_progress=on_progress)
    show(
        inspection_document(found, lang.value),
        lambda: inspection_lines(found, lang.value),
        as_json=as_json,
    )


@group.command("mapping", help=t("Write the mapping of an export, to correct and to name."))
def write_mapping_file(
    file: File,
    place: Annotated[Path, typer.Argument(metavar="MAPPING", help=t("File to write (YAML)"))],
    *,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """Write the mapping that fits an export, or a first proposal of one."""
    from infopilot.app.tickets import write_mapping  # noqa: PLC0415 - duckdb
    from infopilot.views.mappings import mapping_document, mapping_lines  # noqa: PLC0415

    mapping = write_mapping(file, place, lang.value)
    show(
        mapping_document(mapping, str(place)),
        lambda: mapping_lines(mapping, str(place), lang.value),
        as_json=as_json,
    )


@group.command("import", help=t("Import an export into an engagement."))
def import_export(  # noqa: PLR0913 - the options of the contract
    directory: Folder,
    file: File,
    mapping: MappingFile = None,
    *,
    incidents_only: Annotated[
        bool, typer.Option("--incidents-only", help=t("Leave requests out"))
    ] = False,
    keep_names: Annotated[
        bool, typer.Option("--keep-names", help=t("Keep names and titles as they are"))
    ] = False,
    large: Large = False,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """Import an export."""
    from infopilot.app.tickets import import_file  # noqa: PLC0415 - duckdb
    from infopilot.views.doctor import inspection_document, inspection_lines  # noqa: PLC0415

    workbook = open_engagement(directory)
    with _progress_bar() as on_progress:
        found = import_file(
            workbook,
            file,
            mapping=mapping,
            incidents_only=incidents_only,
            keep_names=keep_names,
            limits=_limits(large=large),
            on_progress=on_progress,
        )
    show(
        inspection_document(found, lang.value),
        lambda: inspection_lines(found, lang.value, with_messages=False),
        as_json=as_json,
    )


@group.command("facts", help=t("Count the incident indicators."))
def facts(
    source: Annotated[Path, typer.Argument(help=t("Engagement, or canonical Parquet file"))],
    engine: Annotated[Engines, typer.Option(help=t("Counting engine"))] = Engines.DUCKDB,
    *,
    months: Annotated[
        int | None,
        typer.Option(min=1, help=t("Count only this many last months of the log; all by default")),
    ] = None,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """Count the facts of an engagement or of a canonical table."""
    from infopilot.app.diagnosis import read_assumptions  # noqa: PLC0415 - duckdb
    from infopilot.app.facts import facts_of, method_of, table_of  # noqa: PLC0415 - duckdb
    from infopilot.views.incident_facts import facts_document, facts_lines  # noqa: PLC0415

    counted = facts_of(source, method_of(source), engine.value, months=months)
    assumed = read_assumptions(table_of(source), lang.value)
    show(
        facts_document(counted, lang.value, assumed),
        lambda: facts_lines(counted, lang.value, assumed),
        as_json=as_json,
    )


@contextmanager
def _progress_bar() -> Iterator[OnProgress]:
    """Show on standard error how far the reading is, where a person is looking."""
    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        shown = bar.add_task(t("Reading the export…"), total=1.0)

        def on_progress(progress: Progress) -> None:
            told = render(progress.message, LANGUAGE)
            bar.update(shown, completed=progress.share, description=told)

        yield on_progress


def _limits(*, large: bool) -> Limits:
    return Limits().lifted() if large else Limits()
