"""Typesetting in processes of their own, so that a letter that takes too much hurts nobody else.

A worker has limits of time and memory, and is ended alone when it goes over one of them. This is
the side of those who ask; what workers do is in `supervisor.py`.
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Concatenate, Final, ParamSpec, Self, TypeVar

from campaign.errors import OverTheLimit
from campaign.model.evening import Pack
from campaign.model.letter import Letter
from campaign.press import SECONDS_EACH, Paper, Press, Sheet
from campaign.press.waiting_line import WaitingLine

T = TypeVar("T")
P = ParamSpec("P")
SUPERVISOR: Final = "campaign.press.supervisor"
SEVERAL: Final = 10
"""The letters that are asked for at once, about, for saying when to come again."""
OFTEN: Final = 1.0
"""The seconds between two looks whether there are workers, for those who wait for one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one letter, and after how many pieces of work a worker is replaced.

    `seconds` are by the clock, `processor_seconds` ten times what the slowest letter that was found
    takes (docs/decisions/0023). `megabytes` are those that a worker may have for its data; fonts
    that it reads from files are not among them.
    """

    seconds: float = 20
    processor_seconds: float = 5
    megabytes: int = 512
    pieces: int = 500

    def begin(self) -> None:
        """Give this process so much time from now on: then it is ended, whatever it is at."""
        # Nobody handles these signals.
        signal.setitimer(signal.ITIMER_REAL, self.seconds)
        signal.setitimer(signal.ITIMER_PROF, self.processor_seconds)

    @staticmethod
    def end() -> None:
        """Give this process all the time it wants."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)


