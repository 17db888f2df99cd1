"""A letter that takes too much is ended alone, and nobody else is hurt."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import pytest
from jinja2 import UndefinedError

from campaign.errors import OverCapacity, OverTheLimit
from campaign.model.statement import Campaign
from campaign.press import Paper, Press
from campaign.press.pool import Limits, Pool
from tests.builders import make_letter, make_sender
from tests.running import ending
from tests.strain import FOREVER, full

pytestmark = pytest.mark.slow
Tell = Callable[[object], None]


def sleep(_: Press, seconds: float) -> None:
    time.sleep(seconds)


def fill(_: Press, megabytes: int) -> int:
    return len(b"x" * (megabytes << 20))


def die(_: Press) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def who(_: Press) -> int:
    return os.getpid()


def whose(_: Press) -> int:
    return os.getppid()


def environment(_: Press) -> list[str]:
    return list(os.environ)


def wait_in_line(pool: Pool, tell: Tell) -> None:
    with pool._place():  # noqa: SLF001 - to wait here, not there
        tell(None)
        signal.pause()


def forked(act: Callable[[Tell], None]) -> tuple[BaseProcess, Connection]:
    """Do something in a process forked from here; give it, and what it tells."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    process = fork.Process(target=act, args=(theirs.send,))
    process.start()
    return process, ours


def test_a_pool_makes_the_same_pdf_as_a_press(press: Press, orchard: Campaign) -> None:
    letter = make_letter(orchard, note="Mine.", sender=make_sender())
    with Pool(1, waiting=0) as pool:
        assert pool.pdf(letter, Paper.A4) == press.pdf(letter, Paper.A4)


def test_a_letter_that_takes_too_long_is_ended_and_nobody_else_is_hurt(orchard: Campaign) -> None:
    with Pool(2, waiting=None, limits=Limits(seconds=5)) as pool:
        slow = pool.begin(sleep, FOREVER)
        assert pool.pdf(make_letter(orchard), Paper.A4)
        with pytest.raises(OverTheLimit) as failure:
            slow.result()
        assert failure.value.status == 422
        assert pool.pdf(make_letter(orchard), Paper.A4)


def test_a_letter_that_takes_too_much_memory_is_ended(orchard: Campaign) -> None:
    with Pool(1, waiting=None) as pool:
        assert pool.ask(fill, 50) == 50 << 20
        with pytest.raises(OverTheLimit):
            pool.ask(fill, 2000)
        assert pool.pdf(make_letter(orchard), Paper.A4)


def test_a_worker_that_dies_takes_its_own_letter_with_it_alone(orchard: Campaign) -> None:
    with Pool(2, waiting=None) as pool:
        dying, others = pool.begin(die), [pool.begin(who) for _ in range(4)]
        with pytest.raises(OverTheLimit):
            dying.result()
        assert all(other.result() for other in others)
        assert pool.pdf(make_letter(orchard), Paper.A4)


def test_a_worker_is_replaced_after_so_many_letters() -> None:
    with Pool(1, waiting=None, limits=Limits(pieces=2)) as pool:
        workers = [pool.ask(who) for _ in range(4)]
    assert len(set(workers)) == 2


def test_who_finds_no_place_is_told_when_to_come_again() -> None:
    with Pool(1, waiting=2) as pool:
        with full(pool) as waiting, pytest.raises(OverCapacity) as failure:
            pool.ask(who)
        assert waiting == 2
        assert failure.value.retry_after >= 1
        assert pool.ask(who)


def test_any_number_wait_where_no_number_is_set() -> None:
    with Pool(1, waiting=None) as pool:
        assert len({future.result() for future in [pool.begin(who) for _ in range(40)]}) == 1


def test_processes_of_one_origin_share_the_workers() -> None:
    with Pool(1, waiting=4) as pool:
        asked = [forked(lambda tell: tell(pool.ask(who))) for _ in range(3)]
        workers = {told.recv() for _, told in asked}
        for process, _ in asked:
            process.join()
        assert workers == {pool.ask(who)}


def test_who_vanishes_from_the_line_leaves_no_place_taken() -> None:
    with Pool(1, waiting=2) as pool:
        with pool.stand_in_line():
            process, told = forked(lambda tell: wait_in_line(pool, tell))
            told.recv()
            process.kill()
            process.join()
        assert pool.ask(who)
        with full(pool) as waiting:
            assert waiting == 2


def test_who_vanishes_while_a_worker_is_at_it_does_it_no_harm() -> None:
    with Pool(1, waiting=1) as pool:
        before = pool.ask(who)
        with pool.stand_in_line() as worker:
            worker.recv()
            worker.send((who, (), {}))
        with pool.stand_in_line():
            pass
        assert pool.ask(who) == before


def test_workers_start_again_after_their_keeper_was_killed(orchard: Campaign) -> None:
    with Pool(1, waiting=2) as pool:
        worker, keeper = pool.ask(who), pool.ask(whose)
        with ending([worker, keeper]):
            os.kill(keeper, signal.SIGKILL)
        assert pool.pdf(make_letter(orchard), Paper.A4)
        assert pool.ask(whose) != keeper


def test_workers_know_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPAIGN_SECRET_KEY", "a secret")
    with Pool(1, waiting=None) as pool:
        assert not [name for name in pool.ask(environment) if name.startswith("CAMPAIGN")]


def test_a_mistake_of_ours_is_not_taken_for_a_limit(orchard: Campaign) -> None:
    with Pool(1, waiting=None) as pool, pytest.raises(UndefinedError):
        pool.pdf(orchard, Paper.A4)  # type: ignore[arg-type]
