"""Jobs as an organizer asks for them, workers as an operator starts them, and what came of both."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select, update

from campaign.actions.print_jobs import queue
from campaign.actions.print_jobs.bundle import Bundle
from campaign.model.print_jobs import KEPT, DocumentKind, Job, JobState
from campaign.model.print_occasion import PrintOccasion
from campaign.settings import ROOT
from campaign.store import Database
from campaign.store.tables.printing import PrintChunkRow, PrintJobRow, PrintPaperRow
from campaign.worker import now
from tests.builders import TEST_LETTERS, TODAY, folded, read_pdf

SECONDS: Final = 90
"""After which something is not going to happen any more."""
ASKED_BY: Final = "ada@example.org"
COPIES: Final = {"hrc-kr": 3, "high-commissioner": 2, "hrc-mx": 1}
LINK: Final = "https://letters.example.org/orchard/tally/LEEDS-1/key/"
EVENING: Final = Bundle(
    (DocumentKind.BLANK, DocumentKind.LABELS, DocumentKind.TALLY, DocumentKind.PACKING),
    PrintOccasion(TODAY, "en", COPIES, "LEEDS-1", LINK),
)


def until(is_so: Callable[[], object]) -> None:
    """Wait until something is so; fail where it does not become so."""
    deadline = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


@dataclass(frozen=True)
class Desk:
    """The jobs of the made-up campaign, in one database."""

    database: Database
    campaign: str = "orchard"

    def ask(self, bundle: Bundle = EVENING, **changed: Any) -> int:  # noqa: ANN401 - a bundle's
        """Ask for papers."""
        with self.database.session() as db:
            copies = changed.pop("copies", bundle.occasion.copies)
            occasion = replace(bundle.occasion, copies=copies)
            bundle = replace(bundle, occasion=occasion, **changed)
            return queue.request_job(db, self.campaign, bundle, by=ASKED_BY, now=now())

    def do(self, action: Callable[..., None], number: int) -> None:
        """Stop a job, delete it, or start it again."""
        with self.database.session() as db:
            action(db, self.campaign, number, by=ASKED_BY, now=now())

    def job(self, number: int) -> Job:
        """Return a job as it is now."""
        with self.database.session() as db:
            return queue.read_job(db, self.campaign, number, now=now())[0]

    def all(self) -> list[Job]:
        """Return all jobs that are kept."""
        with self.database.session() as db:
            return [job for job, _ in queue.list_jobs(db, self.campaign, now=now())]

    def take(self, holder: str) -> Job | None:
        """Take a job as a worker does."""
        with self.database.session() as db:
            return queue.take_job(db, holder, now=now())

    def file(self, number: int, piece: DocumentKind) -> bytes:
        """Download a paper."""
        with self.database.session() as db:
            _, _, parts = queue.read_document(db, self.campaign, number, piece, now=now())
            return b"".join(parts)

    def pages(self, number: int, piece: DocumentKind) -> list[str]:
        """Return what each page of a paper says."""
        return [folded(p.extract_text()) for p in read_pdf(self.file(number, piece)).pages]

    def run_out(self, number: int) -> None:
        """Let the lease of a job run out, as time would."""
        self._set(number, lease_until=now() - timedelta(seconds=1))

    def set_ahead(self, number: int, by: timedelta) -> None:
        """Let a job be as if the clock had been ahead when it was taken."""
        until = now() + by
        self._set(number, lease_until=until + queue.LEASE, expires=until + KEPT)

    def expire(self, number: int) -> None:
        """Let the day pass for which a job is kept."""
        self._set(number, expires=now() - timedelta(seconds=1))

    def tries(self, number: int) -> int:
        """Return how often a job was taken."""
        with self.database.session() as db:
            return db.scalars(select(PrintJobRow.tries).where(PrintJobRow.id == number)).one()

    def kept(self) -> Counter[str]:
        """Count what is kept of each kind."""
        with self.database.session() as db:
            tables = (PrintJobRow, PrintPaperRow, PrintChunkRow)
            return Counter(
                {
                    t.__tablename__: db.scalar(select(func.count()).select_from(t)) or 0
                    for t in tables
                }
            )

    def _set(self, number: int, **values: object) -> None:
        with self.database.session() as db:
            db.execute(update(PrintJobRow).where(PrintJobRow.id == number).values(values))
            db.commit()


@contextmanager
def working(
    url: str, folder: Path, queue: str = "", letters: Path = TEST_LETTERS
) -> Iterator["subprocess.Popen[bytes]"]:
    """Start a worker as an operator does, in a process of its own, until the block ends."""
    given: Mapping[str, str] = {
        **{name: value for name, value in os.environ.items() if "CAMPAIGN" not in name},
        "CAMPAIGN_INSTANCE": str(folder / "instance"),
        "CAMPAIGN_DATABASE_URL": url,
        "CAMPAIGN_QUEUE_URL": queue,
        "CAMPAIGN_LETTERS": str(letters),
    }
    command = [sys.executable, "-m", "campaign", "work"]
    with subprocess.Popen(command, cwd=ROOT, env=given, stderr=subprocess.PIPE) as process:
        yield process
        process.kill()


def letters(desk: Desk, number: int) -> dict[str, int]:
    """Count the blank letters of a job by whom each begins with."""
    begins = {
        "hrc-kr": "Permanent Representative of the Republic of Korea",
        "high-commissioner": "United Nations High Commissioner",
        "hrc-mx": "Permanent Representative of Mexico",
    }
    pages = desk.pages(number, DocumentKind.BLANK)
    found = {to: sum(page.startswith(words) for page in pages) for to, words in begins.items()}
    assert sum(found.values()) == len(pages)
    return found


def demand_evening(desk: Desk, number: int) -> None:
    """Fail unless a job made all papers of an evening, each once and whole."""
    job = desk.job(number)
    assert (job.state, job.done) == (JobState.DONE, job.total)
    assert sorted(paper.piece for paper in job.papers) == sorted(EVENING.pieces)
    for paper in job.papers:
        pdf = desk.file(number, paper.piece)
        assert (len(pdf), len(read_pdf(pdf).pages)) == (paper.size, paper.pages)
    assert letters(desk, number) == COPIES
