"""A fictional engagement built by hand from the model alone, as large as a real one.

Everything is frozen, so one copy serves all tests.
"""

from dataclasses import replace
from datetime import date

import pytest

from infopilot.model.black_box import BlackBox
from infopilot.model.decisions import Actor, Decision
from infopilot.model.engagement import Campaign, Company, Engagement, Provider
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.incidents import BlockingFacts, Concentration, IncidentFacts
from infopilot.model.method import (
    AgreementMethod,
    AnonymityMethod,
    DependencyMethod,
    FactDefinition,
    FactKind,
    IncidentMethod,
    MaturityMethod,
    Method,
    Ramp,
    RoleClarityMethod,
    SensitivityMethod,
    WeightedRamp,
)
from infopilot.model.people import Group, Role
from infopilot.model.questionnaire import Dimension, Question, Questionnaire
from infopilot.model.score import (
    Contribution,
    DecisionClarity,
    Dependency,
    ExperiencedDependency,
    Friction,
    MaturityScore,
    Pattern,
    Quadrant,
    RedLine,
    RoleClarity,
    Scorecard,
    StructuralDependency,
)
from infopilot.model.text import Message, Text
from tests.shipped import shipped_method, shipped_registers, shipped_traps

MANAGERS = frozenset({Role.LEADER, Role.IT_REFERENT})
EVERYBODY = frozenset(Role)
USERS_ALONE = frozenset({Role.USER})

DIMENSIONS = {
    "D1": ("Rôles, droits de décision et référent SI", "Rôles et décisions", "RD"),
    "D2": ("Arbitrage et priorisation", "Arbitrage", "AP"),
    "D3": ("Rituels et feuille de route", "Rituels", "RP"),
    "D4": ("Indicateurs lisibles pour décider", "Indicateurs", "IN"),
    "D5": ("Relation et vécu métier", "Relation", "RV"),
    "D6": ("Dépendance et réversibilité", "Réversibilité", "DR"),
    "D7": ("Continuité et sécurité visibles", "Continuité", "CS"),
    "D8": ("Anticipation et copilotage", "Anticipation", "CO"),
}
# value, uncapped, declared, capped_by, confidence
PROFILE = {
    "D1": (2.25, 2.6, 3.1, "RD2", "B"),
    "D2": (1.7, 1.7, 2.0, None, "B"),
    "D3": (1.0, 1.4, 1.4, "RP1", "C"),
    "D4": (2.0, 3.2, 4.1, "IN1", "B"),
    "D5": (2.9, 2.9, 3.0, None, "A"),
    "D6": (1.9, 1.9, 2.3, None, "B"),
    "D7": (4.2, 4.2, 4.4, None, "A"),
    "D8": (None, None, None, None, None),
}
# text, target, tolerated, weight, client, provider, value, agreement, coverage, conformity, pattern
DECISIONS = {
    "K01": ("Vision SI et feuille de route", "DIR", "REF", 3, "DIR DIR DIR PRE", "DIR PRE",
            (63.75, 0.5, 0.9375, 0.625), Pattern.SHARED),
    "K02": ("Budget SI annuel", "DIR", "", 3, "DIR DIR DIR DIR", "DIR DIR",
            (100.0, 1.0, 1.0, 1.0), Pattern.ASSUMED),
    "K03": ("Ordre de priorité des projets et demandes", "DIR REF", "MET", 3,
            "DIR REF REF dont_know", "PERSONNE PERSONNE",
            (28.3, 0.0833, 0.5, 0.375), Pattern.VACUUM),
    "K04": ("Choix ou changement d’une application métier", "DIR", "MET REF", 3,
            "DIR MET MET REF", "PRE PRE", (41.0, 0.1667, 0.9, 0.4), Pattern.DOUBLE_COMMAND),
    "K06": ("Politique de sécurité et niveau de risque accepté", "DIR", "REF", 3,
            "PRE PRE PRE DIR", "PRE PRE", (46.0, 0.625, 1.0, 0.1), Pattern.DELEGATED),
    "K09": ("Mises à jour et changements standards", "PRE", "REF", 1, "PRE PRE PRE PRE",
            "PRE PRE", (100.0, 1.0, 1.0, 1.0), Pattern.DELEGATED),
    "K11": ("Coordination quand plusieurs fournisseurs sont en cause (éditeur, télécom)",
            "PRE REF", "", 2, "REF EDI PRE PRE", "REF EDI", (55.0, 0.2917, 1.0, 0.6),
            Pattern.SHARED),
    "K15": ("Test de restauration : l’exiger et valider le résultat", "REF DIR", "PRE", 3,
            "PRE PRE PRE PRE", "REF REF", (70.0, 0.5, 1.0, 0.75), Pattern.HOT_POTATO),
    "K17": ("Crise : arrêter, communiquer, déposer plainte, notifier", "DIR", "REF", 3,
            "DIR", "", (None, None, None, None), None),
    "K20": ("Choisir, renouveler, quitter le prestataire", "DIR", "", 3, "DIR DIR DIR DIR",
            "DIR DIR", (100.0, 1.0, 1.0, 1.0), Pattern.ASSUMED),
}  # fmt: skip
# text, weight, position or None when unknown
FACTS = {
    "S1": ("Systèmes critiques sans compte d’administration détenu par l’entreprise", 3, 0.625),
    "S2": ("Titres (domaines, licences, cloud) qui ne sont pas au nom de l’entreprise", 3, 0.1667),
    "S3": ("Systèmes critiques sans documentation de moins de 12 mois", 3, 0.75),
    "S4": ("Restaurer sans le prestataire", 2, 1.0),
    "S5": ("Clause de réversibilité", 2, 0.6),
    "S6": ("Coût de sortie rapporté à la dépense annuelle", 2, 0.4444),
    "S10": ("Outils propriétaires nécessaires pour exploiter ou restaurer", 1, None),
    "S11": ("Personne en interne ne sait expliquer l’architecture", 2, 1.0),
    "S12": ("Fragilité du prestataire", 1, None),
}
EXPERIENCED = {
    "effective_resolvers": (2, 0.077, Ramp(4, 1.3)),
    "sole_holder_share": (2, 0.619, Ramp(0.2, 0.8)),
    "undocumented_exclusivity": (3, 0.381, Ramp(0.2, 0.8)),
    "knowledge_share": (2, 0.629, Ramp(0.6, 0.1)),
    "blocking_median_hours": (1, 0.333, Ramp(4, 16)),
}
FRICTION = {
    "reassigned_twice_share": (1, 0.6875, Ramp(0.05, 0.25)),
    "ping_pong_share": (1, 0.8077, Ramp(0.02, 0.15)),
    "reopened_share": (1, 1.0, Ramp(0.03, 0.15)),
    "recurrence_30d": (1, 0.2917, Ramp(0.1, 0.4)),
    "waiting_share": (1, 0.8476, Ramp(0.1, 0.4)),
}


