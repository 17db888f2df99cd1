"""Counts of many letters, committed together (docs/decisions/0028).

Letters that are taken at the same time wait for one transaction, and not each for its own. It is
committed before any of them is given; but a letter is worth more than its count, and is given when
that takes too long. It is then counted as soon as it can be, while this process lasts.
Whatever is tried again, by a browser or by us, is counted once (`counted_once`).
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from campaign.actions.counted_once import CountedOnce
from campaign.actions.transaction import transaction
from campaign.model.tally import Happening
from campaign.store import tally
from campaign.store.locks import Lock, take_lock

LOG: Final = logging.getLogger(__name__)
PATIENCE: Final = 2.0
"""The most seconds that a letter waits to be counted."""
HELD_UP: Final = 0.1
"""The seconds after which what is being written is held up by somebody."""
MOST_WAITING: Final = 8
"""The letters of a process that may wait then; the server's other threads give pages."""
AGAIN: Final = 1.0
"""The seconds between two attempts to write what could not be written."""


@dataclass(slots=True, eq=False)
class Waiting:
    """What waits to be counted, and whether it still is when it was not in time."""

    happened: Sequence[Happening]
    later: bool
    counted: "Future[bool]" = field(default_factory=Future)


class CountWriter:
    """Writes the counts of one process, in a thread that is there while there are any.

    The thread is no daemon: a process that ends in peace writes first what is left.
    """

    def __init__(self, session: Callable[[], Session], once: CountedOnce) -> None:
        """Take what opens a session of its own for each transaction, and what was counted."""
        self._session, self._once = session, once
        self._lock = threading.Lock()
        self._waiting: list[Waiting] = []
        self._late: list[Happening] = []
        self._thread: threading.Thread | None = None
        self._began = 0.0
        self._is_failing = False
        self._ended = threading.Event()

    def add(self, happened: Sequence[Happening], *, later: bool = True) -> bool:
        """Count what was not counted before, and return whether it is committed.

        What is not in time is counted as soon as it can be; or never, if it is not for `later`.
        """
        mine = Waiting(happened, later)
        with self._lock:
            seconds = self._patience()
            self._waiting.append(mine)
            if self._thread is None:
                self._began = time.monotonic()
                self._thread = threading.Thread(target=self._run, name="counts")
                self._thread.start()
        try:
            is_counted = mine.counted.result(seconds)
        except TimeoutError:
            is_counted = not later and not mine.counted.cancel() and mine.counted.result()
        if not is_counted and self._is_failing:  # and is not only late
            LOG.error("A letter was not counted")
        return is_counted

    def end(self) -> None:
        """Try once more to write what is left, and give up what cannot be written."""
        self._ended.set()
        thread = self._thread
        if thread is not None:
            thread.join()

    def _patience(self) -> float:
        """Return how long another letter may wait: nobody is to hold up every thread of ours."""
        if self._thread is None:
            return PATIENCE
        lasts = time.monotonic() - self._began
        is_full = lasts > HELD_UP and len(self._waiting) >= MOST_WAITING
        return 0 if self._is_failing or is_full else max(0, PATIENCE - lasts)

    def _run(self) -> None:
        """Write until there is nothing left, or it is the end."""
        is_last = False
        while True:
            is_written = self._write()
            with self._lock:
                self._began, self._is_failing = time.monotonic(), not is_written
                if is_last or (is_written and not self._waiting):
                    self._thread = None
                    return
            if not is_written:
                self._ended.wait(AGAIN)
                is_last = self._ended.is_set() or not threading.main_thread().is_alive()

    def _write(self) -> bool:
        """Commit all that waits by then; return False where that cannot be done now."""
        gathered: list[Waiting] = []
        try:
            with self._session() as db, transaction(db):
                take_lock(db, Lock.TALLY)
                gathered = self._gather()  # with those who came while others had their turn
                happened = [*self._late, *(one for each in gathered for one in each.happened)]
                new = self._once.sift(db, happened)
                tally.add_to_tally(db, [key for one in new for key in one.keys])
        except Exception as error:  # noqa: BLE001 - or nothing would ever be counted again
            return self._put_off(gathered, error)
        self._late.clear()
        for each in gathered:
            each.counted.set_result(True)
        return True

    def _gather(self) -> list[Waiting]:
        """Take those who wait, but for those who gave up."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        return [each for each in waiting if each.counted.set_running_or_notify_cancel()]

    def _put_off(self, gathered: Sequence[Waiting], error: Exception) -> bool:
        """Keep counts for later, and say so to who waits for them; return False if there are any.

        What may have been committed already counts once all the same; what is no matter of time
        is not tried again.
        """
        is_never = isinstance(error, IntegrityError | DataError)
        every = [*gathered, *self._gather()]
        if isinstance(error, SQLAlchemyError) and not is_never:
            self._late += [one for each in every if each.later for one in each.happened]
        else:
            self._late.clear()
        LOG.error("Counts could not be written", exc_info=error)
        self._is_failing = True
        for each in every:
            each.counted.set_result(False)
        return not self._late
