"""Long runs in parts: each is set by a worker and kept as a file until all are bound into a PDF.

A part's file is there whole or not at all, so a run that was ended goes on where it stopped.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, Final, cast

from campaign.model.letter import Letter
from campaign.press import Press, Sheet
from campaign.press.bulk.run import Pages, Run
from campaign.press.pdf_file import ROOM_EACH, Part, PdfFile
from campaign.press.pool import Limits

FIRST_OBJECT: Final = 4
"""The first object number of parts; those before are the file's own."""
UNFINISHED: Final = ".unfinished"
"""The end of the names of files that are being written."""


@dataclass(frozen=True, slots=True)
class Work:
    """One part's letters to typeset, the `index`-th of its file, but for those that are left out.

    `left_out` counts from 0. With `duplex` each letter has an even number of pages, so that the
    next one begins on a new sheet.
    """

    letters: tuple[Letter, ...]
    sheet: Sheet
    index: int
    duplex: bool
    left_out: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Set:
    """A part that is typeset; `printed` are the pages of each letter, without those left blank.

    A letter that is left out has none.
    """

    part: Part
    printed: tuple[int, ...]


def set_part(press: Press, work: Work, to: Path) -> None:
    """Set a part and keep it as a file."""
    body = BytesIO()
    file = PdfFile(body, first=FIRST_OBJECT + work.index * ROOM_EACH)
    made = [letter for at, letter in enumerate(work.letters) if at not in work.left_out]
    run = Run(press, work.sheet, file)
    set_ones = iter(run.several(made))
    letters = [() if at in work.left_out else next(set_ones) for at in range(len(work.letters))]
    pages = [_whole_sheets(each, run) if work.duplex else each for each in letters]
    run.end()
    _keep(Set(file.part(body.getvalue(), pages), tuple(map(len, letters))), to)


def set_alone(press: Press, letter: Letter, sheet: Sheet) -> None:
    """Typeset one letter and drop it, to see whether it takes more than one letter may."""
    Limits().begin()
    press.pages(letter, sheet)


def bind(parts: Iterable[Path], numbers: Iterable[int], to: Path, title: str) -> None:
    """Bind parts into one PDF, in which each page is called by its letter's number and its own."""
    with whole_file(to) as out:
        file = PdfFile(out)
        file.begin()
        number = iter(numbers)
        for path in parts:
            part = read_part(path).part
            file.bind(part)
            for pages in part.pages:
                called = f"{next(number)}-"
                if pages:
                    file.label(called)
                    file.turn_to(pages)
        file.finish(title)


def read_part(path: Path) -> Set:
    """Return a part that was kept."""
    with path.open("rb") as file:
        facts = json.loads(file.readline())
        places = {int(number): place for number, place in facts["places"].items()}
        pages = tuple(tuple(each) for each in facts["pages"])
        return Set(Part(file.read(), places, pages), tuple(facts["printed"]))


def read_pages(path: Path) -> Iterator[tuple[int, int]]:
    """Yield how many pages each letter of a part has printed, and how many it takes."""
    with path.open("rb") as file:
        facts = json.loads(file.readline())
    yield from zip(facts["printed"], map(len, facts["pages"]), strict=True)


@contextmanager
def whole_file(to: Path) -> Iterator[BinaryIO]:
    """Open a file that gets its name once it is whole; who else reads here cannot read it."""
    with NamedTemporaryFile(
        dir=to.parent, prefix=to.name, suffix=UNFINISHED, delete=False
    ) as unfinished:
        yield cast("BinaryIO", unfinished)
        unfinished.flush()
        os.fsync(unfinished.fileno())
    Path(unfinished.name).replace(to)


def _keep(made: Set, to: Path) -> None:
    facts = {"places": made.part.places, "pages": made.part.pages, "printed": made.printed}
    with whole_file(to) as out:
        out.write(json.dumps(facts).encode() + b"\n")
        out.write(made.part.body)


def _whole_sheets(pages: Pages, run: Run) -> Pages:
    return (*pages, run.blank()) if len(pages) % 2 else pages
