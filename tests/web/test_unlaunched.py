"""Under a public name, a campaign that is not launched is found by who knows its address alone."""

from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask

from tests.conftest import TEST_LETTERS, AppWith
from tests.pages import Visitor
from tests.soundness import attributes

PUBLIC = "https://letters.example.org"


@pytest.fixture
def app(app_with: AppWith) -> Flask:
    """Return an application that the public reaches, with a campaign that is not launched."""
    return app_with(letters=TEST_LETTERS, hostnames=("letters.example.org",), fixed_today=None)


def test_it_is_on_no_front_page_and_on_no_page_of_a_failure(app: Flask) -> None:
    visitor = Visitor(app, PUBLIC)

    page = visitor.open("/")
    assert page.heading == "There is no campaign here yet"
    assert "/orchard/" not in page.response.text
    assert "/orchard/" not in visitor.open("/nowhere/", 404).response.text


@pytest.mark.parametrize("path", ["/orchard/", "/orchard/to/hrc-kr/", "/orchard/counts.json"])
def test_its_pages_are_reached_by_their_address_and_left_out_by_search_engines(
    app: Flask, path: str
) -> None:
    answer = Visitor(app, PUBLIC).get(path)

    assert answer.status_code == 200
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_its_pages_say_so_themselves(app: Flask) -> None:
    page = Visitor(app, PUBLIC).open("/orchard/")
    assert attributes(page.find('meta[name="robots"]'))["content"] == "noindex"


def test_on_this_machine_alone_it_is_shown(app: Flask) -> None:
    for host in ("http://localhost:8000", "http://127.0.0.1:8000"):
        assert Visitor(app, host).open("/").url == "/orchard/"


def test_what_is_launched_is_on_the_front_page_alone(app_with: AppWith, tmp_path: Path) -> None:
    letters = copytree(TEST_LETTERS, tmp_path / "letters")
    file = copytree(letters / "orchard", letters / "pears") / "campaign.toml"
    file.write_text(file.read_text().replace("launched = false", "launched = true"))
    app = app_with(letters=letters, hostnames=("letters.example.org",), fixed_today=None)

    page = Visitor(app, PUBLIC).open("/")
    assert page.url == "/pears/"
    assert page.document.query('meta[name="robots"]') == []
    assert "X-Robots-Tag" not in page.response.headers
    assert Visitor(app, PUBLIC).open("/nowhere/", 404).document.query(".band-name a")
    assert Visitor(app).open("/").heading == "Choose a campaign"
