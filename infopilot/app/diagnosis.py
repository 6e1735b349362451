"""What the export doctor found at the last import, read back from the engagement."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from infopilot.incidents.conversion.canonical import Tally
from infopilot.incidents.doctor.traps import NAMES, Figure, Trap
from infopilot.model.text import Language
from infopilot.views.incident_doctor import Diagnosis
from infopilot.views.messages import text


class _Rows(BaseModel):
    read: int
    kept: int
    rejected: int
    repaired: int = 0

    def tally(self) -> Tally:
        return Tally(read=self.read, kept=self.kept, rejected=self.rejected)


class _Trap(BaseModel):
    code: str
    figures: dict[str, Figure]
    lines: tuple[int, ...] = ()


class _Doctor(BaseModel):
    """The parts of ``doctor.json`` that hold in both languages; the others are left aside."""

    model_config = ConfigDict(extra="ignore")

    rows: _Rows
    incidents: _Rows
    traps: tuple[_Trap, ...] = ()
    message: Mapping[Language, str] = Field(default_factory=dict)
    assumed: Mapping[Language, tuple[str, ...]] = Field(default_factory=dict)
    assumptions: tuple[str, ...] = ()


def read_diagnosis(file: Path) -> Diagnosis | None:
    """What ``file`` says; None when it is not there or not ours: the figures do not need it."""
    found = _read(file)
    if found is None:
        return None
    return Diagnosis(
        rows=found.rows.tally(),
        repaired=found.rows.repaired,
        incidents=found.incidents.tally(),
        traps=tuple(
            Trap(code=trap.code, figures=trap.figures, lines=trap.lines)
            for trap in found.traps
            if trap.code in NAMES
        ),
        messages=found.message,
    )


def read_assumptions(table: Path, language: Language) -> tuple[str, ...]:
    """What the figures of a canonical table rest on, as its import said; never nothing.

    The import leaves it in ``doctor.json``, beside ``incidents.parquet``.
    """
    is_ours = table.name == "incidents.parquet"
    found = _read(table.with_name("doctor.json")) if is_ours else None
    if found is None:
        return (text("what was assumed when this table was made is not known", language),)
    return found.assumed.get(language, found.assumptions)


def _read(file: Path) -> _Doctor | None:
    try:
        return _Doctor.model_validate_json(file.read_bytes())
    except (OSError, ValidationError):
        return None
