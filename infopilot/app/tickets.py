"""Ticket logs: inspecting a file that was received, importing it into an engagement."""

import re
import shutil
from pathlib import Path

from infopilot.app import paths
from infopilot.app.workbook import Workbook
from infopilot.incidents.canonical import ImportReport
from infopilot.incidents.confinement import import_confined, inspect_confined
from infopilot.incidents.doctor import Inspection
from infopilot.incidents.limits import Limits
from infopilot.incidents.mappings import Mapping, load_mapping, load_mappings
from infopilot.incidents.progress import OnProgress
from infopilot.incidents.refusals import shown_name
from infopilot.model.errors import IncidentDataError
from infopilot.storage.engagements import replacing

DEFAULT_LIMITS = Limits()
LONGEST_NAME = 80
# What a name may not hold on some system, and what would hide or be an option.
ODD = re.compile(r"[^\w .()-]|^[.\s-]+")


def known_mappings(own: Path | None) -> list[Mapping]:
    """Return the one mapping that was named, or all that come with infopilot."""
    return [load_mapping(own)] if own else load_mappings(paths.mappings_folder())


def inspect_file(
    source: Path,
    mapping: Path | None = None,
    *,
    limits: Limits = DEFAULT_LIMITS,
    on_progress: OnProgress | None = None,
) -> Inspection:
    """Say what a ticket export is and what it allows to compute; write nothing.

    The file is read in a process that is held to ``limits``; ``on_progress`` hears how far it is.
    """
    return inspect_confined(source, known_mappings(mapping), limits, on_progress)


def import_file(  # noqa: PLR0913 - a file, a place and the consultant's choices
    workbook: Workbook,
    source: Path,
    *,
    mapping: Path | None = None,
    incidents_only: bool = False,
    keep_names: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    on_progress: OnProgress | None = None,
) -> ImportReport:
    """Import a ticket export into the engagement, and keep the file as it was received.

    The file is read in a process that is held to ``limits``; ``on_progress`` hears how far it is.
    """
    folder = workbook.folder
    own = folder.tickets / "mapping.yaml"
    imported = import_confined(
        source,
        known_mappings(mapping or (own if own.exists() else None)),
        limits,
        on_progress,
        key=paths.pseudonym_key(workbook.engagement.company.name).hex(),
        keep_names=keep_names,
        incidents_only=incidents_only,
    )
    with imported as (report, table):
        _keep(table, folder.incidents)
    _keep(source, folder.tickets / kept_name(source, {folder.incidents.name, own.name}))
    if mapping:
        _keep(mapping, own)
    return report


def kept_name(source: Path, taken: set[str]) -> str:
    """The name under which a received file is kept: plain, and none of those that are ``taken``.

    >>> kept_name(Path("-a:b*.csv"), set()), kept_name(Path("mapping.yaml"), {"mapping.yaml"})
    ('_a_b_.csv', 'received-mapping.yaml')
    """
    name = ODD.sub("_", shown_name(Path(source.name)))
    suffix = Path(name).suffix[:LONGEST_NAME]
    name = name.removesuffix(suffix)[: LONGEST_NAME - len(suffix)] + suffix
    return f"received-{name}" if name.lower() in taken or not name.strip("_. ") else name


def _keep(file: Path, place: Path) -> None:
    """Keep ``file`` as it was received, unless it lies there already."""
    try:
        if not (place.exists() and file.samefile(place)):
            with replacing(place) as temporary:
                shutil.copyfile(file, temporary)
    except OSError as trouble:
        raise IncidentDataError(
            "the file cannot be kept with the engagement",
            where=str(place),
            got=trouble.strerror or str(trouble),
            hint="check the place that is left on the disk and the rights on the folder",
        ) from None
