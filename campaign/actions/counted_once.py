"""What makes a letter count once, however often its page is loaded again (docs/counts.md).

Each page is sent with a random word. What it led to is remembered as a hash, under a key that is
made anew for each day and known to all nodes through their database. Hash and key are erased as
soon as no page of that day can come back.
"""

import hmac
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from secrets import token_hex
from typing import Final

from sqlalchemy.orm import Session

from campaign.actions.transaction import transaction
from campaign.credentials.seals import Seals
from campaign.model.tally import Happening
from campaign.store import counted

PAGE_LASTS: Final = timedelta(days=3)
"""A page left open overnight, or over a weekend, still works."""
CLOCKS_DIFFER: Final = timedelta(seconds=60)
"""By how much the clocks of two nodes may differ."""


def utc_now() -> datetime:
    """Return the time; erasing follows the clock, whatever day tests make it."""
    return datetime.now(UTC)


class CountedOnce:
    """Tells what was counted before from what was not."""

    def __init__(self, seals: Seals, now: Callable[[], datetime] = utc_now) -> None:
        """Take what day keys are derived with, and the clock."""
        self._seals, self._now = seals, now

    def sift(self, db: Session, happened: Iterable[Happening]) -> Sequence[Happening]:
        """Remember what happened, and return what of it has not been counted before.

        It goes into the transaction that counts, behind the lock of those who do.
        """
        hashed = self._hashed(db, happened)
        new = counted.add_counted(db, [(each.page.day, hash_) for hash_, each in hashed.items()])
        return [each for hash_, each in hashed.items() if hash_ in new]

    def _hashed(self, db: Session, happened: Iterable[Happening]) -> dict[bytes, Happening]:
        """Return each thing once, by its hash under the key of its page's day."""
        keys: dict[date, bytes] = {}
        found: dict[bytes, Happening] = {}
        for each in happened:
            day = each.page.day
            if day not in keys:
                keys[day] = self._key(db, day)
            hash_ = hmac.digest(keys[day], each.identity.encode(), "sha256")
            found.setdefault(hash_, each)
        return found

    def _key(self, db: Session, day: date) -> bytes:
        """Return the key of a day; who makes a new one erases the old ones."""
        salt = counted.read_salt(db, day)
        if salt is None:
            counted.remove_counted(db, before=first_day_in_use(self._now()))
            salt = token_hex(32)
            counted.add_salt(db, day, salt)
        return self._seals.derive("letters counted once", salt)


def first_day_in_use(now: datetime) -> date:
    """Return the earliest day whose pages may still come back to any node."""
    return (now - PAGE_LASTS - CLOCKS_DIFFER).date()


def erase_outdated(db: Session, *, now: datetime) -> None:
    """Forget what was counted, and the keys, of days whose pages are no good any more."""
    with transaction(db):
        counted.remove_counted(db, before=first_day_in_use(now))
