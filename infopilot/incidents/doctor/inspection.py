"""The export doctor: what a ticket export is, what it allows to compute and what it does not."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from infopilot.incidents.conversion.canonical import ImportReport, make_table, write_table
from infopilot.incidents.counting.counts import Log, open_log, summarise
from infopilot.incidents.counting.few import only_counts
from infopilot.incidents.counting.indicators import INPUTS, Told, missing_figures
from infopilot.incidents.doctor.request import ExportRequest, export_request
from infopilot.incidents.doctor.trap_counts import Counts
from infopilot.incidents.doctor.trap_signs import find_traps
from infopilot.incidents.doctor.traps import Trap
from infopilot.incidents.files.limits import Limits
from infopilot.incidents.files.reading import DEFAULT_LIMITS, OpenFile, open_table
from infopilot.incidents.mappings.mapping import Mapping
from infopilot.incidents.mappings.recognition import header_fit
from infopilot.model.method import IncidentMethod, TrapMethod
from infopilot.model.text import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What an import gives, the figures that it allows, with the reason of the others, and traps.

    ``only_counts`` says why a small log gives counts and no share, index or median. ``request`` is
    what to ask the provider for, so that the next export says more. ``kept_incidents`` and
    ``kept_requests`` add up to the tickets that are kept; ``few_rows`` says that the file is too
    small for its traps to show.
    """

    report: ImportReport
    computable: tuple[str, ...]
    not_computable: dict[str, Message]
    kept_incidents: int
    kept_requests: int
    few_rows: bool
    only_counts: Message | None
    traps: tuple[Trap, ...]
    request: ExportRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """What an export is held against."""

    incidents: IncidentMethod
    traps: TrapMethod


def inspect(
    source: Path,
    mappings: Sequence[Mapping],
    thresholds: Thresholds,
    limits: Limits = DEFAULT_LIMITS,
) -> Inspection:
    """Look at an export without keeping anything of it; raise `IncidentDataError`."""
    with open_table(source, limits, header_fit(mappings)) as table:
        # The pseudonyms are thrown away with the table: any key will do.
        report = make_table(table, mappings, key=secrets.token_bytes(32))
        return _inspection(table, report, thresholds)


def inspect_and_import(  # noqa: PLR0913 - a file, a place and the consultant's choices
    source: Path,
    destination: Path,
    *,
    mappings: Sequence[Mapping],
    thresholds: Thresholds,
    key: bytes,
    keep_names: bool = False,
    incidents_only: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> Inspection:
    """Write the canonical table, as `import_tickets` does, and look at the export on the way."""
    with open_table(source, limits, header_fit(mappings)) as table:
        report = make_table(
            table, mappings, key=key, keep_names=keep_names, incidents_only=incidents_only
        )
        inspection = _inspection(table, report, thresholds)
        write_table(table.connection, destination, keep_names=keep_names)
    return inspection


def _inspection(table: OpenFile, report: ImportReport, thresholds: Thresholds) -> Inspection:
    log = open_log(table.connection.table("complete"))
    counts = Counts(table.connection, report.mapping.timezone)
    kinds, seen = counts.kinds(), summarise(log)
    told = Told(
        **kinds,
        telling_item=seen.telling_item,
        known=seen.known,
        known_closed=summarise(Log(log.closed)).known,
    )
    reasons = missing_figures(told, thresholds.incidents)
    minimum = thresholds.incidents.minimum_incidents
    traps = find_traps(table.connection, report, thresholds.traps, thresholds.incidents)
    return Inspection(
        report=report,
        computable=tuple(name for name in INPUTS if name not in reasons),
        not_computable=reasons,
        kept_incidents=told.incidents,
        kept_requests=told.requests,
        few_rows=report.rows.read < thresholds.traps.minimum_tickets,
        only_counts=only_counts(told.closed, minimum) if told.closed < minimum else None,
        traps=traps,
        request=export_request(report, {**seen.known, **counts.declared()}, reasons, traps),
    )
