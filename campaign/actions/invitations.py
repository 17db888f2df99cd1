"""Invitations: the only way to become an organizer, or to come back with nothing left."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session as Db

from campaign.actions import sign_in
from campaign.actions.audit import record
from campaign.actions.organizers import act_as_owner, take_links_back
from campaign.actions.transaction import transaction
from campaign.credentials import codes, passwords
from campaign.credentials.seals import Seals, hashed, new_token
from campaign.errors import LinkExpired, UnknownOrganizer
from campaign.model.audit import AuditEvent
from campaign.model.organizer import (
    INVITATION_LASTS,
    Invitation,
    Link,
    Organizer,
    Role,
    SignInSession,
    StoredCredentials,
)
from campaign.store import organizers, sessions
from campaign.store.locks import Lock, take_lock

OPERATOR = "bin/campaign"
"""Who invites from the command line."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an invited person brings; `counter` is that of the code by which they showed the app."""

    email: str
    password: str
    secret: bytes
    counter: int


def first_link(db: Db, *, now: datetime) -> str | None:
    """Return the token of a link that makes the first owner; None where there is an owner."""
    with transaction(db):
        if organizers.count_owners(db):
            return None
        expires = now + INVITATION_LASTS
        link = Invitation(0, Link.FIRST, None, Role.OWNER, OPERATOR, None, expires)
        return _keep(db, link)


def invite(db: Db, *, email: str, role: Role, by: str, now: datetime) -> str:
    """Return the token of a link for somebody, in place of any earlier one. Raises NotAnOwner.

    Who is an organizer already keeps their role, and sets password and codes anew by it.
    """
    with transaction(db):
        return _invite(db, email, role, by=by, now=now)


def renew(db: Db, organizer: Organizer, *, by: str, now: datetime) -> str:
    """Return the token of a link for an organizer who cannot get in any more.

    Raises NotAnOwner, and UnknownOrganizer where they were removed in the meantime.
    """
    with transaction(db):
        act_as_owner(db, by)
        if organizers.read_organizer(db, organizer.id) is None:
            raise UnknownOrganizer
        return _invite(db, organizer.email, organizer.role, by=by, now=now)


def withdraw_invitation(db: Db, invitation: int, *, by: str, now: datetime) -> None:
    """Take an invitation back. Raises NotAnOwner."""
    with transaction(db):
        act_as_owner(db, by)
        email = organizers.remove_invitation(db, invitation)
        if email is not None:
            record(db, by, AuditEvent.WITHDREW, email, at=now)


def look_up_invitation(db: Db, token: str, *, now: datetime) -> Invitation:
    """Return the invitation of a link. Raises LinkExpired."""
    invitation = organizers.find_invitation(db, hashed(token), now=now)
    if invitation is None or _is_pointless(db, invitation):
        raise LinkExpired
    return invitation


def accept_invitation(
    db: Db,
    seals: Seals,
    invitation: Invitation,
    joining: Enrolment,
    *,
    old_token: str = "",
    token: str,
    now: datetime,
) -> tuple[SignInSession, tuple[str, ...]]:
    """Make the invited person an organizer, signed in; return their session and recovery codes.

    `old_token` is what the browser came with, `token` what it leaves with. Raises LinkExpired where
    the link was used or taken back in the meantime.
    """
    proofs = StoredCredentials(
        passwords.hash_password(joining.password),
        seals.seal(sign_in.APP, joining.secret),
        joining.counter,
    )
    with transaction(db):
        take_lock(db, Lock.PEOPLE)
        used = organizers.use_invitation(db, invitation.id, now=now)
        if not used or _is_pointless(db, invitation):
            raise LinkExpired
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
        session = sign_in.open_session(db, organizer, old_token=old_token, token=token, now=now)
        return session, recovery


def _invite(db: Db, email: str, role: Role, *, by: str, now: datetime) -> str:
    issuer = act_as_owner(db, by)
    found = organizers.find_organizer(db, email)
    kind, role = (Link.RENEWAL, found[0].role) if found else (Link.INVITATION, role)
    token = _keep(db, Invitation(0, kind, email, role, by, issuer, now + INVITATION_LASTS))
    record(db, by, AuditEvent.INVITED, f"{email} ({role})", at=now)
    return token


def _keep(db: Db, invitation: Invitation) -> str:
    """Keep a link; return its token, which nobody keeps."""
    token = new_token()
    organizers.add_invitation(db, invitation, token=hashed(token))
    return token


def _is_pointless(db: Db, invitation: Invitation) -> bool:
    """Say whether a link has nothing to do any more, though it was not used."""
    if invitation.kind is Link.FIRST:
        return organizers.count_owners(db) > 0
    is_here = organizers.find_organizer(db, invitation.email or "") is not None
    return invitation.kind is Link.RENEWAL and not is_here


def _add(
    db: Db, email: str, invitation: Invitation, proofs: StoredCredentials, *, now: datetime
) -> Organizer:
    organizer = organizers.add_organizer(
        db, email=email, role=invitation.role, proofs=proofs, since=now
    )
    record(db, email, AuditEvent.JOINED, f"{invitation.role}, invited by {invitation.by}", at=now)
    return organizer


def _make_owner(db: Db, organizer: Organizer, *, now: datetime) -> Organizer:
    """Make an owner of somebody who was here in another role, and followed the first link."""
    organizers.set_role(db, organizer.id, Role.OWNER)
    about = f"{organizer.email}: {organizer.role} -> {Role.OWNER}"
    record(db, organizer.email, AuditEvent.ROLE_CHANGED, about, at=now)
    return replace(organizer, role=Role.OWNER)


def _renew(db: Db, organizer: Organizer, proofs: StoredCredentials, *, now: datetime) -> Organizer:
    """Replace all by which somebody came in before: who needs this may have lost it to others.

    Who had it may have made links by it as well.
    """
    organizers.set_password(db, organizer.id, proofs.password)
    organizers.set_app(
        db, organizer.id, app_secret=proofs.app_secret, last_counter=proofs.last_counter
    )
    sessions.remove_passkeys(db, organizer.id)
    sessions.end_sessions(db, organizer.id, now=now)
    take_links_back(db, organizer, by=organizer.email, now=now)
    record(db, organizer.email, AuditEvent.RENEWED, at=now)
    return organizer
