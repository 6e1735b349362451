"""A received file is read in a process of its own: same words as without, and held to limits."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from infopilot.incidents.confined import child, parent, wire
from infopilot.incidents.confined.parent import import_confined, inspect_confined
from infopilot.incidents.doctor.inspection import inspect
from infopilot.incidents.files.limits import Limits
from infopilot.incidents.files.progress import SHARES, Progress, listening, tell
from infopilot.model.errors import IncidentDataError, Place
from infopilot.model.text import Message
from infopilot.views.messages import explain
from tests.incidents.conftest import KEY, THRESHOLDS, sheet_rows

LIMITS = Limits()


def refusal(run, *arguments):
    with pytest.raises(IncidentDataError) as met:
        run(*arguments)
    return met.value


def test_the_report_is_the_one_of_an_ordinary_reading(glpi_file, mappings):
    path = glpi_file({}, {"ID": "2", "Statut": "Perdu"}, {"ID": ""})

    assert inspect_confined(path, mappings, THRESHOLDS, LIMITS) == inspect(
        path, mappings, THRESHOLDS
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a;b\n1;2\n",
        b"%PDF-1.7 ....",
        b"ID;ID;Titre;Statut;Type;Date d'ouverture\n1;1;a;b;c;d\n",
        b"PK\x03\x04....",
        b"ID;Titre;Statut;Type;Date d'ouverture\n1;a;Clos;Incident;hier\n",
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_refusal_is_told_in_the_same_words(tmp_path, mappings, content, language):
    path = tmp_path / "export.csv"
    path.write_bytes(content)

    told = explain(refusal(inspect_confined, path, mappings, THRESHOLDS, LIMITS), language)

    assert told == explain(refusal(inspect, path, mappings, THRESHOLDS), language)


def test_an_import_gives_its_table_and_leaves_no_folder(glpi_file, mappings, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "private"))
    (tmp_path / "private").mkdir()
    options = {"key": KEY.hex(), "keep_names": False, "incidents_only": False}

    with import_confined(glpi_file({}), mappings, THRESHOLDS, LIMITS, **options) as (found, table):
        assert found.report.rows.kept == 1
        assert table.read_bytes()[:4] == b"PAR1"

    assert list((tmp_path / "private").iterdir()) == []


def test_progress_is_told_in_order(glpi_file, mappings):
    told = []
    inspect_confined(glpi_file({}), mappings, THRESHOLDS, LIMITS, told.append)

    assert [each.stage for each in told] == ["open", "decode", "read", "convert"]
    assert [each.share for each in told] == sorted(each.share for each in told)


def test_a_stage_is_told_by_how_much_of_it_is_done():
    told = []
    with listening(told.append):
        tell("read", 0.5)
    tell("write")

    assert told == [Progress("read", (SHARES["read"] + SHARES["convert"]) / 2)]


def test_time_is_limited(text_file, mappings):
    path = text_file("ID;Titre\n" + "1;x\n" * 200_000)

    error = refusal(inspect_confined, path, mappings, THRESHOLDS, replace(LIMITS, seconds=0))

    assert error.what.template == "reading this file takes too long"
    assert error.where == Place(str(path))


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of a process on this system")
def test_a_process_is_held_to_its_time_and_memory():
    script = (
        "import sys\n"
        "from infopilot.incidents.files.limits import Limits, hold_to\n"
        "hold_to(Limits(seconds=1, memory=200_000_000))\n"
        "try:\n"
        "    bytes(300_000_000)\n"
        "except MemoryError:\n"
        "    print('held', flush=True)\n"
        "while True: pass\n"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(child.__file__).parents[3])}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, env=environment
    )

    assert done.stdout.split() == [b"held"]
    assert -done.returncode in {signal.SIGXCPU, signal.SIGKILL}


def test_a_reader_that_dies_is_told(workbook, mappings):
    """The cells of this sheet would take 6 GB."""
    far = "<row r='1048576'><c r='GR1048576'><v>2</v></c></row>"
    path = workbook(sheet_rows(["ID"]) + far)

    error = refusal(inspect_confined, path, mappings, THRESHOLDS, LIMITS)

    assert error.what.template == "the workbook cannot be read"


def test_a_defect_is_told_as_one(glpi_file, mappings, monkeypatch):
    monkeypatch.setattr(parent, "MODULE", "infopilot.nowhere")

    assert "failed" in str(refusal(inspect_confined, glpi_file({}), mappings, THRESHOLDS, LIMITS))


def test_a_defect_of_ours_comes_back_with_its_trace(glpi_file):
    job = {"source": str(glpi_file({})), "name": "x", "task": "nothing", "mappings": []}

    answer = wire.loads(wire.dumps(child._outcome(job, LIMITS)))

    assert answer["failed"] == "KeyError: 'nothing'"
    assert "Traceback" in answer["trace"]


def test_the_environment_of_the_reader_holds_no_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("INFOPILOT_SECRET", "x")

    assert "x" not in parent._environment(tmp_path).values()


def test_the_reader_starts_no_program_and_opens_no_address():
    script = (
        "import sys, socket, subprocess, os\n"
        "from infopilot.incidents.confined.child import refuse_programs\n"
        "sys.addaudithook(refuse_programs)\n"
        "def tries():\n"
        "    yield lambda: socket.socket().connect(('127.0.0.1', 9))\n"
        "    yield lambda: socket.getaddrinfo('ailleurs.invalid', 80)\n"
        "    yield lambda: subprocess.run(['true'])\n"
        "    yield lambda: os.system('true')\n"
        "for attempt in tries():\n"
        "    try:\n"
        "        attempt()\n"
        "    except PermissionError:\n"
        "        print('refused')\n"
    )
    root = str(Path(child.__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": root},
    )

    assert done.stdout.split() == ["refused"] * 4


def test_messages_survive_the_wire_wherever_they_are():
    inner = Message("{n} more", {"n": 2})
    error = IncidentDataError(
        "{a} and {b}",
        where=Place("f", 3, "c"),
        expected="{a}",
        got=b"\0",
        hint="try",
        a="é",
        b=inner,
    )

    again = wire.error_from(wire.loads(wire.dumps({"error": wire.error_document(error)}))["error"])

    assert str(again) == str(error)
    assert again.what == error.what


@pytest.mark.parametrize("answer", [{"report": 3}, {"refused": []}, {"what": 1}, {"refused": {}}])
def test_an_answer_that_is_none_is_told(glpi_file, answer):
    path = glpi_file({})
    task = parent.Task(name="inspect", source=path, limits=LIMITS)

    error = refusal(parent._result, task, answer, parent.Inspection)

    assert "the reader of exports failed" in str(error)
