"""Many at the same moment: no more is judged, used or let in than of one after the other."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from campaign.actions import invitations, sign_in
from campaign.actions import organizers as organizer_actions
from campaign.actions.sign_in import Credentials
from campaign.cli.fact_imports import utc_now
from campaign.credentials.passkeys import NewKey
from campaign.credentials.seals import Seals, new_token
from campaign.errors import CampaignError, LinkExpired, NotAnOwner, TooManyTries
from campaign.model.organizer import Role, SignInSession
from campaign.store import organizers, sessions
from campaign.store.tables.accounts import InvitationRow, OrganizerRow, PasskeyRow
from campaign.web.database import db
from tests.organizers.browser import PASSWORD, Person
from tests.organizers.conftest import MakePerson

pytestmark = pytest.mark.slow
MANY = 60
OTHER = "nine loud tractors in the bath"
NOW = utc_now()
Act = Callable[[int], object]
Guess = Callable[[Seals, Person, SignInSession], object]


def at_once(app: Flask, number: int, act: Act) -> Sequence[object]:
    """Do something so often at one moment; return what came of each, or the kind of failure."""
    together = Barrier(number, timeout=60)

    def do(which: int) -> object:
        with app.app_context():
            together.wait()
            try:
                return act(which)
            except CampaignError as error:
                return type(error)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(do, range(number)))


def seals_of(app: Flask) -> Seals:
    seals: Seals = app.extensions["services"].seals
    return seals


def session_of(app: Flask, who: Person) -> SignInSession:
    with app.app_context():
        found = sign_in.find_session(db.session, who.browser.cookie().value, now=utc_now())
    assert found
    return found


def at_the_door(seals: Seals, who: Person, _: SignInSession) -> object:
    given = Credentials(who.email, PASSWORD, "000000")
    return sign_in.sign_in(db.session, seals, given, old_token="", token=new_token(), now=NOW)


def once_more(seals: Seals, who: Person, session: SignInSession) -> object:
    given = Credentials(who.email, PASSWORD, "000000")
    return sign_in.reauthenticate(db.session, seals, session, given, token=new_token(), now=NOW)


def for_a_new_password(_: Seals, __: Person, session: SignInSession) -> object:
    return organizer_actions.change_password(
        db.session, session, "a wrong password", OTHER, token=new_token(), now=NOW
    )


@pytest.mark.parametrize("guess", [at_the_door, once_more, for_a_new_password])
def test_of_many_guesses_at_once_only_the_first_few_are_judged(
    app: Flask, person: MakePerson, guess: Guess
) -> None:
    ada, seals = person(), seals_of(app)
    here = session_of(app, ada)

    came = Counter(at_once(app, MANY, lambda _: guess(seals, ada, here) or "judged"))

    assert came == {"judged": sign_in.FREE, TooManyTries: MANY - sign_in.FREE}


def test_of_many_guesses_in_a_minute_that_allows_one_only_one_is_judged(
    app: Flask, person: MakePerson
) -> None:
    ada, seals = person(), seals_of(app)
    longest, at = timedelta(seconds=sign_in.LONGEST_WAIT), NOW
    given = Credentials(ada.email, PASSWORD, "000000")

    def guess(_: int = 0) -> object:
        found = sign_in.sign_in(db.session, seals, given, old_token="", token="x", now=at)  # noqa: S106
        return found or "judged"

    with app.app_context():
        for _ in sign_in.WAITS:
            guess()
            at += longest

    came = Counter(at_once(app, MANY, guess))

    assert came == {"judged": 1, TooManyTries: MANY - 1}


@pytest.mark.parametrize("which", ["app", "recovery"])
def test_a_code_lets_one_in_however_many_type_it_at_once(
    app: Flask, person: MakePerson, which: str
) -> None:
    ada, seals = person(), seals_of(app)
    given = Credentials(ada.email, PASSWORD, ada.code() if which == "app" else ada.recovery[0])
    at = utc_now()

    def enter(_: int) -> object:
        token = new_token()
        return sign_in.sign_in(db.session, seals, given, old_token="", token=token, now=at)

    came = at_once(app, 12, enter)

    assert len([each for each in came if isinstance(each, SignInSession)]) == 1


def test_an_invitation_makes_one_organizer_however_many_follow_it_at_once(
    app: Flask, person: MakePerson
) -> None:
    person()
    seals, joined = seals_of(app), invitations.Enrolment("", PASSWORD, b"x" * 20, 1)
    with app.app_context():
        token = invitations.invite(
            db.session, email="ben@example.org", role=Role.VIEWER, by="test", now=utc_now()
        )
        link = invitations.look_up_invitation(db.session, token, now=utc_now())

    def join(_: int) -> object:
        return invitations.accept_invitation(
            db.session, seals, link, joined, token=new_token(), now=utc_now()
        )

    came = at_once(app, 8, join)

    assert came.count(LinkExpired) == 7


def test_of_several_first_links_at_once_one_makes_an_owner(app: Flask) -> None:
    seals = seals_of(app)
    with app.app_context():
        tokens = [invitations.first_link(db.session, now=utc_now()) or "" for _ in range(6)]
        links = [
            invitations.look_up_invitation(db.session, token, now=utc_now()) for token in tokens
        ]

    def join(which: int) -> object:
        joined = invitations.Enrolment(f"ada{which}@example.org", PASSWORD, b"x" * 20, 1)
        token = new_token()
        return invitations.accept_invitation(
            db.session, seals, links[which], joined, token=token, now=utc_now()
        )

    came = at_once(app, len(links), join)

    assert came.count(LinkExpired) == len(links) - 1
    with app.app_context():
        assert organizers.count_owners(db.session) == 1


def test_links_to_one_address_made_at_once_leave_one(app: Flask, person: MakePerson) -> None:
    ada = person()

    def invite(_: int) -> object:
        return invitations.invite(
            db.session, email="ben@example.org", role=Role.VIEWER, by=ada.email, now=utc_now()
        )

    at_once(app, 8, invite)

    with app.app_context():
        query = select(func.count()).select_from(InvitationRow)
        assert db.session.scalar(query.where(InvitationRow.email == "ben@example.org")) == 1


def test_recovery_codes_made_at_once_are_ten(app: Flask, person: MakePerson) -> None:
    ada = person()
    here = session_of(app, ada)

    at_once(
        app,
        8,
        lambda _: organizer_actions.renew_recovery_codes(
            db.session, here, token=new_token(), now=utc_now()
        ),
    )

    with app.app_context():
        assert organizers.count_codes(db.session, here.organizer.id) == 10


def test_a_passkey_that_is_sent_twice_at_once_is_kept_once(app: Flask, person: MakePerson) -> None:
    here, key = session_of(app, person()), NewKey("credential", b"key", 0)

    came = at_once(
        app,
        8,
        lambda _: organizer_actions.add_passkey(
            db.session, here, key, name="phone", token=new_token(), now=utc_now()
        ),
    )

    assert came == [None] * 8
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(PasskeyRow)) == 1


def test_a_passkeys_count_only_grows(app: Flask, person: MakePerson) -> None:
    here = session_of(app, person())
    with app.app_context():
        key = NewKey("credential", b"key", 1)
        organizer_actions.add_passkey(
            db.session, here, key, name="phone", token=new_token(), now=utc_now()
        )
        found = sessions.find_passkey(db.session, "credential")
        number = found[0].id if found else 0

    def use(count: int) -> object:
        used = sessions.use_passkey(db.session, number, sign_count=count + 2, now=utc_now())
        db.session.commit()
        return used

    came = at_once(app, 8, use)

    assert came[-1]
    with app.app_context():
        found = sessions.find_passkey(db.session, "credential")
        assert found
        assert found[0].sign_count == 9


def test_of_two_owners_who_remove_each_other_at_once_one_stays(
    app: Flask, person: MakePerson
) -> None:
    both = [person(), person("ben@example.org")]
    person("cleo@example.org")
    with app.app_context():
        numbers = [organizer_actions.find_organizer(db.session, each.email).id for each in both]

    def remove(which: int) -> None:
        organizer_actions.remove_organizer(
            db.session, numbers[1 - which], by=both[which].email, now=utc_now()
        )

    came = at_once(app, 2, remove)

    assert set(came) == {None, NotAnOwner}
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(OrganizerRow)) == 2


def test_who_is_removed_while_they_invite_leaves_no_link(app: Flask, person: MakePerson) -> None:
    ada, ben = person(), person("ben@example.org")
    with app.app_context():
        number = organizer_actions.find_organizer(db.session, ben.email).id

    def act(which: int) -> None:
        if which == 0:
            organizer_actions.remove_organizer(db.session, number, by=ada.email, now=utc_now())
        email = f"eve{which}@example.org"
        invitations.invite(db.session, email=email, role=Role.OWNER, by=ben.email, now=utc_now())

    at_once(app, 8, act)

    with app.app_context():
        assert organizers.read_invitations(db.session, now=utc_now()) == []
