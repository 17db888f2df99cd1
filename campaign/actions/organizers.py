"""What owners do with organizers, and what organizers do with their own account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session as Db

from campaign.actions import sign_in
from campaign.actions.audit import record
from campaign.actions.transaction import transaction
from campaign.credentials import codes, passkeys, passwords
from campaign.credentials.seals import Seals, hashed
from campaign.errors import LastOwner, NotAnOwner, UnknownOrganizer
from campaign.model.audit import AuditEvent
from campaign.model.organizer import (
    ADDRESS,
    FRESH,
    Invitation,
    Organizer,
    Passkey,
    Role,
    SignInSession,
)
from campaign.store import organizers, sessions
from campaign.store.locks import Lock, take_lock


@dataclass(frozen=True, slots=True)
class Account:
    """What somebody may see of their own account."""

    passkeys: Sequence[Passkey]
    sessions: Sequence[SignInSession]
    codes_left: int


def list_organizers(db: Db, *, now: datetime) -> tuple[Sequence[Organizer], Sequence[Invitation]]:
    """Return all organizers, and the invitations that can be used."""
    return organizers.read_organizers(db), organizers.read_invitations(db, now=now)


def find_organizer(db: Db, email: str) -> Organizer:
    """Return who has an address. Raises UnknownOrganizer."""
    found = organizers.find_organizer(db, email)
    if found is None:
        raise UnknownOrganizer
    return found[0]


def read_organizer(db: Db, organizer: int) -> Organizer:
    """Return the organizer with a number. Raises UnknownOrganizer."""
    found = organizers.read_organizer(db, organizer)
    if found is None:
        raise UnknownOrganizer
    return found


def act_as_owner(db: Db, by: str) -> int | None:
    """Let nobody else change people until this is committed; return the number of who does it.

    None is for the command line, which has no address. Raises NotAnOwner for who was removed, or
    lost that role, since they asked.
    """
    take_lock(db, Lock.PEOPLE)
    if not ADDRESS.fullmatch(by):
        return None
    found = organizers.find_organizer(db, by)
    if found is None or found[0].role is not Role.OWNER:
        raise NotAnOwner
    return found[0].id


def take_links_back(db: Db, organizer: Organizer, *, by: str, now: datetime) -> None:
    """Take back the open links to somebody, and those that they made, without committing it."""
    organizers.remove_invitations(db, organizer.email)
    for email in organizers.remove_invitations_by(db, organizer.id):
        record(db, by, AuditEvent.WITHDREW, email, at=now)


def change_role(db: Db, organizer: int, role: Role, *, by: str, now: datetime) -> None:
    """Change what somebody may do. Raises NotAnOwner, UnknownOrganizer or LastOwner.

    An open link to them says what they were before, and those that they made what they might do
    then: all end. Where they are signed in they show who they are before they change anything.
    """
    with transaction(db):
        act_as_owner(db, by)
        before = read_organizer(db, organizer)
        if before.role is role:
            return
        if not organizers.set_role(db, organizer, role):
            raise LastOwner
        take_links_back(db, before, by=by, now=now)
        sessions.doubt_sessions(db, organizer, proved=now - FRESH)
        record(db, by, AuditEvent.ROLE_CHANGED, f"{before.email}: {before.role} -> {role}", at=now)


def remove_organizer(db: Db, organizer: int, *, by: str, now: datetime) -> None:
    """Take somebody's access away, and any link to them or by them.

    Raises NotAnOwner, UnknownOrganizer or LastOwner.
    """
    with transaction(db):
        act_as_owner(db, by)
        before = read_organizer(db, organizer)
        take_links_back(db, before, by=by, now=now)
        if not organizers.remove_organizer(db, organizer):
            raise LastOwner
        record(db, by, AuditEvent.REMOVED, before.email, at=now)


def read_account(db: Db, organizer: Organizer, *, now: datetime) -> Account:
    """Return what belongs to somebody's account."""
    return Account(
        sessions.read_passkeys(db, organizer.id),
        sessions.read_sessions(db, organizer.id, now=now),
        organizers.count_codes(db, organizer.id),
    )


