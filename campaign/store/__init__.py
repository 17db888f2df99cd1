"""What is kept. Knows SQL; knows nothing of requests, letters or files. Nothing here commits."""

import sqlite3
from typing import Any

from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Engine, event

db = SQLAlchemy(engine_options={"hide_parameters": True})
"""The sessions of one application; errors never show the values of a statement."""

BUSY_SECONDS = 10
"""How long a writer waits for another before giving up."""


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - any driver's
    """Let readers and a writer of a SQLite file work side by side, and lose nothing committed."""
    if isinstance(connection, sqlite3.Connection):
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            f"busy_timeout={BUSY_SECONDS * 1000}",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
