"""Letters by the thousand in one PDF for printing, each on pages of its own; it is not tagged.

Letters that differ in their signature only share a base that WeasyPrint typesets once. Their
signatures are typeset by WeasyPrint too, many at a time, and drawn where the base has left room.
What would not come out as WeasyPrint sets that very letter is typeset as a whole.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO, Final

import pydyf

from campaign.model.letter import Letter, Part
from campaign.press import Paper, Press
from campaign.press.bulk import base
from campaign.press.bulk.base import Base
from campaign.press.bulk.file import PdfFile
from campaign.press.bulk.ink import Ink
from campaign.press.bulk.lines import Lines

AT_A_TIME: Final = 100
"""Letters whose signatures are typeset together."""
BASES: Final = 1000
"""Bases that are remembered: more than there are targets."""


class Run:
    """One run of letters into one file."""

    def __init__(self, press: Press, paper: Paper, file: PdfFile) -> None:
        """Begin without any letter."""
        self._press, self._paper, self._file = press, paper, file
        self._ink = Ink()
        self._lines = Lines(press, paper, self._ink)
        self._bases: dict[Letter, Base] = {}
        self._resources = file.reserve()

    def add(self, letters: Iterable[Letter]) -> Iterator[int]:
        """Write letters, one after the other; yield the number of pages of each."""
        waiting = iter(letters)
        while some := list(islice(waiting, AT_A_TIME)):
            self._lines.prepare([letter for letter in some if not _own(letter)])
            for letter in some:
                yield self._add(letter)
            self._lines.forget()

    def end(self) -> None:
        """Write the fonts."""
        self._ink.write(self._file, self._resources)

    def _add(self, letter: Letter) -> int:
        if not _own(letter):
            shared, lines = self._base(letter), self._lines.of(letter)
            if shared.takes(lines):
                return self._write(shared, shared.sign(lines))
        return self._write(self._typeset(letter), b"")

    def _base(self, letter: Letter) -> Base:
        alike = base.unsigned(letter)
        if alike not in self._bases:
            if len(self._bases) >= BASES:
                self._bases.clear()
            self._bases[alike] = self._typeset(alike)
        return self._bases[alike]

    def _typeset(self, letter: Letter) -> Base:
        return base.draw(self._press.typeset(letter, self._paper).pages, self._ink, self._file)

    def _write(self, shared: Base, signature: bytes) -> int:
        last = [shared.pages[-1]]
        if signature:
            stream = pydyf.Stream([signature])
            self._file.add_object(stream)
            last.append(stream.number)
        for contents in (*([number] for number in shared.pages[:-1]), last):
            self._file.add_page(shared.size, contents, self._resources)
        return len(shared.pages)


def print_letters(
    letters: Iterable[Letter], paper: Paper, press: Press, to: BinaryIO, *, title: str
) -> Iterator[int]:
    """Print letters into a file open for bytes, as they come; yield the number of pages of each.

    The PDF is whole once the last number was taken. Raises OverCapacity.
    """
    file = PdfFile(to)
    file.begin()
    run = Run(press, paper, file)
    yield from run.add(letters)
    run.end()
    file.finish(title)


def _own(letter: Letter) -> bool:
    """Tell whether a letter holds words of its writer's own, which nobody else shares."""
    return any(paragraph.part is Part.NOTE for paragraph in letter.paragraphs)
