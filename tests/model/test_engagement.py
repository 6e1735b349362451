from dataclasses import replace
from datetime import date

import pytest

from infopilot.model.engagement import Campaign, Company, Engagement, Provider
from infopilot.model.errors import EngagementError
from infopilot.model.people import Role

T0 = Campaign(id="T0", opened_on=date(2025, 5, 1))
T1 = Campaign(id="T1", opened_on=date(2026, 3, 1))
ENGAGEMENT = Engagement(
    company=Company(name="Mécanique du Lac", headcount=80),
    providers=(Provider(name="Axone"),),
    questionnaire_id="infopilot",
    questionnaire_hash="hash",
    campaigns=(T0, T1),
)


def test_the_latest_campaign_is_the_default():
    assert ENGAGEMENT.campaign(None) is T1
    assert ENGAGEMENT.campaign("T0") is T0
    assert ENGAGEMENT.latest is T1


def test_providers_are_named_in_one_line():
    both = replace(ENGAGEMENT, providers=(Provider(name="Axone"), Provider(name="Ville Télécom")))

    assert ENGAGEMENT.provider_names == "Axone"
    assert both.provider_names == "Axone, Ville Télécom"


def test_an_unknown_campaign_is_told_the_known_ones():
    with pytest.raises(EngagementError, match=r"expected one of T0, T1; got 'T9'"):
        ENGAGEMENT.campaign("T9")


def test_users_are_those_expected_or_the_company_without_the_others():
    def count(**expected):
        opened = Campaign(
            id="T0",
            opened_on=date(2026, 1, 5),
            expected={Role(role): n for role, n in expected.items()},
        )
        return replace(ENGAGEMENT, campaigns=(opened,)).users("T0")

    assert count(user=60, leader=1) == 60
    assert count(leader=1, it_referent=1, business=2, provider=3) == 76
    assert count() == 80
    assert count(business=79) == 1
    assert count(business=80) is None
