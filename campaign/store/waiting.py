"""Files of facts that somebody brought in and nobody has approved of yet."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.model.facts import Intake, Sheet, Waiting
from campaign.store.tables import FactWaiting


def add_waiting(db: Session, intake: Intake, *, name: str, by: str, at: datetime) -> int:
    """Keep what was in a file; return its number."""
    row = FactWaiting(
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


def read_waiting(db: Session, *, since: datetime, number: int | None = None) -> Sequence[Waiting]:
    """Return files that came in after a time, the newest first; or only the one of a number."""
    query = select(FactWaiting).where(FactWaiting.at > since).order_by(FactWaiting.id.desc())
    if number is not None:
        query = query.where(FactWaiting.id == number)
    return [_waiting(row) for row in db.scalars(query)]


def remove_waiting(db: Session, number: int) -> None:
    """Take a file away."""
    db.execute(delete(FactWaiting).where(FactWaiting.id == number))


def remove_old(db: Session, *, before: datetime) -> None:
    """Take all files away that came in before a time."""
    db.execute(delete(FactWaiting).where(FactWaiting.at <= before))


def _waiting(row: FactWaiting) -> Waiting:
    rows, dropped = json.loads(row.rows), json.loads(row.dropped)
    intake = Intake(Sheet(row.sheet), rows, dropped, row.whole, row.prefix)
    return Waiting(row.id, row.at, row.by, row.name, intake)
