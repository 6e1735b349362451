"""The page behind a group link: who is invited, and one button that takes a place."""

import secrets
from datetime import UTC, datetime

from infopilot.model.errors import AccessError
from infopilot.model.people import Role
from infopilot.serving.access import GROUP_COOKIE, RespondentHandler
from infopilot.serving.answers import Desk
from infopilot.serving.pages import TEMPLATES
from infopilot.storage.groups import GroupLink
from infopilot.views.messages import text
from infopilot.widgets.questionnaire import MINUTES


class GroupHandler(RespondentHandler):
    """``/group``: looking takes no place, pressing the button takes one."""

    desk: Desk

    def initialize(self, desk: Desk) -> None:
        """Keep the desk."""
        self.desk = desk

    def set_default_headers(self) -> None:
        """Let the browser tell that the form is ours: without referrer, it hides the origin."""
        super().set_default_headers()
        self.set_header("Referrer-Policy", "same-origin")

    def get(self) -> None:
        """Show who is invited."""
        if link := self._link():
            self._show(link)
        else:
            self.opens_nothing()

    def post(self) -> None:
        """Go to one's questionnaire, under a new pseudonym where this browser has none yet."""
        link = self._link()
        if link is None:
            self.opens_nothing()
        elif self._is_inside(link) and not self.get_body_argument("other", ""):
            self.go("/")
        else:
            self._take_place(link)

    def _take_place(self, link: GroupLink) -> None:
        press = self.get_body_argument("press", "") or secrets.token_urlsafe()
        token = self.groups.take_place(self._visit, press, now=datetime.now(UTC))
        if token:
            self.enter(token)
        else:
            self.set_status(409)
            self._show(link)

    @property
    def _visit(self) -> str:
        return self.get_cookie(GROUP_COOKIE, "") or ""

    def _link(self) -> GroupLink | None:
        try:
            return self.groups.resume(self._visit, now=datetime.now(UTC))
        except AccessError:
            return None

    def _is_inside(self, link: GroupLink) -> bool:
        """Whether this browser already answers under a pseudonym of this link."""
        invitation = self.invitation()
        return invitation is not None and self.groups.group_of(invitation.respondent.id) == link.id

    def _show(self, link: GroupLink) -> None:
        language = self.language
        other = ("en", "In English") if language == "fr" else ("fr", "En français")
        page = TEMPLATES.get_template("group.html.j2").render(
            language=language,
            other=other,
            here=self.in_language("/group"),
            company=self.desk.engagement.company.name,
            minimum_group=self.desk.minimum_group,
            department=link.department,
            is_full=link.is_full,
            is_inside=self._is_inside(link),
            minutes=MINUTES[Role.USER],
            press=secrets.token_urlsafe(),
            text=lambda sentence, **facts: text(sentence, language, **facts),
        )
        self.finish(page)
