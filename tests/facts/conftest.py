"""What tests of facts share: the shipped campaigns, copies to spoil, and both databases."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from campaign import catalogue
from campaign.catalogue import Catalogue
from campaign.cli import main
from campaign.model.world import World
from campaign.settings import ROOT, Settings
from tests.conftest import TEST_LETTERS, TODAY
from tests.store.conftest import database_url, empty, engine, postgresql

__all__ = ["database_url", "empty", "engine", "postgresql"]

Run = Callable[..., Result]
"""Runs a command of `bin/campaign`; keywords are further CAMPAIGN_* variables."""


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """Return a copy of the made-up letters that may be changed."""
    return shutil.copytree(TEST_LETTERS, tmp_path / "letters")


@pytest.fixture(scope="session")
def made_up() -> Catalogue:
    """Return the made-up campaign with its facts."""
    return catalogue.load(TEST_LETTERS)


@pytest.fixture(scope="session")
def whole() -> Catalogue:
    """Return the campaign that is shipped with its facts."""
    return catalogue.load(ROOT / "letters")


@pytest.fixture
def world(whole: Catalogue) -> World:
    """Return the facts that are shipped."""
    return whole.world


@pytest.fixture
def db(engine: Engine) -> Iterator[Session]:
    """Return a session on a database that is up to date, of each kind."""
    with Session(engine) as session:
        yield session


@pytest.fixture
def run(tmp_path: Path, settings: Settings) -> Run:
    """Return a way to run commands on the made-up letters and a database of this test."""
    environ = {
        "CAMPAIGN_INSTANCE": str(tmp_path / "instance"),
        "CAMPAIGN_DATABASE_URL": settings.database_url,
        "CAMPAIGN_TODAY": TODAY.isoformat(),
        "CAMPAIGN_LETTERS": str(TEST_LETTERS),
    }

    def command(*arguments: object, **variables: object) -> Result:
        changed = {f"CAMPAIGN_{name.upper()}": str(value) for name, value in variables.items()}
        return CliRunner().invoke(main, list(map(str, arguments)), env=environ | changed)

    return command
