"""Scores as tidy tables, one row per thing; charts and pages are drawn from these.

Unknown figures are NaN in numeric columns and None in the others, with ``reason`` in words.
"""

from collections.abc import Iterable

import pandas as pd

from infopilot.model.answers import Answer
from infopilot.model.method import Method
from infopilot.model.people import Role
from infopilot.model.questionnaire import Dimension, Questionnaire
from infopilot.model.score import Scorecard
from infopilot.model.text import Language
from infopilot.views.contribution_tables import (
    component_table,
    contribution_table,
    experienced_table,
    friction_table,
    mix_table,
    question_table,
)
from infopilot.views.decision_tables import clarity_table, decision_table, named_table
from infopilot.views.frames import Row, tidy
from infopilot.views.messages import text
from infopilot.views.names import item_name, level_name, role_name
from infopilot.views.sentences import lowest, reason_sentence

__all__ = [
    "answers_table",
    "black_box_table",
    "clarity_table",
    "component_table",
    "contribution_table",
    "decision_table",
    "dependency_table",
    "dimension_table",
    "experienced_table",
    "friction_table",
    "mix_table",
    "named_table",
    "question_table",
    "role_table",
    "structural_table",
]

ANSWER_COLUMNS = (
    *("campaign", "respondent", "role", "department", "question", "value", "comment"),
    *("evidence", "answered_at", "answer_id", "level"),
)
DIMENSION_FIGURES = ("value", "level", "uncapped", "declared", "coverage", "dont_know")
DIMENSION_COLUMNS = (
    *("dimension", "name", "short", *DIMENSION_FIGURES, "level_name", "capped_by"),
    *("capped_by_text", "confidence", "is_lowest", "reason"),
)


def answers_table(answers: Iterable[Answer]) -> pd.DataFrame:
    """Answers as they were given, one row each, in the columns of the answer files.

    Returns
    -------
    DataFrame
        ``campaign``, ``respondent``, ``role``, ``department``, ``question``, ``value``,
        ``comment``, ``evidence``, ``answered_at`` (with its time zone), ``answer_id``; and
        ``level``, the number answered, NaN for any other answer.
    """
    rows: list[Row] = [
        {
            "campaign": answer.campaign,
            "respondent": answer.respondent,
            "role": answer.role.value,
            "department": answer.department,
            "question": answer.question,
            "value": answer.value,
            "comment": answer.comment,
            "evidence": answer.evidence.value if answer.evidence else None,
            "answered_at": answer.answered_at,
            "answer_id": answer.id,
            "level": answer.level,
        }
        for answer in answers
    ]
    return tidy(rows, ANSWER_COLUMNS, numeric=("level",))


def dimension_table(
    scorecard: Scorecard, questionnaire: Questionnaire, language: Language
) -> pd.DataFrame:
    """Maturity, one row per dimension, in the order of the questionnaire.

    Returns
    -------
    DataFrame
        ``dimension``, ``name``, ``short``; ``value`` (1 to 5, after the cap), ``level``,
        ``level_name``, ``uncapped``, ``declared`` (1 to 5); ``capped_by``, ``capped_by_text``;
        ``coverage``, ``dont_know`` (shares); ``confidence``, ``is_lowest``, ``reason``.
    """
    weakest = {score.dimension for score in lowest(scorecard.maturity)}
    rows = [
        {
            **_dimension_row(scorecard, dimension, questionnaire, language),
            "is_lowest": dimension.id in weakest,
        }
        for dimension in questionnaire.dimensions
        if dimension.id in scorecard.maturity
    ]
    return tidy(rows, DIMENSION_COLUMNS, numeric=DIMENSION_FIGURES, flags=("is_lowest",))


def role_table(
    scorecard: Scorecard, questionnaire: Questionnaire, language: Language
) -> pd.DataFrame:
    """Maturity as each role sees it; roles whose answers are not published have no row.

    Returns
    -------
    DataFrame
        ``dimension``, ``role``, ``role_name``, ``value`` (1 to 5), ``respondents``.
    """
    rows: list[Row] = [
        {
            "dimension": score.dimension,
            "role": role,
            "role_name": role_name(role, questionnaire, language),
            "value": value,
            "respondents": scorecard.respondents.get(Role(role), 0),
        }
        for score in scorecard.maturity.values()
        for role, value in score.by_role.items()
    ]
    columns = ("dimension", "role", "role_name", "value", "respondents")
    return tidy(rows, columns, numeric=("value",))


