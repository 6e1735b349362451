"""All scores of a campaign together, and the warnings that go with them."""

from dataclasses import replace
from datetime import date

import pytest

from infopilot.model.answers import Evidence
from infopilot.model.decisions import Actor, Condition
from infopilot.model.incidents import SlaFacts
from infopilot.model.people import Role, Side
from infopilot.model.registers import Registers
from infopilot.model.services import Service
from infopilot.scoring.disclosure.release import disclose
from infopilot.scoring.perception.gap import Setting, perception_gap
from infopilot.scoring.scorecard import asked_decisions, scorecard

EVERYBODY = ("DIR1", "REF1", "MET1", "USR1", "PRE1")


@pytest.fixture(scope="module")
def questionnaire(ask, decide, form):
    grid = Condition(actor=Actor.PROVIDER, question="RD2", level=3)
    return form(
        {"D1": (ask("RD1"), ask("RD2")), "D6": (ask("DR1", key=True),)},
        (
            decide("K01", 3, "DIR", "REF"),
            decide("K10", 2, "REF", tolerated_if=grid),
            decide("K05", 2, "DIR", "PRE", core=False),
        ),
    )


@pytest.fixture(scope="module")
def answers(say):
    map_ = [say(p, f"{k}.A", "PRE") for p in EVERYBODY if p != "USR1" for k in ("K01", "K10")]
    felt = [say("DIR1", "FC1", 4)]
    named = [p for p in EVERYBODY if p != "USR1"]
    questions = ("RD1", "RD2", "DR1")
    levels = [say(p, q, 4, Evidence.SHOWN) for p in named for q in questions]
    users = enumerate((3, 4, 4, 4, 5), start=1)
    return map_ + felt + levels + [say(f"USR{n}", q, x) for n, x in users for q in questions]


def test_a_full_scorecard_has_no_gap(questionnaire, answers, method, dep1_facts, dep1_incidents):
    card = scorecard(
        "T0",
        questionnaire,
        method=method,
        answers=answers,
        structural_facts=dep1_facts,
        incident_facts=replace(dep1_incidents, closed=30),
    )

    assert card.warnings == ()
    assert (card.campaign, card.questionnaire_id) == ("T0", "small")
    assert (card.questionnaire_hash, card.method_hash) == ("content-hash", "method-hash")
    assert card.respondents == {**dict.fromkeys(Role, 1), Role.USER: 5}
    assert card.maturity["D1"].value == 4
    assert card.role_clarity.felt == 75
    assert list(card.agreement) == ["RD1", "RD2", "DR1"]
    assert card.agreement["RD2"].levels == (4, 4, 4, 4)
    assert card.dependency.value == pytest.approx(58.060358, abs=1e-6)
    assert card.friction.value == pytest.approx(72.689560, abs=1e-6)
    assert card.black_box.value == 0


def test_the_level_of_reversibility_is_compared_with_the_facts(
    questionnaire, answers, method, dep1_facts
):
    card = scorecard(
        "T0", questionnaire, method=method, answers=answers, structural_facts=dep1_facts
    )

    assert [(each.question, each.side) for each in card.dependency.contradictions] == [
        ("D6", None),
        ("DR1", Side.CLIENT),
        ("DR1", Side.PROVIDER),
    ]


def test_a_condition_of_the_map_is_resolved_by_the_answers(questionnaire, answers, say, method):
    card = scorecard("T0", questionnaire, method=method, answers=answers)
    later = [say(person, "RD2", 2) for person in EVERYBODY]
    without_grid = scorecard("T0", questionnaire, method=method, answers=answers + later)

    assert card.role_clarity.decisions[1].conformity == 0.5
    assert without_grid.role_clarity.decisions[1].conformity == 0


def test_an_empty_campaign_is_all_reasons(questionnaire, method):
    card = scorecard("T0", questionnaire, method=method, answers=[])
    scores = (
        *card.maturity.values(),
        card.role_clarity,
        card.dependency,
        card.dependency.structural,
        card.dependency.experienced,
        card.friction,
        card.black_box,
    )

    assert all(score.value is None and score.reason is not None for score in scores)
    assert [str(message) for message in card.warnings] == [
        "management has not answered",
        "the IT liaison has not answered",
        "the provider has not answered: role clarity is the client’s view only",
        "no user has answered: the profile is that of management and the IT liaison",
        "no ticket log has been imported",
    ]


def test_few_incidents_are_a_warning(questionnaire, answers, method, dep1_incidents):
    card = scorecard(
        "T0", questionnaire, method=method, answers=answers, incident_facts=dep1_incidents
    )

    assert [str(message) for message in card.warnings] == [
        "14 closed incidents: at least 30 are needed"
    ]


