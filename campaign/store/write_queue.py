"""The queue of those who write to a SQLite file (docs/decisions/0028).

SQLite lets one write at a time, and has the others look again and again, asleep in between: who
comes late may well be first, and who is unlucky waits for a second. Here they wait for the kernel.
Who only reads does not stand in line.
"""

import fcntl
import os
import re
import sqlite3
import threading
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

WRITES: Final = re.compile(
    r"\s*(?:(?:INSERT|UPDATE|DELETE|REPLACE)\b|BEGIN\s+(IMMEDIATE|EXCLUSIVE)\b)", re.IGNORECASE
)
"""The first words of statements that write, or that begin by themselves to write more."""
BEGIN: Final = "BEGIN IMMEDIATE"
LONG: Final = 0.1
"""The seconds in the queue after which it is worth to wait less for others."""


class WriteQueue:
    """The queue of one file: threads of a process wait for each other, processes for the kernel."""

    def __init__(self, file: Path) -> None:
        """Take the file by which processes wait; it is made when it is first needed."""
        self._file = file
        self._turn = threading.Lock()

    def stand(self, until: float) -> int:
        """Wait until a moment (of `time.monotonic`) for the lock, and return what `leave` wants.

        Raises TimeoutError.
        """
        if not self._turn.acquire(timeout=max(0, until - time.monotonic())):
            raise TimeoutError
        try:
            return _locked(self._file, until)
        except BaseException:
            self._turn.release()
            raise

    def leave(self, held: int) -> None:
        """Let the next one write."""
        try:
            _unlock(held)
        finally:
            self._turn.release()


def _locked(file: Path, until: float) -> int:
    """Return a descriptor of the file that is locked by us alone. Raises TimeoutError."""
    # One of its own each time: a descriptor that a fork shares would share the lock.
    held = _opened(file)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _wait(held, until)
    except BaseException:
        os.close(held)
        raise
    return held


def _opened(file: Path) -> int:
    try:
        return os.open(file, os.O_RDONLY | os.O_CLOEXEC)  # nothing is ever written to it
    except FileNotFoundError:
        return os.open(file, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _wait(held: int, until: float) -> None:
    """Wait for the kernel, which knows no limit: so a thread does, and is left behind in the end.

    Raises TimeoutError; the thread then gives up the lock as soon as it has it.
    """
    came = threading.Lock()  # who takes it first says what happens: the lock came, or it was late
    has_it = threading.Event()

    def wait() -> None:
        fcntl.flock(held, fcntl.LOCK_EX)
        if came.acquire(blocking=False):
            has_it.set()
        else:
            _unlock(held)

    threading.Thread(target=wait, daemon=True).start()
    try:
        has_it.wait(max(0, until - time.monotonic()))
    finally:
        is_late = came.acquire(blocking=False)
    if is_late:
        raise TimeoutError


def _unlock(held: int) -> None:
    fcntl.flock(held, fcntl.LOCK_UN)  # closing is not enough where a fork has it, too
    os.close(held)


@cache
def queue_of(file: str) -> WriteQueue:
    """Return the queue that all connections of this process to a file share."""
    return WriteQueue(Path(f"{file}-line"))


class QueuedConnection(sqlite3.Connection):
    """A connection that stands in line before its first statement that writes."""

    def __init__(self, database: str, timeout: float, **kwargs: Any) -> None:  # noqa: ANN401
        """Open a file, or a database in memory, which nobody else can see.

        `timeout` are the seconds that it waits at most before it can write.
        """
        super().__init__(database, timeout, **kwargs)
        self._patience = timeout
        is_file = database and not database.startswith((":memory:", "file:"))
        self._line = queue_of(os.path.realpath(database)) if is_file else None
        self._held: int | None = None

    def cursor(self, factory: Any = None) -> Any:  # noqa: ANN401 - sqlite3's own
        """Return a cursor that knows of the line."""
        return super().cursor(factory or QueuedCursor)

    def commit(self) -> None:
        """Commit, and let the next one write."""
        super().commit()
        self._leave()

    def rollback(self) -> None:
        """Take back what was written, and let the next one write."""
        super().rollback()
        self._leave()

    def close(self) -> None:
        """Close, which takes back what was not committed."""
        super().close()
        self._leave()

    def stand_in_line(self) -> float:
        """Wait for the lock, unless it is held; return the seconds left to wait for others.

        Others are those who do not know of the line. Raises OperationalError when it takes long.
        """
        until = time.monotonic() + self._patience
        if self._line and self._held is None:
            try:
                self._held = self._line.stand(until)
            except OSError as error:  # that it took too long is one, too
                raise sqlite3.OperationalError("database is locked") from error
        return max(0, until - time.monotonic())

    def begin(self, left: float) -> None:
        """Begin a transaction that writes, waiting at most so long for those outside the queue."""
        waited = self._patience - left > LONG
        if waited:
            self._wait_at_most(left)
        try:
            super().cursor().execute(BEGIN)
        except sqlite3.Error:
            self.rollback()  # which leaves the line
            raise
        finally:
            if waited:
                self._wait_at_most(self._patience)

    def _wait_at_most(self, seconds: float) -> None:
        super().cursor().execute(f"PRAGMA busy_timeout={round(seconds * 1000)}")

    def _leave(self) -> None:
        if self._line and self._held is not None:
            held, self._held = self._held, None
            self._line.leave(held)


class QueuedCursor(sqlite3.Cursor):
    """A cursor whose connection stands in line before it writes."""

    def execute(self, sql: str, parameters: Any = ()) -> "QueuedCursor":  # noqa: ANN401 - sqlite3's own
        """Execute a statement, in its turn if it writes."""
        self._prepare(sql)
        return super().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any]) -> "QueuedCursor":
        """Execute a statement many times, in its turn if it writes."""
        self._prepare(sql)
        return super().executemany(sql, parameters)

    def _prepare(self, sql: str) -> None:
        found = WRITES.match(sql)
        connection = self.connection
        if (
            found is None
            or connection.in_transaction
            or not isinstance(connection, QueuedConnection)
        ):
            return
        left = connection.stand_in_line()
        if found[1] is None:  # the statement does not begin by itself
            connection.begin(left)
