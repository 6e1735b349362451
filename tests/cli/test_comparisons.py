"""``compare``: what scripts rely on, and refusals in one line."""

import json

import pytest

HEADER = "campaign,respondent,role,department,question,value,comment,evidence,answered_at,answer_id"
MOMENTS = {"T0": "2026-03-02T09:30:00+01:00", "T1": "2026-12-02T09:30:00+01:00"}


@pytest.fixture
def twice(infopilot, client):
    """An engagement with two campaigns, in which the leader answers the first dimension."""
    described = client / "engagement.yaml"
    text = described.read_text(encoding="utf-8")
    opened = text.index("- id: T0")
    text = f"{text[:opened]}- id: T0\n  opened_on: 2026-03-01\n- id: T1\n  opened_on: 2026-12-01\n"
    described.write_text(text, encoding="utf-8")
    rows = [
        f"{campaign},dir,leader,,RD{rank},{level},,,{MOMENTS[campaign]},{campaign}{rank}"
        for campaign, level in (("T0", 2), ("T1", 3))
        for rank in (1, 2)
    ]
    file = client.parent / "answers.csv"
    file.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    assert infopilot("answers", "import", client, file).code == 0
    return client


def test_compare_prints_one_document(infopilot, twice):
    told = infopilot("compare", twice, "T0", "T1", "--json").document

    assert (told["before"], told["after"]) == ("T0", "T1")
    first = told["maturity"]["D1"]
    assert (first["before"], first["after"], first["readable"]) == (2.0, 3.0, True)
    assert first["basis"] == "named_roles"
    assert first["difference"] == {
        "value": 1.0,
        "low": None,
        "high": None,
        "range": None,
        "n": None,
        "reason": (
            "Pas de marge\N{NO-BREAK SPACE}: seules sont comparées ici des personnes qui répondent "
            "en leur nom."
        ),
    }
    other = told["maturity"]["D2"]
    assert (other["before"], other["readable"]) == (None, None)
    assert other["reason"] == "Aucun rôle n’a assez répondu sur cette dimension les deux fois."
    assert told["service"] is None
    assert told["respondents"]["leader"] == {"before": 1, "after": 1, "same": 1}
    assert "NaN" not in json.dumps(told)


def test_compare_speaks_to_a_leader(infopilot, twice):
    said = infopilot("compare", twice, "T0", "T1").out

    assert "De T0 à T1" in said
    assert "1 a progressé, et l’écart peut être lu" in said
    assert "7 ne se comparent pas." in said


@pytest.mark.parametrize(("order", "word"), [(("T1", "T0"), "ordre"), (("T0", "T9"), "T9")])
def test_compare_refuses_what_cannot_be_compared(infopilot, twice, order, word):
    refused = infopilot("compare", twice, *order)

    assert refused.code == 2
    assert word in refused.err
    assert refused.err.count("\n") == 1
