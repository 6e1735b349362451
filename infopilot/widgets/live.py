"""The questionnaire live in a notebook: the component of the respondents' page, with a kernel."""

from collections.abc import Callable, Iterable

import anywidget
from traitlets import Bool, Dict
from traitlets import List as ListTrait

from infopilot.model.answering import AnswerRules
from infopilot.model.answers import Answer
from infopilot.model.errors import InfopilotError
from infopilot.model.people import Respondent, Role
from infopilot.model.posting import Sender
from infopilot.model.questionnaire import Questionnaire as Questions
from infopilot.model.text import Language
from infopilot.views.messages import explain
from infopilot.widgets.questionnaire import component_module, component_style, questionnaire_data
from infopilot.widgets.session import Session

PREVIEW = "preview"


def _forget(_answer: Answer) -> None:
    """Commit nothing: the answers of a preview live as long as the widget."""


class Questionnaire(anywidget.AnyWidget):
    """The questionnaire as one role sees it, for JupyterLab and for Voila with a kernel.

    Parameters
    ----------
    questions
        What is asked, as ``open_engagement(...).questionnaire`` or ``load_questionnaire`` give it.
    role
        Who answers; decides which questions are asked and how they are worded.
    company, provider, campaign, respondent
        What the page says of the arrangement, and what the answers carry.
    language
        Language of the page.
    load
        Gives the answers so far; of several to one question the last one counts.
    save
        Commits one answer before it is acknowledged; what it raises is told to the respondent.
        By default answers are only kept in `answers`.

    Examples
    --------
    >>> from infopilot.app.paths import questionnaire_folder
    >>> from infopilot.storage.questionnaires import load_questionnaire
    >>> widget = Questionnaire(load_questionnaire(questionnaire_folder()), Role.USER)
    >>> widget.answers
    ()
    """

    _esm = component_module()
    _css = component_style()

    data = Dict(help="Questions and sentences, in one language.").tag(sync=True)
    session = Dict(help="Who is asked, and the answers so far.").tag(sync=True)
    offers: ListTrait[str] = ListTrait(help="What the page may ask for besides saving.").tag(
        sync=True
    )
    page = Bool(default_value=False, help="Whether the page belongs to it alone.").tag(sync=True)

    def __init__(  # noqa: PLR0913 - all by name, all but the first optional
        self,
        questions: Questions,
        role: Role | str = Role.LEADER,
        *,
        company: str = "",
        provider: str = "",
        campaign: str = "",
        respondent: str = PREVIEW,
        language: Language = "fr",
        load: Callable[[], Iterable[Answer]] = tuple,
        save: Callable[[Answer], object] = _forget,
    ) -> None:
        self._rules = AnswerRules(questions)
        self._language = language
        self._save = save
        self._sender = Sender(Respondent(id=respondent, role=Role(role)), campaign)
        self._answers = {answer.question: answer for answer in load()}
        session = Session(
            company=company,
            provider=provider,
            campaign=campaign,
            role=Role(role),
            respondent=respondent,
        )
        super().__init__(
            data=questionnaire_data(questions, language),
            session=session.document(self._answers.values()),
        )
        self.on_msg(self._hear)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The newest answer to each question, in the order of first answering."""
        return tuple(self._answers.values())

    def _hear(self, _widget: object, message: dict[str, object], _buffers: object) -> None:
        posted = message.get("answer")
        if message.get("kind") != "answer" or not isinstance(posted, dict):
            return
        ids = [str(posted.get("id", ""))]
        try:
            answer = self._rules.check(self._sender.answer(posted))
            self._save(answer)
        except InfopilotError as error:
            said = explain(error, self._language)
            self.send({"kind": "failed", "ids": ids, "message": said, "will_retry": False})
        else:
            self._answers[answer.question] = answer
            self.send({"kind": "saved", "ids": ids})
