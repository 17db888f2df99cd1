"""What commands share that work as the application does."""

from collections.abc import Iterator
from contextlib import contextmanager

from campaign import create_app
from campaign.catalogue import Catalogue
from campaign.cli.base import settings
from campaign.store import migrate
from campaign.web.database import db


@contextmanager
def open_application() -> Iterator[Catalogue]:
    """Open the database, brought up to date, and give the campaigns as they were shipped."""
    app = create_app(settings())
    with app.app_context():
        migrate.upgrade(db.engine)
        yield app.extensions["services"].shipped
