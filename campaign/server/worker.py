"""A process that answers: one thread for all connections, which never waits, others for pages.

A thread for pages gets a request when all of it is there, and is free again when its answer is
made. So whoever sends or reads slowly takes up memory for a while, and nobody's turn.
"""

import asyncio
import os
import resource
import signal
import socket
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Final, cast

from gunicorn.http import Request, wsgi
from gunicorn.workers.base import Worker as GunicornWorker

from campaign.server.connection import Connection

if TYPE_CHECKING:
    from campaign.server import Server

TICK: Final = 1.0
"""The seconds between two signs of life for the master."""
MOST_CONNECTIONS: Final = 800
"""The most connections of a process; with more, who has kept us waiting longest makes room."""
MOST_ANNOUNCED: Final = 64 * 1024 * 1024
"""The most bytes of requests on their way in a process; with more, the same one makes room."""
OTHER_FILES: Final = 224
"""The files that a process may have open beside its connections."""


class ServerWorker(GunicornWorker):
    """A process of the server that gunicorn's master starts, and asks to end."""

    headers: Mapping[str, str]

    def run(self) -> None:
        """Answer requests until the master says to end, or has gone."""
        _allow_files(MOST_CONNECTIONS + OTHER_FILES)
        self.headers = cast("Server", self.app).headers
        self.waiting: dict[Connection, None] = {}
        """Connections that we wait for, longest first: to send, to read, or to ask again."""
        self.connections: set[Connection] = set()
        self.announced = 0
        """Bytes of requests that are on their way."""
        self._tasks: set[asyncio.Task[object]] = set()
        self.threads = ThreadPoolExecutor(self.cfg.threads)
        with asyncio.Runner() as runner:
            runner.run(self._serve())
        self.threads.shutdown(wait=False)

    def answer(self, request: Request, connection: Connection) -> bool:
        """Have the application answer, in a thread; return whether the connection is kept."""
        response, environ = wsgi.create(
            request, cast("socket.socket", connection), connection.peer, connection.server, self.cfg
        )
        environ["wsgi.multithread"] = True
        if not self.alive:
            response.force_close()
        parts = cast("Server", self.app).load()(environ, response.start_response)
        try:
            for part in parts:
                response.write(part)
            response.close()
        finally:
            if hasattr(parts, "close"):
                parts.close()
        return not response.should_close()

    def make_room(self) -> bool:
        """Close who has kept us waiting longest while there is too much; say whether it helped."""
        while len(self.connections) > MOST_CONNECTIONS or self.announced > MOST_ANNOUNCED:
            if not self.waiting:
                return False
            next(iter(self.waiting)).drop()
        return True

    async def _serve(self) -> None:
        self.loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()
        self.loop.add_signal_handler(signal.SIGTERM, self._ended.set)
        for listener in self.sockets:
            listener.setblocking(False)  # noqa: FBT003 - the socket's own
            self.loop.add_reader(listener.fileno(), self._accept, listener)
        # gunicorn's own handler had the signal until now, and noted it there.
        while self.alive and not self._ended.is_set() and self.ppid == os.getppid():
            self.notify()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), TICK)
        self.alive = False
        await self._end()

    async def _end(self) -> None:
        """Take nobody new, and finish what has begun, for as long as the master waits."""
        for listener in self.sockets:
            self.loop.remove_reader(listener.fileno())
            listener.close()
        for connection in self.connections:
            connection.last_request()
        until = self.loop.time() + self.cfg.graceful_timeout
        while self.connections and self.loop.time() < until:
            self.notify()
            await asyncio.sleep(0.05)
        # The master may ask again, when the loop that would hear it is already half closed.
        self.loop.remove_signal_handler(signal.SIGTERM)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)

    def _accept(self, listener: socket.socket) -> None:
        """Take one new connection: the others are for whichever process is free."""
        try:
            accepted, _ = listener.accept()
        except (BlockingIOError, ConnectionAbortedError, InterruptedError):
            return
        accepted.setblocking(False)  # noqa: FBT003 - the socket's own
        task = self.loop.create_task(
            self.loop.connect_accepted_socket(lambda: Connection(self), accepted)
        )
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _allow_files(number: int) -> None:
    """Have so many files open at once, where the system lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < number:
        most = number if hard == resource.RLIM_INFINITY else min(number, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
