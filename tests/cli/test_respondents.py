"""``answers``: the long format both ways."""

import csv
import json

import pytest

from infopilot.app.workbook import open_engagement
from infopilot.cli import options
from infopilot.storage.answer_file import AnswerFile

OF_USERS = {
    "fr": "Ne le remettez ni au client ni au prestataire.",
    "en": "Do not hand it to the client or to the provider.",
}


def write(path, *rows, header="campaign,respondent,role,question,value,comment"):
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return path


def test_importing_a_file_twice_adds_nothing(infopilot, client, tmp_path):
    file = write(tmp_path / "a.csv", "T0,dir,leader,RD1,3,", "T0,dir,leader,AP1,2,")

    first = infopilot("answers", "import", client, file, "--json").document
    second = infopilot("answers", "import", client, file, "--json").document

    assert first == {"read": 2, "added": 2, "older": 0}
    assert second == {"read": 2, "added": 0, "older": 0}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("T0,dir,leader,RD1,6,", "6"),
        ("T0,dir,leader,XX1,3,", "XX1"),
        ("T0,dir,chief,RD1,3,", "chief"),
        ("T9,dir,leader,RD1,3,", "T9"),
        ("T0,dir,user,RD1,3,", "user"),
        ("T0,dir,leader,RD1,not_applicable,", "RD1"),
        ("T0,,leader,RD1,3,", "respondent"),
        ("T0,dir,leader,K01.A,CHEF,", "CHEF"),
    ],
)
def test_a_wrong_line_refuses_the_file_and_names_the_line(infopilot, client, tmp_path, row, told):
    file = write(tmp_path / "a.csv", "T0,dir,leader,AP1,2,", row)

    refused = infopilot("answers", "import", client, file)

    assert refused.code == 2
    assert refused.err.count("\n") == 1
    assert "ligne 3" in refused.err
    assert told in refused.err
    assert infopilot("answers", "export", client, "--json").document["answers"] == 0


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_an_export_imports_into_another_engagement_as_it_was(infopilot, client, tmp_path, form):
    file = write(
        tmp_path / "a.csv",
        'T0,dir,leader,RD1,3,"Une ligne\nune autre, avec ; et « guillemets »"',
        "T0,dir,leader,AP1,not_applicable,=SOMME(A1)",
        "T0,ref,it_referent,K01.R,REF|DIR,-3",
    )
    infopilot("answers", "import", client, file)
    other = tmp_path / "other"
    infopilot("new", other, "--company", "B", "--headcount", 3, "--provider", "C")

    infopilot("answers", "export", client, "--format", form, "--out", tmp_path / f"out.{form}")
    imported = infopilot("answers", "import", other, tmp_path / f"out.{form}")
    infopilot("answers", "export", client, "--out", tmp_path / "one.csv")
    infopilot("answers", "export", other, "--out", tmp_path / "two.csv")

    assert imported.code == 0, imported.err
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_export_of_users_says_whom_it_is_for(infopilot, client, tmp_path, monkeypatch, language):
    monkeypatch.setattr(options, "LANGUAGE", language)
    file, out = write(tmp_path / "a.csv", "T0,u1,user,RD2,3,"), tmp_path / "out.csv"
    infopilot("answers", "import", client, file)

    written = infopilot("answers", "export", client, "--out", out, "--json")

    assert written.document == {"file": str(out), "answers": 1}
    assert str(out) in written.err
    assert OF_USERS[language] in written.err
    assert written.err.count("\n") == 1


def test_an_export_of_named_people_warns_of_nothing(infopilot, client, tmp_path):
    infopilot("answers", "import", client, write(tmp_path / "a.csv", "T0,dir,leader,RD1,3,"))

    assert infopilot("answers", "export", client, "--out", tmp_path / "out.csv").err == ""


