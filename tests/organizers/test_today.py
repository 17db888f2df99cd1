"""The first screen of the desk: what is new, what waits, the figures of the day, what is next."""

from flask import Flask

from campaign.cli.fact_imports import utc_now
from campaign.model.audit import AuditEvent
from campaign.model.organizer import Role
from campaign.store import audit
from campaign.web.database import db
from tests.organizers.browser import Browser, Person
from tests.organizers.conftest import MakePerson
from tests.organizers.lifecycle.test_campaign import SHOW, TO, launch
from tests.pages import Visitor
from tests.soundness import words

DESK = "/organizers/"


def test_before_the_launch_it_is_the_path_and_what_was_tried(person: MakePerson) -> None:
    page = person().browser.open(DESK)

    assert page.heading == "Today"
    assert "This is your first time here." in page.text
    assert "0 of 9 done, about 18 minutes left" in page.text
    assert "Tried so far" in page.text
    assert ("Go on with line 1") in [text for text, _ in page.links("main")]


def test_it_says_what_others_did_since_one_was_last_here(app: Flask, person: MakePerson) -> None:
    ada = person()
    ada.sign_out()
    with app.app_context():
        audit.add_entry(
            db.session,
            who="pip@example.org",
            what=AuditEvent.NOTICE_UP,
            about="orchard",
            at=utc_now(),
        )
        db.session.commit()

    page = ada.sign_in()

    assert "You were last here on" in page.text
    assert "pip@example.org put up a notice on orchard" in words(page.find("#since").parent)


def test_once_launched_it_has_the_figures_of_the_day(orchard_app: Flask) -> None:
    ada = Person.joined(Browser(orchard_app), "ada@example.org", Role.OWNER).browser
    launch(ada)
    visitor = Visitor(orchard_app)
    visitor.submit(visitor.open(TO).form(SHOW), SHOW)

    page = ada.open(DESK)

    assert "yesterday; today so far: 1" in page.text
    assert "Today so far 1 0 0 0" in words(page.find(".week"))
    assert "1 of 100 letters checked" in page.text
    assert "of 9 done" not in page.text


def test_a_viewer_sees_figures_and_nothing_to_press(person: MakePerson) -> None:
    page = person("vi@example.org", Role.VIEWER).browser.open(DESK)
    assert "of 9 done" not in page.text
    assert "Launch" not in [text for text, _ in page.links(".side")]
