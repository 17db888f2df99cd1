"""How much memory a large run takes: all its processes together, what they share counted once."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from campaign.model.letter import Letter
from tests.bench import command, letters
from tests.server_process import family

EVERY: Final = 0.2
"""Seconds between two looks."""
NOTED: Final = 20
"""One letter in so many has a note, so that letters of both kinds are made."""


def watch(count: int) -> None:
    """Print letters by the command, and say how much it took at most."""
    with TemporaryDirectory() as folder:
        table = command.write_table(Path(folder) / "letters.csv", _mixed(count))
        run = command.start(table, Path(folder) / "out", os.sched_getaffinity(0))
        most = _most(run.pid, lambda: run.poll() is None)
        assert not run.returncode
    what = f"bin/campaign print filled, {count} letters, one in {NOTED} with a note"
    print(f"{what}: at most {most:.0f} MB (PSS)")


def _most(pid: int, is_running: Callable[[], bool]) -> float:
    most = 0.0
    while is_running():
        most = max(most, memory_of(pid))
        time.sleep(EVERY)
    return most


def _mixed(count: int) -> Iterator[Letter]:
    plain, noted = letters.many(count), letters.many(count, note=letters.NOTE)
    for number, pair in enumerate(zip(plain, noted, strict=True)):
        yield pair[number % NOTED == 0]


def memory_of(pid: int) -> float:
    """Return the megabytes of a process and all it started, what they share counted once."""
    return sum(map(_pss, family(pid)))


def _pss(pid: int) -> float:
    """Return a process's share in megabytes; none once it is gone.

    Only root may look: no other process can look into those that see letters.
    """
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(row.split()[1]) for row in rollup.splitlines() if row.startswith("Pss:")) / 1024
