"""The process that supervises a pool's workers: starts them, and starts another for each that ends.

`pool.py` starts it, with the line at which those who ask wait for a worker. It ends when nobody is
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
from collections.abc import Callable
from functools import cache
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from socket import socket
from typing import Any, Final

import campaign.press.bulk.parts  # noqa: F401 - here once, and not again in each worker
from campaign.press import Press
from campaign.press.pool import Limits

MEGABYTE: Final = 1 << 20
PR_SET_PDEATHSIG: Final = 1
"""prctl(2): the signal to get when one's parent dies."""


def main() -> None:
    """Read what `pool.py` says, and keep workers."""
    given = json.loads(sys.argv[1])
    line, end_of_life, workers = (given.pop(name) for name in ("line", "end_of_life", "workers"))
    # Whoever ends a whole service at once lets it finish its letters: the server ends us.
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)
    gc.freeze()  # what is there already stays shared with the workers
    keep(socket(fileno=line), end_of_life, workers, Limits(**given))


def keep(line: socket, end_of_life: int, number: int, limits: Limits) -> None:
    """Keep so many workers until the pipe `end_of_life` is closed at its other end."""
    context = multiprocessing.get_context("fork")
    workers: dict[int, ForkProcess] = {}
    try:
        while True:
            while len(workers) < number:
                worker = context.Process(target=_work, args=(line, limits, os.getpid()))
                worker.start()
                workers[worker.sentinel] = worker
            ended = wait([end_of_life, *workers])
            if end_of_life in ended:
                return
            for sentinel in workers.keys() & set(ended):
                workers.pop(sentinel).join()
    finally:
        for worker in workers.values():
            worker.kill()
            worker.join()


def _work(line: socket, limits: Limits, supervisor: int) -> None:
    """Do a worker's work: one piece after another, as many as one worker does."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_DATA, (limits.megabytes * MEGABYTE,) * 2)
    for _ in range(limits.pieces):
        if os.getppid() != supervisor:
            return
        asker, _ = line.accept()
        # Ends the process, whatever it is at: nobody handles this signal.
        signal.setitimer(signal.ITIMER_REAL, limits.seconds)
        try:
            with Connection(asker.detach()) as connection:
                connection.send(None)
                connection.send(_done(*connection.recv()))
        except (EOFError, OSError):
            pass  # whoever asked has gone
        except MemoryError:
            return
        signal.setitimer(signal.ITIMER_REAL, 0)


def _done(
    work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[Any, Exception | None]:
    """Return what the work gives, or how it failed."""
    try:
        return work(_press(), *args, **kwargs), None
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - it is for who asked
        return None, error


@cache
def _press() -> Press:
    return Press(waiting=None)


if __name__ == "__main__":
    main()
