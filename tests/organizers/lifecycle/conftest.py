"""A made-up campaign that says who runs it, in two languages, with its owner and a supporter."""

from typing import Any

import pytest
from flask import Flask

from campaign.web import services
from tests.conftest import TEST_LETTERS, AppWith
from tests.databases import new_database
from tests.organizers.browser import Browser
from tests.organizers.conftest import SCHEMES, MakePerson
from tests.pages import Visitor


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have facts looked up for every page."""
    monkeypatch.setattr(services, "FRESH", -1)


@pytest.fixture(params=SCHEMES)
def app(request: pytest.FixtureRequest, app_with: AppWith) -> Flask:
    """Return an application on the made-up campaign, on a database of each kind."""
    changed: dict[str, Any] = {"letters": TEST_LETTERS}
    if request.param == "postgresql":
        changed["database_url"] = new_database(request.getfixturevalue("postgresql"))
    app = app_with(**changed)
    app.config["PREFERRED_URL_SCHEME"] = SCHEMES[request.param]
    return app


@pytest.fixture
def ada(person: MakePerson) -> Browser:
    """Return an owner's browser."""
    return person().browser


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Return a supporter."""
    return Visitor(app)
