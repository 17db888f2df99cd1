"""The tables. Every change of them has its migration in `migrations/versions`."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraints have names from the first day, so that migrations can speak of them."""


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=NAMES)


class Counted:
    """What is counted: something of nobody in particular, in one dimension.

    `marked` is empty or the rule that took it for automatic.
    """

    campaign: Mapped[str] = mapped_column(primary_key=True)
    way: Mapped[str] = mapped_column(primary_key=True)
    dimension: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    marked: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(BigInteger)


class Tally(Counted, Base):
    """How many times it happened in one period: a UTC day, or the week of a Monday."""

    __tablename__ = "tally"

    period: Mapped[date] = mapped_column(primary_key=True)


class TallyTotal(Counted, Base):
    """The same over all time, added to together with it, so that no page sums up the days."""

    __tablename__ = "tally_total"


class FactBatch(Base):
    """Changes of facts made at once: by whom, when, and whether they were undone."""

    __tablename__ = "fact_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str]
    origin: Mapped[str]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]


class FactChange(Base):
    """One fact as an organizer has it; `row` is JSON, null where the fact was taken away."""

    __tablename__ = "fact_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch: Mapped[int] = mapped_column(ForeignKey("fact_batch.id"), index=True)
    sheet: Mapped[str]
    key: Mapped[str]
    row: Mapped[str | None] = mapped_column(Text)
