"""Ticket logs: inspecting a file that was received, importing it into an engagement.

What a received file holds is read in a process of its own only, held to limits.
"""

import json
import re
import shutil
from pathlib import Path

from infopilot.app import paths
from infopilot.app.workbook import Workbook
from infopilot.incidents.confined.parent import import_confined, inspect_confined, peek_confined
from infopilot.incidents.doctor.inspection import Inspection, Thresholds
from infopilot.incidents.doctor.usual_names import USUAL_NAMES
from infopilot.incidents.files.limits import Limits
from infopilot.incidents.files.peek import Peek
from infopilot.incidents.files.progress import OnProgress
from infopilot.incidents.files.refusals import shown_name
from infopilot.incidents.mappings.mapping import Mapping, load_mapping, load_mappings
from infopilot.incidents.mappings.mapping_files import save_mapping
from infopilot.incidents.mappings.proposals import propose
from infopilot.incidents.mappings.recognition import recognise
from infopilot.model.errors import IncidentDataError
from infopilot.model.method import Method
from infopilot.model.text import Language
from infopilot.storage.engagements import replacing, write_text
from infopilot.storage.method import load_method
from infopilot.views.doctor import inspection_document
from infopilot.views.mappings import commented

DEFAULT_LIMITS = Limits()
ODD = re.compile(r"[^\w .()-]|^[.\s-]+")
LONGEST_NAME = 80


def known_mappings(own: Path | Mapping | None) -> list[Mapping]:
    """Return the one mapping that was named or made, or all that come with infopilot."""
    if isinstance(own, Mapping):
        return [own]
    return [load_mapping(own)] if own else load_mappings(paths.mappings_folder())


def peek_file(
    source: Path, *, limits: Limits = DEFAULT_LIMITS, on_progress: OnProgress | None = None
) -> Peek:
    """Return the headers of a ticket export and a few values under each; write nothing."""
    return peek_confined(source, known_mappings(None), limits, on_progress)


def inspect_file(
    source: Path,
    mapping: Path | Mapping | None = None,
    *,
    limits: Limits = DEFAULT_LIMITS,
    on_progress: OnProgress | None = None,
) -> Inspection:
    """Say what a ticket export is and what it allows to compute; write nothing.

    ``on_progress`` hears how far it is.
    """
    thresholds = _thresholds(load_method(paths.method_file()))
    return inspect_confined(source, known_mappings(mapping), thresholds, limits, on_progress)


def mapping_for(source: Path) -> Mapping:
    """Return the mapping that fits a ticket export, or a first proposal of one to correct."""
    known, seen = known_mappings(None), peek_file(source)
    try:
        return recognise(seen.columns, known, seen.layout)[0]
    except IncidentDataError:
        return propose(seen.columns, [*known, USUAL_NAMES])


def write_mapping(source: Path, place: Path, language: Language = "en") -> Mapping:
    """Write `mapping_for` an export in ``place``, where nothing is yet, its comments translated."""
    if place.exists():
        raise IncidentDataError(
            "something is there already",
            where=str(place),
            hint="give the mapping another name",
        )
    mapping = mapping_for(source)
    save_mapping(mapping, place)
    write_text(place, commented(place.read_text(encoding="utf-8"), mapping, language))
    return mapping


def import_file(  # noqa: PLR0913 - a file, a place and the consultant's choices
    workbook: Workbook,
    source: Path,
    *,
    mapping: Path | Mapping | None = None,
    incidents_only: bool = False,
    keep_names: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    on_progress: OnProgress | None = None,
) -> Inspection:
    """Import a ticket export into the engagement, and keep the file as it was received.

    What the doctor found is kept beside it, in ``doctor.json``; ``on_progress`` hears how far it
    is.
    """
    folder = workbook.folder
    own = folder.mapping
    imported = import_confined(
        source,
        known_mappings(mapping or (own if own.exists() else None)),
        _thresholds(workbook.method),
        limits,
        on_progress,
        key=paths.pseudonym_key(workbook.engagement.company.name).hex(),
        keep_names=keep_names,
        incidents_only=incidents_only,
    )
    with imported as (inspection, table):
        _keep(table, folder.incidents)
    taken = {folder.incidents.name, folder.doctor.name, own.name}
    _keep(source, folder.tickets / kept_name(source, taken))
    if isinstance(mapping, Mapping):
        save_mapping(mapping, own)
    elif mapping:
        _keep(mapping, own)
    language: Language = "en" if workbook.engagement.language == "en" else "fr"
    told = inspection_document(inspection, language)
    write_text(folder.doctor, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return inspection


def _thresholds(method: Method) -> Thresholds:
    return Thresholds(incidents=method.incidents, traps=method.traps)


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
