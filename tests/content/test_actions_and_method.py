"""What ships in questionnaires/: the method, the action library, and how they fit the questions."""

import re
from pathlib import Path

import pytest

from infopilot.documents import open_source
from infopilot.model.errors import QuestionnaireError
from infopilot.model.method import FactKind, Ramp
from infopilot.model.text import LANGUAGES
from infopilot.storage.actions import load_actions
from infopilot.storage.editor_schemas import editor_schemas
from infopilot.storage.method import load_method
from infopilot.storage.questionnaires import load_questionnaire
from infopilot.storage.wording import FRENCH_SLIP, coherence_problems, wording_problems

QUESTIONNAIRES = Path(__file__).parents[2] / "questionnaires"
YAML_FILES = sorted(QUESTIONNAIRES.rglob("*.yaml"))


@pytest.fixture(scope="module")
def questionnaire():
    return load_questionnaire(QUESTIONNAIRES / "gouvernance")


@pytest.fixture(scope="module")
def method():
    return load_method(QUESTIONNAIRES / "method.yaml")


@pytest.fixture(scope="module")
def actions(questionnaire, method):
    return load_actions(QUESTIONNAIRES / "actions.yaml", questionnaire, method)


def texts_in(node):
    """Every pair of French and English texts of a document."""
    if isinstance(node, dict) and node.keys() == {"fr", "en"}:
        yield node
    elif isinstance(node, dict | list):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from texts_in(inner)


def test_questions_and_actions_answer_each_other(questionnaire, actions):
    assert [str(problem) for problem in coherence_problems(questionnaire, actions)] == []


def test_the_questionnaire_follows_the_rules_of_writing(questionnaire):
    assert [str(problem.message) for problem in wording_problems(questionnaire)] == []


@pytest.mark.parametrize("name", ["method.yaml", "actions.yaml"])
def test_french_texts_are_written_as_they_are_printed(name):
    texts = list(texts_in(open_source(QUESTIONNAIRES / name, QuestionnaireError).data))

    assert len(texts) > 70
    assert [text["fr"] for text in texts if FRENCH_SLIP.search(text["fr"])] == []


def test_the_library_holds_twenty_six_actions_in_order(actions):
    assert [action.id for action in actions] == [f"A{number:02}" for number in range(1, 27)]


def test_each_action_moves_something_and_starts_small(actions):
    for action in actions:
        moved = action.targets or action.decisions or action.facts or action.role_clarity
        assert moved, action.id
        assert 0 < action.effort_days <= 5, action.id
        for language in LANGUAGES:
            assert action.first_step.pick(language).endswith("."), action.id
            assert len(action.first_step.pick(language).split()) <= 20, action.id


def test_prerequisites_are_those_of_the_method(actions):
    assert {action.id: action.prerequisites for action in actions if action.prerequisites} == {
        "A03": ("A01",),
        "A04": ("A01",),
        "A08": ("A06",),
        "A09": ("A01",),
        "A19": ("A13",),
        "A25": ("A06",),
    }


def test_facts_decisions_and_indicators_are_moved_by_these_actions(actions):
    moved = {
        action.id: (*action.facts, *action.decisions, *action.indicators)
        for action in actions
        if action.facts or action.decisions or action.indicators
    }

    assert moved == {
        "A05": ("K10",),
        "A13": ("S1",),
        "A14": ("S2",),
        "A15": ("S3", "undocumented_exclusivity"),
        "A16": ("S5",),
        "A17": ("S6", "S8", "S9"),
        "A18": ("bus_factor", "sole_holder_share"),
        "A19": ("S4",),
        "A20": ("K07",),
        "A21": ("K17", "K18"),
        "A24": ("recurrence_30d",),
    }
    assert [action.id for action in actions if action.role_clarity] == ["A02"]
    assert {a.id: dict(a.reaches) for a in actions if a.reaches} == {
        "A16": {"S5": "priced"},
        "A17": {"S8": "met"},
    }
    assert {a.id: a.learns for a in actions if a.learns} == {"A17": ("S6", "S9")}
    assert [action.id for action in actions if action.advice] == ["A16"]


