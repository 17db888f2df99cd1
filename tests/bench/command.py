"""`bin/campaign print filled` as an organizer starts it: a process, on a table of letters.

The instance is beside the table, so that a second run finds its database made.
"""

import csv
import os
import subprocess
import sys
from collections.abc import Collection, Iterable
from pathlib import Path

from campaign.actions.print_runs.letter_row import COLUMNS
from campaign.model.letter import Letter, Sender
from campaign.press import ROOT
from tests.bench import letters

UNKEPT = "PYTHONDONTWRITEBYTECODE"
"""With it, each start would compile our own modules anew, and none of others'."""


def write_table(to: Path, made: Iterable[Letter], batch: int = 0) -> Path:
    """Write letters (`letters.many`, of this batch) as a table that the command reads."""
    with to.open("w", encoding="utf-8", newline="") as text:
        rows = csv.DictWriter(text, COLUMNS)
        rows.writeheader()
        for number, letter in enumerate(made):
            rows.writerow(_row(letter, letters.note_of(letter), letters.sender(number, batch)))
    return to


def start(table: Path, out: Path, cores: Collection[int]) -> "subprocess.Popen[bytes]":
    """Start the command on these processors."""
    environ = {
        **{
            name: value
            for name, value in os.environ.items()
            if "CAMPAIGN" not in name and name != UNKEPT
        },
        "CAMPAIGN_INSTANCE": str(table.parent / "instance"),
        "CAMPAIGN_TODAY": letters.DAY.isoformat(),
    }
    given = [sys.executable, "-m", "campaign", "print", "filled", str(table), "--out", str(out)]
    return on_cores(given, cores, environ)


def on_cores(
    given: list[str], cores: Collection[int], environ: dict[str, str] | None = None
) -> "subprocess.Popen[bytes]":
    """Start a program on these processors, and all that it starts."""
    return subprocess.Popen(
        ["taskset", "--cpu-list", ",".join(map(str, cores)), *given],
        cwd=ROOT, env=environ, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def _row(letter: Letter, note: str, sender: Sender) -> dict[str, str]:
    return {
        "target": letter.target.slug,
        "note": note,
        "sign_as": "full",
        "name": sender.name,
        "place": sender.place,
        "country": sender.country,
    }
