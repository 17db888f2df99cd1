"""Facts that organizers imported or corrected: rows over the shipped ones, never overwritten."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Select, func, select, tuple_, update
from sqlalchemy.orm import Session

from campaign.model.facts import Change, ChangeBatch, ChangeStamp, FactTable, Origin
from campaign.store.tables.facts import FactBatchRow, FactChangeRow


def add_changes(
    db: Session, changes: Iterable[Change], *, origin: Origin, by: str, at: datetime
) -> int:
    """Keep changes as one batch; return its number."""
    batch = FactBatchRow(at=at, by=by, origin=origin)
    db.add(batch)
    db.flush()
    db.add_all(
        FactChangeRow(
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
        select(FactChangeRow, FactBatchRow)
        .join(FactBatchRow, FactBatchRow.id == FactChangeRow.batch)
        .where(FactBatchRow.undone_at.is_(None))
        .order_by(FactChangeRow.id)
    )
    last = {(row.sheet, row.key): (row, batch) for row, batch in db.execute(query)}
    return [_change(row, batch) for row, batch in last.values()]


def read_version(db: Session) -> tuple[int, int]:
    """Return the version of facts: how many batches there are, and how many were undone."""
    query = select(func.count(FactBatchRow.id), func.count(FactBatchRow.undone_at))
    made, undone = db.execute(query).one()
    return made, undone


def read_batches(
    db: Session, *, before: int | None = None, most: int | None = None
) -> Sequence[ChangeBatch]:
    """Return batches, the newest first; those older than the one with the number `before`."""
    query = _batches().order_by(FactBatchRow.id.desc()).limit(most)
    if before is not None:
        query = query.where(FactBatchRow.id < before)
    return list(_as_batches(db, query))


def find_batch(db: Session, number: int) -> ChangeBatch | None:
    """Return the batch of that number, if there is one."""
    return next(_as_batches(db, _batches().where(FactBatchRow.id == number)), None)


def read_story(
    db: Session, facts: Iterable[tuple[FactTable, str]]
) -> Sequence[tuple[ChangeBatch, Change]]:
    """Return every change there ever was of some facts, undone or not, the oldest first."""
    named = tuple_(FactChangeRow.sheet, FactChangeRow.key)
    query = (
        select(FactChangeRow, FactBatchRow)
        .join(FactBatchRow, FactBatchRow.id == FactChangeRow.batch)
        .where(named.in_([(str(sheet), key) for sheet, key in facts]))
        .order_by(FactChangeRow.id)
    )
    found = list(db.execute(query))
    numbers = {row.batch for row, _ in found}
    batches = _as_batches(db, _batches().where(FactBatchRow.id.in_(numbers)))
    by_number = {batch.id: batch for batch in batches}
    return [(by_number[row.batch], _change(row, batch)) for row, batch in found]


def read_facts_of(db: Session, batch: int) -> Sequence[tuple[FactTable, str]]:
    """Return which facts a batch changed."""
    query = select(FactChangeRow).where(FactChangeRow.batch == batch).order_by(FactChangeRow.id)
    return [(FactTable(row.sheet), row.key) for row in db.scalars(query)]


def undo_batch(db: Session, batch: int, *, by: str, at: datetime) -> bool:
    """Undo a batch; return False when there is none or it was undone before."""
    statement = (
        update(FactBatchRow)
        .where(FactBatchRow.id == batch, FactBatchRow.undone_at.is_(None))
        .values(undone_at=at, undone_by=by)
        .returning(FactBatchRow.id)
    )
    return db.execute(statement).first() is not None


def _batches() -> Select[FactBatchRow, int, str, str]:
    """Select batches with how many changes they have, and a sheet and a key of one."""
    return (
        select(
            FactBatchRow,
            func.count(FactChangeRow.id),
            func.max(FactChangeRow.sheet),  # `standing`, before all else that is changed with it
            func.min(FactChangeRow.key),
        )
        .join(FactChangeRow, FactChangeRow.batch == FactBatchRow.id)
        .group_by(FactBatchRow.id)
    )


def _standing(db: Session) -> set[int]:
    """Return the batches that have the last word on some fact."""
    last = (
        select(func.max(FactChangeRow.id))
        .join(FactBatchRow, FactBatchRow.id == FactChangeRow.batch)
        .where(FactBatchRow.undone_at.is_(None))
        .group_by(FactChangeRow.sheet, FactChangeRow.key)
    )
    return set(db.scalars(select(FactChangeRow.batch).where(FactChangeRow.id.in_(last)).distinct()))


def _as_batches(db: Session, query: Select[FactBatchRow, int, str, str]) -> Iterator[ChangeBatch]:
    standing = _standing(db)
    for row, changes, sheet, key in db.execute(query):
        yield ChangeBatch(
            row.id,
            row.at,
            row.by,
            Origin(row.origin),
            changes,
            FactTable(sheet),
            key,
            row.undone_at,
            row.undone_by or "",
            row.id in standing,
        )


def _change(row: FactChangeRow, batch: FactBatchRow) -> Change:
    after = None if row.row is None else json.loads(row.row)
    made = ChangeStamp(batch.id, batch.by, batch.at)
    return Change(FactTable(row.sheet), row.key, after, Origin(batch.origin), made)
