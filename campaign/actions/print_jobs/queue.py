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
from campaign.actions.print_jobs.bundle import Bundle, as_text, from_text, named
from campaign.actions.print_jobs.make import MadeDocument, steps_of
from campaign.actions.transaction import transaction
from campaign.errors import CannotPrint, UnknownJob
from campaign.model.audit import AuditEvent
from campaign.model.print_jobs import KEPT, DocumentKind, Job, JobFailure, JobState, PrintedDocument
from campaign.press.labels import LABEL
from campaign.store import print_jobs

LEASE: Final = timedelta(seconds=30)
"""Many times as long as a worker leaves between two renewals."""
MOST_TRIES: Final = 3
"""How often a job is taken whose worker vanishes: it may be what ends them."""

# --- What organizers do -----------------------------------------------------------------------


def request_job(db: Session, campaign: str, bundle: Bundle, *, by: str, now: datetime) -> int:
    """Ask for papers; return the number of the job that makes them."""
    total = sum(steps_of(bundle, piece) for piece in bundle.pieces)
    with transaction(db):
        number = print_jobs.add_job(
            db,
            campaign=campaign,
            by=by,
            bundle=as_text(bundle),
            total=total,
            at=now,
            expires=now + KEPT,
        )
        record(db, by, AuditEvent.PRINTED, _described(campaign, number, bundle), at=now)
        return number


def list_jobs(db: Session, campaign: str, *, now: datetime) -> Sequence[tuple[Job, Bundle]]:
    """Return a campaign's jobs, the newest first, each with what it prints."""
    found = print_jobs.read_jobs(db, campaign, now=now)
    return [(job, from_text(job.bundle)) for job in found]


def read_job(db: Session, campaign: str, number: int, *, now: datetime) -> tuple[Job, Bundle]:
    """Return a job and what it prints. Raises UnknownJob, also where it is not kept any more."""
    job = print_jobs.find_job(db, number)
    if job is None or job.campaign != campaign or job.expires <= now:
        raise UnknownJob
    return job, from_text(job.bundle)


def read_document(
    db: Session, campaign: str, number: int, piece: DocumentKind, *, now: datetime
) -> tuple[PrintedDocument, Bundle, Iterator[bytes]]:
    """Return a paper, and its file a part at a time. Raises UnknownJob."""
    job, bundle = read_job(db, campaign, number, now=now)
    for paper in job.papers:
        if paper.piece is piece and paper.pages:
            return paper, bundle, print_jobs.read_file(db, number, piece)
    raise UnknownJob


def stop_job(db: Session, campaign: str, number: int, *, by: str, now: datetime) -> None:
    """Stop a job; what it has made stays. One that has ended is left as it is."""
    only = (JobState.WAITING, JobState.RUNNING)
    values = {"state": JobState.STOPPED, "holder": None, "expires": now + KEPT}
    with transaction(db):
        if print_jobs.change_job(db, number, campaign=campaign, only=only, values=values):
            record(db, by, AuditEvent.PRINTING_STOPPED, f"{campaign} {number}", at=now)


def restart_job(db: Session, campaign: str, number: int, *, by: str, now: datetime) -> None:
    """Start a job again that failed or was stopped: it goes on with the papers that are missing."""
    values = {
        "state": JobState.WAITING,
        "tries": 0,
        "failure": None,
        "about": "",
        "expires": now + KEPT,
    }
    only = (JobState.FAILED, JobState.STOPPED)
    with transaction(db):
        if print_jobs.change_job(db, number, campaign=campaign, only=only, values=values):
            _, bundle = read_job(db, campaign, number, now=now)
            record(db, by, AuditEvent.PRINTED, _described(campaign, number, bundle), at=now)


def delete_job(db: Session, campaign: str, number: int, *, by: str, now: datetime) -> None:
    """Delete a job and what it has made, whatever it is at."""
    with transaction(db):
        if print_jobs.remove_job(db, number, campaign=campaign):
            record(db, by, AuditEvent.PRINT_DELETED, f"{campaign} {number}", at=now)


# --- What workers do --------------------------------------------------------------------------


def take_job(db: Session, holder: str, *, now: datetime) -> Job | None:
    """Take a job that nobody holds, under a word that is new; put in order what was left behind."""
    until = now + LEASE
    with transaction(db):
        print_jobs.fail_lost_jobs(
            db, most_tries=MOST_TRIES, now=now, lease_until=until, expires=now + KEPT
        )
        print_jobs.remove_expired_jobs(db, now=now)
        job = print_jobs.take_job(db, holder, most_tries=MOST_TRIES, now=now, lease_until=until)
        if job:
            bundle = from_text(job.bundle)
            done = sum(steps_of(bundle, paper.piece) for paper in job.papers)
            print_jobs.change_held_job(db, job.id, holder, done=done, had=done)
            job = replace(job, done=done, had=done)
        return job


def renew_lease(db: Session, job: int, holder: str, *, done: int, now: datetime) -> bool:
    """Renew a lease and say how far the job is; return False where it is not held any more."""
    with transaction(db):
        return print_jobs.change_held_job(db, job, holder, done=done, lease_until=now + LEASE)


def keep_document(
    db: Session,
    job: int,
    holder: str,
    piece: DocumentKind,
    made: MadeDocument,
    path: Path,
    *,
    now: datetime,
) -> bool:
    """Keep a paper, all of it at once; return False where the job is not held any more.

    `path` is its file, which is not there where nothing was to be printed.
    """
    with transaction(db):
        # Changing the job first keeps everybody else from it until the paper is whole.
        if not print_jobs.change_held_job(db, job, holder, lease_until=now + LEASE):
            return False
        size = path.stat().st_size if made.pages else 0
        paper = PrintedDocument(piece, made.number, made.pages, size, made.left_out)
        with path.open("rb") if made.pages else BytesIO() as content:
            print_jobs.add_paper(db, job, paper, content)
        return True


def end_job(
    db: Session, job: Job, holder: str, *, failure: JobFailure | None, about: str, now: datetime
) -> None:
    """Say that a job is done, or why it cannot be."""
    values: dict[str, Any] = {"failure": failure, "about": about, "expires": now + KEPT}
    values |= {"state": JobState.FAILED} if failure else {"state": JobState.DONE, "done": job.total}
    with transaction(db):
        print_jobs.change_held_job(db, job.id, holder, **values)


def give_back_job(db: Session, job: int, holder: str) -> None:
    """Let another worker take a job at once; this does not count as a try."""
    with transaction(db):
        print_jobs.give_back_job(db, job, holder)


def failure_of(error: CannotPrint) -> JobFailure:
    """Return which kind of failure it is that something cannot be printed."""
    if not error.target:
        return JobFailure.SENDER
    if error.signs:
        return JobFailure.SIGNS
    return JobFailure.LABEL if error.room == LABEL else JobFailure.WINDOW


def _described(campaign: str, number: int, bundle: Bundle) -> str:
    """Return what the audit says of a job: it stays when the job is gone."""
    pieces = ", ".join(bundle.pieces)
    occasion = bundle.occasion
    letters = f"{occasion.letters} letters, " if occasion.letters else ""
    event = f", {occasion.event}" if occasion.event else ""
    return f"{campaign} {number}: {pieces}; {letters}{named(bundle)}{event}"
