"""What a page of results is about, besides the scores: the company, the questions, the method."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from infopilot.model.comparison import Comparison
from infopilot.model.engagement import Engagement
from infopilot.model.explanation import Explanation
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import Method
from infopilot.model.priorities import Plan
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Everything that a page of results needs to put scores in words; ``why`` is by score."""

    questionnaire: Questionnaire
    engagement: Engagement
    method: Method
    why: Mapping[str, Explanation] = field(default_factory=dict)
    language: Language = "fr"
    facts: IncidentFacts | None = None
    comparison: Comparison | None = None
    plan: Plan | None = None
