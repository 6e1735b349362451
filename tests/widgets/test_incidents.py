"""The incidents page without a browser: what reaches Python, what is done, what is shown."""

from dataclasses import replace
from threading import Event

import pytest

from infopilot.app.ticket_desk import ticket_desk
from infopilot.app.workbook import new_engagement
from infopilot.incidents.files.progress import Progress
from infopilot.model.engagement import Company, Provider
from infopilot.model.errors import IncidentDataError
from infopilot.widgets.incidents import Incidents
from infopilot.widgets.upload import PIECE

PATIENCE_SECONDS = 30
HEADER = "ID;Titre;Statut;Type;Date d'ouverture;Date de résolution;Technicien;Priorité;"
ROW = "{id};Panne;Clos;Incident;13-05-2026 08:30;13-05-2026 12:30;Paul Durand;Majeure;"


def export(count=3):
    lines = [HEADER, *(ROW.format(id=rank) for rank in range(count))]
    return "\n".join(lines).encode()


@pytest.fixture
def workbook(tmp_path, monkeypatch):
    monkeypatch.setenv("INFOPILOT_HOME", str(tmp_path / "home"))
    made = new_engagement(
        tmp_path / "client",
        company=Company(name="Ateliers Morvan", headcount=80),
        provider=Provider(name="Axone"),
    )
    return made.workbook


class Front:
    """Speaks as the page does, and hears what it would hear."""

    def __init__(self, widget):
        self.widget, self.said, self.shown = widget, [], Event()
        widget.send = self.said.append
        widget.observe(lambda _change: self.shown.set(), "view")

    def tell(self, kind, buffers=(), **more):
        """Say one thing."""
        self.widget._hear(self.widget, {"kind": kind} | more, list(buffers))

    def send(self, content, name="tickets.csv"):
        """Send a file, piece by piece."""
        self.tell("open", name=name, size=len(content))
        for rank, start in enumerate(range(0, len(content), PIECE)):
            self.tell("piece", [content[start : start + PIECE]], rank=rank)

    def read(self, content, name="tickets.csv"):
        """Send a file and return what is shown of it."""
        self.send(content, name)
        return self.wait_after("sent")

    def wait_after(self, kind, **more):
        """Say one thing and return what is shown next."""
        self.shown.clear()
        self.tell(kind, **more)
        assert self.shown.wait(PATIENCE_SECONDS)
        return self.widget.view

    def acknowledged(self):
        """Return the pieces that were told to have arrived."""
        return [each["rank"] for each in self.said if each["kind"] == "arrived"]


@pytest.fixture
def front(workbook):
    opened = Front(Incidents(ticket_desk(workbook), workbook.engagement, "fr"))
    yield opened
    opened.widget.close()


def test_it_opens_on_an_empty_place(front):
    assert front.widget.view["phase"] == "empty"
    assert "Ateliers Morvan" in front.widget.head
    assert front.widget.limit > PIECE


def test_each_piece_is_acknowledged_once(front):
    front.send(b"x" * (2 * PIECE + 1))

    assert front.said[0] == {"kind": "opened", "rank": 0}
    assert front.acknowledged() == [0, 1, 2]


def test_a_file_is_read_imported_and_drawn(front, workbook):
    checked = front.read(export())
    imported = front.wait_after("import")

    assert checked["phase"] == "checked"
    assert "GLPI" in checked["scene"]
    assert imported["phase"] == "imported"
    assert len(workbook.incidents_table()) == 3
    assert {"progress"} <= {each["kind"] for each in front.said}


def test_names_of_people_are_not_shown_and_not_kept(front, workbook):
    checked = front.read(export())
    imported = front.wait_after("import")
    kept = workbook.incidents_table()

    assert "Durand" not in str(checked) + str(imported)
    assert "Durand" not in kept.to_csv()


def test_the_file_that_was_sent_goes_away_after_the_import(front):
    front.read(export())
    path = front.widget._upload.path
    front.wait_after("import")

    assert not path.parent.exists()


def test_a_correction_reads_the_file_again(front):
    before = front.read(export())
    after = front.wait_after("correct", choices={"columns": {"category": "Titre"}})

    assert before["scene"] != after["scene"]
    assert after["samples"]["Titre"] == "Panne"
    assert before["samples"]["Titre"] == "…"


