"""Owners look after people; everybody after their own account; the audit tells of both."""

import csv
import io
import re
import zipfile
from urllib.parse import unquote

import pytest
from flask import Flask

from campaign.actions.audit import record
from campaign.cli.fact_imports import utc_now
from campaign.credentials import codes
from campaign.errors import OrganizerError
from campaign.model.audit import AuditEvent
from campaign.model.formulas import is_formula
from campaign.model.organizer import Role
from campaign.web.database import db
from campaign.web.organizers import audit, audit_labels, failures
from campaign.web.organizers.accounts import labels
from tests.organizers.browser import PASSWORD, Browser, Person, recovery_on, secret_on
from tests.organizers.conftest import MakePerson
from tests.pages import Page
from tests.soundness import words

OTHER = "nine loud tractors in the bath"


def person_page(ada: Person, email: str) -> Page:
    return ada.browser.follow(ada.browser.open("/organizers/people"), email, "main")


def removal_page(ada: Person, email: str) -> Page:
    see = "Remove this person: see what goes"
    return ada.browser.follow(person_page(ada, email), see, "main")


def again(ada: Person) -> Person:
    """Return the same person signed in at another browser."""
    other = Person(Browser(ada.browser.app), ada.email, ada.secret, ada.recovery, ada.ahead)
    other.sign_in()
    return other


def test_a_change_of_role_holds_at_once(person: MakePerson) -> None:
    ada, ben = person(), person("ben@example.org", Role.VIEWER)
    assert ben.browser.get("/organizers/audit").status_code == 403

    form = person_page(ada, "ben@example.org").form("Change the role")
    ada.browser.press(form.fill(role="organizer"), "Change the role")

    assert ben.browser.get("/organizers/audit").status_code == 200
    said = ada.browser.open("/organizers/audit").text
    assert "changed the role of ben@example.org: viewer -> organizer" in said


def test_who_is_removed_is_out_at_once(person: MakePerson) -> None:
    ada, ben = person(), person("ben@example.org", Role.OWNER)

    page = removal_page(ada, "ben@example.org")
    assert "What they did, in the audit" in page.text
    form = page.form("Remove this person")
    ada.browser.press(form, "Remove this person")

    assert ben.browser.get("/organizers/").status_code == 303
    ben.sign_in(status=422)
    assert "removed ben@example.org" in ada.browser.open("/organizers/audit").text
    assert ada.browser.page(form.action, ada.browser.press(form, "Remove this person"), 404)


@pytest.mark.parametrize("button", ["Remove this person", "Change the role"])
def test_the_last_owner_stays(person: MakePerson, button: str) -> None:
    ada = person()
    shown = removal_page if button.startswith("Remove") else person_page
    form = shown(ada, ada.email).form(button)
    form = form.fill(role="viewer") if "role" in form.values else form

    page = ada.browser.submit(form, button, 409)

    assert page.heading == "There must be an owner"
    assert "Owner" in ada.browser.open("/organizers/").text


def test_a_role_that_is_not_offered_is_refused(person: MakePerson) -> None:
    ada = person()
    form = person_page(ada, ada.email).form("Change the role").forge(role="emperor")

    assert "cannot be chosen" in ada.browser.submit(form, "Change the role", 422).text


def test_who_is_locked_out_comes_back_by_a_new_link_and_all_else_ends(
    app: Flask, person: MakePerson
) -> None:
    ada, ben = person(), person("ben@example.org", Role.ORGANIZER)
    form = person_page(ada, "ben@example.org").form("Make a new link")
    page = ada.browser.submit(form, "Make a new link")
    assert ben.browser.get("/organizers/").status_code == 200

    token = words(page.find("#link")).rpartition("/")[2]
    new = Person.join(Browser(app), token, "ben@example.org")

    assert "Organizer" in new.browser.open("/organizers/").text
    assert ben.browser.get("/organizers/").status_code == 303
    ben.sign_in(status=422)
    ben.sign_in(ben.recovery[0], status=422)


@pytest.mark.slow
def test_a_new_password_counts_from_now_on_and_ends_other_sessions(person: MakePerson) -> None:
    ada = person()
    other = again(ada)
    page = ada.browser.open("/organizers/account")
    button = "Change the password"
    weak = page.form(button).fill(old_password=PASSWORD, password="ada.example")  # noqa: S106
    assert "Use at least 12" in ada.browser.submit(weak, button, 422).text

    ada.browser.press(page.form(button).fill(old_password=PASSWORD, password=OTHER), button)

    assert ada.browser.get("/organizers/").status_code == 200
    assert other.browser.get("/organizers/").status_code == 303
    ada.sign_out()
    ada.sign_in(ada.recovery[0], status=422, password=PASSWORD)
    assert ada.sign_in(ada.recovery[0], password=OTHER).heading == "Today"


def test_another_app_takes_the_place_of_the_first(person: MakePerson) -> None:
    ada = person()
    page = ada.browser.open("/organizers/account/app")
    new = secret_on(page)
    assert new != ada.secret
    wrong = page.form("Use this app").fill(code=ada.code())
    assert secret_on(ada.browser.submit(wrong, "Use this app", 422)) == new
    right = codes.code_at(new, codes.counter_at(utc_now()))

    ada.browser.press(page.form("Use this app").fill(code=right), "Use this app")

    ada.sign_out()
    ada.sign_in(status=422)
    ada.sign_in(right, status=422)
    ada.secret, ada.ahead = new, 1
    assert ada.sign_in().heading == "Today"


