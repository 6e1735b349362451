"""One client, its provider and its campaigns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from infopilot.model.errors import EngagementError
from infopilot.model.people import Role, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The client company."""

    name: str
    headcount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A company that runs IT for the client."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """One round of answers: T0, T1... and how many people are expected in each role."""

    id: str
    opened_on: date
    expected: Mapping[Role, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """What an engagement folder says of itself."""

    company: Company
    providers: tuple[Provider, ...]
    questionnaire_id: str
    questionnaire_hash: str
    campaigns: tuple[Campaign, ...]
    language: str = "fr"
    timezone: str = "Europe/Paris"
    fictional: bool = False
    method_overrides: Mapping[str, object] = field(default_factory=dict)

    @property
    def provider_names(self) -> str:
        """The providers in one line."""
        return ", ".join(provider.name for provider in self.providers)

    @property
    def latest(self) -> Campaign:
        """The campaign opened last."""
        return self.campaigns[-1]

    def users(self, campaign_id: str | None = None) -> int | None:
        """How many people could answer as users in a campaign (the latest by default).

        As the campaign says, or the company without those it expects in the client's other roles.
        None when nobody would be left.
        """
        expected = self.campaign(campaign_id).expected
        named = (role for role in expected if role.side is Side.CLIENT and role.is_named)
        others = sum(expected[role] for role in named)
        told = expected.get(Role.USER) or self.company.headcount - others
        return told if told > 0 else None

    def campaign(self, campaign_id: str | None) -> Campaign:
        """The campaign of this id (the latest by default), or `EngagementError`."""
        if campaign_id is None:
            return self.latest
        for campaign in self.campaigns:
            if campaign.id == campaign_id:
                return campaign
        raise EngagementError(
            "unknown campaign",
            expected="one of {known}",
            got=campaign_id,
            known=", ".join(campaign.id for campaign in self.campaigns),
        )
