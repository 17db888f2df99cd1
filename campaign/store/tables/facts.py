"""The tables of facts that organizers set or bring in, and of what campaigns say."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.store.tables.base import NumberedRow, TableBase


class FactBatchRow(TableBase):
    """Changes of facts made at once: by whom, when, and whether they were undone."""

    __tablename__ = "fact_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str]
    origin: Mapped[str]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]


class FactChangeRow(TableBase):
    """One fact as an organizer has it; `row` is JSON, null where the fact was taken away."""

    __tablename__ = "fact_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch: Mapped[int] = mapped_column(ForeignKey("fact_batch.id"), index=True)
    sheet: Mapped[str]
    key: Mapped[str]
    row: Mapped[str | None] = mapped_column(Text)


class EditionRow(TableBase):
    """A campaign's folder as it was read; `sources`, `said` and, packed, `files` are JSON.

    It is never changed but for `turn`, which grows with each start that found these words when the
    last had found others: the edition with the highest is that of today.
    """

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("campaign", "hash"),)

    campaign: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str]
    day: Mapped[date]
    sources: Mapped[str] = mapped_column(Text)
    said: Mapped[str] = mapped_column(Text)
    files: Mapped[bytes]
    turn: Mapped[int]


class PendingImportRow(NumberedRow, TableBase):
    """A file of facts that waits to be approved of; `rows` and `dropped` are JSON."""

    __tablename__ = "fact_waiting"

    at: Mapped[datetime]
    by: Mapped[str]
    name: Mapped[str]
    sheet: Mapped[str]
    whole: Mapped[bool]
    prefix: Mapped[str]
    rows: Mapped[str] = mapped_column(Text)
    dropped: Mapped[str] = mapped_column(Text)
