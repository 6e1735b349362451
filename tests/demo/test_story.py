"""The demonstration tells its story, with its caveats: METHOD 7.5."""

import pytest

from infopilot.app.comparing import compare, comparisons
from infopilot.model.comparison import Basis
from infopilot.model.errors import EngagementError
from infopilot.model.people import Role
from infopilot.model.score import Pattern
from infopilot.views.change_sentences import change_sentences
from infopilot.views.messages import NBSP


@pytest.fixture(scope="module")
def story(demo):
    return compare(demo, "T0", "T1")


def test_the_service_level_is_flat(story):
    sla = story.service.sla.change

    assert (round(sla.before, 2), round(sla.after, 2)) == (0.94, 0.93)
    assert sla.is_readable is False


def test_satisfaction_has_risen_readably(story):
    satisfied = story.service.satisfied.change

    assert (round(satisfied.before, 2), round(satisfied.after, 2)) == (0.48, 0.71)
    assert (satisfied.is_readable, satisfied.basis) == (True, Basis.INTERVAL)


def test_fewer_blocking_incidents_are_not_readable_yet(story):
    blocking = story.service.blocking

    assert blocking.last == (11, 8)
    assert blocking.change.is_readable is False
    assert blocking.ratio.low < 1 < blocking.ratio.high
    assert not any(quarter.is_outside for quarter in blocking.quarters)
    assert [quarter.is_after for quarter in blocking.quarters] == [False] * 4 + [True] * 3


def test_the_shares_are_those_of_the_incident_facts(demo, story):
    for campaign, counted in (("T0", story.service.sla.before), ("T1", story.service.sla.after)):
        sla = demo.incident_facts(campaign).sla
        assert counted[1] == sla.n
        assert counted[0] / counted[1] == pytest.approx(sla.met_share)


def test_structural_dependency_has_barely_moved(story):
    structural = story.structural

    assert tuple(map(round, structural.of_record)) == (68, 61)
    assert structural.change.is_small is True
    assert set(structural.changed) == {"S3", "S7"}
    assert structural.learnt == ("S6", "S9", "S12")


def test_one_hot_potato_is_left(story):
    assert [d.decision for d in story.decisions if d.after is Pattern.HOT_POTATO] == ["K15"]


def test_every_dimension_rose_to_its_target(story, scenario):
    for key, seen in story.maturity.items():
        assert seen.change.is_readable is True
        assert seen.left_out == ()
        assert seen.change.before == pytest.approx(scenario.campaigns["T0"].means[key], abs=0.06)
    assert story.questionnaire.added == story.questionnaire.removed == ()
    assert story.warnings == ()


def test_one_department_is_too_small_to_be_shown(demo, story, scenario, method):
    few = method.anonymity.minimum_group
    answering = {each.name: each.answering for each in scenario.departments}

    assert [name for name, n in answering.items() if n < few] == ["Qualité"]
    assert story.people[Role.USER].after == sum(answering.values())
    shown = demo.score("T1").departments
    assert shown.figures
    assert {by["Qualité"].value for by in shown.figures.values()} == {None}
    assert any(by["Atelier de production"].value for by in shown.figures.values())


def test_the_story_in_french(demo, story):
    said = " ".join(change_sentences(story, demo.questionnaire, "fr"))

    assert f"Engagements de service tenus{NBSP}: de 94{NBSP}% à 93{NBSP}%. Trop peu" in said
    assert f"de 48{NBSP}% à 71{NBSP}%, en hausse" in said
    assert f"Au dernier trimestre avant chaque campagne{NBSP}: 11, puis 8." in said
    assert "la dépendance structurelle valait 68, puis 61" in said
    assert "Elle a à peine bougé." in said
    assert "1 décision est une patate chaude aujourd’hui (K15)" in said
    assert "significati" not in said


@pytest.mark.parametrize("order", [("T1", "T0"), ("T0", "T0")])
def test_campaigns_are_compared_in_their_order(demo, order):
    with pytest.raises(EngagementError, match="earlier campaign first"):
        compare(demo, *order)


def test_each_campaign_is_compared_with_the_one_before(demo):
    assert list(comparisons(demo, ["T1", "T0"])) == ["T1"]
    assert comparisons(demo, ["T1"]) == {}
