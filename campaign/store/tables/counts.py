"""The tables of counts: of letters, of those that were shown or moved, and of those on paper."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from campaign.store.tables.base import NumberedRow, TableBase


class TalliedRow:
    """A row of what is counted: something of nobody in particular, in one dimension.

    `marked` is empty or the rule that took it for automatic.
    """

    campaign: Mapped[str] = mapped_column(primary_key=True)
    way: Mapped[str] = mapped_column(primary_key=True)
    dimension: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    marked: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(BigInteger)


class TallyRow(TalliedRow, TableBase):
    """A count of one period: a UTC day, or the week of a Monday.

    `so_far` is how many times until the end of that period, so that any span of time is the
    difference of two rows.
    """

    __tablename__ = "tally"

    period: Mapped[date] = mapped_column(primary_key=True)
    so_far: Mapped[int] = mapped_column(BigInteger)


class TallyTotalRow(TalliedRow, TableBase):
    """A count over all time, added to with those of periods, so that no page sums up the days."""

    __tablename__ = "tally_total"


class PublishedWeekRow(TableBase):
    """The last week that organizers were shown by country and language, and weeks left out so far.

    A week is left out while counts of one of its days are taken out.
    """

    __tablename__ = "published_week"

    campaign: Mapped[str] = mapped_column(primary_key=True)
    week: Mapped[date] = mapped_column(primary_key=True)
    left_out: Mapped[bool]


class PublishedCountRow(TableBase):
    """A count by country or language as it is shown. It only grows, by five or more at once."""

    __tablename__ = "published_count"

    campaign: Mapped[str] = mapped_column(primary_key=True)
    dimension: Mapped[str] = mapped_column(primary_key=True)
    way: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(BigInteger)


class PublishedTotalRow(TableBase):
    """What those of one way are in all, and whether a larger count may be hidden among them."""

    __tablename__ = "published_total"

    campaign: Mapped[str] = mapped_column(primary_key=True)
    dimension: Mapped[str] = mapped_column(primary_key=True)
    way: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(BigInteger)
    held: Mapped[bool]


class CountMoveRow(NumberedRow, TableBase):
    """Counts of a day that were taken out, or counted in; `marked` is as which they stood."""

    __tablename__ = "count_move"

    campaign: Mapped[str] = mapped_column(index=True)
    day: Mapped[date]
    marked: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str]
    undone_at: Mapped[datetime | None]


class MovedCountRow(TableBase):
    """How many times were moved of each count of a day."""

    __tablename__ = "moved_count"

    move: Mapped[int] = mapped_column(ForeignKey("count_move.id"), primary_key=True)
    dimension: Mapped[str] = mapped_column(primary_key=True)
    way: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(BigInteger)


class DaySaltRow(TableBase):
    """What the key of a day is made from, under which what its pages led to is remembered."""

    __tablename__ = "counted_salt"

    day: Mapped[date] = mapped_column(primary_key=True)
    salt: Mapped[str]


class CountedRow(TableBase):
    """That something was counted: a keyed hash, and the day whose pages it is of.

    SQLite keeps such rows in the order of the hashes and not, as others, in that they came in.
    """

    __tablename__ = "counted"
    __table_args__ = ({"sqlite_with_rowid": False},)

    day: Mapped[date] = mapped_column(primary_key=True)
    hash: Mapped[bytes] = mapped_column(primary_key=True)


class PaperCountRow(TableBase):
    """Letters on paper that somebody counted; `by` is blank where a host proposed it.

    A row is never changed but for what becomes of it: `state`, who decided, and the row that took
    its place.
    """

    __tablename__ = "paper_count"
    __table_args__ = (Index("ix_paper_count_campaign_event", "campaign", "event"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign: Mapped[str]
    event: Mapped[str]
    day: Mapped[date]
    kind: Mapped[str]
    state: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    marked: Mapped[str]
    reason: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None]
    replaced_by: Mapped[int | None] = mapped_column(ForeignKey("paper_count.id"))


class PaperNumberRow(TableBase):
    """The letters of a count on paper that are to one target."""

    __tablename__ = "paper_number"

    count: Mapped[int] = mapped_column(ForeignKey("paper_count.id"), primary_key=True)
    target: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int]
