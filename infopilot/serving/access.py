"""Who may enter: respondents by invitation, consultants by a key or a passphrase."""

import hmac
import logging
import re
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType

from jupyter_server.auth.identity import IdentityProvider, User
from tornado.web import HTTPError, RequestHandler

from infopilot.model.errors import AccessError
from infopilot.model.text import Language
from infopilot.serving.security import RESPONDENT_HEADERS, is_same_origin
from infopilot.storage.access import Invitation, Invitations
from infopilot.storage.groups import GroupLinks
from infopilot.storage.passphrase import matches
from infopilot.views.messages import text

RESPONDENT_COOKIE = "infopilot_respondent"
GROUP_COOKIE = "infopilot_group"
CONSULTANT_COOKIE = "infopilot_consultant"
SESSION_DAYS = 90
# A mail program may leave a full stop or a bracket behind a link.
LEADING_CODE = re.compile(r"[A-Za-z0-9_-]{0,64}")


class RespondentHandler(RequestHandler):
    """A request at the respondents' door: a known cookie or nothing, and strict headers."""

    @property
    def invitations(self) -> Invitations:
        """The invitations of the engagement."""
        return self.settings["invitations"]

    @property
    def groups(self) -> GroupLinks:
        """The group links of the engagement."""
        return self.settings["groups"]

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

    def enter(self, token: str) -> None:
        """Keep the token of a session and go to the questionnaire."""
        self.keep(RESPONDENT_COOKIE, token)
        self.go("/")

    def keep(self, cookie: str, token: str, path: str = "/") -> None:
        """Set a cookie that no script reads and no other site sends."""
        self.set_cookie(
            cookie,
            token,
            path=path,
            expires_days=SESSION_DAYS,
            httponly=True,
            samesite="Lax",
            secure=self.request.protocol == "https",
        )

    def go(self, path: str) -> None:
        """Redirect to a page of ours, in the same language."""
        self.redirect(self.in_language(path), status=303)

    def in_language(self, path: str) -> str:
        """The address of a page of ours, in the language of this one."""
        return f"{path}?lang=en" if self.language == "en" else path

    def opens_nothing(self) -> None:
        """Answer with the one page of all invitations that open nothing."""
        self.set_status(404)
        self.finish(self.settings["unknown_invitation_page"](self.language))

    def admitted(self) -> Invitation | None:
        """Return the invitation behind the cookie, or answer 401."""
        invitation = self.invitation()
        if invitation is None:
            self.turn_away()
        return invitation

    def turn_away(self) -> None:
        """Answer 401: there is no session, or it belongs to somebody else."""
        self.refuse(401, "this page needs the link of your invitation")

    def refuse(self, status: int, sentence: str) -> None:
        """Answer ``status`` with one sentence, in the language of the page."""
        self.set_status(status)
        self.finish({"error": text(sentence, self.language)})

    def log_exception(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Log a defect without its address, which may hold a code; a refusal is no defect."""
        if kind and error and not isinstance(error, HTTPError):
            told = f"{self.request.method} {type(self).__name__}"
            logging.getLogger("infopilot").error(told, exc_info=(kind, error, trace))

    def write_error(self, status_code: int, **_details: object) -> None:
        """Tell the status and nothing of the machinery."""
        self.set_status(status_code)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(text("This page is not available.", self.language))


class InvitationHandler(RespondentHandler):
    """``GET i/CODE``: the code becomes a cookie and leaves the address at once."""

    def get(self, sent: str) -> None:
        """Redirect to the questionnaire or to the group's page, or say that this opens nothing."""
        code = LEADING_CODE.match(sent)[0]  # type: ignore[index] # matches any text
        now = datetime.now(UTC)
        try:
            self.enter(self.invitations.open_session(code, now=now))
        except AccessError:
            self._visit(code, now)

    def _visit(self, code: str, now: datetime) -> None:
        try:
            token = self.groups.open_visit(code, now=now)
        except AccessError:
            self.opens_nothing()
        else:
            self.keep(GROUP_COOKIE, token, path="/group")
            self.go("/group")


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
