"""Browsers in which organizers are signed in, their passkeys, and guesses at signing in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, case, delete, select, update
from sqlalchemy.orm import Session as Db

from campaign.model.organizer import Organizer, Passkey, SignInSession
from campaign.store.organizers import as_organizer
from campaign.store.tables.accounts import (
    GuessRow,
    OrganizerRow,
    PasskeyRow,
    SessionRow,
    UsedChallengeRow,
)
from campaign.store.tally import INSERT

SPENT_KEPT: Final = timedelta(hours=1)
"""The time that spent challenges are kept, longer than one can be answered."""


def add_session(db: Db, organizer: Organizer, token: str, *, now: datetime) -> SignInSession:
    """Keep a new session; `token` is hashed."""
    row = SessionRow(organizer=organizer.id, token=token, created=now, seen=now, proved=now)
    db.add(row)
    db.flush()
    return _session(row, organizer)


def find_session(db: Db, token: str) -> SignInSession | None:
    """Return the session of a hashed token, whether or not it is open."""
    found = db.execute(_sessions().where(SessionRow.token == token)).first()
    return _session(found[0], as_organizer(found[1])) if found else None


def read_sessions(db: Db, organizer: int, *, now: datetime) -> Sequence[SignInSession]:
    """Return an organizer's open sessions, the last used first."""
    query = _sessions().where(SessionRow.organizer == organizer).order_by(SessionRow.seen.desc())
    found = [_session(row, as_organizer(who)) for row, who in db.execute(query)]
    return [session for session in found if session.is_open(now)]


def touch_session(db: Db, session: int, *, seen: datetime) -> None:
    """Remember that a session was used."""
    db.execute(update(SessionRow).where(SessionRow.id == session).values(seen=seen))


def prove_session(db: Db, session: SignInSession, *, now: datetime) -> SignInSession:
    """Remember that its owner showed who they are."""
    db.execute(update(SessionRow).where(SessionRow.id == session.id).values(proved=now))
    return replace(session, proved=now)


def doubt_sessions(db: Db, organizer: int, *, proved: datetime) -> None:
    """Set back the time at which an organizer's sessions last showed who they are."""
    change = update(SessionRow).where(SessionRow.organizer == organizer)
    db.execute(change.where(SessionRow.proved > proved).values(proved=proved))


def renew_session(db: Db, session: int, token: str) -> None:
    """Give a session another token, hashed; its last one opens nothing any more."""
    db.execute(update(SessionRow).where(SessionRow.id == session).values(token=token))


def end_session_of(db: Db, token: str, *, now: datetime) -> None:
    """End the session of a hashed token, if it has one."""
    change = update(SessionRow).where(SessionRow.token == token, SessionRow.ended.is_(None))
    db.execute(change.values(ended=now))


def end_session(db: Db, session: int, *, organizer: int, now: datetime) -> bool:
    """End one of an organizer's sessions; return False where it is not theirs or was ended."""
    change = update(SessionRow).where(
        SessionRow.id == session, SessionRow.organizer == organizer, SessionRow.ended.is_(None)
    )
    return db.scalar(change.values(ended=now).returning(SessionRow.id)) is not None


def end_sessions(db: Db, organizer: int, *, now: datetime, but: int | None = None) -> None:
    """End all of an organizer's sessions, but one."""
    change = update(SessionRow).where(
        SessionRow.organizer == organizer, SessionRow.ended.is_(None), SessionRow.id != (but or 0)
    )
    db.execute(change.values(ended=now))


def remove_sessions(db: Db, *, before: datetime) -> None:
    """Forget sessions that were last used before a time."""
    db.execute(delete(SessionRow).where(SessionRow.seen < before))


def add_passkey(db: Db, passkey: Passkey) -> bool:
    """Keep a new passkey, whose `id` is given by the database; return False for a known one."""
    insert = INSERT[db.get_bind().dialect.name](PasskeyRow).values(
        organizer=passkey.organizer,
        name=passkey.name,
        credential=passkey.credential,
        public_key=passkey.public_key,
        sign_count=passkey.sign_count,
        added=passkey.added,
    )
    return db.scalar(insert.on_conflict_do_nothing().returning(PasskeyRow.id)) is not None


