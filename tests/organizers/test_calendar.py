"""The calendar of sessions at the desk: what to do, done, not needed, and taken away."""

import pytest
from flask import Flask

from campaign.model.facts import FactTable
from campaign.model.organizer import Role
from campaign.web import services
from tests.conftest import TEST_LETTERS, AppWith
from tests.organizers.browser import Browser, Person
from tests.organizers.test_facts import correct
from tests.pages import Form, Page

CALENDAR = "/organizers/facts/calendar"
NEW = "/organizers/facts/tasks/new?body=hrc&number=64"


@pytest.fixture
def app(app_with: AppWith, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Return an application whose 64th session opens in six weeks."""
    monkeypatch.setattr(services, "FRESH", -1)
    app = app_with(letters=TEST_LETTERS)
    correct(app, FactTable.SESSIONS, body="hrc", number="64", start="2027-01-05", end="2027-02-02")
    return app


@pytest.fixture
def ada(app: Flask) -> Browser:
    return Person.joined(Browser(app), "ada@example.org", Role.ORGANIZER).browser


def first_form(page: Page, button: str) -> Form:
    """Return the first form that has a button saying this."""
    return next(form for form in page.forms if button in {each.text for each in form.buttons})


def press(browser: Browser, text: str) -> Page:
    answer = browser.press(first_form(browser.open(CALENDAR), text), text)
    return browser.open(answer.headers["Location"])


def test_it_lists_what_to_do_before_each_session(ada: Browser) -> None:
    text = ada.open(CALENDAR).text

    assert "Human Rights Council, 64 Opens on 5 January 2027." in text
    assert "Letters by email arrive 8 December 2026 to 22 December 2026" in text
    assert "Written statements are handed in by 22 December 2026" in text
    assert "Opens about October 2027, by custom: its days are not known." in text
    assert "Letters by email arrive about 3 September 2027 to 17 September 2027" in text


def test_done_says_when_and_by_whom_and_can_be_undone(ada: Browser) -> None:
    page = press(ada, "Done today")
    assert "Saved. Undo: see what goes" in page.text
    assert "Done on 24 November 2026 by ada@example.org" in page.text

    change = ada.open(dict(page.links(".saved"))["Undo: see what goes"])
    form = next(form for form in change.forms if form.action.endswith("/undo"))
    ada.press(form, form.buttons[0].text)

    assert "Done on" not in ada.open(CALENDAR).text


def test_what_is_not_for_one_session_stays_for_the_next(ada: Browser) -> None:
    before = ada.open(CALENDAR).text.count("Letters by email arrive")

    page = press(ada, "Not before this one")

    assert page.text.count("Letters by email arrive") == before - 1
    assert "Letters by email arrive about 3 September 2027" in page.text


def test_what_organizers_add_is_there(ada: Browser) -> None:
    form = ada.open(NEW).form("Add")
    ada.press(form.fill(task="Book a room", day="2026-12-01", as_of="2026-11-24"), "Add")

    assert "Book a room by 1 December 2026" in ada.open(CALENDAR).text


def test_a_mistake_is_said_at_its_field(ada: Browser) -> None:
    form = ada.open(NEW).form("Add")
    form = form.fill(task="Book", day="2026-12-01", weeks="2", as_of="2026-11-24")
    page = ada.submit(form, "Add", 422)

    assert "Enter the day, or the weeks, not both." in page.text


def test_today_names_what_is_due_within_four_weeks(ada: Browser) -> None:
    text = ada.open("/organizers/").text

    assert (
        "in 28 days Letters by email arrive: Human Rights Council, 64 "
        "(8 December 2026 to 22 December 2026)"
    ) in text
    press(ada, "Done today")
    assert "Letters by email arrive: Human Rights Council, 64" not in ada.open("/organizers/").text


def test_calendar_programs_get_it_as_events_of_whole_days(ada: Browser) -> None:
    answer = ada.get("/organizers/facts/sessions.ics")
    events = answer.text.replace("\r\n ", "").split("BEGIN:VEVENT")

    (mine,) = [
        e for e in events if "SUMMARY:Letters by email arrive: Human Rights Council\\, 64" in e
    ]
    assert "DTSTART;VALUE=DATE:20261208\r\nDTEND;VALUE=DATE:20261223\r\n" in mine


def test_viewers_look_and_change_nothing(app: Flask) -> None:
    viewer = Person.joined(Browser(app), "vic@example.org", Role.VIEWER).browser

    assert "Done today" not in viewer.open(CALENDAR).text


def test_a_task_that_is_not_there_is_not_marked(ada: Browser) -> None:
    form = first_form(ada.open(CALENDAR), "Done today")
    assert ada.press(form.forge(task="nothing"), "Done today").status_code == 404
