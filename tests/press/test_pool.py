"""A letter that takes too much is ended alone, and nobody else is hurt."""

import ctypes
import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable
from contextlib import ExitStack
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

import pytest

from campaign.errors import OverCapacity, OverTheLimit
from campaign.model.statement import Campaign
from campaign.press import Paper, Press, supervisor
from campaign.press.pool import Limits, Pool
from tests.builders import make_letter, make_sender
from tests.server_process import ending
from tests.strain import FOREVER, full

pytestmark = pytest.mark.slow
PR_GET_DUMPABLE = 3
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


def can_dump(_: Press) -> tuple[int, int]:
    return ctypes.CDLL(None).prctl(PR_GET_DUMPABLE), resource.getrlimit(resource.RLIMIT_CORE)[1]


def strain(press: Press, seconds: float, times: int) -> int:
    """Keep the processor busy for so many seconds at a letter, and then at the next."""
    for number in range(times):
        press._told(f"letter-{number}")  # noqa: SLF001 - as it does itself
        until = time.process_time() + seconds
        while time.process_time() < until:
            pass
    return times


def environment(_: Press) -> list[str]:
    return list(os.environ)


def wait_in_line(pool: Pool, tell: Tell) -> None:
    with pool._line.stand():  # noqa: SLF001 - to wait here, not there
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


def test_whoever_wants_several_letters_keeps_nobody_from_one(orchard: Campaign) -> None:
    letter = make_letter(orchard)
    with Pool(2, waiting=1, waiting_for_several=1) as pool, ExitStack() as others:
        others.enter_context(pool.stand_in_line(for_several=True))
        others.enter_context(pool._line_for_several.stand())  # noqa: SLF001 - to wait here, not there
        with pytest.raises(OverCapacity):
            pool.several([letter] * 10, Paper.A4)
        assert pool.pdf(letter, Paper.A4)


def test_one_worker_serves_both_lines_by_turns() -> None:
    with Pool(1, waiting=2, waiting_for_several=2) as pool:
        with pool.stand_in_line():
            lines = pool._line_for_several, pool._line_for_several, pool._line, pool._line  # noqa: SLF001 - as above
            waiting = [line.stand() for line in lines]
        served: list[int] = []
        while len(served) < len(waiting):
            left = {each: at for at, each in enumerate(waiting) if not each.closed}
            (turn,) = (left[each] for each in left if each in wait(left))
            waiting[turn].recv()
            waiting[turn].close()
            served.append(turn)
    assert served == [0, 2, 1, 3]


def test_several_letters_are_one_pdf_as_from_a_press(press: Press, orchard: Campaign) -> None:
    letters = [make_letter(orchard, slug) for slug in ("hrc-kr", "hrc-mx")]
    with Pool(1, waiting=1) as pool:
        assert pool.several(letters, Paper.A4) == press.several(letters, Paper.A4)


def test_each_of_several_letters_has_its_own_time() -> None:
    with Pool(1, waiting=None, limits=Limits(processor_seconds=1.5)) as pool:
        assert pool.ask(strain, 0.5, 5) == 5


def test_of_several_letters_the_one_that_takes_too_long_is_named() -> None:
    with Pool(1, waiting=None, limits=Limits(processor_seconds=1.5)) as pool:
        with pytest.raises(OverTheLimit) as failure:
            pool.ask(strain, 4, 2)
        assert failure.value.target == "letter-0"
        assert pool.ask(who)


def test_no_worker_leaves_its_memory_behind() -> None:
    with Pool(1, waiting=None) as pool:
        assert pool.ask(can_dump) == (0, 0)


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


def test_workers_start_again_after_their_supervisor_was_killed(orchard: Campaign) -> None:
    with Pool(1, waiting=2) as pool:
        worker, supervisor = pool.ask(who), pool.ask(whose)
        with ending([worker, supervisor]):
            os.kill(supervisor, signal.SIGKILL)
        assert pool.pdf(make_letter(orchard), Paper.A4)
        assert pool.ask(whose) != supervisor


def test_a_pool_begins_as_a_fork_and_goes_on_without_it(orchard: Campaign) -> None:
    # A fork begins with all that this process has, which is much after thousands of tests.
    with Pool(2, waiting=None, limits=Limits(megabytes=8192)) as pool:
        pool.fork(supervisor.begin)
        letter, forked = make_letter(orchard), pool.ask(whose)
        assert os.getpgid(forked) == forked, "Ctrl-C is not for them"
        assert pool.pdf(letter, Paper.A4)
        with ending([pool.ask(who)]):
            os.kill(forked, signal.SIGKILL)
        assert pool.pdf(letter, Paper.A4)
        assert pool.ask(whose) != forked


def test_a_forked_pool_ends_with_whoever_made_it() -> None:
    def ask(tell: Tell) -> None:
        pool = Pool(1, waiting=None)
        pool.fork(supervisor.begin)
        tell((pool.ask(who), pool.ask(whose)))
        signal.pause()

    process, told = forked(ask)
    with ending(told.recv()):
        process.kill()
        process.join()


def test_workers_know_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPAIGN_SECRET_KEY", "a secret")
    with Pool(1, waiting=None) as pool:
        assert not [name for name in pool.ask(environment) if name.startswith("CAMPAIGN")]


def test_a_mistake_of_ours_is_not_taken_for_a_limit(orchard: Campaign) -> None:
    with Pool(1, waiting=None) as pool, pytest.raises(AttributeError):
        pool.pdf(orchard, Paper.A4)  # type: ignore[arg-type]
