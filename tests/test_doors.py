"""Whatever comes in by any door, a page answers: never a failure of ours.

A door is a route and a method. Each is first asked rightly, to see which fields it looks at; then
with all of them wrong (too deep, too long, missing, too often), and with some, so that it gets far.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import BytecodeCache
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from campaign import create_app
from campaign.actions import invitations, paper_count_proposals
from campaign.cli.fact_imports import utc_now
from campaign.model.organizer import Role
from campaign.store import migrate
from campaign.web import request_limits
from campaign.web.database import db
from campaign.web.organizers import permits
from campaign.web.organizers.browser_session import is_theirs
from campaign.web.organizers.lifecycle import letters
from campaign.web.request_limits import BoundedRequest
from tests.conftest import make_settings
from tests.databases import new_database
from tests.organizers.browser import Browser, Person
from tests.store.conftest import postgresql

__all__ = ["postgresql"]

pytestmark = pytest.mark.slow
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
    "sheet": ("addresses", "members", "officers", "sessions", "tasks"),
    "how": ("pause", "close"),
    "ask": ("gov-revive-debate",),
    "kind": ("hrc", "third-committee"),
    "language": ("en",),
    "spoken": ("en",),
    "detail": ("organization", "genuine", "post", "relatives", "offer"),
    "piece": ("blank", "labels"),
    "which": ("every", "home", "offered"),
    "target": ("hrc-kr",),
    "day": ("2026-11-20",),
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
"""Right values of fields: each request has one of each, unless that is to be wrong."""
TIMES = 4
"""Requests of each door that are partly wrong."""
DEEP, ENDLESS, LONG = "[" * 15_000, "9" * 5000, "x" * 201
EACH = {
    "nothing": (),
    "blank": ("",),
    "null": ("a\0b",),
    "deep": (DEEP,),
    "endless": (ENDLESS,),
    "long": (LONG,),
}
"""What all fields of a request hold at once, or all places in its address."""
MOST = 10
"""Times that a field comes which is right once."""
WRONG = st.one_of(
    st.sampled_from(["", " ", "\0", "\ud800", "\u202e", "x\ny", "KR\r\n", LONG, "x" * 1001, DEEP]),
    st.sampled_from(["-1", "1e400", "²", "٣", "99999999999", "2147483648", ENDLESS, "1 1 1"]),
    st.sampled_from(["0000-00-00", "0001-01-01", "9999-12-31", "-2026-01-01", "2026-02-30"]),
    st.sampled_from(["10000-01-01", "2026-W01-1", "20261124", "a@[b.org", "=1+1", "{x}", "<b>"]),
    st.sampled_from(["{}", "[]", "null", '{"id": 1}', "&" * 20, "%", "%00", "../..", "//["]),
    st.sampled_from(["hrc-cn", "hrc-us", "hrc-zz", "en", "ar", "tlh", "/organizers/["]),
    st.text(max_size=20),
)


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


@dataclass(frozen=True, slots=True)
class Door:
    """A route and a method; `read` are the fields that it looks at, `key` fits its address."""

    rule: Rule
    method: str
    key: str
    read: tuple[str, ...] = tuple(FIELDS)

    def ask(
        self,
        fields: Mapping[str, Sequence[str]],
        places: Mapping[str, str] | None = None,
        *,
        which: int = 0,
        query: Sequence[tuple[str, str]] = (),
        file: bytes | None = None,
    ) -> Asked:
        """Return a request with these fields and places of its address, and else right ones."""
        right = {**ADDRESSES, "key": (self.key,)}
        at = {name: _one_of(right[name], which) for name in self.rule.arguments}
        path = ARGUMENT.sub(
            lambda found: _quoted({**at, **(places or {})}[found[1]]), self.rule.rule
        )
        filled = {name: (_one_of(values, which),) for name, values in FIELDS.items()}
        pairs = tuple(
            (name, value) for name, values in {**filled, **fields}.items() for value in values
        )
        return Asked(f"{path}?{urlencode(query, errors='surrogatepass')}", pairs, file)

    def all_wrong(self) -> Iterator[Asked]:
        """Yield requests that are wrong altogether."""
        for values in EACH.values():
            yield self.ask(
                {name: [each[: self._room(name)] for each in values] for name in self.read}
            )
            if values:
                yield self.ask({}, dict.fromkeys(self.rule.arguments, *values))
        yield self.ask({name: FIELDS.get(name, ("x",))[:1] * MOST for name in self.read})

    def _room(self, name: str) -> int:
        """Return how long a field may be and still be read."""
        table = (
            request_limits.ORGANIZERS if is_theirs(self.rule.rule) else request_limits.SUPPORTERS
        )
        return table.get(name, request_limits.LONGEST_LINE)


@st.composite
def partly_wrong(draw: st.DrawFn, door: Door) -> Asked:
    """Return requests that are mostly right."""
    names = st.sampled_from(door.read)
    spoiled = draw(st.lists(names, max_size=4, unique=True))
    wrong = draw(st.lists(st.sampled_from(sorted(door.rule.arguments) or [""]), max_size=1))
    return door.ask(
        {name: draw(st.lists(WRONG, max_size=3)) for name in spoiled},
        {name: draw(WRONG) for name in wrong},
        which=draw(st.integers(0, 2)),
        query=draw(st.lists(st.tuples(names, WRONG), max_size=3)),
        file=draw(
            st.none() | st.sampled_from([b"", b"\xff", DEEP.encode(), b'{"countries": [1]}'])
        ),
    )


def _one_of(values: Sequence[str], which: int) -> str:
    return values[which % len(values)]


def _quoted(value: str) -> str:
    return quote(value, safe="", errors="surrogatepass") or "%20"


class Noting(ImmutableMultiDict[str, str]):
    """Fields that note which of them are looked at."""

    seen: ClassVar[set[str]] = set()

    def getlist(self, key: str, *args: Any, **kwargs: Any) -> list[Any]:  # noqa: ANN401
        """Return the values of a field."""
        self.seen.add(key)
        return super().getlist(key, *args, **kwargs)

    def __getitem__(self, key: str) -> str:
        """Return the first value of a field."""
        self.seen.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        """Say whether a field came."""
        self.seen.add(str(key))
        return super().__contains__(key)


class NotingRequest(BoundedRequest):
    """A request with such fields."""

    parameter_storage_class = Noting


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
    app.request_class = NotingRequest
    with app.app_context():
        migrate.upgrade(db.engine)
    yield app
    app.extensions["services"].press.end()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(autouse=True)
def _few_letters_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a request typeset hardly anything: what it answers is the same for three letters."""
    monkeypatch.setattr(letters, "AT_ONCE", 3)


