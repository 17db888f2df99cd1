"""Invitations: the first owner's link, further ones, and what does not work any more."""

from datetime import timedelta

import pytest
from flask import Flask

from campaign.actions import invitations, organizers
from campaign.cli.fact_imports import utc_now
from campaign.credentials import codes
from campaign.errors import LinkExpired
from campaign.model import organizer
from campaign.model.organizer import Role
from campaign.store.tables.accounts import InvitationRow, OrganizerRow, RecoveryCodeRow, SessionRow
from campaign.web.database import db
from tests.organizers.browser import JOIN, PASSWORD, Browser, Person, secret_on
from tests.organizers.conftest import MakePerson
from tests.soundness import words


@pytest.fixture
def person(person_by_page: MakePerson) -> MakePerson:
    """Return a way to make organizers that goes over the pages which are tested here."""
    return person_by_page


def first_link(app: Flask) -> str | None:
    with app.app_context():
        return invitations.first_link(db.session, now=utc_now())


def code_on(page: object) -> str:
    return codes.code_at(secret_on(page), codes.counter_at(utc_now()))  # type: ignore[arg-type]


def test_the_first_owner_comes_by_a_link_that_works_once(app: Flask) -> None:
    token, unused = first_link(app), first_link(app)
    assert token
    assert unused

    ada = Person.join(Browser(app), token, "ada@example.org")

    assert "Owner" in ada.browser.open("/organizers/").text
    assert first_link(app) is None
    for link in (token, unused, "none"):
        page = Browser(app).open(f"/organizers/join/{link}", 410)
        assert page.heading == "This link does not work any more"


def test_an_owner_invites_and_the_link_works_once(app: Flask, person: MakePerson) -> None:
    ada = person()
    form = ada.browser.open("/organizers/people").form("Make a link")
    page = ada.browser.submit(form.fill(email=" Ben@Example.org", role="organizer"), "Make a link")
    link = words(page.find("#link"))
    assert link.startswith(f"{app.config['PREFERRED_URL_SCHEME']}://localhost/organizers/join/")
    token = link.rpartition("/")[2]
    Browser(app).open(f"/organizers/join/{token}")  # a mail program looks at it: nothing happens

    ben = Person.join(Browser(app), token, "ben@example.org")

    assert "ben@example.org" in ben.browser.open("/organizers/").text
    Browser(app).open(f"/organizers/join/{token}", 410)
    entries = ada.browser.open("/organizers/audit").text
    assert "ada@example.org invited ben@example.org (organizer)" in entries
    assert "ben@example.org joined organizer, invited by ada@example.org" in entries


def test_who_is_invited_cannot_take_another_address_or_role(app: Flask, person: MakePerson) -> None:
    person()
    with app.app_context():
        token = invitations.invite(
            db.session, email="ben@example.org", role=Role.VIEWER, by="test", now=utc_now()
        )
    browser = Browser(app)
    page = browser.open(f"/organizers/join/{token}")
    form = page.form(JOIN).fill(password=PASSWORD, code=code_on(page))

    browser.submit(form.forge(email="eve@example.org", role="owner"), JOIN)

    home = browser.open("/organizers/").text
    assert "ben@example.org" in home
    assert "Viewer" in home


@pytest.mark.parametrize(
    ("password", "complaint"),
    [
        ("", "Use at least 12 characters."),
        ("short", "Use at least 12 characters."),
        ("password1234", "This can be guessed."),
        ("qwertyuiopas", "This can be guessed."),
        ("aaaaaaaaaaaaaaaa", "This can be guessed."),
        ("ada@example.org", "This can be guessed."),
        ("x7!" * 70, "This is too long."),
    ],
)
def test_a_weak_password_is_refused_and_nothing_is_used_up(
    app: Flask, password: str, complaint: str
) -> None:
    token = first_link(app)
    browser = Browser(app)
    page = browser.open(f"/organizers/join/{token}")
    form = page.form(JOIN).fill(email="ada@example.org", password=password, code=code_on(page))

    again = browser.submit(form, JOIN, 422)

    assert complaint in again.text
    assert secret_on(again) == secret_on(page)
    browser.submit(again.form(JOIN).fill(password=PASSWORD, code=code_on(page)), JOIN)


@pytest.mark.parametrize("code", ["", "000000", "12345", "abc", "٠١٢٣٤٥"])
def test_the_app_must_show_a_code(app: Flask, code: str) -> None:
    browser = Browser(app)
    form = browser.open(f"/organizers/join/{first_link(app)}").form(JOIN)
    form = form.fill(email="ada@example.org", password=PASSWORD, code=code)

    assert "This code is not the one shown now." in browser.submit(form, JOIN, 422).text


