"""The form: the letter so far beside it, what it tells a browser, and how light its pages are."""

import gzip
from urllib.parse import urljoin

import pytest
from flask import Flask

from tests.conftest import AppWith
from tests.pages import Page, Visitor
from tests.soundness import NOT_LOADED, attributes

ROOT = "/uyghur-assessment/"
WRITE = f"{ROOT}to/hrc-kr/"
SHOW = "Show my letter"
CHANGE, FILL = "Change something", "Let my browser fill in my name"
HEAVIEST = 40_000  # bytes, compressed
PAGES = ("", "to/", "several/", "share/", "evening/", "privacy/", "accessibility/", "missing/",
         "to/hrc-kr/", "to/high-commissioner/", "to/third-committee-kr/", "to/hrc-kr/done",
         "to/nobody/")  # fmt: skip


def so_far(page: Page) -> str:
    """Return the letter beside the form."""
    return " ".join(str(page.find(".letter-beside article").to_text()).split())


def letter(page: Page) -> str:
    """Return the letter to be checked."""
    return " ".join(str(page.find("form article.paper").to_text()).split())


def test_the_letter_beside_the_form_is_the_one_that_would_be_shown(app: Flask) -> None:
    visitor = Visitor(app)
    page = visitor.open(WRITE)

    assert so_far(page) == letter(visitor.submit(page.form(SHOW), SHOW))


def test_the_letter_beside_the_form_has_what_was_typed_when_one_comes_back(app: Flask) -> None:
    visitor = Visitor(app)
    form = visitor.open(WRITE).form(SHOW)
    form = form.fill(note="I bake.", sign_as="full", name="Ana Example", ask=["gov-revive-debate"])
    checked = visitor.submit(form, SHOW)

    page = visitor.submit(checked.form(CHANGE), CHANGE)

    assert so_far(page) == letter(checked)
    assert "Excellency, I bake." in so_far(page)


def test_the_button_shows_the_letter_with_what_was_typed_and_says_no_other(
    app: Flask,
) -> None:
    visitor = Visitor(app)
    form = visitor.open(WRITE).form(SHOW)

    assert "I bake." in letter(visitor.submit(form.fill(note="I bake."), SHOW))
    assert "Take the standard letter" not in visitor.open(WRITE).text


def test_what_cannot_be_used_is_left_out_of_the_letter_so_far_and_kept_in_the_form(
    app: Flask,
) -> None:
    visitor = Visitor(app)
    form = visitor.open(WRITE).form(SHOW).forge(sign_as="x", language="x", country="x", ask="x")

    page = visitor.submit(form.forge(note="word " * 2000, name="n" * 900), SHOW, 422)

    assert "word word" in so_far(page)
    assert len(page.form(SHOW).values["note"][0]) > 9000
    assert page.form(SHOW).values["name"] == ("n" * 900,)


def test_nothing_asked_for_is_an_error_and_the_letter_so_far_asks_nothing(app: Flask) -> None:
    visitor = Visitor(app)

    page = visitor.submit(visitor.open(WRITE).form(SHOW).fill(ask=[]), SHOW, 422)

    assert "Choose at least one thing to ask for." in page.text
    assert not page.document.query(".letter-beside article [data-ask]")


def test_fields_ask_a_browser_to_remember_nothing_unless_somebody_wants_it_to(app: Flask) -> None:
    visitor = Visitor(app)
    page = visitor.open(WRITE)
    said = {name: page.find(f"#{name}") for name in ("name", "place", "country")}
    assert {attributes(each)["autocomplete"] for each in said.values()} == {"off"}

    page = visitor.submit(page.form(FILL).fill(note="I bake.", sign_as="full"), FILL)

    said = {name: attributes(page.find(f"#{name}"))["autocomplete"] for name in said}
    assert said == {"name": "name", "place": "address-level2", "country": "country"}
    assert page.form(SHOW).values["note"] == ("I bake.",)
    assert FILL not in page.text
    assert visitor.counts() == {}
    again = visitor.submit(page.form(SHOW), SHOW, 422)  # the name is missing still
    checked = visitor.submit(again.form(SHOW).fill(name="Ana Example"), SHOW)
    again = visitor.submit(checked.form(CHANGE), CHANGE)
    assert attributes(again.find("#name"))["autocomplete"] == "name"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_with_all_it_loads_is_light(app: Flask, path: str) -> None:
    visitor = Visitor(app)
    page = visitor.open(ROOT + path, 404 if "nobody" in path else 200)
    links = [attributes(each) for each in page.document.query("link")]
    loaded = [each["href"] for each in links if each["rel"] not in NOT_LOADED]
    loaded += [attributes(each)["src"] for each in page.document.query("script, img")]

    files = [visitor.get(urljoin(page.url, each)).data for each in loaded]

    weight = sum(len(gzip.compress(each)) for each in (page.response.data, *files))
    assert weight <= HEAVIEST, f"{weight} bytes: {loaded}"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_who_runs_it_and_has_a_way_out(app_with: AppWith, path: str) -> None:
    app = app_with(exit_url="https://weather.example/")

    page = Visitor(app).open(ROOT + path, 404 if "nobody" in path else 200)

    way_out = attributes(page.find("header .exit"))
    assert way_out["href"] == "https://weather.example/"
    assert {"noreferrer", "nofollow"} <= set(way_out["rel"].split())
    assert "Who runs this campaign has not been filled in yet." in page.text


def test_the_way_out_is_explained(app_with: AppWith) -> None:
    page = Visitor(app_with(exit_url="https://weather.example/")).open(f"{ROOT}privacy/")

    assert "It opens another site in the place of this one: https://weather.example/" in page.text
    assert "It does not delete anything" in page.text


def test_before_anything_is_typed_the_form_says_what_happens_to_it(app: Flask) -> None:
    text = Visitor(app).open(WRITE).text

    assert text.index("What you type stays in your browser until") < text.index("What to ask for")
    assert text.index("A mission belongs to its government") < text.index("With my full name")
