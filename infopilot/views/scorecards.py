"""A scorecard as the document of ``score --json``, and as a few lines for a terminal."""

from collections.abc import Iterator, Mapping

from infopilot.model.contradiction import Contradiction
from infopilot.model.estimate import Estimate
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.score import (
    DecisionClarity,
    Dependency,
    ExperiencedDependency,
    MaturityScore,
    RoleClarity,
    Scorecard,
)
from infopilot.model.text import Language, Message
from infopilot.views.agreement_document import agreement_document
from infopilot.views.black_box_document import black_box_document
from infopilot.views.blanks import CLARITY, DECISION, DEPENDENCY, maturity_blanks, with_reasons
from infopilot.views.departments import departments_document
from infopilot.views.dependency_documents import (
    exit_cost_document,
    services_document,
    what_if_document,
)
from infopilot.views.messages import number, percent, render, text
from infopilot.views.perception_document import friction_document, perception_document
from infopilot.views.quantities import level
from infopilot.views.sentences import (
    as_sentence,
    black_box_sentence,
    clarity_sentence,
    dependency_sentence,
    maturity_sentence,
    reason_sentence,
)

Document = dict[str, object]
DIGITS = 10


def score_document(scorecard: Scorecard, engagement: str, language: Language) -> Document:
    """The document of ``infopilot score --json``.

    Parameters
    ----------
    scorecard
        Scores of one campaign.
    engagement
        Name of the engagement, as its folder says it.
    language
        Language of reasons, contradictions and warnings.

    Returns
    -------
    dict
        Figures rounded to ten decimals; a figure that is null stands beside its ``reason``.
    """
    return {
        "engagement": engagement,
        "campaign": scorecard.campaign,
        "questionnaire": {"id": scorecard.questionnaire_id, "hash": scorecard.questionnaire_hash},
        "method": {"hash": scorecard.method_hash},
        "respondents": {role.value: count for role, count in scorecard.respondents.items()},
        "maturity": {
            key: with_reasons(_maturity(score, language), maturity_blanks(score), language)
            for key, score in scorecard.maturity.items()
        },
        "role_clarity": with_reasons(
            _role_clarity(scorecard.role_clarity, language), CLARITY, language
        ),
        "dependency": with_reasons(
            _dependency(scorecard.dependency, language), DEPENDENCY, language
        ),
        "friction": friction_document(scorecard.friction, language),
        "perception_gap": perception_document(scorecard.perception_gap, language),
        "black_box": black_box_document(scorecard.black_box, language),
        "departments": departments_document(scorecard.departments, language),
        "agreement": agreement_document(scorecard.agreement, language),
        "warnings": [render(warning, language) for warning in scorecard.warnings],
    }


def score_lines(
    scorecard: Scorecard, questionnaire: Questionnaire, language: Language
) -> list[str]:
    """A short summary: the three headlines, the profile of maturity, the warnings."""
    return [
        *_headline_lines(scorecard, language),
        "",
        maturity_sentence(scorecard.maturity, questionnaire, language),
        *_profile_lines(scorecard, questionnaire, language),
        *(as_sentence(render(warning, language)) for warning in scorecard.warnings),
    ]


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


def _figure(value: float | None, reason: Message | None, language: Language) -> Document:
    if value is not None:
        return {"value": _round(value)}
    return {"value": None, "reason": reason_sentence(reason, language)}


def _maturity(score: MaturityScore, language: Language) -> Document:
    return _figure(score.value, score.reason, language) | {
        "level": score.level,
        "uncapped": _round(score.uncapped),
        "declared": _round(score.declared),
        "capped_by": score.capped_by,
        "low": _round(score.low),
        "high": _round(score.high),
        "range": score.range,
        **_range_reason(score.range_reason, language),
        "coverage": _round(score.coverage),
        "confidence": score.confidence,
        "by_role": {role: _round(value) for role, value in score.by_role.items()},
        "by_role_range": {
            role: _ends(told, language) for role, told in score.by_role_range.items()
        },
    }


def _ends(told: Estimate, language: Language) -> Document:
    """The range of a figure that stands elsewhere in the document."""
    return {
        "low": _round(told.low),
        "high": _round(told.high),
        "range": told.range,
        "n": told.n,
        **_range_reason(told.reason, language),
    }


def _range_reason(reason: Message | None, language: Language) -> Document:
    return {} if reason is None else {"range_reason": reason_sentence(reason, language)}


