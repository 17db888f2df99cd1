"""Finds out whether the database takes what is written, by writing."""

import sqlite3
import threading
from contextlib import closing, suppress
from enum import StrEnum
from pathlib import Path
from shutil import disk_usage
from time import monotonic
from typing import Final
from urllib.parse import quote

from sqlalchemy import URL, create_engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from campaign.store import migrate

SECONDS_KEPT: Final = 10
"""The seconds for which an answer is given again: whoever asks often makes no work."""
SECONDS_TO_WAIT: Final = 2
"""The most seconds to wait for others who write, and for a database server."""

LEAST_FREE: Final = 64 * 1024
"""The fewest free bytes of a disk: with fewer, SQLite cannot make the files beside its own."""


class Trouble(StrEnum):
    """What is wrong with a database, in words for its operator."""

    GONE = "the database's file is not there"
    REPLACED = "the database's file was deleted or replaced under the running server: restart it"
    READ_ONLY = "the database may only be read"
    FULL = "the disk is full"
    BUSY = "something else has kept the database from being written to for too long"
    BEHIND = "the database is not up to date"
    UNREACHABLE = "the database does not answer"
    BROKEN = "the database cannot be written to"


SQLITE: Final = {
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_FULL: Trouble.FULL,
}
"""The trouble that each of SQLite's primary result codes means."""
POSTGRESQL: Final = {
    "25006": Trouble.READ_ONLY,
    "42501": Trouble.READ_ONLY,
    "42P01": Trouble.BEHIND,
    "53100": Trouble.FULL,
    "55P03": Trouble.BUSY,
    "57014": Trouble.BUSY,
}
"""The trouble that each of PostgreSQL's error codes means."""


class Health:
    """Tells how the database is, for any thread of one process, and looks again now and then."""

    def __init__(self, url: URL) -> None:
        """Take where the database is."""
        self._url = url
        self._trouble: Trouble | None = None
        self._until = float("-inf")
        self._finding_out = threading.Lock()

    def trouble(self) -> Trouble | None:
        """Return what is wrong, if anything is, as it was at most ten seconds ago.

        While one finds out, all others get the answer from before; nobody waits behind anybody.
        """
        is_first = self._until < 0
        if monotonic() >= self._until and self._finding_out.acquire(blocking=is_first):
            try:
                if monotonic() >= self._until:
                    self._trouble = find_trouble(self._url)
                    self._until = monotonic() + SECONDS_KEPT
            finally:
                self._finding_out.release()
        return self._trouble


def find_trouble(url: URL) -> Trouble | None:
    """Return what is wrong with a database, if anything is, by writing to it."""
    if url.get_backend_name() == "sqlite":
        return _trouble_of_file(Path(url.database or ""))
    try:
        _write_to_server(url)
    except DBAPIError as error:
        return POSTGRESQL.get(getattr(error.orig, "sqlstate", None) or "", Trouble.UNREACHABLE)
    except SQLAlchemyError:
        return Trouble.UNREACHABLE
    return None if _is_current(url) else Trouble.BEHIND


def _trouble_of_file(file: Path) -> Trouble | None:
    if not file.exists():
        return Trouble.GONE
    if _is_held_though_deleted(file):
        return Trouble.REPLACED
    try:
        _write_to_file(file)
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        is_full = disk_usage(file.parent).free < LEAST_FREE
        return SQLITE.get(code, Trouble.FULL if is_full else Trouble.BROKEN)
    return None if _is_current(URL.create("sqlite", database=str(file))) else Trouble.BEHIND


def _is_held_though_deleted(file: Path) -> bool:
    """Say whether this process still writes to a file that nobody will find again.

    SQLite does not notice it: what is counted there is lost without a word.
    """
    lost = Path(f"{file.resolve()} (deleted)")
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            if descriptor.readlink() == lost:
                return True
    return False


def _write_to_file(file: Path) -> None:
    """Commit a number that nobody reads: the header's user version, which changes each time."""
    address = f"file:{quote(str(file))}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=SECONDS_TO_WAIT)) as connection:
        connection.isolation_level = None
        connection.execute("BEGIN IMMEDIATE")
        (number,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version = {(number + 1) % 1_000_000}")
        connection.execute("COMMIT")


def _write_to_server(url: URL) -> None:
    """Commit the version that is there already: PostgreSQL writes it anew all the same."""
    limits = {"connect_timeout": SECONDS_TO_WAIT}
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=limits)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {SECONDS_TO_WAIT * 1000}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")


def _is_current(url: URL) -> bool:
    try:
        return migrate.is_current(create_engine(url, poolclass=NullPool, hide_parameters=True))
    except SQLAlchemyError:
        return False