def test_no_exported_cell_is_a_formula(infopilot, client, tmp_path):
    file = write(
        tmp_path / "a.csv", "T0,dir,leader,AP1,not_applicable,=cmd()", "T0,@x,leader,RD1,3,"
    )
    infopilot("answers", "import", client, file)
    infopilot("answers", "export", client, "--out", tmp_path / "out.csv")

    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as opened:
        cells = [cell for row in csv.reader(opened) for cell in row]

    assert "'=cmd()" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsx", "ceci est un texte"), ("a.csv", ""), ("a.json", "{"), ("a.csv", "a,b\n1,2\n")],
)
def test_a_file_that_holds_no_answers_is_refused(infopilot, client, tmp_path, name, content):
    (tmp_path / name).write_text(content, encoding="utf-8")

    refused = infopilot("answers", "import", client, tmp_path / name)

    assert refused.code == 2
    assert name in refused.err
    assert refused.err.count("\n") == 1


def filed(client, **changed):
    """An answer file as the page saves it, with its check."""
    rules = open_engagement(client).rules
    answer = {
        "id": "f-1",
        "question": "RD2",
        "value": "2",
        "comment": "sur le terrain",
        "evidence": "",
        "answered_at": "2026-03-02T09:30:00+01:00",
    }
    document = {
        "format": "infopilot-answers",
        "version": 1,
        "questionnaire": {
            "id": rules.questionnaire.id,
            "version": rules.questionnaire.version,
            "hash": changed.pop("hash", rules.questionnaire.hash),
        },
        "engagement": "Ateliers Morvan",
        "campaign": changed.pop("campaign", "T0"),
        "respondent": "user-1a2b3c4d",
        "role": "user",
        "department": "Atelier",
        "answers": [answer | changed],
        "check": "",
    }
    return document | {"check": AnswerFile.model_validate(document).checksum()}


@pytest.fixture
def given(client, infopilot, tmp_path):
    """Import an answer file and return the outcome."""

    def give(document, *options):
        file = tmp_path / "mes-reponses-T0.json"
        file.write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")
        return infopilot("answers", "import", client, file, *options, "--json")

    return give


def test_the_file_of_a_respondent_is_taken_once(client, given):
    first, second = given(filed(client)).document, given(filed(client)).document

    assert (first["added"], second["added"]) == (1, 0)
    (answer,) = open_engagement(client).answers()
    assert (answer.respondent, answer.value, answer.department) == ("user-1a2b3c4d", "2", "Atelier")


def test_an_earlier_file_never_replaces_what_a_later_one_said(client, given):
    later = filed(client, id="f-2", value="4", answered_at="2026-03-03T09:30:00+01:00")

    assert given(later).document["added"] == 1
    assert given(filed(client)).document == {"read": 1, "added": 0, "older": 1}
    assert [answer.value for answer in open_engagement(client).answers()] == ["4"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda document: document | {"check": "00000000"}, "altéré"),
        (lambda document: document | {"version": 2}, "altéré"),
        (lambda document: document | {"more": 1}, "altéré"),
        (lambda document: json.dumps(document)[:-30], "altéré"),
    ],
)
def test_a_damaged_file_is_refused_whole(client, given, spoil, said):
    refused = given(spoil(filed(client)))

    assert refused.code == 2
    assert said in refused.err
    assert open_engagement(client).answers() == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"hash": "sha256:0"}, "autre version"),
        ({"campaign": "T9"}, "T9"),
        ({"question": "RD1"}, "RD1"),
        ({"value": "6"}, "6"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_whole(client, given, changed, said):
    refused = given(filed(client, **changed))

    assert refused.code == 2
    assert said in refused.err
    assert refused.err.count("\n") == 1
    assert open_engagement(client).answers() == []


def test_a_file_for_another_version_is_taken_when_asked(client, given):
    assert given(filed(client, hash="sha256:0"), "--any-version").document["added"] == 1


def test_the_questionnaire_is_written_as_one_light_file(infopilot, client, tmp_path):
    out = tmp_path / "questionnaire.html"

    made = infopilot("questionnaire", "export", client, "--role", "user", "--out", out, "--json")

    assert made.document == {"file": str(out), "bytes": out.stat().st_size, "role": "user"}
    assert out.stat().st_size < 300_000
