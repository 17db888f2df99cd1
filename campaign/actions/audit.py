"""The audit: what organizers did. Nothing about supporters is written there."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from campaign.model.audit import AuditEntry, AuditEvent
from campaign.store import audit


def record(db: Session, who: str, what: AuditEvent, about: str = "", *, at: datetime) -> None:
    """Write down that somebody did something, in the transaction of the action that did it.

    `who` is an organizer's address, `about` says to whom or to what. The action commits.
    """
    audit.add_entry(db, who=who, what=what, about=about, at=at)


def read_page(db: Session, *, before: int | None, most: int) -> Sequence[AuditEntry]:
    """Return entries older than one, the newest first."""
    return audit.read_entries(db, before=before, most=most)
