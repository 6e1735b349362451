"""What a file leaves undecided is asked, with answers for machines too, and never guessed."""

import pytest

from infopilot.incidents.conversion.canonical import import_tickets, open_canonical
from infopilot.incidents.mappings.corrections import answered, correct
from infopilot.incidents.mappings.questions import Undecided, scale_of, scales_for
from infopilot.model.errors import IncidentDataError
from tests.incidents.conftest import KEY

HEADER = "Ticket;Ouvert le;Fini le;Etat;Dans les temps;Note"


@pytest.fixture
def unsure(mappings):
    """A mapping that says nothing of service levels and notes."""
    glpi = next(mapping for mapping in mappings if mapping.id == "glpi-11-fr")
    bare = glpi.model_copy(update={"sla": None, "satisfaction": None})
    return correct(
        bare,
        columns={
            "id": "Ticket",
            "opened_at": "Ouvert le",
            "resolved_at": "Fini le",
            "status": "Etat",
            "sla_met": "Dans les temps",
            "satisfaction": "Note",
        },
        dates=["%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"],
    )


@pytest.fixture
def imported(text_file, tmp_path):
    def run(mapping, *lines):
        destination = tmp_path / "incidents.parquet"
        path = text_file("\n".join([HEADER, *lines]) + "\n")
        import_tickets(path, destination, mappings=[mapping], key=KEY)
        return open_canonical(destination).to_arrow_table().to_pylist()

    return run


def question_of(imported, mapping, *lines):
    with pytest.raises(Undecided) as caught:
        imported(mapping, *lines)
    assert isinstance(caught.value, IncidentDataError)
    assert caught.value.where.column == caught.value.question.header
    return caught.value.question


def test_the_order_of_days_and_months_is_asked(imported, unsure):
    lines = "1;03/04/2026 10:00;05/04/2026 10:00;Clos;;", "2;04/04/2026 10:00;;Nouveau;;"
    question = question_of(imported, unsure, *lines)

    assert (question.code, question.field) == ("day_or_month", "opened_at")
    assert question.options == ("%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M")
    for option, month in zip(question.options, (4, 3), strict=True):
        rows = imported(answered(unsure, question, option), *lines)
        assert rows[0]["opened_at"].month == month


def test_what_yes_means_is_asked(imported, unsure):
    lines = "1;13/04/2026 10:00;14/04/2026 10:00;Clos;Oui;", "2;13/04/2026 10:00;;Nouveau;Non;"
    question = question_of(imported, unsure, *lines)

    assert (question.code, question.field) == ("sla_polarity", "sla_met")
    assert question.options == ("met", "breached")
    for option, verdicts in (("met", [True, False]), ("breached", [False, True])):
        rows = imported(answered(unsure, question, option), *lines)
        assert [each["sla_met"] for each in rows] == verdicts


def test_which_note_is_the_best_is_asked(imported, unsure):
    lines = "1;13/04/2026 10:00;14/04/2026 10:00;Clos;;2", "2;13/04/2026 10:00;;Clos;;4"
    question = question_of(imported, unsure, *lines)

    assert (question.code, question.field) == ("satisfaction_direction", "satisfaction")
    for option, notes in (("1..5", [0.25, 0.75]), ("4..1", [2 / 3, 0.0])):
        rows = imported(answered(unsure, question, option), *lines)
        assert [each["satisfaction"] for each in rows] == pytest.approx(notes)


def test_words_for_notes_are_ranked_on_demand(imported, unsure):
    lines = "1;13/04/2026 10:00;;Clos;;Content", "2;13/04/2026 10:00;;Clos;;Fâché"
    question = question_of(imported, unsure, *lines)

    assert question.options == ("Content..Fâché", "Fâché..Content")
    rows = imported(answered(unsure, question, "Fâché..Content"), *lines)
    assert [each["satisfaction"] for each in rows] == [1, 0]


def test_a_column_can_be_left_aside_instead(imported, unsure):
    line = "1;13/04/2026 10:00;;Clos;Oui;3"
    question = question_of(imported, unsure, line)
    again = question_of(imported, answered(unsure, question, None), line)
    rows = imported(answered(answered(unsure, question, None), again, None), line)

    assert (question.code, again.code) == ("sla_polarity", "satisfaction_direction")
    assert rows[0]["sla_met"] is rows[0]["satisfaction"] is None


def test_nothing_is_asked_of_empty_columns(imported, unsure):
    rows = imported(unsure, "1;13/04/2026 10:00;;Clos;;")

    assert rows[0]["sla_met"] is rows[0]["satisfaction"] is None


def test_an_answer_must_be_one_of_the_options(imported, unsure):
    question = question_of(imported, unsure, "1;13/04/2026 10:00;;Clos;Oui;")

    with pytest.raises(IncidentDataError, match="one of met, breached; got 'yes'"):
        answered(unsure, question, "yes")


def test_scales_hold_every_note():
    assert scales_for(["3", "9,5"]) == ("1..10", "10..1", "0..10", "10..0", "0..100", "100..0")
    assert scales_for(["-3", "3"]) == ()
    assert scales_for(["a", "b", "c", "d"]) == scales_for(["a..b", "c"]) == scales_for(["a"]) == ()
    assert (scale_of("10..0").worst, scale_of("10..0").best) == (10, 0)


def test_freshdesk_leaves_its_survey_to_the_account(mappings):
    freshdesk = next(mapping for mapping in mappings if mapping.id == "freshdesk")

    assert freshdesk.satisfaction is None


def test_mappings_declare_the_directions_that_their_tools_have(mappings):
    by_id = {mapping.id: mapping for mapping in mappings}
    itop, zendesk = by_id["itop-fr"], by_id["zendesk"]

    assert itop.sla == "breached"
    assert (itop.satisfaction.worst, itop.satisfaction.best) == (4, 1)
    assert zendesk.satisfaction.words["Good"] == zendesk.satisfaction.best
    assert by_id["servicenow-display"].sla == by_id["servicenow-event-log"].sla == "met"
    assert by_id["glpi-10-fr"].sla == "breached"
    # A mapping that reads a service level says what yes means, or leaves the question to be asked.
    assert by_id["event-log"].sla is None
