"""The audit: adding to it, and reading it. The database itself refuses to change an entry."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.model.audit import AuditEntry, AuditEvent
from campaign.store.tables.accounts import AuditRow


def add_entry(db: Session, *, who: str, what: AuditEvent, about: str, at: datetime) -> None:
    """Write down that somebody did something."""
    db.add(AuditRow(at=at, who=who, what=what, about=about))


def read_entries(
    db: Session, *, before: int | None = None, most: int | None = None
) -> Sequence[AuditEntry]:
    """Return entries, the newest first; those older than the one with the number `before`."""
    query = select(AuditRow).order_by(AuditRow.id.desc()).limit(most)
    if before is not None:
        query = query.where(AuditRow.id < before)
    rows = db.scalars(query)
    return [AuditEntry(row.id, row.at, row.who, AuditEvent(row.what), row.about) for row in rows]