def test_new_recovery_codes_make_the_old_ones_worthless(person: MakePerson) -> None:
    ada = person()
    button = "Make new recovery codes"
    page = ada.browser.submit(ada.browser.open("/organizers/account").form(button), button)
    ada.sign_out()

    ada.sign_in(ada.recovery[0], status=422)

    download = dict(page.links("main"))["Download as a text"]
    kind, _, text = unquote(download).partition(",")
    assert kind == "data:text/plain;charset=utf-8", "which leaves for nobody"
    assert tuple(text.split()) == recovery_on(page)
    assert words(page.find("#all-codes")) == text.strip().replace("\n", " ")
    assert ada.sign_in(recovery_on(page)[0]).heading == "Today"


def test_sessions_are_listed_and_ended(person: MakePerson) -> None:
    ada = person()
    other = again(ada)
    page = ada.browser.open("/organizers/account")
    assert page.text.count("This browser") == 1
    assert page.text.count("Another browser") == 1

    ada.browser.press(page.form("Sign it out"), "Sign it out")

    assert other.browser.get("/organizers/").status_code == 303
    assert "Another browser" not in ada.browser.open("/organizers/account").text


def test_nobody_ends_the_session_of_another(person: MakePerson) -> None:
    ada, ben = person(), person("ben@example.org", Role.VIEWER)
    again(ada)
    form = ada.browser.open("/organizers/account").form("Sign it out")
    own = ben.browser.open("/organizers/").form("Sign out").values["csrf_token"]

    ben.browser.post(form.action, {"csrf_token": own})

    assert "Another browser" in ada.browser.open("/organizers/account").text


def test_the_audit_goes_back_page_by_page(
    app: Flask, person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = person()
    with app.app_context():
        for number in range(5):
            record(db.session, "ben@example.org", AuditEvent.INVITED, f"no. {number}", at=utc_now())
        db.session.commit()
    monkeypatch.setattr(audit, "ON_A_PAGE", 3)

    first = ada.browser.open("/organizers/audit")
    second = ada.browser.follow(first, "Older entries")

    assert re.findall(r"no\. \d", first.text) == ["no. 4", "no. 3", "no. 2"]
    assert re.findall(r"no\. \d", second.text) == ["no. 1", "no. 0"]


def test_all_of_the_audit_can_be_kept_and_opens_no_formula(
    app: Flask, person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = person()
    with app.app_context():
        for text in ('=HYPERLINK("x")', "+1", "-1", "@a", "\tx", "\rx", "plain, really"):
            record(db.session, ada.email, AuditEvent.PASSKEY_ADDED, text, at=utc_now())
        db.session.commit()
    monkeypatch.setattr(audit, "AT_ONCE", 2)

    answer = ada.browser.get("/organizers/audit/entries.zip")

    file = zipfile.ZipFile(io.BytesIO(answer.data)).read("audit.csv").decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(file, newline=""))
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", row[1]) for row in rows)
    assert head == ["Number", "When (UTC)", "Who", "What", "About"]
    assert rows[0][2:] == [ada.email, "added passkey", "plain, really"]
    assert [int(row[0]) for row in rows] == sorted((int(row[0]) for row in rows), reverse=True)
    assert not [row for row in rows for cell in row if is_formula(cell)]
    assert answer.headers["Content-Disposition"].endswith("-audit.zip")
    for form in ("json", "xlsx"):
        assert ada.browser.get(f"/organizers/audit/entries.{form}").status_code == 200


@pytest.mark.parametrize(
    "came_from", ["http://[", "https://evil.example/", "http://localhost/organizers/in/key", ""]
)
def test_a_failure_leads_back_only_to_what_can_be_opened(app: Flask, came_from: str) -> None:
    browser = Browser(app, base_url="http://localhost", Referer=came_from)

    page = browser.page("/organizers/in", browser.post("/organizers/in", {}), 400)

    assert [text for text, _ in page.links("main")] == ["Go to the start"]


@pytest.mark.parametrize("number", ["0", "-1", "2147483648", "9" * 30])
def test_a_number_that_nothing_has_leads_nowhere(person: MakePerson, number: str) -> None:
    ada = person()

    ada.browser.open(f"/organizers/people/{number}", 404)
    assert ada.browser.get(f"/organizers/audit?before={number}").status_code in {200, 404}


def test_there_are_words_for_every_role_deed_and_failure() -> None:
    assert set(labels.ROLES) == set(Role)
    assert set(audit_labels.EVENTS) == set(AuditEvent)
    assert set(failures.FAILURES) == set(OrganizerError.__subclasses__())


def test_a_browser_cannot_add_a_passkey_that_was_not_asked_for(person: MakePerson) -> None:
    ada = person()
    form = ada.browser.open("/organizers/account").form("Add a passkey")

    for answer in ("", "{}", "[]", '{"id": "x", "rawId": "x", "response": {}}'):
        assert ada.browser.press(form.forge(answer=answer), "Add a passkey").status_code == 422
        forged = form.forge(answer=answer, sealed="x")
        assert ada.browser.press(forged, "Add a passkey").status_code == 422
