"""Organizers read every text of a language, or what changed since, and say that they did."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from flask import Flask

from campaign import catalogue
from campaign.actions import editions
from campaign.model.organizer import Role
from campaign.web.database import db
from campaign.web.services import Services, services
from tests.builders import TEST_LETTERS
from tests.organizers.browser import Browser
from tests.organizers.conftest import MakePerson
from tests.pages import Page, Visitor

ORCHARD: Final = "/organizers/orchard/"
LETTERS: Final = f"{ORCHARD}letters/"
READ: Final = f"{LETTERS}read/ar/"
STILL_OPEN: Final = "Not read yet: العربية"
MARK: Final = "Mark as read العربية"
TAKE: Final = "Use the new words unread"
OLD: Final = "# request\n\n"
NEW: Final = "# request\n\nNow and here, "


@pytest.fixture
def start(app: Flask) -> Iterator[None]:
    """Start as a server does, so that words are kept; whatever comes goes afterwards."""
    before = services_of(app).shipped
    with app.app_context():
        editions.keep_editions(db.session, before, at=services.now())
    yield
    services_of(app).shipped = before


def services_of(app: Flask) -> Services:
    found: Services = app.extensions["services"]
    return found


def restart_with_other_words(app: Flask, folder: Path) -> None:
    """Start with a folder in which one text is another."""
    letters = Path(shutil.copytree(TEST_LETTERS, folder / "letters"))
    for name in ("en", "ar"):
        file = letters / "orchard" / name / "hrc.md"
        file.write_text(file.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    services_of(app).shipped = catalogue.load(letters)
    with app.app_context():
        editions.keep_editions(db.session, services_of(app).shipped, at=services.now())


def last_page(ada: Browser) -> Page:
    """Go through all texts in Arabic."""
    page = ada.follow(ada.open(LETTERS), "Read all texts العربية")
    while "Next:" in page.text:
        (link,) = (link for text, link in page.links("main") if text.startswith("Next:"))
        page = ada.open(link)
    return page


@pytest.mark.slow
def test_one_goes_through_every_text_and_marks_them_at_the_end(ada: Browser) -> None:
    assert STILL_OPEN in ada.open(f"{ORCHARD}launch/").text
    first = ada.open(f"{READ}1")
    assert first.heading == "Pages, and what is in every letter"
    assert "Mark as read" not in first.text
    page = last_page(ada)
    assert page.url == f"{READ}6"
    form = page.form(MARK)

    page = ada.submit(form.fill(day="2026-11-25"), MARK, 422)
    assert "This day has not come yet." in page.text
    page = ada.submit(form.fill(day=""), MARK, 422)
    assert "Enter the whole day" in page.text
    answer = ada.press(form, MARK)

    page = ada.open(answer.headers["Location"])
    assert "Read on 24 November 2026." in page.text
    assert "(UTC) by ada@example.org" in page.text
    assert STILL_OPEN not in ada.open(f"{ORCHARD}launch/").text
    assert "marked letters as read: orchard ar" in ada.open("/organizers/audit").text
    assert ada.submit(form, MARK, 409)


def test_what_is_not_there_is_not_read(ada: Browser) -> None:
    form = ada.open(f"{READ}6").form(MARK)

    for path in ("read/ar/0", "read/ar/7", "read/xx/1", "changed/ar/", "changed/xx/"):
        assert ada.get(f"{LETTERS}{path}").status_code == 404
    assert ada.post(f"{LETTERS}read/xx/", form.values).status_code == 404


@pytest.mark.slow
@pytest.mark.usefixtures("start")
def test_words_that_change_while_one_reads_are_not_marked(
    ada: Browser, app: Flask, tmp_path: Path
) -> None:
    form = ada.open(f"{READ}6").form(MARK)
    restart_with_other_words(app, tmp_path)

    page = ada.submit(form, MARK, 409)

    assert "Somebody else changed this meanwhile" in page.text
    assert "By somebody who did not write them: العربية, English" in (
        ada.open(f"{ORCHARD}launch/").text
    )
    ada.press(page.form(MARK), MARK)
    assert STILL_OPEN not in ada.open(f"{ORCHARD}launch/").text


@pytest.mark.slow
@pytest.mark.usefixtures("start")
def test_what_changed_is_seen_old_beside_new_and_marked_there(
    ada: Browser, app: Flask, tmp_path: Path
) -> None:
    ada.press(ada.open(f"{READ}6").form(MARK), MARK)
    restart_with_other_words(app, tmp_path)

    page = ada.open(LETTERS)
    assert "The words changed since somebody read them." in page.text
    page = ada.follow(page, "See what changed العربية")
    assert "1 text is not as it was." in page.text
    assert "Before" in page.text
    assert "Now and here," in page.text
    assert "brought other words: orchard no. 2: " in ada.open("/organizers/audit").text

    ada.press(page.form(MARK), MARK)
    assert "See what changed العربية" not in ada.open(LETTERS).text


@pytest.mark.slow
@pytest.mark.usefixtures("start")
def test_supporters_get_the_words_that_were_read_until_the_new_ones_are(
    ada: Browser, person: MakePerson, app: Flask, tmp_path: Path
) -> None:
    for code in ("en", "ar"):
        page = ada.open(f"{LETTERS}read/{code}/6")
        (button,) = (text for text in (MARK, "Mark as read English") if text in page.text)
        ada.press(page.form(button), button)
    form = ada.open(f"{ORCHARD}campaign/launch").form("Launch it now")
    ada.press(form.fill(known="yes"), "Launch it now")
    restart_with_other_words(app, tmp_path)
    letter = f"{LETTERS}hrc/en/every"

    assert "Now and here," in ada.open(letter).text, "organizers see what comes"
    assert "Supporters still get the words that somebody read before." in ada.open(LETTERS).text
    assert "Now and here," not in Visitor(app).open("/orchard/to/hrc/").text

    other = person("bo@example.org", Role.ORGANIZER).browser
    assert TAKE not in other.open(f"{LETTERS}changed/en/").text
    page = ada.open(f"{LETTERS}changed/en/")
    ada.press(page.form(TAKE), TAKE)
    assert "used words that nobody had read: orchard no. 2" in ada.open("/organizers/audit").text
    assert "Supporters still get" not in ada.open(LETTERS).text
    assert "Now and here," in Visitor(app).open("/orchard/to/hrc/").text


def test_the_path_to_the_launch_names_what_is_older_than_the_program(
    ada: Browser, app: Flask, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    assert "older than this program" not in ada.open(f"{ORCHARD}launch/").text
    before = services_of(app).shipped
    request.addfinalizer(lambda: setattr(services_of(app), "shipped", before))
    letters = Path(shutil.copytree(TEST_LETTERS, tmp_path / "letters"))
    file = letters / "orchard" / "en" / "hrc.md"
    file.write_text(file.read_text(encoding="utf-8").partition("# short")[0], encoding="utf-8")
    with file.open("a", encoding="utf-8") as out:
        out.write("# risk\n\nIt may be kept.\n")
    services_of(app).shipped = catalogue.load(letters)
    with app.app_context():
        editions.keep_editions(db.session, services_of(app).shipped, at=services.now())

    page = ada.open(f"{ORCHARD}launch/")

    assert "2 places of your texts are older than this program" in page.text
    assert "orchard/en/hrc.md: short: has no text (write # short and a paragraph)" in page.text
