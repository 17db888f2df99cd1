"""Databases with all tables: made once for each kind in each process, and copied for each test."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, make_url, text

from campaign.store import migrate
from campaign.store.tables import TableBase

EMPTY = "template1"
"""PostgreSQL's own, from which it copies every new database unless told otherwise."""
OTHERS_GONE = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
"""Ends what is still connected to a database, such as a process that a test killed."""
IDLE: Final = defaultdict[str, list[str]](list)
"""The databases of each server that were lent and came back."""
NUMBERED_FROM_ONE = "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"


def new_database(server: str) -> str:
    """Make an up-to-date database in PostgreSQL and return its address."""
    return empty_database(server, _template(server))


@contextmanager
def lent_database(server: str) -> Iterator[str]:
    """Lend an up-to-date database in PostgreSQL; emptied, it is lent to the next test.

    To empty it takes a few milliseconds, to make one a fifth of a second of processor time.
    """
    idle = IDLE[server]
    url = idle.pop() if idle else new_database(server)
    yield url
    engine = create_engine(url)
    if migrate.is_current(engine):  # a test may have taken its tables away
        with engine.begin() as connection:
            connection.execute(text(OTHERS_GONE))
            connection.execute(text(NUMBERED_FROM_ONE))
        empty_tables(engine)
        idle.append(url)
    engine.dispose()


def empty_database(server: str, template: str = EMPTY) -> str:
    """Make a database without tables in PostgreSQL, or a copy of another; return its address."""
    name = f"t{uuid4().hex}"
    admin = create_engine(server.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:  # files are copied for less than half of the other way
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"))
    admin.dispose()
    return server.format(name=name)


def make_current(url: str) -> None:
    """Put an up-to-date SQLite file where none is; databases of PostgreSQL are made up to date."""
    address = make_url(url)
    file = Path(address.database or "")
    if address.get_backend_name() == "sqlite" and not file.exists():
        file.write_bytes(_file())


def empty_tables(engine: Engine) -> None:
    """Take every row out of every table, the audit's too, which the database itself refuses."""
    with engine.begin() as connection, _triggers_gone(connection):
        for table in reversed(TableBase.metadata.sorted_tables):
            connection.execute(table.delete())


@contextmanager
def _triggers_gone(connection: Connection) -> Iterator[None]:
    """Have no trigger refuse anything in this transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        yield
        return
    named = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = connection.execute(named).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, made in triggers:
        connection.exec_driver_sql(made)


@cache
def _template(server: str) -> str:
    url = empty_database(server)
    _upgrade(url)
    name = make_url(url).database
    assert name
    return name


@cache
def _file() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "campaign.sqlite"
        _upgrade(f"sqlite:///{file}")
        return file.read_bytes()


def _upgrade(url: str) -> None:
    engine = create_engine(url)
    migrate.upgrade(engine)
    engine.dispose()
