"""Explanations in words: the formula filled in, the sentence, the block under a figure."""

from dataclasses import replace

import pytest

from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.explanation import Aspect, Breakdown, Explanation, Heard, Part, Products
from infopilot.model.people import Role
from infopilot.model.sensitivity import LeftOut, Sensitivity
from infopilot.model.text import Message
from infopilot.views.messages import text
from infopilot.views.quantities import level
from infopilot.views.results import results_page
from infopilot.views.subject import Subject
from infopilot.views.why import why, why_question
from infopilot.views.why_document import why_document, why_lines
from infopilot.views.why_names import ABSENCES, ASPECTS, COMPONENTS, SCORES, part_name
from infopilot.views.why_sentences import formula_text, why_sentence

NBSP, NNBSP = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
GRADE = "({terms}) ÷ {total} = {grade}: the mean of each group of respondents, times its weight"


def made(score="D1", value=2.3, **changes):
    """The sensitivity of METHOD's example sentence."""
    moved = {
        "left_out": (
            LeftOut(role=Role.LEADER, people=1, rank=1, value=2.2),
            LeftOut(role=Role.IT_REFERENT, people=1, rank=1, value=2.6),
        ),
        "weights": Estimate(value=value, low=2.1, high=2.5, range=RangeKind.WEIGHTS, n=3),
        "unknowns": Estimate(value=value, low=1.9, high=2.9, range=RangeKind.BOUNDS, n=2),
        "heaviest": "leader",
    }
    return Sensitivity(score=score, value=value, **moved | changes)


@pytest.fixture
def explained():
    """A dimension, explained: two groups, one question, who said what."""
    parts = (
        Part(id="leader", value=2.75, weight=0.4, points=1.1),
        Part(id="it_referent", value=2.0, weight=0.6, points=1.2),
    )
    heard = (
        Heard(role=Role.LEADER, answers=1, dont_know=1, mean=None),
        Heard(role=Role.USER, answers=9, dont_know=None, mean=3.25, shown=0),
    )
    questions = (
        Part(id="RD1", value=2.3, weight=1.0, points=2.3, heard=heard),
        Part(id="RD2", value=None, weight=0.0, note=Message("nothing is left unknown")),
    )
    terms = Products(((0.4, 2.75), (0.6, 2.0)))
    return Explanation(
        score="D1",
        value=2.3,
        sensitivity=made(),
        formula=Message(GRADE, {"terms": terms, "total": 1.0, "grade": 2.3}),
        breakdowns=(
            Breakdown(aspect=Aspect.GROUPS, parts=parts, total=2.3),
            Breakdown(aspect=Aspect.QUESTIONS, parts=questions, total=2.3),
        ),
    )


@pytest.fixture
def subject(questionnaire, engagement, method, incident_facts, explained):
    return Subject(
        questionnaire=questionnaire,
        engagement=engagement,
        method=method,
        language="fr",
        facts=incident_facts,
        why={"D1": explained},
    )


def sentence(sensitivity, language="fr"):
    explanation = Explanation(score=sensitivity.score, value=2.3, sensitivity=sensitivity)
    return why_sentence(explanation, language, change=0.5)


def test_the_sentence_of_a_dimension():
    assert sentence(made()) == (
        "Sans les réponses du référent SI, ce score passerait de 2,3 à 2,6. "
        f"Si l’on baisse ou relève de 50{NBSP}% n’importe lequel des poids, il reste entre 2,1 et "
        "2,5. "
        f"Selon ce que cachent les 2 «{NBSP}je ne sais pas{NBSP}», il se situe entre 1,9 et 2,9."
    )
    assert sentence(made(), "en") == (
        "Without the IT liaison’s answers, this score would go from 2.3 to 2.6. "
        "If any one weight is lowered or raised by 50%, it stays between 2.1 and 2.5. "
        "Depending on what the 2 “I don’t know” hide, it lies between 1.9 and 2.9."
    )


def test_what_hardly_moves_says_so():
    flat = Estimate(value=2.3, low=2.29, high=2.31, range=RangeKind.WEIGHTS, n=3)
    still = made(
        weights=flat,
        unknowns=replace(flat, range=RangeKind.BOUNDS),
        left_out=(LeftOut(role=Role.USER, people=9, value=2.31),),
    )

    assert sentence(still, "en") == (
        "No single absence would change this score. No single weight matters much. "
        "What is unknown would hardly change it."
    )


