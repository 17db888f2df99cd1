"""Bring a database's tables up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

MIGRATIONS = Path(__file__).parent / "migrations"
ALONE = {
    # Python begins by itself only before rows change, not before tables do.
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": "SELECT pg_advisory_xact_lock(5105106)",
}
"""The statement by which each database keeps other migrations away until this one is done."""


def upgrade(engine: Engine) -> None:
    """Apply every migration the database lacks, in one transaction.

    Nodes that start at the same moment wait for each other.
    """
    with engine.begin() as connection:
        connection.exec_driver_sql(ALONE[engine.dialect.name])
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_current(engine: Engine) -> bool:
    """Say whether the database has every migration of this version."""
    heads = ScriptDirectory.from_config(_config()).get_heads()
    with engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) == set(heads)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
