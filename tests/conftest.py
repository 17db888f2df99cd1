"""What tests share: the real campaign, a small right-to-left one, and an application on each."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings

from campaign import catalogue, create_app
from campaign.model.statement import Campaign
from campaign.settings import ROOT, Settings
from campaign.store import db, migrate

TODAY = date(2026, 11, 24)
TEST_LETTERS = Path(__file__).parent / "letters"

# How long one example takes says more of the machine than of the code.
hypothesis_settings.register_profile("tests", deadline=None)
hypothesis_settings.load_profile("tests")


@pytest.fixture(scope="session")
def real() -> Campaign:
    """Return the campaign that is shipped."""
    return catalogue.load(ROOT / "letters")["uyghur-assessment"]


@pytest.fixture(scope="session")
def orchard() -> Campaign:
    """Return the made-up campaign in Arabic and English."""
    return catalogue.load(TEST_LETTERS)["orchard"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings for one test: a database of its own, and a fixed day."""
    return Settings(
        secret_key="a secret of the tests, of no other use",  # noqa: S106 - no secret
        database_url=f"sqlite:///{tmp_path}/campaign.sqlite",
        min_seconds=0,
        fixed_today=TODAY,
    )


def make_app(settings: Settings) -> Flask:
    """Return an application whose database is up to date."""
    app = create_app(settings)
    with app.app_context():
        migrate.upgrade(db.engine)
    return app


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """Return an application on the real campaign."""
    app = make_app(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def orchard_app(settings: Settings) -> Iterator[Flask]:
    """Return an application on the right-to-left campaign."""
    app = make_app(replace(settings, letters=TEST_LETTERS))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a client that keeps no cookies, as none are set."""
    return app.test_client(use_cookies=False)
