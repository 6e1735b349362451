"""A door: a Voila application of ours, in a process of its own, at one address.

It reads no configuration from elsewhere, logs no address (which may hold a code), and ends when the
process that opened it ends.
"""

import logging
import sys
import threading
from collections.abc import Callable
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import RequestHandler
from traitlets import Dict as DictTrait
from traitlets import List as ListTrait
from traitlets import default
from voila.app import Voila

from infopilot.model.errors import ServingError
from infopilot.serving.address import Address
from infopilot.serving.pages import ReadyHandler

BODY_LIMIT = 1_000_000
Handlers = list[tuple[Any, ...]]


class Door(Voila):
    """What both doors share."""

    door_handlers: Any = ListTrait()
    door_settings: Any = DictTrait()

    @default("config_file_paths")
    def _no_configuration_from_elsewhere(self) -> list[str]:
        return []

    @default("log_level")
    def _quiet(self) -> int:
        return logging.ERROR

    def open(self, address: Address) -> None:
        """Listen at ``address`` until asked to stop."""
        self.ip, self.port, self.open_browser = address.host, address.port, False
        self.initialize([])
        self.tornado_settings = {"log_function": _log_request, **self.door_settings}
        _end_with_parent(lambda: self.ioloop.add_callback(self.ioloop.stop))
        self.start()

    def listen(self) -> None:
        """Bind exactly this address; another port would not be the one that was announced."""
        try:
            sockets = bind_sockets(self.port, self.ip)
        except OSError as error:
            raise ServingError(
                "the address cannot be used",
                expected="a free port",
                got=f"{self.ip}:{self.port}",
                hint="choose another with --port or --consultant-port",
            ) from error
        server = HTTPServer(self.app, max_body_size=BODY_LIMIT)
        server.add_sockets(sockets)
        self.ioloop = IOLoop.current()
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            self.stop()


def _log_request(handler: RequestHandler) -> None:
    """Log failures of ours without the address, which may hold a code; to be early is none."""
    is_failure = handler.get_status() >= 500  # noqa: PLR2004 - the server's own failures
    if is_failure and not isinstance(handler, ReadyHandler):
        logging.getLogger("infopilot").error(
            "%s %s", handler.request.method, type(handler).__name__
        )


def _end_with_parent(stop: Callable[[], object]) -> None:
    """Call ``stop`` when standard input closes: the process that opened this door is gone."""

    def wait() -> None:
        sys.stdin.buffer.read()
        stop()

    threading.Thread(target=wait, daemon=True).start()
