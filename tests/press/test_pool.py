"""A letter that takes too much is ended alone, and nobody else is hurt."""

import os
import signal
import time

import pytest
from jinja2 import UndefinedError

from campaign.errors import OverCapacity, OverTheLimit
from campaign.model.statement import Campaign
from campaign.press import Paper, Press
from campaign.press.pool import Limits, Pool, done
from tests.builders import make_letter, make_sender

FOREVER = 3600.0


def sleep(_: Press, seconds: float) -> None:
    time.sleep(seconds)


def fill(_: Press, megabytes: int) -> int:
    return len(b"x" * (megabytes << 20))


def die(_: Press) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def who(_: Press) -> int:
    return os.getpid()


def test_a_pool_makes_the_same_pdf_as_a_press(press: Press, orchard: Campaign) -> None:
    letter = make_letter(orchard, note="Mine.", sender=make_sender())
    with Pool(1, waiting=0) as pool:
        assert pool.pdf(letter, Paper.A4) == press.pdf(letter, Paper.A4)


def test_a_letter_that_takes_too_long_is_ended_and_nobody_else_is_hurt(orchard: Campaign) -> None:
    with Pool(2, waiting=None, limits=Limits(seconds=5)) as pool:
        slow = pool.begin(sleep, FOREVER)
        assert pool.pdf(make_letter(orchard), Paper.A4)
        with pytest.raises(OverTheLimit) as failure:
            done(slow)
        assert failure.value.status == 422
        assert pool.pdf(make_letter(orchard), Paper.A4)


def test_a_letter_that_takes_too_much_memory_is_ended(orchard: Campaign) -> None:
    with Pool(1, waiting=None) as pool:
        assert done(pool.begin(fill, 50)) == 50 << 20
        with pytest.raises(OverTheLimit):
            done(pool.begin(fill, 2000))
        assert pool.pdf(make_letter(orchard), Paper.A4)


def test_a_worker_that_dies_takes_its_own_letter_with_it_alone(orchard: Campaign) -> None:
    with Pool(2, waiting=None) as pool:
        dying, others = pool.begin(die), [pool.begin(who) for _ in range(4)]
        with pytest.raises(OverTheLimit):
            done(dying)
        assert all(done(other) for other in others)
        assert pool.pdf(make_letter(orchard), Paper.A4)


def test_a_worker_is_replaced_after_so_many_letters() -> None:
    with Pool(1, waiting=None, limits=Limits(pieces=2)) as pool:
        workers = [done(pool.begin(who)) for _ in range(4)]
    assert len(set(workers)) == 2


def test_who_finds_no_place_is_told_when_to_come_again() -> None:
    with Pool(1, waiting=1, limits=Limits(seconds=5)) as pool:
        slow, next_one = pool.begin(sleep, FOREVER), pool.begin(who)
        with pytest.raises(OverCapacity) as failure:
            pool.begin(who)
        assert failure.value.retry_after >= 1
        with pytest.raises(OverTheLimit):
            done(slow)
        assert done(next_one)
        assert done(pool.begin(who))


def test_a_mistake_of_ours_is_not_taken_for_a_limit(orchard: Campaign) -> None:
    with Pool(1, waiting=None) as pool, pytest.raises(UndefinedError):
        pool.pdf(orchard, Paper.A4)  # type: ignore[arg-type]