def test_other_campaigns_and_older_answers_do_not_count(questionnaire, answers, say, method):
    later = replace(say("DIR1", "RD1", 1), campaign="T1")
    older = say("DIR1", "RD1", 1)
    card = scorecard("T0", questionnaire, method=method, answers=[older, *answers, later])

    assert card.maturity["D1"].value == 4


def test_answers_from_elsewhere_are_warnings(questionnaire, answers, say, method):
    foreign = [
        say("DIR1", "OLD1", 1),
        replace(say("DIR2", "RD1", 4), questionnaire_hash="other"),
        replace(say("DIR2", "RD2", 4), questionnaire_hash=""),
    ]
    card = scorecard("T0", questionnaire, method=method, answers=answers + foreign)
    warnings = [str(message) for message in card.warnings]

    assert card.respondents[Role.LEADER] == 2
    assert "1 answer is left out: this questionnaire does not ask its question" in warnings
    assert "1 answer was given to another version of the questionnaire" in warnings


def test_a_questionnaire_without_reversibility_compares_nothing(ask, form, method, dep1_facts):
    card = scorecard(
        "T0",
        form({"D1": (ask("RD1"),)}),
        method=method,
        answers=[],
        structural_facts=dep1_facts,
    )

    assert card.dependency.contradictions == ()


def test_the_short_form_is_the_map_where_nobody_got_the_whole(questionnaire, say):
    leader = [say("DIR1", "K01.A", "DIR")]
    both = [*leader, say("REF1", "RD1", 3)]
    nevertheless = [*leader, say("DIR1", "K05.A", "DIR")]

    assert [d.id for d in asked_decisions(questionnaire, leader)] == ["K01", "K10"]
    assert [d.id for d in asked_decisions(questionnaire, both)] == ["K01", "K10", "K05"]
    assert [d.id for d in asked_decisions(questionnaire, nevertheless)] == ["K01", "K10", "K05"]
    assert asked_decisions(questionnaire, []) == []


def test_the_scorecard_holds_the_perception_gap_and_the_departments(
    questionnaire, answers, method, say
):
    ratings = [say(f"USR{n}", "SAT", 5 + n % 2) for n in range(1, 6)]
    given = [
        replace(answer, department="Atelier") if answer.role is Role.USER else answer
        for answer in (*answers, *ratings)
    ]
    card = scorecard("T0", questionnaire, method=method, answers=given, users=74)
    release = disclose(questionnaire, given, method)

    assert card.departments == release.departments
    assert card.departments.names == ("Atelier",)
    assert card.perception_gap == perception_gap(
        questionnaire,
        release.answers,
        None,
        method,
        Setting(users=74, without_margin=release.without_margin),
    )


def test_the_scorecard_hands_on_registers_log_and_population(
    questionnaire, answers, method, say, dep1_incidents
):
    more = [say(f"USR{n}", q, 2 + n % 3) for n in range(6, 12) for q in ("RD1", "RD2", "DR1")]
    given = [*answers, *more]
    told = SlaFacts(n=30, met_share=0.9, by_priority={}, by_reassignments={}, by_month={})
    log = replace(dep1_incidents, closed=30, sla=told)
    services = (Service(name="ERP", criticality=4, client_admin=False, never_documented=True),)
    card = scorecard(
        "T0",
        questionnaire,
        method=method,
        answers=given,
        structural_facts={"S1": 0.5},
        incident_facts=log,
        users=12,
        registers=Registers(on=date(2026, 7, 15), services=services),
    )
    release = disclose(questionnaire, given, method)
    setting = Setting(users=12, without_margin=release.without_margin)
    gap, endless = (
        perception_gap(questionnaire, release.answers, log, method, each)
        for each in (setting, replace(setting, users=None))
    )

    assert card.perception_gap == gap != endless
    assert card.perception_gap.sla_met.value == 0.9
    assert [each.service.name for each in card.dependency.services.services] == ["ERP"]
    assert {each.id for each in card.black_box.to_obtain} >= {"S10", "S12"}


def test_the_size_of_the_company_narrows_a_dimension(questionnaire, answers, method, say):
    more = [say(f"USR{n}", q, 2 + n % 3) for n in range(6, 12) for q in ("RD1", "RD2", "DR1")]
    endless, small = (
        scorecard("T0", questionnaire, method=method, answers=[*answers, *more], users=users)
        for users in (None, 12)
    )

    assert small.maturity["D1"].value == endless.maturity["D1"].value
    assert small.maturity["D1"].low > endless.maturity["D1"].low