def test_the_twelve_structural_facts_weigh_twenty_four(method):
    facts = method.dependency.facts

    assert [fact.id for fact in facts] == [f"S{number}" for number in range(1, 13)]
    assert [fact.weight for fact in facts] == [3, 3, 3, 2, 2, 2, 1, 2, 2, 1, 2, 1]
    assert sum(fact.weight for fact in facts) == 24


def test_structural_facts_are_stated_as_the_method_says(method):
    facts = {fact.id: fact for fact in method.dependency.facts}
    choices = {name: fact.choices for name, fact in facts.items() if fact.choices}
    ramps = {name: fact.ramp for name, fact in facts.items() if fact.ramp}

    assert choices == {
        "S4": {"yes": 1, "no": 0},
        "S5": {"none": 1, "vague": 0.6, "priced": 0.3, "tested": 0},
        "S8": {"none": 1, "named": 0.5, "met": 0.2, "active": 0},
        "S10": {"yes": 1, "no": 0},
        "S11": {"yes": 1, "no": 0},
        "S12": {"low": 0, "moderate": 0.5, "high": 1},
    }
    assert ramps == {"S6": Ramp(0.1, 1), "S7": Ramp(3, 24), "S9": Ramp(0.5, 2)}
    assert [name for name, fact in facts.items() if fact.kind is FactKind.SHARE] == [
        "S1",
        "S2",
        "S3",
    ]


def test_ramps_of_experienced_dependency_and_friction(method):
    experienced = {
        name: (each.weight, each.ramp.green, each.ramp.red)
        for name, each in method.dependency.experienced.items()
    }
    friction = {
        name: (each.weight, each.ramp.green, each.ramp.red)
        for name, each in method.dependency.friction.items()
    }

    assert experienced == {
        "effective_resolvers": (2, 4, 1.3),
        "sole_holder_share": (2, 0.2, 0.8),
        "undocumented_exclusivity": (3, 0.2, 0.8),
        "knowledge_share": (2, 0.6, 0.1),
        "blocking_median_hours": (1, 4, 16),
    }
    assert friction == {
        "reassigned_twice_share": (1, 0.05, 0.25),
        "ping_pong_share": (1, 0.02, 0.15),
        "reopened_share": (1, 0.03, 0.15),
        "recurrence_30d": (1, 0.1, 0.4),
        "waiting_share": (1, 0.1, 0.4),
    }


def test_every_other_parameter_has_the_value_of_the_method(method):
    clarity, dependency = method.role_clarity, method.dependency

    assert (
        clarity.agreement_weight,
        clarity.coverage_weight,
        clarity.conformity_weight,
        clarity.tolerated_credit,
        clarity.pattern_threshold,
        clarity.vacuum_threshold,
        clarity.crossing_threshold,
        clarity.red_line_weight,
        clarity.minimum_weight_answered,
        clarity.minimum_answers,
        clarity.resampled_from,
    ) == (0.4, 0.2, 0.4, 0.5, 0.5, 0.5, 0.5, 3, 0.7, 2, 5)
    assert (method.agreement.minimum_answers, method.agreement.significance) == (5, 0.05)
    assert (
        dependency.structural_weight,
        dependency.experienced_weight,
        dependency.minimum_known_weight,
        dependency.minimum_incidents,
        dependency.quadrant_threshold,
        dependency.contradictions[0].declared,
        dependency.contradictions[0].at_least,
    ) == (0.6, 0.4, 0.6, 30, 50, 4, 60)
    assert (method.maturity.minimum_answered, method.maturity.key_headroom) == (0.6, 1)
    assert method.maturity.undemonstrated_ceiling == 3
    assert [badge.letter for badge in method.maturity.badges] == ["A", "B", "C"]
    assert method.incidents.bus_factor_shares == (0.5, 0.8)
    assert (method.incidents.sole_holder_share, method.incidents.sole_holder_minimum) == (0.8, 5)
    assert method.incidents.backlog_minimum == 5
    incidents = method.incidents
    assert (incidents.minimum_incidents, incidents.minimum_told) == (30, 0.5)
    assert (incidents.closure_window_minutes, incidents.closure_times_usual) == (30, 10)
    assert (incidents.auto_close_early_hours, incidents.auto_close_late_hours) == (1, 3)
    traps = method.traps
    assert (traps.minimum_tickets, traps.asked_days, traps.minimum_days) == (30, 365, 330)
    assert (traps.robot_share, traps.robot_times_next, traps.robot_minute_share) == (0.1, 2, 0.2)
    assert {1000, 10_000, 65_535, 1_048_576} < set(traps.row_limits)
    anonymity = method.anonymity
    assert (anonymity.minimum_group, anonymity.floor, anonymity.minimum_distribution) == (5, 3, 8)
    assert method.perception.opening_hours == 40
    sampling, comparison = method.sampling, method.comparison
    assert (sampling.minimum_users, sampling.precision, sampling.usual_spread) == (8, 0.3, 1)
    assert (comparison.smallest_level_change, comparison.smallest_point_change) == (0.5, 10)
    assert comparison.quarters == 4
    priorities = method.priorities
    assert (
        priorities.maturity_weight,
        priorities.role_clarity_weight,
        priorities.structural_weight,
        priorities.maximum_actions,
        priorities.quarters,
        priorities.exact_subsets,
    ) == (0.5, 0.25, 0.25, 5, 4, 100_000)


