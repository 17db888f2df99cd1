"""The database. Knows SQL; knows nothing of requests, letters or files. Nothing here commits."""

import sqlite3
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

from campaign.store.write_queue import QueuedConnection


class Database:
    """A database for those who have no application."""

    def __init__(self, url: str) -> None:
        """Connect when it is first used."""
        self.engine = create_engine(url, hide_parameters=True)

    def session(self) -> Session:
        """Return a new session; closing it gives up what it did not commit."""
        return Session(self.engine)


BUSY_SECONDS = 10
"""The seconds that a writer waits for another before giving up."""


@event.listens_for(Engine, "do_connect")
def _stand_in_line(dialect: Any, _record: object, _args: object, how: dict[str, Any]) -> None:  # noqa: ANN401
    """Have who writes to a SQLite file wait for others in line."""
    if dialect.driver == "pysqlite":
        how |= {"factory": QueuedConnection, "timeout": BUSY_SECONDS}


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - any driver's
    """Let readers and a writer of a SQLite file work side by side, and lose nothing committed."""
    if isinstance(connection, sqlite3.Connection):
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
