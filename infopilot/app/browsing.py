"""Asking a headless Chromium what it shows, through its debugging port on this machine."""

import asyncio
import http.client
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tornado.websocket import WebSocketClientConnection, websocket_connect

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
)
POLL_SECONDS = 0.25
LARGEST_PAGE = 50_000_000


@dataclass(frozen=True, slots=True)
class Stop:
    """A page of a door, by its path (None for where one is), that shows so many headings."""

    name: str
    path: str | None
    headings: int


def rendered_pages(profile: Path, stops: Sequence[Stop], *, seconds: float) -> list[str]:
    """Return the HTML of each page once it shows its headings, or as it is in the end.

    ``profile`` is the folder of a browser that was started with `FLAGS`, ``seconds`` the patience
    with each page.
    """
    return asyncio.run(_walk(profile, stops, seconds))


async def _walk(profile: Path, stops: Sequence[Stop], seconds: float) -> list[str]:
    address = None
    deadline = time.monotonic() + seconds
    while address is None and time.monotonic() < deadline:
        address = _page_address(profile)
        await asyncio.sleep(POLL_SECONDS)
    if address is None:
        return [""] * len(stops)
    connection = await websocket_connect(address, max_message_size=LARGEST_PAGE)
    try:
        return [await _watch(connection, stop, time.monotonic() + seconds) for stop in stops]
    finally:
        connection.close()


async def _watch(connection: WebSocketClientConnection, stop: Stop, deadline: float) -> str:
    count = "document.querySelectorAll('h1, h2, h3').length"
    if stop.path:
        await _ask(connection, f"location.assign({json.dumps(stop.path)})")
        count = f"location.pathname === {json.dumps(stop.path)} ? {count} : 0"
    while time.monotonic() < deadline:
        shown = await _ask(connection, count)
        if isinstance(shown, int) and shown >= stop.headings:
            break
        await asyncio.sleep(POLL_SECONDS)
    return str(await _ask(connection, "document.documentElement.outerHTML"))


async def _ask(connection: WebSocketClientConnection, expression: str) -> object:
    """Return the value of a JavaScript expression; None while the page is not there."""
    question = {"id": 1, "method": "Runtime.evaluate", "params": {"expression": expression}}
    await connection.write_message(json.dumps(question))
    while reply := await connection.read_message():
        answer = json.loads(reply)
        if answer.get("id") == question["id"]:
            value: object = answer.get("result", {}).get("result", {}).get("value")
            return value
    return None


def _page_address(profile: Path) -> str | None:
    """Return where the browser's only page can be asked; None before it is open."""
    try:
        port = int((profile / "DevToolsActivePort").read_text(encoding="ascii").split()[0])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/json/list")
        pages = json.loads(connection.getresponse().read())
        connection.close()
    except (OSError, ValueError, IndexError, http.client.HTTPException):
        return None
    addresses = [str(page["webSocketDebuggerUrl"]) for page in pages if page["type"] == "page"]
    return addresses[0] if addresses else None
