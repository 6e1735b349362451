"""The export doctor: what a ticket export is, what it allows to compute and what it does not."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from infopilot.incidents.canonical import ImportReport, make_table
from infopilot.incidents.counts import known_values, open_log
from infopilot.incidents.indicators import INPUTS, missing_inputs
from infopilot.incidents.limits import Limits
from infopilot.incidents.mappings import Mapping
from infopilot.incidents.reading import DEFAULT_LIMITS, open_table
from infopilot.model.text import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What an import would give, and the figures that it allows, with the reason of the others."""

    report: ImportReport
    computable: tuple[str, ...]
    not_computable: dict[str, Message]


def inspect(
    source: Path, mappings: Sequence[Mapping], limits: Limits = DEFAULT_LIMITS
) -> Inspection:
    """Look at an export without keeping anything of it; raise `IncidentDataError`."""
    with open_table(source, limits) as table:
        # The pseudonyms are thrown away with the table: any key will do.
        report = make_table(table, mappings, key=secrets.token_bytes(32))
        known = known_values(open_log(table.connection.table("complete")))
    reasons = missing_inputs(known)
    return Inspection(
        report=report,
        computable=tuple(name for name in INPUTS if name not in reasons),
        not_computable=reasons,
    )