def dependency_table(scorecard: Scorecard, language: Language) -> pd.DataFrame:
    """Where the dependency stands, in one row.

    Returns
    -------
    DataFrame
        ``structural``, ``low``, ``high``, ``experienced``, ``experienced_low``,
        ``experienced_high`` (0 to 100), ``label``.
    """
    dependency = scorecard.dependency
    row: Row = {
        "structural": dependency.structural.value,
        "low": dependency.structural.low,
        "high": dependency.structural.high,
        "experienced": dependency.experienced.value,
        "experienced_low": dependency.experienced.low,
        "experienced_high": dependency.experienced.high,
        "label": text("Campaign {id}", language, id=scorecard.campaign),
    }
    return tidy([row], tuple(row), numeric=tuple(name for name in row if name != "label"))


def structural_table(scorecard: Scorecard, method: Method, language: Language) -> pd.DataFrame:
    """The structural facts, what weighs most on top, what is unknown last.

    Returns
    -------
    DataFrame
        ``fact``, ``text``, ``captivity`` (share, 0 free to 1 captive), ``weight``, ``points`` (out
        of 100), ``known``, ``evidence`` (what to ask for).
    """
    parts = {part.id: part for part in scorecard.dependency.structural.contributions}
    unknown = set(scorecard.dependency.structural.unknown)
    rows: list[Row] = [
        {
            "fact": fact.id,
            "text": fact.text.pick(language),
            "captivity": part.value if (part := parts.get(fact.id)) else None,
            "weight": fact.weight,
            "points": part.points if part else None,
            "known": fact.id not in unknown and part is not None and part.value is not None,
            "evidence": fact.evidence.pick(language),
        }
        for fact in method.dependency.facts
    ]
    figures = ("captivity", "weight", "points")
    columns = ("fact", "text", *figures, "known", "evidence")
    table = tidy(rows, columns, numeric=figures, flags=("known",))
    order = ["points", "weight"]
    return table.sort_values(order, ascending=False, kind="stable", ignore_index=True)


def black_box_table(
    scorecard: Scorecard, questionnaire: Questionnaire, language: Language
) -> pd.DataFrame:
    """What a leader or an IT referent should know and could not tell, one row per question.

    Returns
    -------
    DataFrame
        ``question``, ``text``, ``dimension_name``, ``evidence`` (what would answer it).
    """
    homes = {
        question.id: (dimension.name.pick(language), question.evidence)
        for dimension in questionnaire.dimensions
        for question in dimension.questions
    }
    decisions = text("Decision map", language)
    rows: list[Row] = []
    for item in scorecard.black_box.questions:
        home, evidence = homes.get(item, (decisions, None))
        rows.append(
            {
                "question": item,
                "text": item_name(item, questionnaire, language),
                "dimension_name": home,
                "evidence": evidence.pick(language) if evidence else None,
            }
        )
    return tidy(rows, ("question", "text", "dimension_name", "evidence"), numeric=())


def _dimension_row(
    scorecard: Scorecard, dimension: Dimension, questionnaire: Questionnaire, language: Language
) -> Row:
    score = scorecard.maturity[dimension.id]
    cap = score.capped_by
    return {
        "dimension": dimension.id,
        "name": dimension.name.pick(language),
        "short": (dimension.short or dimension.name).pick(language),
        "value": score.value,
        "level": score.level,
        "level_name": level_name(score.level, questionnaire, language),
        "uncapped": score.uncapped,
        "declared": score.declared,
        "capped_by": cap,
        "capped_by_text": item_name(cap, questionnaire, language) if cap else None,
        "coverage": score.coverage,
        "dont_know": score.dont_know,
        "confidence": score.confidence,
        "reason": None if score.value is not None else reason_sentence(score.reason, language),
    }
