"""The mapping of an export as a file that somebody corrects."""

from pathlib import Path

from infopilot.app.tickets import known_mappings
from infopilot.incidents.mapping_files import save_mapping
from infopilot.incidents.mappings import Mapping
from infopilot.incidents.proposals import propose
from infopilot.incidents.reading import open_table
from infopilot.incidents.recognition import recognise
from infopilot.model.errors import IncidentDataError


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
