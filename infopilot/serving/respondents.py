"""The respondents' door: the questionnaire and its answers, without any kernel."""

from dataclasses import dataclass

from tornado.web import RequestHandler

from infopilot.model.answering import AnswerRules
from infopilot.model.engagement import Engagement
from infopilot.serving.access import InvitationHandler
from infopilot.serving.address import Address
from infopilot.serving.answers import AnswersHandler, AnswerWriter, Desk, SessionHandler
from infopilot.serving.devices import LeaveHandler, OwnLinkHandler
from infopilot.serving.doors import Door, Handlers
from infopilot.serving.groups import GroupHandler
from infopilot.serving.pages import (
    LightPages,
    QuestionnaireHandler,
    ReadyHandler,
    StaticHandler,
    unknown_invitation_page,
)
from infopilot.storage.access import Invitations
from infopilot.storage.answers import AnswerStore
from infopilot.storage.groups import GroupLinks


class RespondentDoor(Door):
    """The questionnaire and its answers; starts no kernel and serves no file but its own four."""

    def init_handlers(self) -> Handlers:
        """Return our handlers only."""
        return self.door_handlers


class NothingHere(RequestHandler):
    """Every other address."""

    def prepare(self) -> None:
        """Answer 404 without a word on the machinery."""
        self.set_status(404)
        self.finish()


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """All that the respondents' door needs of an engagement."""

    engagement: Engagement
    rules: AnswerRules
    store: AnswerStore
    invitations: Invitations
    pages: LightPages
    minimum_group: int


def open_respondent_door(address: Address, survey: Survey) -> None:
    """Serve the questionnaire at ``address`` until asked to stop."""
    door = RespondentDoor(
        door_handlers=respondent_handlers(survey), door_settings=respondent_settings(survey)
    )
    door.open(address)


def respondent_handlers(survey: Survey) -> Handlers:
    """Return every address of this door, and what answers there."""
    desk = Desk(
        engagement=survey.engagement,
        rules=survey.rules,
        store=survey.store,
        writer=AnswerWriter(survey.store),
        minimum_group=survey.minimum_group,
    )
    return [
        (r"/", QuestionnaireHandler, {"pages": survey.pages}),
        (r"/i/(.+)", InvitationHandler),
        (r"/group", GroupHandler, {"desk": desk}),
        (r"/link", OwnLinkHandler),
        (r"/leave", LeaveHandler),
        (r"/session", SessionHandler, {"desk": desk}),
        (r"/answers", AnswersHandler, {"desk": desk}),
        (r"/static/([a-z.]+)", StaticHandler),
        (r"/ready", ReadyHandler, {"is_ready": lambda: survey.pages.is_ready}),
    ]


def respondent_settings(survey: Survey) -> dict[str, object]:
    """Return what the handlers of this door share."""
    return {
        "invitations": survey.invitations,
        "groups": GroupLinks(survey.invitations.database),
        "unknown_invitation_page": unknown_invitation_page,
        "compress_response": True,
        "default_handler_class": NothingHere,
    }
