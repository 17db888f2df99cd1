"""Organizers, their recovery codes, and the invitations by which they come."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from campaign.model.clock import AHEAD
from campaign.model.organizer import (
    INVITATION_LASTS,
    Invitation,
    Link,
    Organizer,
    Role,
    StoredCredentials,
)
from campaign.store.tables.accounts import InvitationRow, OrganizerRow, RecoveryCodeRow


def add_organizer(
    db: Session, *, email: str, role: Role, proofs: StoredCredentials, since: datetime
) -> Organizer:
    """Keep a new organizer."""
    row = OrganizerRow(
        email=email,
        role=role,
        since=since,
        password=proofs.password,
        app_secret=proofs.app_secret,
        last_counter=proofs.last_counter,
    )
    db.add(row)
    db.flush()
    return as_organizer(row)


def read_organizers(db: Session) -> Sequence[Organizer]:
    """Return all organizers in the order of their addresses."""
    return [as_organizer(row) for row in db.scalars(select(OrganizerRow).order_by("email"))]


def find_organizer(db: Session, email: str) -> tuple[Organizer, StoredCredentials] | None:
    """Return who has an address, and what their password and code are held against."""
    row = db.scalar(_anew().where(OrganizerRow.email == email))
    if row is None:
        return None
    return as_organizer(row), StoredCredentials(row.password, row.app_secret, row.last_counter)


def read_organizer(db: Session, organizer: int) -> Organizer | None:
    """Return the organizer with a number."""
    row = db.scalar(_anew().where(OrganizerRow.id == organizer))
    return as_organizer(row) if row else None


def count_owners(db: Session) -> int:
    """Return how many owners there are."""
    query = select(func.count()).where(OrganizerRow.role == Role.OWNER)
    return db.scalar(query.select_from(OrganizerRow)) or 0


def set_role(db: Session, organizer: int, role: Role) -> bool:
    """Change a role; return False for the last owner's, or for nobody's."""
    change = update(OrganizerRow).where(OrganizerRow.id == organizer, _leaves_an_owner())
    if role is Role.OWNER:
        change = update(OrganizerRow).where(OrganizerRow.id == organizer)
    return db.scalar(change.values(role=role).returning(OrganizerRow.id)) is not None


def remove_organizer(db: Session, organizer: int) -> bool:
    """Take an organizer away with all that is theirs; return False for the last owner."""
    change = delete(OrganizerRow).where(OrganizerRow.id == organizer, _leaves_an_owner())
    return db.scalar(change.returning(OrganizerRow.id)) is not None


def set_password(db: Session, organizer: int, password: str) -> None:
    """Replace a password's hash."""
    _set(db, organizer, password=password)


def set_app(db: Session, organizer: int, *, app_secret: str, last_counter: int) -> None:
    """Replace the sealed secret of the app that makes codes, and the last code's counter."""
    _set(db, organizer, app_secret=app_secret, last_counter=last_counter)


def take_counter(db: Session, organizer: int, counter: int, *, latest: int) -> bool:
    """Remember a code's counter; return False where it, or a later one, was taken before.

    What is over the `latest` that there can be was taken while a clock was wrong.
    """
    last = OrganizerRow.last_counter
    change = (
        update(OrganizerRow)
        .where(OrganizerRow.id == organizer, or_(last < counter, last > latest))
        .values(last_counter=counter)
        .returning(OrganizerRow.id)
    )
    return db.scalar(change) is not None


def replace_codes(db: Session, organizer: int, hashed: Iterable[str]) -> None:
    """Keep these recovery codes and no others."""
    db.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.organizer == organizer))
    db.add_all(RecoveryCodeRow(organizer=organizer, code=code) for code in hashed)


def has_code(db: Session, organizer: int, hashed: str) -> bool:
    """Say whether there is such a recovery code."""
    query = select(RecoveryCodeRow.id).where(
        RecoveryCodeRow.organizer == organizer, RecoveryCodeRow.code == hashed
    )
    return db.scalar(query) is not None


def take_code(db: Session, organizer: int, hashed: str) -> bool:
    """Use up a recovery code; return False where there is no such one (any more)."""
    change = delete(RecoveryCodeRow).where(
        RecoveryCodeRow.organizer == organizer, RecoveryCodeRow.code == hashed
    )
    return db.scalar(change.returning(RecoveryCodeRow.id)) is not None


