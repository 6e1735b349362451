"""``answers``: the long format both ways."""

import csv

import pytest


def write(path, *rows, header="campaign,respondent,role,question,value,comment"):
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return path


def test_importing_a_file_twice_adds_nothing(infopilot, client, tmp_path):
    file = write(tmp_path / "a.csv", "T0,dir,leader,RD1,3,", "T0,dir,leader,AP1,2,")

    first = infopilot("answers", "import", client, file, "--json").document
    second = infopilot("answers", "import", client, file, "--json").document

    assert first == {"read": 2, "added": 2}
    assert second == {"read": 2, "added": 0}


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
