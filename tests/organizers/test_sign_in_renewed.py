"""A browser's word is another one once somebody shows who they are or changes how they come in."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from campaign.actions import organizers, sign_in
from campaign.cli.fact_imports import utc_now
from campaign.credentials import codes
from campaign.credentials.passkeys import NewKey
from campaign.credentials.seals import new_token
from campaign.model.organizer import Role
from campaign.web.database import db
from tests.organizers.browser import PASSWORD, Browser, Person, secret_on
from tests.organizers.conftest import MakePerson

Act = Callable[[Person], None]
OTHER = "nine loud tractors in the bath"
FORGET = '"cache", "storage"'


def shows_again(ada: Person) -> None:
    form = ada.browser.open("/organizers/again").form("Go on")
    ada.browser.press(form.fill(password=PASSWORD, code=ada.recovery[0]), "Go on")


def signs_in_again(ada: Person) -> None:
    ada.sign_in(ada.recovery[0])


def changes_the_password(ada: Person) -> None:
    button = "Change the password"
    form = ada.browser.open("/organizers/account").form(button)
    ada.browser.press(form.fill(old_password=PASSWORD, password=OTHER), button)


def changes_the_app(ada: Person) -> None:
    page = ada.browser.open("/organizers/account/app")
    code = codes.code_at(secret_on(page), codes.counter_at(utc_now()))
    ada.browser.press(page.form("Use this app").fill(code=code), "Use this app")


def makes_new_codes(ada: Person) -> None:
    button = "Make new recovery codes"
    ada.browser.press(ada.browser.open("/organizers/account").form(button), button)


def removes_a_passkey(ada: Person) -> None:
    with ada.browser.app.app_context():
        token = ada.browser.cookie().value
        here = sign_in.find_session(db.session, token, now=utc_now())
        assert here
        key = NewKey(new_token(), b"key", 0)
        organizers.add_passkey(db.session, here, key, name="phone", token=token, now=utc_now())
    form = ada.browser.open("/organizers/account").form("Remove phone")
    ada.browser.press(form, "Remove phone")


PROOFS = [shows_again, signs_in_again]
CHANGES = [changes_the_password, changes_the_app, makes_new_codes, removes_a_passkey]


def opens(app: Flask, cookie: Any) -> bool:  # noqa: ANN401 - werkzeug's
    """Say whether a stolen cookie opens the desk."""
    thief = Browser(app)
    thief.steal(cookie)
    return thief.get("/organizers/").status_code == 200


@pytest.mark.parametrize("act", [*PROOFS, *CHANGES], ids=lambda act: act.__name__)
def test_the_word_of_before_opens_nothing_any_more(
    app: Flask, person: MakePerson, act: Act
) -> None:
    ada = person()
    before = ada.browser.cookie()
    assert opens(app, before)

    act(ada)

    assert not opens(app, before)
    assert opens(app, ada.browser.cookie())


@pytest.mark.parametrize("act", CHANGES, ids=lambda act: act.__name__)
def test_other_sessions_end_when_a_way_in_changes(app: Flask, person: MakePerson, act: Act) -> None:
    ada = person()
    other = Person(Browser(app), ada.email, ada.secret, ada.recovery)
    other.sign_in(ada.recovery[1])

    act(ada)

    assert other.browser.get("/organizers/").status_code == 303
    assert ada.browser.get("/organizers/").status_code == 200


def test_a_passkey_gives_the_browser_another_word_too(app: Flask, person: MakePerson) -> None:
    ada = person()
    before = ada.browser.cookie().value
    with app.app_context():
        here = sign_in.find_session(db.session, before, now=utc_now())
        assert here
        key, token = NewKey("credential", b"key", 0), new_token()
        organizers.add_passkey(db.session, here, key, name="phone", token=token, now=utc_now())

        assert sign_in.find_session(db.session, before, now=utc_now()) is None
        assert sign_in.find_session(db.session, token, now=utc_now())


def test_who_signs_out_has_the_browser_forget_pages_and_stays_known(person: MakePerson) -> None:
    ada = person()
    cookie = ada.browser.cookie().value

    answer = ada.browser.press(ada.browser.open("/organizers/").form("Sign out"), "Sign out")

    assert answer.headers["Clear-Site-Data"] == FORGET
    assert ada.browser.cookie().value == cookie


def test_who_removes_themselves_is_signed_out_as_well(app: Flask, person: MakePerson) -> None:
    ada = person()
    person("ben@example.org")
    with app.app_context():
        number = organizers.find_organizer(db.session, ada.email).id
    button = "Remove this person"

    form = ada.browser.open(f"/organizers/people/{number}/remove").form(button)
    answer = ada.browser.press(form, button)

    assert answer.headers["Clear-Site-Data"] == FORGET
    assert ada.browser.get("/organizers/").status_code == 303


@pytest.mark.parametrize("old", ["", "a wrong password", OTHER])
def test_a_password_is_changed_only_by_who_knows_it(person: MakePerson, old: str) -> None:
    ada = person()
    button = "Change the password"
    form = ada.browser.open("/organizers/account").form(button)

    page = ada.browser.submit(form.fill(old_password=old, password=OTHER), button, 422)

    assert "This is not your password." in page.text
    assert OTHER not in page.response.text
    ada.sign_out()
    ada.sign_in()


def test_who_guesses_the_password_in_an_open_session_waits(person: MakePerson) -> None:
    ada = person()
    button = "Change the password"
    form = ada.browser.open("/organizers/account").form(button)
    form = form.fill(old_password="a wrong password", password=OTHER)  # noqa: S106
    for _ in range(sign_in.FREE):
        ada.browser.submit(form, button, 422)

    page = ada.browser.submit(form.fill(old_password=PASSWORD), button, 429)

    assert "Too many wrong tries." in page.text
    assert int(page.response.headers["Retry-After"]) in {1, 2}


def test_of_two_new_passwords_for_one_old_the_second_is_refused(
    app: Flask, person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = person()
    with app.app_context():
        here = sign_in.find_session(db.session, ada.browser.cookie().value, now=utc_now())
        assert here
        kept = sign_in.kept_password(db.session, here, PASSWORD, now=utc_now())
        assert organizers.change_password(
            db.session,
            here,
            PASSWORD,
            OTHER,
            token="x",  # noqa: S106
            now=utc_now(),
        )
        monkeypatch.setattr(sign_in, "kept_password", lambda *_, **__: kept)

        assert not organizers.change_password(
            db.session,
            here,
            PASSWORD,
            "third",
            token="y",  # noqa: S106
            now=utc_now(),
        )
        assert sign_in.find_session(db.session, "x", now=utc_now())


def test_after_a_change_of_role_one_shows_who_one_is_before_one_changes_anything(
    app: Flask, person: MakePerson
) -> None:
    ada, ben = person(), person("ben@example.org", Role.VIEWER)
    assert ben.browser.get("/organizers/account").status_code == 200

    with app.app_context():
        number = organizers.find_organizer(db.session, ben.email).id
        organizers.change_role(db.session, number, Role.OWNER, by=ada.email, now=utc_now())

    answer = ben.browser.get("/organizers/people")
    assert answer.headers["Location"].startswith("/organizers/again")
    before = ben.browser.cookie().value
    shows_again(ben)
    assert ben.browser.get("/organizers/people").status_code == 200
    assert ben.browser.cookie().value != before
