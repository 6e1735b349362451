"""Asking a headless Chromium what it shows, through its debugging port on this machine."""

import asyncio
import http.client
import json
import time
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


def rendered_page(profile: Path, *, headings: int, seconds: float) -> str:
    """Return the HTML of the page once it shows ``headings`` headings, or as it is in the end.

    ``profile`` is the folder of a browser that was started with `FLAGS`.
    """
    deadline = time.monotonic() + seconds
    return asyncio.run(_watch(profile, headings, deadline))


async def _watch(profile: Path, headings: int, deadline: float) -> str:
    address = None
    while address is None and time.monotonic() < deadline:
        address = _page_address(profile)
        await asyncio.sleep(POLL_SECONDS)
    if address is None:
        return ""
    connection = await websocket_connect(address, max_message_size=LARGEST_PAGE)
    try:
        while time.monotonic() < deadline:
            shown = await _ask(connection, "document.querySelectorAll('h1, h2, h3').length")
            if isinstance(shown, int) and shown >= headings:
                break
            await asyncio.sleep(POLL_SECONDS)
        return str(await _ask(connection, "document.documentElement.outerHTML"))
    finally:
        connection.close()


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
