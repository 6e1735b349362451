"""Services, exit cost and departures on the page and in the document."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from infopilot.model.exit_cost import CostLine, ExitCostSheet, ThreePoint
from infopilot.model.incidents import IncidentFacts
from infopilot.model.registers import Registers
from infopilot.model.services import CloudClause, Service
from infopilot.model.text import Message
from infopilot.model.what_if import Departures, Holding, Loss, ProviderStop
from infopilot.scoring.dependency.whole import whole_dependency
from infopilot.views.departure_section import departure_blocks, leaver_sentence, stop_sentence
from infopilot.views.exit_section import exit_blocks, exit_sentence, switch_sentence
from infopilot.views.results import results_page
from infopilot.views.scorecards import score_document
from infopilot.views.service_section import (
    place_table,
    portfolio_sentence,
    register_table,
    service_blocks,
    service_map,
)
from infopilot.views.subject import Subject

NNBSP, NBSP = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
ON = date(2026, 7, 15)
LATE = date(2029, 1, 1)
SERVICES = (
    Service(name="Messagerie <i>", criticality=4, substitution_difficulty=2, client_admin=True,
            documented_on=date(2026, 3, 1), ends_on=LATE, cloud_clause=CloudClause.ABSENT),
    Service(name="ERP", criticality=5, substitution_difficulty=5, holder="Mirobat",
            client_admin=False, never_documented=True, ends_on=LATE,
            cloud_clause=CloudClause.NOT_APPLICABLE),
    Service(name="DNS", criticality=4, substitution_difficulty=2, client_admin=False,
            documented_on=date(2026, 1, 1), ends_on=None, cloud_clause=CloudClause.PRESENT),
    Service(name="Fax"),
)  # fmt: skip
SHEET = ExitCostSheet(
    annual_spend=10_000,
    lines=dict.fromkeys(CostLine, ThreePoint(low=500, likely=1000, high=2000)),
    months_to_switch=ThreePoint(low=4, likely=6, high=9),
    tolerable_months=5,
)
NAMES = tuple(f"Sujet {rank}" for rank in range(1, 9))
LOSS = Loss(categories=NAMES, incidents=1234, blocking=26)
ONE = Loss(categories=("ERP",), incidents=30, blocking=None)
TOLD = IncidentFacts(
    incidents=40,
    closed=40,
    departures=Departures(
        most=Holding(people=2, all=LOSS, worst=ONE),
        only=Holding(people=0, all=Loss(categories=(), incidents=0, blocking=0)),
    ),
    provider_stop=ProviderStop(weeks=26, provider=ONE, outside=LOSS, outside_blocking_minutes=90),
)


@pytest.fixture
def whole(method):
    registers = Registers(on=ON, services=SERVICES, exit_cost=SHEET)
    return whole_dependency({}, TOLD, method, registers=registers)


@pytest.fixture
def subject(questionnaire, engagement, method):
    return Subject(questionnaire=questionnaire, engagement=engagement, method=method)


def test_services_share_a_place_of_the_map(whole):
    table = place_table(whole.services)

    assert table.to_dict("records") == [
        {"difficulty": 2, "criticality": 4, "numbers": "1, 3", "names": "Messagerie <i>, DNS"},
        {"difficulty": 5, "criticality": 5, "numbers": "2", "names": "ERP"},
    ]


@pytest.mark.parametrize("is_narrow", [False, True])
def test_the_map_names_its_grounds_and_places_every_number(whole, is_narrow):
    chart = service_map(place_table(whole.services), "fr", is_narrow=is_narrow).to_dict()
    rows = [row for data in chart["datasets"].values() for row in data]
    corners = {row["name"]: (row["x"], row["y"]) for row in rows if "name" in row}
    labels = {row["label"]: row["side"] for row in rows if "label" in row}

    assert set(corners) == {"Goulot", "Stratégique", "Levier", "Courant"}
    assert corners["Stratégique"] == (2.5, 2.5)
    assert set(labels) == {"1, 3", "2"}
    assert None not in labels.values()


def test_the_portfolio_says_its_mean_and_its_weakest_link(whole):
    said = portfolio_sentence(whole.services, "fr")

    assert said.startswith("3 services comptés")
    assert f"Le maillon le plus faible{NBSP}: ERP, à 100 sur 100." in said


def test_a_register_without_criticality_says_the_weakest_link_only(method):
    bare = replace(SERVICES[1], criticality=None)
    whole = whole_dependency({}, None, method, registers=Registers(on=ON, services=(bare,)))

    assert portfolio_sentence(whole.services, "en") == ("The weakest link: ERP, at 100 out of 100.")


def test_a_register_that_cannot_be_placed_says_why(method, subject):
    whole = whole_dependency({}, None, method, registers=Registers(on=ON, services=(SERVICES[3],)))
    blocks = "".join(str(each) for each in service_blocks(whole.services, subject))

    assert portfolio_sentence(whole.services, "en") == "No service of the register can be placed."
    assert "<svg" not in blocks
    assert "Fax" in blocks


def test_the_register_says_what_is_unknown(whole):
    table = register_table(whole.services, "fr")

    assert "1. Messagerie &lt;i&gt;" in table
    assert "Mirobat" in table
    for words in (
        "oui",
        "non",
        "inconnu",
        "sans objet",
        "aucun dossier",
        "1er mars 2026",
        "Levier",
    ):
        assert f">{words}<" in table
    assert "– (0 – 100)" in table
    assert "nan" not in table.lower()


def test_an_exit_cost_is_said_with_its_range_and_its_marks(whole, subject):
    blocks = "".join(str(each) for each in exit_blocks(whole.exit_cost, subject))

    assert exit_sentence(whole.exit_cost, "fr") == (
        f"Partir coûterait 0,60 fois la dépense annuelle (de 0,30 à 1,20){NBSP}: un coût de sortie "
        "au-dessus de l’ordinaire."
    )
    assert switch_sentence(whole.exit_cost, "en") == (
        "Switching provider would take 6 months (from 4 to 9). "
        "The company says that it can bear 5 months."
    )
    assert "0,33 ordinaire" in blocks
    assert "autre secteur" in blocks
    assert f"6{NNBSP}000" in blocks


def test_unknown_lines_give_a_least_cost(method):
    sheet = replace(
        SHEET, lines={CostLine.TOOLS: SHEET.lines[CostLine.TOOLS]}, tolerable_months=None
    )
    cost = whole_dependency({}, None, method, registers=Registers(on=ON, exit_cost=sheet)).exit_cost

    assert exit_sentence(cost, "en") == (
        "1 of the 6 lines of the exit-cost worksheet is filled in. At least 0.05 times the "
        "yearly spend, from the lines that are known."
    )
    assert switch_sentence(cost, "en").endswith(
        "The months that the company can bear are not stated."
    )


def test_an_empty_worksheet_says_what_it_lacks(method, subject):
    whole = whole_dependency(
        {}, None, method, registers=Registers(on=ON, exit_cost=ExitCostSheet())
    )
    blocks = "".join(str(each) for each in exit_blocks(whole.exit_cost, subject))

    assert exit_sentence(whole.exit_cost, "en") == (
        "The yearly spend with the provider is not stated."
    )
    assert switch_sentence(whole.exit_cost, "en") == (
        "The months needed to switch provider are not stated."
    )
    assert blocks.count(">inconnu<") == 21


def test_departures_name_subjects_and_never_people(whole):
    assert leaver_sentence(whole.what_if, "en") == (
        "2 people each hold at least one subject nearly alone. The departure that would be missed "
        "most: 1 subject without a holder (ERP), 30 incidents, an unknown number of them blocking."
    )
    assert stop_sentence(whole.what_if, "en").startswith(
        "If the provider stopped, 8 subjects that the company never closes itself would wait: "
        "Sujet 1, Sujet 2, Sujet 3, Sujet 4, Sujet 5, Sujet 6, and 2 others. They bring about "
        "13.0 blocking incidents per quarter (from 8.5 to 19.0). Today, half of them are solved "
        "within 1.5 h. Of the 4 services of the register, 2 have no administrator account"
    )
    assert stop_sentence(whole.what_if, "en").endswith("Switching would take 6 months.")


def test_the_counts_are_in_a_table(whole):
    blocks = "".join(str(each) for each in departure_blocks(whole.what_if, "fr"))

    assert f">1{NNBSP}234<" in blocks
    assert "tenus presque seuls par une personne" in blocks
    assert "le départ le plus sensible" in blocks
    assert ">–<" in blocks
    assert departure_blocks(None, "fr") == ()


def test_without_a_log_the_reason_is_said(method):
    what_if = whole_dependency({}, None, method).what_if
    blocks = "".join(str(each) for each in departure_blocks(what_if, "en"))

    assert leaver_sentence(what_if, "en") == "No ticket log has been imported."
    assert stop_sentence(what_if, "en") == "No ticket log has been imported."
    assert "<table" not in blocks


def test_a_log_where_nothing_rests_on_anybody_says_so(method):
    nobody = Holding(people=0, all=Loss(categories=(), incidents=0))
    free = replace(
        TOLD,
        departures=Departures(most=nobody, only=nobody),
        provider_stop=ProviderStop(weeks=9, provider=nobody.all, outside=nobody.all),
    )
    what_if = whole_dependency({}, free, method).what_if

    assert leaver_sentence(what_if, "en") == "No subject rests on one person."
    assert stop_sentence(what_if, "en") == "The company closes incidents of every subject itself."


def test_a_log_without_blocking_incidents_says_subjects_only(method):
    silent = replace(TOLD, provider_stop=ProviderStop(weeks=9, provider=ONE, outside=ONE))
    what_if = whole_dependency({}, silent, method).what_if

    assert stop_sentence(what_if, "en") == (
        "If the provider stopped, 1 subject that the company never closes itself would wait: ERP."
    )


def test_the_document_holds_the_registers(scorecard, whole):
    card = replace(scorecard, dependency=whole)
    document = json.loads(json.dumps(score_document(card, "X", "en")["dependency"]))

    assert document["services"]["weakest"]["service"] == "ERP"
    assert [each["quadrant"] for each in document["services"]["register"]] == [
        "leverage",
        "strategic",
        "leverage",
        None,
    ]
    assert document["services"]["register"][3]["dependency"]["reason"].startswith("0 of the 5")
    assert document["exit_cost"]["ratio"] == {
        "value": 0.6,
        "low": 0.3,
        "high": 1.2,
        "range": "bounds",
        "n": 6,
    }
    assert document["exit_cost"]["lines"]["tools"]["value"] == 1000
    assert document["what_if"]["resolver_leaves"]["most"]["worst"]["blocking"] is None
    assert document["what_if"]["provider_stops"]["blocking_per_quarter"]["value"] == 13
    assert document["what_if"]["provider_stops"]["blocking_median_hours"] == 1.5
    assert document["what_if"]["provider_stops"]["services_without_admin"] == ["ERP", "DNS"]


def test_the_document_gives_the_reasons_of_what_is_missing(scorecard, method):
    missing = Message("the table holds no incident")
    empty = IncidentFacts(
        incidents=0, closed=0, reasons={"departures": missing, "provider_stop": missing}
    )
    card = replace(scorecard, dependency=whole_dependency({}, empty, method))
    document = score_document(card, "X", "en")["dependency"]

    assert (document["services"], document["exit_cost"]) == (None, None)
    for part in ("resolver_leaves", "provider_stops"):
        assert document["what_if"][part]["reason"] == "The table holds no incident."


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_shows_them_all(scorecard, whole, subject, language):
    page = results_page(replace(scorecard, dependency=whole), replace(subject, language=language))

    assert 'id="ip-services-wide-title"' in page
    assert re.search(r"\bnan\b", page, re.IGNORECASE) is None
