"""What the company writes down beside the facts: its services, and what leaving would cost."""

from dataclasses import dataclass
from datetime import date

from infopilot.model.exit_cost import ExitCostSheet
from infopilot.model.services import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """The registers as they are read on one day, that of a campaign."""

    on: date
    services: tuple[Service, ...] = ()
    exit_cost: ExitCostSheet | None = None
