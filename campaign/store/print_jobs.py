"""Print jobs and the papers they made. A job is its holder's until the lease runs out.

Every change by a worker has the condition that it still holds the job, in the same statement: who
lost it changes nothing.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, BinaryIO, Final

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from campaign.model.clock import AHEAD
from campaign.model.print_jobs import KEPT, DocumentKind, Job, JobFailure, JobState, PrintedDocument
from campaign.store.tables.printing import PrintChunkRow, PrintJobRow, PrintPaperRow

CHUNK: Final = 256 * 1024
"""The bytes of a file that are read or written at a time."""
GOING_ON: Final = (JobState.WAITING, JobState.RUNNING)


def add_job(
    db: Session, *, campaign: str, by: str, bundle: str, total: int, at: datetime, expires: datetime
) -> int:
    """Keep a job that waits to be taken; return its number."""
    row = PrintJobRow(
        campaign=campaign,
        by=by,
        at=at,
        bundle=bundle,
        state=JobState.WAITING,
        done=0,
        total=total,
        had=0,
        tries=0,
        about="",
        expires=expires,
    )
    db.add(row)
    db.flush()
    return row.id


def take_job(
    db: Session, holder: str, *, most_tries: int, now: datetime, lease_until: datetime
) -> Job | None:
    """Take the oldest job that nobody holds, if there is one: one statement, so that one gets it.

    PostgreSQL passes over a job that somebody is just taking; SQLite has one writer at a time.
    """
    free = _free(now, lease_until, most_tries)
    oldest = select(PrintJobRow.id).where(free).order_by(PrintJobRow.id).limit(1)
    oldest = oldest.with_for_update(skip_locked=True)
    change = update(PrintJobRow).where(PrintJobRow.id == oldest.scalar_subquery(), free)
    change = change.values(
        state=JobState.RUNNING,
        holder=holder,
        lease_until=lease_until,
        started=now,
        tries=PrintJobRow.tries + 1,
    )
    number = db.scalar(change.returning(PrintJobRow.id))
    return None if number is None else find_job(db, number)


def fail_lost_jobs(
    db: Session, *, most_tries: int, now: datetime, lease_until: datetime, expires: datetime
) -> None:
    """Give up on jobs that were taken often and never came to an end."""
    lost = and_(
        PrintJobRow.state == JobState.RUNNING,
        _has_run_out(now, lease_until),
        PrintJobRow.tries >= most_tries,
    )
    values = {
        "state": JobState.FAILED,
        "failure": JobFailure.LOST,
        "holder": None,
        "expires": expires,
    }
    db.execute(update(PrintJobRow).where(lost).values(values))


def change_held_job(db: Session, job: int, holder: str, **values: Any) -> bool:  # noqa: ANN401
    """Change columns of a job; return False where it is not held by this word any more."""
    held = and_(
        PrintJobRow.id == job, PrintJobRow.holder == holder, PrintJobRow.state == JobState.RUNNING
    )
    change = update(PrintJobRow).where(held).values(values).returning(PrintJobRow.id)
    return db.scalar(change) is not None


def give_back_job(db: Session, job: int, holder: str) -> None:
    """Let others take a job that is held by this word, as if it had not been taken."""
    held = and_(
        PrintJobRow.id == job, PrintJobRow.holder == holder, PrintJobRow.state == JobState.RUNNING
    )
    change = update(PrintJobRow).where(held)
    db.execute(change.values(state=JobState.WAITING, holder=None, tries=PrintJobRow.tries - 1))


def change_job(
    db: Session, job: int, *, campaign: str, only: Sequence[JobState], values: dict[str, Any]
) -> bool:
    """Change columns of a job in one of some states; return False where there is no such one."""
    change = update(PrintJobRow).where(
        PrintJobRow.id == job, PrintJobRow.campaign == campaign, PrintJobRow.state.in_(only)
    )
    return db.scalar(change.values(values).returning(PrintJobRow.id)) is not None


def remove_job(db: Session, job: int, *, campaign: str) -> bool:
    """Take a job away with its papers; return False where there is none."""
    gone = delete(PrintJobRow).where(PrintJobRow.id == job, PrintJobRow.campaign == campaign)
    return db.scalar(gone.returning(PrintJobRow.id)) is not None


def remove_expired_jobs(db: Session, *, now: datetime) -> None:
    """Take away what was kept long enough, but for what somebody works on.

    Nothing is kept longer than what is made now: where it seems so, a clock was wrong.
    """
    over = or_(PrintJobRow.expires < now, PrintJobRow.expires > now + KEPT + AHEAD)
    db.execute(delete(PrintJobRow).where(over, PrintJobRow.state != JobState.RUNNING))


def find_job(db: Session, job: int) -> Job | None:
    """Return a job."""
    row = db.get(PrintJobRow, job, populate_existing=True)
    return _job(db, row) if row else None


def read_jobs(db: Session, campaign: str, *, now: datetime) -> Sequence[Job]:
    """Return a campaign's jobs, the newest first."""
    query = select(PrintJobRow).where(PrintJobRow.campaign == campaign, PrintJobRow.expires > now)
    return [_job(db, row) for row in db.scalars(query.order_by(PrintJobRow.id.desc()))]


