"""Workers: they make all that was asked for, once, whatever happens to them."""

import signal
from collections import Counter
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any, Final

import pytest

from campaign import catalogue
from campaign import worker as work
from campaign.actions.print_jobs import queue
from campaign.model.print_jobs import DocumentKind, JobFailure, JobState
from campaign.model.statement import Campaign
from campaign.press import Window
from campaign.rules import targets
from campaign.settings import ROOT
from campaign.wakeup import Wakeup
from campaign.worker import PrintWorker
from tests.conftest import TODAY
from tests.worker.browser import EVENING, SECONDS, Desk, demand_evening, until, working

pytestmark = pytest.mark.slow
WIDE: Final = ("Made-up Society of Wide and Wonderful Meadows and Woods",) * 4
"""Lines that no window has room for."""


def test_a_worker_makes_every_paper_that_was_asked_for(desk: Desk, worker: PrintWorker) -> None:
    number = desk.ask()

    assert worker.look()

    demand_evening(desk, number)
    labels = next(each for each in desk.job(number).papers if each.piece is DocumentKind.LABELS)
    assert (labels.number, labels.left_out) == (5, ("hrc-mx",))
    assert "LEEDS-1" in desk.pages(number, DocumentKind.TALLY)[0]
    assert not worker.look()


def test_labels_of_whom_nobody_knows_the_address_are_no_file(
    desk: Desk, worker: PrintWorker
) -> None:
    number = desk.ask(copies={"hrc-mx": 2}, pieces=(DocumentKind.LABELS,))

    worker.look()

    (labels,) = desk.job(number).papers
    assert (labels.pages, labels.left_out) == (0, ("hrc-mx",))
    assert desk.job(number).state is JobState.DONE


def test_a_worker_that_is_killed_is_taken_over_and_nothing_is_made_twice(
    desk: Desk, real: Campaign, database_url: str, tmp_path: Path
) -> None:
    some = [each.slug for each in targets.offered_targets(real, TODAY)][-20:]
    desk = replace(desk, campaign=real.slug)
    pieces = (DocumentKind.TALLY, DocumentKind.BLANK)
    number = desk.ask(copies=dict.fromkeys(some, 2), pieces=pieces)
    with working(database_url, tmp_path, letters=ROOT / "letters") as process:
        until(lambda: desk.job(number).papers)  # it is at the next one now
        process.kill()
        process.wait()
    (tally,) = desk.job(number).papers
    assert desk.job(number).state is JobState.RUNNING
    worker = PrintWorker(desk.database, catalogue.load(ROOT / "letters"))
    assert not worker.look()  # the other one may be alive

    desk.run_out(number)
    assert worker.look()

    job, pages = desk.job(number), desk.pages(number, DocumentKind.BLANK)
    assert (job.state, desk.tries(number)) == (JobState.DONE, 2)
    assert job.papers[0] == tally
    assert [each.piece for each in job.papers] == list(pieces)
    assert len(pages) == 40
    assert sorted(Counter(pages).values()) == [2] * 20


def test_workers_side_by_side_make_no_paper_twice(
    desk: Desk, database_url: str, tmp_path: Path
) -> None:
    numbers = [desk.ask() for _ in range(4)]
    with (
        working(database_url, tmp_path / "a"),
        working(database_url, tmp_path / "b"),
    ):
        until(lambda: all(not job.state.is_going_on for job in desk.all()))

    for number in numbers:
        demand_evening(desk, number)
        assert desk.tries(number) == 1
    assert desk.kept()["print_paper"] == len(numbers) * len(EVENING.pieces)


def test_a_worker_that_is_asked_to_end_gives_its_job_back(
    desk: Desk, real: Campaign, database_url: str, tmp_path: Path
) -> None:
    every = [each.slug for each in targets.offered_targets(real, TODAY)]
    desk = replace(desk, campaign=real.slug)
    number = desk.ask(copies=dict.fromkeys(every, 1), pieces=(DocumentKind.BLANK,))
    for how in (signal.SIGTERM, signal.SIGINT):
        with working(database_url, tmp_path, letters=ROOT / "letters") as process:
            until(lambda: desk.job(number).state is JobState.RUNNING)
            process.send_signal(how)

            assert process.wait(SECONDS) == 0
            assert process.stderr
            assert process.stderr.read() == b""
        assert (desk.job(number).state, desk.tries(number)) == (JobState.WAITING, 0)


def test_a_job_that_is_stopped_stays_so_and_its_worker_goes_on_with_the_next(
    desk: Desk, real: Campaign, database_url: str, tmp_path: Path
) -> None:
    every = [each.slug for each in targets.offered_targets(real, TODAY)]
    desk = replace(desk, campaign=real.slug)
    number = desk.ask(copies=dict.fromkeys(every, 1), pieces=(DocumentKind.BLANK,))
    following = desk.ask(copies={"hrc-kr": 1}, pieces=(DocumentKind.BLANK,))
    with working(database_url, tmp_path, letters=ROOT / "letters"):
        until(lambda: desk.job(number).done)
        desk.do(queue.stop_job, number)

        until(lambda: desk.job(following).state is JobState.DONE)

    assert (desk.job(number).state, desk.job(number).papers) == (JobState.STOPPED, ())


@pytest.mark.parametrize(("changed", "failure", "about"), [
    ({"copies": {"hrc-kr": 1, "hrc-us": 1}}, JobFailure.GONE, "hrc-us"),
    ({"copies": {"hrc-zz": 1}}, JobFailure.GONE, "hrc-zz"),
    ({"window": Window.DIN_B, "sender": WIDE}, JobFailure.SENDER, ""),
    ({"window": Window.US_9, "copies": {"hrc-kr": 1}}, None, ""),
])  # fmt: skip
def test_what_cannot_be_made_says_why(
    desk: Desk, worker: PrintWorker, changed: dict[str, Any], failure: JobFailure | None, about: str
) -> None:
    number = desk.ask(**changed)

    worker.look()

    job = desk.job(number)
    assert (job.failure, job.state.value) == (failure, "failed" if failure else "done")
    assert job.about.startswith(about)
    assert not worker.look()


def test_a_job_of_a_campaign_that_is_not_here_fails_and_harms_no_other(
    desk: Desk, worker: PrintWorker, caplog: pytest.LogCaptureFixture
) -> None:
    lost = replace(desk, campaign="gone")
    number, other = lost.ask(), desk.ask()

    assert worker.look()
    assert worker.look()

    assert (lost.job(number).state, lost.job(number).failure) == (
        JobState.FAILED,
        JobFailure.BROKEN,
    )
    demand_evening(desk, other)
    assert caplog.records


def test_a_job_that_nobody_rang_for_is_found_all_the_same(
    desk: Desk, worker: PrintWorker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "LOOKS", 0.05)
    thread = Thread(target=worker.run, args=(Wakeup(f"sqlite:///{tmp_path}/queue.sqlite"),))
    thread.start()
    try:
        number = desk.ask()
        until(lambda: desk.job(number).state is JobState.DONE)
    finally:
        worker.ended.set()
        thread.join()

    demand_evening(desk, number)


def test_a_ring_begins_a_job(
    desk: Desk, worker: PrintWorker, queue_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "LOOKS", 3600)
    heard = Wakeup(queue_url)

    def work_until_the_end() -> None:
        worker.run(heard)
        heard.close()

    thread = Thread(target=work_until_the_end)
    thread.start()
    try:
        number = desk.ask()
        Wakeup(queue_url).ring()
        until(lambda: desk.job(number).state is JobState.DONE)
    finally:
        worker.ended.set()
        thread.join()
