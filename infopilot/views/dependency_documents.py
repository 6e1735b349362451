"""Services, exit cost and departures as parts of the document of ``score --json``."""

from infopilot.model.estimate import Estimate
from infopilot.model.exit_cost import ExitCost
from infopilot.model.services import ServicePortfolio, ServiceScore
from infopilot.model.text import Language, Message
from infopilot.model.what_if import Holding, Loss, WhatIf
from infopilot.views.blanks import Reasons, with_reasons
from infopilot.views.sentences import reason_sentence

Document = dict[str, object]
DIGITS = 10
NO_BLOCKING = Message("no blocking incident of these subjects can be told")
NO_DOCUMENT = Message("no documentation")
NOBODY = Message("no subject rests on one person")
NOT_FILLED_IN = Message("the register of services does not say it")


def estimate_document(estimate: Estimate, language: Language) -> Document:
    """A figure with its ends, their kind, and the reason of whatever is missing.

    One that is estimated on a worksheet rests on no count: it has no ``n``.
    """
    document: Document = {
        "value": _rounded(estimate.value),
        "low": _rounded(estimate.low),
        "high": _rounded(estimate.high),
        "range": estimate.range,
    }
    if estimate.n is not None:
        document["n"] = estimate.n
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
    told: Document = {
        "ratio": estimate_document(cost.ratio, language),
        "reading": cost.reading,
        "total": estimate_document(cost.total, language),
        "lines": {line: estimate_document(each, language) for line, each in cost.lines.items()},
        "months_to_switch": estimate_document(cost.months, language),
        "tolerable_months": _rounded(cost.tolerable_months),
        "switch_ratio": estimate_document(cost.switch_ratio, language),
    }
    reasons = {"reading": cost.ratio.reason, "tolerable_months": cost.switch_ratio.reason}
    known = {key: reason for key, reason in reasons.items() if reason is not None}
    return with_reasons(told, known, language)


def what_if_document(what_if: WhatIf, language: Language) -> Document:
    """What would stop if one person left, and if the provider did."""
    told = _stop(what_if, language) | _registers(what_if, language)
    return {
        "resolver_leaves": _leaver(what_if, language),
        "provider_stops": with_reasons(told, _stop_reasons(what_if), language)
        | _no_stop(what_if, language),
    }


def _service(score: ServiceScore, language: Language) -> Document:
    one = score.service
    told: Document = {
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
    asked = (*told, *(f"positions.{key}" for key in score.positions))
    reasons = dict.fromkeys(asked, NOT_FILLED_IN)
    if one.never_documented:
        reasons["documented_on"] = NO_DOCUMENT
    return with_reasons(told, reasons, language)


def _leaver(what_if: WhatIf, language: Language) -> Document:
    departures = what_if.departures
    if departures is None:
        reason = reason_sentence(what_if.reasons.get("departures"), language)
        return {"most": None, "only": None, "reason": reason}
    return {
        "most": _holding(departures.most, language),
        "only": _holding(departures.only, language),
    }


def _holding(holding: Holding, language: Language) -> Document:
    told: Document = {
        "people": holding.people,
        "all": _loss(holding.all, language),
        "worst": holding.worst and _loss(holding.worst, language),
    }
    return with_reasons(told, {"worst": NOBODY}, language)


def _stop(what_if: WhatIf, language: Language) -> Document:
    stop, rate = what_if.provider_stop, what_if.blocking_per_quarter
    if stop is None or rate is None:
        return {"provider_only": None, "outside_only": None}
    minutes = stop.outside_blocking_minutes
    return {
        "weeks": stop.weeks,
        "provider_only": _loss(stop.provider, language),
        "outside_only": _loss(stop.outside, language),
        "blocking_per_quarter": estimate_document(rate, language),
        "blocking_median_hours": None if minutes is None else _rounded(minutes / 60),
    }


def _no_stop(what_if: WhatIf, language: Language) -> Document:
    if what_if.provider_stop is not None:
        return {}
    return {"reason": reason_sentence(what_if.reasons.get("provider_stop"), language)}


def _registers(what_if: WhatIf, language: Language) -> Document:
    """What the register of services and the worksheet add."""
    months, admin = what_if.months_to_switch, what_if.without_admin
    documentation = what_if.without_documentation
    return {
        "services": what_if.services,
        "services_without_admin": None if admin is None else list(admin),
        "services_without_documentation": None if documentation is None else list(documentation),
        "months_to_switch": months and estimate_document(months, language),
        "tolerable_months": _rounded(what_if.tolerable_months),
    }


def _stop_reasons(what_if: WhatIf) -> Reasons:
    """Why the log, the register or the worksheet does not tell something."""
    known = what_if.reasons
    names = ("services", "services_without_admin", "services_without_documentation")
    register = dict.fromkeys(names, known["services"]) if "services" in known else {}
    return {"blocking_median_hours": NO_BLOCKING, **known, **register}


def _loss(loss: Loss, language: Language) -> Document:
    told: Document = {
        "categories": list(loss.categories),
        "incidents": loss.incidents,
        "blocking": loss.blocking,
    }
    return with_reasons(told, {"blocking": NO_BLOCKING}, language)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