def change_password(
    db: Db, session: SignInSession, old: str, new: str, *, token: str, now: datetime
) -> bool:
    """Set a new password; return False where the old one is another. Raises TooManyTries."""
    kept = sign_in.kept_password(db, session, old, now=now)
    if kept is None:
        return False
    hashed_anew = passwords.hash_password(new)
    with transaction(db):
        take_lock(db, Lock.PEOPLE)
        found = organizers.find_organizer(db, session.organizer.email)
        if found is None or found[1].password != kept:  # somebody was faster
            return False
        organizers.set_password(db, session.organizer.id, hashed_anew)
        _begin_anew(db, session, token, now=now)
        record(db, session.organizer.email, AuditEvent.PASSWORD_CHANGED, at=now)
        return True


def change_app(
    db: Db,
    seals: Seals,
    session: SignInSession,
    *,
    secret: bytes,
    counter: int,
    token: str,
    now: datetime,
) -> None:
    """Take codes from another app from now on."""
    who, sealed = session.organizer, seals.seal(sign_in.APP, secret)
    with transaction(db):
        take_lock(db, Lock.PEOPLE)
        organizers.set_app(db, who.id, app_secret=sealed, last_counter=counter)
        _begin_anew(db, session, token, now=now)
        record(db, who.email, AuditEvent.APP_CHANGED, at=now)


def renew_recovery_codes(
    db: Db, session: SignInSession, *, token: str, now: datetime
) -> tuple[str, ...]:
    """Return new recovery codes; the old ones are worth nothing any more."""
    recovery = codes.new_recovery_codes()
    kept = [hashed(codes.plain(each)) for each in recovery]
    with transaction(db):
        take_lock(db, Lock.PEOPLE)
        organizers.replace_codes(db, session.organizer.id, kept)
        _begin_anew(db, session, token, now=now)
        record(db, session.organizer.email, AuditEvent.CODES_RENEWED, at=now)
        return recovery


def add_passkey(
    db: Db, session: SignInSession, key: passkeys.NewKey, *, name: str, token: str, now: datetime
) -> None:
    """Keep a passkey; the session has another token from then on.

    One that is known already changes nothing else.
    """
    who = session.organizer
    new = Passkey(0, who.id, name, key.credential, key.public_key, key.sign_count, now, used=None)
    with transaction(db):
        if sessions.add_passkey(db, new):
            record(db, who.email, AuditEvent.PASSKEY_ADDED, name, at=now)
        sessions.renew_session(db, session.id, hashed(token))


def remove_passkey(
    db: Db, session: SignInSession, passkey: int, *, token: str, now: datetime
) -> None:
    """Take a passkey away."""
    who = session.organizer
    with transaction(db):
        take_lock(db, Lock.PEOPLE)
        name = sessions.remove_passkey(db, passkey, organizer=who.id)
        if name is not None:
            record(db, who.email, AuditEvent.PASSKEY_REMOVED, name, at=now)
        _begin_anew(db, session, token, now=now)


def end_session(db: Db, organizer: Organizer, session: int, *, now: datetime) -> None:
    """End one of somebody's own sessions."""
    with transaction(db):
        if sessions.end_session(db, session, organizer=organizer.id, now=now):
            record(db, organizer.email, AuditEvent.SESSION_ENDED, at=now)


def _begin_anew(db: Db, session: SignInSession, token: str, *, now: datetime) -> None:
    """End what may have been opened by what somebody has just replaced.

    Other sessions end, and open links to them; their own session has another token from then on.
    """
    who = session.organizer
    sessions.end_sessions(db, who.id, now=now, but=session.id)
    sessions.renew_session(db, session.id, hashed(token))
    organizers.remove_invitations(db, who.email)
