"""Organizers who were invited, joined and are signed in, each in their browser.

Every test that asks for the application runs twice: on SQLite without TLS, as somebody tries it
out, and on PostgreSQL behind TLS, as it is served to many.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache

from campaign import create_app
from campaign.actions import invitations
from campaign.cli.fact_imports import utc_now
from campaign.model.organizer import Role
from campaign.web.database import db
from tests.conftest import end, make_settings
from tests.databases import empty_tables, make_current, new_database
from tests.organizers.browser import Browser, Person
from tests.store.conftest import postgresql

__all__ = ["postgresql"]

SCHEMES = {"sqlite": "http", "postgresql": "https"}
MakePerson = Callable[..., Person]


@pytest.fixture(scope="session", params=SCHEMES)
def desk_app(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    compiled: BytecodeCache,
) -> Iterator[Flask]:
    """Return an application on the real campaign, on a database of each kind."""
    settings = make_settings(tmp_path_factory.mktemp("desk"))
    if request.param == "postgresql":
        url = new_database(request.getfixturevalue("postgresql"))
        settings = replace(settings, database_url=url)
    make_current(settings.database_url)
    app = create_app(settings)
    app.jinja_env.bytecode_cache = compiled
    app.config["PREFERRED_URL_SCHEME"] = SCHEMES[request.param]  # browsers of the tests keep to it
    yield app
    end(app)


@pytest.fixture
def app(desk_app: Flask) -> Iterator[Flask]:
    """Return that application, with nothing kept in any table yet."""
    yield desk_app
    with desk_app.app_context():
        empty_tables(db.engine)


@pytest.fixture
def person(app: Flask) -> MakePerson:
    """Return a way to make organizers who have just joined, without the page for it."""

    def make(email: str = "ada@example.org", role: Role = Role.OWNER, **where: Any) -> Person:  # noqa: ANN401
        return Person.joined(Browser(app, **where), email, role)

    return make


@pytest.fixture
def person_by_page(app: Flask) -> MakePerson:
    """Return a way to make organizers who have just joined, as everybody does."""

    def make(email: str = "ada@example.org", role: Role = Role.OWNER, **where: Any) -> Person:  # noqa: ANN401
        with app.app_context():
            token = invitations.invite(db.session, email=email, role=role, by="test", now=utc_now())
        return Person.join(Browser(app, **where), token, email)

    return make
