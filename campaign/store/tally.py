"""The anonymous tally: adding to it, and reading it in one dimension at a time."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Executable, Select, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from campaign.model.letter import Way
from campaign.model.tally import (
    BEFORE_LAUNCH,
    TAKEN_OUT,
    Count,
    DateSpan,
    Dimension,
    TallyKey,
)
from campaign.store.tables.counts import TallyRow, TallyTotalRow

INSERT: Final[dict[str, Callable[..., Any]]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
"""The statement that adds to a row in either database, each through its own dialect."""


AT_ONCE: Final = 1000
"""The rows that are read at a time where there may be a million."""
WHAT: Final = ("campaign", "dimension", "way", "value", "marked")
"""The columns that say what a count is of, in the order of `tally`'s key, the period left out."""


def add_to_tally(db: Session, keys: Iterable[TallyKey], *, times: int = 1) -> None:
    """Add to the count of every key, in its period and over all time; keys may come repeatedly."""
    change_tally(db, {key: many * times for key, many in Counter(keys).items()})


def change_tally(db: Session, changes: Mapping[TallyKey, int]) -> None:
    """Add to the count of every key, or take away from it what is below zero."""
    rows = [{**asdict(key), "times": times} for key, times in changes.items()]
    rows.sort(key=_place)
    if rows:
        _add_to_totals(db, rows)
        _add_to_periods(db, rows)


def read_tally(
    db: Session, campaign: str, dimension: Dimension, *, with_marked: bool = False
) -> Sequence[Count]:
    """Return the counts of one dimension over all time, by value and way.

    What was tried before the launch is in none.
    """
    query = select(TallyTotalRow.value, TallyTotalRow.way, func.sum(TallyTotalRow.times))
    query = query.where(TallyTotalRow.campaign == campaign, TallyTotalRow.dimension == dimension)
    query = query.group_by(TallyTotalRow.value, TallyTotalRow.way)
    query = query.order_by(TallyTotalRow.value, TallyTotalRow.way)
    is_tried = TallyTotalRow.marked == BEFORE_LAUNCH
    return group_counts(db, query.where(~is_tried if with_marked else TallyTotalRow.marked == ""))


def read_tried(db: Session, campaign: str) -> Sequence[Count]:
    """Return how often each thing was tried before the launch."""
    query = select(TallyTotalRow.value, TallyTotalRow.way, TallyTotalRow.times).where(
        TallyTotalRow.campaign == campaign,
        TallyTotalRow.dimension == Dimension.ALL,
        TallyTotalRow.marked == BEFORE_LAUNCH,
    )
    return group_counts(db, query.order_by(TallyTotalRow.way))


def set_apart_as_tried(db: Session, campaign: str) -> None:
    """Put all counts of a campaign under the mark of what was tried before its launch."""
    of_rows = (TallyRow.campaign == campaign, TallyRow.marked != BEFORE_LAUNCH)
    found = db.execute(select(TallyRow.__table__).where(*of_rows)).mappings().all()
    wanted = (*WHAT, "period", "times")
    rows = [{**{n: row[n] for n in wanted}, "marked": BEFORE_LAUNCH} for row in found]
    rows.sort(key=_place)
    if rows:
        _add_to_totals(db, rows)
        _add_to_periods(db, rows)
    db.execute(delete(TallyRow).where(*of_rows))
    db.execute(
        delete(TallyTotalRow).where(
            TallyTotalRow.campaign == campaign, TallyTotalRow.marked != BEFORE_LAUNCH
        )
    )


def read_tally_until(
    db: Session, campaign: str, dimension: Dimension, last: date
) -> Sequence[Count]:
    """Return the counts of one dimension until the end of a day, without what was marked.

    For each count one row is looked up, however many days there were.
    """
    return _looked_up(db, campaign, dimension, _so_far(last))


def read_tally_within(
    db: Session, campaign: str, dimension: Dimension, span: DateSpan
) -> Sequence[Count]:
    """Return the counts of one dimension within a span of days, without what was marked.

    For each count two rows are looked up, however long the span is.
    """
    before = span.first - timedelta(days=1)
    return _looked_up(db, campaign, dimension, _so_far(span.last) - _so_far(before))


def read_tally_by_day(
    db: Session, campaign: str, span: DateSpan | None = None, *, with_marked: bool = False
) -> Sequence[Count]:
    """Return the counts of each UTC day, over all targets."""
    query = select(TallyRow.period, TallyRow.way, func.sum(TallyRow.times))
    query = query.where(TallyRow.campaign == campaign, TallyRow.dimension == Dimension.ALL)
    query = query.group_by(TallyRow.period, TallyRow.way).order_by(TallyRow.period, TallyRow.way)
    if span:
        query = query.where(TallyRow.period.between(span.first, span.last))
    is_tried = TallyRow.marked == BEFORE_LAUNCH
    return group_counts(db, query.where(~is_tried if with_marked else TallyRow.marked == ""))


def read_day(db: Session, campaign: str, day: date, marked: str) -> Sequence[tuple[TallyKey, int]]:
    """Return every count of a day that a rule marked, or that none did."""
    row = TallyRow
    query = select(row.way, row.dimension, row.value, row.times).where(
        row.campaign == campaign, row.period == day, row.marked == marked, row.times != 0
    )
    daily = [each for each in Dimension if not each.is_weekly]
    return [
        (TallyKey(campaign, day, Way(way), Dimension(by), value, marked), times)
        for way, by, value, times in db.execute(query.where(row.dimension.in_(daily)))
    ]


