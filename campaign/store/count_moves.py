"""Counts of a day that were taken out, or counted in, and what of it was undone."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from campaign.model.letter import Way
from campaign.model.tally import CountMove, Dimension, TallyKey
from campaign.store.tables.counts import CountMoveRow, MovedCountRow

AT_ONCE = 500
"""The moves that are listed."""


def add_move(db: Session, move: CountMove, counts: Iterable[tuple[TallyKey, int]]) -> int:
    """Keep a move and how much of each count it moved; return its number."""
    row = CountMoveRow(
        campaign=move.campaign,
        day=move.day,
        marked=move.marked,
        by=move.by,
        at=move.at,
        reason=move.reason,
    )
    db.add(row)
    db.flush()
    moved = [
        {"move": row.id, "dimension": key.dimension, "way": key.way, "value": key.value}
        | {"times": times}
        for key, times in counts
    ]
    db.execute(insert(MovedCountRow), moved)
    return row.id


def read_moves(db: Session, campaign: str) -> Sequence[CountMove]:
    """Return the moves that stand, the newest first."""
    row = CountMoveRow
    query = select(row).where(row.campaign == campaign, row.undone_at.is_(None))
    rows = db.scalars(query.order_by(row.id.desc()).limit(AT_ONCE))
    return [
        CountMove(
            campaign=each.campaign,
            day=each.day,
            marked=each.marked,
            by=each.by,
            at=each.at,
            reason=each.reason,
            id=each.id,
        )
        for each in rows
    ]


def read_move(db: Session, campaign: str, number: int) -> CountMove | None:
    """Return a move that stands."""
    return next((each for each in read_moves(db, campaign) if each.id == number), None)


def read_taken_out(db: Session, campaign: str) -> Sequence[date]:
    """Return the days whose counts that nothing marked are taken out."""
    row = CountMoveRow
    query = select(row.day).where(row.campaign == campaign, row.undone_at.is_(None))
    return db.scalars(query.where(row.marked == "")).all()


def read_moved(db: Session, move: CountMove) -> Sequence[tuple[TallyKey, int]]:
    """Return how much of each count was moved, as it was marked before."""
    row = MovedCountRow
    query = select(row.way, row.dimension, row.value, row.times).where(row.move == move.id)
    return [
        (
            TallyKey(move.campaign, move.day, Way(way), Dimension(by), value, move.marked),
            times,
        )
        for way, by, value, times in db.execute(query)
    ]


def end_move(db: Session, move: CountMove, *, at: datetime) -> bool:
    """Note that a move was undone; return False where it was already."""
    row = CountMoveRow
    query = update(row).where(row.id == move.id, row.undone_at.is_(None)).values(undone_at=at)
    return db.scalar(query.returning(row.id)) is not None


def end_moves(db: Session, campaign: str, *, at: datetime) -> None:
    """End all moves of a campaign: what they moved is set apart."""
    row = CountMoveRow
    standing = update(row).where(row.campaign == campaign, row.undone_at.is_(None))
    db.execute(standing.values(undone_at=at))
