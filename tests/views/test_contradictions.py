"""Declared against found, on the page and in the document."""

from dataclasses import replace

from infopilot.model.contradiction import Contradiction
from infopilot.model.people import Side
from infopilot.model.text import Text
from infopilot.views.contradictions import contradiction_list
from infopilot.views.scorecards import score_document

DECLARED = Contradiction(
    question="DR1",
    side=Side.PROVIDER,
    level=3.5,
    found_in="S1",
    found=0.625,
    sentence=Text(fr="les comptes <b>sont</b> déclarés", en="accounts are declared"),
)


def test_each_contradiction_says_who_declares_and_is_escaped():
    said = contradiction_list([DECLARED], "fr")

    assert "(le prestataire)" in said
    assert "Les comptes &lt;b&gt;sont&lt;/b&gt; déclarés." in said
    assert "DR1" in said


def test_sides_that_declare_the_same_are_said_together():
    both = [replace(DECLARED, side=Side.CLIENT), DECLARED]
    said = contradiction_list(both, "en")

    assert said.count("Accounts are declared.") == 1
    assert "(the client, the provider)" in said


def test_without_any_nothing_is_shown():
    assert contradiction_list([], "fr") is None


def test_the_document_lists_them(scorecard):
    card = replace(scorecard, dependency=replace(scorecard.dependency, contradictions=(DECLARED,)))

    assert score_document(card, "X", "en")["dependency"]["contradictions"] == [
        {
            "question": "DR1",
            "side": "provider",
            "declared": 3.5,
            "found_in": "S1",
            "found": 0.625,
            "text": "Accounts are declared.",
        }
    ]
