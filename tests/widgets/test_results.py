from datetime import date

import pytest
from ipywidgets import HTML, ToggleButtons

from infopilot.model.black_box import BlackBox
from infopilot.model.decisions import Actor, Decision
from infopilot.model.engagement import Campaign, Company, Engagement, Provider
from infopilot.model.errors import EngagementError
from infopilot.model.estimate import Estimate
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import (
    AgreementMethod,
    AnonymityMethod,
    DependencyMethod,
    IncidentMethod,
    MaturityMethod,
    Method,
    RoleClarityMethod,
    SensitivityMethod,
)
from infopilot.model.priorities import Plan, Standing
from infopilot.model.questionnaire import Dimension, Questionnaire
from infopilot.model.score import (
    Dependency,
    ExperiencedDependency,
    Friction,
    MaturityScore,
    RoleClarity,
    Scorecard,
    StructuralDependency,
)
from infopilot.model.text import Message, Text
from infopilot.scoring.comparison.campaigns import Round, comparison
from infopilot.widgets.results import Results
from tests.shipped import shipped_method, shipped_registers, shipped_traps

NOTHING = Message("no ticket log has been imported")
HOSTILE = "<img src=x onerror=alert(1)>"


def scorecard(campaign, value):
    return Scorecard(
        campaign=campaign,
        questionnaire_id="small",
        questionnaire_hash="q",
        method_hash="m",
        respondents={},
        maturity={"D1": MaturityScore(dimension="D1", value=value, level=int(value))},
        role_clarity=RoleClarity(value=None, reason=NOTHING),
        dependency=Dependency(
            value=None,
            structural=StructuralDependency(value=None, reason=NOTHING),
            experienced=ExperiencedDependency(value=None, reason=NOTHING),
            reason=NOTHING,
        ),
        friction=Friction(value=None, reason=NOTHING),
        black_box=BlackBox(value=None, reason=NOTHING),
    )


@pytest.fixture
def about():
    word = Text(fr="mot", en="word")
    return {
        "questionnaire": Questionnaire(
            id="small",
            version="1",
            hash="q",
            title=word,
            dimensions=(Dimension(id="D1", name=word, levels=(word,) * 5, questions=()),),
            level_names=(word,) * 5,
            decisions=(
                Decision(
                    id="K01",
                    text=word,
                    target=frozenset({Actor.LEADER}),
                    tolerated=frozenset(),
                    responsible=frozenset(),
                    weight=1,
                    core=True,
                ),
            ),
            decision_roles=frozenset(),
            short_decision_roles=frozenset(),
            felt=(),
            felt_labels=(),
            felt_roles=frozenset(),
            measures=(),
            measure_roles=frozenset(),
            actor_names={},
            role_names={},
        ),
        "engagement": Engagement(
            company=Company(name=HOSTILE, headcount=9),
            providers=(Provider(name="P"),),
            questionnaire_id="small",
            questionnaire_hash="q",
            campaigns=(Campaign(id="T0", opened_on=date(2026, 1, 1)),),
        ),
        "method": method(),
    }


def method():
    shares = {"pattern_threshold": 0.5, "vacuum_threshold": 0.5, "crossing_threshold": 0.5}
    return Method(
        version="1.0",
        hash="m",
        maturity=MaturityMethod(
            group_weights={},
            minimum_answered=0.6,
            undemonstrated_ceiling=3,
            key_headroom=1,
            badges=(),
        ),
        sensitivity=SensitivityMethod(weight_change=0.5),
        role_clarity=RoleClarityMethod(
            agreement_weight=0.4,
            coverage_weight=0.2,
            conformity_weight=0.4,
            tolerated_credit=0.5,
            red_line_weight=3,
            minimum_weight_answered=0.7,
            minimum_answers=2,
            resampled_from=5,
            **shares,
        ),
        agreement=AgreementMethod(minimum_answers=5, significance=0.05),
        dependency=DependencyMethod(
            facts=(),
            structural_weight=0.6,
            experienced_weight=0.4,
            minimum_known_weight=0.6,
            experienced={},
            friction={},
            minimum_incidents=30,
            quadrant_threshold=50,
            **shipped_registers(),
        ),
        incidents=IncidentMethod(
            sole_holder_share=0.8,
            sole_holder_minimum=5,
            backlog_minimum=5,
            bus_factor_shares=(0.5,),
            minimum_incidents=30,
            minimum_told=0.5,
            minimum_weeks=8,
            closure_window_minutes=30,
            closure_times_usual=10,
            closure_minimum=30,
            auto_close_share=0.2,
            auto_close_early_hours=1,
            auto_close_late_hours=3,
            satisfied_from=0.75,
            dissatisfied_to=0.25,
            lost_time_main_share=0.8,
            lost_time_top_share=0.2,
            stoppage_days=30,
        ),
        perception=shipped_method().perception,
        traps=shipped_traps(),
        anonymity=AnonymityMethod(minimum_group=5, floor=3, minimum_distribution=8),
        sampling=shipped_method().sampling,
        comparison=shipped_method().comparison,
        priorities=shipped_method().priorities,
    )