def add_paper(db: Session, job: int, paper: PrintedDocument, file: BinaryIO) -> None:
    """Keep a paper of a job, its file a part at a time."""
    row = PrintPaperRow(
        job=job,
        piece=paper.piece,
        number=paper.number,
        pages=paper.pages,
        size=paper.size,
        left_out=" ".join(paper.left_out),
    )
    db.add(row)
    db.flush()
    for place, data in enumerate(iter(lambda: file.read(CHUNK), b"")):
        db.execute(insert(PrintChunkRow), [{"paper": row.id, "place": place, "data": data}])


def read_file(db: Session, job: int, piece: DocumentKind) -> Iterator[bytes]:
    """Yield a paper's file, a part at a time."""
    query = select(PrintPaperRow.id).where(PrintPaperRow.job == job, PrintPaperRow.piece == piece)
    paper = db.scalar(query)
    place = 0
    while data := db.scalar(
        select(PrintChunkRow.data).where(PrintChunkRow.paper == paper, PrintChunkRow.place == place)
    ):
        yield data
        place += 1


def _has_run_out(now: datetime, lease_until: datetime) -> ColumnElement[bool]:
    """Say which leases nobody renews: none lasts longer than one that begins now, on any machine.

    Where it seems to, the clock was wrong when it was taken.
    """
    return or_(PrintJobRow.lease_until < now, PrintJobRow.lease_until > lease_until + AHEAD)


def _free(now: datetime, lease_until: datetime, most_tries: int) -> ColumnElement[bool]:
    """Say which jobs somebody may take: those that wait, and those whose lease has run out."""
    left = and_(
        PrintJobRow.state == JobState.RUNNING,
        _has_run_out(now, lease_until),
        PrintJobRow.tries < most_tries,
    )
    return or_(and_(PrintJobRow.state == JobState.WAITING, PrintJobRow.expires > now), left)


def _job(db: Session, row: PrintJobRow) -> Job:
    papers = db.scalars(
        select(PrintPaperRow).where(PrintPaperRow.job == row.id).order_by(PrintPaperRow.id)
    )
    return Job(
        id=row.id,
        campaign=row.campaign,
        by=row.by,
        at=row.at,
        bundle=row.bundle,
        state=JobState(row.state),
        done=row.done,
        total=row.total,
        had=row.had,
        started=row.started,
        failure=JobFailure(row.failure) if row.failure else None,
        about=row.about,
        expires=row.expires,
        papers=tuple(
            PrintedDocument(
                DocumentKind(each.piece),
                each.number,
                each.pages,
                each.size,
                tuple(each.left_out.split()),
            )
            for each in papers
        ),
    )
