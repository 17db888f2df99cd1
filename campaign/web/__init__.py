"""Pages. Knows requests and HTML; asks `actions` for everything that happens."""

import os

from flask import Flask
from jinja2 import StrictUndefined

from campaign.actions.count_writer import CountWriter
from campaign.actions.counted_once import CountedOnce
from campaign.catalogue import Catalogue
from campaign.credentials.seals import Seals
from campaign.press.pool import Pool
from campaign.settings import Settings
from campaign.web import (
    compression,
    error_pages,
    locale,
    organizers,
    page_cache,
    security_headers,
    template_helpers,
    unlaunched,
)
from campaign.web.database import db
from campaign.web.public_data import public
from campaign.web.services import Services
from campaign.web.supporters import (
    about,
    event_page,
    host_page,
    letter_evening,
    letter_output,
    outcome_reports,
    pictures,
    sharing,
    target_pages,
    writing,
)

PRESS_WORKERS = 4
"""The most processes that make PDFs; as many as there are processors where these are fewer."""
WAITING_LETTERS = 8
"""The most PDFs of one letter that wait before the next is told to come again."""
WAITING_FOR_SEVERAL = 3
"""The most PDFs of several letters that wait.

With those being made they are fewer than one process of the server has threads, so that pages are
still answered.
"""


def init_app(app: Flask, settings: Settings, catalogue: Catalogue) -> None:
    """Put the pages on an application."""
    waiting = WAITING_LETTERS if settings.rate_limits else None
    # With one processor too there is a worker for single letters, and one for several at once.
    workers = min(max(2, os.cpu_count() or 1), PRESS_WORKERS)
    press = Pool(workers, waiting=waiting, waiting_for_several=WAITING_FOR_SEVERAL)
    with app.app_context():
        counts = CountWriter(db.sessionmaker, CountedOnce(Seals(settings.secret_key)))
    app.extensions["services"] = Services(settings, catalogue, press, counts)
    app.jinja_env.undefined = StrictUndefined
    locale.init_app(app)
    error_pages.init_app(app)
    template_helpers.init_app(app, settings)
    compression.init_app(app)
    page_cache.init_app(app)
    security_headers.init_app(app, settings)
    unlaunched.init_app(app)
    rooms = (
        target_pages,
        writing,
        letter_output,
        outcome_reports,
        sharing,
        pictures,
        letter_evening,
        event_page,
        host_page,
        about,
    )
    for pages in (public, *(room.pages for room in rooms)):
        app.register_blueprint(pages)
    organizers.init_app(app)
