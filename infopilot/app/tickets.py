"""Ticket logs: inspecting a file that was received, importing it into an engagement."""

import shutil
from pathlib import Path

from infopilot.app import paths
from infopilot.app.workbook import Workbook
from infopilot.incidents.canonical import ImportReport, import_tickets
from infopilot.incidents.doctor import Inspection, inspect
from infopilot.incidents.mapping_files import save_mapping
from infopilot.incidents.mappings import Mapping, load_mapping, load_mappings
from infopilot.incidents.peek import Peek, peek
from infopilot.incidents.progress import OnProgress, listening, tell
from infopilot.storage.engagements import replacing


def known_mappings(own: Path | Mapping | None) -> list[Mapping]:
    """Return the one mapping that was named or made, or all that come with infopilot."""
    if isinstance(own, Mapping):
        return [own]
    return [load_mapping(own)] if own else load_mappings(paths.mappings_folder())


def peek_file(source: Path, *, on_progress: OnProgress | None = None) -> Peek:
    """Return the headers of a ticket export and a few values under each; write nothing."""
    with listening(on_progress):
        tell("open")
        return peek(source)


def inspect_file(
    source: Path, mapping: Path | Mapping | None = None, *, on_progress: OnProgress | None = None
) -> Inspection:
    """Say what a ticket export is and what it allows to compute; write nothing."""
    with listening(on_progress):
        tell("convert")
        return inspect(source, known_mappings(mapping))


def import_file(  # noqa: PLR0913 - a file, a place and the consultant's choices
    workbook: Workbook,
    source: Path,
    *,
    mapping: Path | Mapping | None = None,
    incidents_only: bool = False,
    keep_names: bool = False,
    on_progress: OnProgress | None = None,
) -> ImportReport:
    """Import a ticket export into the engagement, and keep the file as it was received."""
    folder = workbook.folder
    own = folder.tickets / "mapping.yaml"
    with listening(on_progress):
        tell("convert")
        report = import_tickets(
            source,
            folder.incidents,
            mappings=known_mappings(mapping or (own if own.exists() else None)),
            key=paths.pseudonym_key(workbook.engagement.company.name),
            keep_names=keep_names,
            incidents_only=incidents_only,
        )
    _keep(source, folder.tickets / source.name)
    if isinstance(mapping, Mapping):
        save_mapping(mapping, own)
    elif mapping:
        _keep(mapping, own)
    return report


def _keep(file: Path, place: Path) -> None:
    """Keep ``file`` as it was received, unless it lies there already."""
    if not (place.exists() and file.samefile(place)):
        with replacing(place) as temporary:
            shutil.copyfile(file, temporary)
