"""``method.yaml`` to the model: every weight and threshold, with the reason of each."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from infopilot.documents import Source, content_hash, open_source, validated
from infopilot.model.errors import QuestionnaireError
from infopilot.model.method import (
    AgreementMethod,
    AnonymityMethod,
    ComparisonMethod,
    DependencyMethod,
    IncidentMethod,
    MaturityMethod,
    Method,
    PerceptionMethod,
    PrioritiesMethod,
    Rationale,
    RoleClarityMethod,
    SamplingMethod,
    SensitivityMethod,
    TrapMethod,
)
from infopilot.model.text import Text
from infopilot.storage.incident_method_schema import (
    IncidentsDocument,
    PerceptionDocument,
    TrapsDocument,
)
from infopilot.storage.method_overrides import is_parameter, overridden, parameters
from infopilot.storage.method_schema import (
    AgreementDocument,
    AnonymityDocument,
    ComparisonDocument,
    DependencyDocument,
    MaturityDocument,
    MethodDocument,
    PrioritiesDocument,
    RoleClarityDocument,
    SamplingDocument,
)

NO_OVERRIDES: Mapping[str, object] = MappingProxyType({})
OWN_VALUE = Text(
    fr="Valeur propre à cette mission. À propos de la valeur d’origine\N{NO-BREAK SPACE}: ",
    en="A value of this engagement's own. About the original value: ",
)


def load_method(path: Path, overrides: Mapping[str, object] = NO_OVERRIDES) -> Method:
    """Read ``method.yaml`` at ``path``, with the values that an engagement sets itself.

    Parameters
    ----------
    path
        The file.
    overrides
        Values by dotted path, such as ``{"role_clarity.weights.agreement": 0.5}``; inside a value
        that is a mapping, the path goes on (``...ramp.green``).

    Raises
    ------
    QuestionnaireError
        If the file has not the expected shape, or an override is unknown or out of range.
    """
    source = open_source(path, QuestionnaireError)
    document = validated(source, MethodDocument, QuestionnaireError)
    if overrides:
        source, document = overridden(source, overrides)
    return Method(
        version=document.version,
        hash=content_hash(_without_reasons(source.data)),
        maturity=_maturity(document.maturity),
        sensitivity=SensitivityMethod(weight_change=document.sensitivity.weight_change.value),
        role_clarity=_role_clarity(document.role_clarity),
        agreement=_agreement(document.agreement),
        dependency=_dependency(document.dependency),
        incidents=_incidents(document.incidents),
        perception=_perception(document.perception),
        traps=_traps(document.traps),
        anonymity=_anonymity(document.anonymity),
        sampling=SamplingMethod(**_values(document.sampling)),
        comparison=ComparisonMethod(**_values(document.comparison)),
        priorities=_priorities(document.priorities),
        rationales=dict(_rationales(source, overrides)),
    )


def _without_reasons(node: object) -> object:
    """What scores depend on: a reason may be reworded without making another method."""
    if not isinstance(node, dict):
        return node
    if is_parameter(node):
        return node["value"]
    return {key: _without_reasons(value) for key, value in node.items()}


def _rationales(source: Source, overrides: Mapping[str, object]) -> Iterator[tuple[str, Rationale]]:
    for dotted, parameter in parameters(source.data):
        words = parameter.rationale
        if any(f"{name}.".startswith(f"{dotted}.") for name in overrides):
            own = Text(OWN_VALUE.fr + words.fr, OWN_VALUE.en + words.en)
            yield dotted, Rationale("engagement", own)
        else:
            yield dotted, Rationale(parameter.source, words.to_model())


def _maturity(document: MaturityDocument) -> MaturityMethod:
    return MaturityMethod(
        group_weights={group: each.value for group, each in document.group_weights.items()},
        minimum_answered=document.minimum_answered.value,
        undemonstrated_ceiling=document.undemonstrated_ceiling.value,
        key_headroom=document.key_headroom.value,
        badges=tuple(badge.value.to_model(letter) for letter, badge in document.badges.items()),
    )


def _role_clarity(document: RoleClarityDocument) -> RoleClarityMethod:
    return RoleClarityMethod(
        agreement_weight=document.weights.agreement.value,
        coverage_weight=document.weights.coverage.value,
        conformity_weight=document.weights.conformity.value,
        tolerated_credit=document.tolerated_credit.value,
        pattern_threshold=document.pattern_threshold.value,
        vacuum_threshold=document.vacuum_threshold.value,
        crossing_threshold=document.crossing_threshold.value,
        red_line_weight=document.red_line_weight.value,
        minimum_weight_answered=document.minimum_weight_answered.value,
        minimum_answers=document.minimum_answers.value,
        resampled_from=document.resampled_from.value,
    )


def _agreement(document: AgreementDocument) -> AgreementMethod:
    return AgreementMethod(
        minimum_answers=document.minimum_answers.value, significance=document.significance.value
    )


def _dependency(document: DependencyDocument) -> DependencyMethod:
    return DependencyMethod(
        facts=tuple(fact.to_model(fact_id) for fact_id, fact in document.facts.items()),
        structural_weight=document.mix.structural.value,
        experienced_weight=document.mix.experienced.value,
        minimum_known_weight=document.minimum_known.value,
        experienced={name: ramp.to_model() for name, ramp in document.experienced},
        friction={name: ramp.to_model() for name, ramp in document.friction},
        minimum_incidents=document.minimum_incidents.value,
        quadrant_threshold=document.quadrant_threshold.value,
        services={name: ramp.to_model() for name, ramp in document.services.ramps},
        service_threshold=document.services.quadrant_threshold.value,
        exit_cost=document.exit_cost.to_model(),
        contradictions=document.contradiction.to_model(),
    )


def _values(
    document: IncidentsDocument | TrapsDocument | SamplingDocument | ComparisonDocument,
) -> dict[str, Any]:
    """The value of each parameter, under its name."""
    return {name: getattr(document, name).value for name in type(document).model_fields}


def _incidents(document: IncidentsDocument) -> IncidentMethod:
    return IncidentMethod(**_values(document))


def _traps(document: TrapsDocument) -> TrapMethod:
    return TrapMethod(**_values(document))


def _perception(document: PerceptionDocument) -> PerceptionMethod:
    weights = document.user_experience
    return PerceptionMethod(
        sla_target=document.sla_target.value,
        sla_margin=document.sla_margin.value,
        satisfied_green=document.satisfied_green.value,
        satisfied_amber=document.satisfied_amber.value,
        satisfied_rating=document.satisfied_rating.value,
        minimum_rated=document.minimum_rated.value,
        low_return=document.low_return.value,
        crossed_difference=document.crossed_difference.value,
        crossed_minimum=document.crossed_minimum.value,
        lost_hours=document.lost_hours.value,
        opening_hours=document.opening_hours.value,
        satisfaction_weight=weights.satisfaction.value,
        lost_time_weight=weights.lost_time.value,
        availability_weight=weights.availability.value,
        lost_hours_ramp=document.lost_hours_ramp.value.to_model(),
    )


def _anonymity(document: AnonymityDocument) -> AnonymityMethod:
    return AnonymityMethod(
        minimum_group=document.minimum_group.value,
        floor=document.floor.value,
        minimum_distribution=document.minimum_distribution.value,
    )


def _priorities(document: PrioritiesDocument) -> PrioritiesMethod:
    return PrioritiesMethod(
        maturity_weight=document.weights.maturity.value,
        role_clarity_weight=document.weights.role_clarity.value,
        structural_weight=document.weights.structural.value,
        maximum_actions=document.maximum_actions.value,
        quarters=document.quarters.value,
        exact_subsets=document.exact_subsets.value,
    )
