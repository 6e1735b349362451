"""Ticket logs, from the file that was received to the facts of an engagement."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import narwhals as nw
from narwhals.typing import IntoFrame

from infopilot.app import paths
from infopilot.app.workbook import Workbook
from infopilot.incidents.canonical import ImportReport, import_tickets, open_canonical
from infopilot.incidents.doctor import Inspection, inspect
from infopilot.incidents.facts import count_facts
from infopilot.incidents.mappings import Mapping, load_mapping, load_mappings
from infopilot.model.errors import IncidentDataError, Place
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import IncidentMethod
from infopilot.storage.engagements import replacing

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


def known_mappings(own: Path | None) -> list[Mapping]:
    """Return the one mapping that was named, or all that come with infopilot."""
    return [load_mapping(own)] if own else load_mappings(paths.mappings_folder())


def inspect_file(source: Path, mapping: Path | None = None) -> Inspection:
    """Say what a ticket export is and what it allows to compute; write nothing."""
    return inspect(source, known_mappings(mapping))


def import_file(
    workbook: Workbook,
    source: Path,
    *,
    mapping: Path | None = None,
    incidents_only: bool = False,
    keep_names: bool = False,
) -> ImportReport:
    """Import a ticket export into the engagement, and keep the file as it was received."""
    folder = workbook.folder
    own = folder.tickets / "mapping.yaml"
    report = import_tickets(
        source,
        folder.incidents,
        mappings=known_mappings(mapping or (own if own.exists() else None)),
        key=paths.pseudonym_key(workbook.engagement.company.name),
        keep_names=keep_names,
        incidents_only=incidents_only,
    )
    _keep(source, folder.tickets / source.name)
    if mapping:
        _keep(mapping, own)
    return report


def _keep(file: Path, place: Path) -> None:
    """Keep ``file`` as it was received, unless it lies there already."""
    if not (place.exists() and file.samefile(place)):
        with replacing(place) as temporary:
            shutil.copyfile(file, temporary)


def facts_of(source: Path, method: IncidentMethod, engine: str = "duckdb") -> IncidentFacts:
    """Count the facts of an engagement, or of a canonical Parquet file or folder."""
    parquet = source / "tickets" / "incidents.parquet"
    table = parquet if parquet.exists() else source
    if not table.exists():
        raise IncidentDataError(
            "no incidents here",
            where=Place(str(source)),
            expected="an engagement with imported tickets, or a canonical Parquet file",
            hint="infopilot tickets import DIR FILE makes one",
        )
    return count_facts(ENGINES[engine](table), method)


def facts_between(
    table: Path, end: datetime, window: timedelta, method: IncidentMethod
) -> IncidentFacts:
    """Count the facts of the incidents opened during ``window`` before ``end`` or the log's end."""
    incidents = nw.from_native(open_canonical(table))
    opened = nw.col("opened_at")
    last = incidents.select(opened.max()).collect().item()
    until = min(end, last)
    chosen = incidents.filter(opened > until - window, opened <= until)
    return count_facts(chosen.to_native(), method, reference_time=until)


def _pandas(table: Path) -> "pd.DataFrame":
    frame: pd.DataFrame = open_canonical(table).to_arrow_table().to_pandas()
    return frame


def _polars(table: Path) -> "pl.LazyFrame":
    import polars as pl  # noqa: PLC0415 - an optional engine

    return pl.DataFrame(open_canonical(table).to_arrow_table()).lazy()


ENGINES: dict[str, Callable[[Path], IntoFrame]] = {
    "duckdb": open_canonical,
    "pandas": _pandas,
    "polars": _polars,
}
