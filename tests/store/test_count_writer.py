"""Counts are committed together, before the letters they are of are given, and none is lost."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from io import StringIO
from secrets import token_urlsafe

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from campaign.actions import count_writer
from campaign.actions.count_writer import CountWriter
from campaign.actions.counted_once import CountedOnce
from campaign.credentials.seals import Seals
from campaign.logs import OnceAMinute
from campaign.model.letter import Way
from campaign.model.tally import Dimension, Happening, PageWord, TallyKey
from campaign.settings import ROOT
from campaign.store import migrate, tally
from campaign.store.locks import Lock, take_lock

DAY = date(2026, 11, 24)
ALL = TallyKey("one", DAY, Way.PDF, Dimension.ALL, "", "")
SECRET = "a secret of the tests, of no other use"  # noqa: S105 - no secret
COUNT_AND_VANISH = """
import os, signal, sys
from functools import partial
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from campaign.actions.count_writer import CountWriter
from tests.store.test_count_writer import happening, once

writer = CountWriter(partial(Session, create_engine(sys.argv[1])), once())
assert writer.add([happening()])
os.kill(os.getpid(), signal.SIGKILL)
"""


def once() -> CountedOnce:
    return CountedOnce(Seals(SECRET))


def happening(key: TallyKey = ALL, word: str = "") -> Happening:
    """Return something that a page of its own led to, unless it has a certain word."""
    page = PageWord(word or token_urlsafe(16), datetime.now(UTC).date())
    return Happening(page, "hrc-kr", (key,))


@pytest.fixture
def writer(engine: Engine) -> Iterator[CountWriter]:
    made = CountWriter(partial(Session, engine), once())
    yield made
    made.end()


def counted(engine: Engine) -> int:
    with Session(engine) as db:
        return sum(each.times for each in tally.read_tally(db, "one", Dimension.ALL))


@contextmanager
def held(engine: Engine) -> Iterator[None]:
    """Keep everybody else from counting."""
    with Session(engine) as other:
        take_lock(other, Lock.TALLY)
        yield


def wait_for(happened: Callable[[], bool]) -> None:
    while not happened():
        threading.Event().wait(0.01)


def test_it_is_committed_before_the_answer(engine: Engine, writer: CountWriter) -> None:
    for number in range(1, 4):
        assert writer.add([happening()])
        assert counted(engine) == number


@pytest.mark.slow
def test_what_was_answered_survives_the_end_of_the_process(engine: Engine) -> None:
    address = engine.url.render_as_string(hide_password=False)

    done = subprocess.run([sys.executable, "-c", COUNT_AND_VANISH, address], cwd=ROOT, check=False)

    assert done.returncode == -signal.SIGKILL
    assert counted(engine) == 1


def test_many_at_once_share_a_transaction(engine: Engine, writer: CountWriter) -> None:
    commits: list[object] = []
    with ThreadPoolExecutor(8) as pool:
        with held(engine):
            answers = [pool.submit(writer.add, [happening()]) for _ in range(8)]
            wait_for(lambda: len(writer._waiting) == 8)  # noqa: SLF001
            event.listen(engine, "commit", commits.append)
        assert all(each.result() for each in answers)

    assert len(commits) == 1
    assert counted(engine) == 8


def test_nothing_is_lost_or_counted_twice_when_many_processes_count(engine: Engine) -> None:
    writers = [CountWriter(partial(Session, engine), once()) for _ in range(3)]

    with ThreadPoolExecutor(12) as pool:
        answers = [pool.submit(writers[number % 3].add, [happening()]) for number in range(120)]
        assert all(each.result() for each in answers)

    assert counted(engine) == 120


def test_a_letter_that_waited_long_enough_is_given_and_counted_later(
    engine: Engine, writer: CountWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(count_writer, "PATIENCE", 0.05)
    with held(engine):
        assert not writer.add([happening()])
        assert not writer.add([happening()])  # who comes then does not wait at all

    writer.end()

    assert counted(engine) == 2


def test_what_is_not_for_later_is_not_counted_then(
    engine: Engine, writer: CountWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(count_writer, "PATIENCE", 0.05)
    with held(engine):
        assert not writer.add([happening()], later=False)

    writer.end()

    assert counted(engine) == 0


def test_while_somebody_holds_the_database_only_some_letters_wait(
    engine: Engine, writer: CountWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other threads of the server go on giving pages."""
    monkeypatch.setattr(count_writer, "HELD_UP", 0)
    monkeypatch.setattr(count_writer, "PATIENCE", 60)
    most = count_writer.MOST_WAITING
    with ThreadPoolExecutor(most) as pool:
        with held(engine):
            waiting = [pool.submit(writer.add, [happening()]) for _ in range(most)]
            wait_for(lambda: len(writer._waiting) == most)  # noqa: SLF001
            assert not writer.add([happening()])
            assert not any(each.done() for each in waiting)
        assert all(each.result() for each in waiting)
    writer.end()

    assert counted(engine) == most + 1


def test_a_failure_is_logged_once_and_all_is_counted_once_it_is_over(empty: Engine) -> None:
    writer, written = CountWriter(partial(Session, empty), once()), StringIO()
    handler = OnceAMinute(written)
    count_writer.LOG.addHandler(handler)
    for _ in range(5):
        assert not writer.add([happening()])
    assert written.getvalue().count("Counts could not be written") == 1
    count_writer.LOG.removeHandler(handler)
    migrate.upgrade(empty)
    writer.end()

    assert counted(empty) == 5


@pytest.mark.slow
def test_a_process_that_ends_in_peace_counts_first(engine: Engine) -> None:
    address = engine.url.render_as_string(hide_password=False)
    program = COUNT_AND_VANISH.replace(
        "assert writer.add([happening()])", "writer.add([happening()])"
    )
    program = program.replace("os.kill(os.getpid(), signal.SIGKILL)", "print('asked', flush=True)")
    impatient = "from campaign.actions import count_writer\ncount_writer.PATIENCE = 0\n"
    with held(engine):
        process = subprocess.Popen(
            [sys.executable, "-c", impatient + program, address],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        assert process.stdout.readline() == "asked\n"

    assert process.wait() == 0
    process.stdout.close()
    assert counted(engine) == 1


def test_what_can_never_be_counted_keeps_nothing_else_from_it(
    engine: Engine, writer: CountWriter
) -> None:
    nothing = TallyKey("one", DAY, Way.PDF, Dimension.ALL, None, "")  # type: ignore[arg-type]

    assert not writer.add([happening(nothing)])
    writer.end()

    assert writer.add([happening()])
    assert counted(engine) == 1
