from dataclasses import replace

import pytest

from infopilot.scoring.friction import friction


def test_the_friction_of_dep1(dep1_incidents, method):
    score = friction(dep1_incidents, method, minimum_incidents=0)

    assert score.value == pytest.approx(72.689560, abs=1e-6)
    assert {part.id: round(part.value, 4) for part in score.contributions} == {
        "reassigned_twice_share": 0.6875,
        "ping_pong_share": 0.8077,
        "reopened_share": 1,
        "recurrence_30d": 0.2917,
        "waiting_share": 0.8476,
    }


def test_too_few_incidents_give_no_friction(dep1_incidents, method):
    assert str(friction(dep1_incidents, method).reason) == (
        "14 closed incidents: at least 30 are needed"
    )
    assert friction(replace(dep1_incidents, closed=30), method).value is not None


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("reassigned_twice_share", "how often incidents move"),
        ("ping_pong_share", "which groups held the incidents"),
        ("reopened_share", "which incidents were reopened"),
        ("recurrence_30d", "which incidents come back"),
        ("waiting_share", "how long incidents wait"),
    ],
)
def test_what_the_log_lacks_is_named(dep1_incidents, method, field, told):
    score = friction(replace(dep1_incidents, **{field: None}), method, minimum_incidents=0)

    assert score.value is None
    assert str(score.reason) == f"the ticket log does not say {told}"
