"""One application for most tests of the pages, which keep nothing but counts."""

from collections.abc import Iterator

import pytest
from flask import Flask

from campaign import create_app
from campaign.web.database import db
from tests.conftest import end, make_settings
from tests.databases import empty_tables, make_current


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Return an application on the real campaign."""
    settings = make_settings(tmp_path_factory.mktemp("shared"))
    make_current(settings.database_url)
    app = create_app(settings)
    yield app
    end(app)


@pytest.fixture
def app(shared_app: Flask) -> Iterator[Flask]:
    """Return that application, with nothing kept in any table yet."""
    yield shared_app
    with shared_app.app_context():
        empty_tables(db.engine)
