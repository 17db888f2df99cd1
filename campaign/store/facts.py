"""Facts that organizers imported or corrected: rows over the shipped ones, never overwritten."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from campaign.model.facts import Batch, Change, Origin, Sheet
from campaign.store.tables import FactBatch, FactChange


def add_changes(
    db: Session, changes: Iterable[Change], *, origin: Origin, by: str, at: datetime
) -> int:
    """Keep changes as one batch; return its number."""
    batch = FactBatch(at=at, by=by, origin=origin)
    db.add(batch)
    db.flush()
    db.add_all(
        FactChange(
            batch=batch.id,
            sheet=change.sheet,
            key=change.key,
            row=None if change.row is None else json.dumps(dict(change.row), ensure_ascii=False),
        )
        for change in changes
    )
    return batch.id


def read_changes(db: Session) -> Sequence[Change]:
    """Return the last change of every fact that was not undone."""
    query = (
        select(FactChange, FactBatch.origin)
        .join(FactBatch, FactBatch.id == FactChange.batch)
        .where(FactBatch.undone_at.is_(None))
        .order_by(FactChange.id)
    )
    last = {(row.sheet, row.key): (row, origin) for row, origin in db.execute(query)}
    return [
        Change(
            Sheet(row.sheet),
            row.key,
            None if row.row is None else json.loads(row.row),
            Origin(origin),
        )
        for row, origin in last.values()
    ]


def read_version(db: Session) -> tuple[int, int]:
    """Return what changes whenever a fact does: how many batches there are, and how many undone."""
    query = select(func.count(FactBatch.id), func.count(FactBatch.undone_at))
    made, undone = db.execute(query).one()
    return made, undone


def read_batches(db: Session) -> Sequence[Batch]:
    """Return all batches, the newest first."""
    query = (
        select(FactBatch, func.count(FactChange.id))
        .join(FactChange, FactChange.batch == FactBatch.id)
        .group_by(FactBatch.id)
        .order_by(FactBatch.id.desc())
    )
    return [
        Batch(b.id, b.at, b.by, Origin(b.origin), changes, b.undone_at is not None)
        for b, changes in db.execute(query)
    ]


def undo_batch(db: Session, batch: int, *, by: str, at: datetime) -> bool:
    """Undo a batch; return False when there is none or it was undone before."""
    statement = (
        update(FactBatch)
        .where(FactBatch.id == batch, FactBatch.undone_at.is_(None))
        .values(undone_at=at, undone_by=by)
        .returning(FactBatch.id)
    )
    return db.execute(statement).first() is not None
