"""A questionnaire with one item of each kind."""

import pytest

from infopilot.model.decisions import Actor, Decision
from infopilot.model.items import ItemKind
from infopilot.model.people import Role
from infopilot.model.questionnaire import (
    Dimension,
    FeltStatement,
    Measure,
    Question,
    Questionnaire,
)
from infopilot.model.text import Text

SOME = Text(fr="texte", en="text")
REFERENT = frozenset({Role.IT_REFERENT})


def decision(decision_id: str, *, core: bool) -> Decision:
    return Decision(
        id=decision_id,
        text=SOME,
        target=frozenset({Actor.LEADER}),
        tolerated=frozenset(),
        responsible=frozenset(),
        weight=3,
        core=core,
    )


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    """Asks two questions, two decisions, how clear it feels and a rating."""
    theirs = Text(fr="chez ce client", en="at this client")
    first = Question(
        id="RD1",
        text=SOME,
        anchors=(SOME,) * 5,
        roles=frozenset({Role.LEADER, Role.PROVIDER}),
        provider_text=theirs,
    )
    second = Question(id="RD2", text=SOME, anchors=(SOME,) * 5, roles=REFERENT)
    return Questionnaire(
        id="small",
        version="1",
        hash="content-hash",
        title=SOME,
        dimensions=(Dimension(id="D1", name=SOME, levels=(SOME,) * 5, questions=(first, second)),),
        level_names=(SOME,) * 5,
        decisions=(decision("K01", core=True), decision("K05", core=False)),
        decision_roles=REFERENT,
        short_decision_roles=frozenset({Role.LEADER}),
        felt=(FeltStatement(id="FC1", text=SOME),),
        felt_labels=(SOME,) * 5,
        felt_roles=frozenset({Role.LEADER}),
        measures=(Measure(id="SAT", text=SOME, kind=ItemKind.RATING, minimum=0, maximum=10),),
        measure_roles=frozenset({Role.USER}),
        actor_names={},
        role_names={},
    )
