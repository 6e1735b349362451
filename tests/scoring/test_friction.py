from dataclasses import replace

import pytest

from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.incidents import Interval
from infopilot.model.replicates import Replicates
from infopilot.model.text import Message
from infopilot.scoring.perception.friction import friction
from infopilot.scoring.service.indices import too_few_incidents


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


@pytest.mark.parametrize(
    ("closed", "said"),
    [
        (0, "0 closed incidents: at least 30 are needed"),
        (1, "1 closed incident: at least 30 are needed"),
        (29, "29 closed incidents: at least 30 are needed"),
        (30, "None"),
    ],
)
def test_one_incident_is_told_in_the_singular(closed, said):
    assert str(too_few_incidents(closed, 30)) == said


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
    parts = {part.id: (part.value is None, part.points is None) for part in score.contributions}
    assert parts == {name: (name == field, name == field) for name in method.dependency.friction}


def with_draws(facts, **draws):
    """``facts`` with draws of the five measures: those of the log, three times, unless told."""
    told = {
        "reassigned_twice_share": facts.reassigned_twice_share,
        "ping_pong_share": facts.ping_pong_share,
        "reopened_share": facts.reopened_share,
        "recurrence_30d": facts.recurrence_30d,
        "waiting_share": facts.waiting_share,
    }
    drawn = {name: [share] * 3 for name, share in told.items()} | draws
    return replace(facts, replicates=Replicates(draws=drawn))


def test_the_range_draws_the_five_measures_together(dep1_incidents, method):
    """Recurrence from 10 % (green) to 40 % (red): 0 to 20 points beside the four others."""
    drawn = with_draws(dep1_incidents, recurrence_30d=[0.1, 0.25, 0.4])
    score = friction(drawn, method, minimum_incidents=0)
    others = 72.689560 - 20 * 0.2916667

    assert score.range is RangeKind.BOOTSTRAP_95
    assert score.low == pytest.approx(others + 20 * 0.025, abs=0.6)
    assert score.high == pytest.approx(others + 20 * 0.975, abs=0.6)
    assert score.reason is None
    bare = friction(dep1_incidents, method, minimum_incidents=0)
    assert score.value == bare.value == pytest.approx(72.689560, abs=1e-6)
    assert (score.contributions, score.measures) == (bare.contributions, bare.measures)
    assert set(bare.measures) == set(drawn.replicates.draws)


def test_the_range_holds_the_value(dep1_incidents, method):
    low = with_draws(dep1_incidents, recurrence_30d=[0.1] * 3)
    high = with_draws(dep1_incidents, recurrence_30d=[0.4] * 3)

    assert friction(low, method, minimum_incidents=0).high == pytest.approx(72.689560)
    assert friction(high, method, minimum_incidents=0).low == pytest.approx(72.689560)


def test_without_draws_there_is_no_range_and_it_is_said(dep1_incidents, method):
    bare = friction(dep1_incidents, method, minimum_incidents=0)
    told = replace(dep1_incidents, reasons={"intervals": Message("three weeks")})

    assert (bare.low, bare.range) == (None, None)
    assert str(bare.reason) == "the ticket log holds too few weeks for an interval"
    assert {str(each.reason) for each in bare.measures.values()} == {
        "the ticket log gives no interval for this measure"
    }
    assert str(friction(told, method, minimum_incidents=0).reason) == "three weeks"


def test_each_measure_has_its_own_range_or_says_why(dep1_incidents, method):
    facts = replace(
        dep1_incidents,
        ping_pong_share=None,
        intervals={"reopened_share": Interval(low=0.07, high=0.48)},
        reasons={"intervals": Message("three weeks")},
    )
    measures = friction(facts, method, minimum_incidents=0).measures

    assert measures["reopened_share"] == Estimate(
        value=3 / 14, low=0.07, high=0.48, range=RangeKind.BOOTSTRAP_95
    )
    assert measures["waiting_share"] == Estimate(value=62 / 175, reason=Message("three weeks"))
    assert measures["ping_pong_share"].value is None
    assert "which groups held" in str(measures["ping_pong_share"].reason)