@pytest.fixture
def two(about):
    return Results({"T0": scorecard("T0", 1.4), "T1": scorecard("T1", 3.7)}, **about)


def page(results):
    return results.children[-1].value


def test_the_newest_campaign_is_shown_first(two):
    assert two.campaign == "T1"
    assert "Campagne T1" in page(two)


def test_choosing_a_campaign_shows_its_page_and_back(two):
    toggle = two.children[0]

    toggle.value = "T0"

    assert isinstance(toggle, ToggleButtons)
    assert two.campaign == "T0"
    assert "1,4" in page(two)

    two.campaign = "T1"

    assert toggle.value == "T1"
    assert "3,7" in page(two)


def test_a_single_campaign_needs_no_toggle(about):
    results = Results({"T0": scorecard("T0", 2.0)}, **about)

    assert [type(child) for child in results.children] == [HTML]


def test_what_people_wrote_is_never_markup(two):
    assert "<img" not in page(two)
    assert "&lt;img src=x onerror=alert(1)&gt;" in page(two)


def test_the_page_speaks_the_language_asked(about):
    results = Results({"T0": scorecard("T0", 2.0)}, **about, language="en")

    assert "Who decides what?" in page(results)


def test_the_log_of_each_campaign_is_its_own(about):
    cards = {"T0": scorecard("T0", 2.0), "T1": scorecard("T1", 2.0)}
    logs = {"T0": IncidentFacts(incidents=11, closed=11), "T1": None}

    results = Results(cards, **about, facts=logs)

    assert "pas de journal de tickets" in page(results)

    results.campaign = "T0"

    assert "11 incidents" in page(results)


def test_what_changed_is_on_the_page_of_the_later_campaign(about):
    known = Estimate(value=40.0)
    rounds = [
        Round(
            campaign=campaign,
            questionnaire=about["questionnaire"],
            answers=(),
            experienced=known,
            friction=known,
        )
        for campaign in ("T0", "T1")
    ]
    cards = {"T0": scorecard("T0", 2.0), "T1": scorecard("T1", 2.0)}
    changed = {"T1": comparison(*rounds, shipped_method())}
    results = Results(cards, **about, comparisons=changed)

    assert "Ce qui a changé de T0 à T1" in page(results)

    results.campaign = "T0"

    assert "Ce qui a changé" not in page(results)


def test_what_to_do_first_is_shown_for_its_campaign(about):
    cards = {"T0": scorecard("T0", 2.0), "T1": scorecard("T1", 2.0)}
    nothing = Standing(
        maturity={}, mean=None, role_clarity=None, structural=None, dependency=None, points=0.0
    )
    plan = Plan(
        campaign="T0",
        budget=None,
        most=5,
        steps=(),
        ranked=(),
        left_out=(),
        exact=True,
        before=nothing,
        after=nothing,
    )

    results = Results(cards, **about, plans={"T0": plan, "T1": None})

    assert "Par où commencer" not in page(results)

    results.campaign = "T0"

    assert "Par où commencer" in page(results)


def test_nothing_to_show_is_refused(about):
    with pytest.raises(EngagementError, match="no campaign to show"):
        Results({}, **about)
