"""What owners do with organizers, and what organizers do with their own account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session as Db

from campaign.actions.audit import record
from campaign.actions.entering import APP
from campaign.errors import LastOwner, UnknownOrganizer
from campaign.model.audit import Deed
from campaign.model.organizer import Invitation, Organizer, Passkey, Role, Session
from campaign.proof import codes, passkeys, passwords
from campaign.proof.seals import Seals, hashed
from campaign.store import organizers, sessions


@dataclass(frozen=True, slots=True)
class Account:
    """What somebody may see of their own account."""

    passkeys: Sequence[Passkey]
    sessions: Sequence[Session]
    codes_left: int


def everybody(db: Db, *, now: datetime) -> tuple[Sequence[Organizer], Sequence[Invitation]]:
    """Return all organizers, and the invitations that can be used."""
    return organizers.read_organizers(db), organizers.read_invitations(db, now=now)


def find(db: Db, email: str) -> Organizer:
    """Return who has an address. Raises UnknownOrganizer."""
    found = organizers.find_organizer(db, email)
    if found is None:
        raise UnknownOrganizer
    return found[0]


def read(db: Db, organizer: int) -> Organizer:
    """Return the organizer with a number. Raises UnknownOrganizer."""
    found = organizers.read_organizer(db, organizer)
    if found is None:
        raise UnknownOrganizer
    return found


def change_role(db: Db, organizer: int, role: Role, *, by: str, now: datetime) -> None:
    """Change what somebody may do. Raises UnknownOrganizer or LastOwner.

    An open link to them says what they were before, so that it ends.
    """
    organizers.lock_owners(db)
    before = read(db, organizer)
    if before.role is role:
        return
    if not organizers.set_role(db, organizer, role):
        raise LastOwner
    organizers.remove_invitations(db, before.email)
    record(db, by, Deed.ROLE_CHANGED, f"{before.email}: {before.role} -> {role}", at=now)
    db.commit()


def remove(db: Db, organizer: int, *, by: str, now: datetime) -> None:
    """Take somebody's access away, and any link to them. Raises UnknownOrganizer or LastOwner."""
    organizers.lock_owners(db)
    before = read(db, organizer)
    if not organizers.remove_organizer(db, organizer):
        raise LastOwner
    organizers.remove_invitations(db, before.email)
    record(db, by, Deed.REMOVED, before.email, at=now)
    db.commit()


def account(db: Db, organizer: Organizer, *, now: datetime) -> Account:
    """Return what belongs to somebody's account."""
    return Account(
        sessions.read_passkeys(db, organizer.id),
        sessions.read_sessions(db, organizer.id, now=now),
        organizers.count_codes(db, organizer.id),
    )


def change_password(db: Db, session: Session, password: str, *, now: datetime) -> None:
    """Set a new password; all other sessions end."""
    who = session.organizer
    organizers.set_password(db, who.id, passwords.hash_password(password))
    sessions.end_sessions(db, who.id, now=now, but=session.id)
    record(db, who.email, Deed.PASSWORD_CHANGED, at=now)
    db.commit()


def change_app(
    db: Db, seals: Seals, session: Session, *, secret: bytes, counter: int, now: datetime
) -> None:
    """Take codes from another app from now on; all other sessions end."""
    who = session.organizer
    organizers.set_app(db, who.id, app_secret=seals.seal(APP, secret), last_counter=counter)
    sessions.end_sessions(db, who.id, now=now, but=session.id)
    record(db, who.email, Deed.APP_CHANGED, at=now)
    db.commit()


def renew_codes(db: Db, organizer: Organizer, *, now: datetime) -> tuple[str, ...]:
    """Return new recovery codes; the old ones are worth nothing any more."""
    recovery = codes.new_recovery_codes()
    organizers.replace_codes(db, organizer.id, [hashed(codes.plain(each)) for each in recovery])
    record(db, organizer.email, Deed.CODES_RENEWED, at=now)
    db.commit()
    return recovery


def add_passkey(
    db: Db, organizer: Organizer, key: passkeys.NewKey, *, name: str, now: datetime
) -> None:
    """Keep a passkey. One that is known already changes nothing."""
    if sessions.find_passkey(db, key.credential):
        return
    sessions.add_passkey(
        db,
        Passkey(
            0, organizer.id, name, key.credential, key.public_key, key.sign_count, now, used=None
        ),
    )
    record(db, organizer.email, Deed.PASSKEY_ADDED, name, at=now)
    db.commit()


def remove_passkey(db: Db, organizer: Organizer, passkey: int, *, now: datetime) -> None:
    """Take a passkey away."""
    name = sessions.remove_passkey(db, passkey, organizer=organizer.id)
    if name is not None:
        record(db, organizer.email, Deed.PASSKEY_REMOVED, name, at=now)
    db.commit()


def end_session(db: Db, organizer: Organizer, session: int, *, now: datetime) -> None:
    """End one of somebody's own sessions."""
    if sessions.end_session(db, session, organizer=organizer.id, now=now):
        record(db, organizer.email, Deed.SESSION_ENDED, at=now)
    db.commit()
