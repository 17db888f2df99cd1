"""The anonymous tally: adding to it, and reading it in one dimension at a time."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from campaign.model.letter import Way
from campaign.model.tally import Count, Dimension, TallyKey
from campaign.store.tables import Tally, TallyTotal

INSERT: Final[dict[str, Callable[..., Any]]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
"""Both databases add to an existing row in the same words, each through its own dialect."""


def add_to_tally(db: Session, keys: Iterable[TallyKey], *, times: int = 1) -> None:
    """Add to the count of every key, in its period and over all time; keys may come repeatedly."""
    rows = [asdict(key) for key in keys]
    _add(db, Tally, rows, times)
    _add(db, TallyTotal, rows, times)


def read_tally(
    db: Session, campaign: str, dimension: Dimension, *, with_marked: bool = False
) -> Sequence[Count]:
    """Return the counts of one dimension over all time, by value and way."""
    query = select(TallyTotal.value, TallyTotal.way, func.sum(TallyTotal.times))
    query = query.where(TallyTotal.campaign == campaign, TallyTotal.dimension == dimension)
    query = query.group_by(TallyTotal.value, TallyTotal.way)
    query = query.order_by(TallyTotal.value, TallyTotal.way)
    return _counts(db, query if with_marked else query.where(TallyTotal.marked == ""))


def read_tally_by_day(db: Session, campaign: str, *, with_marked: bool = False) -> Sequence[Count]:
    """Return the counts of each UTC day, over all targets."""
    query = select(Tally.period, Tally.way, func.sum(Tally.times))
    query = query.where(Tally.campaign == campaign, Tally.dimension == Dimension.ALL)
    query = query.group_by(Tally.period, Tally.way).order_by(Tally.period, Tally.way)
    return _counts(db, query if with_marked else query.where(Tally.marked == ""))


def _add(
    db: Session, table: type[Tally | TallyTotal], rows: Iterable[dict[str, Any]], times: int
) -> None:
    """Add up the rows that are one in this table, and then to what stands there.

    Rows are taken in one order, so that two writers never wait for each other in a circle.
    """
    primary = table.__mapper__.primary_key
    names = [column.name for column in primary]
    counted = Counter(tuple(row[name] for name in names) for row in rows)
    values = [
        {**dict(zip(names, key, strict=True)), "times": many * times}
        for key, many in sorted(counted.items())
    ]
    insert = INSERT[db.get_bind().dialect.name](table)
    added = {"times": table.times + insert.excluded.times}
    db.execute(insert.values(values).on_conflict_do_update(index_elements=primary, set_=added))


def _counts(db: Session, query: Select[Any, str, int]) -> Sequence[Count]:
    return [Count(str(value), Way(way), int(total)) for value, way, total in db.execute(query)]
