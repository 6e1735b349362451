from dataclasses import replace

import pytest

from infopilot.model.actions import Action, Target
from infopilot.model.decisions import Actor
from infopilot.model.text import Text
from infopilot.storage.questionnaires import load_questionnaire
from infopilot.storage.wording import Rule, coherence_problems, wording_problems
from infopilot.views.messages import render

THIRTY = " ".join(["mot"] * 30)


@pytest.fixture
def questionnaire(folder):
    return load_questionnaire(folder.path)


@pytest.fixture
def problems(questionnaire):
    """Return what the linter says of the first question, changed."""

    def problems(**changes):
        (dimension,) = questionnaire.dimensions
        question = replace(dimension.questions[0], **changes)
        dimension = replace(dimension, questions=(question,))
        found = wording_problems(replace(questionnaire, dimensions=(dimension,)))
        return [(problem.item, problem.language, problem.rule) for problem in found]

    return problems


def action(**changes):
    words = Text("x", "x")
    return Action(
        **{
            "id": "A01",
            "text": words,
            "targets": (Target(question="RD1", level=3),),
            "effort_days": 1,
            "owners": (Actor.LEADER,),
            "first_step": words,
            "evidence": words,
        }
        | changes
    )


def test_the_small_questionnaire_breaks_no_rule(questionnaire):
    assert wording_problems(questionnaire) == []


def test_thirty_words_are_enough(problems):
    assert problems(text=Text(f"{THIRTY}\N{NARROW NO-BREAK SPACE}?", "x")) == []
    assert problems(text=Text(f"{THIRTY} mot", "x")) == [("RD1", "fr", Rule.TOO_LONG)]


def test_an_aside_may_take_its_time(problems):
    assert problems(hint=Text(f"{THIRTY} mot, souvent", "often")) == []


@pytest.mark.parametrize(
    ("language", "words", "is_vague"),
    [
        ("fr", "Un comité se tient régulièrement", True),
        ("fr", "Régulièrement, un comité se tient", True),
        ("fr", "Un comité se tient régulièrement, chaque mois", False),
        ("fr", "Souvent plus de 2 relances", False),
        ("fr", "Tout va bien", True),
        ("fr", "Bientôt un comité", False),
        ("en", "A committee meets regularly", True),
        ("en", "A committee meets regularly, every quarter", False),
        ("en", "It works well", True),
        ("en", "The provider as well as the vendor", False),
        ("en", "A well-known contact", False),
    ],
)
def test_a_vague_adverb_needs_a_number_or_a_period(problems, language, words, is_vague):
    text = Text(words, "x") if language == "fr" else Text("x", words)

    assert problems(text=text) == ([("RD1", language, Rule.VAGUE)] if is_vague else [])


@pytest.mark.parametrize(
    ("words", "gives_away"),
    [
        ("1. Aucune liste", True),
        ("3) Une liste", True),
        ("4 – Une liste", True),
        ("Niveau 2, une liste", True),
        ("1 à 4 heures", False),
        ("12 mois, validée par la direction", False),
        ("2 visites par an", False),
    ],
)
def test_an_anchor_does_not_give_its_level_away(problems, questionnaire, words, gives_away):
    first = next(questionnaire.questions()).anchors
    found = problems(anchors=(*first[:4], Text(words, "x")))

    assert (("RD1", "fr", Rule.LEVEL_NUMBER) in found) is gives_away


def test_two_levels_never_say_the_same(problems, questionnaire):
    first = next(questionnaire.questions()).anchors

    found = problems(anchors=(*first[:4], Text(" A", "e")))

    assert found == [("RD1", "fr", Rule.SAME_ANCHOR)]


def test_a_missing_language_is_told(problems):
    assert problems(text=Text("Qui", " ")) == [("RD1", "en", Rule.MISSING)]


@pytest.mark.parametrize(
    "words",
    [
        "Qui décide ?",
        "Qui décide?",
        "Trois cas : un",
        "Ceci ; cela",
        "L'accord",
        'Un "mot"',
        "« mot\N{NO-BREAK SPACE}»",
        "«\N{NO-BREAK SPACE}mot »",
        "Fin !",
    ],
)
def test_french_is_written_as_it_is_printed(problems, words):
    assert problems(text=Text(words, "x")) == [("RD1", "fr", Rule.TYPOGRAPHY)]


@pytest.mark.parametrize(
    "words",
    [
        "Qui décide\N{NARROW NO-BREAK SPACE}?",
        "Qui décide\N{NO-BREAK SPACE}?!",
        "Trois cas\N{NO-BREAK SPACE}: un",
        "À 10:30, sur https://exemple.fr",
        "L’accord est «\N{NO-BREAK SPACE}écrit\N{NO-BREAK SPACE}»",
    ],
)
def test_well_set_french_passes(problems, words):
    assert problems(text=Text(words, 'Isn\'t this "English"?')) == []


def test_the_words_of_the_provider_and_of_users_are_read_too(folder):
    for name, old in (
        ("D1-roles.yaml", "fr: Qui tranche chez ce client"),
        ("D1-roles.yaml", "fr: Rôles"),
        ("D1-roles.yaml", "fr: Cela se constate"),
        ("decisions.yaml", "fr: Vision"),
        ("decisions.yaml", "fr: Sous condition"),
        ("felt.yaml", "fr: Je sais"),
        ("measures.yaml", "fr: Satisfaction"),
        ("measures.yaml", "fr: Faible"),
        ("questionnaire.yaml", "fr: Éditeur"),
        ("questionnaire.yaml", "fr: Petit"),
    ):
        folder.spoil(name, old, "fr: L'avis")

    items = [problem.item for problem in wording_problems(load_questionnaire(folder.path))]

    assert items == [
        "petit", "D1", "RD1", "RD2", "K01", "K02", "FC1", "SAT", "SAT", "petit",
    ]  # fmt: skip


def test_a_problem_is_told_in_both_languages(questionnaire):
    dimension = replace(questionnaire.dimensions[0], name=Text("Qui ?", "It works well"))
    french, english = wording_problems(replace(questionnaire, dimensions=(dimension,)))

    assert str(french.message).startswith("D1 (fr): “?”: French typography asks for")
    assert str(english.message) == (
        "D1 (en): “well” without a number or a period (got 'It works well')"
    )
    assert "sans nombre ni durée" in render(english.message, "fr")


def test_questions_and_actions_answer_each_other(questionnaire):
    assert coherence_problems(questionnaire, [action()]) == []


@pytest.mark.parametrize(
    ("targets", "told"),
    [
        (("RD1", "RD9"), "A01 moves RD9, which is not asked"),
        ((), "no action moves RD1, and no_action_because is missing"),
        (("RD1", "RD2"), "A01 moves RD2, which says that no action does"),
    ],
)
def test_each_incoherence_is_told(questionnaire, targets, told):
    moved = action(targets=tuple(Target(question=question, level=3) for question in targets))

    (problem,) = coherence_problems(questionnaire, [moved])

    assert str(problem) == told
    assert render(problem, "fr") != told
