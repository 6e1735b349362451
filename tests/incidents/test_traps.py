"""Each trap is told on a log that has it, alone, and none on a log that has none."""

import json
from datetime import UTC, datetime, timedelta
from itertools import cycle
from random import Random

import pytest

from infopilot.incidents.doctor import traps
from infopilot.incidents.doctor.inspection import inspect
from infopilot.incidents.doctor.trap_signs import SIGNS
from infopilot.incidents.mappings.mapping import Mapping
from infopilot.views.messages import catalogue
from infopilot.views.trap_texts import trap_hint, trap_message
from tests.incidents.conftest import ROOT, THRESHOLDS

MONTHS, PER_MONTH = 14, 24
PEOPLE = ("Paul Durand", "Sonia Petit", "Karim Benali", "Léa Moreau")
EVENT_HEADER = (
    "number,incident_state,opened_at,sys_updated_at,sys_mod_count,made_sla,priority,caller_id,"
    "assignment_group,resolved_by,resolved_at,closed_at,sys_updated_by"
)


def written(moment):
    return f"{moment:%d-%m-%Y %H:%M}"


def year_of_tickets():
    """Fourteen ordinary months: people work by day, nothing is repeated, some are open."""
    chance = Random(20)  # noqa: S311 - tickets of a test, the same each time
    priorities, people = cycle(["Haute", "Moyenne", "Basse"]), cycle(PEOPLE)
    for rank in range(MONTHS * PER_MONTH):
        month, place = divmod(rank, PER_MONTH)
        day = datetime(2025 + month // 12, month % 12 + 1, place + 1, 8, tzinfo=UTC)
        opened = day + timedelta(minutes=chance.randrange(1, 540))
        resolved = opened + timedelta(minutes=chance.randrange(9, 3000))
        closed = resolved + timedelta(minutes=chance.randrange(30, 20_000))
        state = chance.choice(["Clos", "Clos", "Clos", "Résolu", "En attente"])
        yield {
            "ID": str(rank + 1),
            "Titre": "Imprimante en panne",
            "Statut": state,
            "Type": chance.choice(["Incident", "Incident", "Incident", "Demande"]),
            "Date d'ouverture": written(opened),
            "Date de résolution": written(resolved) if state in {"Clos", "Résolu"} else "",
            "Date de clôture": written(closed) if state == "Clos" else "",
            "Dernière modification": written(closed),
            "Priorité": next(priorities),
            "Demandeur - Demandeur": "Élodie Martin",
            "Attribué à - Technicien": next(people),
            "Temps de résolution dépassé": chance.choice(["Oui", "Non", "Non"]),
        }


def moment(ticket, column):
    return datetime.strptime(ticket[column], "%d-%m-%Y %H:%M").replace(tzinfo=UTC)


def resolved_of(ticket):
    return moment(ticket, "Date de résolution")


def ended(tickets):
    return [ticket for ticket in tickets if ticket["Statut"] == "Clos"]


def level_never_missed(tickets):
    return [ticket | {"Temps de résolution dépassé": "Non"} for ticket in tickets]


def clean_up_in_spring(tickets):
    for rank, ticket in enumerate(ended(tickets)[:70]):
        ticket["Date de clôture"] = f"20-04-2026 18:{40 + rank % 10}"
    return tickets


def closed_after_five_days(tickets):
    for ticket in ended(tickets):
        ticket["Date de clôture"] = written(resolved_of(ticket) + timedelta(days=5, minutes=20))
    return tickets


def resolved_on_the_hour(tickets):
    for ticket in ended(tickets)[::2]:
        ticket["Attribué à - Technicien"] = "Olga Nuit"
        ticket["Date de résolution"] = written(resolved_of(ticket).replace(minute=7))
        ticket["Date d'ouverture"] = written(resolved_of(ticket) - timedelta(hours=30))
    return tickets


def resolved_by_a_machine(tickets):
    return [
        ticket | ({"Attribué à - Technicien": "Automate GLPI"} if rank % 8 == 0 else {})
        for rank, ticket in enumerate(tickets)
    ]


def opened_by_a_machine(tickets):
    return [
        ticket | ({"Demandeur - Demandeur": "Centreon"} if rank % 8 == 0 else {})
        for rank, ticket in enumerate(tickets)
    ]


def all_requests(tickets):
    return [ticket | {"Type": "Demande"} for ticket in tickets]


def titled_like_requests(tickets):
    wanted = cycle(["Demande d’accès au partage", "Plus de réseau", "Écran noir", "Son absent"])
    return [ticket | {"Titre": next(wanted)} for ticket in tickets]


def all_medium(tickets):
    return [
        ticket | {"Priorité": "Haute" if rank % 20 == 0 else "Moyenne"}
        for rank, ticket in enumerate(tickets)
    ]


def cut_at_five_hundred(tickets):
    more = [ticket | {"ID": str(rank + 1000)} for rank, ticket in enumerate(tickets)]
    return [*tickets, *more][:500]


def six_months(tickets):
    return tickets[: 6 * PER_MONTH]


def without_august(tickets):
    return [t for t in tickets if moment(t, "Date d'ouverture").strftime("%m") != "08"]


def written_down_afterwards(tickets):
    for ticket in ended(tickets)[::2]:
        opened = resolved_of(ticket) - timedelta(minutes=1)
        ticket["Date d'ouverture"] = written(opened)
    return tickets


def one_date_for_two(tickets):
    return [
        ticket | ({"Date de clôture": ticket["Date de résolution"]} if ended([ticket]) else {})
        for ticket in tickets
    ]


def at_midnight(tickets):
    for ticket in tickets:
        ticket["Date d'ouverture"] = ticket["Date d'ouverture"][:10] + " 00:00"
    return tickets


def under_two_names(tickets):
    tickets[3]["Attribué à - Technicien"] = "DURAND Paul"
    return tickets


def tried_out(tickets):
    for ticket, title in zip(tickets, ["Test", "ticket de test 2", "TEST !"], strict=False):
        ticket["Titre"] = title
    return tickets


LISTS = {
    "sla_one_sided": level_never_missed,
    "mass_closure": clean_up_in_spring,
    "auto_close": closed_after_five_days,
    "robot_account": resolved_on_the_hour,
    "machine_resolvers": resolved_by_a_machine,
    "machine_requesters": opened_by_a_machine,
    "mostly_requests": all_requests,
    "requests_mixed": titled_like_requests,
    "flat_priority": all_medium,
    "cut_export": cut_at_five_hundred,
    "only_finished": ended,
    "short_period": six_months,
    "thin_months": without_august,
    "after_the_fact": written_down_afterwards,
    "resolved_is_closed": one_date_for_two,
    "dates_without_time": at_midnight,
    "two_spellings": under_two_names,
    "test_tickets": tried_out,
}


def event_log(*, red_at_closure=False, robot=False):
    """Six updates per incident, all year long, by four people, or by a scheduled task."""
    chance = Random(8)  # noqa: S311 - events of a test, the same each time
    rows = []
    for rank in range(360):
        opened = datetime(2025, 1, 1, 8, tzinfo=UTC) + timedelta(
            days=rank, minutes=chance.randrange(500)
        )
        fails = chance.random() < 0.4
        # Ordinary misses show while somebody works on the incident.
        red_from = 5 if red_at_closure else 3
        when, states = opened, ["New", "Active", "Active", "Active", "Resolved", "Closed"]
        if rank % 7 == 0:
            states = ["New", "Active", "Active", "Active", "Active", "Active"]
        priority = chance.choice(["2 - High", "3 - Moderate", "4 - Low"])
        for turn, state in enumerate(states):
            met = "false" if fails and turn >= red_from else "true"
            who = PEOPLE[(rank + turn) % 4]
            if robot and turn in {1, 5}:
                when, who = when.replace(minute=7) + timedelta(hours=1), "Updated by 908"
            done = state in {"Resolved", "Closed"}
            cells = [
                *(f"INC{rank:04}", state, f"{opened:%d/%m/%Y %H:%M}", f"{when:%d/%m/%Y %H:%M}"),
                *(str(turn), met, priority, "Caller 1", "Group 1"),
                *(who if done else "?", f"{when:%d/%m/%Y %H:%M}" if done else "?", "?", who),
            ]
            rows.append(",".join(cells))
            when += timedelta(minutes=chance.randrange(20, 600))
    return "\n".join([EVENT_HEADER, *rows]) + "\n"


def codes(path, mappings):
    """Codes of the traps of a file."""
    return [trap.code for trap in inspect(path, mappings, THRESHOLDS).traps]


@pytest.fixture
def glpi_log(glpi_file):
    """A file of GLPI 11 with the year of tickets, changed."""

    def write(change):
        tickets = list(year_of_tickets())
        return glpi_file(*change(tickets), old=False)

    return write


def test_a_sound_list_has_no_trap(glpi_log, mappings):
    assert codes(glpi_log(lambda tickets: tickets), mappings) == []


def test_a_sound_event_log_has_no_trap(text_file, mappings):
    assert codes(text_file(event_log()), mappings) == []


@pytest.mark.parametrize("code", LISTS)
def test_a_trap_is_told_alone(glpi_log, mappings, code):
    assert codes(glpi_log(LISTS[code]), mappings) == [code]


def test_a_level_that_turns_red_only_at_closure_is_told(text_file, mappings):
    found = inspect(text_file(event_log(red_at_closure=True)), mappings, THRESHOLDS)

    [trap] = found.traps
    assert trap.code == "sla_red_at_closure"
    assert trap.figures["late"] > 0.75 * trap.figures["failed"] > 100


def test_an_account_that_works_on_the_clock_is_told_with_a_line_and_no_name(text_file, mappings):
    found = inspect(text_file(event_log(robot=True)), mappings, THRESHOLDS)

    [trap] = found.traps
    assert (trap.code, trap.lines, trap.figures["minute"]) == ("robot_account", (3,), 7)
    assert trap.figures["updates_share"] == pytest.approx(1 / 3)
    assert "908" not in json.dumps([dict(trap.figures), str(trap.message), str(trap.hint)])


def test_a_person_who_types_round_times_is_no_machine(glpi_log, mappings):
    def typed(tickets):
        for ticket in resolved_on_the_hour(tickets):
            if ticket["Date de résolution"].endswith(":07"):
                ticket["Date de résolution"] = ticket["Date de résolution"][:-2] + "30"
        return tickets

    assert codes(glpi_log(typed), mappings) == []


def test_a_machine_that_the_mapping_names_is_no_trap(glpi_log, mappings):
    own = next(each for each in mappings if each.id == "glpi-11-fr")
    named = own.model_dump() | {"system_accounts": ("automate  GLPI",)}

    path = glpi_log(resolved_by_a_machine)

    assert codes(path, [Mapping.model_validate(named)]) == []
    assert codes(path, [own]) == ["machine_resolvers"]


def test_a_few_tickets_raise_no_alarm(glpi_file, mappings):
    """All flaws at once, in a file too small for shares to say anything."""
    changes = (all_medium, one_date_for_two, titled_like_requests, opened_by_a_machine)
    tickets = ended(list(year_of_tickets()))[:20]
    for change in changes:
        tickets = change(tickets)

    assert codes(glpi_file(*tickets, old=False), mappings) == []


def test_every_trap_has_its_test_its_words_and_its_french():
    assert {*LISTS, "sla_red_at_closure"} == traps.NAMES.keys()
    assert traps.NAMES.keys() == traps.FOUND.keys() == traps.ADVICE.keys()
    sentences = {*traps.NAMES.values(), *traps.FOUND.values(), *traps.ADVICE.values()}
    assert {*sentences, traps.MASS_CLOSURE_WITH_SLA} <= catalogue("fr").keys()
    assert len(SIGNS) == len(set(SIGNS))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_figures_of_traps_are_written_as_they_are_read(glpi_log, mappings, language):
    path = glpi_log(clean_up_in_spring)
    [trap] = inspect(path, mappings, THRESHOLDS).traps

    told = trap_message(trap, language) + trap_hint(trap, language)

    assert "{" not in told
    assert ("20 avril 2026 à 18\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}40" in told) is (
        language == "fr"
    )
    assert ("20 April 2026 at 18:40" in told) is (language == "en")


def test_the_traps_of_the_real_log_are_those_that_are_known(real_log, mappings):
    """The figures are those of the oracle, and of the note that comes with the data."""
    known = json.loads((ROOT / ".." / "shared" / "oracles" / "incidents.json").read_text())
    oracle = known["uci_servicenow"]["ours_full_file_last_row_per_incident"]

    found = inspect(real_log / "incident_event_log.zip", mappings, THRESHOLDS)

    figures = {trap.code: trap.figures for trap in found.traps}
    assert list(figures) == [
        "sla_red_at_closure",
        "mass_closure",
        "auto_close",
        "robot_account",
        "flat_priority",
        "only_finished",
        "thin_months",
    ]
    first_red = oracle["made_sla_first_false_state"]
    assert figures["sla_red_at_closure"]["late"] == first_red["Closed"] == 9113
    assert figures["sla_red_at_closure"]["failed"] == sum(first_red.values()) == 9115
    closure = oracle["mass_closure_2016-03-24_18:30_19:10"]
    assert figures["mass_closure"]["incidents"] == closure["incidents"]
    assert figures["mass_closure"]["closures"] == 1
    assert figures["mass_closure"]["sla_met_share"] == pytest.approx(closure["made_sla"], abs=1e-4)
    assert figures["auto_close"]["days"] == 5
    assert figures["auto_close"]["auto_share"] == pytest.approx(
        oracle["autoclose_5_days_share_of_resolved"], abs=1e-4
    )
    assert figures["robot_account"]["updates_share"] == pytest.approx(0.255, abs=5e-4)
    assert figures["flat_priority"]["top"] == oracle["priority"]["3 - Moderate"]
    assert figures["flat_priority"]["told"] == sum(oracle["priority"].values())
    assert figures["only_finished"]["tickets"] == 24_918
    assert figures["thin_months"]["first_month"] == "2016-06"
