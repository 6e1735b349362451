"""The scenario: the fictional company as ``data/demo/scenario.yaml`` tells it."""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from infopilot.app import paths
from infopilot.demo.ticket_scenario import CampaignTickets, TicketScenario
from infopilot.documents import Document, open_source, validated
from infopilot.model.errors import EngagementError
from infopilot.model.people import Role
from infopilot.storage.register_schema import ExitCostDocument, ServiceDocument

Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(ge=0)]
Level = Annotated[float, Field(ge=1, le=5)]
Whole = Annotated[int, Field(ge=1, le=5)]
Questions = tuple[str, ...]


class Department(Document):
    """A department: its size, how many of its users answer, and how it differs from the others."""

    name: str
    headcount: int = Field(ge=1)
    answering: int = Field(ge=0)
    mood: float = 0.0
    """Levels above or below the answers of the other departments."""


class Persona(Document):
    """A named respondent, the same in every campaign."""

    id: str
    role: Role
    name: str
    department: str = ""
    outlook: float = 0.0
    """Levels above or below the target of the company."""


class Doers(Document):
    """Who is said to do: shares of the answers; the rest names the provider beside a client."""

    expected: Share
    provider_alone: Share
    unknown: Share


class UserHabits(Document):
    """What users say of their last month, and how often they cannot tell."""

    satisfied: Share
    """Share whose overall satisfaction is 7 or more out of 10."""
    availability: float = Field(ge=0, le=10)
    blocked: Positive
    """Times that a user was blocked in the last 30 days, on average."""
    reported: Share
    """Share of those times that ended in a ticket."""
    dont_know: Share


class Unconcerned(Document):
    """The share of users to whom a question does not apply, and the reason that they give."""

    question: str
    share: Share
    comment: str


class NotApplicable(Document):
    """A question that a persona finds not applicable, with the reason."""

    persona: str
    question: str
    comment: str


class SecondThought(Document):
    """A first answer that the persona corrects a few minutes later."""

    persona: str
    question: str
    value: str


class Comment(Document):
    """A comment: of a persona, or of a user who answered ``level`` (or the nearest)."""

    question: str
    comment: str
    persona: str | None = None
    level: Whole | None = None


class StructuralFact(Document):
    """What is known of a structural fact, and from what."""

    value: float | int | str
    evidence: str


class CampaignScenario(Document):
    """One campaign: what is aimed at, and what people say beyond it."""

    opened_on: date
    means: dict[str, Level]
    tilts: dict[str, float] = Field(default_factory=dict)
    shown: dict[str, Questions] = Field(default_factory=dict)
    verified: dict[str, Questions] = Field(default_factory=dict)
    overstated: dict[str, Questions] = Field(default_factory=dict)
    """Questions answered one level above the ceiling with nothing to show."""
    dont_know: dict[str, Questions] = Field(default_factory=dict)
    not_applicable: tuple[NotApplicable, ...] = ()
    second_thoughts: tuple[SecondThought, ...] = ()
    decisions: dict[str, tuple[str | None, ...]]
    """Who has the last word, one answer per persona; null where the persona is not asked."""
    doers: Doers
    felt: dict[str, tuple[Whole, ...]]
    users: UserHabits
    unconcerned: tuple[Unconcerned, ...] = ()
    comments: tuple[Comment, ...] = ()
    facts: dict[str, StructuralFact]
    tickets: CampaignTickets


class Contract(Document):
    """What the contract with the provider promises."""

    sla_target: Share


class Scenario(Document):
    """``scenario.yaml``."""

    seed: int
    company: str
    provider: str
    contract: Contract
    timezone: str
    departments: tuple[Department, ...] = Field(min_length=1)
    personas: tuple[Persona, ...] = Field(min_length=1)
    campaigns: dict[str, CampaignScenario] = Field(min_length=1)
    services: tuple[ServiceDocument, ...] = ()
    exit_cost: ExitCostDocument | None = None
    tickets: TicketScenario

    @property
    def headcount(self) -> int:
        """How many people work in the company."""
        return sum(department.headcount for department in self.departments)

    @property
    def users(self) -> int:
        """How many of them are neither the leader, nor the IT referent, nor a business manager."""
        named = [persona for persona in self.personas if persona.role is not Role.PROVIDER]
        return self.headcount - len(named)

    def people(self, role: Role) -> list[Persona]:
        """The personas of one role."""
        return [persona for persona in self.personas if persona.role is role]


def load_scenario(path: Path | None = None) -> Scenario:
    """Read a scenario (the one that comes with infopilot by default), or `EngagementError`."""
    source = open_source(path or paths.resource("data", "demo", "scenario.yaml"), EngagementError)
    return validated(source, Scenario, EngagementError)
