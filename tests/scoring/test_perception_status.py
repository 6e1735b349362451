"""The rule of the dashboard (METHOD 5): both sides of each threshold, and all nine cells."""

import pytest

from infopilot.model.perception import Light, PerceptionStatus
from infopilot.scoring.perception.status import light, perception_status

GREEN, AMBER, RED = Light.GREEN, Light.AMBER, Light.RED


@pytest.mark.parametrize(
    ("share", "expected"),
    [(1, GREEN), (0.75, GREEN), (0.7499, AMBER), (0.55, AMBER), (0.5499, RED), (0, RED)],
)
def test_lights(share, expected):
    assert light(share, green=0.75, amber=0.55) is expected


def test_rounding_does_not_change_a_light():
    assert light(0.1 + 0.2 - 1e-12, green=0.3, amber=0.1) is GREEN
    assert light(0.95 - 0.05 - 1e-12, green=0.95, amber=0.9) is AMBER


@pytest.mark.parametrize(
    ("sla", "felt", "expected"),
    [
        (GREEN, GREEN, PerceptionStatus.ALIGNED),
        (AMBER, AMBER, PerceptionStatus.ALIGNED),
        (RED, RED, PerceptionStatus.ALIGNED),
        (GREEN, RED, PerceptionStatus.WATERMELON),
        (RED, GREEN, PerceptionStatus.STRAWBERRY),
        (GREEN, AMBER, PerceptionStatus.FLATTERING),
        (AMBER, RED, PerceptionStatus.FLATTERING),
        (AMBER, GREEN, PerceptionStatus.SEVERE),
        (RED, AMBER, PerceptionStatus.SEVERE),
    ],
)
def test_every_cell(sla, felt, expected):
    assert perception_status(sla, felt) is expected
