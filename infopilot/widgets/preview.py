"""The questionnaire as each role will see it, before anybody is invited."""

from ipywidgets import HTML, Layout, ToggleButtons, VBox
from traitlets import Unicode, link

from infopilot.model.engagement import Engagement
from infopilot.model.people import Role
from infopilot.model.questionnaire import Questionnaire as Questions
from infopilot.model.text import Language
from infopilot.views.messages import text
from infopilot.widgets.live import Questionnaire

HINT = '<p class="preview-hint">{}</p>'


class Preview(VBox):
    """A toggle between roles above the live questionnaire; answers given here are kept nowhere."""

    role = Unicode(Role.LEADER.value, help="Role whose questionnaire is shown.")

    def __init__(self, questions: Questions, engagement: Engagement, language: Language) -> None:
        self._questions, self._engagement, self._language = questions, engagement, language
        self._shown: dict[str, Questionnaire] = {}
        roles = ToggleButtons(
            options=[(questions.role_names[role].pick(language), role.value) for role in Role],
            style={"button_width": "auto"},
            tooltips=[],
        )
        link((self, "role"), (roles, "value"))
        said = text("A preview: what you answer here is kept nowhere.", language)
        super().__init__([HTML(HINT.format(said)), roles, VBox()], layout=Layout(width="100%"))
        self.observe(lambda _change: self._show(), "role")
        self._show()

    def _show(self) -> None:
        """Show the questionnaire of the role, as it was left."""
        if self.role not in self._shown:
            self._shown[self.role] = Questionnaire(
                self._questions,
                self.role,
                company=self._engagement.company.name,
                provider=self._engagement.provider_names,
                campaign=self._engagement.latest.id,
                language=self._language,
            )
        self.children[-1].children = [self._shown[self.role]]
