"""A run's manifest: what the number of each letter stands for, and nothing of who wrote it."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from campaign.exports.csv_lines import write_lines
from campaign.press.bulk.parts import whole_file

MANIFEST: Final = "manifest.csv"
COLUMNS: Final = ("number", "target", "pages", "file", "first_page")
Entry = tuple[int, str, int, str, int | None]
"""A letter's number, target, printed pages, file, and first page in it.

A letter that was left out has no pages and is in no file.
"""


def write_manifest(folder: Path, entries: Iterable[Entry]) -> None:
    """Write the manifest of a run into its folder."""
    with whole_file(folder / MANIFEST) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        write_lines(text, [COLUMNS])
        write_lines(text, entries)
        text.detach()


def read_pages(folder: Path) -> Iterator[tuple[int, int]]:
    """Yield the number of each letter of a finished run, and how many pages it has printed."""
    with (folder / MANIFEST).open(encoding="utf-8-sig", newline="") as text:
        for row in csv.DictReader(text):
            yield int(row["number"]), int(row["pages"])