# METHOD 6.9: the first level of each action where it gives two, and its days.
LIBRARY = {
    "A01": ("RD2 4 RD5 3", 2, 0),
    "A02": ("RD1 4 RD4 3", 3, 0),
    "A03": ("RD3 3", 2, 0),
    "A04": ("AP1 3 AP2 3", 2, 0),
    "A05": ("AP5 4", 1.5, 0),
    "A06": ("RP1 3 RP2 3 RP4 3", 1, 0.5),
    "A07": ("RP3 3", 4, 0),
    "A08": ("IN1 3", 2, 0),
    "A09": ("IN2 3 RP5 3", 1, 1),
    "A10": ("IN5 3", 0.5, 0),
    "A11": ("AP3 4 IN4 3", 2, 0),
    "A12": ("IN3 4", 2, 0),
    "A13": ("DR1 4", 1, 0),
    "A14": ("DR5 4", 1.5, 0),
    "A15": ("DR2 3", 3, 0),
    "A16": ("DR3 3", 3, 0),
    "A17": ("DR4 4", 3, 0),
    "A18": ("DR6 3", 0.5, 0),
    "A19": ("CS1 3", 1.5, 0),
    "A20": ("CS2 3", 1.5, 0),
    "A21": ("CS4 3 CS6 3", 2, 0),
    "A22": ("CS5 3", 1.5, 0),
    "A23": ("CS3 3", 1, 0),
    "A24": ("CO3 3", 1, 1),
    "A25": ("CO1 4 CO2 4", 0.5, 0),
    "A26": ("CO4 4 RV4 4", 1.5, 0),
}


def test_targets_and_efforts_are_those_of_the_method(actions):
    library = {
        action.id: (
            " ".join(f"{target.question} {target.level}" for target in action.targets),
            action.effort_days,
            action.recurring_days_per_quarter,
        )
        for action in actions
    }

    assert library == LIBRARY


def test_every_parameter_says_why(method):
    assert len(method.rationales) == 162
    for name, rationale in method.rationales.items():
        for language in LANGUAGES:
            assert len(rationale.text.pick(language).split()) >= 5, name


@pytest.mark.parametrize(("name", "content"), editor_schemas().items())
def test_committed_schemas_are_fresh(name, content):
    committed = (QUESTIONNAIRES / "schema" / name).read_text(encoding="utf-8")

    assert committed == content, (
        "write them again: python -c 'from pathlib import Path;"
        " from infopilot.storage.editor_schemas import write_editor_schemas;"
        ' write_editor_schemas(Path("questionnaires/schema"))\''
    )


@pytest.mark.parametrize("path", YAML_FILES, ids=lambda path: path.name)
def test_the_schema_that_a_file_names_exists(path):
    named = re.match(r"# yaml-language-server: \$schema=(\S+)", path.read_text(encoding="utf-8"))

    assert named is None or (path.parent / named[1]).is_file()
