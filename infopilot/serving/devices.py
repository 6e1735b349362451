"""Going on with another device, and leaving a shared one."""

from datetime import UTC, datetime

from infopilot.model.errors import AccessError
from infopilot.serving.access import RESPONDENT_COOKIE, RespondentHandler
from infopilot.views.messages import explain
from infopilot.views.qr import qr_svg


class OwnLinkHandler(RespondentHandler):
    """``POST link``: a link of one's own, for another device; a few a day."""

    def post(self) -> None:
        """Answer 200 with the link and its QR code, 401 without a session, 429 when too many."""
        invitation = self.admitted()
        if invitation is None:
            return
        try:
            code = self.invitations.create_own(invitation, now=datetime.now(UTC))
        except AccessError as error:
            self.set_status(429)
            self.finish({"error": explain(error, self.language)})
            return
        url = self.in_language(f"{self._door()}/i/{code}")
        self.finish({"url": url, "qr": qr_svg(url)})

    def _door(self) -> str:
        """Where the browser reached us: it knows whether a proxy made that https."""
        here = f"{self.request.protocol}://{self.request.host}"
        return self.request.headers.get("Origin", here)


class LeaveHandler(RespondentHandler):
    """``POST leave``: end the session of this device, for whoever sits here next."""

    def post(self) -> None:
        """Answer 200 once the session is forgotten, 401 when there is none."""
        if self.admitted() is None:
            return
        self.invitations.close_session(self.get_cookie(RESPONDENT_COOKIE, ""))
        self.clear_cookie(RESPONDENT_COOKIE)
        self.finish({"left": True})
