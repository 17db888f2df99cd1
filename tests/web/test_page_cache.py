"""Pages that are the same for everybody are made once, and show at once what has changed."""

import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, template_rendered
from itsdangerous import TimestampSigner

from campaign.actions import facts
from campaign.actions.lifecycle import edits, stages
from campaign.model.facts import FactTable
from campaign.model.lifecycle import StopKind
from campaign.settings import ROOT
from campaign.web import page_cache
from campaign.web.database import db
from tests.conftest import TODAY, AppWith
from tests.pages import Visitor

START = "/uyghur-assessment/"
WRITE = f"{START}to/hrc-kr/"
COUNTS = f"{START}counts.json"
FOR_ALL = [
    START,
    f"{START}to/",
    f"{START}several/",
    f"{START}share/",
    f"{START}privacy/",
    f"{START}accessibility/",
    f"{START}missing/",
    WRITE,
]


@contextmanager
def made(app: Flask) -> Iterator[list[str]]:
    """Give the names of the templates that are rendered meanwhile."""
    names: list[str] = []

    def note(_: object, template: Any, **__: object) -> None:  # noqa: ANN401 - Jinja's
        names.append(template.name)

    with template_rendered.connected_to(note, app):
        yield names


@pytest.fixture
def lasting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep pages that show a count for longer than a test takes."""
    monkeypatch.setattr(page_cache, "COUNTS_LAST", 600)


@pytest.mark.usefixtures("lasting")
@pytest.mark.parametrize("path", FOR_ALL)
def test_a_page_is_made_once_for_everybody(app: Flask, path: str) -> None:
    first = Visitor(app).get(path)

    with made(app) as names:
        again = Visitor(app).get(path)
        packed = Visitor(app, Accept_Encoding="gzip").get(path)

    assert names == []
    assert again.data.partition(b'name="token"')[0] == first.data.partition(b'name="token"')[0]
    assert len(gzip.decompress(packed.data)) == len(first.data)
    by_browser = {"User-Agent"} if path == WRITE else set()
    assert set(packed.vary) == {"Accept-Language", "Accept-Encoding"} | by_browser


@pytest.mark.usefixtures("lasting")
@pytest.mark.parametrize("path", [*FOR_ALL[:-1], COUNTS, f"{START}qr.svg"])
@pytest.mark.parametrize("wanted", ["gzip", "identity"])
def test_who_has_a_page_is_not_sent_it_again(app: Flask, path: str, wanted: str) -> None:
    first = Visitor(app, Accept_Encoding=wanted).get(path)
    tag = first.headers["ETag"]

    again = Visitor(app, Accept_Encoding=wanted, If_None_Match=tag).get(path)

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert "Content-Encoding" not in again.headers


def test_the_page_to_write_has_a_token_for_each_visitor_and_is_in_no_shared_cache(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for second in (1, 2):
        monkeypatch.setattr(
            TimestampSigner, "get_timestamp", lambda _, at=second: 1_800_000_000 + at
        )
        answer = Visitor(app, Accept_Encoding="gzip").get(WRITE)
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert "ETag" not in answer.headers
        text = gzip.decompress(answer.data).decode()
        assert page_cache.TOKEN not in text
        seen.append(re.findall(r'name="token" value="([^"]+)"', text))

    assert seen[0]
    assert seen[0] != seen[1]


def test_a_letter_can_be_written_from_a_page_that_was_kept(app: Flask) -> None:
    for _ in range(2):
        page = Visitor(app).open(WRITE)
        form = page.form("Show my letter")
        assert "Check your letter" in Visitor(app).submit(form, "Show my letter").text


@pytest.mark.usefixtures("lasting")
@pytest.mark.parametrize(
    "path", [f"{START}to/?find=korea", f"{START}to/?find=", f"{START}several/?look=&to=hrc-kr"]
)
def test_what_somebody_looks_for_is_never_kept(app: Flask, path: str) -> None:
    for _ in range(2):
        with made(app) as names:
            answer = Visitor(app).get(path)
        assert names
        assert answer.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.usefixtures("lasting")
@pytest.mark.parametrize("name", sorted(page_cache.READ))
@pytest.mark.parametrize("path", [START, f"{START}to/", f"{START}several/", f"{START}share/"])
def test_nothing_of_somebodys_query_is_on_anothers_page(app: Flask, path: str, name: str) -> None:
    Visitor(app).get(f"{path}?{name}=poison")

    assert b"poison" not in Visitor(app).get(path).data


@pytest.mark.usefixtures("lasting")
def test_what_no_page_reads_makes_no_page_of_its_own(app: Flask) -> None:
    plain = Visitor(app).get(START)

    with made(app) as names:
        for number in range(5):
            assert Visitor(app).get(f"{START}?fbclid={number}").data == plain.data

    assert names == []


def test_all_that_pages_read_of_a_query_is_known() -> None:
    sources = [*ROOT.glob("campaign/web/*.py"), *ROOT.glob("templates/*.html")]
    sources += ROOT.glob("templates/supporter/*.html")
    read = set()
    for file in sources:
        text = file.read_text(encoding="utf-8")
        for names in re.findall(r"request\.(?:args|values)\.get(?:list)?\(\s*\"(\w+)\"", text):
            read.add(names)
        read |= set(re.findall(r"\"(\w+)\" (?:not )?in request\.args", text))
        others = re.sub(r"request\.args(?:\.get(?:list)?\(|\.keys\(\)$)", "", text)
        assert file.name == "page_cache.py" or "request.query_string" not in others
    assert read - {"lang"} <= page_cache.READ


@pytest.mark.usefixtures("lasting")
def test_a_language_that_was_asked_for_is_in_the_links_of_its_own_page_only(app: Flask) -> None:
    asked = Visitor(app).get(f"{START}?lang=en")
    unknown = Visitor(app).get(f"{START}?lang=xx")
    plain = Visitor(app).get(START)

    to_choose = b'href="/uyghur-assessment/to/'
    assert to_choose + b'?lang=en"' in asked.data
    for answer in (plain, unknown):
        assert to_choose + b'"' in answer.data
        assert to_choose + b"?lang=" not in answer.data


def test_the_name_of_the_site_is_the_one_that_was_asked_for(app: Flask) -> None:
    here = Visitor(app, base_url="http://localhost").get(f"{START}share/").data
    there = Visitor(app, base_url="http://127.0.0.1").get(f"{START}share/").data

    assert b"http://localhost/" in here
    assert b"http://127.0.0.1/" in there
    assert b"http://localhost/" not in there


@pytest.mark.usefixtures("lasting")
def test_a_pause_shows_at_once(orchard_app: Flask) -> None:
    desk = orchard_app.extensions["services"]
    paths = [path.replace(START, "/orchard/") for path in FOR_ALL]
    for path in paths:
        assert b"has been paused" not in Visitor(orchard_app).get(path).data

    def hand() -> edits.Edit:
        state = edits.fingerprint_of(desk.latest(), "orchard", *stages.STATE)
        return edits.Edit("orchard", "ada@example.org", desk.now(), state)

    with orchard_app.app_context():
        stages.launch_campaign(db.session, desk.shipped, hand(), on=TODAY)
        why = {"en": "We look at it."}
        stages.stop_campaign(db.session, desk.shipped, hand(), StopKind.PAUSED, why, on=TODAY)
        desk.latest()

    for path in paths:
        assert b"has been paused" in Visitor(orchard_app).get(path).data


@pytest.mark.usefixtures("lasting")
def test_an_address_that_an_organizer_adds_shows_at_once(orchard_app: Flask) -> None:
    desk, choose = orchard_app.extensions["services"], "/orchard/to/?lang=en"
    row = {"target": "hrc-mx", "postal": "1 Apple Lane | 1200 Geneva | SWITZERLAND", "source": "x"}
    before = Visitor(orchard_app).open(choose).text.count("No address yet")

    with orchard_app.app_context():
        facts.correct_fact(
            db.session, desk.shipped, FactTable.ADDRESSES, row, by="ada@example.org", at=desk.now()
        )
        desk.latest()

    assert Visitor(orchard_app).open(choose).text.count("No address yet") == before - 2
    # In the list of all, and where a letter counts most.


@pytest.mark.usefixtures("lasting")
def test_another_day_has_pages_of_its_own(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = app.extensions["services"]
    Visitor(app).get(START)
    tomorrow = replace(desk.settings, fixed_today=TODAY + timedelta(days=1))
    monkeypatch.setattr(desk, "settings", tomorrow)

    with made(app) as names:
        Visitor(app).get(START)

    assert names


def test_counts_are_shown_as_they_are_when_the_time_is_over(
    app_with: AppWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Visitor(app_with())  # which keeps no page of another test
    values = visitor.open(WRITE).form("Show my letter").values
    monkeypatch.setattr(page_cache, "COUNTS_LAST", 600)
    assert visitor.get(COUNTS).json == visitor.get(COUNTS).json
    visitor.post(f"{WRITE}letter.txt", values)
    kept = visitor.get(COUNTS).json
    monkeypatch.setattr(page_cache, "COUNTS_LAST", 0)
    now = visitor.get(COUNTS).json

    assert kept
    assert now
    assert (kept["counts"], now["counts"]) == ({}, {"txt": 1})


def test_anybody_can_ask_for_any_address_and_nothing_piles_up(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_cache, "MOST_BYTES", 200_000)
    cache = app.extensions["page_cache"]
    visitor = Visitor(app)
    for number in range(20):
        assert visitor.get(f"{START}to/nobody-{number}/").status_code == 404
    assert not [key for key in cache._places if "nobody" in str(key)]  # noqa: SLF001

    for path in FOR_ALL * 2:
        visitor.get(path)

    sizes = [each.page.size for each in cache._places.values()]  # noqa: SLF001
    assert 0 < sum(sizes) <= 200_000
    assert sum(sizes) == cache._bytes  # noqa: SLF001