def both(words: str) -> Text:
    return Text(fr=words, en=f"[en] {words}")


def question(code: str, rank: int) -> Question:
    roles = USERS_ALONE if rank == 4 else EVERYBODY if rank == 3 else MANAGERS
    return Question(
        id=f"{code}{rank}",
        text=both(
            f"Comment cela se passe-t-il aujourd’hui, sur le point {rank}\N{NARROW NO-BREAK SPACE}?"
        ),
        anchors=tuple(both(f"ancre {level}") for level in range(1, 6)),
        roles=roles,
        key=rank <= 2,
        evidence=both("les quatre derniers comptes rendus"),
    )


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    dimensions = tuple(
        Dimension(
            id=key,
            name=both(name),
            short=both(short),
            levels=tuple(both(f"{name}, phrase du niveau {level}") for level in range(1, 6)),
            questions=tuple(question(code, rank) for rank in range(1, 5)),
        )
        for key, (name, short, code) in DIMENSIONS.items()
    )
    decisions = tuple(
        Decision(
            id=key,
            text=both(words),
            target=frozenset(map(Actor, target.split())),
            tolerated=frozenset(map(Actor, tolerated.split())),
            responsible=frozenset(),
            weight=weight,
            core=True,
        )
        for key, (words, target, tolerated, weight, *_) in DECISIONS.items()
    )
    return Questionnaire(
        id="infogerance-pme",
        version="1.0",
        hash="q" * 40,
        title=both("Piloter son infogérance"),
        dimensions=dimensions,
        level_names=tuple(map(both, ("Subi", "Réactif", "Organisé", "Piloté", "Copiloté"))),
        decisions=decisions,
        decision_roles=MANAGERS,
        short_decision_roles=frozenset({Role.BUSINESS}),
        felt=(),
        felt_labels=(),
        felt_roles=MANAGERS,
        measures=(),
        measure_roles=USERS_ALONE,
        actor_names={
            Actor.LEADER: both("Direction"),
            Actor.IT_REFERENT: both("Référent SI"),
            Actor.BUSINESS: both("Métiers"),
            Actor.PROVIDER: both("Prestataire"),
            Actor.VENDOR: both("Éditeur ou tiers"),
            Actor.NOBODY: both("Personne"),
        },
        role_names={
            Role.LEADER: both("Direction"),
            Role.IT_REFERENT: both("Référent SI"),
            Role.BUSINESS: both("Métiers"),
            Role.USER: both("Utilisateurs"),
            Role.PROVIDER: both("Prestataire"),
        },
    )


