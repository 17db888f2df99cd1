"""A made-up campaign that says who runs it, in two languages, with its owner and a supporter."""

from collections.abc import Iterator

import pytest
from flask import Flask

from campaign.web import services
from tests.conftest import TEST_LETTERS, AppWith
from tests.databases import lent_database
from tests.organizers.browser import Browser
from tests.organizers.conftest import SCHEMES, MakePerson
from tests.pages import Visitor


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have facts looked up for every page."""
    monkeypatch.setattr(services, "FRESH", -1)


@pytest.fixture(params=SCHEMES)
def database(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """Yield the settings for a database of each kind."""
    if request.param == "sqlite":
        yield {}
        return
    with lent_database(request.getfixturevalue("postgresql")) as url:
        yield {"database_url": url}


@pytest.fixture
def app(request: pytest.FixtureRequest, database: dict[str, str], app_with: AppWith) -> Flask:
    """Return an application on the made-up campaign, on that database."""
    app = app_with(letters=TEST_LETTERS, **database)
    app.config["PREFERRED_URL_SCHEME"] = SCHEMES[request.node.callspec.params["database"]]
    return app


@pytest.fixture
def ada(person: MakePerson) -> Browser:
    """Return an owner's browser."""
    return person().browser


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Return a supporter."""
    return Visitor(app)
