"""What an organizer's browser keeps: one cookie with a random word, opened on their pages only.

Whether the word lets somebody in is in the database. The form tokens of Flask-WTF follow from it,
so that nothing is kept of a browser before somebody signs in.
"""

from typing import Any, Final, cast

from flask import Flask, Request, Response, request, session
from flask.sessions import SessionInterface, SessionMixin
from flask_wtf.csrf import CSRFProtect
from werkzeug.routing import BaseConverter, IntegerConverter, Map, ValidationError
from werkzeug.wrappers import Response as BaseResponse

from campaign.credentials.passkeys import Site
from campaign.credentials.seals import new_token
from campaign.model.facts import WORLD, FactTable
from campaign.web.services import services

PREFIX: Final = "/organizers"
COOKIE: Final = "organizer"
COOKIE_LASTS: Final = 30 * 24 * 3600
"""Seconds. Long after its session has ended it still shows that guesses come from a known place."""
csrf: Final = CSRFProtect()


class RowNumber(IntegerConverter):
    """A number in an address that a database can hold: others lead nowhere."""

    def __init__(self, map: Map) -> None:  # noqa: A002 - werkzeug's name
        """Take numbers up to those of a column."""
        super().__init__(map, max=2**31 - 1)


class SheetName(BaseConverter):
    """The name of a sheet of the world's facts in an address: others lead nowhere."""

    def to_python(self, value: str) -> FactTable:
        """Return the sheet."""
        if value not in WORLD:
            raise ValidationError
        return FactTable(value)


class Visit(dict[str, Any], SessionMixin):
    """Flask's session: the browser's word, and what Flask-WTF needs."""

    def __init__(self, token: str, came_with: str) -> None:
        """Begin with the word that the browser has, or with a new one."""
        super().__init__()
        self.came_with = came_with
        self.renew(token)

    def renew(self, token: str) -> None:
        """Give the browser another word, so that one known before a sign-in is worth nothing."""
        self.token = token
        self["csrf_token"] = services.seals.derive("forms", token).hex()


class Visits(SessionInterface):
    """Opens sessions on organizers' pages, and nowhere else."""

    def open_session(self, app: Flask, request: Request) -> Visit | None:
        """Return the visit of a browser; None, which Flask keeps empty, for all other pages."""
        if not is_theirs(request.path):
            return None
        came_with = request.cookies.get(_name(request), "")
        with app.app_context():
            return Visit(came_with or new_token(), came_with)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Give the browser its cookie, if it is new. `__Host-` names can only be set over TLS."""
        del app
        visit = cast("Visit", session)
        response.vary.add("Cookie")
        if visit.token == visit.came_with:
            return
        response.set_cookie(
            _name(request),
            visit.token,
            max_age=COOKIE_LASTS,
            path="/" if request.is_secure else f"{PREFIX}/",
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )


def init_app(app: Flask) -> None:
    """Open sessions on these pages, and have all that is posted there carry a token."""
    # `permits` checks tokens, once it is known who posts; they end with the word they follow from.
    app.url_map.converters |= {"row": RowNumber, "sheet": SheetName}
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None)
    app.session_interface = Visits()
    csrf.init_app(app)
    app.after_request(_headers)


def is_theirs(path: str) -> bool:
    """Say whether a path is among the organizers' pages."""
    return path == PREFIX or path.startswith(f"{PREFIX}/")


def visit() -> Visit:
    """Return the visit of this request."""
    return cast("Visit", session)


def forget_pages(response: BaseResponse) -> BaseResponse:
    """Have the browser forget what it has of our pages, on an answer that signs it out.

    Its cookie stays: it opens nothing, and shows that guesses come from a known place.
    """
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def site() -> Site:
    """Return what passkeys are bound to here."""
    return Site(request.host.rpartition(":")[0] or request.host, request.host_url.rstrip("/"))


def back() -> str:
    """Return where to go on after showing who one is: a page of ours that was asked for."""
    wanted = request.args.get("next", "")
    return wanted if is_theirs(wanted) and wanted.isprintable() else f"{PREFIX}/"


def _name(request: Request) -> str:
    return f"__Host-{COOKIE}" if request.is_secure else COOKIE


def _headers(response: Response) -> Response:
    """Tell these pages' own addresses to themselves: over TLS Flask-WTF asks where a form was."""
    if is_theirs(request.path):
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cache-Control"] = "no-store"
    return response
