"""What the demonstration should do first: the next real step that its story calls for."""

import pytest

from infopilot.app.priorities import engagement_plan


@pytest.mark.parametrize("campaign", ["T0", "T1"])
def test_the_plan_of_the_demonstration_is_the_best_and_leads_somewhere(demo, campaign):
    plan = engagement_plan(demo, campaign)

    assert plan.exact
    assert len(plan.steps) == 5
    assert plan.after.points > plan.before.points
    assert [step.per_day for step in plan.steps] == sorted(
        (step.per_day for step in plan.steps), reverse=True
    )


def test_what_was_done_between_the_campaigns_is_not_proposed_again(demo):
    reached = {
        left.action.id
        for left in engagement_plan(demo, "T1").left_out
        if left.cause.value == "reached"
    }

    assert {"A04", "A06", "A07", "A08"} <= reached


def test_what_stays_is_the_dependency(demo):
    plan = engagement_plan(demo, "T1", budget=8)
    freed = [step for step in plan.steps if (step.gains.structural or 0) > 1]

    assert plan.days <= 8
    assert freed
    assert plan.after.structural < plan.before.structural - 5
