"""Opening every page once, as a visitor would, and telling what was seen."""

import http.client
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from infopilot.app.browsing import FLAGS, Stop, rendered_pages
from infopilot.model.errors import ServingError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE_SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What was seen of one page."""

    page: str
    browser: str | None
    title: str
    headings: tuple[str, ...]


def browser() -> str | None:
    """Return a Chromium of this machine, if there is one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def look_at(url: str, stops: Sequence[Stop]) -> list[Sight]:
    """Open ``url``, then each of ``stops`` at the same door, in a headless browser.

    Over HTTP where there is none. Raises `ServingError` when a browser shows fewer headings than a
    stop has.
    """
    program = browser()
    pages = _rendered(program, url, stops) if program else _fetched(url, stops)
    return [_sight(page, stop, program) for page, stop in zip(pages, stops, strict=True)]


def _sight(page: str, stop: Stop, program: str | None) -> Sight:
    reader = _Outline()
    reader.feed(page)
    sight = Sight(
        page=stop.name,
        browser=program,
        title=reader.title.strip(),
        headings=tuple(heading for each in reader.headings if (heading := " ".join(each.split()))),
    )
    if not sight.title or (program and len(sight.headings) < stop.headings):
        raise ServingError(
            "the page {name} shows less than it should",
            expected="a title and {headings} headings",
            got=(sight.title, sight.headings),
            name=stop.name,
            headings=stop.headings,
        )
    return sight


def _rendered(program: str, url: str, stops: Sequence[Stop]) -> list[str]:
    """Return the pages as the browser shows them, once they show enough headings."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [program, *FLAGS, f"--user-data-dir={profile}", url]
        process = subprocess.Popen(  # noqa: S603 - a browser of this machine on our own page
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            return rendered_pages(Path(profile), stops, seconds=PATIENCE_SECONDS)
        finally:
            process.terminate()
            process.wait(timeout=10)


def _fetched(url: str, stops: Sequence[Stop]) -> list[str]:
    """Return the pages over HTTP, following redirections with their cookies."""
    cookies: SimpleCookie = SimpleCookie()
    return [_page(urljoin(url, stop.path) if stop.path else url, cookies) for stop in stops]


def _page(url: str, cookies: SimpleCookie) -> str:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=PATIENCE_SECONDS)
        target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        sent = "; ".join(f"{morsel.key}={morsel.coded_value}" for morsel in cookies.values())
        connection.request("GET", target, headers={"Cookie": sent} if sent else {})
        response = connection.getresponse()
        body = response.read().decode("utf-8", "replace")
        for header in response.headers.get_all("Set-Cookie") or []:
            cookies.load(header)
        connection.close()
        if not response.headers.get("Location"):
            return body
        url = urljoin(url, str(response.headers["Location"]))
    raise ServingError("the page never stops redirecting", got=url)


class _Outline(HTMLParser):
    """The title and the headings of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.headings: list[str] = []
        self._inside: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter a title or a heading."""
        del attrs
        if tag in {"title", "h1", "h2", "h3"}:
            self._inside = tag
            if tag != "title":
                self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        """Leave it."""
        if tag == self._inside:
            self._inside = None

    def handle_data(self, data: str) -> None:
        """Collect its text; a drawing's own title is not the page's."""
        if self._inside == "title" and not self.headings:
            self.title += data
        elif self._inside and self._inside != "title":
            self.headings[-1] += data
