"""The database of an application, with a session for each request."""

from inspect import iscoroutinefunction
from typing import Final

from flask.sansio.app import App
from flask_sqlalchemy_lite import SQLAlchemy


class RequestSessions(SQLAlchemy):
    """Sessions that are closed as they are: none of ours is asynchronous."""

    def init_app(self, app: App) -> None:
        """Close nothing asynchronously: that starts an event loop for every request."""
        super().init_app(app)
        closing = app.teardown_appcontext_funcs
        closing[:] = [close for close in closing if not iscoroutinefunction(close)]


db: Final = RequestSessions(engine_options={"hide_parameters": True})
"""The sessions of an application; errors never show the values of a statement."""
