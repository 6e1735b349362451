"""The decision map as tidy tables: what to discuss first, who is named, where decisions stand."""

from collections.abc import Mapping

import pandas as pd

from infopilot.model.items import DONT_KNOW
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.score import DecisionClarity, Scorecard
from infopilot.model.text import Language
from infopilot.views.frames import Row, tidy
from infopilot.views.messages import text
from infopilot.views.names import RED_LINES, actor_name, pattern_name, pattern_sentence
from infopilot.views.sentences import reason_sentence

DECISION_COLUMNS = (
    *("decision", "text", "weight", "priority", "value", "agreement", "coverage", "conformity"),
    *("pattern", "pattern_name", "pattern_sentence", "red_line", "red_line_text", "one_sided"),
    *("view", "reason"),
)


def decision_table(
    scorecard: Scorecard, questionnaire: Questionnaire, language: Language
) -> pd.DataFrame:
    """The decision map, what to discuss first on top: ``priority = weight * (1 - agreement)``.

    Returns
    -------
    DataFrame
        ``decision``, ``text``, ``weight``, ``priority``; ``value`` (0 to 100), ``agreement``,
        ``coverage``, ``conformity`` (shares); ``pattern``, ``pattern_name``,
        ``pattern_sentence``; ``red_line``, ``red_line_text``; ``one_sided``, ``view`` (whose
        view it is when one-sided), ``reason``.
    """
    known = {score.decision: score for score in scorecard.role_clarity.decisions}
    rows: list[Row] = [
        _decision_row(known[decision.id], questionnaire, language)
        for decision in questionnaire.decisions
        if decision.id in known
    ]
    figures = ("weight", "priority", "value", "agreement", "coverage", "conformity")
    table = tidy(rows, DECISION_COLUMNS, numeric=figures, flags=("one_sided",))
    return table.sort_values("priority", ascending=False, kind="stable", ignore_index=True)


def named_table(
    scorecard: Scorecard, questionnaire: Questionnaire, language: Language
) -> pd.DataFrame:
    """Who is named for each decision, one row per decision, side and actor, most named first.

    Returns
    -------
    DataFrame
        ``decision``, ``side``, ``actor`` (or ``dont_know``), ``actor_name``, ``answers``.
    """
    rows: list[Row] = [
        {
            "decision": score.decision,
            "side": side,
            "actor": str(actor),
            "actor_name": actor_name(actor, questionnaire, language),
            "answers": count,
        }
        for score in scorecard.role_clarity.decisions
        for side, named in _named_by_side(score).items()
        for actor, count in sorted(named.items(), key=lambda item: (item[0] == DONT_KNOW, -item[1]))
        if count
    ]
    columns = ("decision", "side", "actor", "actor_name", "answers")
    return tidy(rows, columns, numeric=())


def clarity_table(decisions: pd.DataFrame) -> pd.DataFrame:
    """The decisions of `decision_table` that stand at the same place, one row per place.

    Returns
    -------
    DataFrame
        ``agreement``, ``conformity`` (shares), ``decisions`` (ids), ``weight`` (their sum), ``top``
        (the highest priority among them, which sorts the table).
    """
    known = decisions.dropna(subset=["agreement", "conformity"]).sort_values("decision")
    places = known.groupby(["agreement", "conformity"], as_index=False)
    table = places.agg(
        decisions=("decision", ", ".join), weight=("weight", "sum"), top=("priority", "max")
    )
    return table.sort_values("top", ascending=False, kind="stable", ignore_index=True)


def _decision_row(score: DecisionClarity, questionnaire: Questionnaire, language: Language) -> Row:
    decision = next(each for each in questionnaire.decisions if each.id == score.decision)
    pattern, red_line = score.pattern, score.red_line
    return {
        "decision": score.decision,
        "text": decision.text.pick(language),
        "weight": score.weight,
        "priority": score.priority,
        "value": score.value,
        "agreement": score.agreement,
        "coverage": score.coverage,
        "conformity": score.conformity,
        "pattern": pattern,
        "pattern_name": pattern_name(pattern, decision, language) if pattern else None,
        "pattern_sentence": pattern_sentence(pattern, decision, language) if pattern else None,
        "red_line": red_line,
        "red_line_text": text(RED_LINES[red_line], language) if red_line else None,
        "one_sided": score.one_sided,
        "view": _view(score, language),
        "reason": None if score.value is not None else reason_sentence(score.reason, language),
    }


def _view(score: DecisionClarity, language: Language) -> str | None:
    """Whose view a one-sided decision shows."""
    if not score.one_sided:
        return None
    if not score.provider_answers:
        return text("client’s view only", language)
    return text("one answer on the client’s side", language)


def _named_by_side(score: DecisionClarity) -> Mapping[str, Mapping[str, int]]:
    return {
        "client": _with_unknown(score.client_named, score.client_answers),
        "provider": _with_unknown(score.provider_named, score.provider_answers),
    }


def _with_unknown(named: Mapping[str, int], answers: int) -> Mapping[str, int]:
    return {DONT_KNOW: answers - sum(named.values())} | dict(named)