def ramps(table: dict[str, tuple[float, float, Ramp]]) -> dict[str, WeightedRamp]:
    return {key: WeightedRamp(weight=weight, ramp=ramp) for key, (weight, _, ramp) in table.items()}


@pytest.fixture(scope="session")
def method() -> Method:
    return Method(
        version="1.0",
        hash="m" * 40,
        maturity=MaturityMethod(
            group_weights={
                Group.LEADER: 0.35,
                Group.IT_REFERENT: 0.4,
                Group.USERS: 0.25,
                Group.PROVIDER: 0.0,
            },
            minimum_answered=0.6,
            undemonstrated_ceiling=3,
            key_headroom=1,
            badges=(),
        ),
        sensitivity=SensitivityMethod(weight_change=0.5),
        role_clarity=RoleClarityMethod(
            agreement_weight=0.4,
            coverage_weight=0.2,
            conformity_weight=0.4,
            tolerated_credit=0.5,
            pattern_threshold=0.5,
            vacuum_threshold=0.5,
            crossing_threshold=0.5,
            red_line_weight=3,
            minimum_weight_answered=0.6,
            minimum_answers=2,
            resampled_from=5,
        ),
        agreement=AgreementMethod(minimum_answers=5, significance=0.05),
        dependency=DependencyMethod(
            facts=tuple(
                FactDefinition(
                    id=key,
                    text=both(words),
                    weight=weight,
                    kind=FactKind.SHARE,
                    evidence=both("liste des systèmes, vérifiée à deux"),
                )
                for key, (words, weight, _) in FACTS.items()
            ),
            structural_weight=0.6,
            experienced_weight=0.4,
            minimum_known_weight=0.6,
            experienced=ramps(EXPERIENCED),
            friction=ramps(FRICTION),
            minimum_incidents=30,
            quadrant_threshold=50,
            **shipped_registers(),
        ),
        incidents=IncidentMethod(
            sole_holder_share=0.8,
            sole_holder_minimum=5,
            backlog_minimum=5,
            bus_factor_shares=(0.5, 0.8),
            minimum_incidents=30,
            minimum_told=0.5,
            minimum_weeks=8,
            closure_window_minutes=30,
            closure_times_usual=10,
            closure_minimum=30,
            auto_close_share=0.2,
            auto_close_early_hours=1,
            auto_close_late_hours=3,
            satisfied_from=0.75,
            dissatisfied_to=0.25,
            lost_time_main_share=0.8,
            lost_time_top_share=0.2,
            stoppage_days=30,
        ),
        perception=shipped_method().perception,
        traps=shipped_traps(),
        anonymity=AnonymityMethod(minimum_group=5, floor=3, minimum_distribution=8),
        sampling=shipped_method().sampling,
        comparison=shipped_method().comparison,
        priorities=shipped_method().priorities,
    )


@pytest.fixture(scope="session")
def engagement() -> Engagement:
    return Engagement(
        company=Company(name="Ateliers Morvan", headcount=80),
        providers=(Provider(name="Axone Services"),),
        questionnaire_id="infogerance-pme",
        questionnaire_hash="q" * 40,
        campaigns=(
            Campaign(id="T0", opened_on=date(2025, 9, 1)),
            Campaign(id="T1", opened_on=date(2026, 7, 1), expected={Role.USER: 80}),
        ),
        fictional=True,
    )


@pytest.fixture(scope="session")
def incident_facts() -> IncidentFacts:
    return IncidentFacts(
        incidents=1204,
        closed=1180,
        resolver=Concentration(
            n=1180,
            distinct=7,
            top1=0.5,
            top3=0.8,
            top5=0.95,
            hhi=0.3,
            hhi_unbiased=0.26,
            effective=3.79,
            missing=0.0,
        ),
        sole_holder_share=0.5714,
        undocumented_exclusivity=0.4286,
        knowledge_share=0.2857,
        blocking=BlockingFacts(n=30, bus_factor={}, median_minutes_km=480, p90_minutes=960),
        reassigned_twice_share=0.1875,
        ping_pong_share=0.125,
        reopened_share=0.2143,
        recurrence_30d=0.1875,
        waiting_share=0.3543,
    )


def maturity_score(key: str) -> MaturityScore:
    value, uncapped, declared, capped_by, confidence = PROFILE[key]
    code = DIMENSIONS[key][2]
    if value is None:
        reason = Message("not computable: {n} answers missing", {"n": 3})
        return MaturityScore(dimension=key, value=None, coverage=0.4, reason=reason)
    return MaturityScore(
        dimension=key,
        value=value,
        level=int(value),
        uncapped=uncapped,
        declared=declared,
        capped_by=capped_by,
        coverage=0.9,
        dont_know=0.08,
        confidence=confidence,
        by_role={"leader": value + 0.4, "it_referent": value, "user": value, "provider": 4.0},
        contributions=tuple(
            Contribution(id=f"{code}{rank}", value=uncapped, weight=0.25, points=uncapped / 4)
            for rank in range(1, 5)
        ),
    )


