"""The tables of organizers: how they sign in, and what they did."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from campaign.store.tables.base import NumberedRow, TableBase


def _organizer() -> ForeignKey:
    """Return the foreign key to an organizer; the row goes when they go."""
    return ForeignKey("organizer.id", ondelete="CASCADE")


class OrganizerRow(NumberedRow, TableBase):
    """Somebody who may sign in; `app_secret` is sealed, `password` hashed."""

    __tablename__ = "organizer"

    email: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    since: Mapped[datetime]
    password: Mapped[str]
    app_secret: Mapped[str]
    last_counter: Mapped[int] = mapped_column(BigInteger)


class RecoveryCodeRow(NumberedRow, TableBase):
    """A recovery code that signs somebody in once, hashed; used ones are gone."""

    __tablename__ = "recovery_code"

    organizer: Mapped[int] = mapped_column(_organizer(), index=True)
    code: Mapped[str]


class PasskeyRow(NumberedRow, TableBase):
    """A key that a device keeps."""

    __tablename__ = "passkey"

    organizer: Mapped[int] = mapped_column(_organizer(), index=True)
    name: Mapped[str]
    credential: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    added: Mapped[datetime]
    used: Mapped[datetime | None]


class SessionRow(NumberedRow, TableBase):
    """A browser in which an organizer signed in; `token` is hashed.

    `proved` is when they last showed who they are.
    """

    __tablename__ = "organizer_session"

    organizer: Mapped[int] = mapped_column(_organizer(), index=True)
    token: Mapped[str] = mapped_column(unique=True)
    created: Mapped[datetime]
    seen: Mapped[datetime]
    proved: Mapped[datetime]
    ended: Mapped[datetime | None]


class InvitationRow(NumberedRow, TableBase):
    """A link that lets one person in, once; `token` is hashed, used ones stay.

    `issuer` is the owner who made it, and it goes with them; null for the command line.
    """

    __tablename__ = "invitation"

    token: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    email: Mapped[str | None]
    role: Mapped[str]
    by: Mapped[str]
    issuer: Mapped[int | None] = mapped_column(_organizer(), index=True)
    expires: Mapped[datetime]
    used: Mapped[datetime | None]


class GuessRow(TableBase):
    """The guesses in a row that failed to sign somebody in, and until when the next must wait."""

    __tablename__ = "guess"

    bucket: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    until: Mapped[datetime]


class UsedChallengeRow(TableBase):
    """A passkey's challenge that was answered, hashed: it is not taken again."""

    __tablename__ = "spent"

    challenge: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class AuditRow(TableBase):
    """An entry of who did what.

    Only added to: triggers in the database refuse all else.
    """

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str]
    what: Mapped[str]
    about: Mapped[str]
