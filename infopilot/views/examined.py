"""A ticket export that was received: what is known of it so far, and what may be shown of it."""

import re
from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from infopilot.incidents.doctor.inspection import Inspection
from infopilot.incidents.files.peek import Peek
from infopilot.incidents.mappings.mapping import Columns, Mapping
from infopilot.incidents.mappings.questions import Question, Undecided
from infopilot.incidents.mappings.recognition import Evidence
from infopilot.incidents.mappings.vocabulary import (
    UnknownWords,
    aliases,
    headers_of,
    is_named,
    unknown_words,
)
from infopilot.model.errors import IncidentDataError
from infopilot.views.incident_names import PERSONAL

HIDDEN = "…"
LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, kw_only=True)
class Examined:
    """A received file, the mapping that is tried on it, and what comes out of that.

    ``evidence`` tells why it is taken for an export of a tool, None when it is not.
    ``name`` is what the sender called the file, to be shown and never used. ``inspection`` is
    None as long as ``trouble`` stands in the way. ``is_own`` tells a mapping that was corrected
    or made by hand; ``others`` are the mappings that infopilot knows.
    """

    name: str
    peek: Peek
    mapping: Mapping
    evidence: Evidence | None = None
    others: Sequence[Mapping] = ()
    inspection: Inspection | None = None
    trouble: IncidentDataError | None = None
    is_own: bool = False
    is_unknown: bool = False

    @cached_property
    def headers(self) -> Map[str, str]:
        """The header of each canonical column that was found."""
        if self.inspection is not None:
            return self.inspection.report.columns
        return headers_of(self.mapping, self.peek.columns)

    @cached_property
    def close(self) -> frozenset[str]:
        """Canonical columns that were found by a name that is only close to theirs."""
        return frozenset(self.inspection.report.close if self.inspection else ())

    @property
    def question(self) -> Question | None:
        """What must be answered before the file can be read."""
        return self.trouble.question if isinstance(self.trouble, Undecided) else None

    @cached_property
    def unknown_words(self) -> UnknownWords:
        """Words that somebody must explain."""
        return unknown_words(self.mapping, dict(self.headers), self.peek)

    @cached_property
    def samples(self) -> Map[str, str]:
        """A few values under each header; those of people and free text are hidden.

        The letters of a column that no mapping knows are hidden too: it may hold names.
        """
        shown = {header for name, header in self.headers.items() if name not in PERSONAL}
        people = {header for name, header in self.headers.items() if name in PERSONAL}
        personal = aliases(self.others, PERSONAL)
        plain = aliases(self.others, set(Columns.model_fields) - PERSONAL)
        found = {}
        for header, values in self.peek.samples.items():
            if header in people or (header not in shown and is_named(header, personal)):
                found[header] = HIDDEN if values else ""
            elif header in shown or is_named(header, plain):
                found[header] = " · ".join(values)
            else:
                found[header] = " · ".join(LETTER.sub("•", value) for value in values)
        return found