class Pool:
    """Workers that each have a press, with fonts and styles read once.

    They work for the process that made the pool and for all that are forked from it. They start
    with the first piece of work, start again should they be gone, and end with the last of these
    processes. At most `waiting` pieces wait for a worker, at least one, any number when it is None.

    Whoever wants several letters at once waits in a line of their own, `waiting_for_several` at
    most, and where there are two workers or more, one is kept from them: so nobody who wants one
    letter waits for somebody's ten.
    """

    def __init__(
        self,
        workers: int,
        *,
        waiting: int | None,
        waiting_for_several: int = 1,
        limits: Limits | None = None,
    ) -> None:
        """Open the lines, and start nothing yet."""
        self.workers = workers
        self._limits = limits or Limits()
        self._line = WaitingLine(waiting, (waiting or 0) * SECONDS_EACH / workers)
        shared = max(1, workers - 1)
        self._line_for_several = WaitingLine(
            None if waiting is None else waiting_for_several,
            waiting_for_several * SEVERAL * SECONDS_EACH / shared,
        )
        self._end_of_life, self._life = os.pipe()
        self._token = os.memfd_create("token")
        self._wait_for_supervisor: Callable[[], int | None] | None = None
        self._askers = ThreadPoolExecutor(workers)
        self._has_ended = threading.Event()

    def fork(self, supervise: Callable[[Sequence[int], int, int, Limits], None]) -> None:
        """Start the workers at once, from this process, which has loaded the press already.

        For who has no other thread yet, and whom it does not matter that they know what it knows.
        `supervise` is `supervisor.begin`.
        """
        with self._taken_token():
            child = get_context("fork").Process(target=self._supervise, args=(supervise,))
            child.start()

        def ended() -> int | None:
            child.join()
            return child.exitcode

        self._wait_for_supervisor = ended

    def _supervise(self, supervise: Callable[[Sequence[int], int, int, Limits], None]) -> None:
        os.close(self._life)
        os.setsid()  # Ctrl-C is for who started us to answer
        lines = [self._line.number, self._line_for_several.number]
        supervise(lines, self._end_of_life, self.workers, self._limits)

    def pdf(self, letter: Letter, on: Sheet | Paper) -> bytes:
        """Return one letter as a tagged PDF. Raises OverCapacity, OverTheLimit or CannotPrint."""
        return self.ask(Press.pdf, letter, on)

    def several(self, letters: Sequence[Letter], on: Sheet | Paper) -> bytes:
        """Return several letters in one PDF, each within the limits by itself. Raises the same."""
        with self.stand_in_line(for_several=True) as worker:
            return _had_done(worker, Press.several, (letters, on))

    def evening(self, pack: Pack, paper: Paper) -> bytes:
        """Return a letter evening's pack as one PDF. Raises the same."""
        with self.stand_in_line(for_several=True) as worker:
            return _had_done(worker, Press.evening, (pack, paper))

    def at_length(
        self, work: Callable[Concatenate[Press, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Have a worker do what takes as long as several letters. Raises the same.

        What it does tells the press to `go_on` after each step, which then has its own time.
        """
        with self.stand_in_line(for_several=True) as worker:
            result: T = _had_done(worker, work, args, kwargs)
        return result

    def pages(self, letter: Letter, on: Sheet | Paper) -> int:
        """Return how many pages a letter takes. Raises the same."""
        return self.ask(Press.pages, letter, on)

    def begin(
        self, work: Callable[Concatenate[Press, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> "Future[T]":
        """Begin a piece of work, and return a future that gives or raises what `ask` does."""
        return self._askers.submit(lambda: self.ask(work, *args, **kwargs))

    def ask(self, work: Callable[Concatenate[Press, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Have a worker do something with its press, and wait for it.

        Raises OverCapacity when too many wait already, OverTheLimit when the worker was ended, or
        what the work raises.
        """
        with self.stand_in_line() as worker:
            result: T = _had_done(worker, work, args, kwargs)
        return result

    @contextmanager
    def stand_in_line(self, *, for_several: bool = False) -> Iterator[Connection]:
        """Wait for a worker, and yield the way to talk to it. Raises OverCapacity."""
        line = self._line_for_several if for_several else self._line
        with line.stand() as worker:
            self._demand_supervisor()
            while not worker.poll(OFTEN):
                self._demand_supervisor()
            yield worker

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
        """End the workers, whatever they are at, when no other process can ask them."""
        if self._has_ended.is_set():
            return
        self._has_ended.set()
        self._askers.shutdown(wait=False, cancel_futures=True)
        os.close(self._life)
        self._askers.shutdown()
        if self._wait_for_supervisor:
            self._wait_for_supervisor()
        for line in (self._line, self._line_for_several):
            line.close()
        for each in (self._end_of_life, self._token):
            os.close(each)

    def _demand_supervisor(self) -> None:
        """Start a supervisor, unless there is one: it holds the token for all its life."""
        if self._has_ended.is_set():
            raise OverTheLimit
        with self._taken_token() as token:
            if token is None:
                return
            if self._wait_for_supervisor and (self._wait_for_supervisor() or 0) > 0:
                raise RuntimeError("The press does not start; it has said why.")
            self._wait_for_supervisor = self._start_supervisor(token).wait

    @contextmanager
    def _taken_token(self) -> Iterator[int | None]:
        """Give the token for the next supervisor; nothing while there is one."""
        token = os.open(f"/proc/self/fd/{self._token}", os.O_RDONLY)
        try:
            yield token if _is_free(token) else None
        finally:
            os.close(token)

    def _start_supervisor(self, token: int) -> "subprocess.Popen[bytes]":
        """Start a supervisor that has nothing of ours but what it needs: no settings, no files."""
        lines = [self._line.number, self._line_for_several.number]
        given = {"lines": lines, "end_of_life": self._end_of_life, "workers": self.workers}
        environ = {name: v for name, v in os.environ.items() if not name.startswith("CAMPAIGN_")}
        path = os.pathsep.join(str(Path(each).resolve()) for each in sys.path)
        return subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-m", SUPERVISOR, json.dumps(given | asdict(self._limits))],
            env=environ | {"PYTHONPATH": path},
            pass_fds=(*lines, self._end_of_life, token),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us to answer
        )


def _is_free(token: int) -> bool:
    """Take a token, and return whether nobody had it."""
    try:
        fcntl.flock(token, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _had_done(
    worker: Connection,
    work: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any] = MappingProxyType({}),
) -> Any:  # noqa: ANN401 - what the work gives
    """Have a worker do something, and return what it gives or raise what it raises."""
    about = ""
    try:
        worker.recv()  # that it is our turn
        worker.send((work, args, dict(kwargs)))
        while isinstance(said := worker.recv(), str):
            about = said  # the letter that it is at
    except (EOFError, OSError):
        raise OverTheLimit(about) from None
    made, failure = said
    if failure:
        raise failure
    return made
