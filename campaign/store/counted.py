"""What was counted already, as hashes, and what the key of each day is made from."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.store.tables.counts import CountedRow, DaySaltRow
from campaign.store.tally import INSERT


def read_salt(db: Session, day: date) -> str | None:
    """Return what the key of a day is made from; None where nothing is remembered of it."""
    return db.scalar(select(DaySaltRow.salt).where(DaySaltRow.day == day))


def add_salt(db: Session, day: date, salt: str) -> None:
    """Keep what the key of a day is made from."""
    db.add(DaySaltRow(day=day, salt=salt))
    db.flush()


def add_counted(db: Session, hashes: Collection[tuple[date, bytes]]) -> set[bytes]:
    """Remember hashes, each of a day, and return those that were not remembered before."""
    insert = INSERT[db.get_bind().dialect.name](CountedRow).on_conflict_do_nothing()
    rows = [{"day": day, "hash": each} for day, each in sorted(set(hashes))]
    if not rows:
        return set()
    return set(db.scalars(insert.returning(CountedRow.hash), rows))


def remove_counted(db: Session, *, before: date) -> None:
    """Forget what days before one have led to, and their keys."""
    for row in (CountedRow, DaySaltRow):
        db.execute(delete(row).where(row.day < before))