def find_passkey(db: Db, credential: str) -> tuple[Passkey, Organizer] | None:
    """Return a passkey by its public name, and whose it is."""
    query = select(PasskeyRow, OrganizerRow).join(
        OrganizerRow, OrganizerRow.id == PasskeyRow.organizer
    )
    found = db.execute(query.where(PasskeyRow.credential == credential)).first()
    return (_passkey(found[0]), as_organizer(found[1])) if found else None


def read_passkeys(db: Db, organizer: int) -> Sequence[Passkey]:
    """Return an organizer's passkeys, the oldest first."""
    query = select(PasskeyRow).where(PasskeyRow.organizer == organizer).order_by(PasskeyRow.id)
    return [_passkey(row) for row in db.scalars(query)]


def use_passkey(db: Db, passkey: int, *, sign_count: int, now: datetime) -> bool:
    """Remember that a passkey was used; return False where it, or a copy, has counted further.

    A key that does not count says 0 each time.
    """
    before = PasskeyRow.sign_count
    is_next = before < sign_count if sign_count else before == 0
    change = update(PasskeyRow).where(PasskeyRow.id == passkey, is_next)
    change = change.values(sign_count=sign_count, used=now)
    return db.scalar(change.returning(PasskeyRow.id)) is not None


def remove_passkey(db: Db, passkey: int, *, organizer: int) -> str | None:
    """Take one of an organizer's passkeys away; return its name."""
    change = delete(PasskeyRow).where(PasskeyRow.id == passkey, PasskeyRow.organizer == organizer)
    return db.scalar(change.returning(PasskeyRow.name))


def remove_passkeys(db: Db, organizer: int) -> None:
    """Take all passkeys of an organizer away."""
    db.execute(delete(PasskeyRow).where(PasskeyRow.organizer == organizer))


def spend(db: Db, challenge: str, *, now: datetime) -> bool:
    """Spend a hashed challenge; return False where it was spent before."""
    db.execute(delete(UsedChallengeRow).where(UsedChallengeRow.at < now - SPENT_KEPT))
    insert = INSERT[db.get_bind().dialect.name](UsedChallengeRow).values(
        challenge=challenge, at=now
    )
    done = db.scalar(insert.on_conflict_do_nothing().returning(UsedChallengeRow.challenge))
    return done is not None


def count_guess(
    db: Db, bucket: str, waits: Sequence[timedelta], *, now: datetime
) -> datetime | None:
    """Count a guess of a kind before it is looked at; return until when it must wait instead.

    `waits` are what follows the first guess in a row, the second ... and, the longest, all after
    these. Whether a guess must wait is asked in the statement that counts it: of many at once no
    more are counted, and none looked at, than one after the other.
    """
    of_kind, longest = GuessRow.bucket == bucket, now + waits[-1]
    # No wait is longer than the longest: if it is, the clock was wrong when it was set.
    db.execute(update(GuessRow).where(of_kind, GuessRow.until > longest).values(until=longest))
    insert = INSERT[db.get_bind().dialect.name](GuessRow)
    insert = insert.values(bucket=bucket, failures=1, until=now + waits[0])
    until = case(
        {before: now + wait for before, wait in enumerate(waits)},
        value=GuessRow.failures,
        else_=longest,
    )
    change = insert.on_conflict_do_update(
        index_elements=["bucket"],
        set_={"failures": GuessRow.failures + 1, "until": until},
        where=GuessRow.until <= now,
    )
    if db.scalar(change.returning(GuessRow.failures)) is not None:
        return None
    return db.scalar(select(GuessRow.until).where(of_kind)) or now


def forget_guesses(db: Db, bucket: str) -> None:
    """Forget the wrong guesses of a kind, once the right one was given."""
    db.execute(delete(GuessRow).where(GuessRow.bucket == bucket))


def _sessions() -> Select[SessionRow, OrganizerRow]:
    return select(SessionRow, OrganizerRow).join(
        OrganizerRow, OrganizerRow.id == SessionRow.organizer
    )


def _session(row: SessionRow, organizer: Organizer) -> SignInSession:
    return SignInSession(
        row.id, organizer, row.created, row.seen, row.proved, ended=row.ended is not None
    )


def _passkey(row: PasskeyRow) -> Passkey:
    return Passkey(
        row.id,
        row.organizer,
        row.name,
        row.credential,
        row.public_key,
        row.sign_count,
        row.added,
        row.used,
    )
