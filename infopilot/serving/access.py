"""Who may enter: respondents by invitation, consultants by a key or a passphrase."""

import hmac
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime

from jupyter_server.auth.identity import IdentityProvider, User
from tornado.web import HTTPError, RequestHandler

from infopilot.model.errors import AccessError
from infopilot.model.text import Language
from infopilot.serving.security import RESPONDENT_HEADERS, is_same_origin
from infopilot.storage.access import Invitation, Invitations
from infopilot.storage.passphrase import matches
from infopilot.views.messages import text

RESPONDENT_COOKIE = "infopilot_respondent"
CONSULTANT_COOKIE = "infopilot_consultant"
SESSION_DAYS = 90


class RespondentHandler(RequestHandler):
    """A request at the respondents' door: a known cookie or nothing, and strict headers."""

    @property
    def invitations(self) -> Invitations:
        """The invitations of the engagement."""
        return self.settings["invitations"]

    @property
    def language(self) -> Language:
        """The language asked for in the address; French otherwise."""
        return "en" if self.get_query_argument("lang", "fr") == "en" else "fr"

    def set_default_headers(self) -> None:
        """Let nothing in from elsewhere, keep nothing in caches."""
        for name, value in RESPONDENT_HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Accept a write from our own pages only; the cookie is also SameSite."""
        if self.request.method not in {"GET", "HEAD"} and not is_same_origin(self.request):
            raise HTTPError(403)

    def invitation(self) -> Invitation | None:
        """Return the invitation behind the cookie; None when there is none or it has expired."""
        token = self.get_cookie(RESPONDENT_COOKIE)
        try:
            return self.invitations.resume(token, now=datetime.now(UTC)) if token else None
        except AccessError:
            return None

    def refuse(self, status: int, sentence: str) -> None:
        """Answer ``status`` with one sentence, in the language of the page."""
        self.set_status(status)
        self.finish({"error": text(sentence, self.language)})

    def write_error(self, status_code: int, **_details: object) -> None:
        """Tell the status and nothing of the machinery."""
        self.set_status(status_code)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(text("This page is not available.", self.language))


class InvitationHandler(RespondentHandler):
    """``GET i/CODE``: the code becomes a cookie and leaves the address at once."""

    def get(self, code: str) -> None:
        """Redirect to the questionnaire, or say that this invitation opens nothing."""
        try:
            token = self.invitations.open_session(code, now=datetime.now(UTC))
        except AccessError:
            self.set_status(404)
            self.finish(self.settings["unknown_invitation_page"](self.language))
            return
        self.set_cookie(
            RESPONDENT_COOKIE,
            token,
            expires_days=SESSION_DAYS,
            httponly=True,
            samesite="Lax",
            secure=self.request.protocol == "https",
        )
        suffix = "?lang=en" if self.language == "en" else ""
        self.redirect(f"/{suffix}", status=303)


class Turnstile:
    """Slows down guessing: at most ``limit`` failures a minute."""

    def __init__(self, limit: int = 10, now: Callable[[], float] = time.monotonic) -> None:
        self._failures: deque[float] = deque(maxlen=limit)
        self._now = now

    def is_closed(self) -> bool:
        """Whether too many tries failed during the last minute."""
        full = len(self._failures) == self._failures.maxlen
        return full and self._now() - self._failures[0] < 60  # noqa: PLR2004 - a minute

    def fail(self) -> None:
        """Count one failure."""
        self._failures.append(self._now())


class ConsultantIdentity(IdentityProvider):
    """A signed cookie, given for the one-time key of this start or for the passphrase."""

    @property
    def auth_enabled(self) -> bool:
        """Nobody enters without the cookie."""
        return True

    def get_user(self, handler: RequestHandler) -> User | None:
        """Return the consultant, or nobody."""
        name = handler.get_signed_cookie(CONSULTANT_COOKIE)
        return User(username="consultant") if name == b"consultant" else None

    def get_handlers(self) -> list[tuple[str, object]]:
        """Return the entrance, in place of the login form of Jupyter."""
        return [(r"/login", ConsultantEntrance)]


class ConsultantEntrance(RequestHandler):
    """``/login``: the one-time key of the printed address, or the passphrase in a form."""

    @property
    def turnstile(self) -> Turnstile:
        """The count of failures of this server."""
        return self.settings["turnstile"]

    def get(self) -> None:
        """Enter with the one-time key, else show the form."""
        key, expected = self.get_query_argument("key", ""), self.settings["one_time_key"]
        if key and expected and hmac.compare_digest(key.encode(), expected.encode()):
            self.settings["one_time_key"] = None
            self._enter()
        else:
            self._show_form(failed=bool(key))

    def post(self) -> None:
        """Enter with the passphrase, else show the form again."""
        passphrase = self.get_body_argument("passphrase", "")
        if self.turnstile.is_closed():
            self.set_status(429)
            self._show_form(failed=True)
        elif matches(passphrase, self.settings["passphrase_hash"]):
            self._enter()
        else:
            self.turnstile.fail()
            self.set_status(403)
            self._show_form(failed=True)

    def _enter(self) -> None:
        self.set_signed_cookie(
            CONSULTANT_COOKIE, "consultant", expires_days=None, httponly=True, samesite="Lax"
        )
        self.redirect("/", status=303)

    def _show_form(self, *, failed: bool) -> None:
        self.set_header("Cache-Control", "no-store")
        xsrf = self.xsrf_form_html()
        self.finish(self.settings["entrance_page"](failed=failed, xsrf=xsrf))
