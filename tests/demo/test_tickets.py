import csv
import io
import re
from collections import Counter
from datetime import date, datetime, time, timedelta
from statistics import fmean

import pytest

from infopilot.demo.build import demo_log
from infopilot.demo.calls import first_day, last_day
from infopilot.demo.glpi import COLUMNS
from infopilot.demo.tickets import make_tickets
from infopilot.demo.verdicts import with_verdicts
from infopilot.demo.working_time import months_before

YEAR = timedelta(days=365)
TARGETS = [("T0", 0.94, 0.48), ("T1", 0.93, 0.71)]


@pytest.fixture(scope="module")
def tickets(scenario):
    return with_verdicts(make_tickets(scenario), scenario)


@pytest.fixture(scope="module")
def export(scenario):
    return demo_log(scenario)


@pytest.fixture(scope="module")
def rows(export):
    """The export as a program sees it that knows CSV and nothing of GLPI."""
    text = export.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def year_before(tickets, scenario, campaign):
    opened_on = scenario.campaigns[campaign].opened_on
    return [t for t in tickets if opened_on - YEAR <= t.opened.date() < opened_on]


def test_the_same_scenario_gives_the_same_bytes(scenario, export):
    assert demo_log(scenario) == export


def test_the_log_covers_a_year_before_the_first_campaign_and_ends_with_the_last(tickets, scenario):
    days = [ticket.opened.date() for ticket in tickets]

    assert first_day(scenario) == date(2024, 9, 15)
    assert min(days) - first_day(scenario) < timedelta(days=7)
    assert timedelta() < last_day(scenario) - max(days) < timedelta(days=4)


def test_the_last_year_has_about_1200_tickets(tickets, scenario):
    assert 1_100 <= len(year_before(tickets, scenario, "T1")) <= 1_350


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target[0])
@pytest.mark.parametrize("incident", [True, False], ids=["incidents", "requests"])
def test_the_service_level_stays_flat_while_satisfaction_rises(tickets, scenario, target, incident):
    campaign, met, satisfied = target
    year = [t for t in year_before(tickets, scenario, campaign) if t.incident is incident]
    judged = [t for t in year if t.resolved and not t.automatic]
    rated = [ticket.rating for ticket in judged if ticket.rating]

    assert fmean(not ticket.sla_exceeded for ticket in judged) == pytest.approx(met, abs=0.01)
    assert fmean(rating >= 4 for rating in rated) == pytest.approx(satisfied, abs=0.01)


@pytest.mark.parametrize(("campaign", "count"), [("T0", 11), ("T1", 8)])
def test_fewer_incidents_block_in_the_quarter_before(tickets, scenario, campaign, count):
    opened_on = scenario.campaigns[campaign].opened_on
    start = months_before(opened_on, 3)
    blocking = [t for t in tickets if t.blocking and start <= t.opened.date() < opened_on]

    assert abs(len(blocking) - count) <= 1


def test_one_technician_resolves_about_half_of_the_incidents(tickets):
    resolvers = Counter(
        t.hands.technicians[0] for t in tickets if t.incident and t.resolved and not t.automatic
    )
    [(_, first), (_, second)] = resolvers.most_common(2)

    assert 0.4 < first / resolvers.total() < 0.65
    assert first > 2 * second


def test_nobody_resolves_before_the_call_or_after_the_end(tickets, scenario):
    end = datetime.combine(last_day(scenario), time())
    resolved = [ticket for ticket in tickets if ticket.resolved]

    assert all(ticket.opened <= ticket.resolved < end for ticket in resolved)
    assert all(ticket.resolved <= ticket.closed < end for ticket in resolved if ticket.closed)


def test_old_pending_tickets_were_closed_in_one_evening(tickets, scenario):
    evening = scenario.tickets.mass_closure.evening
    swept = [t for t in tickets if t.closed_in_mass]

    assert len(swept) >= 30
    assert {ticket.closed.date() for ticket in swept} == {evening}
    assert all(ticket.closed == ticket.resolved for ticket in swept)
    assert max(t.closed for t in swept) - min(t.closed for t in swept) < timedelta(hours=1)


def test_most_resolved_tickets_close_by_themselves_after_five_days(tickets):
    delays = [t.closed - t.resolved for t in tickets if t.closed and not t.automatic]

    assert fmean(delay.days == 5 for delay in delays) > 0.8


def test_some_subjects_are_never_documented_and_others_are(tickets):
    documented = {
        name: fmean(bool(t.article) for t in tickets if t.category == name)
        for name in {ticket.category for ticket in tickets}
    }

    assert documented["Réseau > Internet et Wi-Fi"] < 0.1
    assert documented["Comptes et accès > Mot de passe"] > 0.4


def test_the_columns_are_those_of_the_export(rows):
    assert tuple(rows[0])[: len(COLUMNS)] == COLUMNS


def test_the_export_starts_with_a_mark_and_every_cell_is_quoted_and_followed_by_a_separator(export):
    header, first = export.decode("utf-8").split("\n")[:2]

    assert header.startswith('\N{ZERO WIDTH NO-BREAK SPACE}"ID";')
    assert re.fullmatch(r'("[^"]*";){25}', first)
    assert b"\r" not in export


def test_ids_have_no_break_thousands_and_the_latest_ticket_comes_first(rows):
    ids = [row["ID"] for row in rows]
    numbers = [int(each.replace("\N{NO-BREAK SPACE}", "")) for each in ids]

    assert "10\N{NO-BREAK SPACE}000" in ids
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == len(numbers)


def test_the_export_has_the_habits_that_importers_meet(rows):
    statuses = Counter(row["Statut"] for row in rows)
    technicians = [row["Attribué à - Technicien"].split("\n") for row in rows]
    groups = [row["Attribué à - Groupe de techniciens"].split("\n") for row in rows]

    assert set(statuses) == {
        "Nouveau",
        "En cours (Attribué)",
        "En cours (Planifié)",
        "En attente",
        "Résolu",
        "Clos",
    }
    assert any("''" in row["Titre"] for row in rows)
    assert any(";" in row["Titre"] for row in rows)
    assert any(len(names) > len(set(names)) for names in technicians)
    assert any(len(path) > len(set(path)) for path in groups)
    assert all(" &gt; " in row["Catégorie"] for row in rows)
    assert any(row["Attribué à - Fournisseur"] for row in rows)
    assert {row["Type"] for row in rows} == {"Incident", "Demande"}


def test_an_open_ticket_has_neither_a_resolution_nor_a_rating(rows):
    going = [row for row in rows if row["Statut"] not in {"Résolu", "Clos"}]

    assert len(going) >= 15
    assert {
        row["Date de résolution"] + row["Date de clôture"] + row["Satisfaction"] for row in going
    } == {""}


def test_dates_and_waiting_times_are_written_as_glpi_does(rows):
    assert all(re.fullmatch(r"\d\d-\d\d-\d{4} \d\d:\d\d", row["Date d'ouverture"]) for row in rows)
    assert all(
        re.fullmatch(r"\d+ jours \d+ heures \d+ minutes 0 secondes", row["Délai d'attente"])
        for row in rows
    )