def test_an_absence_that_leaves_no_score_comes_first():
    reason = Message("too little is left to compute the score")
    alone = LeftOut(role=Role.LEADER, people=2, rank=2, value=None, reason=reason)
    both = (alone, LeftOut(role=Role.PROVIDER, people=1, rank=1, value=2.6))
    told = sentence(made(left_out=both), "en")

    assert told.startswith(
        "Without one of the people from management, this score could not be computed. "
        "Without the provider’s answers, this score would go from 2.3 to 2.6."
    )
    only = sentence(made(left_out=(alone,)), "en")
    assert "No single absence" not in only


@pytest.mark.parametrize(
    ("score", "n", "expected"),
    [
        ("structural", 1, "Depending on the one fact still unknown, it lies between 40 and 60."),
        ("dependency", 3, "Depending on the 3 facts still unknown, it lies between 40 and 60."),
        (
            "role_clarity",
            1,
            "Depending on what the one “I don’t know” hides, it lies between 40 and 60.",
        ),
    ],
)
def test_unknowns_are_facts_or_answers(score, n, expected):
    span = Estimate(value=50.0, low=40.0, high=60.0, range=RangeKind.BOUNDS, n=n)

    told = sentence(made(score, 50.0, unknowns=span, left_out=(), reason=None), "en")

    assert told.endswith(expected)


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "Selon l’estimation retenue pour S6, S9, de la basse à la haute"),
        (1, "Selon le fait encore inconnu et l’estimation retenue pour S6, S9, de la basse"),
        (3, "Selon les 3 faits encore inconnus et l’estimation retenue pour S6, S9, de la basse"),
    ],
)
def test_estimates_are_told_with_their_bounds(n, expected):
    span = Estimate(value=60.9, low=56.9, high=67.5, range=RangeKind.BOUNDS, n=n)
    moved = made("structural", 60.9, unknowns=span, left_out=(), estimated=("S6", "S9"))

    told = sentence(moved)

    assert expected in told
    assert told.endswith("il se situe entre 57 et 68.")
    assert "rien d’inconnu" not in told


def test_a_score_on_facts_says_that_people_do_not_move_it():
    reason = Message("this score rests on facts, not on who answers")
    nothing = Estimate(value=2.3, n=0, reason=Message("nothing is left unknown"))

    told = sentence(made("D6", left_out=(), reason=reason, unknowns=nothing), "en")

    assert told.startswith("This score rests on facts, not on who answers. If any one weight")
    assert told.endswith("Nothing is left unknown.")


def test_a_span_that_no_question_leaves_open_is_not_mentioned():
    none = Estimate(value=0.1, reason=Message("no “I don’t know” stands behind this figure"))
    box = made("black_box", 0.1, weights=none, unknowns=none)

    assert sentence(box, "en") == (
        "Without the IT liaison’s answers, this score would go from 10% to 260%."
    )


def test_what_is_withheld_gives_its_reason_alone():
    reason = Message("there is no score to move")
    nothing = Estimate(value=None, reason=reason)
    withheld = made(
        value=None, weights=nothing, unknowns=nothing, left_out=(), heaviest=None, reason=reason
    )

    assert sentence(withheld, "en") == "There is no score to move."


def test_figures_of_a_formula_are_those_of_its_reader(explained):
    assert formula_text(explained.formula, "fr").startswith("(0,4 × 2,75 + 0,6 × 2) ÷ 1 = 2,3")
    assert formula_text(explained.formula, "en").startswith("(0.4 × 2.75 + 0.6 × 2) ÷ 1 = 2.3")
    assert formula_text(Message("{id}: {n}", {"id": "RD1", "n": 0.126}), "en") == "RD1: 0.13"


def test_the_question_repeats_the_figure():
    assert why_question("57", "fr") == f"Pourquoi 57{NNBSP}?"
    assert why_question(None, "en") == "Why?"


def test_the_block_holds_the_formula_the_sentences_and_who_said_what(subject):
    html = why("D1", subject)

    assert "(0,4 × 2,75 + 0,6 × 2) ÷ 1 = 2,3" in html
    assert "Sans les réponses de la direction" in html
    assert html.count("<table") == 2
    assert f"<strong>–</strong><small> («{NBSP}je ne sais pas{NBSP}»{NBSP}: 1)</small>" in html
    assert "<strong>3,2</strong><small> (9 réponses)</small>" in html
    assert why("D2", subject) is None


