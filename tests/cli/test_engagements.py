"""``new``, ``score``, ``check``: what scripts rely on, and refusals in one line."""

import pytest

HEADER = "campaign,respondent,role,department,question,value,comment,evidence,answered_at,answer_id"
ROWS = [
    "T0,dir,leader,,RD1,3,,,2026-03-02T09:30:00+01:00,a1",
    "T0,dir,leader,,RD1,4,,,2026-03-02T09:31:00+01:00,a2",
    "T0,dir,leader,,K01.A,DIR,,,2026-03-02T09:32:00+01:00,a3",
    "T0,dir,leader,,K01.R,REF|DIR,,,2026-03-02T09:33:00+01:00,a4",
    "T0,ref,it_referent,,DR1,dont_know,,declared,2026-03-02T09:34:00+01:00,a5",
]


@pytest.fixture
def answered(infopilot, client):
    file = client.parent / "answers.csv"
    file.write_text("\n".join([HEADER, *ROWS]), encoding="utf-8")
    assert infopilot("answers", "import", client, file).code == 0
    return client


def test_new_prints_the_folder_that_it_made(infopilot, tmp_path):
    made = infopilot(
        *("new", tmp_path / "a", "--company", "A", "--headcount", 12, "--provider", "B", "--json")
    )

    assert made.document["engagement"] == str(tmp_path / "a")
    assert len(made.document["passphrase"]) == 29
    assert (tmp_path / "a" / "questionnaire" / "questionnaire.yaml").exists()


def test_new_leaves_an_existing_engagement_alone(infopilot, client):
    before = (client / "engagement.yaml").read_bytes()

    again = infopilot("new", client, "--company", "B", "--headcount", 2, "--provider", "C")

    assert again.code == 2
    assert "client" in again.err
    assert (client / "engagement.yaml").read_bytes() == before


def test_score_gives_the_fields_of_the_contract_and_reasons_for_its_gaps(infopilot, answered):
    scored = infopilot("score", answered, "--json").document

    assert scored["campaign"] == "T0"
    assert scored["respondents"]["leader"] == 1
    assert set(scored) >= {
        *("engagement", "questionnaire", "method", "maturity", "role_clarity"),
        *("dependency", "friction", "black_box", "warnings"),
    }
    assert scored["dependency"]["experienced"]["value"] is None
    assert scored["dependency"]["experienced"]["reason"]
    assert scored["black_box"]["by_role"]["it_referent"] == 1.0


def test_score_counts_the_newest_answer(infopilot, answered):
    exported = answered / "answers.csv"
    infopilot("answers", "export", answered)

    lines = exported.read_text(encoding="utf-8").splitlines()

    assert sum(",RD1," in line for line in lines) == 2
    assert infopilot("score", answered).code == 0


def test_check_tells_what_an_engagement_holds(infopilot, answered):
    found = infopilot("check", answered)

    assert found.code == 0
    assert "Ateliers Morvan" in found.out
    assert "5" in found.out


def test_check_tells_an_unknown_key_with_its_line(infopilot, client):
    dimension = client / "questionnaire" / "D1-roles.yaml"
    text = dimension.read_text(encoding="utf-8")
    dimension.write_text(text.replace("\nweight:", "\ncouleur: bleu\nweight:", 1), encoding="utf-8")

    refused = infopilot("check", client / "questionnaire")

    assert refused.code == 2
    assert refused.err.count("\n") == 1
    assert "D1-roles.yaml, ligne" in refused.err
    assert "couleur" in refused.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("score", "nowhere"),
        ("serve", "nowhere"),
        ("check", "nowhere"),
        ("invite", "nowhere", "--role", "leader"),
        ("tickets", "facts", "nowhere"),
        ("answers", "export", "nowhere"),
    ],
)
def test_a_missing_folder_is_one_line_and_exit_2(infopilot, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)

    refused = infopilot(*arguments)

    assert refused.code == 2
    assert refused.out == ""
    assert refused.err.count("\n") == 1
    assert "nowhere" in refused.err
    assert "attendu" in refused.err
    assert list(tmp_path.iterdir()) == []


def test_score_why_explains_one_score_on_the_terminal(infopilot, answered):
    told = infopilot("score", answered, "--why", "black_box")

    assert told.code == 0
    assert told.out.startswith("Ce que personne ne sait dire\N{NO-BREAK SPACE}: 50")
    assert "1 ÷ 2 = 0,5" in told.out


def test_score_why_adds_explanations_to_the_document(infopilot, answered):
    one = infopilot("score", answered, "--json", "--why", "D1").document["why"]
    every = infopilot("score", answered, "--json", "--why", "all").document["why"]

    assert list(one) == ["D1"]
    assert one["D1"]["reason"]
    assert set(every) == {
        *(f"D{n}" for n in range(1, 9)),
        *("role_clarity", "dependency", "structural", "experienced", "friction", "black_box"),
    }
    assert every["black_box"]["breakdowns"]["roles"]["parts"]["it_referent"]["value"] == 1.0
    assert "why" not in infopilot("score", answered, "--json").document


def test_score_why_of_nothing_known_is_refused(infopilot, answered):
    refused = infopilot("score", answered, "--why", "D9")

    assert refused.code == 2
    assert "D9" in refused.err
    assert "role_clarity" in refused.err
