"""Workers: they make all that was asked for, once, whatever happens to them."""

import signal
from collections import Counter
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any, Final

import pytest

from campaign import catalogue
from campaign import jobs as work
from campaign.actions.printing import jobs
from campaign.bell import Bell
from campaign.catalogue import targets
from campaign.jobs import Worker
from campaign.model.jobs import Failure, Piece, State
from campaign.model.statement import Campaign
from campaign.press import Window
from campaign.settings import ROOT
from tests.conftest import TODAY
from tests.jobs.desk import EVENING, SECONDS, Desk, demand_evening, until, working

pytestmark = pytest.mark.slow
WIDE: Final = ("Made-up Society of Wide and Wonderful Meadows and Woods",) * 4
"""Lines that no window has room for."""


def test_a_worker_makes_every_paper_that_was_asked_for(desk: Desk, worker: Worker) -> None:
    number = desk.ask()

    assert worker.look()

    demand_evening(desk, number)
    labels = next(each for each in desk.job(number).papers if each.piece is Piece.LABELS)
    assert (labels.number, labels.left_out) == (5, ("hrc-mx",))
    assert "LEEDS-1" in desk.pages(number, Piece.TALLY)[0]
    assert not worker.look()


def test_labels_of_whom_nobody_knows_the_address_are_no_file(desk: Desk, worker: Worker) -> None:
    number = desk.ask(copies={"hrc-mx": 2}, pieces=(Piece.LABELS,))

    worker.look()

    (labels,) = desk.job(number).papers
    assert (labels.pages, labels.left_out) == (0, ("hrc-mx",))
    assert desk.job(number).state is State.DONE


def test_a_worker_that_is_killed_is_taken_over_and_nothing_is_made_twice(
    desk: Desk, real: Campaign, database_url: str, tmp_path: Path
) -> None:
    some = [each.slug for each in targets.offered(real, TODAY)][-40:]
    desk = replace(desk, campaign=real.slug)
    pieces = (Piece.TALLY, Piece.BLANK)
    number = desk.ask(copies=dict.fromkeys(some, 2), pieces=pieces)
    with working(database_url, tmp_path, letters=ROOT / "letters") as process:
        until(lambda: desk.job(number).papers)  # it is at the next one now
        process.kill()
        process.wait()
    (tally,) = desk.job(number).papers
    assert desk.job(number).state is State.RUNNING
    worker = Worker(desk.database, catalogue.load(ROOT / "letters"))
    assert not worker.look()  # the other one may be alive

    desk.run_out(number)
    assert worker.look()

    job, pages = desk.job(number), desk.pages(number, Piece.BLANK)
    assert (job.state, desk.tries(number)) == (State.DONE, 2)
    assert job.papers[0] == tally
    assert [each.piece for each in job.papers] == list(pieces)
    counted = Counter(pages[1:])  # the first letter has a line to measure by
    assert len(pages) == 80
    assert sorted(counted.values()) == [1] + [2] * 39


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
    every = [each.slug for each in targets.offered(real, TODAY)]
    desk = replace(desk, campaign=real.slug)
    number = desk.ask(copies=dict.fromkeys(every, 1), pieces=(Piece.BLANK,))
    for how in (signal.SIGTERM, signal.SIGINT):
        with working(database_url, tmp_path, letters=ROOT / "letters") as process:
            until(lambda: desk.job(number).state is State.RUNNING)
            process.send_signal(how)

            assert process.wait(SECONDS) == 0
            assert process.stderr
            assert process.stderr.read() == b""
        assert (desk.job(number).state, desk.tries(number)) == (State.WAITING, 0)


def test_a_job_that_is_stopped_stays_so_and_its_worker_goes_on_with_the_next(
    desk: Desk, real: Campaign, database_url: str, tmp_path: Path
) -> None:
    every = [each.slug for each in targets.offered(real, TODAY)]
    desk = replace(desk, campaign=real.slug)
    number = desk.ask(copies=dict.fromkeys(every, 1), pieces=(Piece.BLANK,))
    following = desk.ask(copies={"hrc-kr": 1}, pieces=(Piece.BLANK,))
    with working(database_url, tmp_path, letters=ROOT / "letters"):
        until(lambda: desk.job(number).done)
        desk.do(jobs.stop, number)

        until(lambda: desk.job(following).state is State.DONE)

    assert (desk.job(number).state, desk.job(number).papers) == (State.STOPPED, ())


@pytest.mark.parametrize(("changed", "failure", "about"), [
    ({"copies": {"hrc-kr": 1, "hrc-us": 1}}, Failure.GONE, "hrc-us"),
    ({"copies": {"hrc-zz": 1}}, Failure.GONE, "hrc-zz"),
    ({"window": Window.DIN_B, "sender": WIDE}, Failure.SENDER, ""),
    ({"window": Window.US_9, "copies": {"hrc-kr": 1}}, None, ""),
])  # fmt: skip
def test_what_cannot_be_made_says_why(
    desk: Desk, worker: Worker, changed: dict[str, Any], failure: Failure | None, about: str
) -> None:
    number = desk.ask(**changed)

    worker.look()

    job = desk.job(number)
    assert (job.failure, job.state.value) == (failure, "failed" if failure else "done")
    assert job.about.startswith(about)
    assert not worker.look()


def test_a_job_of_a_campaign_that_is_not_here_fails_and_harms_no_other(
    desk: Desk, worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    lost = replace(desk, campaign="gone")
    number, other = lost.ask(), desk.ask()

    assert worker.look()
    assert worker.look()

    assert (lost.job(number).state, lost.job(number).failure) == (State.FAILED, Failure.BROKEN)
    demand_evening(desk, other)
    assert caplog.records


def test_a_job_that_nobody_rang_for_is_found_all_the_same(
    desk: Desk, worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "LOOKS", 0.05)
    thread = Thread(target=worker.run, args=(Bell(f"sqlite:///{tmp_path}/queue.sqlite"),))
    thread.start()
    try:
        number = desk.ask()
        until(lambda: desk.job(number).state is State.DONE)
    finally:
        worker.ended.set()
        thread.join()

    demand_evening(desk, number)


def test_a_ring_begins_a_job(
    desk: Desk, worker: Worker, queue_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "LOOKS", 3600)
    heard = Bell(queue_url)

    def work_until_the_end() -> None:
        worker.run(heard)
        heard.close()

    thread = Thread(target=work_until_the_end)
    thread.start()
    try:
        number = desk.ask()
        Bell(queue_url).ring()
        until(lambda: desk.job(number).state is State.DONE)
    finally:
        worker.ended.set()
        thread.join()
