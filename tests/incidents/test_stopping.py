"""Who would be missed: subjects that rest on one person, or that only outsiders close."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings

from infopilot.incidents.counting.document import facts_document
from infopilot.incidents.counting.facts import count_facts
from infopilot.model.what_if import Departures, Holding, Loss, ProviderStop
from tests.incidents.dep1 import METHOD, REFERENCE, canonical_table, dep1_table
from tests.incidents.logs import logs

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
PLAIN = {"type": "incident", "status_group": "closed", "opened_at": START, "blocking": False}
PLAIN |= {"organisation": "PROVIDER", "system_account": False, "minutes_to_resolve": 60.0}


def table(*groups):
    """Each group: how many incidents, and what they hold."""
    rows = [PLAIN | held for count, held in groups for _ in range(count)]
    return canonical_table([row | {"id": f"I{n}"} for n, row in enumerate(rows)])


def test_the_departures_of_dep1():
    """P1 alone has Messagerie and Poste (4 incidents), E1 ERP, P2 Reseau: two blocking each."""
    facts = count_facts(dep1_table(), METHOD, reference_time=REFERENCE)
    every = Loss(categories=("ERP", "Messagerie", "Poste", "Reseau"), incidents=8, blocking=5)
    worst = Loss(categories=("Reseau",), incidents=2, blocking=2)
    alone = Holding(people=3, all=every, worst=worst)

    assert facts.departures == Departures(most=alone, only=alone)
    assert facts.departures.most.all.incidents / 14 == pytest.approx(facts.sole_holder_share)


def test_the_provider_stop_of_dep1():
    """Never closed by the client: exclusivity .571429; the vendor closes ERP."""
    facts = count_facts(dep1_table(), METHOD, reference_time=REFERENCE)

    assert facts.provider_stop == ProviderStop(
        weeks=13,
        provider=Loss(categories=("Messagerie", "Poste", "Reseau"), incidents=6, blocking=3),
        outside=Loss(categories=("ERP", "Messagerie", "Poste", "Reseau"), incidents=8, blocking=5),
        outside_blocking_minutes=8 * 60.0,
    )
    assert facts.provider_stop.outside.incidents / 14 == pytest.approx(facts.exclusivity)


@pytest.mark.parametrize(("held", "others", "people"), [(8, 2, 1), (7, 2, 0), (10, 0, 1)])
def test_most_of_a_subject_is_the_share_of_the_method(held, others, people):
    seen = count_facts(
        table(
            (held, {"category": "ERP", "resolver": "P1"}),
            (others, {"category": "ERP", "resolver": "P2"}),
        ),
        METHOD,
    ).departures

    assert seen.most.people == people
    assert seen.only.people == (0 if others else 1)
    assert seen.most.all.categories == (("ERP",) if people else ())
    assert (seen.most.worst is None) == (people == 0)


@pytest.mark.parametrize(("count", "seen"), [(5, ("ERP",)), (4, ())])
def test_small_subjects_do_not_count(count, seen):
    facts = count_facts(
        table((count, {"category": "ERP", "resolver": "P1"})),
        replace(METHOD, sole_holder_minimum=5),
    )

    assert facts.departures.only.all.categories == seen
    assert facts.provider_stop.provider.categories == seen
    assert facts.provider_stop.outside.categories == seen


def test_the_worst_departure_has_the_most_blocking_incidents_then_the_most():
    stops = {"category": "Réseau", "resolver": "P2", "blocking": True}
    most = table((9, {"category": "ERP", "resolver": "P1"}), (2, stops))
    tie = table(
        (3, {"category": "ERP", "resolver": "P1"}), (2, {"category": "Réseau", "resolver": "P2"})
    )

    assert count_facts(most, METHOD).departures.most.worst == Loss(
        categories=("Réseau",), incidents=2, blocking=2
    )
    assert count_facts(tie, METHOD).departures.most.worst == Loss(
        categories=("ERP",), incidents=3, blocking=0
    )


def test_where_no_subject_rests_on_one_person_the_reason_says_so():
    shared = [(2, {"category": "ERP", "resolver": f"P{rank}"}) for rank in range(4)]
    facts = count_facts(table(*shared), METHOD)

    assert facts.departures.only.worst is None
    assert str(facts.reasons["departures.only.worst"]) == "no subject rests on one person"


def test_machines_and_unknown_holders_hold_nothing():
    facts = count_facts(
        table(
            (5, {"category": "Alerte", "resolver": "Robot", "system_account": True}),
            (5, {"category": "ERP", "resolver": "P1"}),
            (5, {"category": "ERP", "resolver": None}),
            (5, {"category": None, "resolver": "P1"}),
        ),
        METHOD,
    )

    assert facts.departures.only.all == Loss(categories=("ERP",), incidents=5, blocking=0)
    assert facts.provider_stop.outside.categories == ("ERP",)
    assert facts.provider_stop.outside.incidents == 10


def test_a_subject_that_machines_and_people_close_stays():
    facts = count_facts(
        table(
            (2, {"category": "Alerte", "resolver": "Robot", "system_account": True}),
            (2, {"category": "Alerte", "resolver": "P1"}),
        ),
        METHOD,
    )

    assert facts.provider_stop.outside.incidents == 4


def test_subjects_that_the_client_closes_too_would_not_wait():
    facts = count_facts(
        table(
            (5, {"category": "ERP", "organisation": "VENDOR"}),
            (5, {"category": "Poste"}),
            (1, {"category": "Poste", "organisation": "CLIENT"}),
            (5, {"category": "Réseau"}),
            (1, {"category": "Réseau", "organisation": "VENDOR"}),
            (5, {"category": "Wifi"}),
        ),
        METHOD,
    )

    assert facts.provider_stop.provider.categories == ("Wifi",)
    assert facts.provider_stop.outside.categories == ("ERP", "Réseau", "Wifi")
    assert facts.provider_stop.outside_blocking_minutes is None


def test_weeks_run_from_the_first_to_the_last():
    facts = count_facts(
        table(
            (1, {"category": "ERP"}),
            (1, {"category": "ERP", "opened_at": START + timedelta(weeks=4)}),
        ),
        METHOD,
    )

    assert facts.provider_stop.weeks == 5


def test_what_the_log_does_not_tell_is_unknown_with_its_reason():
    silent = count_facts(table((5, {"category": "ERP", "blocking": None})), METHOD)
    nothing = count_facts(table((5, {"resolver": "P1", "organisation": None})), METHOD)

    assert silent.departures is None
    assert str(silent.reasons["departures"]) == "no incident says who resolved it"
    assert silent.provider_stop.outside.blocking is None
    assert nothing.provider_stop is None
    assert "provider_stop" in nothing.reasons


def test_a_small_log_tells_no_departure():
    facts = count_facts(dep1_table(), replace(METHOD, minimum_incidents=30))

    assert (facts.departures, facts.provider_stop) == (None, None)
    assert "below 30" in str(facts.reasons["departures"])
    assert "below 30" in str(facts.reasons["provider_stop"])


def test_the_document_holds_both():
    document = facts_document(count_facts(dep1_table(), METHOD, reference_time=REFERENCE))

    assert document["departures"]["most"]["people"] == 3
    assert document["provider_stop"]["weeks"] == 13
    assert "replicates" not in document


@settings(max_examples=15, deadline=None)
@given(logs(0, 40))
def test_engines_agree_and_departures_are_the_sole_holder_share(made):
    facts = count_facts(made, METHOD)
    polars = count_facts(pl.DataFrame(made).lazy(), METHOD)
    pandas = count_facts(made.to_pandas(), METHOD)

    assert facts.departures == polars.departures == pandas.departures
    assert facts.provider_stop == polars.provider_stop == pandas.provider_stop
    if facts.departures is not None and facts.sole_holder_share is not None:
        assert (facts.departures.most.all.incidents == 0) == (facts.sole_holder_share == 0)
