"""What the incidents page can do to an engagement: examine a file, import it, say what is there."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from infopilot.app.diagnosis import read_diagnosis
from infopilot.app.facts import facts_of
from infopilot.app.tickets import import_file, inspect_file, known_mappings, peek_file
from infopilot.app.workbook import Workbook
from infopilot.incidents.conversion.canonical import open_canonical
from infopilot.incidents.counting.overview import count_overview
from infopilot.incidents.doctor.usual_names import USUAL_NAMES
from infopilot.incidents.files.limits import Limits
from infopilot.incidents.files.progress import OnProgress
from infopilot.incidents.mappings.mapping import load_mapping
from infopilot.incidents.mappings.proposals import propose
from infopilot.incidents.mappings.recognition import recognise
from infopilot.model.errors import IncidentDataError
from infopilot.views.examined import Examined
from infopilot.views.incident_pages import Imported
from infopilot.widgets.choices import Choices, corrected
from infopilot.widgets.desk import Desk


def ticket_desk(workbook: Workbook) -> Desk:
    """The desk of an engagement."""
    return Desk(
        limit=Limits().bytes,
        examine=partial(examine, workbook),
        read_again=read_again,
        keep=partial(keep, workbook),
        current=partial(current, workbook),
    )


def examine(workbook: Workbook, file: Path, name: str, on_progress: OnProgress) -> Examined:
    """Say what ``file`` is, by the mapping kept with the engagement or by those that we know.

    A layout that none of them fits comes back with a proposal, and nothing is read with it yet.
    Raises `IncidentDataError` if the file holds no table.
    """
    seen = peek_file(file, on_progress=on_progress)
    if not seen.rows:
        raise IncidentDataError(
            "there is no line under the header",
            where=name,
            expected="a header line, then one ticket or event per line",
            hint="export a period that has tickets",
        )
    known = known_mappings(None)
    own = workbook.folder.mapping
    kept = [load_mapping(own)] if own.exists() else []
    examined = Examined(
        name=name, peek=seen, mapping=known[0], others=known, is_own=False, is_unknown=True
    )
    try:
        # Two at least: a single one would be taken as it is.
        mapping, evidence = recognise(seen.columns, [*kept, *known], seen.layout)
    except IncidentDataError:
        return replace(examined, mapping=propose(seen.columns, [*known, USUAL_NAMES]))
    recognised = replace(
        examined,
        mapping=mapping,
        evidence=evidence,
        is_own=mapping in kept,
        is_unknown=False,
    )
    return _inspected(recognised, file, on_progress)


def read_again(
    examined: Examined, choices: Choices, file: Path, on_progress: OnProgress
) -> Examined:
    """Read ``file`` with what somebody said of it."""
    try:
        mapping = corrected(examined, choices)
    except IncidentDataError as trouble:
        return replace(examined, inspection=None, trouble=trouble)
    return _inspected(replace(examined, mapping=mapping, is_own=True), file, on_progress)


def keep(
    workbook: Workbook, examined: Examined, file: Path, on_progress: OnProgress
) -> Imported | None:
    """Import ``file`` into the engagement, with the mapping that it was examined with."""
    # What was made or corrected for this client is kept beside the data, and what stands in for it.
    is_kept = examined.is_own or workbook.folder.mapping.exists()
    mapping = examined.mapping if is_kept else None
    done = import_file(workbook, file, mapping=mapping, on_progress=on_progress)
    imported = current(workbook)
    return replace(imported, report=done.report) if imported else None


def current(workbook: Workbook) -> Imported | None:
    """What the log of the engagement says; None when it has none."""
    if not workbook.folder.incidents.exists():
        return None
    return Imported(
        facts=facts_of(workbook.folder.path, workbook.method.incidents),
        overview=count_overview(open_canonical(workbook.folder.incidents)),
        few=workbook.method.incidents.minimum_incidents,
        diagnosis=read_diagnosis(workbook.folder.doctor),
    )


def _inspected(examined: Examined, file: Path, on_progress: OnProgress) -> Examined:
    try:
        found = inspect_file(file, examined.mapping, on_progress=on_progress)
    except IncidentDataError as trouble:
        return replace(examined, inspection=None, trouble=trouble)
    return replace(examined, inspection=found, trouble=None)
