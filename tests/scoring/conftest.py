"""The default method in code, and short ways to make questions, decisions and answers."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from infopilot.model.answers import Answer, Evidence
from infopilot.model.decisions import Actor, Decision
from infopilot.model.incidents import BlockingFacts, IncidentFacts
from infopilot.model.items import ItemKind
from infopilot.model.method import (
    AgreementMethod,
    AnonymityMethod,
    BadgeRule,
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
from infopilot.model.questionnaire import (
    Dimension,
    FeltStatement,
    Measure,
    Question,
    Questionnaire,
)
from infopilot.model.text import Text
from infopilot.scoring.service.concentration import concentration
from tests.shipped import shipped_method, shipped_registers, shipped_traps

SOME = Text(fr="texte", en="text")
CLIENT = frozenset({Role.LEADER, Role.IT_REFERENT, Role.BUSINESS})
YES_NO = {"yes": 1.0, "no": 0.0}
NUMBERS = count(1)


@pytest.fixture(scope="session")
def method() -> Method:
    """The values that METHOD gives as defaults."""
    return Method(
        version="1",
        hash="method-hash",
        maturity=MaturityMethod(
            group_weights={
                Group.LEADER: 0.35,
                Group.IT_REFERENT: 0.40,
                Group.USERS: 0.25,
                Group.PROVIDER: 0.0,
            },
            minimum_answered=0.6,
            undemonstrated_ceiling=3,
            key_headroom=1,
            badges=(
                BadgeRule(
                    letter="A",
                    minimum_answered=0.8,
                    maximum_dont_know=0.1,
                    minimum_verified_keys=0.5,
                ),
                BadgeRule(
                    letter="B", minimum_answered=0.6, maximum_dont_know=0.25, minimum_shown=0.25
                ),
            ),
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
            minimum_weight_answered=0.7,
            minimum_answers=2,
            resampled_from=5,
        ),
        agreement=AgreementMethod(minimum_answers=5, significance=0.05),
        dependency=dependency_method(),
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


def dependency_method() -> DependencyMethod:
    return DependencyMethod(
        facts=(
            fact("S1", 3),
            fact("S2", 3),
            fact("S3", 3),
            fact("S4", 2, YES_NO),
            fact("S5", 2, {"none": 1, "vague": 0.6, "priced": 0.3, "tested": 0}),
            fact("S6", 2, ramp=Ramp(0.1, 1)),
            fact("S7", 1, ramp=Ramp(3, 24)),
            fact("S8", 2, {"none": 1, "named": 0.5, "met": 0.2, "active": 0}),
            fact("S9", 2, ramp=Ramp(0.5, 2)),
            fact("S10", 1, YES_NO),
            fact("S11", 2, YES_NO),
            fact("S12", 1, {"low": 0, "moderate": 0.5, "high": 1}),
        ),
        structural_weight=0.6,
        experienced_weight=0.4,
        minimum_known_weight=0.6,
        experienced={
            "effective_resolvers": WeightedRamp(weight=2, ramp=Ramp(4, 1.3)),
            "sole_holder_share": WeightedRamp(weight=2, ramp=Ramp(0.2, 0.8)),
            "undocumented_exclusivity": WeightedRamp(weight=3, ramp=Ramp(0.2, 0.8)),
            "knowledge_share": WeightedRamp(weight=2, ramp=Ramp(0.6, 0.1)),
            "blocking_median_hours": WeightedRamp(weight=1, ramp=Ramp(4, 16)),
        },
        friction={
            "reassigned_twice_share": WeightedRamp(weight=1, ramp=Ramp(0.05, 0.25)),
            "ping_pong_share": WeightedRamp(weight=1, ramp=Ramp(0.02, 0.15)),
            "reopened_share": WeightedRamp(weight=1, ramp=Ramp(0.03, 0.15)),
            "recurrence_30d": WeightedRamp(weight=1, ramp=Ramp(0.1, 0.4)),
            "waiting_share": WeightedRamp(weight=1, ramp=Ramp(0.1, 0.4)),
        },
        minimum_incidents=30,
        quadrant_threshold=50,
        **shipped_registers(),
    )


def fact(
    fact_id: str,
    weight: float,
    choices: Mapping[str, float] | None = None,
    *,
    ramp: Ramp | None = None,
) -> FactDefinition:
    kind = FactKind.CHOICE if choices else FactKind.NUMBER if ramp else FactKind.SHARE
    return FactDefinition(
        id=fact_id,
        text=SOME,
        weight=weight,
        kind=kind,
        evidence=SOME,
        choices=choices or {},
        ramp=ramp,
    )


@pytest.fixture(scope="session")
def dep1_facts() -> dict[str, float | str | None]:
    """The structural facts of the worked example DEP1."""
    return {
        "S1": 5 / 8,
        "S2": 1 / 6,
        "S3": 6 / 8,
        "S4": "yes",
        "S5": "vague",
        "S6": 0.5,
        "S7": 14,
        "S8": "none",
        "S9": 2,
        "S10": None,
        "S11": "yes",
    }


@pytest.fixture(scope="session")
def dep1_incidents() -> IncidentFacts:
    """What the 16 incidents of the worked example DEP1 come to."""
    return IncidentFacts(
        incidents=16,
        closed=14,
        resolver=concentration([7, 2, 1, 2, 2], missing=2 / 16),
        sole_holder_share=8 / 14,
        undocumented_exclusivity=6 / 14,
        knowledge_share=4 / 14,
        blocking=BlockingFacts(
            n=6, bus_factor={"0.5": 2}, median_minutes_km=8 * 60.0, p90_minutes=16 * 60.0
        ),
        reassigned_twice_share=3 / 16,
        ping_pong_share=2 / 16,
        reopened_share=3 / 14,
        recurrence_30d=3 / 16,
        waiting_share=62 / 175,
    )


@pytest.fixture(scope="session")
def say() -> Callable[..., Answer]:
    """Make an answer: ``say("DIR1", "RD1", 3)``; the letters before the number tell the role."""
    roles = {
        "DIR": Role.LEADER,
        "REF": Role.IT_REFERENT,
        "MET": Role.BUSINESS,
        "USR": Role.USER,
        "PRE": Role.PROVIDER,
    }

    def make(
        respondent: str, question: str, value: object, evidence: Evidence | None = None
    ) -> Answer:
        return Answer(
            id=f"a{next(NUMBERS)}",
            campaign="T0",
            respondent=respondent,
            role=roles[respondent[:3]],
            question=question,
            value=str(value),
            answered_at=datetime(2026, 1, 5, 9, tzinfo=UTC),
            evidence=evidence,
            questionnaire_hash="content-hash",
        )

    return make


@pytest.fixture(scope="session")
def ask() -> Callable[..., Question]:
    """Make a question for everybody, with evidence to show."""
    everybody = frozenset(Role)

    def make(question_id: str, **changes: object) -> Question:
        question = Question(
            id=question_id, text=SOME, anchors=(SOME,) * 5, roles=everybody, evidence=SOME
        )
        return replace(question, **changes)

    return make


@pytest.fixture(scope="session")
def decide() -> Callable[..., Decision]:
    """Make a decision: ``decide("K01", 3, "DIR", "REF")``, actors separated by spaces."""

    def make(
        decision_id: str, weight: int, target: str, tolerated: str = "", **changes: object
    ) -> Decision:
        decision = Decision(
            id=decision_id,
            text=SOME,
            target=frozenset(map(Actor, target.split())),
            tolerated=frozenset(map(Actor, tolerated.split())),
            responsible=frozenset({Actor.IT_REFERENT}),
            weight=weight,
            core=True,
        )
        return replace(decision, **changes)

    return make


@pytest.fixture(scope="session")
def form() -> Callable[..., Questionnaire]:
    """Make a questionnaire of the dimensions given, by id, and of decisions."""

    def make(
        dimensions: Mapping[str, tuple[Question, ...]], decisions: tuple[Decision, ...] = ()
    ) -> Questionnaire:
        return Questionnaire(
            id="small",
            version="1",
            hash="content-hash",
            title=SOME,
            dimensions=tuple(
                Dimension(id=key, name=SOME, levels=(SOME,) * 5, questions=questions)
                for key, questions in dimensions.items()
            ),
            level_names=(SOME,) * 5,
            decisions=decisions,
            decision_roles=frozenset({Role.IT_REFERENT, Role.PROVIDER}),
            short_decision_roles=frozenset({Role.LEADER, Role.BUSINESS}),
            felt=(FeltStatement(id="FC1", text=SOME), FeltStatement(id="FC2", text=SOME)),
            felt_labels=(SOME,) * 5,
            felt_roles=CLIENT,
            measures=(Measure(id="SAT", text=SOME, kind=ItemKind.RATING, minimum=0, maximum=10),),
            measure_roles=frozenset({Role.USER, Role.BUSINESS}),
            actor_names={},
            role_names={},
        )

    return make
