"""The first page asks one thing, says where a letter counts most, and is found and passed on."""

import io
import re
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask
from PIL import Image

from tests.conftest import TEST_LETTERS, AppWith
from tests.pages import Page, Visitor
from tests.soundness import attributes, words

ROOT = "/uyghur-assessment/"
OWN = "Write to your own country"


def properties(page: Page) -> dict[str, str]:
    """Return what a page tells of itself to those who find it or pass it on."""
    given = map(attributes, page.document.query("meta"))
    return {each.get("name") or each.get("property", ""): each.get("content", "") for each in given}


def test_the_first_thing_to_do_is_to_say_where_one_lives(app: Flask) -> None:
    visitor = Visitor(app)
    page = visitor.open(ROOT)

    (button,) = page.document.query("main .button")
    home = visitor.submit(page.form(OWN).fill(country="CH"), OWN)

    assert words(button) == OWN
    assert next(words(each) for each in home.document.query("main h2")) == "Your country"
    assert home.links("section[aria-labelledby=home]")[0][1] == f"{ROOT}to/hrc-ch/"


@pytest.mark.parametrize("country", ["", "XX", "<b>"])
def test_without_a_country_one_is_asked_again_and_nothing_is_in_the_way(
    app: Flask, country: str
) -> None:
    visitor = Visitor(app)
    form = visitor.open(ROOT).form(OWN).forge(country=country)

    page = visitor.submit(form, OWN, 422)

    assert page.links(".errors") == [("Choose the country where you live.", "#country")]
    assert {"autofocus", "tabindex"} <= set(attributes(page.find(".errors")))
    assert page.form("Show its delegations")
    assert page.document.query(".body")


def test_no_delegation_is_first_said_not_to_have_been_a_member(app: Flask) -> None:
    visitor = Visitor(app)

    for path in ("", "to/", "several/", "to/hrc-es/"):
        said = visitor.open(ROOT + path).document.query(".delegations, .cards, .choice, main > p")
        assert said
        assert not any("was not then a member" in words(each) for each in said)


def test_the_picture_is_the_campaigns_own_or_the_shipped_one(
    app: Flask, app_with: AppWith, tmp_path: Path
) -> None:
    letters = copytree(TEST_LETTERS, tmp_path / "letters")
    Image.new("RGB", (64, 72)).save(letters / "orchard" / "apples.png")
    file = letters / "orchard" / "campaign.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("goal = 100", 'goal = 100\npicture = "apples.png"'), "utf-8")

    shown = {}
    for name, visitor in (("", Visitor(app)), ("/orchard/", Visitor(app_with(letters=letters)))):
        start = visitor.open(name or ROOT)
        shown[name] = visitor.get(attributes(start.find(".picture img"))["src"])

    assert shown[""].mimetype == "image/svg+xml"
    assert shown["/orchard/"].mimetype == "image/png"
    assert shown["/orchard/"].data == (letters / "orchard" / "apples.png").read_bytes()


@pytest.mark.parametrize("path", ["", "to/", "share/", "evening/", "privacy/", "missing/"])
def test_a_page_says_where_it_is_found_under_its_true_address(
    orchard_app: Flask, path: str
) -> None:
    page = Visitor(orchard_app).open(f"/orchard/{path}?lang=en&find=")
    true = f"https://letters.example.org/orchard/{path}"

    links = [attributes(each) for each in page.document.query("link")]
    found = {each.get("hreflang", each["rel"]): each["href"] for each in links}

    assert found["canonical"] == f"{true}?lang=en"
    assert found["x-default"] == true
    assert found["en"] == f"{true}?lang=en"
    assert properties(page)["description"]


def test_pages_of_one_writer_are_not_said_to_be_found_anywhere(app: Flask) -> None:
    visitor = Visitor(app)
    form = visitor.open(f"{ROOT}to/hrc-kr/").form("Show my letter")

    for page in (visitor.submit(form, "Show my letter"), visitor.open(f"{ROOT}to/nobody/", 404)):
        assert not page.document.query("link[rel=canonical]")
        assert "og:url" not in properties(page)


def test_what_browsers_ask_for_by_old_names_is_there(app: Flask) -> None:
    visitor = Visitor(app)

    sign = visitor.get("/favicon.ico")
    rules = visitor.get("/robots.txt")
    touch = attributes(visitor.open(ROOT).find("link[rel=apple-touch-icon]"))["href"]

    assert Image.open(io.BytesIO(sign.data)).format == "ICO"
    assert rules.text == "User-agent: *\nDisallow: /organizers/\n"
    assert Image.open(io.BytesIO(visitor.get(touch).data)).size == (180, 180)


def test_every_page_says_what_is_never_asked_for_and_where_to_check_the_address(
    orchard_app: Flask,
) -> None:
    visitor = Visitor(orchard_app)

    for path in ("", "to/", "to/hrc-kr/", "share/", "missing/"):
        foot = words(visitor.open(f"/orchard/{path}?lang=en").find(".foot"))
        assert "We never ask for identity papers, money or files." in foot
        assert re.search(r"true addresses of this campaign: https://letters\.example\.org", foot)
