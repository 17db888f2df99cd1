"""The tables. Every change of them has its migration in `migrations/versions`."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""The names of constraints, set from the first day so that migrations can speak of them."""


class TableBase(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=NAMES)


class NumberedRow:
    """A row that is called by its number, and can go: no number is given a second time.

    SQLite too keeps to that. A page that was left open, or an entry in the audit, would speak of
    another.
    """

    __table_args__: ClassVar = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)


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


def _organizer() -> ForeignKey:
    """Return the foreign key to an organizer; the row goes when they go."""
    return ForeignKey("organizer.id", ondelete="CASCADE")


class OrganizerRow(NumberedRow, TableBase):
    """Somebody who may sign in; `app_secret` is sealed, `password` hashed."""

    __tablename__ = "organizer"

    email: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    since: Mapped[datetime]
    password: Mapped[str]
    app_secret: Mapped[str]
    last_counter: Mapped[int] = mapped_column(BigInteger)


class RecoveryCodeRow(NumberedRow, TableBase):
    """A recovery code that signs somebody in once, hashed; used ones are gone."""

    __tablename__ = "recovery_code"

    organizer: Mapped[int] = mapped_column(_organizer(), index=True)
    code: Mapped[str]


class PasskeyRow(NumberedRow, TableBase):
    """A key that a device keeps."""

    __tablename__ = "passkey"

    organizer: Mapped[int] = mapped_column(_organizer(), index=True)
    name: Mapped[str]
    credential: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    added: Mapped[datetime]
    used: Mapped[datetime | None]


class SessionRow(NumberedRow, TableBase):
    """A browser in which an organizer signed in; `token` is hashed.

    `proved` is when they last showed who they are.
    """

    __tablename__ = "organizer_session"

    organizer: Mapped[int] = mapped_column(_organizer(), index=True)
    token: Mapped[str] = mapped_column(unique=True)
    created: Mapped[datetime]
    seen: Mapped[datetime]
    proved: Mapped[datetime]
    ended: Mapped[datetime | None]


class InvitationRow(NumberedRow, TableBase):
    """A link that lets one person in, once; `token` is hashed, used ones stay.

    `issuer` is the owner who made it, and it goes with them; null for the command line.
    """

    __tablename__ = "invitation"

    token: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    email: Mapped[str | None]
    role: Mapped[str]
    by: Mapped[str]
    issuer: Mapped[int | None] = mapped_column(_organizer(), index=True)
    expires: Mapped[datetime]
    used: Mapped[datetime | None]


class GuessRow(TableBase):
    """The guesses in a row that failed to sign somebody in, and until when the next must wait."""

    __tablename__ = "guess"

    bucket: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    until: Mapped[datetime]


class UsedChallengeRow(TableBase):
    """A passkey's challenge that was answered, hashed: it is not taken again."""

    __tablename__ = "spent"

    challenge: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class AuditRow(TableBase):
    """An entry of who did what.

    Only added to: triggers in the database refuse all else.
    """

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str]
    what: Mapped[str]
    about: Mapped[str]


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
