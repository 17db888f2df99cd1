"""The people who run campaigns: who they are, what they may do, where they are signed in."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from campaign.model.clock import AHEAD

IDLE: Final = timedelta(hours=12)
"""The time after which a session ends in which nothing is done."""
LONGEST: Final = timedelta(days=7)
"""The time after which a session ends whatever is done in it."""
FRESH: Final = timedelta(minutes=15)
"""The time after showing who one is in which one may change people or delete."""
INVITATION_LASTS: Final = timedelta(days=3)
ADDRESS: Final = re.compile(r"[^@\s<>\"',;:()\[\]\\]+@[^@\s<>\"',;:()\[\]\\]+\.[^@\s.]+")
"""A text that looks like an email address; whether it is anybody's shows with their link."""


class Role(StrEnum):
    """A role, from the one that may do the least to the one that may do the most."""

    VIEWER = "viewer"
    ORGANIZER = "organizer"
    OWNER = "owner"

    def covers(self, least: "Role") -> bool:
        """Say whether this role may do all that another may."""
        order = list(Role)
        return order.index(self) >= order.index(least)


@dataclass(frozen=True, slots=True)
class Organizer:
    """Somebody who may sign in."""

    id: int
    email: str
    role: Role
    since: datetime


@dataclass(frozen=True, slots=True)
class StoredCredentials:
    """The stored proof of an organizer's password and app; `app_secret` is sealed."""

    password: str
    app_secret: str
    last_counter: int


@dataclass(frozen=True, slots=True)
class SignInSession:
    """One browser in which an organizer is, or was, signed in."""

    id: int
    organizer: Organizer
    created: datetime
    seen: datetime
    proved: datetime
    ended: bool

    def is_open(self, now: datetime) -> bool:
        """Say whether it still lets its browser in."""
        return (
            not self.ended and _lasts(self.seen, IDLE, now) and _lasts(self.created, LONGEST, now)
        )

    def is_fresh(self, now: datetime) -> bool:
        """Say whether its owner has shown just now who they are."""
        return _lasts(self.proved, FRESH, now)


@dataclass(frozen=True, slots=True)
class Passkey:
    """A key that a device keeps; `credential` is its public name, in base64url."""

    id: int
    organizer: int
    name: str
    credential: str
    public_key: bytes
    sign_count: int
    added: datetime
    used: datetime | None


class Link(StrEnum):
    """The purpose of a link: the first owner, somebody new, or an organizer who cannot get in."""

    FIRST = "first"
    INVITATION = "invitation"
    RENEWAL = "renewal"


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that lets one person in, once; the first owner's has no email address yet.

    `issuer` is the number of the owner who made it, None where it is from the command line.
    """

    id: int
    kind: Link
    email: str | None
    role: Role
    by: str
    issuer: int | None
    expires: datetime


def _lasts(since: datetime, lasts: timedelta, now: datetime) -> bool:
    return -AHEAD <= now - since < lasts
