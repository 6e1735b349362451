"""The part of the scenario that tells the ticket log."""

from datetime import date
from typing import Annotated

from pydantic import Field

from infopilot.documents import Document

Share = Annotated[float, Field(ge=0, le=1)]
Texts = Annotated[tuple[str, ...], Field(min_length=1)]


class CampaignTickets(Document):
    """What the log shows in the twelve months before a campaign."""

    sla_met: Share
    satisfied: Share
    """Share of the ratings that are 4 or 5 out of 5."""
    blocking_per_quarter: int = Field(ge=0)
    documented: float = Field(ge=0)
    """How much more often than usual a ticket is linked to an article."""


class Technician(Document):
    """Somebody who resolves tickets; groups are trees, written ``A > B``."""

    name: str
    group: str
    share: Share


class Vendor(Document):
    """The editor of the business software, who resolves through its own support."""

    name: str
    technician: str
    group: str


class Robot(Document):
    """The monitoring account, which opens and closes tickets by itself."""

    name: str
    group: str
    category: str
    share: Share
    titles: Texts
    items: Texts
    """What each title is about, in the same order."""


class MassClosure(Document):
    """An evening when old pending tickets are closed all at once."""

    evening: date
    tickets: int = Field(ge=0)


class Category(Document):
    """What tickets are about, who resolves them and what is written about it."""

    name: str
    share: Share
    documented: Share
    pace: float = Field(default=1.0, gt=0)
    """How long it takes, compared with other subjects."""
    client: Share = 0.0
    """Share resolved by the client's own IT referent."""
    holder: str | None = None
    """The technician who resolves nearly all of them."""
    vendor: Share = 0.0
    blocking: Share = 0.0
    """Share of the blocking incidents that fall here."""
    items: Texts
    incidents: Texts
    requests: Texts


class TicketScenario(Document):
    """The ticket log."""

    months_before: int = Field(ge=1)
    per_month: int = Field(ge=10)
    request_share: Share
    rated_share: Share
    pending_share: Share
    stalled_share: Share
    """Share of the tickets that wait and that nobody takes up again."""
    reopened_share: Share
    first_id: int
    entity: str
    technicians: tuple[Technician, ...] = Field(min_length=3)
    """The first one is the desk of the provider, the last one the client's own IT referent."""
    vendor: Vendor
    robot: Robot
    mass_closure: MassClosure
    auto_close_days: int = Field(ge=1)
    first_names: Texts
    surnames: Texts
    places: Texts
    categories: tuple[Category, ...] = Field(min_length=1)