@pytest.mark.parametrize(
    "choices", [None, [], {"columns": {"id": 3}}, {"columns": {"nothing": "ID"}}, {"shape": "cube"}]
)
def test_choices_that_no_form_sends_are_no_defect(front, choices):
    front.read(export())
    after = front.wait_after("correct", choices=choices)

    assert after["phase"] == "checked"
    assert "infopilot" not in after["scene"]


def test_a_file_over_the_limit_is_refused_before_it_is_sent(front):
    front.tell("open", name="large.csv", size=front.widget.limit + 1)
    front.tell("piece", [b"x"], rank=0)

    assert front.widget.view["phase"] == "refused"
    assert "large.csv" in front.widget.view["scene"]
    assert front.acknowledged() == []


def test_a_file_that_is_no_table_is_refused_under_its_own_name(front):
    refused = front.read(b"%PDF-1.7", name="../<b>rapport</b>.pdf")

    assert refused["phase"] == "refused"
    assert "<b>" not in refused["scene"]
    assert "b&gt;.pdf" in refused["scene"]
    assert "infopilot-" not in refused["scene"]
    assert front.widget._upload is None


def test_a_piece_out_of_order_refuses_the_file(front):
    front.tell("open", name="tickets.csv", size=10)
    front.tell("piece", [b"01234"], rank=1)

    assert front.widget.view["phase"] == "refused"
    assert front.said[-1] == {"kind": "refused"}


def test_what_comes_after_a_cancellation_belongs_to_no_file(front):
    front.tell("open", name="tickets.csv", size=10)
    front.tell("cancel")
    front.tell("piece", [b"01234"], rank=0)
    front.tell("sent")

    assert front.acknowledged() == []
    assert front.widget.view["phase"] == "empty"


def test_a_reading_that_is_cancelled_shows_nothing_later(workbook):
    begun, may_end, ended = Event(), Event(), Event()
    desk = ticket_desk(workbook)

    def slow(file, name, on_progress):
        begun.set()
        assert may_end.wait(PATIENCE_SECONDS)
        try:
            on_progress(Progress("read", 0.5))
            return desk.examine(file, name, on_progress)
        finally:
            ended.set()

    front = Front(Incidents(replace(desk, examine=slow), workbook.engagement, "fr"))
    front.send(export())
    front.tell("sent")
    assert begun.wait(PATIENCE_SECONDS)
    front.tell("cancel")
    may_end.set()
    assert ended.wait(PATIENCE_SECONDS)

    assert front.widget.view["phase"] == "empty"
    assert not [each for each in front.said if each["kind"] == "progress"]
    front.widget.close()


def test_a_defect_is_told_as_one_without_its_machinery(workbook, caplog):
    def broken(_file, _name, _on_progress):
        raise ZeroDivisionError

    desk = replace(ticket_desk(workbook), examine=broken)
    front = Front(Incidents(desk, workbook.engagement, "fr"))
    refused = front.read(export())

    assert refused["phase"] == "refused"
    assert "ZeroDivisionError" not in refused["scene"]
    assert "met a defect" in caplog.text
    front.widget.close()


@pytest.mark.parametrize("kind", ["import", "correct", "sent", "nonsense", None])
def test_an_act_without_a_file_does_nothing(front, kind):
    front.tell(kind)

    assert front.widget.view["phase"] == "empty"


def test_an_engagement_with_a_log_opens_on_what_it_says(front, workbook):
    front.read(export())
    front.wait_after("import")
    again = Incidents(ticket_desk(workbook), workbook.engagement, "en")

    assert again.view["phase"] == "imported"
    assert "A message to the provider" in again.view["scene"]


def test_a_damaged_memory_of_the_doctor_hides_only_itself(front, workbook):
    front.read(export())
    front.wait_after("import")
    workbook.folder.doctor.write_text("{", encoding="utf-8")
    again = Incidents(ticket_desk(workbook), workbook.engagement, "fr")

    assert again.view["phase"] == "imported"
    assert "ip-doctor" not in again.view["scene"]


def test_errors_of_the_desk_are_told(workbook):
    def refuse(_file, _name, _on_progress):
        raise IncidentDataError("the file is damaged")

    front = Front(Incidents(replace(ticket_desk(workbook), examine=refuse), workbook.engagement))

    assert front.read(export())["phase"] == "refused"
    front.widget.close()