def test_an_absence_without_a_score_is_said_in_the_table(subject, explained):
    reason = Message("too little is left to compute the score")
    gone = LeftOut(role=Role.LEADER, people=1, rank=1, value=None, reason=reason)
    moved = replace(explained.sensitivity, left_out=(gone,))
    bare = replace(explained, sensitivity=moved, formula=None, breakdowns=())

    html = why("D1", replace(subject, why={"D1": bare}))

    assert "<span>non calculable</span>" in html
    assert html.count("<table") == 1
    assert "ip-formula" not in html


def test_nobody_left_out_makes_no_table(subject, explained):
    moved = replace(explained.sensitivity, left_out=())
    bare = replace(explained, sensitivity=moved, breakdowns=())

    assert "<table" not in why("D1", replace(subject, why={"D1": bare}))


def test_the_page_opens_each_score_that_is_explained(scorecard, subject, explained):
    scores = ("D1", "role_clarity", "dependency", "structural", "experienced", "friction")
    told = {score: replace(explained, score=score) for score in (*scores, "black_box")}

    html = results_page(scorecard, replace(subject, why=told))

    assert html.count("Ce qui le ferait changer") == 7
    shown = scorecard.maturity["D1"].value
    assert f"Pourquoi {level(shown, 'fr')}{NNBSP}?" in html


def test_the_document_of_an_explanation(explained, method):
    document = why_document({"D1": explained}, method, "en")["D1"]

    assert document["value"] == 2.3
    assert document["breakdowns"]["groups"]["parts"]["leader"] == {
        "value": 2.75,
        "weight": 0.4,
        "points": 1.1,
    }
    questions = document["breakdowns"]["questions"]["parts"]
    assert questions["RD1"]["heard"] == {
        "leader": {"answers": 1, "shown": 0, "dont_know": 1},
        "user": {"answers": 9, "shown": 0, "mean": 3.25},
    }
    assert questions["RD2"]["reason"] == "Nothing is left unknown."
    moved = document["sensitivity"]
    assert moved["weights"] == {
        "low": 2.1,
        "high": 2.5,
        "n": 3,
        "range": "weights",
        "heaviest": "leader",
    }
    assert moved["unknowns"]["n"] == 2
    assert moved["mover"]["role"] == "it_referent"
    assert moved["mover"]["value"] == 2.6
    assert moved["most_sensitive"] == "unknowns"
    assert "reason" not in moved
    assert document["sentence"].startswith("Without the IT liaison’s answers")


def test_lines_for_a_terminal(explained, questionnaire, method):
    lines = list(why_lines(explained, questionnaire, method, "en"))

    assert lines[0].endswith(": 2.3")
    assert lines[1].startswith("(0.4 × 2.75")
    assert lines[2].startswith("Without the IT liaison’s answers")
    assert "Group by group" in lines
    assert any(line.startswith("  1.10 (value 2.75, weight 0.40)") for line in lines)
    assert any(line.startswith("  no points") for line in lines)


def test_lines_of_a_score_that_cannot_be_computed(explained, questionnaire, method):
    reason = Message("there is no score to move")
    none = replace(explained, value=None, formula=None, reason=reason, breakdowns=())

    lines = list(why_lines(none, questionnaire, method, "en"))

    assert lines[0].endswith(": cannot be computed")
    assert lines[1] == "There is no score to move."


def test_the_black_box_is_told_in_per_cent(explained, questionnaire, method):
    box = replace(explained, score="black_box", value=0.1, sensitivity=made("black_box", 0.1))

    lines = list(why_lines(box, questionnaire, method, "en"))

    assert lines[0].endswith(": 10%")
    assert any(line.startswith("  110.0% (") for line in lines)


def test_names_that_are_kept_in_tables_have_their_french():
    spoken = [*SCORES.values(), *ASPECTS.values(), *COMPONENTS.values()]
    spoken += [words for pair in ABSENCES.values() for words in pair]

    assert [words for words in spoken if text(words, "fr") == words] == []


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("agreement", "Agreement: we name the same person"),
        ("knowledge_share", "Incidents with documentation"),
        ("structural", "Dependency by the facts"),
        ("users", "Users and business contacts"),
    ],
)
def test_each_part_has_a_name(questionnaire, method, part, name):
    assert part_name(part, questionnaire, method, "en") == name


def test_facts_and_questions_are_named_by_their_wording(questionnaire, method):
    fact = method.dependency.facts[0]
    question = next(questionnaire.questions())

    assert part_name(fact.id, questionnaire, method, "fr") == fact.text.fr
    assert part_name(question.id, questionnaire, method, "en") == question.text.en
