"""Links end with the people who made them, and with those whom they were for: every kind."""

from collections.abc import Callable

import pytest
from flask import Flask, current_app

from campaign.actions import invitations
from campaign.actions import organizers as organizer_actions
from campaign.cli.fact_imports import utc_now
from campaign.credentials.seals import hashed
from campaign.errors import LinkExpired, NotAnOwner, UnknownOrganizer
from campaign.model.organizer import Link, Organizer, Role
from campaign.store import organizers
from campaign.web.database import db
from tests.organizers.browser import PASSWORD, Browser
from tests.organizers.conftest import MakePerson

ADA, BEN, CLEO, EVE = (f"{name}@example.org" for name in ("ada", "ben", "cleo", "eve"))


def find(email: str) -> Organizer:
    return organizer_actions.find_organizer(db.session, email)


def first(_: str) -> str:
    token = invitations.first_link(db.session, now=utc_now())
    assert token
    return token


def invitation(by: str, role: Role = Role.OWNER) -> str:
    return invitations.invite(db.session, email=EVE, role=role, by=by, now=utc_now())


def renewal(by: str) -> str:
    return invitations.renew(db.session, find(CLEO), by=by, now=utc_now())


MADE: dict[Link, Callable[[str], str]] = {
    Link.FIRST: first,
    Link.INVITATION: invitation,
    Link.RENEWAL: renewal,
}


def removed(who: str) -> None:
    organizer_actions.remove_organizer(db.session, find(who).id, by=ADA, now=utc_now())


def demoted(who: str) -> None:
    organizer_actions.change_role(db.session, find(who).id, Role.ORGANIZER, by=ADA, now=utc_now())


def demoted_and_back(who: str) -> None:
    demoted(who)
    organizer_actions.change_role(db.session, find(who).id, Role.OWNER, by=ADA, now=utc_now())


def set_anew(who: str) -> None:
    """Follow a link that sets all anew by which they came in: somebody else may have had it."""
    token = invitations.renew(db.session, find(who), by=ADA, now=utc_now())
    link = invitations.look_up_invitation(db.session, token, now=utc_now())
    joined = invitations.Enrolment(who, PASSWORD, b"x" * 20, 1)
    seals = current_app.extensions["services"].seals
    invitations.accept_invitation(
        db.session,
        seals,
        link,
        joined,
        token="of a browser",  # noqa: S106
        now=utc_now(),
    )


def opens(token: str) -> bool:
    try:
        return bool(invitations.look_up_invitation(db.session, token, now=utc_now()))
    except LinkExpired:
        return False


Leaves = Callable[[str], None]
LEAVES = [removed, demoted, demoted_and_back, set_anew]


def test_every_kind_of_link_is_tried_here() -> None:
    assert set(MADE) == set(Link)


@pytest.mark.parametrize("kind", [kind for kind in Link if kind is not Link.FIRST])
@pytest.mark.parametrize("leaves", LEAVES)
def test_links_end_with_the_owner_who_made_them(
    app: Flask, person: MakePerson, kind: Link, leaves: Leaves
) -> None:
    for email in (ADA, BEN, CLEO):
        person(email)
    with app.app_context():
        by_ben = MADE[kind](BEN)
        assert opens(by_ben)

        leaves(BEN)

        assert not opens(by_ben)
        assert organizers.read_invitations(db.session, now=utc_now()) == []
        assert opens(MADE[kind](ADA))


@pytest.mark.parametrize("leaves", LEAVES)
def test_a_link_for_somebody_ends_with_what_it_would_have_given(
    app: Flask, person: MakePerson, leaves: Leaves
) -> None:
    for email in (ADA, CLEO):
        person(email)
    with app.app_context():
        for_cleo = renewal(ADA)
        assert opens(for_cleo)

        leaves(CLEO)

        assert not opens(for_cleo)


def test_a_first_link_ends_with_the_first_owner(app: Flask, person: MakePerson) -> None:
    with app.app_context():
        token = first("")
    person(ADA)

    with app.app_context():
        assert not opens(token)


@pytest.mark.parametrize("role", Role)
def test_the_link_of_a_removed_owner_makes_nobody_anything(
    app: Flask, person: MakePerson, role: Role
) -> None:
    for email in (ADA, BEN):
        person(email)
    with app.app_context():
        token = invitation(BEN, role)
        looked_up = invitations.look_up_invitation(db.session, token, now=utc_now())
        removed(BEN)
        joined = invitations.Enrolment(EVE, PASSWORD, b"x" * 20, 1)
        seals = current_app.extensions["services"].seals

        with pytest.raises(LinkExpired):  # also where its page was open all the while
            invitations.accept_invitation(
                db.session,
                seals,
                looked_up,
                joined,
                token="x",  # noqa: S106
                now=utc_now(),
            )

    Browser(app).open(f"/organizers/join/{token}", 410)


def test_a_link_by_who_is_no_owner_opens_nothing_whatever_became_of_its_row(
    app: Flask, person: MakePerson
) -> None:
    for email in (ADA, BEN):
        person(email)
    with app.app_context():
        token = invitation(BEN)
        organizers.set_role(db.session, find(BEN).id, Role.ORGANIZER)  # by hand, in the database

        assert organizers.find_invitation(db.session, hashed(token), now=utc_now()) is None


def test_what_was_taken_back_is_in_the_audit(app: Flask, person: MakePerson) -> None:
    ada = person(ADA)
    person(BEN)
    with app.app_context():
        invitation(BEN)
        removed(BEN)

    said = ada.browser.open("/organizers/audit").text

    assert f"{ADA} took back the invitation of {EVE}" in said


@pytest.mark.parametrize("button", ["Change the password", "Make new recovery codes"])
def test_who_changes_how_they_come_in_ends_open_links_to_them(
    app: Flask, person: MakePerson, button: str
) -> None:
    person(ADA)
    cleo = person(CLEO)
    with app.app_context():
        token = renewal(ADA)
    form = cleo.browser.open("/organizers/account").form(button)
    new = {"old_password": PASSWORD, "password": "nine loud tractors in the bath"}

    cleo.browser.press(form.fill(**new) if "password" in form.values else form, button)

    Browser(app).open(f"/organizers/join/{token}", 410)


@pytest.mark.parametrize("leaves", [removed, demoted])
def test_who_lost_their_role_a_moment_ago_changes_nobody(
    app: Flask, person: MakePerson, leaves: Leaves
) -> None:
    for email in (ADA, BEN, CLEO):
        person(email)
    with app.app_context():
        cleo = find(CLEO)
        leaves(BEN)
        acts: list[Callable[[], object]] = [
            lambda: invitation(BEN),
            lambda: renewal(BEN),
            lambda: invitations.withdraw_invitation(db.session, 1, by=BEN, now=utc_now()),
            lambda: organizer_actions.change_role(
                db.session, cleo.id, Role.VIEWER, by=BEN, now=utc_now()
            ),
            lambda: organizer_actions.remove_organizer(db.session, cleo.id, by=BEN, now=utc_now()),
        ]
        for act in acts:
            with pytest.raises(NotAnOwner):
                act()

        assert find(CLEO) == cleo


def test_who_was_removed_a_moment_ago_is_not_given_a_new_link(
    app: Flask, person: MakePerson
) -> None:
    for email in (ADA, CLEO):
        person(email)
    with app.app_context():
        cleo = find(CLEO)
        removed(CLEO)

        with pytest.raises(UnknownOrganizer):
            invitations.renew(db.session, cleo, by=ADA, now=utc_now())
