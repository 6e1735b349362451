"""The questionnaire as the light page embeds it: a place for the component, and its data."""

import json

from infopilot.model.questionnaire import Questionnaire
from infopilot.model.text import Language
from infopilot.widgets.questionnaire import questionnaire_data


class QuestionnairePage:
    """What a served notebook shows of a questionnaire; it holds no answer and no respondent."""

    def __init__(self, questionnaire: Questionnaire, language: Language) -> None:
        self._data = questionnaire_data(questionnaire, language)

    def _repr_html_(self) -> str:
        """Return the place of the component and its data; no text can close the data early."""
        data = json.dumps(self._data, ensure_ascii=False, separators=(",", ":"))
        safe = data.replace("<", "\\u003c")
        return (
            '<div id="questionnaire"></div>'
            f'<script type="application/json" id="questionnaire-data">{safe}</script>'
        )