def counts(named: str) -> dict[str, int]:
    return {actor: named.split().count(actor) for actor in dict.fromkeys(named.split())}


def decision_score(key: str) -> DecisionClarity:
    _, _, _, weight, client, provider, figures, pattern = DECISIONS[key]
    value, agreement, coverage, conformity = figures
    red_lines = {"K03": RedLine.VACUUM, "K06": RedLine.CROSSED}
    return DecisionClarity(
        decision=key,
        weight=weight,
        value=value,
        agreement=agreement,
        within_client=agreement,
        between_sides=agreement,
        coverage=coverage,
        conformity=conformity,
        pattern=pattern,
        red_line=red_lines.get(key),
        client_named=counts(client),
        provider_named=counts(provider),
        client_answers=len(client.split()),
        provider_answers=len(provider.split()),
        reason=None if value else Message("fewer than {n} people answered", {"n": 2}),
    )


def index_parts(
    table: dict[str, tuple[float, float, Ramp]], total: float
) -> tuple[Contribution, ...]:
    return tuple(
        Contribution(id=key, value=u, weight=weight, points=100 * weight * u / total)
        for key, (weight, u, _) in table.items()
    )


def structural() -> StructuralDependency:
    return StructuralDependency(
        value=69.26,
        low=63.49,
        high=71.82,
        coverage=0.9167,
        contributions=tuple(
            Contribution(
                id=key,
                value=u,
                weight=weight,
                points=None if u is None else 100 * weight * u / 22,
                note=None
                if u is not None
                else Message("unknown: getting the proof is an action in itself"),
            )
            for key, (_, weight, u) in FACTS.items()
        ),
        unknown=tuple(key for key, (_, _, u) in FACTS.items() if u is None),
    )


@pytest.fixture(scope="session")
def scorecard() -> Scorecard:
    """The T1 campaign: every kind of figure, one dimension and one decision unknown."""
    return Scorecard(
        campaign="T1",
        questionnaire_id="infogerance-pme",
        questionnaire_hash="q" * 40,
        method_hash="m" * 40,
        respondents={
            Role.LEADER: 1,
            Role.IT_REFERENT: 1,
            Role.BUSINESS: 3,
            Role.USER: 34,
            Role.PROVIDER: 2,
        },
        maturity={key: maturity_score(key) for key in PROFILE},
        role_clarity=RoleClarity(
            value=57.361111,
            agreement=0.416667,
            coverage=0.8125,
            conformity=0.611111,
            low=51.5,
            high=66.4,
            range=RangeKind.LEAVE_ONE_OUT,
            felt_estimate=Estimate(
                value=70.0, low=65.0, high=75.0, range=RangeKind.LEAVE_ONE_OUT, n=4
            ),
            illusion=28.333333,
            decisions=tuple(decision_score(key) for key in DECISIONS),
        ),
        dependency=Dependency(
            value=58.06,
            structural=structural(),
            experienced=ExperiencedDependency(
                value=41.26, incidents=1180, contributions=index_parts(EXPERIENCED, 10)
            ),
            low=54.6,
            high=59.6,
            quadrant=Quadrant.LATENT,
        ),
        friction=Friction(value=72.69, contributions=index_parts(FRICTION, 5)),
        black_box=BlackBox(
            value=0.0912,
            by_role={"leader": 0.14, "it_referent": 0.05},
            questions=("DR1", "DR3", "CS2"),
            asked=66,
        ),
        warnings=(
            Message("{n} answers were given to another version of the questionnaire", {"n": 2}),
        ),
    )


@pytest.fixture(scope="session")
def empty_scorecard(scorecard: Scorecard) -> Scorecard:
    """A campaign that nobody has answered yet, without a ticket log."""
    nothing = Message("nobody has answered the decision map")
    no_log = Message("no ticket log has been imported")
    return replace(
        scorecard,
        campaign="T0",
        respondents=dict.fromkeys(Role, 0),
        maturity={key: MaturityScore(dimension=key, value=None, reason=no_log) for key in PROFILE},
        role_clarity=RoleClarity(value=None, reason=nothing),
        dependency=Dependency(
            value=None,
            structural=StructuralDependency(value=None, unknown=tuple(FACTS), reason=no_log),
            experienced=ExperiencedDependency(value=None, reason=no_log),
            reason=no_log,
        ),
        friction=Friction(value=None, reason=no_log),
        black_box=BlackBox(value=None, reason=nothing),
        warnings=(),
    )
