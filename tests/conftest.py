"""What tests share: the real campaign, a small right-to-left one, and an application on each."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache, FileSystemBytecodeCache

from campaign import catalogue, create_app
from campaign.actions import letters
from campaign.model.statement import Campaign
from campaign.settings import ROOT, Settings
from campaign.web import page_cache
from campaign.web.database import db
from tests import server_process
from tests.databases import make_current
from tests.server_process import Server, serving
from tests.suites import pytest_addoption, pytest_collection_modifyitems, pytest_configure

__all__ = ["pytest_addoption", "pytest_collection_modifyitems", "pytest_configure"]

TODAY = date(2026, 11, 24)
TEST_LETTERS = Path(__file__).parent / "letters"
COUNTED = (
    "from campaign.actions import letters; "
    "letters.mark_of = lambda campaign, occasion: occasion.marked"
)
"""What has a server count what is tried as if it were launched."""
read_once = cache(catalogue.load)
"""A way to read a folder of letters that no test changes."""
AppWith = Callable[..., Flask]
"""Makes an application whose database is up to date; keywords are settings."""


@pytest.fixture(scope="session")
def real() -> Campaign:
    """Return the campaign that is shipped."""
    return read_once(ROOT / "letters").campaigns["uyghur-assessment"]


@pytest.fixture(scope="session")
def orchard() -> Campaign:
    """Return the made-up campaign in Arabic and English."""
    return read_once(TEST_LETTERS).campaigns["orchard"]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a running server of the real campaign, which many tests share."""
    fresh = "from campaign.web import page_cache; page_cache.COUNTS_LAST = 0"
    with serving(tmp_path_factory.mktemp("server"), first=f"{COUNTED}; {fresh}") as running:
        yield running


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show counts as they are: pages that show them are kept for no time."""
    monkeypatch.setattr(page_cache, "COUNTS_LAST", 0)


def make_settings(folder: Path) -> Settings:
    """Return settings for a database in a folder, on a fixed day."""
    return Settings(
        secret_key="a secret of the tests, of no other use",  # noqa: S106 - no secret
        database_url=f"sqlite:///{folder}/campaign.sqlite",
        queue_url=f"sqlite:///{folder}/queue.sqlite",
        min_seconds=0,
        fixed_today=TODAY,
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings for one test, with a database of its own."""
    return make_settings(tmp_path)


@pytest.fixture(scope="session")
def compiled() -> BytecodeCache:
    """Return where compiled templates are kept: or each application compiles all that it shows."""
    return FileSystemBytecodeCache(server_process.compiled())


@pytest.fixture(autouse=True)
def _counted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Count what is tried as if it were launched, but where a test is about that.

    The campaigns of the tests are not: their letters use addresses that nobody has confirmed.
    """
    if "before_launch" not in request.keywords:
        monkeypatch.setattr(letters, "mark_of", lambda _, occasion: occasion.marked)


@pytest.fixture
def app_with(settings: Settings, compiled: BytecodeCache) -> Iterator[AppWith]:
    """Return a way to make applications, with other settings than the tests' usual ones."""
    made = []

    def make(**changed: Any) -> Flask:  # noqa: ANN401 - as the settings have them
        wanted = replace(settings, **changed)
        make_current(wanted.database_url)
        with pytest.MonkeyPatch.context() as patch:
            if wanted.letters in {settings.letters, TEST_LETTERS}:
                patch.setattr(catalogue, "load", read_once)
            app = create_app(wanted)
        app.jinja_env.bytecode_cache = compiled
        made.append(app)
        return app

    yield make
    for app in made:
        end(app)


def end(app: Flask) -> None:
    """Give back what an application holds: its press's processes, what counts, its connections."""
    app.extensions["services"].press.end()
    app.extensions["services"].counts.end()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(app_with: AppWith) -> Flask:
    """Return an application on the real campaign."""
    return app_with()


@pytest.fixture
def orchard_app(app_with: AppWith) -> Flask:
    """Return an application on the right-to-left campaign."""
    return app_with(letters=TEST_LETTERS)
