"""Letter evenings as organizers described them: one row each, saved over when they change."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from campaign.model.print_occasion import SavedEvening
from campaign.store.tables.printing import EveningRow


def add_evening(db: Session, **values: Any) -> int:  # noqa: ANN401 - as the row has them
    """Keep an evening; return its number."""
    row = EveningRow(**values)
    db.add(row)
    db.flush()
    return row.id


def change_evening(
    db: Session, campaign: str, number: int, *, seen: datetime, values: Mapping[str, Any]
) -> bool:
    """Save over an evening that is still as it was `seen`; return whether it was."""
    change = update(EveningRow).where(_is(campaign, number), EveningRow.at == seen)
    return db.execute(change.values(**values).returning(EveningRow.id)).first() is not None


def remove_evening(db: Session, campaign: str, number: int) -> bool:
    """Remove an evening; return whether it was there."""
    gone = delete(EveningRow).where(_is(campaign, number)).returning(EveningRow.id)
    return db.execute(gone).first() is not None


def find_evening(db: Session, campaign: str, number: int) -> SavedEvening | None:
    """Return the evening with a number, if a campaign has it."""
    return next(iter(_read(db, _is(campaign, number))), None)


def find_evening_of(db: Session, campaign: str, event: str) -> SavedEvening | None:
    """Return the evening with a code, if a campaign has it."""
    return next(iter(_read(db, EveningRow.campaign == campaign, EveningRow.event == event)), None)


def read_evenings(db: Session, campaign: str) -> Sequence[SavedEvening]:
    """Return a campaign's evenings, the earliest first."""
    return _read(db, EveningRow.campaign == campaign)


def _is(campaign: str, number: int) -> ColumnElement[bool]:
    return (EveningRow.campaign == campaign) & (EveningRow.id == number)


def _read(db: Session, *which: ColumnElement[bool]) -> Sequence[SavedEvening]:
    query = select(EveningRow.__table__).where(*which).order_by(EveningRow.day, EveningRow.id)
    return [SavedEvening(**row) for row in db.execute(query).mappings()]
