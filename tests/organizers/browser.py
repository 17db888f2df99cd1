"""An organizer and their browser, which keeps cookies as browsers do, and an app for codes."""

import base64
import io
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from campaign.actions import invitations
from campaign.cli.fact_imports import utc_now
from campaign.credentials import codes, passwords
from campaign.credentials.seals import new_token
from campaign.model.organizer import Role
from campaign.web.database import db
from campaign.web.organizers.browser_session import COOKIE
from tests.pages import Form, Page, Visitor
from tests.soundness import HEADERS, attributes, words

PASSWORD = "seven quiet herons under glass"  # noqa: S105 - of made-up people
JOIN = "Join"
hashed_once = cache(passwords.hash_password)
"""A way to hash a password as it ships, once for all who have the same."""


class Browser(Visitor):
    """A browser on the organizers' pages: with a cookie, and a referrer where forms are sent."""

    def __init__(self, app: Flask, base_url: str = "", **headers: str) -> None:
        """Begin with an empty jar; without an address, at the one that the application has."""
        here = f"{app.config['PREFERRED_URL_SCHEME']}://localhost"
        super().__init__(app, base_url or here, **headers)
        self._client = app.test_client(use_cookies=True)
        self.app = app

    def cookie(self) -> Any:  # noqa: ANN401 - werkzeug's or none
        """Return the cookie that the browser keeps."""
        name = f"__Host-{COOKIE}" if self._base_url.startswith("https:") else COOKIE
        for path in ("/", "/organizers/"):
            kept = self._client.get_cookie(name, path=path)
            if kept:
                return kept
        return None

    def keep(self, word: str) -> None:
        """Keep a cookie that lets in whoever joined or signed in without a page."""
        is_secure = self._base_url.startswith("https:")
        self._client.set_cookie(
            f"__Host-{COOKIE}" if is_secure else COOKIE,
            word,
            domain=urlsplit(self._base_url).hostname or "",
            path="/" if is_secure else "/organizers/",
            secure=is_secure,
            httponly=True,
            samesite="Lax",
        )

    def steal(self, cookie: Any) -> None:  # noqa: ANN401 - werkzeug's
        """Take over a cookie of another browser."""
        self._client.set_cookie(cookie.key, cookie.value, path=cookie.path, domain="localhost")

    def forget(self) -> None:
        """Lose all cookies."""
        self._client = self.app.test_client(use_cookies=True)

    def begin(self, url: str) -> TestResponse:
        """Return an answer of which nothing was read yet."""
        return self._client.get(url, **{**self._options(), "buffered": False})

    def page(self, url: str, answer: TestResponse, status: int) -> Page:
        """Return an answer as a page, once it is found sound."""
        return self._page(url, answer, status)

    def bring(self, form: Form, button: str, file: bytes, name: str = "file") -> TestResponse:
        """Send a form with a file chosen in it, and return the answer, whatever it is."""
        pressed = form.button(button)
        fields = {key: values[0] for key, values in form.values.items() if values}
        data = {**fields, "file": (io.BytesIO(file), name)}
        answer = self._client.post(
            pressed.action, data=data, content_type="multipart/form-data", **self._options()
        )
        return self._sound(pressed.action, answer)

    def _options(self) -> dict[str, Any]:
        options = super()._options()
        referrer = {"Referer": f"{self._base_url}/organizers/"}
        return {**options, "headers": {**referrer, **self._headers}}

    def _sound(self, url: str, answer: TestResponse) -> TestResponse:
        wanted = {**HEADERS, "Referrer-Policy": "same-origin", "Cache-Control": "no-store"}
        for name, value in wanted.items():
            assert answer.headers.getlist(name) == [value], (url, name)
        assert "Cookie" in answer.headers["Vary"]
        return answer


@dataclass
class Person:
    """Somebody with a browser, an app for codes and recovery codes on paper."""

    browser: Browser
    email: str
    secret: bytes
    recovery: tuple[str, ...]
    ahead: int = field(default=0)

    @classmethod
    def join(cls, browser: Browser, token: str, email: str) -> "Person":
        """Follow an invitation and fill its page in."""
        url = f"/organizers/join/{token}"
        page = browser.open(url)
        secret = secret_on(page)
        form = page.form(JOIN).fill(password=PASSWORD)
        if form.offered["email"] is None:
            form = form.fill(email=email)
        answer = browser.press(form.fill(code=_code_before(secret)), JOIN)
        if answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY:  # half a minute ended meanwhile
            answer = browser.press(form.fill(code=_code_before(secret)), JOIN)
        page = browser.page(url, answer, HTTPStatus.OK)
        assert page.heading == "Your recovery codes"
        return cls(browser, email, secret, recovery_on(page), ahead=0)

    @classmethod
    def joined(cls, browser: Browser, email: str, role: Role) -> "Person":
        """Invite somebody, who joins without looking at the page: for tests of what comes then."""
        services, secret, word = browser.app.extensions["services"], codes.new_secret(), new_token()
        brought = invitations.Enrolment(email, PASSWORD, secret, codes.counter_at(utc_now()) - 1)
        with browser.app.app_context(), pytest.MonkeyPatch.context() as patch:
            patch.setattr(passwords, "hash_password", hashed_once)
            token = invitations.invite(db.session, email=email, role=role, by="test", now=utc_now())
            invitation = invitations.look_up_invitation(db.session, token, now=utc_now())
            _, recovery = invitations.accept_invitation(
                db.session, services.seals, invitation, brought, token=word, now=utc_now()
            )
        browser.keep(word)
        return cls(browser, email, secret, recovery)

    def code(self) -> str:
        """Return the app's next code: the one of now, and then that of the next half minute."""
        counter = codes.counter_at(utc_now()) + self.ahead
        self.ahead += 1
        return codes.code_at(self.secret, counter)

    def sign_in(self, code: str | None = None, status: int = 200, **given: str) -> Page:
        """Fill the door's page in, in the same browser."""
        form = self.browser.open("/organizers/in").form("Sign in")
        filled = {"email": self.email, "password": PASSWORD, **given}
        form = form.fill(**filled, code=self.code() if code is None else code)
        answer = self.browser.press(form, "Sign in")
        if answer.status_code == 303:
            return self.browser.open(answer.headers["Location"], status)
        return self.browser.page("/organizers/in", answer, status)

    def sign_out(self) -> Page:
        """Press the button."""
        page = self.browser.open("/organizers/")
        answer = self.browser.press(page.form("Sign out"), "Sign out")
        return self.browser.open(answer.headers["Location"])


def _code_before(secret: bytes) -> str:
    """Return the code of the half minute before, so that those of now are left to sign in with."""
    return codes.code_at(secret, codes.counter_at(utc_now()) - 1)


def secret_on(page: Page) -> bytes:
    """Return what a page offers to type into an app."""
    return base64.b32decode(words(page.find("form .code")).replace(" ", ""))


def recovery_on(page: Page) -> tuple[str, ...]:
    """Return the recovery codes that a page shows."""
    assert attributes(page.find(".codes .code"))["dir"] == "ltr"
    return tuple(words(each) for each in page.document.query(".codes .code"))
