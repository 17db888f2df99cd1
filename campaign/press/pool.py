"""Typesetting in processes of their own, so that a letter that takes too much hurts nobody else.

A worker has limits of time and memory, and is ended alone when it goes over one of them.
"""

import multiprocessing
import resource
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from types import TracebackType
from typing import Concatenate, Final, ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from campaign.errors import OverCapacity, OverTheLimit
from campaign.model.evening import Pack
from campaign.model.letter import Letter
from campaign.press import SECONDS_EACH, Paper, Press, Sheet

T = TypeVar("T")
P = ParamSpec("P")
MEGABYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece of work may take, and after how many a worker is replaced by a fresh one.

    `megabytes` are those that a worker may have for its data; fonts that it reads from files are
    not among them.
    """

    seconds: float = 20
    megabytes: int = 512
    pieces: int = 500


class Pool:
    """Workers that each have a press, with fonts and styles read once.

    At most `waiting` pieces wait for a worker, any number when it is None.
    """

    def __init__(self, workers: int, *, waiting: int | None, limits: Limits | None = None) -> None:
        """Start nothing yet: workers start with the first piece of work."""
        self.workers = workers
        self._limits = limits or Limits()
        self._places = (
            threading.BoundedSemaphore(workers + waiting) if waiting is not None else None
        )
        self._retry_after = max(1, round((waiting or 0) * SECONDS_EACH / workers))
        # A forked copy of a process with threads may hold locks that nobody lets go of.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["campaign.press.bulk.apart"])
        self._pool = ProcessPool(
            max_workers=workers,
            max_tasks=self._limits.pieces,
            initializer=_start,
            initargs=(self._limits.megabytes,),
            context=context,
        )

    def pdf(self, letter: Letter, on: Sheet | Paper) -> bytes:
        """Return one letter as a tagged PDF. Raises OverCapacity, OverTheLimit or CannotPrint."""
        return done(self.begin(Press.pdf, letter, on))

    def several(self, letters: Sequence[Letter], on: Sheet | Paper) -> bytes:
        """Return several letters in one PDF. Raises the same."""
        return done(self.begin(Press.several, letters, on))

    def evening(self, pack: Pack, paper: Paper) -> bytes:
        """Return a letter evening's pack as one PDF. Raises the same."""
        return done(self.begin(Press.evening, pack, paper))

    def pages(self, letter: Letter, on: Sheet | Paper) -> int:
        """Return how many pages a letter takes. Raises the same."""
        return done(self.begin(Press.pages, letter, on))

    def begin(
        self, work: Callable[Concatenate[Press, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> "Future[T]":
        """Have a worker do something with its press; `done` waits for it. Raises OverCapacity."""
        places = self._places
        if places and not places.acquire(blocking=False):
            raise OverCapacity(self._retry_after)
        future = self._pool.schedule(
            _work, args=(work, *args), kwargs=kwargs, timeout=self._limits.seconds
        )
        if places:
            future.add_done_callback(lambda _: places.release())
        return future

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the workers, whatever they are at."""
        self.end()

    def end(self) -> None:
        """End the workers, whatever they are at."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # Pebble forgot to say it gives None
        self._pool.join()


def done(future: "Future[T]") -> T:
    """Return what a worker made. Raises OverTheLimit when it was ended over it."""
    try:
        return future.result()
    except (TimeoutError, MemoryError, ProcessExpired) as error:
        raise OverTheLimit from error


_press: Press | None = None


def _start(megabytes: int) -> None:
    """Make a worker ready: its limit of memory, and its press."""
    global _press  # noqa: PLW0603 - a worker's press, which it alone has
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    _press = Press(waiting=None)


def _work(work: Callable[Concatenate[Press, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    assert _press is not None  # noqa: S101 - _start came first
    return work(_press, *args, **kwargs)
