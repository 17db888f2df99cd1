"""Wakes workers when there is work, by queues of Huey's. Nothing else knows Huey.

What there is to do is in the database. A queue only carries a word, whose loss does not matter:
workers also look by themselves. It is never unpacked, so that whoever could write to a queue could
do no more with it than wake a worker.
"""

import logging
from contextlib import closing, suppress
from threading import Event
from time import monotonic
from typing import Any, Final, Protocol

from huey.storage import PostgresStorage, RedisStorage, SqliteStorage

LOG: Final = logging.getLogger(__name__)
NAME: Final = "campaign"
WORD: Final = b"wake"
SECONDS_BETWEEN: Final = 1.0
"""The seconds between two looks at a queue that cannot say when there is something in it."""
FAILURES: Final = (Exception,)
"""The errors of all kinds of queue, none of which may harm whoever wakes or waits."""


class Queue(Protocol):
    """The part of Huey's storages that we use; a `blocking` one waits a second for a word."""

    blocking: bool

    def enqueue(self, data: bytes) -> None:
        """Put a word in."""

    def dequeue(self) -> bytes | None:
        """Take a word out, if there is one."""

    def close(self) -> object:
        """Give the connection back."""


class Wakeup:
    """A queue by its address, as `settings` has it; opened when it is first used."""

    def __init__(self, url: str) -> None:
        """Open nothing yet."""
        self._url = url
        self._queue: Queue | None = None

    def ring(self) -> None:
        """Wake a worker. Where that fails it is written down, and workers look by themselves.

        It is for any thread and process: a connection is made for each ring, which are few.
        """
        for is_last in (False, True):
            try:
                with closing(_open(self._url)) as queue:
                    queue.enqueue(WORD)
            except FAILURES:
                if is_last:
                    LOG.exception("No worker could be woken; they look for work by themselves")
            else:
                return

    def wait(self, ended: Event, seconds: float) -> None:
        """Wait until somebody wakes us, for so many seconds, or until something has ended."""
        until, has_failed = monotonic() + seconds, False
        while monotonic() < until and not ended.is_set():
            try:
                queue = self._opened()
                if queue.dequeue() is not None:
                    return
                pauses = not queue.blocking
            except FAILURES:
                if not has_failed:
                    LOG.exception("The queue does not answer; work is looked for now and then")
                self.close()
                pauses = has_failed = True
            if pauses:
                ended.wait(SECONDS_BETWEEN)

    def close(self) -> None:
        """Give the connection back."""
        queue, self._queue = self._queue, None
        if queue:
            with suppress(*FAILURES):
                queue.close()

    def _opened(self) -> Queue:
        if self._queue is None:
            self._queue = _open(self._url)
        return self._queue


def _open(url: str) -> Queue:
    """Open a queue by its address."""
    kind, _, rest = url.partition("://")
    queue: Any
    if kind == "sqlite":
        queue = SqliteStorage(NAME, filename=rest.removeprefix("/"), cache_mb=0)
        queue.blocking = False
    elif kind == "redis+unix":
        queue = RedisStorage(NAME, url=f"unix://{rest}")
    elif kind.startswith("redis"):
        queue = RedisStorage(NAME, url=url)
    else:
        queue = PostgresStorage(NAME, dsn=f"postgresql://{rest}", create_tables=False)
        try:
            queue.initialize_schema()
        except FAILURES:  # such as that another process makes the tables just now
            queue.close()
            raise
    opened: Queue = queue
    return opened
