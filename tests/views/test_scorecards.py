import json
import subprocess
import sys

import pytest

from infopilot.views.scorecards import score_document, score_lines


@pytest.fixture
def document(scorecard):
    return json.loads(json.dumps(score_document(scorecard, "Ateliers Morvan", "fr")))


def test_the_document_has_the_promised_keys(document):
    assert list(document) == [
        "engagement",
        "campaign",
        "questionnaire",
        "method",
        "respondents",
        "maturity",
        "role_clarity",
        "dependency",
        "friction",
        "perception_gap",
        "black_box",
        "departments",
        "agreement",
        "warnings",
    ]
    assert set(document["maturity"]["D1"]) - {"reasons"} == {
        *("value", "level", "uncapped", "declared", "capped_by", "low", "high", "coverage"),
        *("confidence", "by_role", "range", "by_role_range"),
    }
    assert set(document["role_clarity"]) == {
        *("value", "agreement", "coverage", "conformity", "low", "high", "range", "felt"),
        *("felt_low", "felt_high", "felt_range", "felt_n", "one_sided", "to_discuss"),
        *("illusion", "decisions"),
    }
    assert set(document["role_clarity"]["decisions"]["K01"]) == {
        *("value", "agreement", "within_client", "between_sides", "coverage", "conformity"),
        *("pattern", "red_line", "priority", "one_sided"),
    }
    assert set(document["dependency"]) - {"reasons"} == {
        *("value", "low", "high", "range", "structural", "experienced", "quadrant"),
        *("contradictions", "services", "exit_cost", "what_if"),
    }


def test_the_document_tells_the_figures(document):
    assert document["role_clarity"]["value"] == 57.361111
    assert document["role_clarity"]["range"] == "leave_one_out"
    assert document["role_clarity"]["decisions"]["K03"]["pattern"] == "vacuum"
    assert document["dependency"]["quadrant"] == "latent"
    assert document["dependency"]["experienced"]["incidents"] == 1180
    assert document["respondents"]["user"] == 34


def test_felt_clarity_is_a_share_as_every_share(document):
    assert document["role_clarity"]["felt"] == 0.7
    assert document["role_clarity"]["illusion"] == 28.333333


def test_a_figure_that_cannot_be_computed_is_null_beside_its_reason(empty_scorecard):
    document = score_document(empty_scorecard, "X", "en")

    for part in ("role_clarity", "dependency", "friction", "black_box"):
        assert document[part]["value"] is None
        assert document[part]["reason"].endswith(".")


def test_a_known_figure_has_no_reason(document):
    assert "reason" not in document["dependency"]
    assert "reason" in document["maturity"]["D8"]


def test_the_summary_has_the_headlines_the_profile_and_the_warnings(scorecard, questionnaire):
    lines = score_lines(scorecard, questionnaire, "en")

    assert lines[0].startswith("Who decides what? 57 out of 100. The two sides contradict")
    assert lines[2].startswith("What can nobody tell us? 9%.")
    assert sum(line.startswith("  D") for line in lines) == 8
    assert "  D8  cannot be computed  [en] Anticipation et copilotage" in lines
    assert lines[-1] == "2 answers were given to another version of the questionnaire."


def test_the_summary_of_nothing_says_why(empty_scorecard, questionnaire):
    lines = score_lines(empty_scorecard, questionnaire, "en")

    assert lines[0] == "Who decides what? cannot be computed. Nobody has answered the decision map."


def test_the_document_loads_no_data_library():
    script = (
        "import sys, infopilot.views.scorecards;"
        "print({'pandas', 'numpy', 'altair', 'duckdb'} & set(sys.modules))"
    )

    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert shown.stdout.strip() == "set()"
