"""Jobs in the database: one worker holds each, and who lost it changes nothing."""

import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier

import pytest

from campaign.actions import audit
from campaign.actions.print_jobs import queue
from campaign.actions.print_jobs.bundle import as_text, from_text
from campaign.actions.print_jobs.make import MadeDocument
from campaign.errors import UnknownJob
from campaign.model.letter import ByHand
from campaign.model.print_jobs import DocumentKind, JobFailure, JobState
from campaign.model.print_occasion import Dated, PrintOccasion
from campaign.press import Window
from campaign.worker import now
from tests.worker.browser import ASKED_BY, EVENING, Desk

PAPER = MadeDocument(6, 2, ("hrc-mx",))


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Return a file longer than one part."""
    file = tmp_path / "paper.pdf"
    file.write_bytes(bytes(range(256)) * 4096)
    return file


def keep(desk: Desk, number: int, holder: str, path: Path) -> bool:
    """Keep blank letters as their worker does."""
    with desk.database.session() as db:
        return queue.keep_document(db, number, holder, DocumentKind.BLANK, PAPER, path, now=now())


def renew(desk: Desk, number: int, holder: str) -> bool:
    """Renew a lease as its worker does."""
    with desk.database.session() as db:
        return queue.renew_lease(db, number, holder, done=1, now=now())


def test_many_who_look_at_once_each_get_another_job(desk: Desk) -> None:
    numbers = [desk.ask() for _ in range(5)]
    start = Barrier(8)

    def look(worker: int) -> list[int]:
        start.wait()
        found: list[int] = []
        while job := desk.take(f"{worker}-{len(found)}"):
            found.append(job.id)
        return found

    with ThreadPoolExecutor(8) as threads:
        taken = [number for found in threads.map(look, range(8)) for number in found]

    assert Counter(taken) == Counter(numbers)


def test_the_oldest_job_is_taken_first(desk: Desk) -> None:
    numbers = [desk.ask() for _ in range(3)]

    taken = [desk.take(holder) for holder in "abc"]

    assert [job.id for job in taken if job] == numbers
    assert desk.take("d") is None


def test_a_paper_is_read_as_it_was_kept(desk: Desk, paper: Path) -> None:
    number = desk.ask()
    desk.take("a")

    assert keep(desk, number, "a", paper)

    assert desk.file(number, DocumentKind.BLANK) == paper.read_bytes()
    (kept,) = desk.job(number).papers
    assert (kept.number, kept.pages, kept.left_out) == (6, 2, ("hrc-mx",))
    assert kept.size == paper.stat().st_size
    assert desk.kept()["print_chunk"] == 4


def test_a_lease_that_ran_out_is_anothers_and_the_first_keeps_nothing(
    desk: Desk, paper: Path
) -> None:
    number = desk.ask()
    desk.take("first")
    assert desk.take("second") is None
    desk.run_out(number)
    assert desk.take("second")

    assert not renew(desk, number, "first")
    assert not keep(desk, number, "first", paper)
    assert desk.job(number).papers == ()
    assert keep(desk, number, "second", paper)
    assert not keep(desk, number, "first", paper)
    assert desk.kept()["print_paper"] == 1


def test_a_lease_of_a_clock_that_was_ahead_has_run_out(desk: Desk) -> None:
    number = desk.ask()
    desk.take("first")

    desk.set_ahead(number, timedelta(minutes=1))
    assert desk.take("second") is None
    desk.set_ahead(number, timedelta(days=365))
    assert desk.take("second")


def test_what_a_clock_that_was_ahead_would_keep_for_a_year_goes(desk: Desk) -> None:
    number = desk.ask()
    desk.take("first")
    desk.do(queue.stop_job, number)

    desk.set_ahead(number, timedelta(minutes=1))
    desk.take("second")
    assert desk.kept()["print_job"] == 1
    desk.set_ahead(number, timedelta(days=365))
    desk.take("second")
    assert desk.kept()["print_job"] == 0


@pytest.mark.parametrize("action", [queue.stop_job, queue.delete_job])
def test_a_job_that_was_stopped_or_deleted_is_nobodys(
    desk: Desk, paper: Path, action: Callable[..., None]
) -> None:
    number = desk.ask()
    desk.take("a")

    desk.do(action, number)

    assert not renew(desk, number, "a")
    assert not keep(desk, number, "a", paper)
    assert desk.kept()["print_paper"] == desk.kept()["print_chunk"] == 0
    assert desk.take("b") is None


def test_a_job_that_is_given_back_is_taken_at_once_and_was_no_try(desk: Desk) -> None:
    number = desk.ask()
    desk.take("a")

    with desk.database.session() as db:
        queue.give_back_job(db, number, "a")

    assert desk.job(number).state is JobState.WAITING
    assert desk.take("b")
    assert desk.tries(number) == 1


def test_a_job_whose_workers_all_vanish_is_given_up(desk: Desk) -> None:
    number = desk.ask()
    for holder in range(queue.MOST_TRIES):
        assert desk.take(str(holder))
        desk.run_out(number)

    assert desk.take("one more") is None

    assert (desk.job(number).state, desk.job(number).failure) == (JobState.FAILED, JobFailure.LOST)


def test_what_failed_or_was_stopped_can_be_started_again_and_goes_on(
    desk: Desk, paper: Path
) -> None:
    number = desk.ask()
    desk.take("a")
    keep(desk, number, "a", paper)
    desk.do(queue.stop_job, number)

    desk.do(queue.restart_job, number)

    job = desk.take("b")
    assert job
    assert [each.piece for each in job.papers] == [DocumentKind.BLANK]
    assert job.done == job.had == len(EVENING.occasion.copies)


def test_a_job_that_is_at_work_is_not_started_again(desk: Desk) -> None:
    number = desk.ask()
    desk.take("a")

    desk.do(queue.restart_job, number)

    assert desk.take("b") is None


def test_what_was_kept_for_a_day_is_gone_with_its_files(desk: Desk, paper: Path) -> None:
    number = desk.ask()
    job = desk.take("a")
    assert job
    keep(desk, number, "a", paper)
    with desk.database.session() as db:
        queue.end_job(db, job, "a", failure=None, about="", now=now())
    desk.expire(number)

    with pytest.raises(UnknownJob):  # at once, and not only when a worker has cleared it away
        desk.file(number, DocumentKind.BLANK)
    assert desk.all() == []
    assert desk.take("b") is None

    assert not any(desk.kept().values())


def test_a_job_that_nobody_took_in_a_day_is_not_begun(desk: Desk) -> None:
    desk.expire(desk.ask())

    assert desk.take("a") is None


def test_the_audit_says_what_was_asked_for_and_ended(desk: Desk) -> None:
    number = desk.ask()
    for action in (
        queue.stop_job,
        queue.stop_job,
        queue.restart_job,
        queue.delete_job,
        queue.delete_job,
    ):
        desk.do(action, number)

    with desk.database.session() as db:
        entries = audit.read_page(db, before=None, most=10)
    assert {each.who for each in entries} == {ASKED_BY}
    what = f"orchard {number}: blank, labels, tally, packing; 6 letters, "
    what += "hrc-kr, high-commissioner, hrc-mx, LEEDS-1"
    assert [(each.what.value, each.about) for each in reversed(entries)] == [
        ("asked to print", what),
        ("stopped printing", f"orchard {number}"),
        ("asked to print", what),
        ("deleted what was printed", f"orchard {number}"),
    ]


def test_a_job_of_another_campaign_is_not_found(desk: Desk) -> None:
    number = desk.ask()
    other = Desk(desk.database, "another")

    for action in (queue.stop_job, queue.delete_job):
        other.do(action, number)
    with pytest.raises(UnknownJob):
        other.job(number)

    assert desk.job(number).state is JobState.WAITING


def test_what_was_asked_for_is_read_as_it_was_kept() -> None:
    occasion = replace(EVENING.occasion, dated=Dated.LINE, by_hand=(ByHand.NAME, ByHand.TOWN))
    bundle = replace(EVENING, occasion=occasion, window=Window.DIN_B, folds=True)

    assert from_text(as_text(bundle)) == bundle


def test_what_an_earlier_version_kept_is_read() -> None:
    kept = {
        "pieces": ["blank", "tally"], "on": "2026-11-01", "language": "en",
        "copies": {"hrc-kr": 3}, "delivered": {"hrc-mx": {"letters": 5, "countries": None}},
        "paper": "a4", "window": "din-5008-b", "folds": True, "duplex": False,
        "sender": ["Made-up Society"], "event": "LEEDS-1", "link": "https://x.example/",
        "label_sheet": None,
    }  # fmt: skip

    bundle = from_text(json.dumps(kept))

    assert bundle.occasion == PrintOccasion(
        date(2026, 11, 1), "en", {"hrc-kr": 3}, "LEEDS-1", "https://x.example/"
    )
    assert (bundle.window, bundle.sender) == (Window.DIN_B, ("Made-up Society",))
    assert bundle.targets == ("hrc-kr", "hrc-mx")
