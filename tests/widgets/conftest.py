"""A short questionnaire that has one of everything."""

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

NAMED = frozenset({Role.LEADER, Role.IT_REFERENT, Role.PROVIDER})
EVERYBODY = frozenset(Role)


def both(words: str) -> Text:
    """The same words in both languages, marked where they are English."""
    return Text(fr=words, en=f"{words} (en)")


def question(identifier: str, words: str, roles: frozenset[Role], **more: object) -> Question:
    """A question whose five anchors name it."""
    anchors = tuple(both(f"{identifier}, palier {rank}") for rank in "abcde")
    return Question(id=identifier, text=both(words), anchors=anchors, roles=roles, **more)


def decision(identifier: str, words: str, *, core: bool) -> Decision:
    """A decision of the map that the leader should settle."""
    return Decision(
        id=identifier,
        text=both(words),
        target=frozenset({Actor.LEADER}),
        tolerated=frozenset(),
        responsible=frozenset({Actor.IT_REFERENT}),
        weight=3,
        core=core,
        note=both("Par exemple : changer de logiciel de paie.") if core else None,
    )


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    """Two dimensions, three decisions, two felt statements, two measures."""
    levels = tuple(both(name) for name in ("Subi", "Réactif", "Organisé", "Piloté", "Copiloté"))
    roles_dimension = Dimension(
        id="D1",
        name=both("Rôles et décisions"),
        levels=levels,
        questions=(
            question(
                "RD1",
                "Qui tranche les choix structurants ?",
                NAMED,
                key=True,
                hint=both("Pensez aux six derniers mois."),
                evidence=both("matrice datée, trois dernières décisions"),
                provider_text=both("Chez ce client, qui tranche les choix structurants ?"),
            ),
            question("RD2", "Y a-t-il un référent SI ?", EVERYBODY),
        ),
    )
    order = Dimension(
        id="D2",
        name=both("Arbitrer et prioriser"),
        levels=levels,
        questions=(question("AP1", "Comment l’ordre des projets est-il tenu ?", NAMED),),
    )
    return Questionnaire(
        id="essai",
        version="1",
        hash="0" * 64,
        title=both("Le pilotage de votre infogérance"),
        dimensions=(roles_dimension, order),
        level_names=levels,
        decisions=(
            decision("K01", "Vision du SI et feuille de route", core=True),
            decision("K02", "Budget annuel du SI", core=True),
            decision("K05", "Architecture et standards techniques", core=False),
        ),
        decision_roles=NAMED,
        short_decision_roles=frozenset({Role.BUSINESS}),
        felt=(
            FeltStatement(id="FC1", text=both("Je sais quelles décisions m’appartiennent.")),
            FeltStatement(id="FC2", text=both("Je sais lesquelles sont au prestataire.")),
        ),
        felt_labels=tuple(
            both(label)
            for label in ("Jamais vrai", "Rarement", "Parfois", "Souvent vrai", "Toujours vrai")
        ),
        felt_roles=frozenset({Role.LEADER}),
        measures=(
            Measure(
                id="SAT",
                text=both("Quelle est votre satisfaction ?"),
                kind=ItemKind.RATING,
                minimum=0,
                maximum=10,
                low_label=both("pas du tout satisfait"),
                high_label=both("tout à fait satisfait"),
            ),
            Measure(
                id="BLOC",
                text=both("Combien de fois avez-vous été bloqué ?"),
                kind=ItemKind.COUNT,
                minimum=0,
                maximum=200,
                hint=both("Plus de 30 minutes, sur les 30 derniers jours."),
            ),
        ),
        measure_roles=frozenset({Role.USER}),
        actor_names={
            "DIR": both("Direction"),
            "REF": both("Référent SI"),
            "MET": both("Métier"),
            "PRE": both("Prestataire"),
            "EDI": both("Éditeur ou tiers"),
            "PERSONNE": both("Personne"),
        },
        role_names={role: both(role.value) for role in Role},
    )
