"""The anonymous tally: adding to it, and reading it in one dimension at a time."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from campaign.model.letter import Way
from campaign.model.tally import Count, Dimension, TallyKey
from campaign.store.tables import Tally

INSERT: Final[dict[str, Callable[..., Any]]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
"""Both databases add to an existing row in the same words, each through its own dialect."""


def add_to_tally(db: Session, keys: Iterable[TallyKey], *, times: int = 1) -> None:
    """Add to the count of every key, in one statement.

    Rows are taken in one order, so that two writers never wait for each other in a circle.
    """
    ordered = sorted(keys, key=lambda key: (key.dimension, key.value))
    insert = INSERT[db.get_bind().dialect.name](Tally)
    rows = [{**asdict(key), "times": times} for key in ordered]
    added = {"times": Tally.times + insert.excluded.times}
    primary = Tally.__table__.primary_key
    statement = insert.values(rows).on_conflict_do_update(index_elements=primary, set_=added)
    db.execute(statement)


def read_tally(
    db: Session, campaign: str, dimension: Dimension, *, with_marked: bool = False
) -> Sequence[Count]:
    """Return the counts of one dimension over all time, by value and way."""
    return _read(db, campaign, dimension, Tally.value, with_marked=with_marked)


def read_tally_by_day(db: Session, campaign: str, *, with_marked: bool = False) -> Sequence[Count]:
    """Return the counts of each UTC day, over all targets."""
    return _read(db, campaign, Dimension.ALL, Tally.period, with_marked=with_marked)


def _read(
    db: Session,
    campaign: str,
    dimension: Dimension,
    by: InstrumentedAttribute[str] | InstrumentedAttribute[date],
    *,
    with_marked: bool,
) -> Sequence[Count]:
    times = func.sum(Tally.times)
    query = (
        select(by, Tally.way, times)
        .where(Tally.campaign == campaign, Tally.dimension == dimension)
        .group_by(by, Tally.way)
        .order_by(by, Tally.way)
    )
    if not with_marked:
        query = query.where(Tally.marked == "")
    return [Count(str(value), Way(way), int(total)) for value, way, total in db.execute(query)]
