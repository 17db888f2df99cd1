"""Who writes to a SQLite file stands in line; who reads does not; who vanishes holds nobody up."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from campaign import store
from campaign.settings import ROOT
from campaign.store import Database

WRITE = "INSERT INTO written (by) VALUES (:by)"
HOLD = """
import sys
from sqlalchemy import text
from campaign.store import Database

with Database(sys.argv[1]).session() as db:
    db.execute(text("INSERT INTO written (by) VALUES ('other')"))
    print("holding", flush=True)
    sys.stdin.readline()
    db.commit()
"""
GO_ON = """
import sys
from sqlalchemy import text
from campaign.store import Database

database = Database(sys.argv[1])
while True:
    with database.session() as db:
        db.execute(text("INSERT INTO written (by) VALUES ('other')"))
        db.commit()
        print("written", flush=True)
"""


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return the address of a database with a table."""
    address = f"sqlite:///{tmp_path}/campaign.sqlite"
    with Database(address).session() as db:
        db.execute(text("CREATE TABLE written (by TEXT)"))
        db.commit()
    return address


@contextmanager
def other(program: str, url: str) -> Iterator["subprocess.Popen[str]"]:
    """Run a process that has written something by the time the block begins."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, url],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    try:
        assert process.stdout.readline()
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def write(url: str, by: str = "we") -> None:
    with Database(url).session() as db:
        db.execute(text(WRITE), {"by": by})
        db.commit()


def written(url: str, by: str) -> int:
    with Database(url).session() as db:
        found = db.scalar(text("SELECT count(*) FROM written WHERE by = :by"), {"by": by})
        return int(found or 0)


def test_a_writer_waits_until_another_process_is_done(url: str) -> None:
    with other(HOLD, url) as holder, ThreadPoolExecutor(1) as pool:
        ours = pool.submit(write, url)
        assert holder.stdin
        holder.stdin.write("go on\n")
        holder.stdin.flush()
        ours.result()

    assert (written(url, "other"), written(url, "we")) == (1, 1)


def test_a_reader_does_not_wait(url: str) -> None:
    with other(HOLD, url):
        assert written(url, "other") == 0


def test_a_writer_gives_up_in_the_end_and_holds_nobody_up(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with other(HOLD, url) as holder:
        with monkeypatch.context() as impatient:
            impatient.setattr(store, "BUSY_SECONDS", 0.1)
            for _ in range(3):
                with pytest.raises(OperationalError, match="database is locked"):
                    write(url)
        assert holder.stdin
        holder.stdin.write("go on\n")
        holder.stdin.flush()
        write(url)

    assert written(url, "we") == 1


def test_who_is_killed_while_writing_leaves_the_line(url: str) -> None:
    with other(HOLD, url) as holder:
        holder.send_signal(signal.SIGKILL)
        write(url)

    assert (written(url, "other"), written(url, "we")) == (0, 1)


@pytest.mark.slow
def test_who_writes_without_end_lets_others_write_too(url: str) -> None:
    """Whoever did not get in would give up after ten seconds, with an error."""
    with other(GO_ON, url) as busy, ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(write, url) for _ in range(20)]:
            done.result()
        assert busy.poll() is None

    assert written(url, "we") == 20
    assert written(url, "other") > 0


def test_who_knows_nothing_of_the_line_is_waited_for(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = sqlite3.connect(tmp_path / "campaign.sqlite")
    stranger.execute("BEGIN IMMEDIATE")
    with monkeypatch.context() as impatient:
        impatient.setattr(store, "BUSY_SECONDS", 0)
        with pytest.raises(OperationalError, match="database is locked"):
            write(url)
    stranger.close()

    write(url)

    assert written(url, "we") == 1


def test_a_statement_that_fails_leaves_the_line(url: str) -> None:
    with pytest.raises(OperationalError), Database(url).session() as db:
        db.execute(text("INSERT INTO nowhere VALUES (1)"))

    with other(HOLD, url):  # which could not begin otherwise
        pass


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_the_file_of_the_line_is_for_its_owner_alone(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        with Database(f"sqlite:///{tmp_path}/campaign.sqlite").session() as db:
            db.execute(text("CREATE TABLE written (by TEXT)"))
            db.execute(text(WRITE), {"by": "we"})
    finally:
        os.umask(before)

    assert (tmp_path / "campaign.sqlite-line").stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_a_database_in_memory_has_no_line() -> None:
    with Database("sqlite://").session() as db:
        db.execute(text("CREATE TABLE written (by TEXT)"))
        db.execute(text(WRITE), {"by": "we"})
        assert db.scalar(text("SELECT count(*) FROM written")) == 1
