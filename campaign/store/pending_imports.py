"""Files of facts that somebody brought in and nobody has approved of yet."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.model.facts import FactFile, FactTable, PendingImport
from campaign.store.tables.facts import PendingImportRow


def add_pending_import(db: Session, intake: FactFile, *, name: str, by: str, at: datetime) -> int:
    """Keep what was in a file; return its number."""
    row = PendingImportRow(
        at=at,
        by=by,
        name=name,
        sheet=intake.sheet,
        whole=intake.whole,
        prefix=intake.prefix,
        rows=json.dumps({key: dict(row) for key, row in intake.rows.items()}, ensure_ascii=False),
        dropped=json.dumps(list(intake.dropped), ensure_ascii=False),
    )
    db.add(row)
    db.flush()
    return row.id


def read_pending_imports(
    db: Session, *, since: datetime, number: int | None = None
) -> Sequence[PendingImport]:
    """Return files that came in after a time, the newest first; or only the one of a number."""
    query = (
        select(PendingImportRow)
        .where(PendingImportRow.at > since)
        .order_by(PendingImportRow.id.desc())
    )
    if number is not None:
        query = query.where(PendingImportRow.id == number)
    return [_waiting(row) for row in db.scalars(query)]


def remove_pending_import(db: Session, number: int) -> None:
    """Take a file away."""
    db.execute(delete(PendingImportRow).where(PendingImportRow.id == number))


def remove_old_imports(db: Session, *, before: datetime) -> None:
    """Take all files away that came in before a time."""
    db.execute(delete(PendingImportRow).where(PendingImportRow.at <= before))


def _waiting(row: PendingImportRow) -> PendingImport:
    rows, dropped = json.loads(row.rows), json.loads(row.dropped)
    intake = FactFile(FactTable(row.sheet), rows, dropped, row.whole, row.prefix)
    return PendingImport(row.id, row.at, row.by, row.name, intake)
