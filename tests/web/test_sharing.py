"""The link of a campaign, passed on in every way, says nothing of who passes it on."""

import re
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask
from justhtml import JustHTML

from campaign.press import qr
from campaign.settings import ROOT
from campaign.web.supporters.sharing import LOOK
from tests.conftest import TEST_LETTERS, AppWith
from tests.pages import Page, Visitor
from tests.soundness import attributes, parse, words

LINK = "https://letters.example.org/orchard/"
GENUINE = 'genuine = ["https://letters.example.org"]'
WithGenuine = Callable[[str], Visitor]


@pytest.fixture
def with_genuine(app_with: AppWith, tmp_path: Path) -> WithGenuine:
    """Return a way to visit the made-up campaign with other true addresses."""

    def visit(addresses: str) -> Visitor:
        letters = copytree(TEST_LETTERS, tmp_path / "letters")
        file = letters / "orchard" / "campaign.toml"
        text = file.read_text(encoding="utf-8")
        assert GENUINE in text
        file.write_text(text.replace(GENUINE, f"genuine = {addresses}"), encoding="utf-8")
        return Visitor(app_with(letters=letters))

    return visit


def typed(page: Page, field: str) -> str:
    """Return what stands in a field."""
    return str(page.find(f"#{field}").to_text()).strip()


def snippet(page: Page) -> JustHTML:
    """Return the button as the page of another site would have it."""
    return parse(f"<!doctype html><title>x</title><body>{typed(page, 'snippet')}")


def test_the_link_the_code_the_message_and_the_button_lead_to_the_same_page(
    orchard_app: Flask,
) -> None:
    visitor = Visitor(orchard_app)
    page = visitor.open("/orchard/share/")

    assert typed(page, "link") == LINK
    assert typed(page, "message").endswith(f"\n{LINK}")
    assert attributes(snippet(page).query("a")[0])["href"] == LINK
    assert attributes(page.find(".site-button"))["href"] == LINK
    assert visitor.get("/orchard/qr.png").data == qr.png(LINK)
    assert visitor.get("/orchard/qr.svg").data == qr.svg(LINK)


@pytest.mark.parametrize(
    ("addresses", "link"),
    [
        ('["https://a.example.org", "https://b.example.org"]', "https://a.example.org/orchard/"),
        ('["letters@example.org", "http://a.onion/"]', "http://a.onion/orchard/"),
        ('["https://a.example.org/orchard/"]', "https://a.example.org/orchard/"),
        ('["https://a.example.org/un"]', "https://a.example.org/un/orchard/"),
        ("[]", "http://localhost/orchard/"),
        ('["the sign on our door"]', "http://localhost/orchard/"),
    ],
)
def test_the_link_is_under_the_first_true_address_or_under_the_name_asked_for(
    with_genuine: WithGenuine, addresses: str, link: str
) -> None:
    assert typed(with_genuine(addresses).open("/orchard/share/"), "link") == link


def test_nothing_of_whoever_shares_is_passed_on(app: Flask) -> None:
    page = Visitor(app, Accept_Language="ar", Referer="http://localhost/x").open(
        "/uyghur-assessment/share/?lang=en&from=somebody"
    )

    link = "http://localhost/uyghur-assessment/"
    assert typed(page, "link") == link
    assert typed(page, "message").endswith(f"\n{link}")
    assert re.findall(r"https?://[^\s\"<]+", typed(page, "snippet")) == [link]
    assert Visitor(app).get("/uyghur-assessment/qr.svg?lang=en").data == qr.svg(link)


@pytest.mark.parametrize(("ending", "kind"), [("svg", "image/svg+xml"), ("png", "image/png")])
def test_a_code_is_a_picture_that_may_be_kept_for_a_day(app: Flask, ending: str, kind: str) -> None:
    answer = Visitor(app).get(f"/uyghur-assessment/qr.{ending}")

    assert answer.mimetype == kind
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert "Accept-Language" not in answer.vary


def test_the_page_shows_the_code_and_gives_it_as_a_file(app: Flask) -> None:
    visitor = Visitor(app)
    page = visitor.open("/uyghur-assessment/share/")
    picture = attributes(page.find("main img"))

    assert picture["alt"] == "QR code that opens the first page of this campaign"
    assert visitor.get(picture["src"]).mimetype == "image/svg+xml"
    files = [href for _, href in page.links("main ul")]
    assert [visitor.get(href).mimetype for href in files] == ["image/png", "image/svg+xml"]


def test_the_button_is_one_link_that_loads_nothing(app: Flask) -> None:
    page = Visitor(app).open("/uyghur-assessment/share/")
    body = snippet(page).query("body")[0]
    (link,) = body.query("a")

    assert {element.name for element in body.query("*")} == {"a", "br", "span"}
    assert set(attributes(link)) == {"href", "rel", "lang", "dir", "style"}
    assert attributes(link)["rel"] == "noreferrer"
    assert "url(" not in attributes(link)["style"]
    assert words(link) == words(page.find(".site-button"))


def test_the_button_looks_here_as_it_does_elsewhere() -> None:
    rules = (ROOT / "static" / "supporters" / "supporters.css").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^\.site-button \{(.*?)\}", rules, flags=re.DOTALL | re.MULTILINE)

    assert re.sub(r"\s*([:;])\s*", r"\1", shown.strip()) == f"{LOOK};"


@pytest.mark.parametrize("path", ["share/", "qr.svg", "qr.png"])
def test_a_campaign_that_is_not_there_is_not_shared(app: Flask, path: str) -> None:
    assert Visitor(app).open(f"/nothing/{path}", 404).heading == "There is no such page"
