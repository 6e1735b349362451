"""P8: nobody can solve what is published for the answers of fewer than five users.

``INFOPILOT_COMPANIES`` sets how many random companies are tried (10,000 for a release). Each
publishes up to three times, while people come, change their mind and are erased. With either guard
taken away, the attacker must succeed: else these tests would prove nothing.
"""

from os import environ

from infopilot.model.people import Role
from infopilot.scoring.disclosure import departments, release
from infopilot.scoring.scorecard import scorecard
from infopilot.views.scorecards import score_document
from tests.faults.attacker import Knowledge
from tests.faults.small_companies import QUESTIONNAIRE, Company, erased
from tests.scoring.conftest import method

__all__ = ["method"]
COMPANIES = int(environ.get("INFOPILOT_COMPANIES", "60"))
SEED = int(environ.get("INFOPILOT_SEED", "0"))
PUBLICATIONS = 3


def attacked(method, companies, *, publications=PUBLICATIONS, remembers=True):
    """Let ``companies`` publish and the attacker solve; return what was done and recovered."""
    done = {"small": 0, "unanimous": 0, "figures": 0, "cells": 0, "withheld": 0, "departments": 0}
    for seed in range(SEED, SEED + companies):
        company, knowledge, published = Company.drawn(seed), Knowledge(method), []
        for turn in range(company.random.randint(1, publications)):
            if turn:
                company.live()
            earlier = erased(published, company.answers) if remembers else []
            card = publish(company, method, earlier)
            knowledge.read(card, score_document(card, "X", "en"), company, QUESTIONNAIRE)
            published.append(card.publication)
            asked = {a.question for a in company.answers if a.role is Role.USER}
            done["cells"] += len(card.publication)
            done["withheld"] += len(asked) - len(card.publication)
            done["departments"] += sum(len(c.departments) for c in card.publication.values())
        small, unanimous = knowledge.recovered(method.anonymity.minimum_group)
        done["small"] += bool(small)
        done["unanimous"] += bool(unanimous)
        done["figures"] += knowledge.checked
    print(f"companies {companies}, first seed {SEED}: {done}")
    return done


def publish(company, method, earlier):
    return scorecard("T0", QUESTIONNAIRE, method=method, answers=company.answers, earlier=earlier)


def test_no_small_group_is_recovered(method):
    done = attacked(method, COMPANIES)

    assert (done["small"], done["unanimous"]) == (0, 0)
    assert done["figures"] > 5 * COMPANIES
    assert done["cells"] > COMPANIES


def test_without_complementary_suppression_some_are(method, monkeypatch):
    monkeypatch.setattr(departments, "betrays", only_small_sets)

    assert attacked(method, 60, publications=1)["small"] > 0


def test_without_looking_at_earlier_publications_some_are(method):
    assert attacked(method, 60, remembers=False)["small"] > 0


def test_without_the_mask_on_unanimity_some_are(method, monkeypatch):
    monkeypatch.setattr(release, "betrays", only_small_sets)

    assert attacked(method, 60, publications=1)["unanimous"] > 0


def only_small_sets(sets, _values, minimum):
    """What plain k does: each figure by itself."""
    return any(len(marks) < minimum for marks in sets)
