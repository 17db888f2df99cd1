"""Organizers, their ways in and their sessions, in both databases."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from campaign.model.organizer import Invitation, Link, Organizer, Passkey, Role, StoredCredentials
from campaign.store import organizers, sessions

NOON = datetime(2026, 11, 24, 12)  # noqa: DTZ001 - as databases keep it
LATER = NOON + timedelta(minutes=1)


def add(db: Session, email: str, role: Role = Role.OWNER) -> Organizer:
    proofs = StoredCredentials("hash", "sealed", 0)
    return organizers.add_organizer(db, email=email, role=role, proofs=proofs, since=NOON)


def test_the_last_owner_stays_one(engine: Engine) -> None:
    with Session(engine) as db:
        ada, ben = add(db, "ada@example.org"), add(db, "ben@example.org", Role.VIEWER)

        assert not organizers.remove_organizer(db, ada.id)
        assert not organizers.set_role(db, ada.id, Role.VIEWER)
        assert organizers.set_role(db, ada.id, Role.OWNER)
        assert organizers.set_role(db, ben.id, Role.OWNER)
        assert organizers.remove_organizer(db, ada.id)
        assert organizers.count_owners(db) == 1
        assert [each.email for each in organizers.read_organizers(db)] == ["ben@example.org"]


def test_a_code_of_an_app_is_taken_once_and_no_earlier_one_after_it(engine: Engine) -> None:
    with Session(engine) as db:
        ada = add(db, "ada@example.org")

        def take(counter: int, latest: int = 9) -> bool:
            return organizers.take_counter(db, ada.id, counter, latest=latest)

        assert [take(counter) for counter in (5, 5, 4, 6)] == [True, False, False, True]
        assert take(9)
        assert not take(7, latest=9)
        assert take(7, latest=8)  # the 9 was taken by a clock that was ahead
        assert not take(7, latest=8)


def test_a_recovery_code_is_taken_once_and_only_from_its_owner(engine: Engine) -> None:
    with Session(engine) as db:
        ada, ben = add(db, "ada@example.org"), add(db, "ben@example.org")
        organizers.replace_codes(db, ada.id, ["old"])
        organizers.replace_codes(db, ada.id, ["one", "two"])

        assert not organizers.take_code(db, ben.id, "one")
        assert not organizers.take_code(db, ada.id, "old")
        assert organizers.take_code(db, ada.id, "one")
        assert not organizers.take_code(db, ada.id, "one")
        assert organizers.count_codes(db, ada.id) == 1


def test_an_invitation_is_used_once_and_not_after_it_expired(engine: Engine) -> None:
    with Session(engine) as db:
        for token, email in (("a", "ada@example.org"), ("b", None)):
            kind = Link.INVITATION if email else Link.FIRST
            link = Invitation(0, kind, email, Role.VIEWER, "x", None, LATER)
            organizers.add_invitation(db, link, token=token)
        found = organizers.find_invitation(db, "a", now=NOON)
        assert found is not None
        assert [each.email for each in organizers.read_invitations(db, now=NOON)] == [found.email]

        assert organizers.find_invitation(db, "a", now=LATER) is None
        assert not organizers.use_invitation(db, found.id, now=LATER)
        assert organizers.use_invitation(db, found.id, now=NOON)
        assert not organizers.use_invitation(db, found.id, now=NOON)
        assert organizers.find_invitation(db, "a", now=NOON) is None
        organizers.remove_first_invitations(db)
        assert organizers.find_invitation(db, "b", now=NOON) is None


def test_a_session_is_ended_by_its_owner_only(engine: Engine) -> None:
    with Session(engine) as db:
        ada, ben = add(db, "ada@example.org"), add(db, "ben@example.org")
        here = sessions.add_session(db, ada, "a", now=NOON)
        sessions.add_session(db, ada, "b", now=LATER)

        assert not sessions.end_session(db, here.id, organizer=ben.id, now=LATER)
        assert sessions.find_session(db, "a") == here
        sessions.end_sessions(db, ada.id, now=LATER, but=here.id)
        assert [each.id for each in sessions.read_sessions(db, ada.id, now=LATER)] == [here.id]
        assert sessions.end_session(db, here.id, organizer=ada.id, now=LATER)
        assert not sessions.end_session(db, here.id, organizer=ada.id, now=LATER)
        assert sessions.read_sessions(db, ada.id, now=LATER) == []


def test_what_is_an_organizers_goes_with_them(engine: Engine) -> None:
    with Session(engine) as db:
        ada = add(db, "ada@example.org")
        add(db, "ben@example.org")
        organizers.replace_codes(db, ada.id, ["one"])
        sessions.add_session(db, ada, "a", now=NOON)
        sessions.add_passkey(db, Passkey(0, ada.id, "phone", "cred", b"key", 0, NOON, None))
        db.commit()
        assert sessions.find_passkey(db, "cred") is not None

        organizers.remove_organizer(db, ada.id)
        db.commit()

        assert sessions.find_session(db, "a") is None
        assert sessions.find_passkey(db, "cred") is None
        assert organizers.count_codes(db, ada.id) == 0


@pytest.mark.parametrize("challenge", ["one"])
def test_a_challenge_is_answered_once(engine: Engine, challenge: str) -> None:
    with Session(engine) as db:
        assert sessions.spend(db, challenge, now=NOON)
        assert not sessions.spend(db, challenge, now=LATER)


def test_guesses_are_counted_in_a_row(engine: Engine) -> None:
    with Session(engine) as db:
        waits = (timedelta(0), timedelta(seconds=1), timedelta(minutes=1))

        def guess(at: datetime = NOON) -> datetime | None:
            return sessions.count_guess(db, "b", waits, now=at)

        second = NOON + timedelta(seconds=1)
        assert [guess() for _ in range(4)] == [None, None, second, second]
        assert [guess(second), guess(second)] == [None, second + waits[-1]]
        sessions.forget_guesses(db, "b")
        assert [guess() for _ in range(3)] == [None, None, second]


def test_no_wait_is_longer_than_the_longest_whatever_the_clock_did(engine: Engine) -> None:
    with Session(engine) as db:
        waits = (timedelta(0), timedelta(minutes=1))
        year = timedelta(days=365)
        while sessions.count_guess(db, "b", waits, now=NOON + year) is None:
            pass

        assert sessions.count_guess(db, "b", waits, now=NOON) == NOON + waits[-1]
        assert sessions.count_guess(db, "b", waits, now=NOON + waits[-1]) is None


def test_no_number_is_given_a_second_time(engine: Engine) -> None:
    with Session(engine) as db:
        first = add(db, "ada@example.org", Role.VIEWER)
        assert organizers.remove_organizer(db, first.id)
        second = add(db, "ben@example.org", Role.VIEWER)

        assert second.id != first.id
