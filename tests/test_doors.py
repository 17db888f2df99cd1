"""Whatever comes in by any door, a page answers: never a failure of ours.

A door is a route and a method. Each is tried with fields and addresses that are mostly right, so
that requests get far, and with some that are wrong: too deep, too long, of a wrong kind, missing.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from flask_wtf import FlaskForm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import BytecodeCache
from werkzeug.routing import Rule
from werkzeug.test import TestResponse
from wtforms.fields.core import UnboundField

from campaign import create_app
from campaign.actions import joining, paper
from campaign.cli.importing import now
from campaign.model.organizer import Role
from campaign.store import db, migrate
from campaign.web.organizers import permits
from campaign.web.organizers.browser import is_theirs
from tests.conftest import make_settings
from tests.organizers.desk import Browser, Person
from tests.store.conftest import new_database, postgresql

__all__ = ["postgresql"]

SLUG = "uyghur-assessment"
ARGUMENT = re.compile(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>")
ADDRESSES: Mapping[str, tuple[str, ...]] = {
    "slug": (SLUG,),
    "to": ("hrc-kr", "high-commissioner", "third-committee-fr"),
    "ending": ("txt", "eml", "pdf"),
    "shape": ("svg", "png"),
    "picture": ("png", "svg"),
    "filename": ("screen.css",),
    "event": ("LEEDS-1",),
    "code": ("LEEDS-1",),
    "number": ("1", "2"),
    "token": ("none",),
    "way": ("pdf",),
    "table": ("target", "day"),
    "form": ("csv", "json", "xlsx"),
    "sheet": ("addresses", "members", "officers", "sessions"),
    "how": ("pause", "close"),
    "ask": ("gov-revive-debate",),
    "kind": ("hrc", "third-committee"),
    "language": ("en",),
    "spoken": ("en",),
    "piece": ("blank", "labels"),
    "which": ("every", "home", "offered"),
}
"""Right values of what stands in addresses."""
FIELDS: Mapping[str, tuple[str, ...]] = {
    "address": ("ada@example.org",),
    "as_of": ("2026-11-20",),
    "ask": ("gov-revive-debate", "hrc-urgent-action"),
    "beside": ("also", "instead"),
    "body": ("council",),
    "code": ("123456", "KR"),
    "copies-hrc-kr": ("2",),
    "countries-hrc-kr": ("3",),
    "country": ("BR", ""),
    "day": ("2026-11-24", "2026-11-20"),
    "email": ("bob@example.org",),
    "end": ("2027-12-31",),
    "event": ("LEEDS-1",),
    "kind": ("signed", "hrc"),
    "language": ("en",),
    "letters-hrc-kr": ("9",),
    "name": ("Zoë O’Neill",),
    "number": ("1", "73"),
    "office": ("high-commissioner",),
    "paper": ("a4", "letter"),
    "pieces": ("blank", "tally"),
    "role": ("viewer",),
    "sign_as": ("full", "blank", "country"),
    "source": ("https://example.org/list",),
    "start": ("2026-01-01",),
    "step": ("keep", "change", "happened"),
    "target": ("hrc-kr",),
    "text": ("Words.",),
    "text_en": ("Words.",),
    "times-hrc-kr": ("4",),
    "to": ("hrc-kr",),
    "what": ("sent", "all"),
    "window": ("none",),
}
"""Right values of fields, one of which each request has of each."""
OTHERS = (
    *("again", "before", "by", "closes", "edit", "fill", "find", "from", "go", "kept", "lang"),
    *("language", "look", "next", "only", "opens", "order", "postal", "region", "seen", "show"),
    *("shown", "then", "until", "vote", "week", "%00", "csrf", "x" * 101),
)
"""Fields that no form of WTForms has."""
DEEP = "[" * 5000
WRONG = st.sampled_from([
    "", " ", "\0", "a\0b", "\ud800", "\u202e", "\ufdfa" * 101, "x" * 401, "9" * 5000, DEEP, "{}",
    "[]", "null", '{"id": 1}', "-1", "1e400", "²", "٣", "99999999999", "2147483648", "0000-00-00",
    "0001-01-01", "9999-12-31", "-2026-01-01", "2026-02-30", "10000-01-01", "2026-W01-1",
    "20261124", "a@[b.org", "=1+1", "=" * 20, "&" * 20, "%", "%00", "../..", "//[", "{x}", "<b>",
    "x\ny", "KR\r\n", "hrc-cn", "hrc-us", "hrc-zz", "en", "ar", "tlh", "organizers/",
    "/organizers/[", "1 1 1",
]) | st.text(max_size=20)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    address: str
    fields: tuple[tuple[str, str], ...]
    file: bytes | None

    def send(self, browser: Browser, method: str, token: str) -> TestResponse:
        """Send it as a form is sent, or as a form with a file."""
        body: dict[str, Any] = {}
        client = browser._client  # noqa: SLF001 - what it sends is nothing of a page's
        pairs = [*self.fields, ("csrf_token", token), ("token", token)]
        if method == "POST" and self.file is not None:
            right = {name: value.encode("utf-8", "replace").decode() for name, value in pairs}
            body = {"data": {**right, "file": (io.BytesIO(self.file), "file")}}
        elif method == "POST":
            data = urlencode(pairs, errors="surrogatepass")
            body = {"data": data, "content_type": "application/x-www-form-urlencoded"}
        return client.open(self.address, method=method, **{**browser._options(), **body})  # noqa: SLF001


@st.composite
def asked(draw: st.DrawFn, rule: Rule, names: tuple[str, ...], right: Mapping[str, str]) -> Asked:
    """Return requests of one door; `right` are the values that fit the application."""
    which = draw(st.integers(0, 2))
    spoiled = draw(st.lists(st.sampled_from(names), max_size=4, unique=True))
    fields = {name: [_one_of(values, which)] for name, values in FIELDS.items()}
    fields |= {
        name: draw(st.lists(WRONG, max_size=3) | st.just(["hrc-kr"] * 12)) for name in spoiled
    }
    values = {
        name: draw(WRONG)
        if draw(st.integers(0, 5)) == 5  # one in six
        else right.get(name) or _one_of(ADDRESSES[name], which)
        for name in rule.arguments
    }
    path = ARGUMENT.sub(lambda found: _quoted(values[found[1]]), rule.rule)
    query = draw(st.lists(st.tuples(st.sampled_from(names), WRONG), max_size=3))
    file = draw(st.none() | st.sampled_from([b"", b"\xff", DEEP.encode(), b'{"countries": [1]}']))
    pairs = tuple((name, value) for name, values in fields.items() for value in values)
    return Asked(f"{path}?{urlencode(query, errors='surrogatepass')}", pairs, file)


def _one_of(values: tuple[str, ...], which: int) -> str:
    return values[which % len(values)]


def _quoted(value: str) -> str:
    return quote(value, safe="", errors="surrogatepass") or "%20"


def field_names() -> tuple[str, ...]:
    """Return the name of every field of every form, and of what is read without one."""
    forms, names = [FlaskForm], {*FIELDS, *OTHERS}
    for form in forms:
        forms += form.__subclasses__()
        names |= {name for name in dir(form) if isinstance(getattr(form, name), UnboundField)}
    return tuple(sorted(names))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def app(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    compiled: BytecodeCache,
) -> Iterator[Flask]:
    """Return an application whose failures are raised, and which asks no other host."""
    made = replace(make_settings(tmp_path_factory.mktemp("doors")), directory_hosts=())
    if request.param == "postgresql":
        made = replace(made, database_url=new_database(request.getfixturevalue("postgresql")))
    app = create_app(made)
    app.jinja_env.bytecode_cache = compiled
    app.config["PROPAGATE_EXCEPTIONS"] = True
    with app.app_context():
        migrate.upgrade(db.engine)
    yield app
    app.extensions["desk"].press.end()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def join(app: Flask) -> Any:  # noqa: ANN401 - a way to join
    """Return a way to be an owner: the same as before, unless a door led out."""
    here: list[Browser] = []

    def owner() -> Browser:
        if not here or here[-1].get("/organizers/account").status_code != 200:
            email = f"owner-{len(here)}@example.org"
            with app.app_context():
                token = joining.invite(
                    db.session, email=email, role=Role.OWNER, by="test", now=now()
                )
            here.append(Person.join(Browser(app), token, email).browser)
        return here[-1]

    return owner


def rules(app: Flask, *, theirs: bool) -> Iterator[tuple[Rule, str]]:
    """Yield every door of one side."""
    for rule in app.url_map.iter_rules():
        if is_theirs(rule.rule) is theirs:
            yield from (
                (rule, method) for method in sorted({"GET", "POST"} & (rule.methods or set()))
            )


def try_door(app: Flask, browser: Browser, rule: Rule, method: str, token: str, times: int) -> None:
    """Send requests to a door, each of which has to be answered."""
    key = paper.key_of(app.extensions["desk"].seals, SLUG, "LEEDS-1")
    right = {"key": "hrc-kr" if is_theirs(rule.rule) else key}

    @settings(max_examples=times, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(asked(rule, field_names(), right))
    def is_answered(request: Asked) -> None:
        answer = request.send(browser, method, token)
        assert answer.status_code < 500 or answer.status_code == 503
        answer.close()

    is_answered()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_whatever_anybody_sends_a_page_answers(app: Flask, method: str) -> None:
    browser = Browser(app)
    page = browser.page("/", app.test_client(use_cookies=False).get(f"/{SLUG}/to/hrc-kr/"), 200)
    token = page.form("Show my letter").values["token"][0]
    doors = [rule for rule, by in rules(app, theirs=False) if by == method]
    assert doors

    for rule in doors:
        try_door(app, browser, rule, method, token, times=8)


@pytest.mark.parametrize("endpoint", permits.PERMITS)
def test_whatever_an_owner_sends_a_page_answers(app: Flask, join: Any, endpoint: str) -> None:  # noqa: ANN401
    browser = join()
    token = browser.open("/organizers/").form("Sign out").values["csrf_token"][0]
    doors = [door for door in rules(app, theirs=True) if door[0].endpoint == endpoint]
    assert doors

    for rule, method in doors:
        try_door(app, browser, rule, method, token, times=6)
