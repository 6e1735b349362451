"""Services, exit cost and departures as parts of the document of ``score --json``."""

from infopilot.model.estimate import Estimate
from infopilot.model.exit_cost import ExitCost
from infopilot.model.services import ServicePortfolio, ServiceScore
from infopilot.model.text import Language
from infopilot.model.what_if import Holding, Loss, WhatIf
from infopilot.views.sentences import reason_sentence

Document = dict[str, object]
DIGITS = 10


def estimate_document(estimate: Estimate, language: Language) -> Document:
    """A figure with its ends, their kind, and the reason of whatever is missing."""
    document: Document = {
        "value": _rounded(estimate.value),
        "low": _rounded(estimate.low),
        "high": _rounded(estimate.high),
        "range": estimate.range,
        "n": estimate.n,
    }
    if estimate.value is None or estimate.reason is not None:
        document["reason"] = reason_sentence(estimate.reason, language)
    return document


def services_document(portfolio: ServicePortfolio, language: Language) -> Document:
    """The register, its mean by criticality and its weakest link."""
    return {
        "mean": estimate_document(portfolio.mean, language),
        "weakest": estimate_document(portfolio.weakest, language)
        | {"service": portfolio.weakest_service},
        "register": [_service(score, language) for score in portfolio.services],
    }


def exit_cost_document(cost: ExitCost, language: Language) -> Document:
    """Euros, the ratio to the yearly spend, months, the ratio to the tolerable time."""
    return {
        "ratio": estimate_document(cost.ratio, language),
        "reading": cost.reading,
        "total": estimate_document(cost.total, language),
        "lines": {line: estimate_document(each, language) for line, each in cost.lines.items()},
        "months_to_switch": estimate_document(cost.months, language),
        "tolerable_months": _rounded(cost.tolerable_months),
        "switch_ratio": estimate_document(cost.switch_ratio, language),
    }


def what_if_document(what_if: WhatIf, language: Language) -> Document:
    """What would stop if one person left, and if the provider did."""
    return {
        "resolver_leaves": _leaver(what_if, language),
        "provider_stops": _stop(what_if, language)
        | {
            "services": what_if.services,
            "services_without_admin": list(what_if.without_admin),
            "services_without_documentation": list(what_if.without_documentation),
            "months_to_switch": None
            if what_if.months_to_switch is None
            else estimate_document(what_if.months_to_switch, language),
            "tolerable_months": _rounded(what_if.tolerable_months),
        },
    }


def _service(score: ServiceScore, language: Language) -> Document:
    one = score.service
    return {
        "name": one.name,
        "quadrant": score.quadrant,
        "criticality": one.criticality,
        "substitution_difficulty": one.substitution_difficulty,
        "holder": one.holder or None,
        "client_admin": one.client_admin,
        "documented_on": one.documented_on.isoformat() if one.documented_on else None,
        "is_documented": score.is_documented,
        "ends_on": one.ends_on.isoformat() if one.ends_on else None,
        "cloud_clause": one.cloud_clause,
        "dependency": estimate_document(score.dependency, language),
        "positions": {key: _rounded(position) for key, position in score.positions.items()},
    }


def _leaver(what_if: WhatIf, language: Language) -> Document:
    departures = what_if.departures
    if departures is None:
        reason = reason_sentence(what_if.reasons.get("departures"), language)
        return {"most": None, "only": None, "reason": reason}
    return {"most": _holding(departures.most), "only": _holding(departures.only)}


def _holding(holding: Holding) -> Document:
    return {
        "people": holding.people,
        "all": _loss(holding.all),
        "worst": None if holding.worst is None else _loss(holding.worst),
    }


def _stop(what_if: WhatIf, language: Language) -> Document:
    stop, rate = what_if.provider_stop, what_if.blocking_per_quarter
    if stop is None or rate is None:
        reason = reason_sentence(what_if.reasons.get("provider_stop"), language)
        return {"provider_only": None, "outside_only": None, "reason": reason}
    minutes = stop.outside_blocking_minutes
    return {
        "weeks": stop.weeks,
        "provider_only": _loss(stop.provider),
        "outside_only": _loss(stop.outside),
        "blocking_per_quarter": estimate_document(rate, language),
        "blocking_median_hours": None if minutes is None else _rounded(minutes / 60),
    }


def _loss(loss: Loss) -> Document:
    return {
        "categories": list(loss.categories),
        "incidents": loss.incidents,
        "blocking": loss.blocking,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
