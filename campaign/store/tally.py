"""The anonymous tally: adding to it, and reading it in one dimension at a time."""

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
    """Add to the count of every key, of its period and over all time.

    Rows are taken in one order, so that two writers never wait for each other in a circle.
    """
    ordered = sorted(keys, key=lambda key: (key.dimension, key.value))
    rows = [{**asdict(key), "times": times} for key in ordered]
    _add(db, Tally, rows)
    _add(db, TallyTotal, [{k: v for k, v in row.items() if k != "period"} for row in rows])


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


def _add(db: Session, table: type[Tally | TallyTotal], rows: Sequence[dict[str, Any]]) -> None:
    insert = INSERT[db.get_bind().dialect.name](table)
    added = {"times": table.times + insert.excluded.times}
    primary = table.__table__.primary_key
    db.execute(insert.values(rows).on_conflict_do_update(index_elements=primary, set_=added))


def _counts(db: Session, query: Select[Any, str, int]) -> Sequence[Count]:
    return [Count(str(value), Way(way), int(total)) for value, way, total in db.execute(query)]
