"""P8, with a whole engagement: a late answer, a change of mind, somebody erased, a restart."""

from datetime import UTC, datetime

import pytest

from infopilot.app.workbook import open_engagement
from infopilot.model.answers import Answer
from infopilot.model.items import ItemKind
from infopilot.model.people import Role
from infopilot.views.results import results_page
from infopilot.views.scorecards import score_document
from infopilot.views.subject import Subject

ROWS = (0, 1, 2)


@pytest.fixture
def say(workbook):
    """Let users answer everything that they are asked; ``more`` moves all their answers."""

    def make(*users, more=0):
        items = workbook.questionnaire.items_for(Role.USER)
        workbook.store.append(
            [
                Answer(
                    id=f"{user}-{item.id}-{more}",
                    campaign="T0",
                    respondent=f"user-{user}",
                    role=Role.USER,
                    department="Atelier" if user % 2 else "Bureau",
                    question=item.id,
                    value=str((user + more) % 3 + (item.kind is ItemKind.LEVEL)),
                    answered_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
                )
                for user in users
                for item in items
            ]
        )

    return make


def published(workbook):
    """Everything that is shown of a campaign, the number of respondents and of answers aside."""
    card = workbook.score()
    document = score_document(card, "X", "fr")
    for part in ("respondents", "warnings"):
        del document[part]
    return document


def test_answers_that_come_one_by_one_are_shown_five_by_five(workbook, say):
    seen = []
    for user in range(17):
        say(user)
        seen.append(published(workbook))

    changes = [n for n in range(1, 17) if seen[n] != seen[n - 1]]
    assert changes == [4, 9, 14]


def test_a_change_of_mind_shows_nothing_even_after_a_restart(workbook, say):
    say(*range(12))
    before = published(workbook)
    say(3, more=1)

    assert published(workbook) == before

    again = open_engagement(workbook.folder.path)
    assert published(again) == before
    again.database.close()


def test_who_is_erased_takes_the_figures_away_until_others_come(workbook, say):
    say(*range(12))
    published(workbook)
    workbook.store.erase("user-3")
    hidden = workbook.score()

    assert hidden.publication == {}
    assert all("user" not in score.by_role for score in hidden.maturity.values())

    say(*range(12, 16))

    assert len(workbook.score().publication["SAT"].given) == 15


def test_the_page_says_what_waits(workbook, say):
    say(*range(12))
    workbook.score()
    say(12)
    subject = Subject(
        questionnaire=workbook.questionnaire,
        engagement=workbook.engagement,
        method=workbook.method,
    )

    page = results_page(workbook.score(), subject)

    asked = len(workbook.questionnaire.items_for(Role.USER))
    assert len(workbook.release().publication["SAT"].given) == 12
    assert f"{asked} réponses d’utilisateurs attendent la prochaine publication" in page
