"""Letter-writing campaigns: from a statement to a letter in hand, keeping nothing of the writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from campaign.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """Return the whole application, joined from its parts. Raises BrokenData or WeakSetting.

    The imports are inside so that processes that only make paper load no Flask.
    """
    import os

    from flask import Flask

    from campaign import catalogue, logs, web
    from campaign.settings import ROOT, from_environment
    from campaign.web.database import db

    settings = settings or from_environment(os.environ)
    logs.init()
    app = Flask(
        "campaign",
        root_path=str(ROOT / "campaign"),
        static_folder=str(ROOT / "static"),
        template_folder=str(ROOT / "templates"),
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_ENGINES={"default": settings.database_url},
        SEND_FILE_MAX_AGE_DEFAULT=365 * 24 * 3600,
    )
    db.init_app(app)
    web.init_app(app, settings, catalogue.load(settings.letters))
    return app