def _role_clarity(clarity: RoleClarity, language: Language) -> Document:
    return _figure(clarity.value, clarity.reason, language) | {
        "agreement": _round(clarity.agreement),
        "coverage": _round(clarity.coverage),
        "conformity": _round(clarity.conformity),
        "low": _round(clarity.low),
        "high": _round(clarity.high),
        "range": clarity.range,
        **_felt(clarity.felt_estimate, language),
        "illusion": _round(clarity.illusion),
        "one_sided": clarity.one_sided,
        "to_discuss": [each.decision for each in clarity.to_discuss],
        "decisions": {
            each.decision: with_reasons(_decision(each, language), DECISION, language)
            for each in clarity.decisions
        },
    }


def _felt(felt: Estimate, language: Language) -> Document:
    """Felt clarity as a share, as every share of the document; scores hold it from 0 to 100."""
    ends = {"felt": felt.value, "felt_low": felt.low, "felt_high": felt.high}
    shares = {name: None if end is None else _round(end / 100) for name, end in ends.items()}
    why = {"felt_reason": reason_sentence(felt.reason, language)} if felt.range is None else {}
    return {**shares, "felt_range": felt.range, "felt_n": felt.n or 0, **why}


def _decision(decision: DecisionClarity, language: Language) -> Document:
    return _figure(decision.value, decision.reason, language) | {
        "agreement": _round(decision.agreement),
        "within_client": _round(decision.within_client),
        "between_sides": _round(decision.between_sides),
        "coverage": _round(decision.coverage),
        "conformity": _round(decision.conformity),
        "pattern": decision.pattern,
        "red_line": decision.red_line,
        "priority": _round(decision.priority),
        "one_sided": decision.one_sided,
    }


def _dependency(dependency: Dependency, language: Language) -> Document:
    structural, experienced = dependency.structural, dependency.experienced
    return _figure(dependency.value, dependency.reason, language) | {
        "low": _round(dependency.low),
        "high": _round(dependency.high),
        "range": dependency.range,
        "structural": _figure(structural.value, structural.reason, language)
        | {
            "low": _round(structural.low),
            "high": _round(structural.high),
            "coverage": _round(structural.coverage),
            "computed": list(structural.computed),
        },
        "experienced": _experienced(experienced, language),
        "quadrant": dependency.quadrant,
        "contradictions": [_contradiction(each, language) for each in dependency.contradictions],
        "services": dependency.services and services_document(dependency.services, language),
        "exit_cost": dependency.exit_cost and exit_cost_document(dependency.exit_cost, language),
        "what_if": dependency.what_if and what_if_document(dependency.what_if, language),
    }


def _experienced(experienced: ExperiencedDependency, language: Language) -> Document:
    ranged = {"low": _round(experienced.low), "high": _round(experienced.high)}
    missing = (
        {}
        if experienced.low is not None
        else {"reason": reason_sentence(experienced.reason, language)}
    )
    return {
        "value": _round(experienced.value),
        **ranged,
        "range": experienced.range,
        **missing,
        "incidents": experienced.incidents,
    }


def _contradiction(each: Contradiction, language: Language) -> Document:
    return {
        "question": each.question,
        "side": each.side,
        "declared": _round(each.level),
        "found_in": each.found_in,
        "found": _round(each.found),
        "text": as_sentence(each.sentence.pick(language)),
    }


def _headline_lines(scorecard: Scorecard, language: Language) -> Iterator[str]:
    clarity, dependency, box = scorecard.role_clarity, scorecard.dependency, scorecard.black_box
    unknown = text("cannot be computed", language)
    headlines: Mapping[str, tuple[str, str]] = {
        "Who decides what?": (
            _out_of_100(clarity.value, language) or unknown,
            clarity_sentence(clarity, language),
        ),
        "Could we live without this provider?": (
            _out_of_100(dependency.value, language) or unknown,
            dependency_sentence(dependency, language),
        ),
        "What can nobody tell us?": (
            unknown if box.value is None else percent(box.value, language),
            black_box_sentence(box, language),
        ),
    }
    for question, (figure, sentence) in headlines.items():
        yield f"{text(question, language)} {figure}. {sentence}"


def _out_of_100(value: float | None, language: Language) -> str | None:
    if value is None:
        return None
    return text("{value} out of 100", language, value=number(value, language))


def _profile_lines(
    scorecard: Scorecard, questionnaire: Questionnaire, language: Language
) -> Iterator[str]:
    unknown = text("cannot be computed", language)
    for dimension in questionnaire.dimensions:
        score = scorecard.maturity.get(dimension.id)
        if score is not None:
            value = unknown if score.value is None else level(score.value, language)
            yield f"  {dimension.id}  {value}  {dimension.name.pick(language)}"