def count_codes(db: Session, organizer: int) -> int:
    """Return how many recovery codes are left."""
    query = select(func.count()).select_from(RecoveryCodeRow)
    return db.scalar(query.where(RecoveryCodeRow.organizer == organizer)) or 0


def add_invitation(db: Session, invitation: Invitation, *, token: str) -> None:
    """Keep an invitation, whose `id` is given by the database; `token` is hashed.

    It takes the place of others to the same address.
    """
    if invitation.email is not None:
        db.execute(delete(InvitationRow).where(InvitationRow.email == invitation.email))
    db.add(
        InvitationRow(
            token=token,
            kind=invitation.kind,
            email=invitation.email,
            role=invitation.role,
            by=invitation.by,
            issuer=invitation.issuer,
            expires=invitation.expires,
        )
    )


def find_invitation(db: Session, token: str, *, now: datetime) -> Invitation | None:
    """Return the invitation of a hashed token, while it can be used."""
    row = db.scalar(select(InvitationRow).where(InvitationRow.token == token, _open(now)))
    return as_invitation(row) if row else None


def read_invitations(db: Session, *, now: datetime) -> Sequence[Invitation]:
    """Return the invitations to an address that can be used."""
    query = select(InvitationRow).where(InvitationRow.email.is_not(None), _open(now))
    return [as_invitation(row) for row in db.scalars(query.order_by(InvitationRow.id))]


def use_invitation(db: Session, invitation: int, *, now: datetime) -> bool:
    """Use an invitation up; return False where somebody was faster."""
    change = update(InvitationRow).where(InvitationRow.id == invitation, _open(now))
    return db.scalar(change.values(used=now).returning(InvitationRow.id)) is not None


def remove_invitation(db: Session, invitation: int) -> str | None:
    """Take an open invitation back; return whom it was for."""
    change = delete(InvitationRow).where(
        InvitationRow.id == invitation, InvitationRow.used.is_(None)
    )
    return db.scalar(change.returning(InvitationRow.email))


def remove_invitations(db: Session, email: str) -> None:
    """Take back the open links to an address, whatever role they would give."""
    change = delete(InvitationRow).where(InvitationRow.email == email, InvitationRow.used.is_(None))
    db.execute(change)


def remove_invitations_by(db: Session, organizer: int) -> Sequence[str]:
    """Take back the open links that somebody made; return whom they were for."""
    change = delete(InvitationRow).where(
        InvitationRow.issuer == organizer, InvitationRow.used.is_(None)
    )
    return [email for email in db.scalars(change.returning(InvitationRow.email)) if email]


def remove_first_invitations(db: Session) -> None:
    """Take back the links that make a first owner."""
    db.execute(delete(InvitationRow).where(InvitationRow.kind == Link.FIRST))


def as_organizer(row: OrganizerRow) -> Organizer:
    """Return a row as a value."""
    return Organizer(row.id, row.email, Role(row.role), row.since)


def as_invitation(row: InvitationRow) -> Invitation:
    """Return a row as a value."""
    return Invitation(
        row.id, Link(row.kind), row.email, Role(row.role), row.by, row.issuer, row.expires
    )


def _anew() -> Select[OrganizerRow]:
    """Select organizers as they are now, also where this session has read them before."""
    return select(OrganizerRow).execution_options(populate_existing=True)


def _set(db: Session, organizer: int, **values: object) -> None:
    db.execute(update(OrganizerRow).where(OrganizerRow.id == organizer).values(**values))


def _leaves_an_owner() -> ColumnElement[bool]:
    owners = select(func.count()).select_from(OrganizerRow).where(OrganizerRow.role == Role.OWNER)
    return or_(OrganizerRow.role != Role.OWNER, owners.scalar_subquery() > 1)


def _open(now: datetime) -> ColumnElement[bool]:
    """Say which links can be used: not those by who is no owner, nor those of a wrong clock."""
    by_an_owner = exists().where(
        OrganizerRow.id == InvitationRow.issuer, OrganizerRow.role == Role.OWNER
    )
    return and_(
        InvitationRow.used.is_(None),
        InvitationRow.expires > now,
        InvitationRow.expires <= now + INVITATION_LASTS + AHEAD,
        or_(InvitationRow.issuer.is_(None), by_an_owner),
    )
