"""A network that goes away and comes back: a relay of bytes between a page and its server."""

import asyncio
import threading
from contextlib import contextmanager, suppress

LOOPBACK, CHUNK = "127.0.0.1", 65536


class Network:
    """Relays connections to ``server``; lives in a loop of its own."""

    def __init__(self, loop, server):
        self._loop, self._server_port = loop, server
        self._writers = set()
        self._is_silent = False
        self.port = 0

    def lose(self, *, silently):
        """Swallow every byte without a word, or cut and refuse every connection."""
        self._call(self._lose(silently))

    def find(self):
        """Let everything through again; what was under way is cut."""
        self._call(self._find())

    def open(self):
        """Begin to listen."""
        self._call(self._listen())

    def close(self):
        """Cut everything."""
        self._call(self._lose(silently=False))

    def _call(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _listen(self):
        self._listener = await asyncio.start_server(self._relay, LOOPBACK, self.port)
        self.port = self._listener.sockets[0].getsockname()[1]

    async def _lose(self, silently):
        self._is_silent = silently
        if not silently:
            self._listener.close()
            self._cut()

    async def _find(self):
        self._cut()
        if not self._is_silent:
            await self._listen()
        self._is_silent = False

    def _cut(self):
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    async def _relay(self, from_page, to_page):
        self._writers.add(to_page)
        with suppress(OSError):
            from_server, to_server = await asyncio.open_connection(LOOPBACK, self._server_port)
            self._writers.add(to_server)
            await asyncio.gather(self._pump(from_page, to_server), self._pump(from_server, to_page))

    async def _pump(self, source, sink):
        while data := await source.read(CHUNK):
            if not self._is_silent:
                sink.write(data)
                await sink.drain()
        sink.close()


@contextmanager
def network(server):
    """Give a network in front of the port ``server``."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    between = Network(loop, server)
    between.open()
    try:
        yield between
    finally:
        between.close()
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
