"""What the provider is asked for: only what is missing, in the words of the tool."""

import pytest

from infopilot.incidents.counting.indicators import INPUTS
from infopilot.incidents.doctor import request
from infopilot.incidents.doctor.inspection import inspect
from infopilot.views.messages import catalogue
from infopilot.views.provider_request import request_message, request_messages
from tests.incidents.conftest import THRESHOLDS
from tests.incidents.test_traps import LISTS, year_of_tickets


@pytest.fixture
def asked(glpi_file, mappings):
    """What is asked for after an export of GLPI 11, its columns or its tickets changed."""

    def look(change=list, without=()):
        tickets = change(list(year_of_tickets()))
        path = glpi_file(*tickets, old=False, without=without)
        return inspect(path, mappings, THRESHOLDS).request

    return look


def test_nothing_is_asked_when_nothing_is_missing(asked):
    found = asked()

    assert found.is_complete
    assert (found.columns, found.changes) == ((), ())
    assert "tout ce dont nous avons besoin" in request_message(found, "fr")
    assert "everything that we need" in request_message(found, "en")
    assert "Columns to add" not in request_message(found, "en")


def test_only_missing_columns_are_asked_in_the_words_of_the_tool(asked):
    found = asked(without=("Attribué à - Technicien", "Attribué à - Groupe de techniciens"))

    by_field = {column.field: column for column in found.columns}
    assert list(by_field) == ["resolver", "resolver_group", "reassignments"]
    assert by_field["resolver_group"].headers[0] == "Attribué à - Groupe de techniciens"
    assert {"resolver", "bus_factor"} <= set(by_field["resolver"].unlocks)
    assert not by_field["resolver"].empty


def test_both_languages_name_the_columns_of_the_tool(asked):
    found = asked(without=("Attribué à - Groupe de techniciens",))

    messages = request_messages(found)

    assert "« Attribué à - Groupe de techniciens »" in messages["fr"].replace("\xa0", " ")
    assert messages["en"].count("“Attribué à - Groupe de techniciens”") == 1
    assert messages["fr"].startswith("Bonjour,\n")
    assert messages["en"].startswith("Hello,\n")
    assert all("{" not in message for message in messages.values())


def test_a_column_that_is_there_and_empty_is_told_apart(asked):
    found = asked(lambda tickets: [ticket | {"Catégorie": "", "Type": ""} for ticket in tickets])

    assert [(each.field, each.empty) for each in found.columns] == [
        ("category", True),
        ("type", True),
    ]
    assert "tell nothing" in request_message(found, "en")


def test_what_a_trap_costs_is_asked_to_be_changed(asked):
    found = asked(LISTS["cut_export"])

    assert found.columns == ()
    assert "no row limit" in request_message(found, "en")
    assert "500 lignes" in request_message(found, "fr")


def test_the_message_confirms_what_cannot_be_read_from_the_file(asked):
    message = request_message(asked(), "en")

    assert "“Temps de résolution dépassé” mean that the service level was missed" in message
    assert "Europe/Paris" in message


def test_an_event_log_is_asked_for_again_as_one(real_log, mappings):
    found = inspect(real_log / "first_198_rows.csv", mappings, THRESHOLDS).request

    assert found.events
    assert "one line per update" in request_message(
        request.ExportRequest(tool="ServiceNow", events=True, changes=found.changes), "en"
    )


def test_every_need_has_its_reason_and_its_french():
    sentences = [
        *request.WHY.values(),
        *request.CHANGES.values(),
        *request.POLARITY.values(),
        request.ZONE,
    ]
    # The time lost is asked of users: no tool has a column of its own for it.
    needed = {column for columns in INPUTS.values() for column in columns} - {"lost_minutes"}

    assert request.SOURCES.keys() == request.WHY.keys()
    assert [sentence for sentence in sentences if sentence not in catalogue("fr")] == []
    assert needed <= {
        *request.SOURCES,
        *(name for each in request.IMPLIED.values() for name in each),
    }
