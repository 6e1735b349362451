"""Why a figure is what it is: one row per part, its weight and the points that it adds."""

from collections.abc import Iterable, Mapping

import pandas as pd

from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import Method
from infopilot.model.questionnaire import Dimension
from infopilot.model.score import Contribution, Scorecard
from infopilot.model.text import Language
from infopilot.scoring.service.measures import measures
from infopilot.views.frames import tidy
from infopilot.views.messages import render, text
from infopilot.views.names import INDICATORS

COLUMNS = ("part", "name", "value", "weight", "points", "note")
NUMERIC = ("value", "weight", "points")


def contribution_table(
    contributions: Iterable[Contribution], names: Mapping[str, str], language: Language
) -> pd.DataFrame:
    """Parts of a score, in the order of ``contributions``.

    Returns
    -------
    DataFrame
        ``part``, ``name``, ``value`` (in the unit of the part), ``weight``, ``points`` (what it
        adds to the score), ``note``.
    """
    rows = [
        {
            "part": part.id,
            "name": names.get(part.id, part.id),
            "value": part.value,
            "weight": part.weight,
            "points": part.points,
            "note": render(part.note, language) if part.note else None,
        }
        for part in contributions
    ]
    return tidy(rows, COLUMNS, numeric=NUMERIC)


def question_table(scorecard: Scorecard, dimension: Dimension, language: Language) -> pd.DataFrame:
    """Questions of one dimension, as `contribution_table`."""
    score = scorecard.maturity[dimension.id]
    names = {question.id: question.text.pick(language) for question in dimension.questions}
    return contribution_table(score.contributions, names, language)


def component_table(scorecard: Scorecard, method: Method, language: Language) -> pd.DataFrame:
    """The three components of role clarity, as `contribution_table`; values are shares."""
    clarity, weights = scorecard.role_clarity, method.role_clarity
    components = {
        "Agreement: we name the same person": (clarity.agreement, weights.agreement_weight),
        "Coverage: somebody decides and somebody does": (
            clarity.coverage,
            weights.coverage_weight,
        ),
        "Conformity: the decision is where it should be": (
            clarity.conformity,
            weights.conformity_weight,
        ),
    }
    rows = [
        {
            "part": name.partition(":")[0].lower(),
            "name": text(name, language),
            "value": value,
            "weight": weight,
            "points": None if value is None else 100 * weight * value,
            "note": None,
        }
        for name, (value, weight) in components.items()
    ]
    return tidy(rows, COLUMNS, numeric=NUMERIC)


def mix_table(scorecard: Scorecard, method: Method, language: Language) -> pd.DataFrame:
    """The two indices behind dependency, as `contribution_table`; values are out of 100."""
    dependency, weights = scorecard.dependency, method.dependency
    indices = {
        "Structural dependency: by the facts": (
            dependency.structural.value,
            weights.structural_weight,
        ),
        "Experienced dependency: by the incidents": (
            dependency.experienced.value,
            weights.experienced_weight,
        ),
    }
    rows = [
        {
            "part": name.partition(" ")[0].lower(),
            "name": text(name, language),
            "value": value,
            "weight": weight,
            "points": None if value is None else weight * value,
            "note": None,
        }
        for name, (value, weight) in indices.items()
    ]
    return tidy(rows, COLUMNS, numeric=NUMERIC)


def experienced_table(
    scorecard: Scorecard, facts: IncidentFacts | None, language: Language
) -> pd.DataFrame:
    """What the incidents say of dependency, as `contribution_table`, with the raw ``measure``."""
    return _indicator_table(scorecard.dependency.experienced.contributions, facts, language)


def friction_table(
    scorecard: Scorecard, facts: IncidentFacts | None, language: Language
) -> pd.DataFrame:
    """Where the friction comes from, as `contribution_table`, with the raw ``measure``."""
    return _indicator_table(scorecard.friction.contributions, facts, language)


def _indicator_table(
    contributions: Iterable[Contribution], facts: IncidentFacts | None, language: Language
) -> pd.DataFrame:
    names = {key: text(name, language) for key, name in INDICATORS.items()}
    table = contribution_table(contributions, names, language)
    told = {key: each.value for key, each in measures(facts).items()} if facts else {}
    return table.assign(measure=table["part"].map(told.get).astype(float))
