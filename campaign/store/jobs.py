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
from campaign.model.jobs import KEPT, Failure, Job, MadePaper, Piece, State
from campaign.store.tables import PrintChunk, PrintJob, PrintPaper

CHUNK: Final = 256 * 1024
"""Bytes of a file that are read or written at a time."""
GOING_ON: Final = (State.WAITING, State.RUNNING)


def add_job(
    db: Session, *, campaign: str, by: str, bundle: str, total: int, at: datetime, expires: datetime
) -> int:
    """Keep a job that waits to be taken; return its number."""
    row = PrintJob(
        campaign=campaign,
        by=by,
        at=at,
        bundle=bundle,
        state=State.WAITING,
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
    oldest = select(PrintJob.id).where(free).order_by(PrintJob.id).limit(1)
    oldest = oldest.with_for_update(skip_locked=True)
    change = update(PrintJob).where(PrintJob.id == oldest.scalar_subquery(), free)
    change = change.values(
        state=State.RUNNING,
        holder=holder,
        lease_until=lease_until,
        started=now,
        tries=PrintJob.tries + 1,
    )
    number = db.scalar(change.returning(PrintJob.id))
    return None if number is None else find_job(db, number)


def fail_lost_jobs(
    db: Session, *, most_tries: int, now: datetime, lease_until: datetime, expires: datetime
) -> None:
    """Give up on jobs that were taken often and never came to an end."""
    lost = and_(
        PrintJob.state == State.RUNNING,
        _has_run_out(now, lease_until),
        PrintJob.tries >= most_tries,
    )
    values = {"state": State.FAILED, "failure": Failure.LOST, "holder": None, "expires": expires}
    db.execute(update(PrintJob).where(lost).values(values))


def change_held_job(db: Session, job: int, holder: str, **values: Any) -> bool:  # noqa: ANN401
    """Change columns of a job; return False where it is not held by this word any more."""
    held = and_(PrintJob.id == job, PrintJob.holder == holder, PrintJob.state == State.RUNNING)
    change = update(PrintJob).where(held).values(values).returning(PrintJob.id)
    return db.scalar(change) is not None


def give_back_job(db: Session, job: int, holder: str) -> None:
    """Let others take a job that is held by this word, as if it had not been taken."""
    held = and_(PrintJob.id == job, PrintJob.holder == holder, PrintJob.state == State.RUNNING)
    change = update(PrintJob).where(held)
    db.execute(change.values(state=State.WAITING, holder=None, tries=PrintJob.tries - 1))


def change_job(
    db: Session, job: int, *, campaign: str, only: Sequence[State], values: dict[str, Any]
) -> bool:
    """Change columns of a job in one of some states; return False where there is no such one."""
    change = update(PrintJob).where(
        PrintJob.id == job, PrintJob.campaign == campaign, PrintJob.state.in_(only)
    )
    return db.scalar(change.values(values).returning(PrintJob.id)) is not None


def remove_job(db: Session, job: int, *, campaign: str) -> bool:
    """Take a job away with its papers; return False where there is none."""
    gone = delete(PrintJob).where(PrintJob.id == job, PrintJob.campaign == campaign)
    return db.scalar(gone.returning(PrintJob.id)) is not None


def remove_expired_jobs(db: Session, *, now: datetime) -> None:
    """Take away what was kept long enough, but for what somebody works on.

    Nothing is kept longer than what is made now: where it seems so, a clock was wrong.
    """
    over = or_(PrintJob.expires < now, PrintJob.expires > now + KEPT + AHEAD)
    db.execute(delete(PrintJob).where(over, PrintJob.state != State.RUNNING))


def find_job(db: Session, job: int) -> Job | None:
    """Return a job."""
    row = db.get(PrintJob, job, populate_existing=True)
    return _job(db, row) if row else None


def read_jobs(db: Session, campaign: str, *, now: datetime) -> Sequence[Job]:
    """Return a campaign's jobs, the newest first."""
    query = select(PrintJob).where(PrintJob.campaign == campaign, PrintJob.expires > now)
    return [_job(db, row) for row in db.scalars(query.order_by(PrintJob.id.desc()))]


def add_paper(db: Session, job: int, paper: MadePaper, file: BinaryIO) -> None:
    """Keep a paper of a job, its file a part at a time."""
    row = PrintPaper(
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
        db.execute(insert(PrintChunk), [{"paper": row.id, "place": place, "data": data}])


def read_file(db: Session, job: int, piece: Piece) -> Iterator[bytes]:
    """Yield a paper's file, a part at a time."""
    query = select(PrintPaper.id).where(PrintPaper.job == job, PrintPaper.piece == piece)
    paper = db.scalar(query)
    place = 0
    while data := db.scalar(
        select(PrintChunk.data).where(PrintChunk.paper == paper, PrintChunk.place == place)
    ):
        yield data
        place += 1


def _has_run_out(now: datetime, lease_until: datetime) -> ColumnElement[bool]:
    """Say which leases nobody renews: none lasts longer than one that begins now, on any machine.

    Where it seems to, the clock was wrong when it was taken.
    """
    return or_(PrintJob.lease_until < now, PrintJob.lease_until > lease_until + AHEAD)


def _free(now: datetime, lease_until: datetime, most_tries: int) -> ColumnElement[bool]:
    """Say which jobs somebody may take: those that wait, and those whose lease has run out."""
    left = and_(
        PrintJob.state == State.RUNNING,
        _has_run_out(now, lease_until),
        PrintJob.tries < most_tries,
    )
    return or_(and_(PrintJob.state == State.WAITING, PrintJob.expires > now), left)


def _job(db: Session, row: PrintJob) -> Job:
    papers = db.scalars(select(PrintPaper).where(PrintPaper.job == row.id).order_by(PrintPaper.id))
    return Job(
        id=row.id,
        campaign=row.campaign,
        by=row.by,
        at=row.at,
        bundle=row.bundle,
        state=State(row.state),
        done=row.done,
        total=row.total,
        had=row.had,
        started=row.started,
        failure=Failure(row.failure) if row.failure else None,
        about=row.about,
        expires=row.expires,
        papers=tuple(
            MadePaper(
                Piece(each.piece), each.number, each.pages, each.size, tuple(each.left_out.split())
            )
            for each in papers
        ),
    )
