"""Ticket logs: inspecting a file that was received, importing it into an engagement."""

import json
import shutil
from pathlib import Path

from infopilot.app import paths
from infopilot.app.workbook import Workbook
from infopilot.incidents.doctor import Inspection, Thresholds, inspect, inspect_and_import
from infopilot.incidents.mapping_files import save_mapping
from infopilot.incidents.mappings import Mapping, load_mapping, load_mappings
from infopilot.incidents.proposals import propose
from infopilot.incidents.reading import open_table
from infopilot.incidents.recognition import recognise
from infopilot.model.errors import IncidentDataError
from infopilot.model.method import Method
from infopilot.model.text import Language
from infopilot.storage.engagements import replacing, write_text
from infopilot.storage.method import load_method
from infopilot.views.doctor import inspection_document


def known_mappings(own: Path | Mapping | None) -> list[Mapping]:
    """Return the one mapping that was named or made, or all that come with infopilot."""
    if isinstance(own, Mapping):
        return [own]
    return [load_mapping(own)] if own else load_mappings(paths.mappings_folder())


def inspect_file(source: Path, mapping: Path | Mapping | None = None) -> Inspection:
    """Say what a ticket export is and what it allows to compute; write nothing."""
    return inspect(source, known_mappings(mapping), _thresholds(load_method(paths.method_file())))


def mapping_for(source: Path) -> Mapping:
    """Return the mapping that fits a ticket export, or a first proposal of one to correct."""
    known = known_mappings(None)
    with open_table(source) as table:
        try:
            return recognise(table.columns, known, table.layout)[0]
        except IncidentDataError:
            return propose(table.columns, known)


def write_mapping(source: Path, place: Path) -> Mapping:
    """Write `mapping_for` an export in ``place``, where nothing is yet."""
    if place.exists():
        raise IncidentDataError(
            "something is there already",
            where=str(place),
            hint="give the mapping another name",
        )
    mapping = mapping_for(source)
    save_mapping(mapping, place)
    return mapping


def import_file(
    workbook: Workbook,
    source: Path,
    *,
    mapping: Path | Mapping | None = None,
    incidents_only: bool = False,
    keep_names: bool = False,
) -> Inspection:
    """Import a ticket export into the engagement, and keep the file as it was received.

    What the doctor found is kept beside it, in ``doctor.json``.
    """
    folder = workbook.folder
    own = folder.tickets / "mapping.yaml"
    inspection = inspect_and_import(
        source,
        folder.incidents,
        mappings=known_mappings(mapping or (own if own.exists() else None)),
        thresholds=_thresholds(workbook.method),
        key=paths.pseudonym_key(workbook.engagement.company.name),
        keep_names=keep_names,
        incidents_only=incidents_only,
    )
    _keep(source, folder.tickets / source.name)
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


def _keep(file: Path, place: Path) -> None:
    """Keep ``file`` as it was received, unless it lies there already."""
    if not (place.exists() and file.samefile(place)):
        with replacing(place) as temporary:
            shutil.copyfile(file, temporary)
