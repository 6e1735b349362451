"""What is clicked: front-end components and the Python beside each; they never open a store."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from infopilot.widgets.live import Questionnaire

__all__ = ["Questionnaire"]


def __getattr__(name: str) -> object:
    """Load the widget on first use: the respondents' page must load no widget library."""
    if name != "Questionnaire":
        message = f"module 'infopilot.widgets' has no attribute {name!r}"
        raise AttributeError(message)
    from infopilot.widgets.live import Questionnaire  # noqa: PLC0415 - ipywidgets, only here

    return Questionnaire
