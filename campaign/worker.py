"""The worker: makes, one after the other, the papers that organizers ask for in the browser.

It is woken by `campaign.wakeup`, and looks by itself every so often: for what nobody woke
it for, and for jobs whose worker has vanished. Each time it erases, too, what is remembered of
counts longer than it is needed. Any number of workers may run, on any number of machines.
"""

import logging
import os
import signal
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Final, Self

from campaign.actions import counted_once, facts
from campaign.actions.print_jobs import queue
from campaign.actions.print_jobs.bundle import from_text
from campaign.actions.print_jobs.make import make_document, steps_of
from campaign.catalogue import Catalogue
from campaign.errors import CannotPrint, TargetGone
from campaign.model.print_jobs import Job, JobFailure
from campaign.press import Press
from campaign.store import Database
from campaign.wakeup import Wakeup

LOG: Final = logging.getLogger(__name__)
LOOKS: Final = 15.0
"""The seconds between two looks for work by itself."""
BEATS: Final = 1.0
"""The seconds between two renewals of a lease."""
LONGEST_STEP: Final = 300
"""The most seconds for one letter or sheet: a worker that takes longer is stuck, and is ended."""

ENDINGS: Final = (signal.SIGTERM, signal.SIGINT)


class Ended(Exception):
    """The worker was told to end."""


class LeaseLost(Exception):
    """The job was stopped or deleted, or another worker has it."""


def now() -> datetime:
    """Return the time, in UTC, as databases keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


class PrintWorker:
    """A worker that does one job after the other."""

    def __init__(self, database: Database, shipped: Catalogue) -> None:
        """Take where the jobs are, and the campaigns as they were shipped."""
        self._database, self._shipped = database, shipped
        self.ended = Event()
        """Set it from anywhere to have the worker end after the step it is at."""

    def run(self, bell: Wakeup) -> None:
        """Work until the end."""
        while not self.ended.is_set():
            try:
                self.erase()
                found = self.look()
            except facts.Unreachable:
                LOG.exception("Work could not be looked for")
                found = False
            if not found:
                bell.wait(self.ended, LOOKS)

    def erase(self) -> None:
        """Erase what is remembered of counts for pages that are no good any more."""
        with self._database.session() as db:
            counted_once.erase_outdated(db, now=counted_once.utc_now())

    def look(self) -> bool:
        """Look for a job and do it; return whether there was one."""
        holder = token_hex(16)
        with self._database.session() as db:
            job = queue.take_job(db, holder, now=now())
        if job is None:
            return False
        try:
            with Lease(self._database, job, holder, self.ended) as lease:
                failure, about = self._do(job, lease)
            with self._database.session() as db:
                queue.end_job(db, job, holder, failure=failure, about=about, now=now())
        except Ended:
            with self._database.session() as db:
                queue.give_back_job(db, job.id, holder)
        except LeaseLost:
            pass
        return True

    def _do(self, job: Job, lease: "Lease") -> tuple[JobFailure | None, str]:
        """Make what is missing of a job; return why it cannot be made, if it cannot."""
        try:
            self._make(job, lease)
        except CannotPrint as error:
            return queue.failure_of(error), error.target
        except TargetGone as error:
            return JobFailure.GONE, str(error)
        except MemoryError:
            return JobFailure.TOO_MUCH, ""
        except (Ended, LeaseLost, facts.Unreachable):
            raise
        except Exception:
            LOG.exception("A job could not be done")
            return JobFailure.BROKEN, ""
        return None, ""

    def _make(self, job: Job, lease: "Lease") -> None:
        with self._database.session() as db:
            campaign = facts.current_catalogue(db, self._shipped).campaigns[job.campaign]
        bundle, there = from_text(job.bundle), {paper.piece for paper in job.papers}
        for piece in bundle.pieces:
            if piece not in there:
                with TemporaryDirectory() as folder:
                    to = Path(folder) / f"{piece}.pdf"
                    before = lease.done
                    made = make_document(piece, campaign, bundle, self._press, to, lease.step)
                    lease.done = before + steps_of(bundle, piece)
                    with self._database.session() as db:
                        if not queue.keep_document(
                            db, job.id, lease.holder, piece, made, to, now=now()
                        ):
                            raise LeaseLost

    @cached_property
    def _press(self) -> Press:
        return Press(waiting=None)


class Lease:
    """Keeps a job for its worker, from a thread of its own, while the worker makes papers."""

    def __init__(self, database: Database, job: Job, holder: str, ended: Event) -> None:
        """Take a job that was taken under the word `holder`."""
        self.holder, self.done = holder, job.done
        self._database, self._job, self._ended = database, job.id, ended
        self._lost, self._over = Event(), Event()
        self._heart = Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Self:
        """Begin to renew it."""
        self._heart.start()
        self._begin_step()
        return self

    def __exit__(self, *_: object) -> None:
        """Renew it no more."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        self._over.set()
        self._heart.join()

    def step(self) -> None:
        """Say that another step is made. Raises LeaseLost, or Ended."""
        self.done += 1
        if self._lost.is_set():
            raise LeaseLost
        if self._ended.is_set():
            raise Ended
        self._begin_step()

    def _begin_step(self) -> None:
        # Nobody handles this signal, so that it ends the process; another one takes the job.
        signal.setitimer(signal.ITIMER_REAL, LONGEST_STEP)

    def _beat(self) -> None:
        while not self._over.wait(BEATS):
            try:
                with self._database.session() as db:
                    held = queue.renew_lease(db, self._job, self.holder, done=self.done, now=now())
            except facts.Unreachable:
                LOG.exception("A lease could not be renewed")
                continue
            if not held:
                self._lost.set()
                return


def hold_endings() -> None:
    """Let SIGTERM and Ctrl-C wait until `work` looks for them: nothing is left half done."""
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)


def work(worker: PrintWorker, bell: Wakeup, server: int | None) -> None:
    """Work until SIGTERM or Ctrl-C, or until the process of a server that started us has gone.

    `hold_endings` comes first.
    """

    def watch() -> None:
        while signal.sigtimedwait(ENDINGS, 1) is None and server in {None, os.getppid()}:
            pass
        worker.ended.set()

    Thread(target=watch, daemon=True).start()
    worker.run(bell)
    bell.close()