@pytest.fixture(scope="module")
def join(app: Flask) -> Any:  # noqa: ANN401 - a way to join
    """Return a way to be an owner: the same as before, unless a door led out."""
    here: list[Browser] = []

    def owner() -> Browser:
        if not here or here[-1].get("/organizers/account").status_code != 200:
            email = f"owner-{len(here)}@example.org"
            with app.app_context():
                token = invitations.invite(
                    db.session, email=email, role=Role.OWNER, by="test", now=utc_now()
                )
            here.append(Person.join(Browser(app), token, email).browser)
        return here[-1]

    return owner


def doors(app: Flask, *, theirs: bool) -> Iterator[Door]:
    """Yield every door of one side."""
    key = paper_count_proposals.key_of(app.extensions["services"].seals, SLUG, "LEEDS-1")
    for rule in app.url_map.iter_rules():
        if is_theirs(rule.rule) is theirs:
            for method in sorted({"GET", "POST"} & (rule.methods or set())):
                yield Door(rule, method, "hrc-kr" if theirs else key)


def try_door(door: Door, browser: Browser, token: str) -> None:
    """Send requests to a door, each of which has to be answered."""

    def send(asked: Asked) -> None:
        answer = asked.send(browser, door.method, token)
        assert answer.status_code < 500 or answer.status_code == 503, asked
        answer.close()

    Noting.seen.clear()
    send(door.ask({}))
    looked_at = replace(door, read=tuple(sorted(Noting.seen - {"csrf_token", "token"} | {"lang"})))
    for asked in looked_at.all_wrong():
        send(asked)

    @settings(max_examples=TIMES, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(partly_wrong(looked_at))
    def is_answered(asked: Asked) -> None:
        send(asked)

    is_answered()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_whatever_anybody_sends_a_page_answers(app: Flask, method: str) -> None:
    browser = Browser(app)
    answer = app.test_client(use_cookies=False).get(f"/{SLUG}/to/hrc-kr/")
    token = browser.page("/", answer, 200).form("Show my letter").values["token"][0]
    tried = [door for door in doors(app, theirs=False) if door.method == method]
    assert tried

    for door in tried:
        try_door(door, browser, token)


@pytest.mark.parametrize("endpoint", permits.PERMITS)
def test_whatever_an_owner_sends_a_page_answers(app: Flask, join: Any, endpoint: str) -> None:  # noqa: ANN401
    browser = join()
    token = browser.open("/organizers/").form("Sign out").values["csrf_token"][0]
    tried = [door for door in doors(app, theirs=True) if door.rule.endpoint == endpoint]
    assert tried

    for door in tried:
        try_door(door, browser, token)
