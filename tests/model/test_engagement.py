from datetime import date

import pytest

from infopilot.model.engagement import Campaign, Company, Engagement, Provider
from infopilot.model.errors import EngagementError

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


def test_an_unknown_campaign_is_told_the_known_ones():
    with pytest.raises(EngagementError, match=r"expected one of T0, T1; got 'T9'"):
        ENGAGEMENT.campaign("T9")
