"""How much memory a large run takes: all its processes together, what they share counted once."""

import csv
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from campaign.actions.printing.cells import COLUMNS
from campaign.model.letter import Letter
from campaign.press import ROOT, Paper, Press
from campaign.press.bulk import print_letters
from campaign.press.pool import Pool
from tests.bench import letters
from tests.running import family

EVERY: Final = 0.2
"""Seconds between two looks."""
NOTED: Final = 20
"""One letter in so many has a note, so that the workers are at it as well."""


def watch(count: int) -> None:
    """Print letters by the command and by what it is built on; say how much each took at most."""
    with TemporaryDirectory() as folder:
        command = _command(Path(folder), count)
        _say("bin/campaign print filled", count, command.pid, lambda: command.poll() is None)
        assert not command.returncode
    run = multiprocessing.get_context("spawn").Process(target=_run, args=(count,))
    run.start()
    _say("Bulk", count, run.pid or 0, run.is_alive)


def _say(what: str, count: int, pid: int, is_running: Callable[[], bool]) -> None:
    most = 0.0
    while is_running():
        most = max(most, memory_of(pid))
        time.sleep(EVERY)
    print(f"{what}, {count} letters, one in {NOTED} with a note: at most {most:.0f} MB (PSS)")


def _command(folder: Path, count: int) -> "subprocess.Popen[bytes]":
    """Start the command on a CSV of so many letters."""
    table = folder / "letters.csv"
    with table.open("w", encoding="utf-8", newline="") as text:
        rows = csv.DictWriter(text, COLUMNS)
        rows.writeheader()
        rows.writerows(_row(number, letter) for number, letter in enumerate(_mixed(count)))
    environ = {
        **{name: value for name, value in os.environ.items() if "CAMPAIGN" not in name},
        "CAMPAIGN_INSTANCE": str(folder / "instance"),
        "CAMPAIGN_TODAY": letters.DAY.isoformat(),
    }
    given = ["print", "filled", str(table), "--out", str(folder / "out")]
    return subprocess.Popen(
        [sys.executable, "-m", "campaign", *given], cwd=ROOT, env=environ, stdout=subprocess.DEVNULL
    )


def _row(number: int, letter: Letter) -> dict[str, str]:
    sender = letters.sender(number)
    note = "" if number % NOTED else f"{letters.NOTE} This is letter {number} of mine."
    return {
        "target": letter.target.slug,
        "note": note,
        "sign_as": "full",
        "name": sender.name,
        "place": sender.place,
        "country": sender.country,
    }


def _mixed(count: int) -> Iterator[Letter]:
    plain, noted = letters.many(count), letters.many(count, note=letters.NOTE)
    for number, pair in enumerate(zip(plain, noted, strict=True)):
        yield pair[number % NOTED == 0]


def _run(count: int) -> None:
    batch = _mixed(count)
    with Pool(2, waiting=None) as pool, Path("/dev/null").open("wb") as file:
        for _ in print_letters(batch, Paper.A4, Press(waiting=None), pool, file, title="Letters"):
            pass


def memory_of(pid: int) -> float:
    """Return the megabytes of a process and all it started, what they share counted once."""
    return sum(map(_pss, family(pid)))


def _pss(pid: int) -> float:
    """Return a process's share in megabytes; none once it is gone."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(row.split()[1]) for row in rollup.splitlines() if row.startswith("Pss:")) / 1024
