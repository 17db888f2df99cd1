"""Made-up CSVs of letters, and the command that prints them, as an organizer starts it."""

import csv
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pymupdf

from campaign.actions.print_runs.letter_row import COLUMNS
from campaign.settings import ROOT
from tests.builders import TEST_LETTERS

TARGETS: Final = ("hrc-kr", "high-commissioner", "hrc-mx", "hrc-fr", "third-committee-gb")
NAMES: Final = ("Zoë Łukasz", "محمد عبد الرحمن", "李小龍", "Anna Müller")


def rows(number: int, *, every_note: int = 10) -> Iterator[dict[str, str]]:
    """Yield so many letters, each from a town of its own; every tenth has words of its own."""
    for each in range(number):
        yield {
            "target": TARGETS[each % len(TARGETS)],
            "language": ("en", "ar")[each % 7 == 0],
            "note": f"Apples matter to me, {each}." if each % every_note == 0 else "",
            "sign_as": "full",
            "name": NAMES[each % len(NAMES)],
            "place": f"Town{each}x",
            "country": "GB",
        }


def write(file: Path, letters: Iterable[Mapping[str, str]], encoding: str = "utf-8") -> Path:
    """Write letters as a CSV."""
    with file.open("w", encoding=encoding, newline="") as text:
        table = csv.DictWriter(text, COLUMNS)
        table.writeheader()
        table.writerows(letters)
    return file


def command(folder: Path, *arguments: str, first: str = "") -> "subprocess.Popen[str]":
    """Start `print filled`; `first` is a line of Python that it runs before."""
    environ = {
        **{name: value for name, value in os.environ.items() if "CAMPAIGN" not in name},
        "CAMPAIGN_INSTANCE": str(folder / "instance"),
        "CAMPAIGN_TODAY": "2026-11-24",
        "CAMPAIGN_LETTERS": str(TEST_LETTERS),
    }
    main = f"{first}\nfrom campaign.cli import main; main()"
    given = [sys.executable, "-c", main, "print", "filled", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(given, cwd=ROOT, env=environ, stdout=pipe, stderr=pipe, text=True)


def done(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """Wait for a command; return its status and all that it said."""
    out, errors = process.communicate(timeout=120)
    return process.returncode, out + errors


def manifest(folder: Path) -> list[dict[str, str]]:
    """Return a run's manifest."""
    with (folder / "manifest.csv").open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def towns(pdf: Path) -> list[set[str]]:
    """Return the towns that each page of a PDF names."""
    with pymupdf.open(pdf) as document:
        return [set(re.findall(r"Town\d+x", page.get_text())) for page in document]


def counted(folder: Path) -> Counter[str]:
    """Count each letter's town over the pages that the manifest says are its own."""
    printed = [each for each in manifest(folder) if each["file"]]
    pages = {name: towns(folder / name) for name in {each["file"] for each in printed}}
    found: Counter[str] = Counter()
    for each in printed:
        first = int(each["first_page"]) - 1
        own = pages[each["file"]][first : first + int(each["pages"])]
        found.update(set().union(*own))
    return found