def test_all_mistakes_are_said_at_once(app: Flask) -> None:
    browser = Browser(app)
    form = browser.open(f"/organizers/join/{first_link(app)}").form(JOIN)

    said = browser.submit(form.fill(email="ada", password="short", code="1"), JOIN, 422).text  # noqa: S106

    for mistake in ("Write an email address", "Use at least 12", "This code is not"):
        assert mistake in said


@pytest.mark.parametrize("email", ["", "ada", "ada@", "@example.org", "a b@example.org", "a@b"])
def test_an_address_must_look_like_one(app: Flask, email: str) -> None:
    browser = Browser(app)
    page = browser.open(f"/organizers/join/{first_link(app)}")
    form = page.form(JOIN).fill(email=email, password=PASSWORD, code=code_on(page))

    assert "Write an email address" in browser.submit(form, JOIN, 422).text


def test_an_old_link_does_not_work(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitations, "INVITATION_LASTS", timedelta(0))

    Browser(app).open(f"/organizers/join/{first_link(app)}", 410)
    assert timedelta(days=3) == organizer.INVITATION_LASTS


def test_an_invitation_can_be_taken_back(app: Flask, person: MakePerson) -> None:
    ada = person()
    form = ada.browser.open("/organizers/people").form("Make a link")
    page = ada.browser.submit(form.fill(email="ben@example.org"), "Make a link")
    link = words(page.find("#link"))
    button = "Take back ben@example.org"

    ada.browser.press(ada.browser.open("/organizers/people").form(button), button)

    Browser(app).open(link, 410)
    assert "ben@example.org" not in ada.browser.open("/organizers/people").text


@pytest.mark.parametrize("what", ["Change the role", "Remove this person"])
def test_an_open_link_ends_with_the_role_it_would_give(
    app: Flask, person: MakePerson, what: str
) -> None:
    ada = person()
    ben = person("ben@example.org", Role.OWNER)
    with app.app_context():
        token = invitations.invite(
            db.session, email=ben.email, role=Role.OWNER, by="test", now=utc_now()
        )
        number = organizers.find_organizer(db.session, ben.email).id
    Browser(app).open(f"/organizers/join/{token}")
    page = "remove" if what.startswith("Remove") else ""
    form = ada.browser.open(f"/organizers/people/{number}/{page}".rstrip("/")).form(what)

    filled = form.fill(role="viewer") if what.startswith("Change") else form
    ada.browser.press(filled, what)

    Browser(app).open(f"/organizers/join/{token}", 410)


def test_who_is_here_already_becomes_the_first_owner_by_its_link(
    app: Flask, person: MakePerson
) -> None:
    ben = person("ben@example.org", Role.VIEWER)
    token = first_link(app)
    assert token

    Person.join(ben.browser, token, ben.email)

    assert ben.browser.get("/organizers/people").status_code == 200
    assert first_link(app) is None
    assert "changed the role of" in ben.browser.open("/organizers/audit").text


def test_two_who_follow_one_link_at_once_do_not_both_get_in(app: Flask) -> None:
    seals, joined = (
        app.extensions["services"].seals,
        invitations.Enrolment("", PASSWORD, b"x" * 20, 1),
    )
    with app.app_context():
        token = invitations.invite(
            db.session, email="ben@example.org", role=Role.VIEWER, by="test", now=utc_now()
        )
        looked_up = [
            invitations.look_up_invitation(db.session, token, now=utc_now()) for _ in range(2)
        ]
        invitations.accept_invitation(
            db.session,
            seals,
            looked_up[0],
            joined,
            token="a",  # noqa: S106
            now=utc_now(),
        )

        with pytest.raises(LinkExpired):
            invitations.accept_invitation(
                db.session,
                seals,
                looked_up[1],
                joined,
                token="b",  # noqa: S106
                now=utc_now(),
            )


def test_what_is_kept_cannot_be_used_by_who_reads_it(app: Flask, person: MakePerson) -> None:
    ada = person()
    token = first_link(app) or ""
    with app.app_context():
        rows = [
            repr(list(vars(row).values()))
            for table in (OrganizerRow, SessionRow, RecoveryCodeRow, InvitationRow)
            for row in db.session.query(table)
        ]

    secrets = [PASSWORD, token, ada.browser.cookie().value, *ada.recovery]
    secrets += [codes.written(ada.secret).replace(" ", ""), ada.secret.hex(), repr(ada.secret)]
    assert rows
    for secret in filter(None, secrets):
        assert not [row for row in rows if secret in row]
