"""Editions: a campaign's folder, each time it was read with other words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Files = Mapping[str, bytes]
"""The content of files by their paths: those of a folder of letters below `own/`, and below
`shipped/` those that fill its gaps."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What a campaign said from a day on.

    `sources` has a hash of all that is worded in each language (`rules/letter_sources.py`), `said`
    the day on which it was read, as its own files say.
    """

    number: int
    hash: str
    day: date
    sources: Mapping[str, str]
    said: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class FolderRead:
    """A campaign's folder as it was read at the start, to be kept as an edition."""

    hash: str
    files: Files
