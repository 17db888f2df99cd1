"""Queues of every kind, and workers on databases of every kind, with the made-up campaign."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from campaign import catalogue
from campaign.store import Database
from campaign.worker import PrintWorker
from tests.builders import TEST_LETTERS
from tests.store.conftest import database_url, empty, engine, postgresql
from tests.worker.browser import Desk, until

__all__ = ["database_url", "empty", "engine", "postgresql"]

MakeWorker = Callable[[], PrintWorker]


@pytest.fixture(scope="session")
def redis() -> Iterator[str]:
    """Start Redis on a socket of its own and return its address, or skip the test."""
    if shutil.which("redis-server") is None:
        pytest.skip("Redis: redis-server is not installed")
    folder = Path(tempfile.mkdtemp(prefix="redis-"))  # short: a socket's path has 107 bytes at most
    socket = folder / "socket"
    command = ["redis-server", "--port", "0", "--unixsocket", str(socket), "--save", ""]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as server:
        until(socket.exists)
        yield f"redis+unix://{socket}"
        server.terminate()
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "redis", "postgresql"])
def queue_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a queue of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/queue.sqlite"
    server: str = request.getfixturevalue(request.param)
    return server.format(name="postgres")


@pytest.fixture
def desk(engine: Engine, database_url: str) -> Iterator[Desk]:
    """Return what an organizer and the tests see of the jobs."""
    del engine
    database = Database(database_url)
    yield Desk(database)
    database.engine.dispose()


@pytest.fixture
def worker(desk: Desk) -> PrintWorker:
    """Return a worker in this process."""
    return PrintWorker(desk.database, catalogue.load(TEST_LETTERS))
