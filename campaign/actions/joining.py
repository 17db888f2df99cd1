"""Invitations: the only way to become an organizer, or to come back with nothing left."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session as Db

from campaign.actions import entering
from campaign.actions.audit import record
from campaign.errors import LinkExpired
from campaign.model.audit import Deed
from campaign.model.organizer import (
    INVITATION_LASTS,
    Invitation,
    Organizer,
    Proofs,
    Role,
    Session,
)
from campaign.proof import codes, passwords
from campaign.proof.seals import Seals, hashed, new_token
from campaign.store import organizers, sessions

OPERATOR = "bin/campaign"
"""Who invites from the command line."""


@dataclass(frozen=True, slots=True)
class Joining:
    """What an invited person brings; `counter` is that of the code by which they showed the app."""

    email: str
    password: str
    secret: bytes
    counter: int


def first_link(db: Db, *, now: datetime) -> str | None:
    """Return the token of a link that makes the first owner; None where there is an owner."""
    if organizers.count_owners(db):
        return None
    token = new_token()
    expires = now + INVITATION_LASTS
    organizers.add_invitation(
        db, token=hashed(token), email=None, role=Role.OWNER, by=OPERATOR, expires=expires
    )
    db.commit()
    return token


def invite(db: Db, *, email: str, role: Role, by: str, now: datetime) -> str:
    """Return the token of a link for somebody, in place of any earlier one.

    Who is an organizer already keeps their role, and sets password and codes anew by it.
    """
    found = organizers.find_organizer(db, email)
    role = found[0].role if found else role
    token = new_token()
    expires = now + INVITATION_LASTS
    organizers.add_invitation(
        db, token=hashed(token), email=email, role=role, by=by, expires=expires
    )
    record(db, by, Deed.INVITED, f"{email} ({role})", at=now)
    db.commit()
    return token


def withdraw(db: Db, invitation: int, *, by: str, now: datetime) -> None:
    """Take an invitation back."""
    email = organizers.remove_invitation(db, invitation)
    if email is not None:
        record(db, by, Deed.WITHDREW, email, at=now)
    db.commit()


def look_up(db: Db, token: str, *, now: datetime) -> Invitation:
    """Return the invitation of a link. Raises LinkExpired."""
    invitation = organizers.find_invitation(db, hashed(token), now=now)
    if invitation is None or (invitation.email is None and organizers.count_owners(db)):
        raise LinkExpired
    return invitation


def accept(
    db: Db, seals: Seals, invitation: Invitation, joining: Joining, *, token: str, now: datetime
) -> tuple[Session, tuple[str, ...]]:
    """Make the invited person an organizer, signed in; return their session and recovery codes.

    Raises LinkExpired where the link was used in the meantime.
    """
    if not organizers.use_invitation(db, invitation.id, now=now):
        raise LinkExpired
    proofs = Proofs(
        passwords.hash_password(joining.password),
        seals.seal(entering.APP, joining.secret),
        joining.counter,
    )
    email = invitation.email or joining.email
    found = organizers.find_organizer(db, email)
    if found:
        organizer = _renew(db, found[0], proofs, now=now)
    else:
        organizer = _add(db, email, invitation, proofs, now=now)
    if invitation.email is None and organizer.role is not Role.OWNER:
        organizer = _make_owner(db, organizer, now=now)
    if organizer.role is Role.OWNER:
        organizers.remove_first_invitations(db)
    recovery = codes.new_recovery_codes()
    organizers.replace_codes(db, organizer.id, [hashed(codes.plain(each)) for each in recovery])
    session = entering.let_in(db, organizer, token, now=now)
    db.commit()
    return session, recovery


def _add(db: Db, email: str, invitation: Invitation, proofs: Proofs, *, now: datetime) -> Organizer:
    organizer = organizers.add_organizer(
        db, email=email, role=invitation.role, proofs=proofs, since=now
    )
    record(db, email, Deed.JOINED, f"{invitation.role}, invited by {invitation.by}", at=now)
    return organizer


def _make_owner(db: Db, organizer: Organizer, *, now: datetime) -> Organizer:
    """Make an owner of somebody who was here in another role, and followed the first link."""
    organizers.set_role(db, organizer.id, Role.OWNER)
    about = f"{organizer.email}: {organizer.role} -> {Role.OWNER}"
    record(db, organizer.email, Deed.ROLE_CHANGED, about, at=now)
    return replace(organizer, role=Role.OWNER)


def _renew(db: Db, organizer: Organizer, proofs: Proofs, *, now: datetime) -> Organizer:
    """Replace all by which somebody came in before: who needs this may have lost it to others."""
    organizers.set_password(db, organizer.id, proofs.password)
    organizers.set_app(
        db, organizer.id, app_secret=proofs.app_secret, last_counter=proofs.last_counter
    )
    sessions.remove_passkeys(db, organizer.id)
    sessions.end_sessions(db, organizer.id, now=now)
    record(db, organizer.email, Deed.RENEWED, at=now)
    return organizer
