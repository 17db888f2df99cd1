"""The process that supervises a pool's workers: starts them, and another for each that ends.

`pool.py` starts it, with the lines at which those who ask wait for a worker. It ends when nobody is
left who could ask, and its workers end with it.
"""

import ctypes
import gc
import json
import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from socket import socket
from typing import Any, Final

import campaign.press.bulk.parts  # noqa: F401 - here once, and not again in each worker
from campaign.core_dumps import forbid_core_dumps
from campaign.press import Press
from campaign.press.pool import Limits

MEGABYTE: Final = 1 << 20
PR_SET_PDEATHSIG: Final = 1
"""The option of prctl(2) that sets which signal a process gets when its parent dies."""


M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
"""The limits of mallopt(3): for what may lie free at the end, and what gets a place of its own."""
SPARING: Final = 128 * 1024
"""The bytes of these two limits, glibc's own first values: left alone, it learns to keep more."""


def main() -> None:
    """Read what `pool.py` says, and supervise workers."""
    given = json.loads(sys.argv[1])
    lines, end_of_life, workers = (given.pop(name) for name in ("lines", "end_of_life", "workers"))
    begin(lines, end_of_life, workers, Limits(**given))


def begin(lines: Sequence[int], end_of_life: int, workers: int, limits: Limits) -> None:
    """Supervise workers in this process, and do nothing else in it any more."""
    forbid_core_dumps()
    # Whoever ends a whole service at once lets it finish its letters: the server ends us.
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)
    _spare_memory()
    gc.freeze()  # what is there already stays shared with the workers
    sockets = tuple(socket(fileno=line) for line in lines)
    supervise(sockets, end_of_life, workers, limits)


def _spare_memory() -> None:
    """Have memory given back as soon as a page is done, where the C library can."""
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(M_TRIM_THRESHOLD, SPARING)
        library.mallopt(M_MMAP_THRESHOLD, SPARING)


Lines = tuple[socket, ...]
"""The line of those who want one letter, then that of those who want several."""


def supervise(lines: Lines, end_of_life: int, number: int, limits: Limits) -> None:
    """Keep so many workers until the pipe `end_of_life` is closed at its other end.

    Where there are two or more, one serves those alone who want a single letter.
    """
    missing = [lines[:1] if not at and number > 1 else lines for at in range(number)]
    workers: dict[int, tuple[ForkProcess, Lines]] = {}
    try:
        while True:
            while missing:
                served = missing.pop()
                worker = _start(Worker(served, limits, os.getpid()))
                workers[worker.sentinel] = worker, served
            ended = wait([end_of_life, *workers])
            if end_of_life in ended:
                return
            for sentinel in workers.keys() & set(ended):
                worker, served = workers.pop(sentinel)
                worker.join()
                missing.append(served)
    finally:
        for worker, _ in workers.values():
            worker.kill()
            worker.join()


def _start(worker: "Worker") -> ForkProcess:
    process = multiprocessing.get_context("fork").Process(target=worker.work)
    process.start()
    return process


class Worker:
    """A process that does one piece of work after the other, each within the limits."""

    def __init__(self, lines: Lines, limits: Limits, supervisor: int) -> None:
        """Take whom to serve, and who supervises it."""
        self._lines, self._limits, self._supervisor = lines, limits, supervisor
        self._asker: Connection | None = None

    def work(self) -> None:
        """Work until a fresh worker should, or until the supervisor has gone."""
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        resource.setrlimit(resource.RLIMIT_DATA, (self._limits.megabytes * MEGABYTE,) * 2)
        for _ in range(self._limits.pieces):
            if os.getppid() != self._supervisor:
                return
            with self._accept() as self._asker:
                try:
                    self._serve(self._asker)
                except (EOFError, OSError):
                    pass  # whoever asked has gone
                except MemoryError:
                    return
            Limits.end()

    def _accept(self) -> Connection:
        """Wait for somebody who asks. Where people stand in both lines, these take turns."""
        while True:
            wait(self._lines)
            for line in self._lines:
                try:
                    asker, _ = line.accept()
                except BlockingIOError:  # nobody is there, or another worker was first
                    continue
                self._lines = (*(each for each in self._lines if each is not line), line)
                return Connection(asker.detach())

    def _serve(self, asker: Connection) -> None:
        self._limits.begin()
        asker.send(None)
        work, args, kwargs = asker.recv()
        asker.send(self._done(work, args, kwargs))

    def _done(
        self, work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[Any, Exception | None]:
        """Return what the work gives, or how it failed."""
        try:
            return work(self._press, *args, **kwargs), None
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - it is for who asked
            return None, error

    def _begin_letter(self, target: str) -> None:
        """Give each of several letters its own time, and say which it is."""
        self._limits.begin()
        if self._asker:
            self._asker.send(target)

    @cached_property
    def _press(self) -> Press:
        return Press(waiting=None, told=self._begin_letter)


if __name__ == "__main__":
    main()
