"""How much memory a large run takes: all its processes together, what they share counted once."""

import multiprocessing
import time
from pathlib import Path
from typing import Final

from campaign.press import Paper, Press
from campaign.press.bulk import print_letters
from campaign.press.pool import Pool
from tests.bench import letters
from tests.running import family

EVERY: Final = 0.2
"""Seconds between two looks."""
NOTED: Final = 20
"""One letter in so many has a note, so that the workers are at it as well."""


def watch(count: int) -> None:
    """Print letters in a process of its own and say how much it took at most."""
    run = multiprocessing.get_context("spawn").Process(target=_run, args=(count,))
    run.start()
    most = 0.0
    while run.is_alive():
        most = max(most, sum(_pss(pid) for pid in family(run.pid or 0)))
        time.sleep(EVERY)
    print(
        f"Bulk of {count}, one in {NOTED} with a note: at most {most:.0f} MB (PSS, all processes)"
    )


def _run(count: int) -> None:
    batch = (
        letter
        for number, pair in enumerate(
            zip(letters.many(count), letters.many(count, note=letters.NOTE), strict=True)
        )
        for letter in (pair[number % NOTED == 0],)
    )
    with Pool(2, waiting=None) as pool, Path("/dev/null").open("wb") as file:
        for _ in print_letters(batch, Paper.A4, Press(waiting=None), pool, file, title="Letters"):
            pass


def _pss(pid: int) -> float:
    """Return a process's share in megabytes; none once it is gone."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(row.split()[1]) for row in rollup.splitlines() if row.startswith("Pss:")) / 1024
