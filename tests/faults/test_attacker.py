"""P8: nobody can solve what is published for the answers of fewer than five users.

``INFOPILOT_COMPANIES`` sets how many random companies are tried (10,000 for a release). Each
publishes up to three times, while people come, change their mind and are erased. With either guard
taken away, the attacker must succeed: else these tests would prove nothing.
"""

from collections import Counter
from dataclasses import dataclass, replace
from os import environ

from infopilot.model.actions import Action, Target
from infopilot.model.estimate import Estimate
from infopilot.model.method import AnonymityMethod
from infopilot.scoring.comparison import campaigns
from infopilot.scoring.comparison.campaigns import Round, comparison
from infopilot.scoring.disclosure import departments, release, sides
from infopilot.scoring.disclosure.release import disclose
from infopilot.scoring.perception import reported
from infopilot.scoring.scorecard import scorecard
from infopilot.scoring.why.gathering import gathered
from infopilot.views.scorecards import score_document
from tests.faults.attacker import Knowledge
from tests.faults.small_companies import QUESTIONNAIRE, SOME, Company, erased
from tests.scoring.conftest import method

__all__ = ["method"]
COMPANIES = int(environ.get("INFOPILOT_COMPANIES", "25"))
SEED = int(environ.get("INFOPILOT_SEED", "0"))
PUBLICATIONS = 3
AGAIN = 0.4
ASKED = AnonymityMethod(minimum_group=5, floor=3, minimum_distribution=8)
UNKNOWN = Estimate(value=None)


def _action(identifier, **targets):
    return Action(
        id=identifier,
        text=SOME,
        targets=tuple(Target(question=question, level=to) for question, to in targets.items()),
        effort_days=1,
        owners=(),
        first_step=SOME,
        evidence=SOME,
    )


ACTIONS = (_action("X1", A1=4), _action("X2", A2=3, B1=3), _action("X3", A3=4, RV5=4, B2=2))


def attacked(method, companies, *, publications=PUBLICATIONS, remembers=True, until=None):
    """Let ``companies`` publish and the attacker solve; return what was done and recovered.

    With ``until``, stop once some of it was recovered.
    """
    done = Counter()
    for seed in range(SEED, SEED + companies):
        company = Company.drawn(seed)
        first = campaign(company, method, company.random.randint(1, publications), remembers)
        told = [first]
        if company.random.random() < AGAIN:
            told.append(campaign(company.next_campaign(), method, 1, remembers))
            compared(told, method)
        for side in told:
            small, unanimous, spreads = side.knowledge.recovered(ASKED)
            done["small"] += bool(small)
            done["unanimous"] += bool(unanimous)
            done["spread"] += bool(spreads)
            done["figures"] += side.knowledge.checked
            done["cells"] += len(side.card.publication)
            done["margins hidden"] += len(side.release.without_margin)
            done.update(side.knowledge.kinds)
        if done[until]:
            break
    print(f"companies {companies}, first seed {SEED}: {dict(done)}")
    return done


@dataclass
class Told:
    """A campaign that was published, with what the attacker made of it."""

    company: object
    knowledge: object
    card: object
    release: object
    published: list
    common: object = frozenset()


def campaign(company, method, publications, remembers):
    """Publish everything of a campaign, some times, while it goes on."""
    knowledge, published = Knowledge(method), []
    for turn in range(publications):
        if turn:
            company.live()
        earlier = erased(published, company.answers) if remembers else []
        given = {"method": method, "answers": company.answers, "earlier": earlier}
        card = scorecard(company.campaign, QUESTIONNAIRE, **given)
        release = disclose(QUESTIONNAIRE, company.answers, method, earlier)
        knowledge.read(card, score_document(card, "X", "en"), company, QUESTIONNAIRE)
        knowledge.read_plan(card, release, company, ACTIONS)
        knowledge.read_why(card, company, gathered(company.campaign, QUESTIONNAIRE, **given))
        published.append(card.publication)
    return Told(company, knowledge, card, release, published)


def compared(told, method):
    """Let the attacker read what changed between two campaigns."""
    rounds = [
        Round(
            campaign=side.company.campaign,
            questionnaire=side.release.questionnaire,
            answers=side.release.answers,
            without_margin=side.release.without_margin,
            publications=side.published,
            experienced=UNKNOWN,
            friction=UNKNOWN,
        )
        for side in told
    ]
    changes = comparison(*rounds, method).maturity
    common = told[0].card.publication.keys() & told[1].card.publication.keys()
    for side in told:
        side.common = common
    for dimension in QUESTIONNAIRE.dimensions:
        change = changes[dimension.id]
        for rank, side in enumerate(told):
            side.knowledge.read_change(change, rank, side, dimension)
            side.knowledge.read_pairs(change, rank, told)


def test_no_small_group_is_recovered(method):
    done = attacked(method, COMPANIES)

    assert (done["small"], done["unanimous"], done["spread"]) == (0, 0, 0)
    assert done["figures"] > 5 * COMPANIES
    assert done["cells"] > COMPANIES


def test_without_complementary_suppression_some_are(method, monkeypatch):
    monkeypatch.setattr(departments, "betrays", only_small_sets)

    assert attacked(method, 60, publications=1, until="small")["small"] > 0


def test_without_looking_at_earlier_publications_some_are(method):
    assert attacked(method, 60, remembers=False, until="small")["small"] > 0


def test_without_the_mask_on_unanimity_some_are(method, monkeypatch):
    monkeypatch.setattr(release, "betrays", only_small_sets)
    monkeypatch.setattr(sides, "betrays", only_small_sets)

    assert attacked(method, 60, publications=1, until="unanimous")["unanimous"] > 0


def test_with_margins_as_easily_as_means_some_spreads_are(method):
    loose = replace(method, anonymity=replace(ASKED, minimum_distribution=ASKED.minimum_group))

    assert attacked(loose, 60, until="spread")["spread"] > 0


def test_with_every_pair_of_campaigns_some_are(method, monkeypatch):
    monkeypatch.setattr(campaigns, "tells_pairs", lambda *_: False)

    assert attacked(method, 200, publications=1, until="small")["small"] > 0


def test_without_the_mask_on_reports_some_are(method, monkeypatch):
    monkeypatch.setattr(reported, "betrays", only_small_sets)

    assert attacked(method, 60, publications=1, until="unanimous")["unanimous"] > 0


def only_small_sets(sets, _values, minimum):
    """What plain k does: each figure by itself."""
    return any(len(marks) < minimum for marks in sets)
