"""A clock that was wrong for a moment keeps nobody out, and lets nobody in, for long."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from campaign.actions import invitations, sign_in
from campaign.cli.fact_imports import utc_now
from campaign.credentials import codes
from campaign.errors import LinkExpired
from campaign.model.clock import AHEAD
from campaign.model.organizer import FRESH, IDLE, LONGEST, Organizer, Role, SignInSession
from campaign.web.database import db
from campaign.web.services import Services
from tests.organizers.browser import Browser, Person
from tests.organizers.conftest import MakePerson

FAR = [timedelta(days=365), timedelta(days=1), timedelta(hours=1), timedelta(minutes=10)]
NOON = datetime(2026, 11, 24, 12)  # noqa: DTZ001 - as databases keep it
SetAhead = Callable[[], Callable[[], None]]
ADA = Organizer(1, "ada@example.org", Role.OWNER, NOON)


@pytest.fixture(params=FAR, ids=str)
def set_ahead(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> SetAhead:
    """Return what sets the clock ahead, and returns what sets it right again."""
    right, by = Services.now, timedelta(seconds=request.param.total_seconds())

    def then(desk: Services) -> datetime:
        return right(desk) + by

    def begin() -> Callable[[], None]:
        monkeypatch.setattr(Services, "now", then)
        return monkeypatch.undo

    return begin


def elsewhere(ada: Person) -> Person:
    return Person(Browser(ada.browser.app), ada.email, ada.secret, ada.recovery)


def code_of(app: Flask, ada: Person) -> str:
    """Return the code of the moment, by the server's clock."""
    with app.app_context():
        return codes.code_at(ada.secret, codes.counter_at(app.extensions["services"].now()))


def test_guesses_while_it_was_ahead_let_nobody_wait_longer_than_the_longest(
    person: MakePerson, set_ahead: SetAhead
) -> None:
    guesser = elsewhere(person())
    set_right = set_ahead()
    for _ in range(sign_in.FREE):
        guesser.sign_in("000000", status=422)
    guesser.sign_in("000000", status=429)

    set_right()

    wait = int(guesser.sign_in("000000", status=429).response.headers["Retry-After"])
    assert wait <= sign_in.LONGEST_WAIT


def test_a_code_taken_while_it_was_ahead_does_not_block_those_of_today(
    app: Flask, person: MakePerson, set_ahead: SetAhead
) -> None:
    ada = person()
    set_right = set_ahead()
    elsewhere(ada).sign_in(code_of(app, ada))

    set_right()

    code = code_of(app, ada)
    assert elsewhere(ada).sign_in(code).heading == "Today"
    elsewhere(ada).sign_in(code, status=422)


def test_a_session_opened_while_it_was_ahead_has_ended(
    app: Flask, person: MakePerson, set_ahead: SetAhead
) -> None:
    ada = person()
    set_right = set_ahead()
    there = elsewhere(ada)
    there.sign_in(code_of(app, ada))
    assert there.browser.get("/organizers/").status_code == 200

    set_right()

    assert there.browser.get("/organizers/").status_code == 303
    assert ada.sign_in(ada.recovery[0]).heading == "Today"


@pytest.mark.parametrize("by", FAR, ids=str)
def test_a_link_made_while_it_was_ahead_does_not_outlast_its_days(
    app: Flask, by: timedelta
) -> None:
    with app.app_context():
        token = invitations.first_link(db.session, now=utc_now() + by)
        assert token

        with pytest.raises(LinkExpired):
            invitations.look_up_invitation(db.session, token, now=utc_now())


@pytest.mark.parametrize("by", [timedelta(0), timedelta(seconds=30), AHEAD])
def test_another_machine_may_be_a_little_ahead(by: timedelta) -> None:
    session = SignInSession(1, ADA, NOON + by, NOON + by, NOON + by, ended=False)

    assert session.is_open(NOON)
    assert session.is_fresh(NOON)


@pytest.mark.parametrize("which", range(3))
def test_no_time_in_the_future_keeps_a_session_open_or_fresh(which: int) -> None:
    times = [NOON, NOON, NOON]
    times[which] = NOON + AHEAD + timedelta(seconds=1)
    created, seen, proved = times
    session = SignInSession(1, ADA, created, seen, proved, ended=False)

    assert not (session.is_open(NOON) and session.is_fresh(NOON))
    for later in (IDLE, LONGEST, FRESH):
        assert not session.is_fresh(NOON + AHEAD + later + timedelta(seconds=1))
