"""Printing in the background: organizers ask for papers, and a worker makes them one by one.

A worker holds a job by a lease that it renews while it works. When it vanishes the lease runs out,
and whoever takes the job next goes on with the papers that are missing. A paper is kept whole, in
one transaction, and only by who holds the job: there is never a half one, nor the same one twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from campaign.actions.audit import record
from campaign.actions.printing.bundle import Bundle, as_text, from_text
from campaign.actions.printing.make import Made, steps
from campaign.errors import CannotPrint, UnknownJob
from campaign.model.audit import Deed
from campaign.model.jobs import KEPT, Failure, Job, MadePaper, Piece, State
from campaign.press.labels import LABEL
from campaign.store import jobs

LEASE: Final = timedelta(seconds=30)
"""Many times as long as a worker leaves between two renewals."""
MOST_TRIES: Final = 3
"""How often a job is taken whose worker vanishes: it may be what ends them."""
NAMED: Final = 10
"""Recipients that the audit names."""


# --- What organizers do -----------------------------------------------------------------------


def ask(db: Session, campaign: str, bundle: Bundle, *, by: str, now: datetime) -> int:
    """Ask for papers; return the number of the job that makes them."""
    total = sum(steps(bundle, piece) for piece in bundle.pieces)
    number = jobs.add_job(
        db,
        campaign=campaign,
        by=by,
        bundle=as_text(bundle),
        total=total,
        at=now,
        expires=now + KEPT,
    )
    record(db, by, Deed.PRINTED, _described(campaign, number, bundle), at=now)
    db.commit()
    return number


def listed(db: Session, campaign: str, *, now: datetime) -> Sequence[tuple[Job, Bundle]]:
    """Return a campaign's jobs, the newest first, each with what it prints."""
    found = jobs.read_jobs(db, campaign, now=now)
    return [(job, from_text(job.bundle)) for job in found]


def read(db: Session, campaign: str, number: int, *, now: datetime) -> tuple[Job, Bundle]:
    """Return a job and what it prints. Raises UnknownJob, also where it is not kept any more."""
    job = jobs.find_job(db, number)
    if job is None or job.campaign != campaign or job.expires <= now:
        raise UnknownJob
    return job, from_text(job.bundle)


def file(
    db: Session, campaign: str, number: int, piece: Piece, *, now: datetime
) -> tuple[MadePaper, Bundle, Iterator[bytes]]:
    """Return a paper, and its file a part at a time. Raises UnknownJob."""
    job, bundle = read(db, campaign, number, now=now)
    for paper in job.papers:
        if paper.piece is piece and paper.pages:
            return paper, bundle, jobs.read_file(db, number, piece)
    raise UnknownJob


def stop(db: Session, campaign: str, number: int, *, by: str, now: datetime) -> None:
    """Stop a job; what it has made stays. One that has ended is left as it is."""
    only = (State.WAITING, State.RUNNING)
    values = {"state": State.STOPPED, "holder": None, "expires": now + KEPT}
    if jobs.change_job(db, number, campaign=campaign, only=only, values=values):
        record(db, by, Deed.PRINTING_STOPPED, f"{campaign} {number}", at=now)
    db.commit()


def again(db: Session, campaign: str, number: int, *, by: str, now: datetime) -> None:
    """Start a job again that failed or was stopped: it goes on with the papers that are missing."""
    values = {
        "state": State.WAITING,
        "tries": 0,
        "failure": None,
        "about": "",
        "expires": now + KEPT,
    }
    only = (State.FAILED, State.STOPPED)
    if jobs.change_job(db, number, campaign=campaign, only=only, values=values):
        _, bundle = read(db, campaign, number, now=now)
        record(db, by, Deed.PRINTED, _described(campaign, number, bundle), at=now)
    db.commit()


def delete(db: Session, campaign: str, number: int, *, by: str, now: datetime) -> None:
    """Delete a job and what it has made, whatever it is at."""
    if jobs.remove_job(db, number, campaign=campaign):
        record(db, by, Deed.PRINT_DELETED, f"{campaign} {number}", at=now)
    db.commit()


# --- What workers do --------------------------------------------------------------------------


def take(db: Session, holder: str, *, now: datetime) -> Job | None:
    """Take a job that nobody holds, under a word that is new; put in order what was left behind."""
    until = now + LEASE
    jobs.fail_lost_jobs(db, most_tries=MOST_TRIES, now=now, lease_until=until, expires=now + KEPT)
    jobs.remove_expired_jobs(db, now=now)
    job = jobs.take_job(db, holder, most_tries=MOST_TRIES, now=now, lease_until=until)
    if job:
        bundle = from_text(job.bundle)
        done = sum(steps(bundle, paper.piece) for paper in job.papers)
        jobs.change_held_job(db, job.id, holder, done=done, had=done)
        job = replace(job, done=done, had=done)
    db.commit()
    return job


def renew(db: Session, job: int, holder: str, *, done: int, now: datetime) -> bool:
    """Renew a lease and say how far the job is; return False where it is not held any more."""
    held = jobs.change_held_job(db, job, holder, done=done, lease_until=now + LEASE)
    db.commit()
    return held


def keep(
    db: Session, job: int, holder: str, piece: Piece, made: Made, path: Path, *, now: datetime
) -> bool:
    """Keep a paper, all of it at once; return False where the job is not held any more.

    `path` is its file, which is not there where nothing was to be printed.
    """
    # Changing the job first keeps everybody else from it until the paper is whole.
    if not jobs.change_held_job(db, job, holder, lease_until=now + LEASE):
        db.rollback()
        return False
    size = path.stat().st_size if made.pages else 0
    paper = MadePaper(piece, made.number, made.pages, size, made.left_out)
    with path.open("rb") if made.pages else BytesIO() as content:
        jobs.add_paper(db, job, paper, content)
    db.commit()
    return True


def end(
    db: Session, job: Job, holder: str, *, failure: Failure | None, about: str, now: datetime
) -> None:
    """Say that a job is done, or why it cannot be."""
    values: dict[str, Any] = {"failure": failure, "about": about, "expires": now + KEPT}
    values |= {"state": State.FAILED} if failure else {"state": State.DONE, "done": job.total}
    jobs.change_held_job(db, job.id, holder, **values)
    db.commit()


def give_back(db: Session, job: int, holder: str) -> None:
    """Let another worker take a job at once; this does not count as a try."""
    jobs.give_back_job(db, job, holder)
    db.commit()


def why(error: CannotPrint) -> Failure:
    """Return which kind of failure it is that something cannot be printed."""
    if not error.target:
        return Failure.SENDER
    if error.signs:
        return Failure.SIGNS
    return Failure.LABEL if error.room == LABEL else Failure.WINDOW


def _described(campaign: str, number: int, bundle: Bundle) -> str:
    """Return what the audit says of a job: it stays when the job is gone."""
    recipients = bundle.targets
    named = ", ".join(recipients[:NAMED])
    more = f" and {len(recipients) - NAMED} more" if len(recipients) > NAMED else ""
    pieces = ", ".join(bundle.pieces)
    letters = f"{bundle.letters} letters, " if bundle.letters else ""
    event = f", {bundle.event}" if bundle.event else ""
    return f"{campaign} {number}: {pieces}; {letters}{named}{more}{event}"
