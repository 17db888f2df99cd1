"""What was shown by country and language, week after week: final once it was."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from campaign.model.letter import Way
from campaign.model.tally import Count, Dimension, ShownTotal
from campaign.store.tables.counts import (
    PublishedCountRow,
    PublishedTotalRow,
    PublishedWeekRow,
    TallyRow,
)
from campaign.store.tally import group_counts


def read_last_week(db: Session, campaign: str) -> date | None:
    """Return the Monday of the last week that was shown, if any was."""
    weeks = select(func.max(PublishedWeekRow.week))
    return db.scalar(weeks.where(PublishedWeekRow.campaign == campaign))


def read_left_out(db: Session, campaign: str) -> set[date]:
    """Return the Mondays of weeks before that which are not in what was shown."""
    weeks = select(PublishedWeekRow.week).where(PublishedWeekRow.left_out)
    return set(db.scalars(weeks.where(PublishedWeekRow.campaign == campaign)))


def replace_weeks(db: Session, campaign: str, last: date, left_out: Collection[date]) -> None:
    """Keep which week is the last one shown, and which were left out."""
    db.execute(delete(PublishedWeekRow).where(PublishedWeekRow.campaign == campaign))
    rows = [
        {"campaign": campaign, "week": week, "left_out": week in left_out}
        for week in sorted({last, *left_out})
    ]
    db.execute(insert(PublishedWeekRow), rows)


def forget_weeks(db: Session, campaign: str) -> None:
    """Forget what was shown: all of it was tried before the launch."""
    for row in (PublishedWeekRow, PublishedCountRow, PublishedTotalRow):
        db.execute(delete(row).where(row.campaign == campaign))


def read_weeks(
    db: Session, campaign: str, dimension: Dimension, last: date, left_out: Collection[date]
) -> Iterable[Count]:
    """Return the counts of one dimension in all weeks until one, but for those left out."""
    query = select(TallyRow.value, TallyRow.way, func.sum(TallyRow.times))
    query = query.where(TallyRow.campaign == campaign, TallyRow.dimension == dimension)
    query = query.where(TallyRow.marked == "", TallyRow.period <= last)
    query = query.where(TallyRow.period.not_in(left_out))
    return group_counts(db, query.group_by(TallyRow.value, TallyRow.way))


def read_shown(db: Session, campaign: str, dimension: Dimension) -> Mapping[Way, Mapping[str, int]]:
    """Return the counts that are shown, by way and value."""
    row, found = PublishedCountRow, dict[Way, dict[str, int]]()
    query = select(row.way, row.value, row.times)
    for way, value, times in db.execute(
        query.where(row.campaign == campaign, row.dimension == dimension)
    ):
        found.setdefault(Way(way), {})[value] = times
    return found


def read_totals(db: Session, campaign: str, dimension: Dimension) -> Mapping[Way, ShownTotal]:
    """Return what all counts of each way are in the weeks that were shown."""
    row = PublishedTotalRow
    query = select(row.way, row.times, row.held)
    rows = db.execute(query.where(row.campaign == campaign, row.dimension == dimension))
    return {Way(way): ShownTotal(times, held) for way, times, held in rows}


def replace_shown(
    db: Session,
    campaign: str,
    dimension: Dimension,
    shown: Mapping[Way, Mapping[str, int]],
    totals: Mapping[Way, ShownTotal],
) -> None:
    """Keep what is shown of one dimension from now on."""
    key = {"campaign": campaign, "dimension": dimension}
    counts = [
        {**key, "way": way, "value": value, "times": times}
        for way, values in shown.items()
        for value, times in values.items()
    ]
    sums = [
        {**key, "way": way, "times": total.times, "held": total.held}
        for way, total in totals.items()
    ]
    for row, rows in ((PublishedCountRow, counts), (PublishedTotalRow, sums)):
        db.execute(delete(row).where(row.campaign == campaign, row.dimension == dimension))
        if rows:
            db.execute(insert(row), rows)
