"""``tickets facts`` tells the figures, how sure they are, and what bends them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from infopilot.model.errors import IncidentDataError
from infopilot.model.incidents import (
    AdministrativeClosure,
    AutoClose,
    Backlog,
    BlockingFacts,
    Concentration,
    IncidentFacts,
    Interval,
    SlaFacts,
    ThirdParties,
)
from infopilot.model.text import Message
from infopilot.views.incident_facts import facts_document, facts_lines
from infopilot.views.messages import explain

NBSP, NNBSP = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
OPEN = Backlog(open=2, median_age_days=None, p90_age_days=None, share_over_30d=None)
FEW = Message(
    "{closed} closed incidents: below {minimum}, only counts are given",
    {"closed": 16, "minimum": 30},
)


@pytest.fixture
def facts():
    return IncidentFacts(
        incidents=1200,
        closed=1100,
        resolver=Concentration(
            n=1000,
            distinct=9,
            top1=0.4,
            top3=0.7,
            top5=0.9,
            hhi=0.25,
            hhi_unbiased=0.25,
            effective=4.0,
            missing=0.1,
        ),
        undocumented_exclusivity=0.5,
        blocking=BlockingFacts(n=40, bus_factor={}, median_minutes_km=480, p90_minutes=None),
        median_minutes=90.0,
        sla=SlaFacts(n=1000, met_share=0.75, by_priority={}, by_reassignments={}, by_month={}),
        third_parties=ThirdParties(
            incidents=12, median_minutes=6000, others_median_minutes=60, sla_met_share=0.25
        ),
        excluded_accounts=("Robot",),
        administrative_closures=(
            AdministrativeClosure(
                start=datetime(2026, 3, 24, 18, 5, tzinfo=UTC),
                end=datetime(2026, 3, 24, 19, 2, tzinfo=UTC),
                incidents=300,
                sla_met_share=0.2,
            ),
        ),
        auto_close=AutoClose(delay_days=5, share=0.8),
        intervals={
            "resolver.effective": Interval(low=3.0, high=5.5),
            "sla.met_share": Interval(low=0.7, high=0.8),
            "blocking.median_minutes_km": Interval(low=240.0, high=None),
        },
    )


def test_english_lines(facts):
    assert facts_lines(facts, "en") == [
        "1,200 incidents in the log, 1,100 of them resolved",
        "Service level met, once per incident: 75.0% [70.0% to 80.0%]",
        "Median time to resolve: 1.5 hours",
        "Blocking incidents: 40; half of them last more than 8.0 hours",
        "As if 4.0 [3.0 to 5.5] people resolved all (9 did); the first holds 40.0%",
        "Never resolved by the client and undocumented: 50.0%",
        "Waited for a third party: 12 incidents",
        "  median time to resolve: 100.0 hours, 1.0 for the others",
        "  service level met: 25.0%",
        "Before reading these figures:",
        (
            "· 300 incidents closed at once on 24 March 2026, from 18:05 to 19:02 UTC: they are "
            "counted; service level met: 20.0%"
        ),
        (
            "· The tool itself closes 80.0% of the incidents 5 days after they are resolved: the "
            "date of closure says nothing of the work"
        ),
        "· Machines, never counted as people: Robot",
        (
            "In brackets: where the figure would stand, 95 times out of 100, on other weeks of the "
            "same service"
        ),
    ]


def test_french_lines_are_set_as_french_is(facts):
    told = "\n".join(facts_lines(facts, "fr"))

    assert f"75,0{NBSP}% [70,0{NBSP}% à 80,0{NBSP}%]" in told
    assert f"le 24 mars 2026, de 18{NBSP}h{NBSP}05 à 19{NBSP}h{NBSP}02 UTC{NBSP}: " in told
    assert f"Comptes automatiques, jamais comptés comme des personnes{NBSP}: Robot" in told
    assert f"40{NNBSP}; la moitié dure plus de 8,0 heures" in told


@pytest.mark.parametrize(
    ("counted", "told"),
    [
        ({"incidents": 0, "closed": 0}, "Aucun incident dans le journal"),
        (
            {"incidents": 2, "closed": 0},
            "2 incidents dans le journal, qui ne dit pas s’ils sont terminés",
        ),
        (
            {"incidents": 2, "closed": 0, "backlog": OPEN},
            "2 incidents dans le journal, aucun n’est résolu",
        ),
        ({"incidents": 2, "closed": 2}, "2 incidents dans le journal, dont 2 résolus"),
    ],
)
def test_what_the_log_does_not_say_is_not_a_zero(counted, told):
    assert facts_lines(IncidentFacts(**counted), "fr") == [told]


def test_one_person_is_written_in_the_singular(facts):
    alone = replace(facts, resolver=replace(facts.resolver, effective=1.0), intervals={})

    assert any(
        line.startswith("Comme si 1,0 personne résolvait") for line in facts_lines(alone, "fr")
    )
    assert any(line.startswith("As if 1.0 person resolved") for line in facts_lines(alone, "en"))


def test_one_reason_is_told_once_for_all_that_lacks():
    small = IncidentFacts(
        incidents=20, closed=16, reasons={"knowledge_share": FEW, "sla.met_share": FEW}
    )

    assert facts_lines(small, "en")[1:] == [
        (
            "Not computable (16 closed incidents: below 30, only counts are given): "
            "Incidents with documentation · Service level met"
        )
    ]


def test_parts_that_lack_are_named_apart_from_what_is_there():
    late = Message("no closed blocking incident says when it was resolved")
    parts = ("blocking.median_minutes_km", "blocking.p90_minutes")
    every = (*parts, "blocking.bus_factor")

    some = facts_lines(
        IncidentFacts(incidents=1, closed=1, reasons=dict.fromkeys(parts, late)), "en"
    )
    all_ = facts_lines(
        IncidentFacts(incidents=1, closed=1, reasons=dict.fromkeys(every, FEW)), "en"
    )

    assert some[-1].endswith(
        "Median time to resolve a blocking incident · Time within which nine blocking incidents "
        "in ten are resolved"
    )
    assert all_[-1].endswith("Delays of blocking incidents, and on how few people they rest")


def test_counts_in_a_reason_are_grouped():
    few = Message("only {told} of {incidents} incidents give their category and configuration item")
    few = replace(few, facts={"told": 0, "incidents": 24918})
    facts = IncidentFacts(incidents=24918, closed=1, reasons={"recurrence_30d": few})

    assert f"24{NNBSP}918" in facts_lines(facts, "fr")[-1]
    assert f"24{NNBSP}918" in facts_document(facts, "fr")["reasons"]["recurrence_30d"]


@pytest.mark.parametrize(
    ("got", "told"),
    [
        (["%d-%m-%Y %H:%M[:%S]", "%m-%d-%Y %H:%M"], "31-12-2026 17:45, 12-31-2026 17:45"),
        ("Statut", f"«{NBSP}Statut{NBSP}»"),
        ("\x1b[2J", "'\\x1b[2J'"),
        (3, "3"),
    ],
)
def test_what_came_of_a_log_is_told_without_code(got, told):
    assert explain(IncidentDataError("the file is empty", got=got), "fr") == (
        f"le fichier est vide (reçu{NBSP}: {told})"
    )


def test_the_document_gives_moments_in_utc_and_every_interval(facts):
    document = facts_document(facts, "fr")

    assert document["administrative_closures"] == [
        {
            "from": "2026-03-24T18:05:00+00:00",
            "to": "2026-03-24T19:02:00+00:00",
            "incidents": 300,
            "sla_met_share": 0.2,
        }
    ]
    assert document["auto_close"] == {"delay_days": 5, "share": 0.8}
    assert document["third_parties"]["incidents"] == 12
    assert document["intervals"]["sla.met_share"] == {"low": 0.7, "high": 0.8}
    assert document["intervals"]["provider_share"] is None
