"""Letters counted on paper: each count is a record, and what became of it stays with it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select, update
from sqlalchemy.orm import Session

from campaign.model.paper_counts import (
    Event,
    PaperCount,
    PaperCountKind,
    PaperCountRecord,
    PaperCountState,
)
from campaign.model.tally import DateSpan
from campaign.store.tables.counts import PaperCountRow, PaperNumberRow


def add_count(
    db: Session,
    campaign: str,
    counted: PaperCount,
    *,
    state: PaperCountState,
    by: str,
    at: datetime,
    marked: str = "",
    reason: str = "",
) -> int:
    """Keep a count; return its number."""
    row = PaperCountRow(
        campaign=campaign,
        event=counted.event,
        day=counted.day,
        kind=counted.kind,
        state=state,
        by=by,
        at=at,
        marked=marked,
        reason=reason,
        decided_by="",
    )
    db.add(row)
    db.flush()
    db.add_all(
        PaperNumberRow(count=row.id, target=target, times=times)
        for target, times in counted.numbers.items()
    )
    db.flush()
    return row.id


def decide_count(
    db: Session, campaign: str, number: int, state: PaperCountState, *, by: str, at: datetime
) -> bool:
    """Accept or decline what is proposed; return False where it is not open any more."""
    decided = (
        update(PaperCountRow)
        .where(
            PaperCountRow.campaign == campaign,
            PaperCountRow.id == number,
            PaperCountRow.state == PaperCountState.PROPOSED,
        )
        .values(state=state, decided_by=by, decided_at=at)
        .returning(PaperCountRow.id)
    )
    return db.execute(decided).first() is not None


def replace_counts(
    db: Session, campaign: str, numbers: Collection[int], *, by: int, was: PaperCountState
) -> bool:
    """Put one count in the place of others; return whether all of them stood as `was` until now."""
    replaced = (
        update(PaperCountRow)
        .where(
            PaperCountRow.campaign == campaign,
            PaperCountRow.id.in_(numbers),
            PaperCountRow.state == was,
        )
        .values(state=PaperCountState.REPLACED, replaced_by=by)
        .returning(PaperCountRow.id)
    )
    return len(db.execute(replaced).all()) == len(set(numbers))


def find_open(db: Session, campaign: str, event: str) -> PaperCountRecord | None:
    """Return the newest of what is proposed for an event and not decided, if anything is."""
    found = _read(
        db, campaign, PaperCountRow.event == event, PaperCountRow.state == PaperCountState.PROPOSED
    )
    return next(iter(found), None)


def find_count(db: Session, campaign: str, number: int) -> PaperCountRecord | None:
    """Return the count with a number, if a campaign has it."""
    return next(iter(_read(db, campaign, PaperCountRow.id == number)), None)


def read_open(db: Session, campaign: str) -> Sequence[PaperCountRecord]:
    """Return what waits for an organizer, the newest first."""
    return _read(db, campaign, PaperCountRow.state == PaperCountState.PROPOSED)


def read_accepted(
    db: Session, campaign: str, events: Collection[str], kind: PaperCountKind
) -> Sequence[PaperCountRecord]:
    """Return the counts of one kind that stand for some events, the newest first."""
    which = (PaperCountRow.event.in_(events), PaperCountRow.kind == kind)
    return _read(db, campaign, *which, PaperCountRow.state == PaperCountState.ACCEPTED)


def read_events(
    db: Session,
    campaign: str,
    *,
    before: int | None = None,
    most: int,
    codes: Collection[str] | None = None,
) -> Sequence[Event]:
    """Return events, those with the newest counts first; `before` is the last of the page above.

    With `codes`, only these.
    """
    last = func.max(PaperCountRow.id)
    accepted = PaperCountRow.state == PaperCountState.ACCEPTED
    numbers = select(PaperNumberRow.count, func.sum(PaperNumberRow.times).label("letters"))
    letters = numbers.group_by(PaperNumberRow.count).subquery()

    def total(*which: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((and_(*which), letters.c.letters), else_=0))

    query = (
        select(
            PaperCountRow.event,
            total(accepted, PaperCountRow.kind == PaperCountKind.SIGNED),
            total(accepted, PaperCountRow.kind == PaperCountKind.HANDED_OVER),
            func.sum(case((PaperCountRow.state == PaperCountState.PROPOSED, 1), else_=0)),
            last,
        )
        .outerjoin(letters, letters.c.count == PaperCountRow.id)
        .where(PaperCountRow.campaign == campaign)
        .group_by(PaperCountRow.event)
        .order_by(last.desc())
        .limit(most)
    )
    if codes is not None:
        query = query.where(PaperCountRow.event.in_(codes))
    if before is not None:
        query = query.having(last < before)
    return [Event(code, *(int(each or 0) for each in row)) for code, *row in db.execute(query)]


def sum_counts(
    db: Session, campaign: str, span: DateSpan | None = None
) -> Mapping[str, Mapping[PaperCountKind, int]]:
    """Return the letters to each target that were accepted, of all days or of some, by kind."""
    query = select(PaperNumberRow.target, PaperCountRow.kind, func.sum(PaperNumberRow.times))
    query = query.join(PaperCountRow, PaperCountRow.id == PaperNumberRow.count)
    query = query.where(
        PaperCountRow.campaign == campaign, PaperCountRow.state == PaperCountState.ACCEPTED
    )
    if span:
        query = query.where(PaperCountRow.day.between(span.first, span.last))
    query = query.group_by(PaperNumberRow.target, PaperCountRow.kind).order_by(
        PaperNumberRow.target
    )
    found: dict[str, dict[PaperCountKind, int]] = {}
    for target, kind, letters in db.execute(query):
        found.setdefault(target, {})[PaperCountKind(kind)] = int(letters)
    return found


def read_span(db: Session, campaign: str) -> DateSpan | None:
    """Return the first and the last day of which a count was accepted, if any was."""
    query = select(func.min(PaperCountRow.day), func.max(PaperCountRow.day))
    query = query.where(
        PaperCountRow.campaign == campaign, PaperCountRow.state == PaperCountState.ACCEPTED
    )
    first, last = db.execute(query).one()
    return DateSpan(first, last) if first else None


def read_event(db: Session, campaign: str, event: str) -> Sequence[PaperCountRecord]:
    """Return every count of an event, the newest first, whatever became of it."""
    return _read(db, campaign, PaperCountRow.event == event)


def count_open(db: Session, campaign: str) -> int:
    """Return of how many events counts wait for an organizer."""
    query = select(func.count(func.distinct(PaperCountRow.event)))
    query = query.where(
        PaperCountRow.campaign == campaign, PaperCountRow.state == PaperCountState.PROPOSED
    )
    return db.execute(query).scalar_one()


def count_proposed(
    db: Session, campaign: str, event: str, *, since: datetime, until: datetime
) -> int:
    """Return how many counts hosts have proposed for an event within some time."""
    within = and_(PaperCountRow.at > since, PaperCountRow.at <= until)
    return _how_many(db, campaign, PaperCountRow.event == event, PaperCountRow.by == "", within)


def _how_many(db: Session, campaign: str, *which: ColumnElement[bool]) -> int:
    query = select(func.count(PaperCountRow.id)).where(PaperCountRow.campaign == campaign, *which)
    return db.execute(query).scalar_one()


def _read(db: Session, campaign: str, *which: ColumnElement[bool]) -> Sequence[PaperCountRecord]:
    """Return counts, the newest first."""
    table = PaperCountRow.__table__
    query = select(table).where(PaperCountRow.campaign == campaign, *which)
    rows = db.execute(query.order_by(PaperCountRow.id.desc())).mappings().all()
    numbers = _numbers(db, [row["id"] for row in rows])
    return [_record(row, numbers[row["id"]]) for row in rows]


def _numbers(db: Session, counts: Iterable[int]) -> Mapping[int, Mapping[str, int]]:
    """Return the letters to each target of some counts."""
    found: dict[int, dict[str, int]] = {count: {} for count in counts}
    query = select(PaperNumberRow.count, PaperNumberRow.target, PaperNumberRow.times)
    query = query.where(PaperNumberRow.count.in_(found)).order_by(PaperNumberRow.target)
    for count, target, times in db.execute(query):
        found[count][target] = times
    return found


def _record(row: Mapping[Any, Any], numbers: Mapping[str, int]) -> PaperCountRecord:
    return PaperCountRecord(
        id=row["id"],
        counted=PaperCount(row["event"], row["day"], PaperCountKind(row["kind"]), numbers),
        state=PaperCountState(row["state"]),
        by=row["by"],
        at=row["at"],
        marked=row["marked"],
        reason=row["reason"],
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
        replaced_by=row["replaced_by"],
    )
