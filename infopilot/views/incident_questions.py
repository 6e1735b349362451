"""What a file does not say and nobody may guess, asked in words that need no manual."""

from infopilot.model.errors import InfopilotError
from infopilot.model.text import Language
from infopilot.views.examined import Examined
from infopilot.views.markup import Markup


def question_group(
    error: InfopilotError | None, examined: Examined, language: Language
) -> Markup | None:
    """The question that ``error`` asks, as a group of radio buttons; None when it asks nothing."""
    del error, examined, language
    return None
