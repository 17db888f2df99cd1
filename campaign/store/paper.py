"""Letters counted on paper: each count is a record, and what became of it stays with it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select, update
from sqlalchemy.orm import Session

from campaign.model.paper import Counted, Event, Kind, Record, State
from campaign.model.tally import Span
from campaign.store.tables import PaperCount, PaperNumber


def add_count(
    db: Session,
    campaign: str,
    counted: Counted,
    *,
    state: State,
    by: str,
    at: datetime,
    marked: str = "",
    reason: str = "",
) -> int:
    """Keep a count; return its number."""
    row = PaperCount(
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
        PaperNumber(count=row.id, target=target, times=times)
        for target, times in counted.numbers.items()
    )
    db.flush()
    return row.id


def decide_count(
    db: Session, campaign: str, number: int, state: State, *, by: str, at: datetime
) -> bool:
    """Accept or decline what is proposed; return False where it is not open any more."""
    decided = (
        update(PaperCount)
        .where(
            PaperCount.campaign == campaign,
            PaperCount.id == number,
            PaperCount.state == State.PROPOSED,
        )
        .values(state=state, decided_by=by, decided_at=at)
        .returning(PaperCount.id)
    )
    return db.execute(decided).first() is not None


def replace_counts(
    db: Session, campaign: str, numbers: Collection[int], *, by: int, was: State
) -> bool:
    """Put one count in the place of others; return whether all of them stood as `was` until now."""
    replaced = (
        update(PaperCount)
        .where(PaperCount.campaign == campaign, PaperCount.id.in_(numbers), PaperCount.state == was)
        .values(state=State.REPLACED, replaced_by=by)
        .returning(PaperCount.id)
    )
    return len(db.execute(replaced).all()) == len(set(numbers))


def find_open(db: Session, campaign: str, event: str) -> Record | None:
    """Return what is proposed for an event and not decided, if anything is."""
    found = _read(db, campaign, PaperCount.event == event, PaperCount.state == State.PROPOSED)
    return next(iter(found), None)


def find_count(db: Session, campaign: str, number: int) -> Record | None:
    """Return the count with a number, if a campaign has it."""
    return next(iter(_read(db, campaign, PaperCount.id == number)), None)


def read_open(db: Session, campaign: str) -> Sequence[Record]:
    """Return what waits for an organizer, the newest first."""
    return _read(db, campaign, PaperCount.state == State.PROPOSED)


def read_accepted(
    db: Session, campaign: str, events: Collection[str], kind: Kind
) -> Sequence[Record]:
    """Return the counts of one kind that stand for some events, the newest first."""
    which = (PaperCount.event.in_(events), PaperCount.kind == kind)
    return _read(db, campaign, *which, PaperCount.state == State.ACCEPTED)


def read_events(
    db: Session, campaign: str, *, before: int | None = None, most: int
) -> Sequence[Event]:
    """Return events, those with the newest counts first; `before` is the last of the page above."""
    last = func.max(PaperCount.id)
    accepted = PaperCount.state == State.ACCEPTED
    numbers = select(PaperNumber.count, func.sum(PaperNumber.times).label("letters"))
    letters = numbers.group_by(PaperNumber.count).subquery()

    def total(*which: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((and_(*which), letters.c.letters), else_=0))

    query = (
        select(
            PaperCount.event,
            total(accepted, PaperCount.kind == Kind.SIGNED),
            total(accepted, PaperCount.kind == Kind.HANDED_OVER),
            func.sum(case((PaperCount.state == State.PROPOSED, 1), else_=0)),
            last,
        )
        .outerjoin(letters, letters.c.count == PaperCount.id)
        .where(PaperCount.campaign == campaign)
        .group_by(PaperCount.event)
        .order_by(last.desc())
        .limit(most)
    )
    if before is not None:
        query = query.having(last < before)
    return [Event(code, *(int(each or 0) for each in row)) for code, *row in db.execute(query)]


def sum_counts(
    db: Session, campaign: str, span: Span | None = None
) -> Mapping[str, Mapping[Kind, int]]:
    """Return the letters to each target that were accepted, of all days or of some, by kind."""
    query = select(PaperNumber.target, PaperCount.kind, func.sum(PaperNumber.times))
    query = query.join(PaperCount, PaperCount.id == PaperNumber.count)
    query = query.where(PaperCount.campaign == campaign, PaperCount.state == State.ACCEPTED)
    if span:
        query = query.where(PaperCount.day.between(span.first, span.last))
    query = query.group_by(PaperNumber.target, PaperCount.kind).order_by(PaperNumber.target)
    found: dict[str, dict[Kind, int]] = {}
    for target, kind, letters in db.execute(query):
        found.setdefault(target, {})[Kind(kind)] = int(letters)
    return found


def read_span(db: Session, campaign: str) -> Span | None:
    """Return the first and the last day of which a count was accepted, if any was."""
    query = select(func.min(PaperCount.day), func.max(PaperCount.day))
    query = query.where(PaperCount.campaign == campaign, PaperCount.state == State.ACCEPTED)
    first, last = db.execute(query).one()
    return Span(first, last) if first else None


def read_event(db: Session, campaign: str, event: str) -> Sequence[Record]:
    """Return every count of an event, the newest first, whatever became of it."""
    return _read(db, campaign, PaperCount.event == event)


def count_open(db: Session, campaign: str) -> int:
    """Return how many counts wait for an organizer."""
    return _how_many(db, campaign, PaperCount.state == State.PROPOSED)


def count_proposed(
    db: Session, campaign: str, event: str, *, since: datetime, until: datetime
) -> int:
    """Return how many counts hosts have proposed for an event within some time."""
    within = and_(PaperCount.at > since, PaperCount.at <= until)
    return _how_many(db, campaign, PaperCount.event == event, PaperCount.by == "", within)


def _how_many(db: Session, campaign: str, *which: ColumnElement[bool]) -> int:
    query = select(func.count(PaperCount.id)).where(PaperCount.campaign == campaign, *which)
    return db.execute(query).scalar_one()


def _read(db: Session, campaign: str, *which: ColumnElement[bool]) -> Sequence[Record]:
    """Return counts, the newest first."""
    table = PaperCount.__table__
    query = select(table).where(PaperCount.campaign == campaign, *which)
    rows = db.execute(query.order_by(PaperCount.id.desc())).mappings().all()
    numbers = _numbers(db, [row["id"] for row in rows])
    return [_record(row, numbers[row["id"]]) for row in rows]


def _numbers(db: Session, counts: Iterable[int]) -> Mapping[int, Mapping[str, int]]:
    """Return the letters to each target of some counts."""
    found: dict[int, dict[str, int]] = {count: {} for count in counts}
    query = select(PaperNumber.count, PaperNumber.target, PaperNumber.times)
    query = query.where(PaperNumber.count.in_(found)).order_by(PaperNumber.target)
    for count, target, times in db.execute(query):
        found[count][target] = times
    return found


def _record(row: Mapping[Any, Any], numbers: Mapping[str, int]) -> Record:
    return Record(
        id=row["id"],
        counted=Counted(row["event"], row["day"], Kind(row["kind"]), numbers),
        state=State(row["state"]),
        by=row["by"],
        at=row["at"],
        marked=row["marked"],
        reason=row["reason"],
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
        replaced_by=row["replaced_by"],
    )