def read_by_mark(db: Session, campaign: str) -> Sequence[tuple[date, str, Way, int]]:
    """Return how often each thing happened on each day by what marked it, over all targets.

    What was taken out, or tried before the launch, is left out.
    """
    row = TallyRow
    query = select(row.period, row.marked, row.way, row.times).where(
        row.campaign == campaign,
        row.dimension == Dimension.ALL,
        row.marked.not_in([TAKEN_OUT, BEFORE_LAUNCH]),
        row.times != 0,
    )
    rows = db.execute(query.order_by(row.period, row.marked, row.way))
    return [(day, marked, Way(way), times) for day, marked, way, times in rows]


def read_marked(db: Session, campaign: str, span: DateSpan) -> Mapping[str, int]:
    """Return how many counts of a span of days are in no figure, by what marked them."""
    row = TallyRow
    query = select(row.marked, func.sum(row.times)).where(
        row.campaign == campaign,
        row.dimension == Dimension.ALL,
        row.marked != "",
        row.period.between(span.first, span.last),
    )
    rows = db.execute(query.group_by(row.marked))
    return {marked: int(times) for marked, times in rows if times}


def read_each_day(
    db: Session, campaign: str, dimension: Dimension, span: DateSpan
) -> Iterator[tuple[date, Count]]:
    """Yield the counts of one dimension day by day, some at a time: there may be a million."""
    query = select(TallyRow.value, TallyRow.way, TallyRow.period, TallyRow.times)
    query = query.where(TallyRow.campaign == campaign, TallyRow.dimension == dimension)
    query = query.where(TallyRow.marked == "", TallyRow.period.between(span.first, span.last))
    query = query.where(TallyRow.times != 0)
    query = query.order_by(TallyRow.way, TallyRow.value, TallyRow.period)
    with db.execute(query.execution_options(yield_per=AT_ONCE)) as rows:  # closed when left, too
        for value, way, day, times in rows:
            yield day, Count(value, Way(way), times)


def read_span(db: Session, campaign: str) -> DateSpan | None:
    """Return the first and the last day on which anything was counted, if anything was."""
    query = select(func.min(TallyRow.period), func.max(TallyRow.period))
    query = query.where(TallyRow.campaign == campaign, TallyRow.dimension == Dimension.ALL)
    query = query.where(TallyRow.marked != BEFORE_LAUNCH)
    first, last = db.execute(query).one()
    return DateSpan(first, last) if first else None


def _looked_up(
    db: Session, campaign: str, dimension: Dimension, times: ColumnElement[int]
) -> Sequence[Count]:
    """Return counts that follow from rows of periods, for each of the totals."""
    query = select(TallyTotalRow.value, TallyTotalRow.way, times.label("looked_up"))
    query = query.where(TallyTotalRow.campaign == campaign, TallyTotalRow.dimension == dimension)
    query = query.where(TallyTotalRow.marked == "")
    return group_counts(db, query.order_by(TallyTotalRow.value, TallyTotalRow.way))


def _so_far(day: date) -> ColumnElement[int]:
    """Return how often each row of the totals had happened by the end of a day."""
    query = select(TallyRow.so_far).where(
        *(getattr(TallyRow, name) == getattr(TallyTotalRow, name) for name in WHAT),
        TallyRow.period <= day,
    )
    return func.coalesce(query.order_by(TallyRow.period.desc()).limit(1).scalar_subquery(), 0)


def _add_to_totals(db: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows up that only differ in their period, and then to what stands there.

    It comes first: whoever adds to a total keeps others from it until all is written, so that
    the sums of its periods are added to by one writer at a time. And rows are taken in one order,
    so that two writers never wait for each other in a circle.
    """
    counted: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        counted[tuple(row[name] for name in WHAT)] += row["times"]
    values = [dict(zip(WHAT, key, strict=True), times=many) for key, many in counted.items()]
    db.connection().execute(_to_totals(db.get_bind().dialect.name), values)


@cache
def _to_totals(dialect: str) -> Executable:
    insert = INSERT[dialect](TallyTotalRow)
    added = {"times": TallyTotalRow.times + insert.excluded.times}
    statement: Executable = insert.on_conflict_do_update(index_elements=WHAT, set_=added)
    return statement


def _add_to_periods(db: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add to the counts of periods, and to the running sums of these and of all later ones."""
    values = [{f"its_{name}": value for name, value in row.items()} for row in rows]
    for statement in _to_periods(db.get_bind().dialect.name):
        db.connection().execute(statement, values)


@cache
def _to_periods(dialect: str) -> tuple[Executable, Executable]:
    """Return what adds to a period, and what adds to those after it."""
    given: dict[str, Any] = {
        f"its_{name}": bindparam(f"its_{name}") for name in (*WHAT, "period", "times")
    }
    same = [getattr(TallyRow, name) == given[f"its_{name}"] for name in WHAT]
    before = select(TallyRow.so_far).where(*same, TallyRow.period < given["its_period"])
    before = before.order_by(TallyRow.period.desc()).limit(1)
    so_far = func.coalesce(before.scalar_subquery(), 0) + given["its_times"]
    insert = INSERT[dialect](TallyRow).values(
        {name.removeprefix("its_"): value for name, value in given.items()} | {"so_far": so_far}
    )
    added = {name: TallyRow.__table__.c[name] + given["its_times"] for name in ("times", "so_far")}
    later = update(TallyRow).where(*same, TallyRow.period > given["its_period"])
    return (
        insert.on_conflict_do_update(index_elements=(*WHAT, "period"), set_=added),
        later.values(so_far=TallyRow.so_far + given["its_times"]),
    )


def _place(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in (*WHAT, "period"))


def group_counts(db: Session, query: Select[Any, str, int]) -> Sequence[Count]:
    """Return the counts that a query has as value, way and times; those of none are left out."""
    return [
        Count(str(value), Way(way), int(total)) for value, way, total in db.execute(query) if total
    ]
