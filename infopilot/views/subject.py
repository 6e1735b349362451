"""What a page of results is about, besides the scores: the company, the questions, the method."""

from dataclasses import dataclass

from infopilot.model.comparison import Comparison
from infopilot.model.engagement import Engagement
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import Method
from infopilot.model.priorities import Plan
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Everything that a page of results needs to put scores in words."""

    questionnaire: Questionnaire
    engagement: Engagement
    method: Method
    language: Language = "fr"
    facts: IncidentFacts | None = None
    comparison: Comparison | None = None
    plan: Plan | None = None
