"""The tables of letter evenings, and of what is printed in the background."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.store.tables.base import NumberedRow, TableBase


class EveningRow(TableBase):
    """A letter evening as organizers described it; `bundle` is JSON of all that its papers follow.

    `event`, its code, and `day` stand in that too. `at` is when it was last saved. No number is
    given a second time, as with numbered rows.
    """

    __tablename__ = "evening"
    __table_args__ = (UniqueConstraint("campaign", "event"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign: Mapped[str]
    event: Mapped[str]
    day: Mapped[date]
    name: Mapped[str]
    bundle: Mapped[str] = mapped_column(Text)
    by: Mapped[str]
    at: Mapped[datetime]


class PrintJobRow(NumberedRow, TableBase):
    """A job of papers to be printed in the background; `bundle` is JSON that says which.

    Whoever holds it, by a word that is new each time it is taken, works on it until `lease_until`.
    """

    __tablename__ = "print_job"

    campaign: Mapped[str] = mapped_column(index=True)
    by: Mapped[str]
    at: Mapped[datetime]
    bundle: Mapped[str] = mapped_column(Text)
    state: Mapped[str]
    done: Mapped[int]
    total: Mapped[int]
    had: Mapped[int]
    started: Mapped[datetime | None]
    holder: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    tries: Mapped[int]
    failure: Mapped[str | None]
    about: Mapped[str]
    expires: Mapped[datetime]


class PrintPaperRow(TableBase):
    """A paper of a job, made and whole; `left_out` are slugs, with spaces between them."""

    __tablename__ = "print_paper"
    __table_args__ = (UniqueConstraint("job", "piece"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[int] = mapped_column(ForeignKey("print_job.id", ondelete="CASCADE"))
    piece: Mapped[str]
    number: Mapped[int]
    pages: Mapped[int]
    size: Mapped[int] = mapped_column(BigInteger)
    left_out: Mapped[str] = mapped_column(Text)


class PrintChunkRow(TableBase):
    """A part of a paper's file, so that nobody ever holds all of it."""

    __tablename__ = "print_chunk"

    paper: Mapped[int] = mapped_column(
        ForeignKey("print_paper.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes]
