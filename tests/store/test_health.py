"""Whether a database takes what is written is found out by writing, and said in words."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import repeat
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import create_engine, make_url, text

from campaign.settings import ROOT
from campaign.store import Database, health, migrate
from campaign.store.health import Health, Trouble, find_trouble
from tests.databases import new_database


@pytest.fixture
def database_url(database_url: str) -> str:
    """Return the address of a database that is up to date."""
    return _up_to_date(database_url)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return an SQLite file that is up to date."""
    return _made(tmp_path / "campaign.sqlite")


def _made(file: Path) -> Path:
    _up_to_date(f"sqlite:///{file}")
    return file


def _up_to_date(url: str) -> str:
    database = Database(url)
    migrate.upgrade(database.engine)
    database.engine.dispose()
    return url


def trouble_of(file: Path) -> Trouble | None:
    return find_trouble(make_url(f"sqlite:///{file}"))


def test_a_database_that_takes_what_is_written_is_well(database_url: str) -> None:
    assert find_trouble(make_url(database_url)) is None


def test_a_database_without_its_tables_is_not_up_to_date(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    engine.dispose()

    assert find_trouble(make_url(database_url)) == Trouble.BEHIND


def test_it_really_writes(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        before = connection.execute("PRAGMA data_version").fetchone()

        assert trouble_of(file) is None

        assert connection.execute("PRAGMA data_version").fetchone() != before


def test_a_file_that_was_deleted_is_missed_and_not_made_anew(file: Path) -> None:
    file.unlink()

    assert trouble_of(file) == Trouble.GONE
    assert not file.exists()


def test_a_file_that_was_replaced_under_who_writes_to_it_is_noticed(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("SELECT * FROM alembic_version").fetchall()
        shutil.copy(file, file.with_name("backup"))
        file.with_name("backup").replace(file)

        assert trouble_of(file) == Trouble.REPLACED


def test_a_file_that_is_no_database_is_broken(file: Path) -> None:
    file.write_bytes(b"no database" * 1000)

    assert trouble_of(file) == Trouble.BROKEN


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to everything")
def test_a_file_that_may_only_be_read_is_no_place_to_count(file: Path) -> None:
    file.chmod(0o400)

    assert trouble_of(file) == Trouble.READ_ONLY


def test_another_who_holds_the_file_for_long_is_named(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "SECONDS_TO_WAIT", 0.1)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        assert trouble_of(file) == Trouble.BUSY


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of its own, of 1 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting a small disk is not permitted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_named(small_disk: Path) -> None:
    file = _made(small_disk / "campaign.sqlite")
    assert trouble_of(file) is None
    rest = (small_disk / "rest").open("wb", buffering=0)
    with rest, pytest.raises(OSError, match="No space left"):
        rest.writelines(repeat(bytes(4096)))

    assert trouble_of(file) == Trouble.FULL


@pytest.mark.slow
def test_a_file_that_may_not_grow_cannot_be_written_to(file: Path) -> None:
    seen = subprocess.run(
        [sys.executable, "-c", "from tests.store.test_health import *; say_when_small(sys.argv[1])",
         str(file)],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip

    assert seen.stdout.strip() == Trouble.BROKEN


def say_when_small(file: str) -> None:
    """Say what is wrong with a database where no file may have a byte."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    print(trouble_of(Path(file)))  # noqa: T201 - for the test


def test_a_server_that_only_lets_read_says_so(postgres_url: str) -> None:
    engine = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        name = make_url(postgres_url).database
        connection.exec_driver_sql(
            f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'
        )
    engine.dispose()

    assert find_trouble(make_url(postgres_url)) == Trouble.READ_ONLY


def test_a_server_that_is_not_there_does_not_answer() -> None:
    url = make_url("postgresql+psycopg://campaign@localhost:1/campaign")

    assert find_trouble(url) == Trouble.UNREACHABLE


@pytest.fixture
def postgres_url(postgresql: str) -> str:
    """Return the address of a PostgreSQL database that is up to date."""
    return _up_to_date(new_database(postgresql))


def test_an_answer_is_kept_for_a_while(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Health(make_url(f"sqlite:///{file}"))
    assert told.trouble() is None
    file.unlink()

    assert told.trouble() is None
    later = monotonic() + health.SECONDS_KEPT
    monkeypatch.setattr("campaign.store.health.monotonic", lambda: later)
    assert told.trouble() == Trouble.GONE
